"""How near lines of one cell stand in a table without level rules, and what parts two cells of a column."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .text import TextLine

SET_HYPHEN = "\u2010"
"""The hyphen of a word that its line has no room for, as programs set it: others are typed as "-" (U+002D)."""
NEW_BLOCK = 0.25
"""Lines farther apart than usual by this share of their height are of two cells."""
CLEAR = 0.15
"""Gaps of two kinds differ by this share of a line's height at least."""
BESIDE = 0.3
"""Lines that share more than this share of their height stand beside each other: two columns taken for one."""
SHOWN = 0.27
"""A gap below this share of a line's height is never one between rows."""
AS_WIDE = 0.04
"""Gaps that differ by less than this share of a line's height are as wide as each other."""
HARDLY_SHOWN = 0.15
"""The same where rows are of one line each and all at one distance."""
IN_STEP = 0.12
"""Rows of one line stand at one distance within this share of a line's height."""
FEWEST_PAIRS = 3
"""So many lines under lines tell whether a column's texts go on."""
FULL = 0.95
"""A line of this share of its column's width is full."""
GOES_ON = 0.8
"""One of this share is before a line without a capital."""
LINE_MORE = 0.9
"""A line more between two others parts them by at least this share of a line's height."""
LABEL_COLUMNS = 3
"""A measure, a number and an indicator: the first columns, where cells are merged over rows."""
MOSTLY = 0.7
"""So many lines that a column's width does not part show that lines are of as many cells."""

LinePair = tuple[TextLine, TextLine]
"""A line, and the next one under it in its column."""


@dataclass(frozen=True, slots=True)
class Spacing:
    """How far lines of one cell stand apart, in points: the usual gap, a line's height, and what more begins a cell.

    `block` is a share of the height; `begun` are lines that begin a cell however near they stand to the one above.
    """

    gap: float
    height: float
    block: float = NEW_BLOCK
    begun: frozenset[TextLine] = frozenset()

    def is_of_another(self, above: TextLine, below: TextLine) -> bool:
        """Whether two lines one under the other are of two cells; a word that a program has cut is of one."""
        if above.text.endswith(SET_HYPHEN) and below.text[:1].islower():
            return False
        return below in self.begun or below.top - above.bottom > self.gap + self.block * self.height


def usual_spacing(columns: Sequence[Sequence[TextLine]], block: float = NEW_BLOCK) -> Spacing:
    """The spacing that the lines of a table's columns show."""
    heights = [line.bottom - line.top for column in columns for line in column]
    if not heights:
        return Spacing(0.0, 0.0, block)
    height = float(np.median(heights))
    pairs = [list(itertools.pairwise(column)) for column in columns]
    widths = [max((line.x1 - line.x0 for line in column), default=0.0) for column in columns]
    gaps = sorted(b.top - a.bottom for own in pairs for a, b in own)
    below = _below_header(columns, gaps)
    near = IN_STEP * height
    small = [gap for gap in gaps if -BESIDE * height < gap < 0.8 * height]
    own = min([small[len(small) // 20] if small else 0.0, *forced_gaps(pairs, height, widths)])
    step = float(np.median([gap for gap in below if gap <= own + 2 * near] or [own]))  # a scan's gaps are not exact
    is_in_step = _are_in_step(below, step, height) or _are_beside_merged(columns, step, height)
    if own > SHOWN * height and (
        is_in_step or (are_rows_of_one_line(below, own, height) and are_lines_of_many(pairs, own + near, widths))
    ):
        own = step - block * height - near  # hardly any cell holds two lines
    elif own > HARDLY_SHOWN * height and is_in_step and are_lines_of_many(pairs, own + near, widths):
        own = step - block * height - near
    clear = _clear_block(gaps, own, height)
    return Spacing(own, height, block if clear is None else clear)


def forced_gaps(pairs: Sequence[Sequence[LinePair]], height: float, widths: Sequence[float]) -> Iterator[float]:
    """The gaps above lines whose first word had no room on the line above, nearly all of its column wide.

    A line without a capital goes on with one that is not so wide. `pairs`: the lines under each other of each column;
    `widths`: those of the columns, in points.
    """
    for own, width in zip(pairs, widths, strict=True):
        for above, below in own:
            gap = below.top - above.bottom
            full = GOES_ON if below.text[0].islower() else FULL
            is_full = above.x1 - above.x0 > full * width and below.x1 - below.x0 < FULL * width
            if abs(gap) < SHOWN * height and is_full and not is_unforced_break(above, below, width):
                yield gap


def _below_header(columns: Sequence[Sequence[TextLine]], gaps: list[float]) -> list[float]:
    """The gaps without each column's first, that of the header; all `gaps` where few are left."""
    below = [b.top - a.bottom for column in columns for a, b in list(itertools.pairwise(column))[1:]]
    return sorted(below) if 2 * len(below) >= len(gaps) else gaps


def _clear_block(gaps: Sequence[float], least: float, height: float) -> float | None:
    """What parts two cells (a share of the height) where gaps inside cells and between them are two kinds.

    Where gaps as wide as each other stand on both sides of what usually parts two cells, they are of the kind between,
    if narrower ones are clearly apart.
    """
    limit = least + NEW_BLOCK * height
    inside, between = [gap for gap in gaps if gap <= limit], [gap for gap in gaps if gap > limit]
    if not inside or not between:
        return None
    if min(between) - max(inside) >= CLEAR * height:
        return NEW_BLOCK
    while inside and min(between) - max(inside) < AS_WIDE * height:
        between.append(inside.pop())
    if not inside or min(between) - max(inside) < CLEAR * height:
        return None
    return ((max(inside) + min(between)) / 2 - least) / height


def _are_in_step(gaps: Sequence[float], least: float, height: float, parts: int = 1) -> bool:
    """Whether each gap is the least one, or that with some rows of one line left out, or so many `parts` of one."""
    steps = [parts * (gap - least) / (height + least) for gap in gaps]
    return all(abs(step - round(step)) * (height + least) <= parts * IN_STEP * height for step in steps)


def _are_beside_merged(columns: Sequence[Sequence[TextLine]], least: float, height: float) -> bool:
    """Whether rows of one line are in step but for labels of one line in the middle of several rows: half a row off."""
    gaps = [[b.top - a.bottom for a, b in list(itertools.pairwise(column))[1:]] for column in columns]
    are_rows = [_are_in_step(own, least, height) for own in gaps]
    are_merged = [i < LABEL_COLUMNS and _are_in_step(own, least, height, parts=2) for i, own in enumerate(gaps)]
    figures = sum(len(own) for own, is_row in zip(gaps, are_rows, strict=True) if is_row)
    return figures >= 2 * FEWEST_PAIRS and all(map(operator.or_, are_rows, are_merged))


def are_rows_of_one_line(gaps: Sequence[float], least: float, height: float) -> bool:
    """Whether hardly any gap is too wide for the least one and too narrow for one with a line left out.

    Where cells hold several lines, what parts two rows is such a gap.
    """
    between = sum(least + IN_STEP * height < gap < least + LINE_MORE * height for gap in gaps)
    return between <= max(1, len(gaps) // 20)


def are_lines_of_many(pairs: Sequence[Sequence[LinePair]], near: float, widths: Sequence[float]) -> bool:
    """Whether most lines that stand this near (points) to the one above begin another text, in no column few.

    `pairs`: the lines under each other of each column; `widths`: what the columns have room for (points).
    """
    shares: list[tuple[float, int]] = []
    for column, width in zip(pairs, widths, strict=True):
        own = [(above, below) for above, below in column if below.top - above.bottom <= near]
        if own:
            ends = sum(is_unforced_break(above, below, width) for above, below in own)
            shares.append((ends / len(own), len(own)))
    total = sum(share * count for share, count in shares)
    is_contradicted = any(share < 1 - MOSTLY and count >= FEWEST_PAIRS for share, count in shares)
    return total > MOSTLY * sum(count for _, count in shares) and not is_contradicted


def is_unforced_break(above: TextLine, below: TextLine, width: float) -> bool:
    """Whether the first word of a line had room at the end of the one above, which may be so wide (points).

    Or both say the same: a label that each row repeats.
    """
    if above.text == below.text:
        return True
    first = below.text.split(maxsplit=1)[0]
    needed = (len(first) + 1) / max(1, len(below.text)) * (below.x1 - below.x0)
    goes_on = first[0].islower() or above.text.endswith((":", ","))
    return not goes_on and above.x1 - above.x0 + needed < width
