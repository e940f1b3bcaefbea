"""The texts of a table whose cells' texts are set in the middle, and its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .rows import Block, below_header
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
    in the middle of no other rows. `level`: where most of them have their middles, if not in that of the highest.
    """

    top: float
    bottom: float
    texts: int
    left_out: int
    is_whole: bool = False
    level: float | None = None

    @property
    def middle(self) -> float:
        """In points."""
        return (self.top + self.bottom) / 2 if self.level is None else self.level


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a table by columns, how far their lines stand apart, and the levels (points) that are drawn.

    `headings` run over several columns: no merged cell reaches past one. `parts` are of texts over several columns.
    `fits` tells of a column and the middles of rows, first to last, whether they may be one cell by their shading.
    `goes_on`: the page before begins the table, so that the first rows may be of its cells; `has_header`: they stand
    below the header, or what stands first is that. Its texts end at `known_bottom`, and texts keep `padding` points
    from edges, where the page before tells so.
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
    has_header: bool = True
    known_bottom: float | None = None
    padding: float | None = None

    @property
    def header_bottom(self) -> float:
        """Where the texts of the header end, in points; the upper end where there is none."""
        if self.known_bottom is not None or not self.has_header:
            return self.ends[0] if self.known_bottom is None else self.known_bottom
        below = set(below_header(self.blocks, self.spacing))
        return max((block.bottom for block in self.blocks if block not in below), default=self.ends[0])

    def first_row(self, rows: Sequence[Row]) -> int | None:
        """Which row may be the rest of one that the page before begins; none where that begins nothing."""
        bottom = self.header_bottom
        return next((i for i, row in enumerate(rows) if self.goes_on and row.middle > bottom), None)


@dataclass(frozen=True, slots=True)
class Edges:
    """Where rows begin and end, by how much each may stand elsewhere, and how far texts keep from them; in points.

    `padding`: none where it is not known.
    """

    ys: tuple[float, ...]
    slacks: tuple[float, ...]
    padding: float | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows, their edges (ends included), row and first column of each heading, and the texts they hold."""

    rows: tuple[Row, ...]
    found: Edges
    headings: tuple[tuple[int, int], ...]
    texts: Texts

    @property
    def edges(self) -> tuple[float, ...]:
        """In points, ends included."""
        return self.found.ys

    @property
    def first_of_body(self) -> int:
        """The first row below a header that is known from the page before."""
        bottom = self.texts.known_bottom
        return 0 if bottom is None else next((i for i, row in enumerate(self.rows) if row.middle > bottom), 0)

    @property
    def end_of_header(self) -> int:
        """The first row below the header: none of its texts reaches into the body."""
        bottom = self.texts.header_bottom
        return next((i for i, row in enumerate(self.rows) if row.middle > bottom), len(self.rows))

    def barriers(self, column: int) -> frozenset[int]:
        """The rows that headings fill in a column: no merged cell of it reaches past one."""
        return frozenset(row for row, first in self.headings if first <= column)


def row_of(edges: Sequence[float], y: float) -> int:
    """The row that a place (points from the top) lies in."""
    return max(0, min(len(edges) - 2, sum(edge <= y for edge in edges) - 1))
