"""A picture evened out: paper and shading to white whatever their shade, light letters on dark shading to dark ones."""

from __future__ import annotations

from typing import Any

import numpy as np

Grey = np.ndarray[Any, np.dtype[Any]]
"""A picture: rows of bytes, 0 black to 255 white; a mask has 255 where it holds."""

BOX = 20
"""A surface is at least as wide and high (pixels at 300 dpi); strokes of letters are narrower."""
SHADED = 0.82
"""A surface of this share of the paper's grey or less is shading that is evened out by itself."""
SMALLEST = 33, 130
"""Shading is at least so high and so wide, or so wide and so high (pixels); a thick letter is smaller."""
GRAIN = 5
"""The grain of a scan is evened out in boxes of this side (pixels)."""
STROKE = 9
"""Strokes of light letters are at most so thick (pixels) ..."""
LINE = 121
"""... and stand in the middle of a box of this side with plain shading."""
RIM = 7
"""A surface's rim is half as wide as this (pixels), inside and outside."""
BLACK = 0.1
"""On a surface darker than this share of the paper's grey nothing is darker still."""
STANDS_OUT = 0.5
"""What is printed on shading is lighter or darker than it by this share of the way to white, or to black."""


def even_out(seen: Grey) -> Grey:
    """What is seen of a page with all paper as 255, shaded or not, and what is printed darker than it."""
    import cv2

    small = cv2.resize(seen, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 5)
    paper = cv2.resize(paper, (seen.shape[1], seen.shape[0]), interpolation=cv2.INTER_LINEAR)
    even = np.asarray(cv2.divide(seen, np.maximum(paper, 40), scale=255), dtype=np.uint8)
    white = float(np.percentile(small, 75))
    smooth = cv2.blur(seen, (GRAIN, GRAIN))
    shaded = cv2.inRange(cv2.medianBlur(seen, GRAIN), 0, int(SHADED * white))
    surface = opened(shaded, BOX, BOX)
    around = cv2.bitwise_and(closed(shaded, STROKE, STROKE), cv2.dilate(surface, np.ones((LINE, LINE), np.uint8)))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(surface | around, connectivity=4)
    for x, y, wide, high, number in zip(*stats[1:, :4].T.tolist(), range(1, count), strict=True):
        place = slice(max(0, y - RIM), y + high + RIM), slice(max(0, x - RIM), x + wide + RIM)
        own = labels[place] == number
        plain = own & (surface[place] > 0)
        if _is_large(plain):
            whole = closed(np.asarray(own * 255, dtype=np.uint8), 2 * BOX, 2 * BOX)
            shade = float(np.median(seen[place][plain])) / white
            is_light = _has_light_letters(smooth[place][whole > 0] / white, shade)
            even[place] = _on_white(seen[place] / white, even[place], whole, shade, is_light)
    return even


def _is_large(surface: Any) -> bool:
    sides = np.ptp(np.argwhere(surface), axis=0) if surface.any() else (0, 0)
    return bool(min(sides) >= SMALLEST[0] and max(sides) >= SMALLEST[1])


def _has_light_letters(grey: Any, shade: float) -> bool:
    """Whether more on shading is lighter than it than is darker; all as shares of the paper's grey."""
    lighter, darker = shade + STANDS_OUT * (1 - shade), shade - STANDS_OUT * shade
    return shade < BLACK or bool((grey > lighter).sum() > (grey < darker).sum())


def _on_white(grey: Any, even: Grey, whole: Grey, shade: float, is_light: bool) -> Grey:
    """A picture (`grey`: shares of the paper's), with what stands on a shaded surface (`whole`) as on white paper.

    The rim of a surface with light letters is neither shade nor paper, and nothing is printed there.
    """
    import cv2

    printed = (1 - grey) / (1 - shade) if is_light else grey / shade
    clear = np.where(whole > 0, np.clip(printed * 255, 0, 255), even)
    if is_light:
        box = np.ones((RIM, RIM), np.uint8)
        clear[cv2.dilate(whole, box) > cv2.erode(whole, box)] = 255
    return clear.astype(np.uint8)


def opened(mask: Grey, width: int, height: int) -> Grey:
    """The mask where it holds a box of this size (pixels)."""
    import cv2

    box = np.ones((height, width), np.uint8)
    held = cv2.erode(mask, box, anchor=(width // 2, height // 2), borderValue=0)
    return np.asarray(cv2.dilate(held, box, anchor=((width - 1) // 2, (height - 1) // 2)), dtype=np.uint8)


def closed(mask: Grey, width: int, height: int) -> Grey:
    """The mask with all gaps in which no box of this size (pixels) has room; outside of it is paper."""
    import cv2

    padded = cv2.copyMakeBorder(mask, height, height, width, width, cv2.BORDER_CONSTANT, value=0)
    box = np.ones((height, width), np.uint8)
    grown = cv2.dilate(padded, box, anchor=(width // 2, height // 2))
    whole = cv2.erode(grown, box, anchor=((width - 1) // 2, (height - 1) // 2))
    return np.asarray(whole[height:-height, width:-width], dtype=np.uint8)
