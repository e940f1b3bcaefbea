"""Where it is unsure to which cell a letter belongs: text runs over a cell's edge, or stands on text that is hidden."""

from __future__ import annotations

from typing import Any

import numpy as np

from .characters import Characters
from .rules import RuledGrid
from .text import turn_upright

Ints = np.ndarray[Any, np.dtype[np.int64]]
Bools = np.ndarray[Any, np.dtype[np.bool_]]
Floats = np.ndarray[Any, np.dtype[np.float64]]

OVERHANG = 1.0
"""A letter that stands out of its cell by more (points) is cut by the rule."""
RUNS_ON = 0.05
"""Letters nearer than this share of their height are of one word."""
WORD_GAP = 0.6
"""Words with a printed blank between them and a smaller gap, as a share of their height, are of one text."""


def unsure_cells(characters: Characters, cell: Ints) -> set[int]:
    """The cells that share a word or a sentence with what stands beside them.

    `cell` gives each character's cell by a number of its own on the page; -1 is outside of every table.
    """
    if len(characters) < 2:
        return set()
    in_word, in_text = _joins(characters)
    crossing = np.flatnonzero((cell[:-1] != cell[1:]) & (in_word | in_text))
    return {int(c) for i in crossing.tolist() for c in (cell[i], cell[i + 1]) if c >= 0}


def keep_words_whole(characters: Characters, cell: Ints, movable: Bools) -> Ints:
    """Each character's cell, with words in the cell that holds most of their width; `movable` letters alone move.

    So where edges are imagined: no such edge is known to the point, and no word is of two cells.
    """
    if not movable.any():
        return cell
    in_word, _ = _joins(characters)
    boxes = turn_upright(characters)
    width = boxes.end - boxes.begin
    word = np.concatenate(([0], np.cumsum(~in_word)))
    whole = cell.copy()
    for number in np.unique(word[1:][in_word & (cell[:-1] != cell[1:])]).tolist():
        own = np.flatnonzero(word == number)
        if movable[own].all():
            cells, places = np.unique(cell[own], return_inverse=True)
            whole[own] = cells[np.bincount(places, weights=width[own]).argmax()]
    return whole


def _joins(characters: Characters) -> tuple[Bools, Bools]:
    """Whether each character but the first goes on with the one before in one word, and in one text after a blank."""
    boxes = turn_upright(characters)
    left, right = slice(None, -1), slice(1, None)
    height = np.minimum(boxes.lower[left] - boxes.upper[left], boxes.lower[right] - boxes.upper[right])
    shared = np.minimum(boxes.lower[left], boxes.lower[right]) - np.maximum(boxes.upper[left], boxes.upper[right])
    gap = boxes.begin[right] - boxes.end[left]
    beside = (characters.turn[left] == characters.turn[right]) & (shared > height / 2)
    in_word = beside & (np.diff(characters.index) == 1) & (np.abs(gap) < RUNS_ON * height)
    in_text = beside & characters.in_text[right] & (gap > -RUNS_ON * height) & (gap < WORD_GAP * height)
    return in_word, in_text


def cut_cells(characters: Characters, block: Ints, grid: RuledGrid) -> set[int]:
    """The cells of a grid with a letter that a rule at their side cuts; `block` gives each character's cell, or -1."""
    own = np.flatnonzero(block >= 0)
    if not len(own):
        return set()
    xs, ys = np.array(grid.xs), np.array(grid.ys)
    row, column, row_end, column_end = np.array(grid.spans)[block[own]].T
    is_level = characters.turn[own] % 180 == 0
    begin, end = (
        np.where(is_level, a[own], b[own])
        for a, b in ((characters.x0, characters.top), (characters.x1, characters.bottom))
    )
    low, high = np.where(is_level, xs[column], ys[row]), np.where(is_level, xs[column_end], ys[row_end])
    cut = (low - begin > OVERHANG) | (end - high > OVERHANG)
    return set(np.unique(block[own[cut]]).tolist())


def cells_over_hidden(unseen: Floats, grid: RuledGrid) -> set[int]:
    """The cells of a grid in which characters, given by their middles (x, y), were left out as invisible."""
    found = set()
    for x, y in unseen.tolist():
        column, row = int(np.searchsorted(grid.xs, x)) - 1, int(np.searchsorted(grid.ys, y)) - 1
        if 0 <= column < len(grid.xs) - 1 and 0 <= row < len(grid.ys) - 1:
            found.add(int(grid.label[row, column]))
    return found
