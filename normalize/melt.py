"""A grid to readings: every figure cell with what, when and whose it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extract.model import Address, Cell, Notice
from schemas.vocabulary import Role

from .columns import Column
from .doubt import flags_of_marks
from .figure import read_figure
from .grid import columns_of, mend, rows_of
from .label import whole_territories
from .placing import parts_of
from .reading import Melting, Reading
from .subject import UNSURE, Subject
from .territory import split_cell

LONGEST_FIGURE = 60
"""A comment of more characters is no figure that has slipped."""


def melt(melting: Melting) -> tuple[list[Reading], dict[Address, Role], list[Notice]]:
    """Every figure cell to its readings; the roles of the cells in figure columns; what could not be placed."""
    readings: list[Reading] = []
    roles: dict[Address, Role] = {}
    notices: list[Notice] = []
    has_lost_rows = False
    columns = {column.number: column for column in melting.header.columns if column.role is None}
    body = frozenset(melting.header.body)
    doubts = _Doubts(melting)
    for cell in melting.grid.table.cells:
        column = columns.get(cell.at.column)
        if cell.at.row not in body:
            continue
        if column is None or cell.at in melting.subjects.roles:
            notices += _beyond_labels(cell, melting)
            continue
        subjects = _subjects_of(cell, melting)
        if column.periods and subjects:
            roles[cell.at] = "figure"
            own, said = _readings_of(cell, subjects, melting, doubts)
            readings += own
            notices += said
        elif cell.text.strip():
            roles[cell.at] = "unplaced"
            has_lost_rows |= column.periods is not None
            notices.append(_unplaced(cell, column))
        elif column.periods:
            roles[cell.at] = "figure"
    if has_lost_rows:
        readings = [_beside_lost_rows(reading) for reading in readings]
    return readings, roles, notices + doubts.notices


def _beside_lost_rows(reading: Reading) -> Reading:
    """A figure of a table in which others have no indicator: where texts part the rows, its own may be another's."""
    is_open = "open_rows" in reading.cell.marks and reading.text
    return replace(reading, flags=reading.flags | {"row_shift_repaired"}) if is_open else reading


def _subjects_of(cell: Cell, melting: Melting) -> list[Subject]:
    return [melting.subjects.of_row[row] for row in rows_of(cell) if row in melting.subjects.of_row]


def _page(cell: Cell) -> int | None:
    return cell.places[0].page if cell.places else None


def _beyond_labels(cell: Cell, melting: Melting) -> list[Notice]:
    """A cell of labels that covers columns of figures too, and is no heading: its figures, if any, are not read."""
    role = melting.subjects.roles.get(cell.at)
    covered = [bool(melting.header.columns[c].periods) for c in columns_of(cell)]
    is_note = sum(covered) == len(melting.header.periods)
    if not any(covered) or is_note or not cell.text.strip() or role not in ("indicator", "comment", "territory"):
        return []
    message = f"a cell of the column of {role}s covers columns of figures: no figure is read from it"
    return [Notice("warning", "row_not_understood", message, _page(cell), cell.at)]


def _unplaced(cell: Cell, column: Column) -> Notice:
    if column.periods is None:
        message = f"not read: the header of its column, {column.label!r}, is not understood"
        return Notice("warning", "unplaced_text", message, _page(cell), cell.at)
    return Notice("warning", "row_not_understood", "not read: its row has no indicator", _page(cell), cell.at)


def _readings_of(
    cell: Cell, subjects: list[Subject], melting: Melting, doubts: _Doubts
) -> tuple[list[Reading], list[Notice]]:
    """A cell's readings, and what they could not take into account."""
    columns = [melting.header.columns[c] for c in columns_of(cell)]
    column, subject = columns[0], subjects[0]
    assert column.periods is not None
    period = column.periods.of_measure(subject.measure_code, subject.measure)
    flags = set(flags_of_marks(cell) | doubts.of_cell(cell))
    flags |= {flag for each in subjects for flag in each.doubts}
    flags |= {f"period_{name}" for name in ("kind_inferred", "bounds_inconsistent") if getattr(period, name)}
    if len({each.key for each in subjects}) > 1:
        flags.add("printed_once_for_several_indicators")
    if len({(each.measure_code, each.measure) for each in subjects}) > 1:
        flags |= UNSURE
    notices = []
    if cell.text.strip() and _covers_other_periods(columns):
        flags.add("period_kind_inferred")
        labels = ", ".join(repr(each.label) for each in columns)
        message = f"printed once under several headers: {labels}; taken for the first"
        notices.append(Notice("warning", "figure_over_several_periods", message, _page(cell), cell.at))
    readings = []
    for number, (part, more) in enumerate(parts_of(cell, columns, subject, melting)):
        joint = {"joint_territories"} if len(part.codes) > 1 else set()
        readings.append(
            Reading(
                cell, number, subject, part.codes, part.label, part.text, period, column.label,
                frozenset(flags | more | joint), part.wrapped,
            )
        )  # fmt: skip
    return readings, notices


def _covers_other_periods(columns: Sequence[Column]) -> bool:
    names = {c.periods and (c.periods.usual.name, c.periods.usual.kind) for c in columns}
    return len(names) > 1


class _Doubts:
    """What in the table speaks against the figures of whole rows or columns: flags by row, by column, and why."""

    def __init__(self, melting: Melting) -> None:
        self.notices: list[Notice] = []
        self.of_row: dict[int, set[str]] = {}
        self.of_column: dict[int, set[str]] = {}
        self._shifted_rows(melting)
        self._equal_columns(melting)
        self._clauses_for_no_measure(melting)
        self._odd_headers(melting)
        self._unknown_territories(melting)

    def of_cell(self, cell: Cell) -> set[str]:
        """The flags of a figure cell's rows and columns."""
        rows = [self.of_row.get(row, set()) for row in rows_of(cell)]
        return set().union(*rows, *(self.of_column.get(column, set()) for column in columns_of(cell)))

    def _shifted_rows(self, melting: Melting) -> None:
        """Rows with a figure where a label or a comment should stand: their cells may have slipped."""
        roles = {c.number: c.role for c in melting.header.columns if c.role in ("indicator", "comment", "measure")}
        body = frozenset(melting.header.body)
        for cell in melting.grid.table.cells:
            role = roles.get(cell.at.column)
            is_label = role and melting.subjects.roles.get(cell.at) == role and cell.at.row in body
            if is_label and cell.text.strip() and _is_figure(cell.text, role == "measure", melting):
                for row in rows_of(cell):
                    self.of_row.setdefault(row, set()).add("row_shift_repaired")
                message = f"a figure stands in the column of {role}s: the cells of its row may have slipped"
                self.notices.append(Notice("warning", "row_not_understood", message, _page(cell), cell.at))

    def _equal_columns(self, melting: Melting) -> None:
        """Columns whose headers say the same period and territory, where both hold cells of their own."""
        body = frozenset(melting.header.body)
        begun = {cell.at.column for cell in melting.grid.table.cells if cell.at.row in body and cell.text.strip()}
        columns = [c for c in melting.header.periods if c.number in begun]
        what = {c.number: (c.periods.usual.name, c.periods.usual.kind, c.territory) for c in columns if c.periods}
        counts = Counter(what.values())
        for column in columns:
            if counts[what[column.number]] > 1:
                self.of_column.setdefault(column.number, set()).add("period_kind_inferred")
                message = f"several columns are of {what[column.number][0]} by their header {column.label!r}"
                self.notices.append(self._of_header(melting, column, "period_not_understood", message))

    def _clauses_for_no_measure(self, melting: Melting) -> None:
        """Columns whose header has a clause for one measure, and no measure has its name."""
        subjects = melting.subjects.of_row.values()
        for column in melting.header.periods:
            periods = column.periods
            if (
                periods
                and periods.exception
                and not any(periods.is_excepted(s.measure_code, s.measure) for s in subjects)
            ):
                self.of_column.setdefault(column.number, set()).add("period_kind_inferred")
                message = f"the header {column.label!r} excepts a measure that the table does not name"
                self.notices.append(self._of_header(melting, column, "period_not_understood", message))

    def _odd_headers(self, melting: Melting) -> None:
        header = melting.header
        for column in header.periods:
            cells = [melting.grid.rows[row][column.number] for row in range(header.first_row, header.end_row)]
            if any(cell.marks & {"irregular", "unsure_text"} for cell in cells):
                self.of_column.setdefault(column.number, set()).add("period_kind_inferred")

    def _unknown_territories(self, melting: Melting) -> None:
        body = frozenset(melting.header.body)
        columns = {column.number for column in melting.header.of_role("territory")}
        for cell in melting.grid.table.cells:
            if cell.at.column in columns and cell.at.row in body and melting.subjects.roles.get(cell.at) == "territory":
                lines = (mend(cell.text), *cell.text.split("\n"))
                if cell.text.strip() and not any(whole_territories(line, melting.knowledge) for line in lines):
                    message = f"{mend(cell.text)!r} is no territory that is known"
                    self.notices.append(Notice("warning", "territory_unknown", message, _page(cell), cell.at))

    @staticmethod
    def _of_header(melting: Melting, column: Column, code: str, message: str) -> Notice:
        row = min(melting.header.first_row, len(melting.grid.rows) - 1)
        cell = melting.grid.rows[row][column.number]
        return Notice("warning", code, message, _page(cell), cell.at)


def _is_figure(text: str, only_labelled: bool, melting: Melting) -> bool:
    """Whether a text is what stands in columns of figures: a territory's label with one, or a number."""
    parts = split_cell(text, melting.knowledge, melting.territories.known)
    if not parts[0].codes and (only_labelled or len(text) > LONGEST_FIGURE):
        return False
    figures = [read_figure(part.text, melting.knowledge) for part in parts]
    if parts[0].codes:
        return all(figure.status not in ("text", "ambiguous") for figure in figures)
    return figures[0].status in ("reported", "range") and figures[0].note is None
