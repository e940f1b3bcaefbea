"""What the shapes of the ink say of a reading: a slanted stroke is no 1, a low speck is no letter, a dot is a sign."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from .scan_lines import Strip
from .scan_ocr import Recognised

STEMS = frozenset("1lI|")
APOSTROPHES = ("'", "’")
"""What stands behind an "l" and leans it; behind no slash."""
SLANTED, UPRIGHT = -0.2, -0.1
"""A stroke that goes left by this share of its height on its way down is a "/"; by less than the other it is none."""
STROKE = 0.6
"""A slanted stroke's usual row of ink is narrower than this share of it; that of letters which touch is not."""
LOW = 0.55
"""No letter and no digit is lower than this share of a capital's height; a dot or comma is, and stands on the line."""


def look_again(strip: Strip, line: Recognised, ink: Any) -> tuple[Recognised, list[float]]:
    """The line, a lone 1 that is a slash read as one, and where along it (0 to 1) the shapes gainsay the reading.

    `ink` tells for each pixel of the strip whether something is printed.
    """
    doubts = [0.5] if ink.shape[0] < LOW * strip.capital and any(map(str.isalnum, line.text)) else []
    text = list(line.text)
    for k, character in enumerate(text):
        if (character not in STEMS and character != "/") or line.text[k + 1 : k + 2] in APOSTROPHES:
            continue
        lean = _lean(ink, line.at[k])
        if lean is None:
            continue
        is_alone = line.text[k - 1 : k] in ("", " ", ":") and line.text[k + 1 : k + 2] in ("", " ")
        if character in STEMS and lean < SLANTED:
            text[k] = "/" if is_alone else character
            doubts += [] if is_alone else [line.at[k]]
        elif is_alone and (lean > UPRIGHT if character == "/" else lean < UPRIGHT):
            doubts.append(line.at[k])
    dots = _dots(ink, strip.capital) if any(map(str.isdigit, text)) else []
    doubts += [at for at in dots if _is_between_digits(at, line)]
    return replace(line, text="".join(text)), doubts


def _lean(ink: Any, at: float) -> float | None:
    """How far the stroke at a place goes to the right on its way down, as a share; none where it is not alone.

    "pl" is no stroke where the two letters touch: its ink goes left on its way down, but each row is as wide as all.
    """
    columns = ink.any(axis=0)
    middle = min(len(columns) - 1, int(at * len(columns)))
    begin = end = middle
    while begin > 0 and columns[begin - 1]:
        begin -= 1
    while end < len(columns) - 1 and columns[end + 1]:
        end += 1
    y, x = np.nonzero(ink[:, begin : end + 1])
    if len(y) < 12 or end - begin > 0.8 * (y.max() - y.min() + 1):
        return None
    spread = float(((y - y.mean()) ** 2).sum())
    lean = float(((x - x.mean()) * (y - y.mean())).sum() / spread) if spread else None
    is_slanted = lean is not None and lean < UPRIGHT
    return None if is_slanted and _usual_row(y, x) > STROKE * (end - begin + 1) else lean


def _usual_row(y: Any, x: Any) -> float:
    """The median width of the rows of ink."""
    rows = [x[y == row] for row in np.unique(y)]
    return float(np.median([row.max() - row.min() + 1 for row in rows]))


def _is_between_digits(at: float, line: Recognised) -> bool:
    """Whether a place along a line (0 to 1) is between two digits, and nothing was read there.

    What is broken off a letter, or the ring of a "%", stands elsewhere.
    """
    read = [(place, character) for place, character in zip(line.at, line.text, strict=True) if character != " "]
    before, after = [c for place, c in read if place < at][-1:], [c for place, c in read if place >= at][:1]
    return all(c.isdigit() for c in (*before, *after)) and bool(before and after)


def _dots(ink: Any, capital: float) -> list[float]:
    """Where along the line (0 to 1) specks of a dot's or a comma's size stand at its foot, nothing printed above."""
    import cv2

    count, _, boxes, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    low, foot = LOW * capital, 0.75 * ink.shape[0]
    specks = [
        (x, y, width)
        for x, y, width, height, area in boxes[1:count].tolist()
        if max(width, height) < low and y + height > foot and area >= (0.1 * capital) ** 2
    ]
    middle = 0.5 * min(ink.shape[0], capital)
    free = [x + width / 2 for x, y, width in specks if y > middle and _is_free(ink[:y, x : x + width])]
    return [x / ink.shape[1] for x in free]


def _is_free(above: Any) -> bool:
    """Whether there is paper above most of a speck; a piece of a broken digit has the digit above it."""
    return bool(above.any(axis=0).mean() < 0.5)
