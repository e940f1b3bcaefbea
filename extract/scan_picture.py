"""The picture of a scanned page: rendered, evened out, set upright and straight, and its ink told from its paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2 as pdfium

from .model import PageSize
from .scan_even import Grey, even_out
from .tilt import Tilt

DPI = 300.0
"""Pages are worked on at this resolution: what is coarser is enlarged, what is finer is drawn smaller."""
MOST_PIXELS = 40_000_000
"""A larger page (A2 at 300 dpi) is worked on at a lower resolution."""
INK_BETWEEN = (110, 205)
"""The grey (0 to 255, of paper as 255) from which on all is ink lies between these, whatever the histogram says."""
COARSE = 4
"""The paper's shade is worked out for squares of so many pixels."""
RIM = 5
"""Pixels so near to ink (a box of this side) are of its rim."""
LOOKS = 3, 7, 15
"""The shade of a square is that of the paper in a box of this side round it: the smallest that shows some."""
ENOUGH = 0.15
"""... of which at least this share is paper."""
MOST_SKEW = 6.0
"""Degrees; pages are laid on the glass straighter than this."""
COLUMNS_SAY = 0.5
"""What columns of ink say of the skew counts so much, against what rows do."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page's picture, upright and straight.

    `grey` has paper as 255; `ink` is 255 where something is printed; `scale` is in pixels a point; `shade` is the
    paper's own grey, also under what is printed, a pixel for each `COARSE` x `COARSE`.
    """

    grey: Grey
    ink: Grey
    scale: float
    tilt: Tilt
    shade: Grey


def render(page: pdfium.PdfPage, number: int) -> Picture:
    """A page as it lies, evened out; not yet turned."""
    width, height = page.get_size()
    scale = DPI / 72
    scale = min(scale, float(np.sqrt(MOST_PIXELS / max(1.0, width * height))))
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=True)
    seen = np.ascontiguousarray(bitmap.to_numpy().reshape(bitmap.height, bitmap.width))
    return to_picture(seen, scale, PageSize(number, width, height))


def to_picture(seen: Grey, scale: float, size: PageSize) -> Picture:
    """What is seen of a page, evened out."""
    grey = even_out(seen)
    ink = to_ink(grey)
    return Picture(grey, ink, scale, Tilt(size), shade_of(seen, ink))


def to_ink(grey: Grey) -> Grey:
    """255 where something is printed."""
    import cv2

    threshold, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    low, high = INK_BETWEEN
    return np.asarray(cv2.inRange(grey, 0, int(min(max(threshold, low), high))), dtype=np.uint8)


def shade_of(seen: Grey, ink: Grey) -> Grey:
    """The grey of the paper of a picture as it was seen, a pixel for each `COARSE` x `COARSE`.

    Under what is printed it is that of the nearest paper beside.
    """
    import cv2

    size = seen.shape[1] // COARSE, seen.shape[0] // COARSE
    paper = cv2.bitwise_not(cv2.dilate(ink, np.ones((RIM, RIM), np.uint8)))
    share, own = (
        cv2.resize(image.astype(np.float32), size, interpolation=cv2.INTER_AREA)
        for image in (paper, cv2.bitwise_and(seen, paper))
    )
    shade = np.full(share.shape, 255, dtype=np.float32)
    unknown = share < 256  # all of it
    for side in LOOKS:
        shares, sums = cv2.blur(share, (side, side)), cv2.blur(own, (side, side))
        told = unknown & (shares > ENOUGH * 255)
        shade[told] = sums[told] / shares[told] * 255
        unknown &= ~told
    return shade.round().astype(np.uint8)


def turned(picture: Picture, quarters: int) -> Picture:
    """The picture after so many quarter turns clockwise."""
    grey, ink, shade = (
        np.ascontiguousarray(np.rot90(image, -quarters)) for image in (picture.grey, picture.ink, picture.shade)
    )
    return Picture(grey, ink, picture.scale, Tilt(picture.tilt.size, quarters % 4), shade)


def straightened(picture: Picture) -> Picture:
    """The picture with its lines level."""
    import cv2

    skew = find_skew(picture.ink)
    if abs(skew) < 0.02:
        return picture
    height, width = picture.grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    grey = cv2.warpAffine(picture.grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    high, wide = picture.shade.shape
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), skew, 1.0)
    shade = cv2.warpAffine(picture.shade, matrix, (wide, high), borderMode=cv2.BORDER_REPLICATE)
    tilt = Tilt(picture.tilt.size, picture.tilt.quarters, skew)
    return Picture(grey, to_ink(grey), picture.scale, tilt, np.asarray(shade, dtype=np.uint8))


def find_skew(ink: Grey) -> float:
    """By how many degrees lines fall to the right: where the picture's rows and columns differ most in ink."""
    import cv2

    small = cv2.resize(ink, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    best = _sharpest(small, np.arange(-MOST_SKEW, MOST_SKEW + 0.1, 0.25))
    best = _sharpest(small, best + np.arange(-0.25, 0.26, 0.05))
    half = cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return _sharpest(half, best + np.arange(-0.1, 0.101, 0.0125))


def _sharpest(ink: Grey, angles: Any) -> float:
    """The angle under which the sums of rows, and those of columns, vary most from one to the next.

    Columns say less, but lines that stand beside each other at different heights do not mislead them.
    """
    height, width = ink.shape
    scores = []
    for angle in angles.tolist():
        fall = float(np.tan(np.radians(angle)))
        rows = _sheared(ink, [[1, 0, 0], [-fall, 1, fall * width / 2]]).sum(axis=1, dtype=np.float64)
        columns = _sheared(ink, [[1, fall, -fall * height / 2], [0, 1, 0]]).sum(axis=0, dtype=np.float64)
        scores.append(_unevenness(rows) + COLUMNS_SAY * _unevenness(columns))
    return float(angles[int(np.argmax(scores))])


def _sheared(ink: Grey, shear: list[list[float]]) -> Grey:
    """A picture sheared by a 2 x 3 matrix; no pixel is mixed with others, which would favour no shear at all."""
    import cv2

    matrix = np.array(shear, dtype=np.float32)
    return np.asarray(cv2.warpAffine(ink, matrix, (ink.shape[1], ink.shape[0]), flags=cv2.INTER_NEAREST))


def _unevenness(sums: Any) -> float:
    return float(np.log1p((np.diff(sums) ** 2).sum()))
