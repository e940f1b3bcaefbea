"""Lines as high as if all letters were in them: boxes that a line's own letters give tell little of distances."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from .text import TextLine

HANGING = frozenset("gjpqyç,;()[]{}|_")
"""What reaches below the line that letters stand on."""
LOW = frozenset("acemnorsuvwxzàâäæçèêëîïñòôöùûüÿœgpqy.,:;-–—…«»>< ")
"""What hardly reaches as high as a capital, or may not; accents are no part of a letter here."""
FEWEST = 3
"""So many lines of a kind tell how high it is."""
LETTERS = (0.12, 0.45)
"""Boxes are of letters where those that hang are higher than others by so much (share of a capital's height)."""


class Kind(NamedTuple):
    """What a line's letters reach beyond: whether some are as high as capitals, and whether some hang."""

    is_high: bool
    hangs: bool


def as_whole_lines(columns: Sequence[Sequence[TextLine]]) -> list[list[TextLine]]:
    """The lines of a table's columns, each as if all letters were in it; as they are where boxes are not of letters."""
    heights: dict[Kind, list[float]] = defaultdict(list)
    for line in chain.from_iterable(columns):
        heights[kind_of(line.text)].append(line.bottom - line.top)
    usual = {kind: float(np.median(own)) for kind, own in heights.items() if len(own) >= FEWEST}
    capital, whole = usual.get(Kind(True, False)), usual.get(Kind(True, True))
    if capital is None or whole is None or not LETTERS[0] * capital <= whole - capital <= LETTERS[1] * capital:
        return [list(column) for column in columns]
    hang = whole - capital
    lack = max(0.0, capital - usual.get(Kind(False, False), capital))
    return [[_as_whole(line, hang, lack) for line in column] for column in columns]


def kind_of(text: str) -> Kind:
    """The kind of a line's letters."""
    return Kind(any(letter not in LOW for letter in text), any(letter in HANGING for letter in text))


def _as_whole(line: TextLine, hang: float, lack: float) -> TextLine:
    kind = kind_of(line.text)
    return line._replace(top=line.top - lack * (not kind.is_high), bottom=line.bottom + hang * (not kind.hangs))
