"""Where lines of text stand in a picture without its rules: components of ink, gathered by cell, cut into lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .rules import RuledGrid
from .scan_cells import Box, Cells
from .scan_even import Grey, closed
from .scan_specks import DRAWING, SPECK, Bools, Ints, Specks, drawing_of

LOW = 0.45
"""Ink lower than this share of a capital's height is a part of the line beside it: an accent, a dot."""
ABOVE = 0.1
"""The line below is taken where it is farther by no more than this share: accents are lost more often than dots."""
TALL = 1.75
"""Ink of more capitals' height is two lines that touch."""
BESIDE = 1.0
"""Lines of text beside each other are so far apart (capitals' heights), all of them."""
APART = 1.6
"""Words farther apart than so many capitals' heights are read apart."""
LETTER = 0.65
"""Letters are at least so high (share of a capital's height)."""
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
    for begin, end in [(0, x1 - x0)] if room else _columns(mask, large):
        x = boxes[:, 0] - x0
        inside = boxes[(begin <= x) & (x < end)]
        yield from _cut_lines(large, mask[:, begin:end], inside, (x0 + begin, y0), room)


def _columns(mask: Bools, capital: float) -> list[tuple[int, int]]:
    """The parts of a block of several lines that paper divides from top to bottom: their lines stand at any height."""
    filled = np.any(mask, axis=0)
    return _chunks(filled, BESIDE * capital) if len(mask) > TALL * capital else [(0, len(filled))]


def _cut_lines(usual: float, mask: Bools, boxes: Ints, corner: tuple[int, int], room: _Room | None) -> Iterator[Strip]:
    """The strips of a mask of ink that holds lines below each other; `corner` is where it stands (x, y).

    `usual`: about how high its capitals are.
    """
    x0, y0 = corner
    for top, bottom, capital in _rows(mask, boxes, y0, usual):
        filled, left = np.any(mask[top:bottom], axis=0), x0
        if room:
            filled, left = _with_drawing(filled, x0, room, (y0 + top, y0 + bottom), capital)
        for begin, end in _chunks(filled, APART * capital):
            own = np.any(mask[top:bottom, max(0, left + begin - x0) : max(0, left + end - x0)], axis=1)
            upper, lower = _ends(own) if own.any() else (0, bottom - top)
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
    for begin, end in _chunks(together, TOUCHES * capital):
        own[begin:end] |= own[begin:end].any() & together[begin:end]
    return own, left


def _rows(mask: Bools, boxes: Ints, y0: int, capital: float) -> list[tuple[int, int, float]]:
    """Top, bottom and capital height of each line of a region."""
    profile = mask.sum(axis=1)
    runs = _runs(profile > 0)
    found: list[tuple[int, int, float]] = []
    for top, bottom in runs:
        inside = boxes[(boxes[:, 1] - y0 >= top) & (boxes[:, 1] + boxes[:, 3] - y0 <= bottom), 3]
        own = float(np.percentile(inside, 90)) if len(inside) else capital
        own = min(own, 1.6 * capital) if bottom - top < 3 * capital else min(own, 1.3 * capital)
        own = own if own >= 0.6 * capital else capital  # signs and accents alone do not say how high letters are
        found += [(a, b, own) for a, b in _split(profile, top, bottom, own)]
    return _merge(found)


def _split(profile: Any, top: int, bottom: int, capital: float) -> list[tuple[int, int]]:
    """A run cut where it has the least ink, if it is too high for one line."""
    if bottom - top <= TALL * capital:
        return [(top, bottom)]
    first, last = top + round(0.7 * capital), bottom - round(0.7 * capital)
    if last <= first:
        return [(top, bottom)]
    at = first + int(np.argmin(profile[first:last]))
    return [*_split(profile, top, at, capital), *_split(profile, at, bottom, capital)]


def _merge(rows: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """Rows with the low ones joined to the nearer neighbour, where one is near."""
    rows = list(rows)
    i = 0
    while i < len(rows):
        top, bottom, capital = rows[i]
        near = [
            (gap, k)
            for k, gap in ((i - 1, ABOVE * capital + top - rows[i - 1][1] if i else 1e9), (i + 1, _below(rows, i)))
            if gap <= LOW * capital
        ]
        if bottom - top >= LOW * capital or not near:
            i += 1
            continue
        other = rows[min(near)[1]]
        merged = (min(top, other[0]), max(bottom, other[1]), max(capital, other[2]))
        low = min(i, min(near)[1])
        rows[low : low + 2] = [merged]
        i = max(0, low - 1)
    return rows


def _below(rows: list[tuple[int, int, float]], i: int) -> float:
    return rows[i + 1][0] - rows[i][1] if i + 1 < len(rows) else 1e9


def _chunks(filled: Bools, gap: float) -> list[tuple[int, int]]:
    """The parts of a line, by its filled columns, that gaps divide."""
    chunks: list[tuple[int, int]] = []
    for begin, end in _runs(filled):
        if chunks and begin - chunks[-1][1] <= gap:
            chunks[-1] = (chunks[-1][0], end)
        else:
            chunks.append((begin, end))
    return chunks


def _ends(filled: Bools) -> tuple[int, int]:
    places = np.flatnonzero(filled)
    return int(places[0]), int(places[-1]) + 1


def _runs(filled: Bools) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], filled.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def crop(grey: Grey, strip: Strip, margin: float = 0.06) -> tuple[Grey, int]:
    """A strip's picture and where it begins; one too low for its letters gets paper above and below."""
    pad = max(2, round(margin * strip.capital))
    lack = max(0, round(0.5 * (0.95 * strip.capital - (strip.y1 - strip.y0))))
    top, bottom = max(0, strip.y0 - pad - lack), min(grey.shape[0], strip.y1 + pad + lack)
    left, right = max(0, strip.x0 - pad), min(grey.shape[1], strip.x1 + pad)
    return grey[top:bottom, left:right], left
