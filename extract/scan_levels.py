"""The lines of text in a mask of ink: where each begins and ends from top to bottom, and texts beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from .scan_specks import Bools, Ints

LOW = 0.45
"""Ink lower than this share of a capital's height is a part of the line beside it: an accent, a dot."""
ABOVE = 0.1
"""The line below is taken where it is farther by no more than this share: accents are lost more often than dots."""
TALL = 1.75
"""Ink of more capitals' height is two lines that touch."""
BESIDE = 1.0
"""Lines of text beside each other are so far apart (capitals' heights), all of them."""
NEAR = 0.35
"""... or so far, which a space between words is too, where no cut from left to right misses the letters of both."""
SHARED = 0.45
"""Letters of one line stand beside the usual ones by this share of their height."""
LETTER = 0.65
"""Letters are at least so high (share of a capital's height)."""
WITHIN = 0.17
"""A cut leaves so much of a letter's height on either side at least: less is a tail that touches the line below."""


@dataclass(frozen=True, slots=True)
class Inked:
    """A mask of ink that holds lines of text, the boxes of its components (of the page), and where it stands."""

    mask: Bools
    boxes: Ints
    x0: int
    y0: int

    def of_columns(self, begin: int, end: int) -> Inked:
        """The part of these columns of the mask."""
        x = self.boxes[:, 0] - self.x0
        return Inked(self.mask[:, begin:end], self.boxes[(begin <= x) & (x < end)], self.x0 + begin, self.y0)

    def of_rows(self, begin: int, end: int) -> Inked:
        """The part of these rows of the mask."""
        y = self.boxes[:, 1] - self.y0
        return Inked(self.mask[begin:end], self.boxes[(begin <= y) & (y < end)], self.x0, self.y0 + begin)


def parts_of(block: Inked, capital: float) -> Iterator[Inked]:
    """The parts of a block that stand beside each other, with lines at other heights.

    Paper divides them from top to bottom of the block; or nearer to each other, from top to bottom of some lines of
    it, which cannot be cut into lines together.
    """
    filled = np.any(block.mask, axis=0)
    is_one = len(block.mask) <= TALL * capital
    for begin, end in [(0, len(filled))] if is_one else chunks(filled, BESIDE * capital):
        yield from _staggered(block.of_columns(begin, end), capital)


def _staggered(part: Inked, capital: float) -> Iterator[Inked]:
    rest = part.mask.copy()
    for top, bottom in chunks(np.any(part.mask, axis=1), ABOVE * capital):
        lines = part.of_rows(top, bottom)
        sides = [lines.of_columns(*side) for side in chunks(np.any(lines.mask, axis=0), NEAR * capital)]
        if len(sides) > 1 and sum(_letters_off(side, capital) for side in sides) < _letters_off(lines, capital):
            rest[top:bottom] = False
            yield from sides
    if rest.any():
        yield Inked(rest, part.boxes, part.x0, part.y0)


def _letters_off(lines: Inked, capital: float) -> int:
    """How many letters stand across the cuts between lines, or beside their line's others at another height."""
    letters = lines.boxes[(lines.boxes[:, 3] >= LETTER * capital) & (lines.boxes[:, 3] <= TALL * capital)]
    top, bottom = letters[:, 1] - lines.y0, letters[:, 1] + letters[:, 3] - lines.y0
    off = 0
    for begin, end, _ in lines_of(lines, capital):
        own = (begin <= (top + bottom) / 2) & ((top + bottom) / 2 < end)
        upper, lower = top[own], bottom[own]
        least = WITHIN * (lower - upper)
        is_cut = (upper + least < begin) | (lower - least > end)
        core = (np.median(upper), np.median(lower)) if own.any() else (begin, end)
        shared = np.minimum(lower, core[1]) - np.maximum(upper, core[0])
        off += int((is_cut | (shared < SHARED * (lower - upper))).sum())
    return off


def lines_of(block: Inked, capital: float) -> list[tuple[int, int, float]]:
    """Top, bottom (rows of the mask) and capital height of each line."""
    profile, boxes, y0 = block.mask.sum(axis=1), block.boxes, block.y0
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


def chunks(filled: Bools, gap: float) -> list[tuple[int, int]]:
    """The runs of what is filled that wider gaps divide."""
    found: list[tuple[int, int]] = []
    for begin, end in _runs(filled):
        if found and begin - found[-1][1] <= gap:
            found[-1] = (found[-1][0], end)
        else:
            found.append((begin, end))
    return found


def ends(filled: Bools) -> tuple[int, int]:
    """Where what is filled begins and ends."""
    places = np.flatnonzero(filled)
    return int(places[0]), int(places[-1]) + 1


def _runs(filled: Bools) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], filled.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
