"""Ruled tables of which rules part the columns but not all rows: texts alone part those of a measure, or all."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from .columns import FEWEST_COLUMNS, SAME
from .divide import divide_merged
from .edges import join_edges
from .fragment import assign
from .heights import of_one_height
from .page import Ink
from .paths import Rules, Segments
from .rows import Block, Line, blocks_of, lines_by_column
from .rules import RuledGrid, build_grid
from .spacing import IN_STEP, NEW_BLOCK, Spacing, are_lines_of_many, are_rows_of_one_line
from .text import TextLine, read_words
from .uneven import uneven_pairs

Strip = tuple[float, float]
Columns = Sequence[Sequence[TextLine]]
Pair = tuple[Block, Block]

FEWEST_PAIRS = 6
"""So many texts of a table that stand beside a label, under others in one ruled row, show that it has more rows."""
LEVEL = 0.25
"""Texts within this share of a line's height are on one level."""
BESIDE = 0.8
"""Such a share of labels stands beside a text of another column, or of those texts beside a label;"""
FEWEST_LABELS, OFTEN = 4, 0.5
"""or so many, and such a share of them, where headings are among them and texts are of several territories."""
MOSTLY = 0.6
"""Such a share of what stands there is labels."""
FEW_DIGITS = 0.2
"""A label has hardly more digits than this share of its letters: a measure's number, a territory's;"""
SAYS = ":"
"""and does not say anything of what it names, nor leaves it open."""
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
    spacing = _spacing_of([column for row in rows.values() for column in row], widths * len(rows))
    beside = [pair for row in rows.values() for pair in _labels_beside(row, spacing)]
    uneven = [pair for row in rows.values() for pair in uneven_pairs(blocks_of(row, spacing), spacing.height)]
    pairs = beside if len(beside) >= FEWEST_PAIRS else [*beside, *uneven]
    of_labels = set(range(len(columns))) if goes_on else {label.column for label, _ in pairs}
    strips = [strip for strip, row in rows.items() if any(len(blocks_of([row[c]], spacing)) > 1 for c in of_labels)]
    if strips:
        others = {strip: row for strip, row in rows.items() if strip not in strips}
        strips += [strip for strip, row in others.items() if _are_headings(row, spacing) or _begin_anew(row, spacing)]
    return tuple(sorted(strips)), goes_on or len(pairs) >= FEWEST_PAIRS


def _are_headings(row: Columns, spacing: Spacing) -> bool:
    """Whether texts stand one under the other in the first column, and nothing in any other: a heading each."""
    first, *others = row
    return len(blocks_of([first], spacing)) > 1 and not any(others)


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


def _spacing_of(columns: Columns, widths: Sequence[float]) -> Spacing:
    """How far lines of one cell stand apart; where each is a cell, no two are of one."""
    height = max((line.bottom - line.top for column in columns for line in column), default=0.0)
    gaps = [below.top - above.bottom for column in columns for above, below in pairwise(column)]
    gaps = [gap for gap in gaps if gap > -height / 2]
    gap = float(np.quantile(gaps, USUAL, method="lower")) if gaps else 0.0
    near = gap + IN_STEP * height
    is_a_row_each = are_rows_of_one_line(gaps, gap, height) and are_lines_of_many(columns, near, widths)
    return Spacing(-height if is_a_row_each else gap, height, NEW_BLOCK)


def _inside(column: Sequence[TextLine], strip: Strip) -> list[TextLine]:
    return [line for line in column if strip[0] < (line.top + line.bottom) / 2 < strip[1]]


def _labels_beside(row: Columns, spacing: Spacing) -> list[Pair]:
    """The labels of one column that stand under each other in a ruled row, and the texts beside that do so too."""
    blocks = blocks_of(row, spacing)
    several = [own for c in range(len(row)) if len(own := [block for block in blocks if block.column == c]) > 1]
    found: list[Pair] = []
    for labels in several:
        others = [block for own in several if own is not labels for block in own]
        for level in (_top, _middle):
            pairs = _beside(labels, others, level, LEVEL * spacing.height)
            if len(pairs) > len(found) and _are_labels({label for label, _ in pairs}, row):
                found = pairs
    return found


def _beside(labels: list[Block], others: list[Block], level: Callable[[Block], float], near: float) -> list[Pair]:
    """The labels and texts on one level; none where this is so of too few; headings stand beside no text at all."""
    labels = [label for label in labels if any(o.top < label.bottom and label.top < o.bottom for o in others)]
    pairs = [(label, other) for label in labels for other in others if abs(level(label) - level(other)) <= near]
    beside, met = {label for label, _ in pairs}, {other for _, other in pairs}
    is_usual = len(beside) >= BESIDE * len(labels) or len(met) >= BESIDE * len(others)
    is_frequent = len(beside) >= FEWEST_LABELS and len(beside) >= OFTEN * len(labels)
    return pairs if len(beside) > 1 and (is_usual or is_frequent) else []


def _top(block: Block) -> float:
    return block.top


def _middle(block: Block) -> float:
    return block.middle


def _are_labels(blocks: Collection[Block], row: Columns) -> bool:
    texts = [" ".join(line.text for line in row[b.column] if b.top <= line.top < b.bottom) for b in blocks]
    return sum(map(_is_label, texts)) >= MOSTLY * len(texts)


def _is_label(text: str) -> bool:
    digits, letters = sum(map(str.isdigit, text)), sum(map(str.isalpha, text))
    return digits <= FEW_DIGITS * letters and SAYS not in text
