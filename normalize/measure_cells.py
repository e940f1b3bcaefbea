"""The cells of a table's column for measures: which empty ones may hide the begin of a measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import filterfalse

from extract.model import Address, Cell

from .grid import Grid, rows_of
from .header import Header
from .heading import Heading
from .numbering import contradicted_rows, rows_without_dot
from .subject import Subject

NEAR = 40
"""So many rows above and below are a page's, which are set alike."""


def rows_of_unsure_measures(grid: Grid, header: Header, subjects: Mapping[int, Subject]) -> set[int]:
    """The rows that something printed beside them says to be of another measure than theirs, or that may be."""
    numbered = {*contradicted_rows(grid, header, subjects), *rows_without_dot(header, subjects)}
    return numbered | _rows_of_pushed(grid, header) | _rows_of_two_measures(subjects)


def _rows_of_pushed(grid: Grid, header: Header) -> set[int]:
    """The rows above a page break that a measure's label below it is given too: they may be of the measure above."""
    found: set[int] = set()
    for column in header.of_role("measure"):
        for cell in {grid.rows[row][column.number] for row in header.body}:
            if "pushed" in cell.marks:
                pages = [place.page for place in cell.places]
                beside = {row: grid.rows[row][header.indicator.number].places for row in rows_of(cell)}
                found |= {row for row, own in beside.items() if own and own[-1].page < max(pages)}
    return found


def _rows_of_two_measures(subjects: Mapping[int, Subject]) -> set[int]:
    """The rows of indicators whose one label is beside rows of several measures."""
    measures: dict[Address | None, set[tuple[str | None, ...]]] = {}
    for subject in subjects.values():
        measures.setdefault(subject.key, set()).add((subject.measure_code, subject.measure))
    return {row for row, subject in subjects.items() if subject.key and len(measures[subject.key]) > 1}


def _is_merged(cell: Cell) -> bool:
    """Whether a cell is merged over rows; a row that a page break cuts is two."""
    return cell.rowspan > max(1, len(cell.places))


@dataclass(frozen=True, slots=True)
class MeasureCells:
    """The measure cells below one header of a table, beside its headings."""

    grid: Grid
    header: Header
    headings: Mapping[int, Heading]

    @property
    def columns(self) -> set[int]:
        """Where they stand."""
        return {column.number for column in self.header.of_role("measure")}

    def is_gap(self, number: int, cells: Sequence[Cell], above: Address | None) -> bool:
        """Whether a row's empty measure cells are odd below the cell of the measure that holds.

        A merged one is, or one near measures that are merged over their rows. Where texts alone part the rows an empty
        cell tells nothing, as a merged one looks like it; but below one that is merged over other rows, or near such a
        one, it may be the begin of the next, of which the label stands farther down in the middle. Where texts are set
        at the top none does.
        A merged one that begins a page goes on with what the page break has cut.
        """
        if not cells or above is None or above.column not in self.columns or above.row in self.headings:
            return False
        printed = self.grid.rows[above.row][above.column]
        tells = any("open_rows" not in cell.marks for cell in (printed, *cells))
        is_at_top = not tells and all("at_top" in cell.marks for cell in (printed, *cells))
        is_merged = _is_merged(printed) or (not tells and not is_at_top and self._has_merged_near(number))
        may_begin = is_merged and not is_at_top and self._has_label_below(number)
        is_odd = tells and (any(cell.rowspan > 1 for cell in cells) or self._is_beside_merged(number))
        is_odd &= not self._begins_page(cells[0].at.row)
        return may_begin or is_odd

    def _is_beside_merged(self, number: int) -> bool:
        """Whether measures near a row are merged over their rows, and the next label of one is still to come."""
        return self._has_merged_near(number) and self._has_label_below(number)

    def _has_merged_near(self, number: int) -> bool:
        """Whether a measure's cell with text, in some rows above or below, is merged over rows."""
        near = range(max(self.header.end_row, number - NEAR), min(self.header.until, number + NEAR))
        cells = (self.grid.rows[row][column] for row in near for column in self.columns)
        return any(cell.text.strip() and _is_merged(cell) and cell.colspan == 1 for cell in cells)

    def _begins_page(self, number: int) -> bool:
        """Whether a row stands on a later page than all of the rows above it."""
        above, own = (
            [place.page for cell in self.grid.rows[row] for place in cell.places[:1] if cell.at.row == row]
            for row in (number - 1, number)
        )
        return bool(above and own) and min(own) > max(above)

    def _has_label_below(self, number: int) -> bool:
        """Whether the next label of a measure below a row stands in its column, before any heading."""
        for below in filterfalse(self.header.is_header_row, range(number + 1, self.header.until)):
            heading = self.headings.get(below)
            if heading and heading.role in ("section", "measure"):
                return False
            cells = [self.grid.rows[below][column] for column in self.columns]
            if any(cell.at.row == below and cell.text.strip() for cell in cells):
                return True
        return False
