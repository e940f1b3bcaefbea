"""The ink of a picture in pieces that hang together: letters and their parts, dirt, drawings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .scan_picture import Picture

Ints = np.ndarray[Any, np.dtype[Any]]
Bools = np.ndarray[Any, np.dtype[Any]]

SPECK = 0.12
"""Ink with both sides shorter than this share of a capital's height is dirt."""
DRAWING = 5.0
"""What is higher than so many capitals is no letter: a logo, a stamp, a signature."""
USUAL = (3.0, 16.0)
"""Letters of text are of this height (points)."""


@dataclass(frozen=True, slots=True)
class Specks:
    """The components of a picture's ink: number for each pixel, boxes (x, y, width, height, area) and middles."""

    labels: Any
    boxes: Ints
    middles: Any
    capital: float

    @property
    def letters(self) -> Any:
        """The boxes (x0, y0, x1, y1; pixels) of what may be letters: no dirt, no drawing."""
        size = self.boxes[:, 2:4].max(axis=1)
        fits = (size >= SPECK * self.capital) & (self.boxes[:, 3] <= DRAWING * self.capital)
        fits[0] = False
        x, y, width, height = self.boxes[fits, :4].T.astype(np.float64)
        return np.column_stack((x, y, x + width, y + height))


def find_specks(picture: Picture) -> Specks:
    """The components of ink and the usual height of a capital, in pixels."""
    import cv2

    count, labels, boxes, middles = cv2.connectedComponentsWithStats(picture.ink, connectivity=8)
    height = boxes[1:, 3]
    low, high = (side * picture.scale for side in USUAL)
    usual = height[(height >= low) & (height <= high)]
    capital = 1.35 * float(np.median(usual)) if len(usual) else 8 * picture.scale
    return Specks(labels, boxes[:count], middles, capital)


def drawing_of(specks: Specks) -> Bools:
    """Where (by pixel) stands what is no text: stamps and signatures, with the letters that they hang together with."""
    is_tall = specks.boxes[:, 3] > DRAWING * specks.capital
    is_tall[0] = False
    return np.asarray(is_tall[specks.labels], dtype=np.bool_)
