"""A grid to readings: who, what, when, and which text says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extract.model import Address, Cell, Notice, Region
from schemas.vocabulary import Role

from .grid import Grid, columns_of, rows_of
from .header import Column, Header
from .knowledge import Knowledge
from .period import Period
from .subject import Subject, Subjects
from .territory import Part, split_cell, whole_label

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
        return s.measure_code, s.measure, s.group, s.indicator, self.codes, self.period.name, self.period.kind


@dataclass(frozen=True, slots=True)
class Territories:
    """The territories that a table's figures may belong to.

    `known`: codes that the document is about. `of_signatory`: whose figures they are where the table prints none.
    `printed`: whether the table prints any.
    """

    known: frozenset[str]
    of_signatory: Codes
    printed: bool


@dataclass(frozen=True, slots=True)
class Melting:
    """All that reading a table's figures needs."""

    grid: Grid
    header: Header
    subjects: Subjects
    territories: Territories
    knowledge: Knowledge


def named_codes(grids: Iterable[tuple[Grid, Header]], knowledge: Knowledge, known: frozenset[str]) -> dict[str, int]:
    """How often each code is named by a label in a figure cell, a territory cell or a header."""
    counts: dict[str, int] = {}
    for grid, header in grids:
        codes = [code for column in header.periods for code in column.territory]
        periods = {column.number for column in header.periods}
        columns = {column.number for column in header.of_role("territory")}
        for cell in grid.table.cells:
            if header.is_header_row(cell.at.row):
                continue
            if cell.at.column in periods:
                codes += [c for part in split_cell(cell.text, knowledge, known) for c in part.codes]
            elif cell.at.column in columns:
                codes += [c for line in _territory_lines(cell) for c in whole_label(line, knowledge)]
        for code in codes:
            counts[code] = counts.get(code, 0) + 1
    return counts


def _territory_lines(cell: Cell) -> list[str]:
    return [cell.text] if "\n" not in cell.text else [cell.text, *cell.text.split("\n")]


def melt(melting: Melting) -> tuple[list[Reading], dict[Address, Role], list[Notice]]:
    """Every figure cell to its readings; the roles of the cells in figure columns; what could not be placed."""
    readings: list[Reading] = []
    roles: dict[Address, Role] = {}
    notices: list[Notice] = []
    columns = {column.number: column for column in melting.header.columns if column.role is None}
    for cell in melting.grid.table.cells:
        column = columns.get(cell.at.column)
        if column is None or cell.at in melting.subjects.roles:
            continue
        subjects = _subjects_of(cell, melting)
        if column.periods and subjects:
            roles[cell.at] = "figure"
            readings += _readings_of(cell, column, subjects, melting)
        elif cell.text.strip():
            roles[cell.at] = "unplaced"
            notices.append(_unplaced(cell, column))
        elif column.periods:
            roles[cell.at] = "figure"
    return readings, roles, notices


def _subjects_of(cell: Cell, melting: Melting) -> list[Subject]:
    return [melting.subjects.of_row[row] for row in rows_of(cell) if row in melting.subjects.of_row]


def _unplaced(cell: Cell, column: Column) -> Notice:
    page = cell.places[0].page if cell.places else None
    if column.periods is None:
        message = f"not read: the header of its column, {column.label!r}, is not understood"
        return Notice("warning", "unplaced_text", message, page, cell.at)
    return Notice("warning", "row_not_understood", "not read: its row has no indicator", page, cell.at)


def _readings_of(cell: Cell, column: Column, subjects: list[Subject], melting: Melting) -> Iterator[Reading]:
    assert column.periods is not None
    subject = subjects[0]
    period = column.periods.of_measure(subject.measure)
    flags = {f"period_{name}" for name in ("kind_inferred", "bounds_inconsistent") if getattr(period, name)}
    if len({s.key for s in subjects}) > 1 and cell.text.strip():
        flags.add("printed_once_for_several_indicators")
    if cell.text.strip() and _covers_other_periods(cell, melting.header, period):
        flags.add("period_kind_inferred")
    if "joined_over_page" in cell.marks:
        flags.add("joined_over_page")
    if "tracked_change" in cell.marks:
        flags.add("tracked_change")
    if "irregular" in cell.marks:
        flags.add("row_shift_repaired")
    for number, (part, more) in enumerate(_parts_of(cell, column, melting)):
        own = frozenset(flags | more | ({"joint_territories"} if len(part.codes) > 1 else set()))
        yield Reading(
            cell, number, subject, part.codes, part.label, part.text, period, column.label, own, part.wrapped
        )  # fmt: skip


def _covers_other_periods(cell: Cell, header: Header, period: Period) -> bool:
    covered = [header.columns[c].periods for c in columns_of(cell)]
    return any(p is None or (p.usual.name, p.usual.kind) != (period.name, period.kind) for p in covered[1:])


def _parts_of(cell: Cell, column: Column, melting: Melting) -> list[tuple[Part, set[str]]]:
    """The parts of a figure cell, each with the codes that it is for, and the flags that say how these are known."""
    row_codes = column.territory or _codes_of_rows(cell, melting)
    if not cell.text.strip():
        return [(Part(codes, None, ""), set()) for codes in _blank_for(cell, row_codes, melting)]
    parts = split_cell(cell.text, melting.knowledge, melting.territories.known)
    if len(parts) == 1 and not parts[0].codes and not row_codes and (lines := _lines_by_order(cell, melting)):
        return lines
    return [_place(part, parts, cell, row_codes, melting) for part in parts]


def _codes_of_rows(cell: Cell, melting: Melting) -> Codes:
    """The codes in the territory column over the rows that a cell covers."""
    found: set[str] = set()
    for column in melting.header.of_role("territory"):
        for row in rows_of(cell):
            found.update(whole_label(melting.grid.rows[row][column.number].text, melting.knowledge))
    return tuple(sorted(found))


def _lines_by_order(cell: Cell, melting: Melting) -> list[tuple[Part, set[str]]]:
    """A territory cell of several lines beside a figure cell of as many: matched line by line, and said."""
    for column in melting.header.of_role("territory"):
        lines = melting.grid.rows[cell.at.row][column.number].text.split("\n")
        codes = [whole_label(line, melting.knowledge) for line in lines]
        texts = cell.text.split("\n")
        if len(lines) > 1 and all(codes) and len(texts) == len(lines):
            rows = zip(codes, lines, texts, strict=True)
            return [(Part(c, label.strip(), text.strip()), {"rows_matched_by_order"}) for c, label, text in rows]
    return []


def _place(
    part: Part, parts: tuple[Part, ...], cell: Cell, row_codes: Codes, melting: Melting
) -> tuple[Part, set[str]]:
    territories = melting.territories
    if part.codes:
        odd = part.is_doubtful or (row_codes and row_codes != part.codes) or not set(part.codes) <= territories.known
        return part, {"territory_inferred"} if odd else set()
    if row_codes:
        return replace(part, codes=row_codes), set()
    if not territories.printed:
        return replace(part, codes=territories.of_signatory), set()
    labelled = {code for other in parts for code in other.codes}
    rest = territories.known - labelled
    codes = _named_beside(cell, melting) if not labelled else tuple(rest) if len(rest) == 1 else ()
    return replace(part, codes=codes), {"territory_inferred"}


def _named_beside(cell: Cell, melting: Melting) -> Codes:
    """The codes that the other figure cells of a cell's rows name."""
    found: set[str] = set()
    for row in rows_of(cell):
        for column in melting.header.periods:
            other = melting.grid.rows[row][column.number]
            if other.at != cell.at:
                parts = split_cell(other.text, melting.knowledge, melting.territories.known)
                found.update(code for part in parts for code in part.codes)
    return tuple(sorted(found))


def _blank_for(cell: Cell, row_codes: Codes, melting: Melting) -> list[Codes]:
    """For whom an empty cell is blank: each territory that its rows name, or the signatory's where none is printed."""
    if row_codes:
        return [(code,) for code in row_codes]
    if not melting.territories.printed:
        return [melting.territories.of_signatory]
    return [(code,) for code in _named_beside(cell, melting)] or [()]
