"""Cells that rules leave merged though their texts stand in columns: a body without inner upright rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from .characters import Floats
from .columns import chunks_of, is_crossed
from .edges import SNAP
from .fragment import Ints, assign
from .page import Ink
from .paths import Segments
from .rules import COVERED, RuledGrid, Span, to_rectangles
from .text import TextLine, read_words

Line = list[TextLine]


def divide_merged(ink: Ink, grid: RuledGrid) -> RuledGrid:
    """The grid with its wide cells cut at the column edges that divide their words.

    A cell is cut at an edge if no line of it runs over the edge and some line has words on both sides, farther apart
    than words of one text: a heading over several columns stands as one text, and stays whole. Words of a scan that
    are in doubt divide nothing: a stamp's stand anywhere.
    """
    wide = [n for n, span in enumerate(grid.spans) if span.column_end - span.column > 1]
    if not wide:
        return grid
    owner, block = assign(ink.characters, [grid])
    chosen = (owner == 0) & np.isin(block, wide)
    if not chosen.any():
        return grid
    lines = read_words(ink.characters, chosen)
    label = grid.label.copy()
    for number in wide:
        span = grid.spans[number]
        own = [line for line in (_within(line, grid, span) for line in lines) if line]
        for column in range(span.column + 1, span.column_end):
            if _divides(grid.xs[column], own, ink.in_doubt):
                label[span.row : span.row_end, column : span.column_end] = label.max() + 1
    if (label == grid.label).all():
        return grid
    _cut_at_levels(ink.rules.horizontal, grid, label)
    spans, numbered, irregular = to_rectangles(label)
    return replace(grid, spans=spans, label=numbered, irregular=frozenset(irregular))


def _cut_at_levels(levels: Segments, grid: RuledGrid, label: Ints) -> None:
    """Cut the cells that were divided at the level rules that run over them: they closed nothing while they were wide.

    A merged label beside rows without upright rules is such a case.
    """
    for divided in range(int(grid.label.max()) + 1, int(label.max()) + 1):
        number = divided
        rows, columns = np.nonzero(label == number)
        x0, x1 = grid.xs[columns.min()], grid.xs[columns.max() + 1]
        for row in range(int(rows.min()) + 1, int(rows.max()) + 1):
            on = levels[np.abs(levels[:, 0] - grid.ys[row]) <= SNAP]
            covered = np.clip(np.minimum(on[:, 2], x1) - np.maximum(on[:, 1], x0), 0, None).sum()
            if covered >= COVERED * (x1 - x0):
                below = (label == number) & (np.arange(len(label)) >= row)[:, None]
                number = int(label.max()) + 1
                label[below] = number


def _within(line: Line, grid: RuledGrid, span: Span) -> Line:
    x0, x1 = grid.xs[span.column], grid.xs[span.column_end]
    top, bottom = grid.ys[span.row], grid.ys[span.row_end]
    return [w for w in line if x0 <= (w.x0 + w.x1) / 2 <= x1 and top <= (w.top + w.bottom) / 2 <= bottom]


def _divides(edge: float, lines: Sequence[Line], doubted: Floats) -> bool:
    """Whether an edge runs between the texts of all lines, and has texts on both sides in one of them."""
    if any(is_crossed(edge, line) for line in lines):
        return False
    sure = [[w for w in line if not _is_doubted(w, doubted)] for line in lines] if len(doubted) else lines
    return any(
        left[-1].x1 <= edge + 1 and right[0].x0 >= edge - 1
        for line in sure
        for left, right in zip(chunks_of(line), chunks_of(line)[1:], strict=False)
    )


def _is_doubted(word: TextLine, doubted: Floats) -> bool:
    x, y = doubted.T
    return bool(((word.x0 <= x) & (x <= word.x1) & (word.top <= y) & (y <= word.bottom)).any())
