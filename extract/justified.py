"""Justified lines: their few words stand as far apart as columns do, and are one text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from .rows import Line
from .text import TextLine, said

FEWEST_SMALL = 2
"""So many words of a line that is prose are in small letters."""
FEWEST_LINES = 3
"""So many lines that say different things, and begin and end at the same places, are justified,"""
FEWEST_WORDS = 3
"""of so many words each, as far from each other"""
AS_WIDE = 0.15
"""to so many points."""
SAME_SIDE = 0.5
"""Points: sides of justified lines are nearer."""
Sides = tuple[float, float]


def join_justified(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The lines of pages, those words as one that reach from one side to the other of a column of justified lines.

    They are as far from each other, or two without a digit.
    """
    sides = _justified_sides([run for lines in pages for line in lines for run in _runs(line)])
    return [[_joined(sorted(line, key=_begin), sides) for line in lines] if sides else list(lines) for lines in pages]


def _begin(word: TextLine) -> float:
    return word.x0


def _runs(line: Line) -> Iterator[Line]:
    """The words of a line in runs of several that are as far from each other; the first of each is a word."""
    words = sorted(line, key=_begin)
    first = 0
    for i in range(2, len(words) + 1):
        if i == len(words) or abs(_blank(words[i - 1], words[i]) - _blank(words[first], words[first + 1])) > AS_WIDE:
            if i - first >= FEWEST_WORDS and any(map(str.isalpha, words[first].text)) and _is_prose(words[first:i]):
                yield words[first:i]
            first = i - 1


def _blank(left: TextLine, right: TextLine) -> float:
    return right.x0 - left.x1


def _justified_sides(runs: Sequence[Line]) -> list[Sides]:
    """From where to where (points) lines are justified."""
    found: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for run in runs:
        found[round(run[0].x0), round(run[-1].x1)].append(run)
    several = [own for own in found.values() if len({said(run) for run in own}) >= FEWEST_LINES]
    return [(median(run[0].x0 for run in own), median(run[-1].x1 for run in own)) for own in several]


def _joined(words: Line, sides: Sequence[Sides]) -> Line:
    """The words, left to right, those of each justified line as one."""
    for begin, word in enumerate(words):
        ends = [x1 for x0, x1 in sides if abs(word.x0 - x0) <= SAME_SIDE]
        for end in (i for i in range(begin + 1, len(words)) if any(abs(words[i].x1 - x) <= SAME_SIDE for x in ends)):
            own = words[begin : end + 1]
            if _is_spread(own):
                return [*words[:begin], join_words(own), *_joined(words[end + 1 :], sides)]
    return words


def _is_spread(words: Line) -> bool:
    blanks = [_blank(left, right) for left, right in pairwise(words)]
    is_even = len(words) > 2 and max(blanks) - min(blanks) <= 2 * AS_WIDE and _is_prose(words)
    return is_even or (len(words) == 2 and not any(map(str.isdigit, said(words))))


def _is_prose(words: Line) -> bool:
    """Whether several words are in small letters: figures and markers of columns as wide stand as far apart, too."""
    return sum(any(map(str.islower, word.text)) for word in words) >= FEWEST_SMALL


def join_words(words: Line) -> TextLine:
    """Words beside each other as one."""
    top, bottom = min(word.top for word in words), max(word.bottom for word in words)
    x0, x1 = min(word.x0 for word in words), max(word.x1 for word in words)
    return TextLine(said(words), x0, top, x1, bottom)
