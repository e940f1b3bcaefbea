"""What the house knows about the documents' language: the files of `referential/`, loaded once and checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from schemas.vocabulary import Status

from .catalogue import Catalogue, read_catalogue
from .comparability_words import ComparabilityWords
from .confusions_file import Confusions, read_confusions
from .document_words import FactWords, FundingWords, NameWords, SheetWords
from .entry import read_entries
from .figure_words import FigureWords, read_figure_words
from .layout import Layout
from .spelling import index_spellings, plural

REFERENTIAL = Path(__file__).parent / "referential"
TerritoryKind = Literal["department", "collectivity", "overseas_collectivity"]


@dataclass(frozen=True, slots=True)
class Territory:
    """A territory or signatory of the Code officiel geographique; `covers` whole départements, or is `part_of` one.

    `since` and `until`: the first and last year in which it can sign; as a territory a département goes on.
    """

    code: str
    name: str
    kind: TerritoryKind
    article: str | None = None
    covers: tuple[str, ...] = ()
    part_of: str | None = None
    since: int | None = None
    until: int | None = None
    ordinary: bool = False
    aliases: tuple[str, ...] = ()

    def signs_in(self, year: int) -> bool:
        """Whether it can sign a convention of that year."""
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)


@dataclass(frozen=True, slots=True)
class Marker:
    """Spellings that stand for a missing figure, its status, and its SDMX CL_OBS_STATUS code."""

    status: Status
    code: str
    spellings: tuple[str, ...]
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as published, and what the number before it is multiplied by; `signed` where it can be negative."""

    unit: str
    spellings: tuple[str, ...] = ()
    factor: int = 1
    signed: bool = False


@dataclass(frozen=True, slots=True)
class TerritoriesFile:
    """`territories.yaml`."""

    territories: tuple[Territory, ...]


@dataclass(frozen=True, slots=True)
class MarkersFile:
    """`markers.yaml`."""

    markers: tuple[Marker, ...]


@dataclass(frozen=True, slots=True)
class UnitsFile:
    """`units.yaml`."""

    units: tuple[Unit, ...]
    nouns: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """All of it. The keys of the spellings are squeezed, those of `territories` are codes."""

    territories: dict[str, Territory]
    territory_spellings: dict[str, Territory]
    markers: dict[str, Marker]
    units: dict[str, Unit]
    figures: FigureWords
    layout: Layout
    confusions: Confusions
    facts: FactWords
    names: NameWords
    funding: FundingWords
    sheets: SheetWords
    catalogue: Catalogue
    comparability: ComparabilityWords


@lru_cache(maxsize=1)
def load_knowledge() -> Knowledge:
    """The house's own knowledge, read once. Raises `ValueError` naming file and entry where a file is not right."""
    return read_knowledge(REFERENTIAL)


def read_knowledge(folder: Path) -> Knowledge:
    """The knowledge in the YAML files of a folder. Raises `ValueError` naming file and entry."""
    territories = _territories(folder / "territories.yaml")
    return Knowledge(
        territories=territories,
        territory_spellings=index_spellings(
            "territories.yaml",
            ((name, territory) for territory in territories.values() for name in (territory.name, *territory.aliases)),
        ),
        markers=index_spellings(
            "markers.yaml",
            (
                (spelling, marker)
                for marker in read_entries(MarkersFile, folder / "markers.yaml").markers
                for spelling in marker.spellings
            ),
        ),
        units=index_spellings("units.yaml", _unit_spellings(read_entries(UnitsFile, folder / "units.yaml"))),
        figures=read_figure_words(folder / "figures.yaml"),
        layout=read_entries(Layout, folder / "layout.yaml"),
        confusions=read_confusions(folder / "confusions.yaml"),
        facts=read_entries(FactWords, folder / "facts.yaml"),
        names=read_entries(NameWords, folder / "names.yaml"),
        funding=read_entries(FundingWords, folder / "funding.yaml"),
        sheets=read_entries(SheetWords, folder / "sheets.yaml"),
        catalogue=read_catalogue(folder / "indicators.yaml"),
        comparability=read_entries(ComparabilityWords, folder / "comparability.yaml"),
    )


def _territories(path: Path) -> dict[str, Territory]:
    by_code: dict[str, Territory] = {}
    for territory in read_entries(TerritoriesFile, path).territories:
        if territory.code in by_code:
            raise ValueError(f"{path.name}: code {territory.code!r} is given twice")
        by_code[territory.code] = territory
    for territory in by_code.values():
        for other in (*territory.covers, *filter(None, [territory.part_of])):
            if other not in by_code:
                raise ValueError(f"{path.name}: {territory.code!r} names {other!r}, which is no territory there")
    return by_code


def _unit_spellings(file: UnitsFile) -> Iterator[tuple[str, Unit]]:
    for unit in file.units:
        yield from ((spelling, unit) for spelling in unit.spellings)
    for noun in file.nouns:
        yield from ((spelling, Unit(noun)) for spelling in dict.fromkeys((noun, plural(noun))))
