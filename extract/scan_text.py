"""Read strips to characters with boxes: what a digital page's text layer would have said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .characters import Characters
from .scan_lines import Strip
from .scan_ocr import Recognised

WORD_GAP = 0.36
"""Letters farther apart than this share of a capital's height are of two words."""
NO_GAP = 0.06
"""Letters nearer than this are of one word, whatever the recogniser says."""
APART = 100
"""Between the numbers of two strips' characters: they are never of one word."""


def to_characters(read: Sequence[tuple[Strip, Recognised, Any]], scale: float) -> Characters:
    """The characters of strips, each with what it says and its columns of ink; `scale` is in pixels a point."""
    texts: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    spaced: list[bool] = []
    index: list[int] = []
    for number, (strip, line, columns) in enumerate(read):
        for k, (text, x0, x1, is_spaced) in enumerate(_letters(strip, line, columns)):
            texts.append(text)
            boxes.append((x0 / scale, strip.y0 / scale, x1 / scale, strip.y1 / scale))
            spaced.append(is_spaced)
            index.append(number * APART * 10 + k)
    left, top, right, bottom = np.array(boxes, dtype=np.float64).reshape(-1, 4).T
    return Characters(
        tuple(texts), left, top, right, bottom, np.zeros(len(texts)), np.array(spaced, dtype=np.bool_),
        np.array(index, dtype=np.int64),
    )  # fmt: skip


def _letters(strip: Strip, line: Recognised, columns: Any) -> list[tuple[str, float, float, bool]]:
    """Each printed letter with its left and right edge in pixels, and whether a blank stands before it."""
    middles = [strip.x0 + at * (strip.x1 - strip.x0) for at in line.at]
    found: list[tuple[str, float, float, bool]] = []
    left, is_spaced = float(strip.x0), False
    places = [k for k, text in enumerate(line.text) if text != " "]
    for k, after in zip(places, [*places[1:], None][: len(places)], strict=True):
        if after is None:
            found.append((line.text[k], left, float(max(strip.x1, left + 1)), is_spaced))
            break
        begin, end = widest_gap(columns, middles[k] - strip.x0, middles[after] - strip.x0)
        gap = end - begin
        has_blank = gap > WORD_GAP * strip.capital or (after > k + 1 and gap > NO_GAP * strip.capital)
        right = strip.x0 + begin if gap else (middles[k] + middles[after]) / 2
        found.append((line.text[k], left, max(right, left + 0.5), is_spaced))
        left, is_spaced = max(strip.x0 + end if gap else right, left + 0.5), has_blank
    return found


def widest_gap(columns: Any, begin: float, end: float) -> tuple[float, float]:
    """The widest run of columns without ink between two places; an empty one in the middle if there is none."""
    low, high = max(0, int(begin)), min(len(columns), int(end) + 1)
    best = (0, 0)
    start = None
    for x in range(low, high + 1):
        if x < high and not columns[x]:
            start = x if start is None else start
        elif start is not None:
            best = max(best, (start, x), key=lambda run: run[1] - run[0])
            start = None
    return best if best[1] else ((begin + end) / 2, (begin + end) / 2)
