"""Header rows of an annexe table: where they stand, where they come back, and what each column holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from extract.model import Cell

from .columns import Column, is_header_word, names_measures, read_column, role_of, says_header
from .content import holds_words, read_cells
from .grid import Grid, mend
from .knowledge import Knowledge
from .layout import ColumnRole, phrase_pattern
from .spelling import fold, squeeze

DEEPEST_HEADER = 4
"""A header has at most so many rows; the first one is looked for in as many."""


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of an annexe table, which rows are its header, and up to which row it holds (exclusive).

    `again`: the rows where it comes back. `has_unknown_words`: words stand under a header that is not understood.
    """

    columns: tuple[Column, ...]
    first_row: int
    end_row: int
    until: int
    again: frozenset[int] = frozenset()
    has_unknown_words: bool = False

    def of_role(self, role: ColumnRole) -> tuple[Column, ...]:
        """The columns with a role, left to right."""
        return tuple(column for column in self.columns if column.role == role)

    @property
    def indicator(self) -> Column:
        """The column of the indicators' labels."""
        return self.of_role("indicator")[0]

    @property
    def periods(self) -> tuple[Column, ...]:
        """The columns of figures, left to right."""
        return tuple(column for column in self.columns if column.periods)

    def is_header_row(self, row: int) -> bool:
        """Whether a row belongs to the header, or to what stands above it in the table."""
        return row < self.end_row or row in self.again

    @property
    def before_labels(self) -> tuple[Column, ...]:
        """Columns left of the indicators' that no header tells: they may say what the figures are about."""
        return tuple(c for c in self.columns[: self.indicator.number] if not c.is_understood)

    @property
    def body(self) -> list[int]:
        """The rows below it that it holds for."""
        return [row for row in range(self.end_row, self.until) if row not in self.again]


def find_headers(grid: Grid, knowledge: Knowledge) -> tuple[Header, ...]:
    """The headers of an annexe table, from the first down: another may begin in the middle. None where it is no annexe.

    A header has an indicator column and at least one column of a period.
    """
    header = _find(grid, range(DEEPEST_HEADER), knowledge)
    if header is None:
        return ()
    found = [header]
    for row in range(header.end_row, len(grid.rows)):
        last = found[-1]
        if row >= last.end_row and row not in last.again and _begins_header(grid, row, last, knowledge):
            found[-1] = replace(last, until=row, again=frozenset(r for r in last.again if r < row))
            found.append(_find(grid, range(row, row + 1), knowledge) or _not_understood(grid, row, last, knowledge))
    return tuple(found)


def _begins_header(grid: Grid, row: int, header: Header, knowledge: Knowledge) -> bool:
    """Whether the label of a row is the indicator column's own header, or a word for it."""
    text = mend(grid.rows[row][header.indicator.number].text)
    role, is_exact = role_of([text], knowledge.layout)
    return bool(text) and role == "indicator" and (is_exact or says_header(text, header.indicator))


def _not_understood(grid: Grid, row: int, last: Header, knowledge: Knowledge) -> Header:
    """A header in the middle that has no period: the labels below stand where they stood, no figure is guessed."""
    columns = tuple(
        column if column.role else read_column(column.number, [mend(grid.rows[row][column.number].text)], knowledge)
        for column in last.columns
    )
    return Header(columns, row, row + 1, len(grid.rows))


def _find(grid: Grid, starts: range, knowledge: Knowledge) -> Header | None:
    """Of the rows that may be a header those that make most columns understood; of several the first."""
    best: Header | None = None
    for first in starts:
        if first >= len(grid.rows) or _is_title(grid, first):
            continue
        for end in _possible_ends(grid, first):
            columns = _read_columns(grid, first, end, knowledge)
            if columns and _is_complete(grid, end, columns, knowledge):
                if best is None or _understood(columns) > _understood(best.columns):
                    best = Header(columns, first, end, len(grid.rows))
                break
    if best is None:
        return None
    header = replace(best, columns=_settle(grid, best.columns, best.end_row, knowledge))
    unknown = [c.number for c in header.columns if not c.is_understood]
    words = any(any(map(str.isalnum, grid.rows[r][c].text)) for r in header.body for c in unknown)
    return replace(header, again=frozenset(_again(grid, header)), has_unknown_words=words)


def _understood(columns: tuple[Column, ...]) -> int:
    return sum(column.is_understood for column in columns)


def _is_title(grid: Grid, row: int) -> bool:
    """Whether one cell fills the row: a title above the header."""
    return grid.columns > 1 and len({cell.at for cell in grid.rows[row]}) == 1


def _possible_ends(grid: Grid, first: int) -> list[int]:
    """Where a header that begins in a row may end: with its deepest cell, or a few rows later where cells are split."""
    deepest = max(cell.at.row + cell.rowspan for cell in grid.rows[first])
    limit = min(first + DEEPEST_HEADER, len(grid.rows))
    return [end for end in range(max(deepest, first + 1), limit + 1) if _ends_whole(grid, end)]


def _ends_whole(grid: Grid, end: int) -> bool:
    """Whether no cell reaches over the row's upper edge."""
    return end == len(grid.rows) or all(cell.at.row == end for cell in grid.rows[end])


def _pieces(grid: Grid, column: int, rows: Iterable[int]) -> list[Cell]:
    return [cell for cell in dict.fromkeys(grid.rows[row][column] for row in rows) if cell.text.strip()]


def _read_columns(grid: Grid, first: int, end: int, knowledge: Knowledge) -> tuple[Column, ...]:
    """The columns under these header rows; none where they are no header.

    A cell of words over another one of the same width is no header of two rows but a title or a row of the table.
    """
    columns = []
    for number in range(grid.columns):
        cells = _pieces(grid, number, range(first, end))
        column = read_column(number, list(dict.fromkeys(mend(cell.text) for cell in cells)), knowledge)
        texts = {squeeze(cell.text) for cell in cells}
        if column.role == "indicator" and len(texts) > 1 and cells[0].colspan <= cells[-1].colspan:
            return ()
        columns.append(column)
    has_both = any(c.role == "indicator" for c in columns) and any(c.periods for c in columns)
    return tuple(columns) if has_both else ()


def _is_complete(grid: Grid, end: int, columns: tuple[Column, ...], knowledge: Knowledge) -> bool:
    """Whether the row below does not belong to the header still.

    "2020" over "attendu" and "atteint": the year alone would be a period, and the two columns the same one. A row
    without label whose every text is a word of headers goes on with it too.
    """
    if end == len(grid.rows):
        return True
    below = [cell for cell in dict.fromkeys(grid.rows[end]) if cell.text.strip()]
    figures = {column.number for column in columns if column.role is None}
    if not below or any(cell.at.column not in figures for cell in below):
        return True
    names = [(c.periods.usual.name, c.periods.usual.kind, c.territory) for c in columns if c.periods]
    texts = [mend(cell.text) for cell in below]
    if len(names) == len(set(names)) and all(text.isdigit() for text in texts):
        return True
    return not all(is_header_word(text, knowledge) for text in texts)


def _settle(grid: Grid, columns: tuple[Column, ...], end: int, knowledge: Knowledge) -> tuple[Column, ...]:
    """The columns with one of indicators and one of measures, and the rest by what their cells hold."""
    indicator = _best([c for c in columns if c.role == "indicator"])
    measure = _best([c for c in columns if c.role == "measure"])
    settled = []
    for column in columns:
        same = _has_same_cell(grid, end, column, measure)
        if column.role == "indicator" and column is not indicator:
            settled.append(read_cells(grid, column, end, knowledge))
        elif column.role == "measure" and column is not measure and not same:
            role: ColumnRole | None = "section" if measure and column.number < measure.number else None
            settled.append(replace(column, role=role))
        elif not column.is_understood:
            settled.append(read_cells(grid, column, end, knowledge))
        elif column.role == "number" and measure is None and holds_words(grid, column, end):
            settled.append(replace(column, role="measure" if names_measures(column.label, knowledge.layout) else None))
        else:
            settled.append(column)
    return tuple(settled)


def _best(columns: list[Column]) -> Column | None:
    return min(columns, key=lambda c: (not c.is_exact, c.number)) if columns else None


def _has_same_cell(grid: Grid, end: int, one: Column, other: Column | None) -> bool:
    last = grid.rows[end - 1] if end else ()
    return bool(last) and other is not None and last[one.number].at == last[other.number].at


def _again(grid: Grid, header: Header) -> list[int]:
    """Later rows that say the header over again: each text is one of its column's, and the indicator's is there.

    A row of a deep header without the indicator's word counts right below one.
    """
    found: list[int] = []
    for number in range(header.end_row, len(grid.rows)):
        texts = [(mend(grid.rows[number][c.number].text), c) for c in header.columns]
        filled = [(text, column) for text, column in texts if text]
        same = all(says_header(text, column) for text, column in filled)
        names_it = any(column is header.indicator for _, column in filled)
        if filled and same and (names_it or (found and found[-1] == number - 1)) and len(filled) > 1:
            found.append(number)
    return found


def looks_like_annexe(grid: Grid, knowledge: Knowledge) -> Column | None:
    """The first header that is in doubt in a table that may be an annexe: periods with a kind, but no indicator column.

    A table of amounts is none.
    """
    for row in range(min(DEEPEST_HEADER, len(grid.rows))):
        columns = [read_column(c, [mend(grid.rows[row][c].text)], knowledge) for c in range(grid.columns)]
        if any(phrase_pattern(knowledge.layout.money).search(fold(c.label)) for c in columns):
            return None
        kinds = [c for c in columns if c.periods and not c.periods.usual.kind_inferred]
        has_indicator = any(c.role == "indicator" and c.is_exact for c in columns)
        if len(kinds) >= 2 or has_indicator:
            return next((c for c in columns if not c.is_understood), columns[0])
    return None
