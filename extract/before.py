"""What is known of a table without rules from the pages before, when the next page is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

import numpy as np

from .columns import SAME, chunks_of
from .rows import Line
from .rules import RuledGrid
from .sketch import Sketch, middle_of
from .spacing import Spacing
from .text import LARGER, said

WIDER_PAGE = 40.0
"""No rule shows where a table ends to its right: on some pages its texts reach farther, by so many points at most."""
MOST_LINES = 20
"""A header has hardly more lines: where its texts are set in the middle, each column has its own."""


@dataclass(frozen=True, slots=True)
class Before:
    """Such a table on the pages before: its column edges, sides included, and the lines that it began with.

    `row_ends`: after how many of them a row of all columns ends. `gap`: how far lines of one cell stand apart in it
    (points), by the page that shows it least; `padding`: how far those of two cells keep from the edge between, by the
    page that showed it last. `height`: of its largest print (points). `is_sure`: its columns are. `abuts`: rows of it
    stand no farther apart than lines of one cell. `is_at_top`: its texts are set at the top of their cells.
    """

    xs: tuple[float, ...] = ()
    first_lines: tuple[str, ...] = ()
    row_ends: frozenset[int] = frozenset()
    gap: float = np.inf
    height: float = np.inf
    is_sure: bool = False
    padding: float | None = None
    abuts: bool = False
    is_at_top: bool = False

    def then(self, grid: RuledGrid, lines: Sequence[Line]) -> Before:
        """What the page after a grid knows; `lines` are those of the grid's page."""
        gap, is_at_top = np.inf if grid.gap is None else grid.gap, grid.set_at == "at_top"
        own = [line for line in lines if is_in(grid, line)]
        height = max((word.bottom - word.top for line in own for word in line), default=np.inf)
        if self.has_columns(grid.xs):
            padding = self.padding if grid.padding is None else grid.padding
            gap, height, abuts = min(self.gap, gap), max(self.height, height), self.abuts or grid.abuts
            at_top = self.is_at_top or is_at_top
            return replace(self, gap=gap, height=height, padding=padding, abuts=abuts, is_at_top=at_top)
        is_sure = len(grid.unstable) < len(grid.spans)
        first_lines = tuple(map(said, own[:MOST_LINES]))
        return Before(
            grid.xs, first_lines, _row_ends(grid, own), gap, height, is_sure, grid.padding, grid.abuts, is_at_top
        )

    def of_page(self, lines: list[Line], grids: Sequence[RuledGrid] = ()) -> tuple[Before, list[Line]]:
        """What is known of a page, and its lines; nothing where it begins with a title, in larger print: set aside.

        `grids`: its ruled ones, that `lines` stand outside of.
        """
        is_first = bool(lines) and all(middle_of(lines[0]) < grid.ys[0] for grid in grids)
        title = lines[0] if is_first and len(chunks_of(lines[0])) == 1 else []
        is_title = any(word.bottom - word.top > LARGER * self.height for word in title)
        return (Before(), lines[1:]) if is_title else (self, lines)

    def narrowed(self, spacing: Spacing, xs: Sequence[float]) -> Spacing:
        """A page's spacing; of the same table that of the page that shows best how near lines of one cell stand."""
        return replace(spacing, gap=min(spacing.gap, self.gap)) if self.has_columns(xs) else spacing

    def lines_again(self, lines: Sequence[Line]) -> int:
        """How many of a page's first lines are the table's first ones over again."""
        pairs = zip(self.first_lines, lines, strict=False)
        return sum(1 for _ in takewhile(lambda pair: pair[0] == said(pair[1]), pairs))

    def header_level(
        self, lines: Sequence[Line], levels: Sequence[Sequence[float]], sides: tuple[float, float]
    ) -> list[tuple[float, float, float]]:
        """The level rule below the header of a page that begins with its lines again; none where that is not clear.

        It stands where one of the `levels` does already, in some columns.
        """
        bottom = self.header_bottom(lines)
        if bottom is None:
            return []
        top = min(word.top for line in lines[self._header_lines(lines) :] for word in line)
        known = [y for y, *_ in levels if bottom - SAME <= y <= top + SAME]
        return [(known[0] if known else (bottom + top) / 2, *sides)] if bottom <= top else []

    def header_bottom(self, lines: Sequence[Line]) -> float | None:
        """Where the texts of a header end that a page begins with again, in points; none where that is not clear."""
        again = self._header_lines(lines)
        return max(word.bottom for line in lines[:again] for word in line) if 0 < again < len(lines) else None

    def _header_lines(self, lines: Sequence[Line]) -> int:
        """How many of a page's first lines are the table's first rows of all columns over again."""
        return max((end for end in self.row_ends if end <= self.lines_again(lines)), default=0)

    def sides(self, sketch: Sketch) -> tuple[float, float]:
        """Where a table ends at its sides: as on the page before, though to its right as far as its words go."""
        known, reach = self.xs, 4 * SAME if len(sketch.hard) else WIDER_PAGE
        if not known or sketch.x0 < known[0] - 4 * SAME or known[-1] + reach < sketch.x1:
            return sketch.x0, sketch.x1
        return known[0], known[-1] if len(sketch.hard) else max(known[-1], sketch.x1)

    def has_columns(self, xs: Sequence[float]) -> bool:
        """Whether the columns are the same, the last of them perhaps wider."""
        return len(self.xs) == len(xs) and same_columns(self.xs, xs, 2 * SAME)


def same_columns(xs: Sequence[float], others: Sequence[float], near: float) -> bool:
    """Whether as many columns begin within `near` points of each other, and the last ends hardly farther right."""
    starts = zip(xs[:-1], others[:-1], strict=True)
    return all(abs(a - b) <= near for a, b in starts) and abs(xs[-1] - others[-1]) <= WIDER_PAGE


def is_in(grid: RuledGrid, line: Line) -> bool:
    """Whether a line stands on the level of a grid's rows."""
    return grid.ys[0] <= middle_of(line) <= grid.ys[-1]


def _row_ends(grid: RuledGrid, lines: Sequence[Line]) -> frozenset[int]:
    """How many of the lines stand above each edge of a row that no cell reaches over."""
    inner = range(1, len(grid.ys) - 1)
    whole = [row for row in inner if not any(span.row < row < span.row_end for span in grid.spans)]
    return frozenset(sum(middle_of(line) < grid.ys[row] for line in lines) for row in whole)
