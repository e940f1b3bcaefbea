"""Drawn rules in a picture: long thin runs of ink, and the picture without them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .paths import Rules, Segments
from .scan_picture import Grey, Picture

LONG = 9.0
"""A run of ink of this length (points) in one row is a rule: longer than any letter's stroke in a table."""
THICK = 4.0
"""A rule is at most this thick (points)."""
GAP = 4.0
"""Dashes of a broken rule stand no farther apart (points)."""
DASHED = 30.0
"""A broken rule is at least this long (points)."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """The rules of a picture (in points), and the picture with them painted over."""

    rules: Rules
    picture: Picture


def take_rules(picture: Picture) -> Ruled:
    """Find the rules, and paint them over where no letter crosses them."""
    import cv2

    ink, scale = picture.ink, picture.scale
    level, levels = _runs(ink, scale)
    upright, uprights = _runs(np.ascontiguousarray(ink.T), scale)
    upright = np.ascontiguousarray(upright.T)
    reach = round(1.6 * scale)
    crossing_level = _opened(cv2.bitwise_and(ink, cv2.bitwise_not(upright)), 1, reach)
    crossing_upright = _opened(cv2.bitwise_and(ink, cv2.bitwise_not(level)), reach, 1)
    gone = cv2.bitwise_or(
        cv2.bitwise_and(level, cv2.bitwise_not(crossing_level)),
        cv2.bitwise_and(upright, cv2.bitwise_not(crossing_upright)),
    )
    halo = cv2.dilate(gone, np.ones((3, 3), np.uint8))
    kept = cv2.bitwise_and(ink, cv2.bitwise_not(gone))
    halo = cv2.bitwise_and(halo, cv2.bitwise_not(kept))
    grey = np.where((gone | halo) > 0, 255, picture.grey).astype(np.uint8)
    return Ruled(Rules(levels, uprights), Picture(grey, kept, scale, picture.tilt))


def _runs(ink: Grey, scale: float) -> tuple[Grey, Segments]:
    """The level rules as a mask, and as rows of (y, x0, x1) in points."""
    import cv2

    thick, long = round(THICK * scale), round(LONG * scale)
    bent = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    mask = cv2.bitwise_or(_opened(bent, long, 1), _dashes(ink, scale))
    mask = cv2.bitwise_and(mask, bent)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found, kept = [], np.zeros(count, dtype=np.uint8)
    for number in range(1, count):
        x, y, width, height, area = stats[number].tolist()
        if area / max(1, width) > thick + 2 or width < long:
            continue
        kept[number] = 255
        found += _pieces(labels[y : y + height, x : x + width] == number, x, y, scale)
    return kept[labels], np.array(found).reshape(-1, 3)


def _pieces(own: Any, x: int, y: int, scale: float) -> list[tuple[float, float, float]]:
    """A rule as one segment at its mean height; a bent one is as level as its grid means it."""
    rows = np.arange(own.shape[0])[:, None]
    middle = float((own * rows).sum() / own.sum()) + y + 0.5
    return [(middle / scale, x / scale, (x + own.shape[1]) / scale)]


def _dashes(ink: Grey, scale: float) -> Grey:
    """The rules that are drawn in dashes or dots, or broken by the print: thin specks in one row, closed up."""
    import cv2

    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    thin = (stats[:, 3] <= 1.5 * scale) & (stats[:, 2] >= 0.3 * scale)
    thin[0] = False
    specks = (thin[labels] * np.uint8(255)).astype(np.uint8)
    closed = cv2.morphologyEx(specks, cv2.MORPH_CLOSE, np.ones((1, round(GAP * scale)), np.uint8))
    return _opened(closed, round(DASHED * scale), 1)


def _opened(mask: Grey, width: int, height: int) -> Grey:
    import cv2

    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((height, width), np.uint8)), dtype=np.uint8)
