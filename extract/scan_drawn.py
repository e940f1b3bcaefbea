"""What is drawn over a scanned page: stamps and signatures, which hide text and hang together with letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .scan_cells import Box
from .scan_lines import Strip
from .scan_specks import Bools

FAR = 8.0
"""A drawing so many capitals' heights from all text of its cell hides none of it: a wide cell under a stamp's edge."""

NEAR = 2.0
"""Ink that nobody can read and a drawing passes nearer (capitals' heights) is a piece of it that a rule cut off."""


def places_of(drawing: Bools, capital: float) -> Any:
    """Places (x, y; pixels) all over a drawing."""
    step = max(1, round(capital / 3))
    thinned = np.maximum.reduceat(
        np.maximum.reduceat(drawing, range(0, drawing.shape[0], step), 0), range(0, drawing.shape[1], step), 1
    )
    y, x = np.nonzero(thinned)
    return np.column_stack((x, y)) * float(step) + step / 2


def hiding(places: Any, strips: Sequence[Strip], boxes: Sequence[Box]) -> Any:
    """The places (x, y; pixels) at which a drawing may hide text: all but those in a cell and far from its text.

    `boxes` are the cells' in pixels, by the number that strips know them by.
    """
    hides = np.ones(len(places), dtype=np.bool_)
    for number, box in enumerate(boxes):
        own = [strip for strip in strips if strip.region == number]
        inside = np.flatnonzero(_inside(places, box))
        if len(inside) and own:
            far = FAR * max(strip.capital for strip in own)
            text = (
                min(strip.x0 for strip in own) - far,
                min(strip.y0 for strip in own) - far,
                max(strip.x1 for strip in own) + far,
                max(strip.y1 for strip in own) + far,
            )
            hides[inside] = _inside(places[inside], text)
    return places[hides]


def is_of_drawing(strip: Strip, places: Any) -> bool:
    """Whether a strip that nobody can read is a piece of the drawing at some places (x, y; pixels)."""
    near = NEAR * strip.capital
    return bool(_inside(places, (strip.x0 - near, strip.y0 - near, strip.x1 + near, strip.y1 + near)).any())


def _inside(places: Any, box: tuple[float, float, float, float]) -> Any:
    x, y = places.T
    return (box[0] <= x) & (x < box[2]) & (box[1] <= y) & (y < box[3])
