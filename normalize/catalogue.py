"""The national measures and indicators: `referential/indicators.yaml` as types, and flat, each with its whole id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from schemas.vocabulary import StockOrFlow

from .entry import read_entries
from .spelling import fold, index_spellings

ID = re.compile(r"[a-z][a-z0-9_]*")


class Spelled(Protocol):
    """Anything of the catalogue that a document may name."""

    @property
    def id(self) -> str:
        """Its id, unique among its own kind."""

    @property
    def spellings(self) -> tuple[str, ...]:
        """The labels under which it was met."""


@dataclass(frozen=True, slots=True)
class Text:
    """A public text that `sources` may name."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator; its id is unique in its measure, or in its group."""

    id: str
    spellings: tuple[str, ...]
    sources: tuple[str, ...]
    unit: str | None = None
    stock_or_flow: StockOrFlow | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A sub-heading of a measure and the indicators below it."""

    id: str
    spellings: tuple[str, ...]
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure, the first and last year of the conventions that hold it, its indicators with and without group."""

    id: str
    spellings: tuple[str, ...]
    sources: tuple[str, ...]
    since: int
    until: int | None = None
    indicators: tuple[Indicator, ...] = ()
    groups: tuple[Group, ...] = ()

    def applies_in(self, year: int | None) -> bool:
        """Whether the conventions of a year hold it; an unknown year speaks against nothing."""
        return year is None or (self.since <= year and (self.until is None or year <= self.until))

    def ids(self) -> Iterator[tuple[str, Indicator]]:
        """Its indicators by their ids in the dataset."""
        yield from ((id_of(self, None, indicator), indicator) for indicator in self.indicators)
        for group in self.groups:
            yield from ((id_of(self, group, indicator), indicator) for indicator in group.indicators)


def id_of(measure: Measure, group: Group | None, indicator: Indicator) -> str:
    """The indicator's id in the dataset."""
    return ".".join((measure.id, *([group.id] if group else []), indicator.id))


@dataclass(frozen=True, slots=True)
class CatalogueFile:
    """`indicators.yaml`."""

    little_words: tuple[str, ...]
    texts: tuple[Text, ...]
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The measures, all indicators by their ids in the dataset, the folded words that tell no two labels apart.

    `words` are all that its spellings are of, folded.
    """

    measures: tuple[Measure, ...]
    by_id: dict[str, Indicator]
    little_words: frozenset[str]
    words: frozenset[str]


def read_catalogue(path: Path) -> Catalogue:
    """The catalogue of a file. Raises `ValueError` naming file and entry: an id or spelling that is given twice."""
    file = read_entries(CatalogueFile, path)
    _check(path.name, file.measures)
    for measure in file.measures:
        _check(f"{path.name}: {measure.id}", measure.groups)
        _check(f"{path.name}: {measure.id}", measure.indicators)
        for group in measure.groups:
            _check(f"{path.name}: {measure.id}.{group.id}", group.indicators)
        if {group.id for group in measure.groups} & {indicator.id for indicator in measure.indicators}:
            raise ValueError(f"{path.name}: {measure.id} has a group and an indicator of one id")
    by_id = dict(pair for measure in file.measures for pair in measure.ids())
    return Catalogue(file.measures, by_id, frozenset(file.little_words), frozenset(_words_of(file.measures)))


def _words_of(measures: Iterable[Measure]) -> Iterator[str]:
    for measure in measures:
        entries: list[Spelled] = [measure, *measure.groups, *(indicator for _, indicator in measure.ids())]
        for spelling in (spelling for entry in entries for spelling in entry.spellings):
            yield from re.findall(r"\w+", fold(spelling))


def _check(where: str, entries: Iterable[Spelled]) -> None:
    """Siblings have their own ids and spellings."""
    seen: set[str] = set()
    for entry in entries:
        if not ID.fullmatch(entry.id):
            raise ValueError(f"{where}: the id {entry.id!r} is not of small letters, digits and underscores")
        if entry.id in seen:
            raise ValueError(f"{where}: the id {entry.id!r} is given twice")
        seen.add(entry.id)
    index_spellings(where, ((spelling, entry.id) for entry in entries for spelling in entry.spellings))
