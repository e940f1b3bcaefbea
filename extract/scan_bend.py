"""A picture whose rules are bent or fall apart a little is drawn so that they are level: paper is not flat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .scan_even import Grey
from .scan_picture import COARSE, Picture, to_ink
from .scan_rules import level_runs

LONG = 0.25
"""Rules over this share of the page's width show how it is bent."""
BENT = 0.25
"""A bend is undone from here on (points)."""
MOST = 12.0
"""A larger one (points) is no bend: something else was taken for a rule."""
EVERY = 32
"""The bend is worked out at every so many pixels."""
DEGREE = 3
"""The bend is a polynomial of this degree along the page, that changes evenly from the first such rule to the last."""


@dataclass(frozen=True, slots=True)
class Bend:
    """By how many pixels each basis shifts long rules down; `first` and `last` stand so far down the page (-1 to 1)."""

    shift: Any
    first: float
    last: float


def unbent(picture: Picture) -> Picture:
    """The picture with its long level rules level."""
    height, width = picture.grey.shape
    bend = _bend(picture)
    if bend is None:
        return picture
    x, y = np.meshgrid(np.linspace(-1, 1, width // EVERY), np.linspace(-1, 1, height // EVERY))
    bases = _bases(x, np.clip(y, bend.first, bend.last))  # nothing shows how it goes on beyond
    down = sum(c * basis for c, basis in zip(bend.shift, bases, strict=True)).astype(np.float32)
    if np.abs(down).max() < BENT * picture.scale or np.abs(down).max() > MOST * picture.scale:
        return picture
    grey = _moved_down(picture.grey, down)
    return Picture(grey, to_ink(grey), picture.scale, picture.tilt, _moved_down(picture.shade, down / COARSE))


def _moved_down(image: Grey, down: Any) -> Grey:
    """An image of which each place takes what stands so many pixels below it; `down` tells it coarsely."""
    import cv2

    height, width = image.shape
    rows = cv2.resize(down, (width, height)) + np.arange(height, dtype=np.float32)[:, None]
    columns = np.broadcast_to(np.arange(width, dtype=np.float32), (height, width)).copy()
    moved = cv2.remap(image, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=255)
    return np.asarray(moved, dtype=np.uint8)


def _bases(x: Any, y: Any) -> list[Any]:
    return [x**n * y**m for n in range(1, DEGREE + 1) for m in (0, 1)]


def _bend(picture: Picture) -> Bend | None:
    """How the long level rules of a picture are bent; none where there is none."""
    import cv2

    height, width = picture.grey.shape
    count, labels, stats, _ = cv2.connectedComponentsWithStats(level_runs(picture)[0], connectivity=8)
    equations, values, levels = [], [], []
    for number in range(1, count):
        x, y, wide, high, _ = stats[number].tolist()
        if wide < LONG * width:
            continue
        own = labels[y : y + high, x : x + wide] == number
        at = np.arange(0, wide, 16)
        middle = (own[:, at] * np.arange(high)[:, None]).sum(axis=0) / np.maximum(1, own[:, at].sum(axis=0)) + y
        levels.append(float(middle.mean()) / height * 2 - 1)
        bases = np.column_stack(_bases((at + x) / width * 2 - 1, middle / height * 2 - 1))
        equations.append(bases - bases.mean(axis=0))
        values.append(middle - middle.mean())
    if not equations:
        return None
    weight = 1e-3 * np.eye(2 * DEGREE) * sum(map(len, values))
    matrix, value = np.concatenate(equations), np.concatenate(values)
    return Bend(np.linalg.solve(matrix.T @ matrix + weight, matrix.T @ value), min(levels), max(levels))
