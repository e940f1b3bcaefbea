"""Which page is a picture: a scan, whatever a scanner's own recogniser has put behind it."""

from __future__ import annotations

from collections.abc import Iterable

from .drawn import Box
from .paths import Walk

WHOLE = 0.6
"""Pictures that cover this share of a page are what the page shows."""
FEW = 250
"""A scan bears at most so many characters that are not of the picture: the stamp of the prefecture's service."""
FEW_STROKES = 4
"""... in a frame: a page with more drawn rules and text of its own has a picture behind them."""


def is_picture(walk: Walk, visible: int, size: tuple[float, float]) -> bool:
    """Whether a page shows pictures nearly everywhere and hardly a character or rule beside; `size` is in points."""
    strokes = len(walk.horizontal) + len(walk.vertical)
    is_bare = visible == 0 or (visible <= FEW and strokes <= FEW_STROKES)
    return walk.has_images and is_bare and covered_share(walk.pictures, size) >= WHOLE


def covered_share(pictures: Iterable[Box], size: tuple[float, float]) -> float:
    """The share of a page that its pictures cover; scanners cut pages into strips, and lay masks over them."""
    width, height = size
    if width <= 0 or height <= 0:
        return 0.0
    steps = 40
    seen: set[tuple[int, int]] = set()
    for x0, top, x1, bottom in pictures:
        columns = [i for i in range(steps) if x0 <= (i + 0.5) * width / steps <= x1]
        rows = [i for i in range(steps) if top <= (i + 0.5) * height / steps <= bottom]
        seen.update((row, column) for row in rows for column in columns)
    return len(seen) / steps**2
