"""The types on the way from a grid to readings: who, what, when, and which text says it."""

from __future__ import annotations

from dataclasses import dataclass

from extract.model import Address, Cell, Region

from .grid import Grid
from .header import Header
from .knowledge import Knowledge
from .period import Period
from .subject import Subject, Subjects

Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One territory's part of one figure cell, with its meaning but not yet typed."""

    cell: Cell
    part: int
    subject: Subject
    codes: Codes
    label: str | None
    text: str
    period: Period
    period_label: str
    flags: frozenset[str]
    wrapped: bool = False
    """Its line breaks were forced by the column's width."""

    @property
    def at(self) -> Address:
        """Where the cell is printed."""
        return self.cell.at

    @property
    def place(self) -> Region | None:
        """Where the cell begins."""
        return self.cell.places[0] if self.cell.places else None

    @property
    def fact(self) -> tuple[object, ...]:
        """What the reading is a figure of; printed twice, one of the two is in doubt."""
        s = self.subject
        measure = s.measure_code or s.measure or s.section
        return measure, s.group, s.indicator, self.codes, self.period.name, self.period.kind


@dataclass(frozen=True, slots=True)
class Territories:
    """The territories that a table's figures may belong to.

    `known`: codes that the document is about. `of_signatory`: whose figures they are where the table prints none.
    `printed`: whether the tables print any that leave a choice. `of_table`: some of the known codes, that the table's
    title names, and whether it is of them for sure.
    """

    known: frozenset[str]
    of_signatory: Codes
    printed: bool
    of_table: Codes = ()
    of_table_is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Melting:
    """All that reading the figures below one header needs."""

    grid: Grid
    header: Header
    subjects: Subjects
    territories: Territories
    knowledge: Knowledge
