"""Ruled tables of which rules part the columns but not all rows: texts alone part those of a measure, or all."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from .columns import FEWEST_COLUMNS, SAME
from .divide import divide_merged
from .edges import join_edges
from .fragment import assign
from .heights import of_one_height
from .labels_beside import LEVEL, Columns, labels_beside
from .page import Ink
from .paths import Rules, Segments
from .rows import Line, blocks_of, lines_by_column
from .rules import RuledGrid, build_grid
from .spacing import HARDLY_SHOWN, IN_STEP, NEW_BLOCK, Spacing, are_lines_of_many, are_rows_of_one_line, forced_gaps
from .text import TextLine, read_words
from .uneven import uneven_pairs

Strip = tuple[float, float]

FEWEST_PAIRS = 6
"""So many texts of a table that stand beside a label, under others in one ruled row, show that it has more rows."""
BLANK = 1.0
"""Words of one text stand no farther apart than so many heights of a line."""
PADDING = 5.0
"""A text may keep so far (points) from the rules beside it."""
USUAL = 0.05
"""So many gaps between lines are narrower than the usual one inside a cell."""


@dataclass(frozen=True, slots=True)
class OpenBody:
    """Ruled rows that hold several rows each: the `strips` that they are, from top to bottom in points.

    `levels`: where level rules stand, and where upright ones break off round a heading, as rows of (y, x0, x1).
    `uprights`: what parts the columns, as rows of (x, y0, y1). `lines`: the words of the whole grid. `is_sure`: so many
    labels stand beside texts neither by chance, nor because they are the lines of one cell.
    """

    levels: Segments
    uprights: Segments
    strips: tuple[Strip, ...]
    lines: tuple[Line, ...]
    is_sure: bool


def open_body(ink: Ink, grid: RuledGrid, goes_on: bool) -> OpenBody | None:
    """The ruled rows of a grid in which labels stand below each other, a text beside each; none where there are none.

    Of a table that `goes_on` from the page before, where it was such a one, all in which texts stand below each other;
    so where uprights break off inside a ruled row, round a heading that no rule closes.
    """
    if len(grid.xs) - 1 < FEWEST_COLUMNS:
        return None
    lines = read_words(ink.characters, assign(ink.characters, [grid])[0] == 0)
    levels = all_levels_in(ink.rules, grid)
    goes_on |= len(levels) > len(levels_in(ink.rules, grid))
    ys = sorted({*grid.ys, *levels[:, 0].tolist()})
    columns = lines_by_column(lines, grid.xs)
    strips, is_sure = open_strips(columns if ink.is_scanned else of_one_height(columns), ys, grid.xs, goes_on)
    if not strips:
        return None
    return OpenBody(levels, _uprights_in(ink, grid, levels), strips, tuple(lines), is_sure)


def open_strips(
    columns: Columns, ys: Sequence[float], xs: Sequence[float], goes_on: bool
) -> tuple[tuple[Strip, ...], bool]:
    """The strips between level rules in which labels stand below each other, a text beside each; and whether for sure.

    Or texts of different heights that share their middles. Of a table that `goes_on` from the page before, where it was
    such a one, all in which texts stand below each other.
    """
    rows = {strip: [_inside(column, strip) for column in columns] for strip in pairwise(ys)}
    widths = [x1 - x0 - 2 * PADDING for x0, x1 in pairwise(xs)]
    spacing = _spacing_of([*rows.values()], widths)
    beside = [pair for row in rows.values() for pair in labels_beside(row, spacing)]
    uneven = [pair for row in rows.values() for pair in uneven_pairs(blocks_of(row, spacing), spacing.height)]
    pairs = beside if len(beside) >= FEWEST_PAIRS else [*beside, *uneven]
    of_labels = set(range(len(columns))) if goes_on else {label.column for label, _ in pairs}
    strips = [strip for strip, row in rows.items() if any(len(blocks_of([row[c]], spacing)) > 1 for c in of_labels)]
    if strips:
        others = {strip: row for strip, row in rows.items() if strip not in strips}
        strips += [strip for strip, row in others.items() if _are_headings(row, spacing) or _begin_anew(row, spacing)]
    return tuple(sorted(strips)), goes_on or len(pairs) >= FEWEST_PAIRS


def _are_headings(row: Columns, spacing: Spacing) -> bool:
    """Whether texts stand one under the other from the first column on, and nothing beside them: a heading each."""
    first = row[0]
    return len(blocks_of([first], spacing)) > 1 and all(
        any(_goes_on_beside(text, before, spacing) for before in column)
        for column, others in pairwise(row)
        for text in others
    )


def _goes_on_beside(text: TextLine, before: TextLine, spacing: Spacing) -> bool:
    """Whether a column's text is the rest of the one in the column before it."""
    is_on_level = abs(text.top - before.top) <= LEVEL * spacing.height
    return is_on_level and text.x0 - before.x1 <= BLANK * spacing.height


def _begin_anew(row: Columns, spacing: Spacing) -> bool:
    """Whether a text below another one begins on one level with one of another column: the label may come later."""
    blocks = blocks_of(row, spacing)
    lower = [below for above, below in pairwise(blocks) if above.column == below.column]
    near = LEVEL * spacing.height
    return any(o.column != own.column and abs(o.top - own.top) <= near for own in lower for o in blocks)


def all_levels_in(rules: Rules, grid: RuledGrid) -> Segments:
    """The level rules of a ruled grid, and the levels where its uprights break off round a heading."""
    levels = levels_in(rules, grid)
    return np.concatenate((levels, _breaks_in(rules, grid, levels)))


def finer(rules: Rules, grid: RuledGrid, levels: Segments) -> RuledGrid:
    """A grid with these levels, and uprights that touch no level rule too; itself where they are no columns of it."""
    found = build_grid(levels, join_edges(_within(rules.vertical, grid)))
    if found is None or len(found.xs) != len(grid.xs) or not np.allclose(found.xs, grid.xs, atol=SAME):
        return grid
    return replace(found, xs=grid.xs)  # another table of the page may have moved an edge that both share


def parted_at_breaks(ink: Ink, grid: RuledGrid) -> RuledGrid:
    """A ruled grid with rows for the headings round which uprights break off alone; itself where there are none."""
    levels = all_levels_in(ink.rules, grid)
    if len(grid.xs) - 1 < FEWEST_COLUMNS or len(levels) == len(levels_in(ink.rules, grid)):
        return grid
    found = finer(ink.rules, grid, levels)
    return divide_merged(ink, found) if len(found.ys) > len(grid.ys) else grid


def levels_in(rules: Rules, grid: RuledGrid) -> Segments:
    """The level rules of a ruled grid as they are drawn: beside a merged label they are shorter than the grid."""
    x0, top, x1, bottom = grid.box
    y, begin, end = rules.horizontal.T
    own = (y >= top - SAME) & (y <= bottom + SAME) & (begin >= x0 - SAME) & (end <= x1 + SAME)
    return join_edges(rules.horizontal[own])


def _breaks_in(rules: Rules, grid: RuledGrid, levels: Segments) -> Segments:
    """Where uprights inside a grid break off and go on: round a heading, which is as wide as the columns beside.

    All end where the rules do, though text may go on below. A level between two headings, of which the upper one is
    wider, goes on beside all that is left out.
    """
    uprights = join_edges(_within(rules.vertical, grid))
    bottom = max([grid.ys[0], *uprights[:, 2].tolist(), *levels[:, 0].tolist()])
    gaps: dict[Strip, list[int]] = {}
    for column, x in enumerate(grid.xs[1:-1], start=1):
        own = uprights[np.abs(uprights[:, 0] - x) <= SAME]
        ends = (grid.ys[0], grid.ys[0]), (bottom, bottom)
        for above, below in pairwise([ends[0], *sorted(own[:, 1:].tolist()), ends[1]]):
            if below[0] - above[1] <= SAME:
                continue
            near = (gap for gap in gaps if abs(gap[0] - above[1]) <= SAME and abs(gap[1] - below[0]) <= SAME)
            gaps.setdefault(next(near, (above[1], below[0])), []).append(column)
    sides = []
    for gap, columns in gaps.items():
        for y in gap:
            beside = {c for (begin, end), others in gaps.items() if begin + SAME < y < end - SAME for c in others}
            first = next(c for c in itertools.count(columns[0], -1) if c - 1 not in beside)
            last = next(c for c in itertools.count(columns[-1]) if c + 1 not in beside)
            sides.append((y, grid.xs[first - 1], grid.xs[last + 1]))
    return np.array([side for side in sides if min(abs(side[0] - y) for y in grid.ys) > SAME]).reshape(-1, 3)


def _uprights_in(ink: Ink, grid: RuledGrid, levels: Segments) -> Segments:
    """What parts the columns of a grid, row by row of those that rules and breaks of uprights show."""
    whole = divide_merged(ink, finer(ink.rules, grid, levels))
    parts = np.pad(whole.label[:, 1:] != whole.label[:, :-1], ((0, 0), (1, 1)), constant_values=True)
    ys = (*whole.ys[:-1], max(whole.ys[-1], grid.ys[-1]))  # text may go on below rules
    return np.array([(whole.xs[c], ys[r], ys[r + 1]) for r, c in np.argwhere(parts).tolist()])


def _within(uprights: Segments, grid: RuledGrid) -> Segments:
    x, begin, end = uprights.T
    x0, top, x1, bottom = grid.box
    inside = (x >= x0 - SAME) & (x <= x1 + SAME) & (begin < bottom) & (end > top)
    return np.asarray(uprights[inside])


def _spacing_of(rows: Sequence[Columns], widths: Sequence[float]) -> Spacing:
    """How far lines of one cell stand apart in ruled rows; where each is a cell, no two are of one.

    What few cells of several lines show by words that had no room before counts too.
    """
    height = max((line.bottom - line.top for row in rows for column in row for line in column), default=0.0)
    pairs = [[pair for row in rows for pair in pairwise(row[c])] for c in range(len(widths))]
    gaps = [below.top - above.bottom for own in pairs for above, below in own]
    gaps = [gap for gap in gaps if gap > -height / 2]
    gap = float(np.quantile(gaps, USUAL, method="lower")) if gaps else 0.0
    forced = [*forced_gaps(pairs, height, widths)]
    least = min(gap, float(np.median(forced))) if forced else gap
    gap = float(np.median([each for each in gaps if least <= each <= least + NEW_BLOCK * height] or [least]))
    near = gap + IN_STEP * height
    is_shown = gap > HARDLY_SHOWN * height
    is_a_row_each = is_shown and are_rows_of_one_line(gaps, gap, height) and are_lines_of_many(pairs, near, widths)
    return Spacing(-height if is_a_row_each else gap, height, NEW_BLOCK)


def _inside(column: Sequence[TextLine], strip: Strip) -> list[TextLine]:
    return [line for line in column if strip[0] < (line.top + line.bottom) / 2 < strip[1]]
