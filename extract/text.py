"""Characters to lines of text, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from .characters import Characters
from .line_numbers import SAME_LINE, changes, lengths, line_numbers

Ints = np.ndarray[Any, np.dtype[np.int64]]
Bools = np.ndarray[Any, np.dtype[np.bool_]]

INTERLACED = 1.45
"""What is higher than its highest letter by this factor is more than one line."""
SAME_LEVEL = 0.08
"""Letters of a word have their middles within this share of their height from one to the next."""
WORDS_LEVEL = 0.25
"""Words of a line have their middles within this share of a line's height."""
SMALLER = 0.8
"""Letters of less than this share of the others' height are raised or lowered ones."""
LARGER = 1.12
"""Print that is higher than all of a table's by this factor is a title, above it or below."""
GAP = 0.16
"""A gap of this share of a line's height is a blank, where the page prints no blanks of its own."""
GAP_BESIDE_BLANKS = 0.35
"""The same on a page that prints its blanks;"""
MANY_LETTERS = 20
"""but not on a line of so many letters that has none: print of one size may have them, and that of another none."""
WORD_GAP = 0.6
"""Words of a sentence stand nearer than this share of a line's height."""
OVERPRINT = 0.5
"""Letters that share more than this part of the narrower one's width stand on each other."""
PRINTS_BLANKS = 0.04
"""A page prints its blanks if this share of its characters follows one."""


class TextLine(NamedTuple):
    """One line of text and the box round its characters, in points from the page's top left.

    `is_overprinted`: letters of it stand on each other, so that their order is unsure.
    A page has hundreds: a named tuple is made in a fifth of the time of a frozen dataclass.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    is_overprinted: bool = False


@dataclass(frozen=True, slots=True)
class Directed:
    """Boxes turned so that every text reads to the right: `begin` and `end` along it, `upper` and `lower` across it."""

    begin: Any
    end: Any
    upper: Any
    lower: Any


def read_blocks(characters: Characters, block: Ints, blocks: int) -> list[list[TextLine]]:
    """The lines of each block (a cell, or what stands outside), top to bottom.

    `block` gives each character's block, from 0 to `blocks` - 1; a negative number leaves it out.
    """
    found: list[list[TextLine]] = [[] for _ in range(blocks)]
    order, line_starts, blanks = _reading_order(characters, block)
    owners = block[order].tolist()
    for begin, line in zip(line_starts.tolist(), _pieces(characters, order, line_starts, blanks), strict=True):
        found[owners[begin]].append(line)
    return found


def said(line: Sequence[TextLine]) -> str:
    """What the words of a line say."""
    return " ".join(word.text for word in line)


def read_words(characters: Characters, chosen: Any) -> list[list[TextLine]]:
    """The words of the chosen characters, in lines over the whole page, top to bottom.

    Lines of neighbouring cells may stand at any height to each other. Where they make two lines of one cell seem one,
    words are read by the level of their letters, and lines are words on one level.
    """
    order, starts, blanks = _reading_order(characters, np.where(chosen, 0, -1))
    if not len(order):
        return []
    boxes = turn_upright(characters)
    upper, lower = boxes.upper[order], boxes.lower[order]
    extent = np.maximum.reduceat(lower, starts) - np.minimum.reduceat(upper, starts)
    is_interlaced = (extent > INTERLACED * np.maximum.reduceat(lower - upper, starts)).tolist()
    words, firsts = _words(characters, order, starts, blanks)
    found: list[list[TextLine]] = []
    for number, (begin, end) in enumerate(pairwise([*firsts, len(words)])):
        if is_interlaced[number]:
            own = order[starts[number] :] if end == len(words) else order[starts[number] : starts[number + 1]]
            found += _by_level(characters, boxes, own)
        else:
            found.append(words[begin:end])
    return sorted(found, key=lambda line: min([word.top for word in line]))


def _by_level(characters: Characters, boxes: Directed, own: Ints) -> list[list[TextLine]]:
    """Characters of several lines, that seem one, in lines of words."""
    middle = ((boxes.upper + boxes.lower) / 2)[own]
    order = own[np.argsort(middle, kind="stable")]
    apart = np.diff(np.sort(middle), prepend=-np.inf) > SAME_LEVEL * (boxes.lower - boxes.upper)[order]
    level = np.cumsum(apart) - 1
    order = order[np.lexsort((boxes.begin[order], level))]
    starts = np.flatnonzero(changes(level))
    words, _ = _words(characters, order, starts, _blanks_before(characters, boxes, order, starts))
    return _in_lines(words)


def _words(characters: Characters, order: Ints, starts: Ints, blanks: Bools) -> tuple[list[TextLine], list[int]]:
    """The words of characters in reading order, and which of them begin at the starts; a blank begins one too."""
    begins = blanks.copy()
    begins[starts] = True
    words = _pieces(characters, order, np.flatnonzero(begins), np.zeros_like(blanks))
    return words, (np.cumsum(begins)[starts] - 1).tolist()


def _in_lines(words: list[TextLine]) -> list[list[TextLine]]:
    lines: list[list[TextLine]] = []
    for word in sorted(words, key=lambda word: word.top + word.bottom):
        if lines and _is_beside(lines[-1][0], word):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.x0) for line in lines]


def _is_beside(one: TextLine, other: TextLine) -> bool:
    """Whether two words are on one level, or one of them smaller and beside the other."""
    low, high = sorted((one.bottom - one.top, other.bottom - other.top))
    if low < SMALLER * high:
        return min(one.bottom, other.bottom) - max(one.top, other.top) > SAME_LINE * low
    return abs(one.top + one.bottom - other.top - other.bottom) / 2 <= WORDS_LEVEL * high


def _reading_order(characters: Characters, block: Ints) -> tuple[Ints, Ints, Bools]:
    """Characters by block, line and place on the line; where lines begin among them; before which a blank stands."""
    boxes = turn_upright(characters)
    places = np.flatnonzero(block >= 0)
    order = places[np.lexsort(((boxes.upper + boxes.lower)[places], characters.turn[places], block[places]))]
    line = line_numbers(block[order], characters.turn[order], boxes.upper[order], boxes.lower[order])
    by_place = np.lexsort((boxes.begin[order], line))
    order = order[by_place]
    starts = np.flatnonzero(changes(line))  # they are sorted already
    return order, starts, _blanks_before(characters, boxes, order, starts)


def _pieces(characters: Characters, order: Ints, starts: Ints, blanks: Bools) -> list[TextLine]:
    """Runs of characters from each start to the next, as text and box."""
    if not len(starts):
        return []
    x0, top, x1, bottom = (
        values[order] for values in (characters.x0, characters.top, characters.x1, characters.bottom)
    )
    extents = [
        reduce(values, starts).tolist()
        for reduce, values in (
            (np.minimum.reduceat, x0),
            (np.minimum.reduceat, top),
            (np.maximum.reduceat, x1),
            (np.maximum.reduceat, bottom),
        )
    ]
    extents.append(_overprinted(characters, order, starts, (x0, top, x1, bottom)))
    printed = list(map(characters.text.__getitem__, order.tolist()))
    for i in np.flatnonzero(blanks).tolist():
        printed[i] = f" {printed[i]}"
    begins = starts.tolist()
    texts = ["".join(printed[begin:end]) for begin, end in zip(begins, [*begins[1:], len(printed)], strict=True)]
    return list(map(TextLine._make, zip(texts, *extents, strict=True)))


def _overprinted(characters: Characters, order: Ints, starts: Ints, boxes: tuple[Any, Any, Any, Any]) -> list[bool]:
    """In which runs of characters, in reading order, a level one stands on the one before it; `boxes` are theirs."""
    x0, top, x1, bottom = boxes
    width = x1 - x0
    is_over = np.minimum(x1[1:], x1[:-1]) - x0[1:] > OVERPRINT * np.minimum(width[1:], width[:-1])
    is_over &= x0[1:] >= x0[:-1]
    height = bottom - top
    shared = np.minimum(bottom[1:], bottom[:-1]) - np.maximum(top[1:], top[:-1])
    is_over &= shared > SAME_LINE * np.minimum(height[1:], height[:-1])  # lines below each other may touch
    found = [False] * len(starts)
    for i in np.flatnonzero(is_over).tolist():
        pair = characters.text[order[i]] + characters.text[order[i + 1]]
        is_ligature = pair.isalpha() and x0[i] == x0[i + 1] and x1[i] == x1[i + 1]  # PDFium gives "fi" one box
        if pair.isalnum() and not is_ligature and characters.turn[order[i]] % 180 == 0:
            found[int(np.searchsorted(starts, i + 1, side="right")) - 1] = True
    return found


def turn_upright(characters: Characters) -> Directed:
    """The characters' boxes as a reader sees them who turns the page to each text."""
    x0, x1, top, bottom = characters.x0, characters.x1, characters.top, characters.bottom
    if not characters.turn.any():
        return Directed(x0, x1, top, bottom)
    begin, end, upper, lower = x0.copy(), x1.copy(), top.copy(), bottom.copy()
    for turn, sides in (
        (90, (top, bottom, -x1, -x0)),
        (180, (-x1, -x0, -bottom, -top)),
        (270, (-bottom, -top, x0, x1)),
    ):
        own = characters.turn == turn
        begin[own], end[own], upper[own], lower[own] = (side[own] for side in sides)
    return Directed(begin, end, upper, lower)


def _prints_blanks(characters: Characters, boxes: Directed) -> bool:
    """Whether most gaps between words hold a printed blank: not where a few hard ones stand beside words set apart."""
    if np.count_nonzero(characters.spaced) <= PRINTS_BLANKS * len(characters):
        return False
    gap, height = boxes.begin[1:] - boxes.end[:-1], (boxes.lower - boxes.upper)[1:]
    is_beside = (characters.turn[1:] == characters.turn[:-1]) & (np.abs(np.diff(boxes.lower)) < height / 2)
    is_blank = is_beside & (gap > GAP * height) & (gap < WORD_GAP * height)
    return bool(2 * np.count_nonzero(characters.spaced[1:] & is_blank) >= np.count_nonzero(is_blank))


def _blanks_before(characters: Characters, boxes: Directed, order: Ints, starts: Ints) -> Bools:
    """Before which characters, in reading order, a blank stands: a printed one, or a gap as wide as one."""
    if not len(order):
        return np.zeros(0, dtype=np.bool_)
    height = np.maximum.reduceat((boxes.lower - boxes.upper)[order], starts)
    blanks, count = characters.spaced[order], lengths(starts, len(order))
    gaps = np.full(len(starts), GAP)
    if _prints_blanks(characters, boxes):
        printed = np.add.reduceat(blanks.astype(np.int64), starts)
        gaps[(printed > 0) | (count < MANY_LETTERS)] = GAP_BESIDE_BLANKS
    widest = np.repeat(height * gaps, count)
    blanks[1:] |= boxes.begin[order[1:]] - boxes.end[order[:-1]] > widest[1:]
    blanks[starts] = False
    return blanks
