"""The tables over all documents: the newest figure of each fact, where documents disagree, what is missing where."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import lru_cache
from itertools import pairwise

import pyarrow as pa

from .check import lawful_table
from .convert import Row
from .coverage import OF_CONVENTION, Coverage, Lifetimes
from .facts import Facts, Said
from .store import Store
from .vintage_tables import COVERAGE, LATEST, OF_FACT, REVISIONS, SIDE, VINTAGES

DECIDES = (
    "territory", "period", "period_kind", "document_id", "source", "convention_year", "reader",
    "status", "value", "value_low", "value_high", "comparator", "unit", "raw", "review", "page", "table", "row",
    "column", "part", "collectivity_code", "collectivity", "indicator_id", "section", "measure_code", "measure",
    "indicator_group", "indicator",
)  # fmt: skip
"""What of an observation is looked at."""
AT_ONCE = 5_000
"""So many rows of a table are made, checked and written together."""


def publish_vintages(store: Store, lifetimes: Lifetimes) -> None:
    """Make the tables over all documents again from what the store holds.

    `lifetimes`: of a collectivity's code the first and last year in which it can sign, null where it always can.
    """
    note = store.note_over_all()
    with ExitStack() as writing:
        writers = {name: writing.enter_context(store.writing_over_all(law, note)) for name, law in VINTAGES.items()}
        for name, part in vintages_of(store, lifetimes):
            writers[name].write_table(part)


def vintages_of(store: Store, lifetimes: Lifetimes) -> Iterator[tuple[str, pa.Table]]:
    """The tables over all documents part by part, each with its table's name; `lifetimes` as above."""
    coverage = Coverage(lifetimes)
    with Facts() as facts:
        for document_id in store.documents():
            [convention] = store.read_lawful("conventions", document_id, OF_CONVENTION).to_pylist()
            rows = store.read_lawful("observations", document_id, DECIDES).to_pylist()
            keyed = [{**row, "indicator_key": key_of(row)} for row in rows]
            coverage.add(convention, keyed)
            facts.add(convention["kind"], keyed)
        newest: list[tuple[str, Said]] = []
        revised: list[Row] = []
        for key, said in facts:
            newest.append((key, said[0]))
            revised += revisions(said)
            if len(newest) + len(revised) >= AT_ONCE:
                yield from _of_facts(store, newest, revised)
                newest, revised = [], []
        yield from _of_facts(store, newest, revised)
    for part in coverage.parts(AT_ONCE):
        yield "coverage", lawful_table(COVERAGE, part)


def _of_facts(
    store: Store, newest: Sequence[tuple[str, Said]], revised: Sequence[Row]
) -> Iterator[tuple[str, pa.Table]]:
    if newest:
        yield "latest", _latest(store, newest)
    if revised:
        yield "revisions", lawful_table(REVISIONS, revised)


def _latest(store: Store, newest: Sequence[tuple[str, Said]]) -> pa.Table:
    """The whole rows of the newest figures, read again from their documents."""
    of_document: dict[str, list[int]] = defaultdict(list)
    for place, (_, said) in enumerate(newest):
        of_document[said.document_id].append(place)
    places: list[int] = []
    parts = []
    for document_id, own in of_document.items():
        places += own
        parts.append(store.read_lawful("observations", document_id).take([newest[place][1].number for place in own]))
    in_order = sorted(range(len(places)), key=places.__getitem__)
    taken = pa.concat_tables(parts).take(in_order).combine_chunks()
    keys = pa.array([key for key, _ in newest], pa.string())
    return pa.Table.from_arrays([keys, *taken.columns], schema=LATEST.arrow)


def key_of(row: Row) -> str:
    """`indicator_key`: the canonical indicator, or the printed measure, sub-heading and label, folded.

    A measure's number changes from year to year: it stands in only where no label does.
    """
    if row["indicator_id"]:
        return str(row["indicator_id"])
    above = row["measure"] or row["measure_code"] or row["section"]
    return "/".join(folded(str(text or "")) for text in (above, row["indicator_group"], row["indicator"]))


@lru_cache(maxsize=1 << 12)
def folded(text: str) -> str:
    """Its letters and digits without accents and case: a line breaks elsewhere in another format of the document."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(c))
    return "".join(re.findall(r"\w|%", plain))


def revisions(said: Sequence[Said]) -> list[Row]:
    """Where a document says something else of a fact than the next older one; `said` is newest first."""
    pairs = pairwise(each.row for each in said)
    return [_revision(older, newer) for newer, older in pairs if disagree(older, newer)]


def _revision(older: Row, newer: Row) -> Row:
    return {
        **{name: newer[name] for name in OF_FACT},
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
