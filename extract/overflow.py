"""Text below the rules of a cut row: a browser ends them at a page's end, and the row's text goes on under them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from .characters import Characters
from .rules import RuledGrid
from .text import LARGER

Ints = np.ndarray[Any, np.dtype[np.int64]]

NEXT_LINE = 0.8
"""Text below an open cell goes on with it if it follows within this share of a line's height."""
OVER_THE_EDGE = 1.0
"""Text may stand over a cell's edge by this (points) and still be inside."""
WORD_GAP = 0.4
"""Words of one sentence stand nearer than this share of a line's height."""


def take_overflow(characters: Characters, owner: Ints, number: int, grids: list[RuledGrid]) -> Ints:
    """For each character below grid `number` the open cell that goes on with it, or -1.

    A browser prints a row that it had to cut so: the rules end, the text goes on under them. Lines are taken while
    each follows the one above at a line's distance, none is in larger print, as a title would be, and none runs over a
    column's edge, as a paragraph would.
    """
    grid = grids[number]
    flowed = np.full(len(characters), -1, dtype=np.int64)
    if not any(grid.open_bottom):
        return flowed
    limit = min((other.ys[0] for other in grids if other.ys[0] > grid.ys[-1]), default=np.inf)
    x = (characters.x0 + characters.x1) / 2
    band = np.searchsorted(grid.xs, x) - 1
    y = (characters.top + characters.bottom) / 2
    below = (owner < 0) & (y > grid.ys[-1]) & (characters.bottom < limit)
    below &= (band >= 0) & (band < len(grid.xs) - 1)
    last = grid.label[-1]
    ends = _text_ends(characters, owner == number, grid)
    highest = float((characters.bottom - characters.top)[owner == number].max(initial=0.0))
    for line in _lines_down(characters, np.flatnonzero(below)):
        cells = last[band[line]]
        height = float((characters.bottom - characters.top)[line].max())
        near = all(characters.top[line].min() - ends[c] <= NEXT_LINE * height for c in set(cells.tolist()))
        is_open = all(grid.open_bottom[b] for b in set(band[line].tolist()))
        if not is_open or not near or height > LARGER * highest or _runs_over(characters, line, cells):
            break
        flowed[line] = cells
        for cell in set(cells.tolist()):
            ends[cell] = float(characters.bottom[line].max())
    return flowed


def with_overflow(characters: Characters, owner: Ints, grids: list[RuledGrid]) -> dict[RuledGrid, RuledGrid]:
    """Each grid with itself as far down as its text goes on below its rules; `owner`: each character's, or -1."""
    longer = {}
    for number, grid in enumerate(grids):
        flowed = take_overflow(characters, owner, number, grids) >= 0
        bottom = max([grid.ys[-1], *characters.bottom[flowed].tolist()])
        longer[grid] = replace(grid, ys=(*grid.ys[:-1], bottom))
    return longer


def _text_ends(characters: Characters, own: Any, grid: RuledGrid) -> dict[int, float]:
    """Where the text of each cell of the last row ends, or the row where the cell is empty."""
    x = (characters.x0 + characters.x1) / 2
    ends = {}
    for cell in set(grid.label[-1].tolist()):
        span = grid.spans[cell]
        mine = own & (x >= grid.xs[span.column]) & (x <= grid.xs[span.column_end])
        mine &= characters.top >= grid.ys[span.row] - OVER_THE_EDGE
        ends[cell] = float(max(characters.bottom[mine].max() if mine.any() else 0.0, grid.ys[-1]))
    return ends


def _lines_down(characters: Characters, places: Ints) -> list[Ints]:
    """Places of characters in level lines over all columns, top to bottom, each line left to right."""
    middle = (characters.top + characters.bottom)[places] / 2
    order = places[np.argsort(middle, kind="stable")]
    height = (characters.bottom - characters.top)[order]
    apart = np.diff((characters.top + characters.bottom)[order] / 2) > height[1:] / 2
    lines = np.split(order, np.flatnonzero(apart) + 1)
    return [line[np.argsort(characters.x0[line], kind="stable")] for line in lines if len(line)]


def _runs_over(characters: Characters, line: Ints, cells: Ints) -> bool:
    """Whether text runs on from one cell into the next within a word's distance."""
    gap = characters.x0[line][1:] - characters.x1[line][:-1]
    height = (characters.bottom - characters.top)[line]
    return bool(((cells[1:] != cells[:-1]) & (gap < WORD_GAP * height[1:])).any())
