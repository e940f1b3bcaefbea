"""What is known of a table without rules from the pages before, when the next page is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from .columns import SAME, chunks_of
from .rows import Line
from .rules import RuledGrid
from .sketch import middle_of
from .spacing import Spacing

WIDER_PAGE = 40.0
"""No rule shows where a table ends to its right: on some pages its texts reach farther, by so many points at most."""
LARGER = 1.12
"""A line in print that is larger than a table's by this factor is above the next table."""


@dataclass(frozen=True, slots=True)
class Before:
    """Such a table on the pages before: its column edges, sides included, and the line that it began with.

    `gap`: how far lines of one cell stand apart in it (points), by the page that shows it least. `height`: of its
    largest print (points).
    """

    xs: tuple[float, ...] = ()
    first_line: str = ""
    gap: float = np.inf
    height: float = np.inf

    def then(self, grid: RuledGrid, lines: Sequence[Line]) -> Before:
        """What the page after a grid knows; `lines` are those of the grid's page."""
        gap = np.inf if grid.gap is None else grid.gap
        own = [line for line in lines if is_in(grid, line)]
        height = max((word.bottom - word.top for line in own for word in line), default=np.inf)
        if self.has_columns(grid.xs):
            return replace(self, gap=min(self.gap, gap), height=max(self.height, height))
        return Before(grid.xs, first_line(own), gap, height)

    def of_page(self, lines: list[Line]) -> tuple[Before, list[Line]]:
        """What is known of a page, and its lines; nothing where it begins with a title, in larger print: set aside."""
        title = lines[0] if lines and len(chunks_of(lines[0])) == 1 else []
        is_title = any(word.bottom - word.top > LARGER * self.height for word in title)
        return (Before(), lines[1:]) if is_title else (self, lines)

    def narrowed(self, spacing: Spacing, xs: Sequence[float]) -> Spacing:
        """A page's spacing; of the same table that of the page that shows best how near lines of one cell stand."""
        return replace(spacing, gap=min(spacing.gap, self.gap)) if self.has_columns(xs) else spacing

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


def first_line(lines: Sequence[Line]) -> str:
    """The first line's text; empty where there is none."""
    return " ".join(word.text for word in lines[0]) if lines else ""
