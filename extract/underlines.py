"""Rules that underline or strike out a text are no rules of a table."""

from __future__ import annotations

from typing import Any

import numpy as np

from .characters import Characters
from .paths import Rules, Segments

Floats = np.ndarray[Any, np.dtype[np.float64]]

MEETS = 0.75
"""A rule of a table ends this near (points) to an upright rule; an underline seldom does."""
SAME_END = 1.5
"""An underline ends this near (points) to the text that it underlines."""
LETTERS = 0.7
"""Letters stand over at least this share of an underline."""
FROM, TO = 0.35, 1.1
"""It is drawn between these shares of the letters' height, from their top down."""


def without_underlines(rules: Rules, characters: Characters) -> Rules:
    """The rules of a page without those that do nothing but follow level text from its first letter to its last."""
    level = rules.horizontal
    if not len(level) or not len(characters):
        return rules
    stray = np.flatnonzero(_is_stray(level[:, 1], rules.vertical) | _is_stray(level[:, 2], rules.vertical))
    gone = [i for i in stray.tolist() if _follows_text(level[i], characters)]
    return Rules(np.delete(level, gone, axis=0), rules.vertical) if gone else rules


def _is_stray(ends: Floats, vertical: Segments) -> Any:
    """Which ends meet no upright rule's place."""
    places = np.unique(vertical[:, 0])
    if not len(places):
        return np.ones(len(ends), dtype=np.bool_)
    after = np.searchsorted(places, ends)
    right = np.abs(places[np.minimum(after, len(places) - 1)] - ends)
    left = np.abs(places[np.maximum(after - 1, 0)] - ends)
    return np.minimum(left, right) > MEETS


def _follows_text(rule: Floats, characters: Characters) -> bool:
    y, begin, end = rule.tolist()
    height = characters.bottom - characters.top
    middle = (characters.x0 + characters.x1) / 2
    over = (middle > begin) & (middle < end) & (characters.turn == 0)
    over &= (characters.top + FROM * height < y) & (y < characters.top + TO * height)
    if not over.any():
        return False
    x0, x1 = characters.x0[over], characters.x1[over]
    meets = abs(x0.min() - begin) < SAME_END and abs(x1.max() - end) < SAME_END
    return bool(meets and (x1 - x0).sum() >= LETTERS * (end - begin))
