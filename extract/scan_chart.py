"""A chart on a scanned page is no table: its words stand in rows and columns, but round a drawing."""

from __future__ import annotations

import numpy as np

from .columns import SAME
from .fragment import assign
from .page import Ink
from .rules import RuledGrid

UPRIGHT = 20.0
"""An upright rule inside a table from here on (points) parts its columns."""
DOUBTED = 0.4
"""Readings differ in more than this share of the cells with words: they are no words of a table."""
EMPTY_ROWS = 2
"""So many rows without a word are none of a table that words alone show."""


def is_chart(ink: Ink, grid: RuledGrid) -> bool:
    """Whether a grid of a scanned page, imagined from words and level rules, holds a drawing that its cells deny.

    A stamp over a table is a drawing too: only where upright rules run beside the columns' edges, or rows hold
    nothing, is it more than that. Nor are those words a table of which most cells' readings differ: a picture's.
    """
    if not (ink.is_scanned and grid.is_imagined):
        return False
    if _is_doubted(ink, grid):
        return True
    return _holds_drawing(ink, grid) and (_has_other_uprights(ink, grid) or _empty_rows(ink, grid) >= EMPTY_ROWS)


def _is_doubted(ink: Ink, grid: RuledGrid) -> bool:
    """Whether a text of most cells is in doubt."""
    owner, block = assign(ink.characters, [grid])
    filled = np.unique(block[owner == 0])
    x, y = ink.in_doubt.T
    inside = (grid.xs[0] < x) & (x < grid.xs[-1]) & (grid.ys[0] < y) & (y < grid.ys[-1])
    columns, rows = (np.searchsorted(edges, at[inside]) - 1 for edges, at in ((grid.xs, x), (grid.ys, y)))
    return int(np.isin(filled, grid.label[rows, columns]).sum()) > DOUBTED * len(filled)


def _holds_drawing(ink: Ink, grid: RuledGrid) -> bool:
    x, y = ink.drawings.T
    return bool(((grid.xs[0] < x) & (x < grid.xs[-1]) & (grid.ys[0] < y) & (y < grid.ys[-1])).any())


def _has_other_uprights(ink: Ink, grid: RuledGrid) -> bool:
    """Whether upright rules are drawn inside the grid where it has no column's edge."""
    x, top, bottom = ink.rules.vertical.T
    inside = np.minimum(bottom, grid.ys[-1]) - np.maximum(top, grid.ys[0])
    own = x[(inside >= UPRIGHT) & (x > grid.xs[0] + 2 * SAME) & (x < grid.xs[-1] - 2 * SAME)]
    return bool((np.abs(own[:, None] - np.array(grid.xs)) > 2 * SAME).all(axis=1).any())


def _empty_rows(ink: Ink, grid: RuledGrid) -> int:
    """How many rows no cell with a character reaches into."""
    owner, block = assign(ink.characters, [grid])
    filled = np.isin(grid.label, np.unique(block[owner == 0]))
    return int((~filled.any(axis=1)).sum())
