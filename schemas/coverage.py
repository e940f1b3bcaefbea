"""What is reported and what is missing, and how: collectivity by year by indicator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from .convert import Row
from .vocabulary import MISSING

Lifetimes = Mapping[str, tuple[int | None, int | None]]
FIGURES = ("reported", "range")
OF_CONVENTION = ("document_id", "kind", "collectivity_code", "collectivity", "convention_year")
"""What of a document is looked at."""
OF_COLLECTIVITY = ("collectivity_code", "collectivity")
OF_INDICATOR = ("indicator_key", "indicator_id", "measure", "indicator_group", "indicator")
Whose = tuple[str | None, str | None]
"""A collectivity's code; or, where it has none, its name; or neither."""
Place = tuple[Whose, int | None]
Age = tuple[int, str]
Key = TypeVar("Key")


@dataclass
class Count:
    """What is said of one indicator: in which ways, how many figures, of whom."""

    statuses: set[str] = field(default_factory=set)
    figures: int = 0
    for_review: int = 0
    territories: set[str] = field(default_factory=set)

    def add(self, row: Row) -> None:
        """Count one observation."""
        self.statuses.add(str(row["status"]))
        if row["status"] in FIGURES:
            self.figures += 1
            self.for_review += row["review"] is True
            if row["territory"] is not None:
                self.territories.add(str(row["territory"]))


@dataclass
class Held:
    """What the documents of a collectivity and year hold: their ids, and what they say of each indicator."""

    documents: list[str] = field(default_factory=list)
    counts: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))


class Coverage:
    """The table `coverage`, counted one document after the other.

    A row for each collectivity, each year of which any document is held, and each indicator asked for there. Asked for
    are the canonical indicators that any document of the year prints, and whatever the collectivity's own documents
    print in any year. Documents without a known year or collectivity are listed under null with what they print;
    nothing is missing there. A collectivity that could not sign in a year (`lifetimes`) misses no document.
    """

    def __init__(self, lifetimes: Lifetimes) -> None:
        self._lifetimes = lifetimes
        self._held: dict[Place, Held] = defaultdict(Held)
        self._names: dict[Whose, tuple[Age, Row]] = {}
        self._labels: dict[str, tuple[Age, Row]] = {}

    def add(self, convention: Row, rows: Sequence[Row]) -> None:
        """Count a document: its row of `conventions`, and its observations with `indicator_key`."""
        place = _place(convention)
        self._held[place].documents.append(str(convention["document_id"]))
        _keep_newest(self._names, place[0], convention, OF_COLLECTIVITY)
        for row in rows:
            key = str(row["indicator_key"])
            self._held[_place(row)].counts[key].add(row)
            _keep_newest(self._labels, key, row, OF_INDICATOR)

    def parts(self, size: int) -> Iterator[list[Row]]:
        """The table's rows, so many at a time."""
        part: list[Row] = []
        for row in self._rows():
            part.append(row)
            if len(part) >= size:
                yield part
                part = []
        if part:
            yield part

    def _rows(self) -> Iterator[Row]:
        own: dict[Whose, set[str]] = defaultdict(set)
        national: dict[int | None, set[str]] = defaultdict(set)
        for (whose, year), held in self._held.items():
            own[whose].update(held.counts)
            national[year].update(key for key in held.counts if self._labels[key][1]["indicator_id"])
        for place in sorted(self._places(), key=repr):
            (whose, year), held = place, self._held.get(place, Held())
            is_known = year is not None and whose != (None, None)
            documents = sorted(held.documents)
            for key in sorted(own[whose] | national[year] if is_known else held.counts):
                named = {**self._names[whose][1], "convention_year": year, **self._labels[key][1]}
                yield {**named, **_of(key, held), "documents": documents}

    def _places(self) -> set[Place]:
        """The places with documents, and those of the same years where a document is missing."""
        years = {year for _, year in self._held if year is not None}
        known = {whose for whose, _ in self._held if whose != (None, None)}
        return {*self._held, *((whose, year) for whose in known for year in years if self._signs(whose, year))}

    def _signs(self, whose: Whose, year: int) -> bool:
        since, until = self._lifetimes.get(whose[0] or "", (None, None))
        return (since is None or since <= year) and (until is None or year <= until)


def _place(row: Row) -> Place:
    code, name, year = row["collectivity_code"], row["collectivity"], row["convention_year"]
    whose = (str(code), None) if code else (None, str(name) if name else None)
    return whose, year if isinstance(year, int) else None


def _keep_newest(kept: dict[Key, tuple[Age, Row]], key: Key, row: Row, names: Sequence[str]) -> None:
    """Keep something as the newest document prints it, and of one document the last row."""
    year = row["convention_year"]
    age = year if isinstance(year, int) else 0, str(row["document_id"])
    if key not in kept or kept[key][0] <= age:
        kept[key] = age, {name: row[name] for name in names}


def _of(key: str, held: Held) -> Row:
    count = held.counts.get(key, Count())
    return {
        "coverage": _state(held, count.statuses),
        "figures": count.figures,
        "for_review": count.for_review,
        "territories": sorted(count.territories),
    }


def _state(held: Held, statuses: set[str]) -> str:
    if not statuses.isdisjoint(FIGURES):
        return "reported"
    if statuses:
        return next(status for status in MISSING if status in statuses)
    if not held.documents:
        return "document_not_held"
    return "not_printed" if held.counts else "no_annexe_table"
