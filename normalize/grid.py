"""Merged cells to a dense rectangle: a merged cell stands at every place that it covers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.model import Address, Cell, Table

SET_HYPHEN = re.compile(r"(?<=[^\W\d_])\u2010\n(?=[a-z\u00df-\u00ff])")
"""The hyphen of a word that its line has no room for, as programs set it: others are typed as "-" (U+002D)."""
HYPHEN_AT_END = re.compile(r"(?<=[^\W\d_])[-\u2010]\n(?=[^\W\d_])")
CUT_YEAR = re.compile(
    r"(?:(?<=\d/\d\d/2)\s*\n\s*(?=0\d\d\b)|(?<=\d/\d\d/20)\s*\n\s*(?=\d\d\b)|(?<=\d/\d\d/20\d)\s*\n\s*(?=\d\b))"
)
"""A line's end inside the year of a date, in a narrow column: "30/06/2" "020"."""


@dataclass(frozen=True, slots=True)
class Grid:
    """`rows[r][c]` is the cell that covers row r, column c; an empty cell stands where the print has none."""

    table: Table
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return self.table.columns


def to_grid(table: Table) -> Grid:
    """The table as a dense grid."""
    places: dict[tuple[int, int], Cell] = {}
    for cell in table.cells:
        for row in range(cell.at.row, cell.at.row + cell.rowspan):
            for column in range(cell.at.column, cell.at.column + cell.colspan):
                places[row, column] = cell
    return Grid(
        table,
        tuple(
            tuple(places.get((r, c)) or Cell(Address(table.number, r, c), "") for c in range(table.columns))
            for r in range(table.rows)
        ),
    )


def rows_of(cell: Cell) -> range:
    """The rows that a cell covers."""
    return range(cell.at.row, cell.at.row + cell.rowspan)


def columns_of(cell: Cell) -> range:
    """The columns that a cell covers."""
    return range(cell.at.column, cell.at.column + cell.colspan)


def mend(text: str) -> str:
    """A cell's text as one line: breaks become blanks, but not after a hyphen inside a word, nor in a date's year.

    A hyphen that was not typed goes with its break.
    """
    whole = CUT_YEAR.sub("", HYPHEN_AT_END.sub("-", SET_HYPHEN.sub("", text)))
    return " ".join(whole.replace("\u00ad", "").split())


def once(text: str) -> str:
    """A text that says the same again and again, one behind the other, once: a label that each row prints."""
    words = text.split(" ")
    for count in range(1, len(words) // 2 + 1):
        if len(words) % count == 0 and words == words[:count] * (len(words) // count):
            return " ".join(words[:count])
    return text
