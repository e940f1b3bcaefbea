"""Where lines of text stand in a picture without its rules: components of ink, gathered by cell, cut into lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .rules import RuledGrid
from .scan_cells import Box, Cells
from .scan_even import Grey, closed
from .scan_levels import LETTER, Inked, chunks, ends, lines_of, parts_of
from .scan_specks import DRAWING, SPECK, Bools, Ints, Specks, drawing_of

APART = 1.6
"""Words farther apart than so many capitals' heights are read apart."""
TOUCHES = 0.4
"""A drawing nearer to a line's letters than this share of a capital's height may hang together with others of it."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece of one line, as a box in pixels, and how high its capitals are. `region` is its cell, or -1."""

    x0: int
    y0: int
    x1: int
    y1: int
    capital: float
    region: int


def find_strips(specks: Specks, cells: Cells, scale: float) -> list[Strip]:
    """The lines inside the cells, then those outside; `scale` is in pixels a point.

    What a drawing crosses in a cell is of the line: letters that hang together with it are read too.
    """
    owner = _owners(specks, cells.grids, scale)
    outside = _blocks(specks, owner)
    drawing = drawing_of(specks)
    strips: list[Strip] = []
    for number in np.unique(owner[owner >= 0]).tolist():
        strips += _cut(specks, np.flatnonzero(owner == number), _Room(number, drawing, cells.boxes[number]))
    for number in np.unique(outside[outside >= 0]).tolist():
        strips += _cut(specks, np.flatnonzero(outside == number), None)
    return strips


@dataclass(frozen=True, slots=True)
class _Room:
    """A cell by its number and box, and where on the page something is drawn."""

    number: int
    drawing: Bools
    box: Box


def _owners(specks: Specks, grids: Sequence[RuledGrid], scale: float) -> Ints:
    """For each component the cell that it stands in, numbered over all grids; -1 outside, -2 for what is no text."""
    owner = np.full(len(specks.boxes), -1, dtype=np.int64)
    x, y = (specks.middles / scale).T
    first = 0
    for grid in sorted(grids, key=lambda grid: -grid.area):
        column, row = np.searchsorted(grid.xs, x) - 1, np.searchsorted(grid.ys, y) - 1
        inside = (column >= 0) & (column < len(grid.xs) - 1) & (row >= 0) & (row < len(grid.ys) - 1)
        owner[inside] = first + grid.label[row[inside], column[inside]]
        first += len(grid.spans)
    width, height = specks.boxes[:, 2], specks.boxes[:, 3]
    dirt = np.maximum(width, height) < SPECK * specks.capital
    owner[dirt | (height > DRAWING * specks.capital)] = -2
    owner[0] = -2
    return owner


def _blocks(specks: Specks, owner: Ints) -> Ints:
    """For each component outside of every cell the block of text that it stands in; -1 for all others."""
    import cv2

    free = ((owner == -1)[specks.labels] * np.uint8(255)).astype(np.uint8)
    wide, high = round(2.4 * specks.capital), max(1, round(0.5 * specks.capital))
    _, blocks = cv2.connectedComponents(closed(free, wide, high), connectivity=8)
    found = np.full(len(owner), -1, dtype=np.int64)
    for number in np.flatnonzero(owner == -1).tolist():
        x, y, width, height, _ = specks.boxes[number].tolist()
        own = specks.labels[y : y + height, x : x + width] == number
        found[number] = int(blocks[y : y + height, x : x + width][own].max())
    return found


def _cut(specks: Specks, own: Ints, room: _Room | None) -> Iterator[Strip]:
    """The strips of the components of one cell, or of one block outside of all."""
    boxes = specks.boxes[own]
    x0, y0 = int(boxes[:, 0].min()), int(boxes[:, 1].min())
    x1, y1 = int((boxes[:, 0] + boxes[:, 2]).max()), int((boxes[:, 1] + boxes[:, 3]).max())
    chosen = np.zeros(len(specks.boxes), dtype=np.bool_)
    chosen[own] = True
    mask = chosen[specks.labels[y0:y1, x0:x1]]
    large = max(specks.capital, float(np.percentile(boxes[:, 3], 75)))
    block = Inked(mask, boxes, x0, y0)
    for part in [block] if room else parts_of(block, large):
        yield from _cut_lines(large, part, room)


def _cut_lines(usual: float, block: Inked, room: _Room | None) -> Iterator[Strip]:
    """The strips of lines below each other; `usual`: about how high their capitals are."""
    mask, x0, y0 = block.mask, block.x0, block.y0
    for top, bottom, capital in lines_of(block, usual):
        filled, left = np.any(mask[top:bottom], axis=0), x0
        if room:
            filled, left = _with_drawing(filled, x0, room, (y0 + top, y0 + bottom), capital)
        for begin, end in chunks(filled, APART * capital):
            own = np.any(mask[top:bottom, max(0, left + begin - x0) : max(0, left + end - x0)], axis=1)
            upper, lower = ends(own) if own.any() else (0, bottom - top)
            if lower - upper < LETTER * capital:  # a sign, which is read by its place on the line
                upper, lower = 0, bottom - top
            number = room.number if room else -1
            yield Strip(left + begin, y0 + top + upper, left + end, y0 + top + lower, capital, number)


def _with_drawing(filled: Bools, x0: int, room: _Room, level: tuple[int, int], capital: float) -> tuple[Bools, int]:
    """The columns of a line that are filled, with those of a drawing that touch them, and where they now begin."""
    left, right = min(room.box[0], x0), max(room.box[2], x0 + len(filled))
    own = np.zeros(right - left, dtype=np.bool_)
    own[x0 - left : x0 - left + len(filled)] = filled
    together = own | np.any(room.drawing[level[0] : level[1], left:right], axis=0)
    for begin, end in chunks(together, TOUCHES * capital):
        own[begin:end] |= own[begin:end].any() & together[begin:end]
    return own, left


def crop(grey: Grey, strip: Strip, margin: float = 0.06) -> tuple[Grey, int]:
    """A strip's picture and where it begins; one too low for its letters gets paper above and below."""
    pad = max(2, round(margin * strip.capital))
    lack = max(0, round(0.5 * (0.95 * strip.capital - (strip.y1 - strip.y0))))
    top, bottom = max(0, strip.y0 - pad - lack), min(grey.shape[0], strip.y1 + pad + lack)
    left, right = max(0, strip.x0 - pad), min(grey.shape[1], strip.x1 + pad)
    return grey[top:bottom, left:right], left
