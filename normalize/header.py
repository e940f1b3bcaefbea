"""Header rows to what each column holds: a role, or periods."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .grid import Grid, columns_of, mend, rows_of
from .knowledge import Knowledge
from .layout import ColumnRole, first_phrase, phrase_pattern
from .period import Periods, read_periods
from .spelling import fold, squeeze
from .territory import territory_codes, whole_label

DEEPEST_HEADER = 4
"""A header is looked for in the first rows, and has at most so many."""
LEADING_ARTICLE = re.compile(r"^(?:les?|la|l'|des?|du)\s+")


@dataclass(frozen=True, slots=True)
class Column:
    """What one column holds: a role, or periods (and the territory, where the header names one), or what it is not known for.

    `label` is the header as printed, the rows of a deep header joined.
    """

    number: int
    label: str
    role: ColumnRole | None = None
    periods: Periods | None = None
    territory: tuple[str, ...] = ()

    @property
    def is_understood(self) -> bool:
        """Whether its header is understood."""
        return self.role is not None or self.periods is not None


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of an annexe table, and which rows are its header (the first, and where it comes back)."""

    columns: tuple[Column, ...]
    first_row: int
    end_row: int
    again: frozenset[int] = frozenset()

    def of_role(self, role: ColumnRole) -> tuple[Column, ...]:
        """The columns with a role, left to right."""
        return tuple(column for column in self.columns if column.role == role)

    @property
    def periods(self) -> tuple[Column, ...]:
        """The columns of figures, left to right."""
        return tuple(column for column in self.columns if column.periods)

    def is_header_row(self, row: int) -> bool:
        """Whether a row belongs to the header, or to what stands above it in the table."""
        return row < self.end_row or row in self.again


def find_header(grid: Grid, knowledge: Knowledge) -> Header | None:
    """The header of an annexe table: an indicator column and at least one column of a period; else none."""
    for first in range(min(DEEPEST_HEADER, len(grid.rows))):
        for end in _possible_ends(grid, first):
            columns = tuple(_column(grid, c, range(first, end), knowledge) for c in range(grid.columns))
            header = Header(columns, first, end)
            if header.of_role("indicator") and header.periods and _is_complete(grid, header):
                return Header(columns, first, end, _again(grid, header))
    return None


def _possible_ends(grid: Grid, first: int) -> list[int]:
    """Where a header that begins in a row may end: with its deepest cell, or a few rows later where cells are split."""
    deepest = max(cell.at.row + cell.rowspan for cell in grid.rows[first])
    limit = min(first + DEEPEST_HEADER, len(grid.rows))
    return [end for end in range(max(deepest, first + 1), limit + 1) if _ends_whole(grid, end)]


def _ends_whole(grid: Grid, end: int) -> bool:
    """Whether no cell reaches over the row's lower edge."""
    return end == len(grid.rows) or all(cell.at.row == end for cell in grid.rows[end])


def _is_complete(grid: Grid, header: Header) -> bool:
    """Whether no row below still belongs to the header: one without label whose every text is a piece of a header.

    "2020" over "attendu" and "atteint": the year alone would be a period, and the two columns the same one.
    """
    names = [(c.periods.usual.name, c.periods.usual.kind, c.territory) for c in header.periods if c.periods]
    wide = any(cell.colspan > 1 for c in header.periods for cell in [grid.rows[header.end_row - 1][c.number]])
    return not wide or len(names) == len(set(names)) or header.end_row == len(grid.rows)


def _again(grid: Grid, header: Header) -> frozenset[int]:
    """Later rows that say the header over again."""
    first = [squeeze(cell.text) for cell in grid.rows[header.end_row - 1]]
    rows = range(header.end_row, len(grid.rows))
    return frozenset(r for r in rows if any(first) and [squeeze(cell.text) for cell in grid.rows[r]] == first)


def _column(grid: Grid, number: int, rows: range, knowledge: Knowledge) -> Column:
    label = " ".join(dict.fromkeys(mend(grid.rows[r][number].text) for r in rows if grid.rows[r][number].text.strip()))
    layout = knowledge.layout
    if periods := read_periods(label, layout):
        lowest = mend(grid.rows[rows.stop - 1][number].text)
        return Column(number, label, None, periods, _territory(label, lowest, knowledge))
    folded = LEADING_ARTICLE.sub("", fold(label))
    role = first_phrase(folded, [(words.role, words.words) for words in layout.roles])
    starts = role and any(
        phrase_pattern(words.words).match(folded) for words in layout.roles if words.role == role
    )
    return Column(number, label, role if starts else None)  # type: ignore[arg-type]


def _territory(label: str, lowest: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The territory that a period's header names: its lowest row alone, or in brackets or behind a dash at its end."""
    if codes := whole_label(lowest, knowledge):
        return codes
    tail = re.search(r"(?:\(|[-\u2013\u2014/]\s*|\bpour l[ea]s?\s+)([^()]+?)\)?\s*$", label)
    return whole_label(tail[1], knowledge) if tail and territory_codes(tail[1], knowledge) else ()


def looks_like_annexe(grid: Grid, knowledge: Knowledge) -> Column | None:
    """The first header that is in doubt in a table that may be an annexe: periods with a kind, but no indicator column.

    A table of amounts is none.
    """
    if not grid.rows:
        return None
    columns = [_column(grid, c, range(0, 1), knowledge) for c in range(grid.columns)]
    if any(phrase_pattern(knowledge.layout.money).search(fold(c.label)) for c in columns):
        return None
    kinds = [c for c in columns if c.periods and not c.periods.usual.kind_inferred]
    has_indicator = any(c.role == "indicator" for c in columns)
    if len(kinds) < 2 and not has_indicator:
        return None
    return next((c for c in columns if not c.is_understood), columns[0])


def header_cells(grid: Grid, header: Header) -> set[tuple[int, int]]:
    """The places of all cells that belong to the header."""
    rows = [r for r in range(len(grid.rows)) if header.is_header_row(r)]
    return {
        (r, c)
        for row in rows
        for cell in grid.rows[row]
        for r in rows_of(cell)
        for c in columns_of(cell)
        if header.is_header_row(r)
    }
