"""A picture without its rules: painted over, but where letters cross them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from .paths import Segments
from .scan_even import Grey, opened
from .scan_picture import Picture
from .scan_runs import THICK

STROKE = 3
"""A stroke shows so much of itself (pixels) beside a rule that it crosses; less is the rule's own rim."""
SPREAD = 0.6
"""What is left of a rule lies no farther beside it (points)."""
BEYOND = 3.0
"""... nor beyond its ends."""


def painted_over(picture: Picture, masks: Sequence[Grey], rules: Sequence[Segments]) -> Picture:
    """The picture without its level rules and its upright ones.

    `masks` show where they are seen (that of the upright ones is turned over its diagonal), `rules` are rows of
    (place, begin, end) in points.
    """
    import cv2

    ink, scale = picture.ink, picture.scale
    level, upright = masks[0], np.ascontiguousarray(masks[1].T)
    thick = round(THICK * scale)
    others = cv2.bitwise_and(ink, cv2.bitwise_not(cv2.bitwise_or(level, upright)))
    crossed_level = _crossed(level, others, thick)
    crossed_upright = _crossed(masks[1], np.ascontiguousarray(others.T), thick).T
    gone = cv2.bitwise_or(
        cv2.bitwise_and(level, cv2.bitwise_not(crossed_level)),
        cv2.bitwise_and(upright, cv2.bitwise_not(np.ascontiguousarray(crossed_upright))),
    )
    kept = cv2.bitwise_and(ink, cv2.bitwise_not(gone))
    bands = [_bands(mask, own, scale) for mask, own in zip(masks, rules, strict=True)]
    crumbs = _inside(kept, cv2.bitwise_or(bands[0], np.ascontiguousarray(bands[1].T)))
    gone, kept = cv2.bitwise_or(gone, crumbs), cv2.bitwise_and(kept, cv2.bitwise_not(crumbs))
    halo = cv2.bitwise_and(cv2.dilate(gone, np.ones((3, 3), np.uint8)), cv2.bitwise_not(kept))
    grey = np.where(cv2.bitwise_or(gone, halo) > 0, 255, picture.grey).astype(np.uint8)
    return replace(picture, grey=grey, ink=kept)


def _crossed(level: Grey, others: Grey, thick: int) -> Grey:
    """Where level rules have other ink right above and right below; what touches them from one side is beside them."""
    strokes = opened(others, 1, STROKE)
    from_above, from_below = strokes.copy(), strokes.copy()
    for _ in range(thick):
        from_above[1:] |= from_above[:-1] & level[1:]
        from_below[:-1] |= from_below[1:] & level[:-1]
    return np.asarray(level & from_above & from_below, dtype=np.uint8)


def _bands(mask: Grey, rules: Segments, scale: float) -> Grey:
    """Where level rules lie: as thick as they are seen, all along."""
    bands = np.zeros(mask.shape, dtype=np.uint8)
    reach, beyond = round(THICK * scale), round(BEYOND * scale)
    for place, begin, end in (rules * scale).round().astype(int).tolist():
        thick = (mask[max(0, place - reach) : place + reach + 1, max(0, begin) : end] > 0).sum(axis=0)
        half = round((float(np.median(thick[thick > 0])) if thick.any() else 1.0) / 2 + SPREAD * scale)
        bands[max(0, place - half) : place + half + 1, max(0, begin - beyond) : end + beyond] = 255
    return bands


def _inside(ink: Grey, bands: Grey) -> Grey:
    """The pieces of ink that lie wholly inside bands."""
    import cv2

    count, labels = cv2.connectedComponents(ink, connectivity=8)
    is_inside = np.bincount(labels[bands == 0], minlength=count) == 0
    is_inside[0] = False
    return np.asarray(is_inside[labels] * 255, dtype=np.uint8)
