"""A drawn annexe before it is laid out: what it says and in which style, from a seed."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Literal

from tests.drawn.periods import Period
from tests.drawn.signatories import LabelStyle, Signatory, Territory
from tests.drawn.values import Value

Family = Literal["ruled", "docx", "odd", "unruled", "open"]
FAMILIES: tuple[Family, ...] = ("ruled", "docx", "odd", "unruled", "open")

Split = Literal[
    "none",
    "rows_merged",
    "rows_empty",
    "lines",
    "lines_apart",
    "brackets",
    "column_merged",
    "column_repeated",
    "columns",
]
MeasureStyle = Literal["merged", "first", "repeated", "full_width"]
GroupStyle = Literal["wide", "alone"]


@dataclass(frozen=True, slots=True)
class Part:
    """One figure: the territories that it is printed for (none: the signatory's) and its value."""

    territories: tuple[Territory, ...]
    value: Value


@dataclass(frozen=True, slots=True)
class Indicator:
    """`cells`: for each period its parts; none where the figure of the indicator above is merged down over it."""

    label: str
    comment: str
    cells: tuple[tuple[Part, ...], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Indicators under a sub-heading, or under none."""

    heading: str | None
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    code: str | None
    label: str
    printed: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Section:
    printed: str | None
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """How the table is built, but for what only a page has."""

    split: Split
    label: LabelStyle
    named: str
    measures: MeasureStyle
    groups: GroupStyle
    columns: tuple[str, ...]
    """Roles from left to right: measure_number, measure, indicator_number, indicator, comment, territory, figures."""
    words: dict[str, str] = field(hash=False)
    """The header of each column that is no period."""
    repeat_header: bool = True
    apart: bool = False
    """Each section in a table of its own."""
    note: str = ""
    """A last row over the whole width that is no figure."""


@dataclass(frozen=True, slots=True)
class Annexe:
    """A whole document. `odd`: what in it is spelled as the product cannot know."""

    seed: int
    family: Family
    signatory: Signatory
    title: str
    year: int
    heading: str
    periods: tuple[Period, ...]
    sections: tuple[Section, ...]
    style: Style
    odd: tuple[str, ...]
    funding: bool

    @property
    def measures(self) -> tuple[Measure, ...]:
        return tuple(measure for section in self.sections for measure in section.measures)


def draws(rng: Random, share: float) -> bool:
    """True in this share of draws."""
    return rng.random() < share


def is_docx(seed: int, family: Family) -> bool:
    """The odd ones are PDF and DOCX in turn."""
    return family == "docx" or (family == "odd" and seed % 2 == 1)


def has_rich_font(seed: int) -> bool:
    """Every fourth PDF is set in a font with signs beyond Windows-1252."""
    return seed % 4 == 2


def has_rich_text(seed: int, family: Family) -> bool:
    return is_docx(seed, family) or has_rich_font(seed)
