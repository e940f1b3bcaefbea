"""What a table without all its rules is known by, when its rows are imagined."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from .columns import SAME
from .paths import Fill, Segments
from .rows import Block
from .sketch import HEADER_ROWS, Sketch
from .spacing import Spacing
from .text import TextLine

LINE = 0.8
"""This share of a line's height is room for one."""
NARROW = 0.2
"""Shading of this share of a table's width may be that of one cell of several rows."""


@dataclass(frozen=True, slots=True)
class Body:
    """What a table without all its rules is known by: column edges, words column by column, rules, shading.

    `hard` are the level rules of cells, `headings` and `wide_texts` run over several columns, alone or beside others.
    `goes_on`: the page before begins the table; `has_header`: this one begins with its header, whose texts end at
    `header_bottom` where it is known from there; `padding`: how far texts keep from edges, where it is (points);
    `is_at_top`: the pages before show that texts are set at the top of their cells.
    """

    sketch: Sketch
    xs: tuple[float, ...]
    columns: tuple[tuple[TextLine, ...], ...]
    hard: Segments
    fills: tuple[Fill, ...]
    headings: tuple[Block, ...]
    wide_texts: tuple[Block, ...]
    spacing: Spacing
    ends: tuple[float, float]
    goes_on: bool = False
    has_header: bool = True
    header_bottom: float | None = None
    padding: float | None = None
    is_at_top: bool = False

    @property
    def is_by_texts(self) -> bool:
        """Whether texts alone part the rows below its header."""
        return bool(self.sketch.open_strips) or (self.has_few_rules and not self.soft)

    @property
    def has_few_rules(self) -> bool:
        """Whether level rules are hardly more than those of a header."""
        return len(self.hard) <= HEADER_ROWS + 1

    @property
    def soft(self) -> list[float]:
        """Level edges of shading, a line from its ends at least: a cut row's text may stand over its shading.

        And a line below the one above: what blank cells are shaded may be lower than their row. What ends in a narrow
        column alone may be a cut cell's.
        """
        least = LINE * self.spacing.height
        found: list[float] = []
        for y in sorted(self.sketch.soft):
            is_inside = self.ends[0] + least < y < self.ends[1] - least
            if is_inside and (not found or y - found[-1] > least) and self._shaded_width(y) > NARROW:
                found.append(y)
        return found

    def _shaded_width(self, y: float) -> float:
        """How much of the table's width shading has that begins or ends at a level."""
        own = [fill for fill in self.fills if min(abs(y - fill.top), abs(y - fill.bottom)) <= SAME and not fill.pale]
        columns = [(x0, x1) for x0, x1 in pairwise(self.xs) if any(f.x0 < (x0 + x1) / 2 < f.x1 for f in own)]
        return sum(x1 - x0 for x0, x1 in columns) / (self.xs[-1] - self.xs[0])
