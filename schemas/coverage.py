"""What is reported and what is missing, and how: collectivity by year by indicator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .convert import Row
from .vocabulary import MISSING

Lifetimes = Mapping[str, tuple[int | None, int | None]]
FIGURES = ("reported", "range")
Whose = tuple[str | None, str | None]
"""A collectivity's code; or, where it has none, its name; or neither."""
Place = tuple[Whose, int | None]


@dataclass
class Held:
    """What the documents of a collectivity and year hold: their ids, and the rows of each indicator."""

    documents: set[str] = field(default_factory=set)
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))


def coverage(rows: Sequence[Row], conventions: Sequence[Row], lifetimes: Lifetimes) -> list[Row]:
    """A row for each collectivity, each year of which any document is held, and each indicator asked for there.

    Asked for are the canonical indicators that any document of the year prints, and whatever the collectivity's own
    documents print in any year. Documents without a known year or collectivity are listed under null with what they
    print; nothing is missing there. A collectivity that could not sign in a year misses no document.
    """
    held: dict[Place, Held] = defaultdict(Held)
    for each in conventions:
        held[_place(each)].documents.add(str(each["document_id"]))
    for row in rows:
        held[_place(row)].rows[str(row["indicator_key"])].append(row)
    names = _names(conventions)
    labels = {str(row["indicator_key"]): row for row in sorted(rows, key=_age)}
    out: list[Row] = []
    for place in sorted(_places(held, lifetimes), key=repr):
        own = held.get(place, Held())
        for key in sorted(_asked(place, held, labels)):
            out.append({**names[place[0]], "convention_year": place[1], **_label(labels[key]), **_of(key, own)})
    return out


def _place(row: Row) -> Place:
    code, name, year = row["collectivity_code"], row["collectivity"], row["convention_year"]
    whose = (str(code), None) if code else (None, str(name) if name else None)
    return whose, year if isinstance(year, int) else None


def _age(row: Row) -> tuple[int, str]:
    year = row["convention_year"]
    return year if isinstance(year, int) else 0, str(row["document_id"])


def _names(conventions: Sequence[Row]) -> dict[Whose, Row]:
    """Each collectivity as its newest document prints it."""
    newest_last = sorted(conventions, key=_age)
    return {
        _place(each)[0]: {name: each[name] for name in ("collectivity_code", "collectivity")} for each in newest_last
    }


def _places(held: Mapping[Place, Held], lifetimes: Lifetimes) -> set[Place]:
    """The places with documents, and those of the same years where a document is missing."""
    years = {year for _, year in held if year is not None}
    known = {whose for whose, _ in held if whose != (None, None)}
    return {*held, *((whose, year) for whose in known for year in years if _signs(whose, year, lifetimes))}


def _signs(whose: Whose, year: int, lifetimes: Lifetimes) -> bool:
    since, until = lifetimes.get(whose[0] or "", (None, None))
    return (since is None or since <= year) and (until is None or year <= until)


def _asked(place: Place, held: Mapping[Place, Held], labels: Mapping[str, Row]) -> set[str]:
    whose, year = place
    if year is None or whose == (None, None):
        return set(held[place].rows)
    own = {key for (other, _), each in held.items() if other == whose for key in each.rows}
    national = {key for (_, other), each in held.items() if other == year for key in each.rows}
    return own | {key for key in national if labels[key]["indicator_id"]}


def _label(row: Row) -> Row:
    return {name: row[name] for name in ("indicator_key", "indicator_id", "measure", "indicator_group", "indicator")}


def _of(key: str, held: Held) -> Row:
    rows = held.rows.get(key, [])
    figures = [row for row in rows if row["status"] in FIGURES]
    return {
        "coverage": _state(held, rows),
        "figures": len(figures),
        "for_review": sum(row["review"] is True for row in figures),
        "territories": sorted({str(row["territory"]) for row in figures if row["territory"] is not None}),
        "documents": sorted(held.documents),
    }


def _state(held: Held, rows: Sequence[Row]) -> str:
    statuses = {str(row["status"]) for row in rows}
    if not statuses.isdisjoint(FIGURES):
        return "reported"
    if statuses:
        return next(status for status in MISSING if status in statuses)
    if not held.documents:
        return "document_not_held"
    return "not_printed" if held.rows else "no_annexe_table"
