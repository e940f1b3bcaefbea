"""The picture of a scanned page: rendered, evened out, set upright and straight, and its ink told from its paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2 as pdfium

from .model import PageSize
from .tilt import Tilt

Grey = np.ndarray[Any, np.dtype[Any]]
"""A picture: rows of bytes, 0 black to 255 white; a mask has 255 where it holds."""

DPI = 300.0
"""Pages are worked on at this resolution: what is coarser is enlarged, what is finer is drawn smaller."""
MOST_PIXELS = 40_000_000
"""A larger page (A2 at 300 dpi) is worked on at a lower resolution."""
DARK = 20
"""A surface wider and higher than this (pixels at 300 dpi) that is dark is shading, and its letters are light."""
INK_BETWEEN = (110, 205)
"""The grey (0 to 255, of paper as 255) from which on all is ink lies between these, whatever the histogram says."""
MOST_SKEW = 6.0
"""Degrees; pages are laid on the glass straighter than this."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page's picture, upright and straight.

    `grey` has paper as 255; `ink` is 255 where something is printed; `scale` is in pixels a point.
    """

    grey: Grey
    ink: Grey
    scale: float
    tilt: Tilt


def render(page: pdfium.PdfPage, number: int) -> Picture:
    """A page as it lies, evened out; not yet turned."""
    width, height = page.get_size()
    scale = DPI / 72
    scale = min(scale, float(np.sqrt(MOST_PIXELS / max(1.0, width * height))))
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=True)
    grey = even_out(np.ascontiguousarray(bitmap.to_numpy().reshape(bitmap.height, bitmap.width)))
    return Picture(grey, to_ink(grey), scale, Tilt(PageSize(number, width, height)))


def even_out(grey: Grey) -> Grey:
    """Paper to white whatever its shade, light letters on dark shading to dark ones on white."""
    import cv2

    small = cv2.resize(grey, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 5)
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    even = cv2.divide(grey, np.maximum(paper, 40), scale=255)
    dark = opened(cv2.inRange(even, 0, 140), DARK, DARK)
    if dark.any():
        closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((DARK * 2, DARK * 2), np.uint8))
        even = np.where(closed > 0, cv2.bitwise_not(even), even).astype(np.uint8)
    return even


def to_ink(grey: Grey) -> Grey:
    """255 where something is printed."""
    import cv2

    threshold, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    low, high = INK_BETWEEN
    return np.asarray(cv2.inRange(grey, 0, int(min(max(threshold, low), high))), dtype=np.uint8)


def opened(mask: Grey, width: int, height: int) -> Grey:
    """The mask where it holds a box of this size (pixels)."""
    import cv2

    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((height, width), np.uint8)), dtype=np.uint8)


def turned(picture: Picture, quarters: int) -> Picture:
    """The picture after so many quarter turns clockwise."""
    grey, ink = (np.ascontiguousarray(np.rot90(image, -quarters)) for image in (picture.grey, picture.ink))
    return Picture(grey, ink, picture.scale, Tilt(picture.tilt.size, quarters % 4))


def straightened(picture: Picture) -> Picture:
    """The picture with its lines level."""
    import cv2

    skew = find_skew(picture.ink)
    if abs(skew) < 0.02:
        return picture
    height, width = picture.grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    grey = cv2.warpAffine(picture.grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    return Picture(grey, to_ink(grey), picture.scale, Tilt(picture.tilt.size, picture.tilt.quarters, skew))


def find_skew(ink: Grey) -> float:
    """By how many degrees lines fall to the right: where the picture's rows differ most in ink."""
    import cv2

    small = cv2.resize(ink, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    best = _sharpest(small, np.arange(-MOST_SKEW, MOST_SKEW + 0.1, 0.25))
    best = _sharpest(small, best + np.arange(-0.25, 0.26, 0.05))
    half = cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return _sharpest(half, best + np.arange(-0.05, 0.051, 0.0125))


def _sharpest(ink: Grey, angles: Any) -> float:
    """The angle under which the sums of rows vary most from one to the next."""
    import cv2

    height, width = ink.shape
    scores = []
    for angle in angles.tolist():
        fall = float(np.tan(np.radians(angle)))
        shear = np.array([[1, 0, 0], [0, 1, 0]], dtype=np.float32)
        shear[1] = -fall, 1, fall * width / 2
        rows = cv2.warpAffine(ink, shear, (width, height), flags=cv2.INTER_LINEAR).sum(axis=1, dtype=np.float64)
        scores.append(float((np.diff(rows) ** 2).sum()))
    return float(angles[int(np.argmax(scores))])
