"""The tables over all documents: the newest figure of each fact, where documents disagree, what is missing where."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

import pyarrow as pa

from .check import lawful_table
from .convert import Row
from .coverage import Lifetimes, coverage
from .store import Store
from .vintage_tables import COVERAGE, LATEST, REVISIONS, SIDE

KINDS = ("execution_report", "amendment", "convention", None)
"""Of one year the newest first: an amendment changes the convention, the report comes when the year is over."""
READERS = ("docx", "pdf", "libreoffice", "scan", "transcript")
"""Of one document in several formats the surest first."""
DECIDES = (
    "territory", "period", "period_kind", "document_id", "source", "convention_year", "reader",
    "status", "value", "value_low", "value_high", "comparator", "unit", "raw", "review", "page", "table", "row",
    "column", "part", "collectivity_code", "collectivity", "indicator_id", "section", "measure_code", "measure",
    "indicator_group", "indicator",
)  # fmt: skip
"""What of an observation is looked at."""


def publish_vintages(store: Store, lifetimes: Lifetimes) -> None:
    """Make the tables over all documents again from what the store holds.

    `lifetimes`: of a collectivity's code the first and last year in which it can sign, null where it always can.
    """
    made, note = vintages_of(store, lifetimes), store.note_over_all()
    for name, table in made.items():
        store.publish_whole(name, table, note)


def vintages_of(store: Store, lifetimes: Lifetimes) -> dict[str, pa.Table]:
    """The tables over all documents, by their names; `lifetimes` as above."""
    observations, conventions = store.read_all("observations"), store.read_all("conventions").to_pylist()
    rows = [{**row, "indicator_key": key_of(row)} for row in observations.select(DECIDES).to_pylist()]
    facts = facts_of(rows, {row["document_id"]: row["kind"] for row in conventions})
    return {
        "latest": _latest(observations, rows, [numbers[0] for numbers in facts]),
        "revisions": lawful_table(REVISIONS, revisions(rows, facts)),
        "coverage": lawful_table(COVERAGE, coverage(rows, conventions, lifetimes)),
    }


def key_of(row: Row) -> str:
    """`indicator_key`: the canonical indicator, or the printed measure, sub-heading and label, folded.

    A measure's number changes from year to year: it stands in only where no label does.
    """
    if row["indicator_id"]:
        return str(row["indicator_id"])
    above = row["measure"] or row["measure_code"] or row["section"]
    return "/".join(folded(str(text or "")) for text in (above, row["indicator_group"], row["indicator"]))


def folded(text: str) -> str:
    """Its letters and digits without accents and case: a line breaks elsewhere in another format of the document."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(c))
    return "".join(re.findall(r"\w|%", plain))


def facts_of(rows: Sequence[Row], kinds: Mapping[object, object]) -> list[list[int]]:
    """Of each fact, in the order of their keys, the places of its rows: one a document, the newest first.

    A blank cell says nothing of a fact, and a figure of nobody known (`territory` null) is of none. Where a document
    prints one twice, the row that is not for review stands, then the one printed first.
    """

    def newest_first(number: int) -> tuple[object, ...]:
        row = rows[number]
        year = row["convention_year"]
        kind, reader = KINDS.index(kinds.get(row["document_id"])), READERS.index(row["reader"])
        place = tuple(row[name] for name in ("table", "row", "column", "part"))
        return -(year if isinstance(year, int) else 0), kind, reader, row["document_id"], row["review"], place

    by_fact: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        if row["territory"] is not None and row["status"] != "blank":
            by_fact[tuple(str(row[name]) for name in LATEST.key)].append(number)
    facts = []
    for _, numbers in sorted(by_fact.items()):
        of_document: dict[object, int] = {}
        for number in sorted(numbers, key=newest_first):
            of_document.setdefault(rows[number]["document_id"], number)
        facts.append(list(of_document.values()))
    return facts


def _latest(observations: pa.Table, rows: Sequence[Row], newest: list[int]) -> pa.Table:
    keys = pa.array([rows[number]["indicator_key"] for number in newest], pa.string())
    taken = observations.take(pa.array(newest, pa.int64())).combine_chunks()
    return pa.Table.from_arrays([keys, *taken.columns], schema=LATEST.arrow)


def revisions(rows: Sequence[Row], facts: Sequence[Sequence[int]]) -> list[Row]:
    """Where a document says something else of a fact than the next older one that says something of it."""
    return [
        _revision(rows[older], rows[newer])
        for numbers in facts
        for newer, older in pairwise(numbers)
        if disagree(rows[older], rows[newer])
    ]


def _revision(older: Row, newer: Row) -> Row:
    of_fact = ("territory", "indicator_key", "indicator_id", "measure", "indicator_group", "indicator")
    return {
        **{name: newer[name] for name in (*of_fact, "period", "period_kind")},
        **{f"earlier_{name}": older[name] for name in SIDE},
        **{f"later_{name}": newer[name] for name in SIDE},
    }


def disagree(one: Row, other: Row) -> bool:
    """Whether two rows of a fact say different things. A unit that only one of them prints makes no difference."""
    units = {one["unit"], other["unit"]} - {None}
    return len(units) > 1 or _said(one) != _said(other)


def _said(row: Row) -> tuple[object, ...]:
    if row["status"] in ("text", "ambiguous"):
        return row["status"], folded(str(row["raw"]))
    return tuple(row[name] for name in ("status", "value", "value_low", "value_high", "comparator"))
