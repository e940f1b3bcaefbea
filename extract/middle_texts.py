"""The texts of a table whose cells' texts are set in the middle, and its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .rows import Block
from .spacing import Spacing

Range = tuple[int, int]
"""First and last row."""
LAST_LABEL_COLUMN = 1
"""Measures and indicators, the labels that may be merged cells', stand in the first two columns."""
LEVEL = 0.12
"""Middles within this share of a line's height are on one level."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row by the texts that stand in it: from their top to their bottom in points, and how many they are.

    `left_out`: so many on its level are higher and taken for those of merged cells. `is_whole`: one of its texts stands
    in the middle of no other rows.
    """

    top: float
    bottom: float
    texts: int
    left_out: int
    is_whole: bool = False

    @property
    def middle(self) -> float:
        """In points."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a table by columns, how far their lines stand apart, and the levels (points) that are drawn.

    `headings` run over several columns: no merged cell reaches past one. `parts` are of texts over several columns.
    `fits` tells of a column and the middles of rows, first to last, whether they may be one cell by their shading.
    `goes_on`: the page before begins the table, so that the first rows may be of its cells.
    """

    blocks: tuple[Block, ...]
    columns: int
    spacing: Spacing
    ends: tuple[float, float]
    drawn: tuple[float, ...]
    headings: tuple[Block, ...]
    parts: frozenset[Block]
    fits: Callable[[int, Sequence[float]], bool]
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows, their edges (ends included), row and first column of each heading, and the texts they hold."""

    rows: tuple[Row, ...]
    edges: tuple[float, ...]
    headings: tuple[tuple[int, int], ...]
    texts: Texts

    def barriers(self, column: int) -> frozenset[int]:
        """The rows that headings fill in a column: no merged cell of it reaches past one."""
        return frozenset(row for row, first in self.headings if first <= column)


def row_of(edges: Sequence[float], y: float) -> int:
    """The row that a place (points from the top) lies in."""
    return max(0, min(len(edges) - 2, sum(edge <= y for edge in edges) - 1))
