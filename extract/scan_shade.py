"""Shading in a picture: where the paper between the letters is darker, in rectangles."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from .paths import Fill
from .scan_even import Grey, closed, opened
from .scan_picture import COARSE, Picture

FAINT = 5.0
"""Paper darker than the page's own by less (of 255 levels) is no shading: letters leave so much beside them."""
APART = 6
"""Two shades differ by at least so many levels."""
SHARE = 0.001
"""Of the page's area at least this has one shade."""
LOW = 6.0
"""Shading is at least so high (points): the rim of a thick grey rule is lower."""
SMALL = 8.0
"""Shading is at least so wide (points)."""
GAP = 16.0
"""Where narrower pieces lie between two rectangles (points), these meet."""
SLIT = 2
"""A slit in shading is at most so wide (places of the coarse picture)."""
JITTER = 2.0
"""Sides that differ by less (points) are one."""
FILLED = 0.8
"""Rectangles that cover less of what is shaded are those of a picture or of a stain."""
ROUNDS = 4
STEP = 8
"""The paper's own level is worked out from every so many pixels."""


def find_fills(picture: Picture) -> tuple[Fill, ...]:
    """The shading of a straight picture, in points.

    Neighbouring cells of one shade make one rectangle, unless they end at different levels: then each has its own.
    """
    points = COARSE / picture.scale
    depth = _depth(picture.shade)
    levels = _levels(depth)
    nearest = np.searchsorted([(a + b) / 2 for a, b in pairwise((0.0, *levels))], depth)
    least = round(LOW / points)
    fills: list[Fill] = []
    for number in range(1, len(levels) + 1):
        mask = opened(np.asarray((nearest == number) * 255, dtype=np.uint8), least, least)
        fills += [
            Fill(x0 * points, top * points, x1 * points, bottom * points, pale=False, is_joined=True)
            for x0, top, x1, bottom in _rectangles(mask, points)
        ]
    return tuple(sorted(fills, key=lambda fill: (fill.top, fill.x0)))


def _depth(shade: Grey) -> Any:
    """By how many levels each place is darker than the page's paper, which may change evenly over the page."""
    height, width = shade.shape
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    bases = np.stack((np.ones_like(x), x, y, x * x, x * y, y * y), axis=-1)
    seen, places = shade[::STEP, ::STEP].astype(np.float64).ravel(), bases[::STEP, ::STEP].reshape(-1, 6)
    paper = np.full(seen.shape, np.percentile(seen, 75))
    shift = np.zeros(6)
    for _ in range(ROUNDS):
        own = np.abs(seen - paper) < 2 * FAINT
        if own.sum() < len(shift):
            break
        shift = np.linalg.lstsq(places[own], seen[own], rcond=None)[0]
        paper = places @ shift
    return bases @ shift - shade


def _levels(depth: Any) -> list[float]:
    """The shades of a page: how many levels darker than its paper each is."""
    counts = np.bincount(np.clip(depth, 0, 255).round().astype(int).ravel(), minlength=256 + APART)
    smooth = np.convolve(counts, np.ones(3), "same")
    found: list[float] = []
    for level in np.argsort(-smooth, kind="stable").tolist():
        if smooth[level] < SHARE * depth.size:
            break
        if level >= FAINT and smooth[level] == smooth[max(0, level - APART) : level + APART + 1].max():
            found.append(float(level))
    return sorted(found)


def _rectangles(mask: Grey, points: float) -> list[tuple[int, int, int, int]]:
    """What hangs together in a mask as rectangles (x0, y0, x1, y1): as high as it is at each place, side by side."""
    import cv2

    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    found = []
    for number in range(1, count):
        x, y, wide, high, area = stats[number].tolist()
        own = _without_slits(labels[y : y + high, x : x + wide] == number, points)
        boxes = _side_by_side(own, points)
        if sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in boxes) >= FILLED * area:
            found += [(x + x0, y + y0, x + x1, y + y1) for x0, y0, x1, y1 in boxes]
    return found


def _without_slits(own: Any, points: float) -> Any:
    """A mask without slits, and without holes lower than shading is: what letters one below the other leave."""
    import cv2

    own = closed(own.astype(np.uint8), SLIT + 1, SLIT + 1) > 0
    _, labels, stats, _ = cv2.connectedComponentsWithStats((~own).astype(np.uint8), connectivity=4)
    top, high = stats[:, cv2.CC_STAT_TOP], stats[:, cv2.CC_STAT_HEIGHT]
    is_low = (high * points < LOW) & (top > 0) & (top + high < own.shape[0])
    is_low[0] = False
    return own | is_low[labels]


def _side_by_side(own: Any, points: float) -> list[tuple[int, int, int, int]]:
    """Boxes (x0, y0, x1, y1) of a mask: another wherever it begins or ends at another level."""
    edges = np.diff(np.pad(own.astype(np.int8), ((1, 1), (0, 0))), axis=0)
    sides = [np.flatnonzero(edges[:, x]) for x in range(own.shape[1])]
    pieces: list[list[int]] = []
    for x in range(len(sides)):
        if pieces and _are_alike(sides[pieces[-1][0]], sides[x], points):
            pieces[-1].append(x)
        else:
            pieces.append([x])
    boxes: list[tuple[int, int, Any]] = []
    for piece in pieces:
        if len(piece) * points < SMALL:
            continue
        begin, levels = piece[0], np.median([sides[x] for x in piece], axis=0)
        if boxes and (begin - boxes[-1][1]) * points < GAP:
            begin = boxes[-1][1]
            if _are_alike(boxes[-1][2], levels, points):
                begin = boxes.pop()[0]
        boxes.append((begin, piece[-1] + 1, levels))
    return [(x0, int(top), x1, int(bottom)) for x0, x1, levels in boxes for top, bottom in levels.reshape(-1, 2)]


def _are_alike(sides: Any, others: Any, points: float) -> bool:
    return len(sides) == len(others) and bool((np.abs(sides - others) * points <= JITTER).all())
