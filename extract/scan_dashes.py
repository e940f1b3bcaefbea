"""Level rules in a picture that are drawn in dashes or dots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from .scan_even import Grey, closed, opened

Run = tuple[Any, tuple[slice, slice]]
"""A run of ink as a mask, and where in the picture the mask stands."""

THIN = 2.4
"""A faint rule or a dash is at most this thick (points)."""
DASH = (0.3, 9.0)
"""A dash or a dot is so long (points), and two that run together where cells meet."""
STEM = 3.3
"""A dash that is longer (points) may be a letter's stem, and letters stand below each other by chance."""
STEMS = 40.0
"""... but not all along such a length (points)."""
BESIDE = (0.6, 2.0)
"""... nor with another letter beside most of them, on one side, that stands between so far off (points)."""
GAP = 3.0
"""Dashes usually stand no farther apart (points)."""
ALIKE = 0.8
"""So many dashes of a rule are as long as usual."""
IN_STEP = 0.5
"""... and so many as far from the next: not where rules cross."""
LIKE = 0.35
"""... give or take this share."""
AROUND = 9
"""Usual is what so many dashes around are: where a rule runs between two rows of pixels, its dashes fade and shrink."""
LEVEL = 1.0
"""The middles of its dashes stand on one level, give or take half of this (points)."""
SQUARES = 6
"""Fewer than so many are no dots of a rule but of colons: they are longer than thick"""
OBLONG = 1.4
"""... by this factor."""
FEWEST = 2
"""A rule in dashes has so many."""


@dataclass(frozen=True, slots=True)
class Dashes:
    """How dashes make a rule of one direction.

    They take the share `filled` of it at least, and a gap is at most `hidden` points, where another rule that crosses
    hides a dash.
    """

    hidden: float
    filled: float


def find_dashes(seen: tuple[Grey, Grey, int], least: Dashes, scale: float) -> Iterator[Run]:
    """Level rows of dashes or dots that are as long and as far apart, each closed up.

    `seen`: how dark a picture is, by how much more than above and below, and from where on that counts. `scale` is in
    pixels a point.
    """
    import cv2

    hidden = round(least.hidden * scale)
    specks, dashes = _specks(seen, scale)
    _, rows = cv2.connectedComponents(closed(specks, hidden, 1), connectivity=8)
    owner = rows[dashes[:, 1] + dashes[:, 3] // 2, dashes[:, 0] + dashes[:, 2] // 2]
    order = np.argsort(owner, kind="stable")
    for own in np.split(order, np.flatnonzero(np.diff(owner[order])) + 1) if len(order) else []:
        row = _level(dashes[own], scale)
        if len(row) >= FEWEST and _is_regular(row / scale, least.filled) and not _are_stems(row, seen, scale):
            y, bottom = int(row[:, 1].min()), int((row[:, 1] + row[:, 3]).max())
            x, right = int(row[:, 0].min()), int((row[:, 0] + row[:, 2]).max())
            x, right = _to_crossings(seen[1][y:bottom].max(axis=0) >= seen[2], x, right, hidden // 2)
            yield np.ones((bottom - y, right - x), dtype=np.bool_), (slice(y, bottom), slice(x, right))


def _specks(seen: tuple[Grey, Grey, int], scale: float) -> tuple[Grey, Any]:
    """What may be dashes, as a mask and as rows of (x, y, width, height, area): no strokes of letters."""
    import cv2

    dark, thin, level = seen
    _, labels, stats, _ = cv2.connectedComponentsWithStats(cv2.inRange(thin, level, 255), connectivity=8)
    shortest, longest = (side * scale for side in DASH)
    fits = (stats[:, 3] <= THIN * scale + 2) & (shortest <= stats[:, 2]) & (stats[:, 2] <= longest)
    tall = opened(cv2.inRange(dark, level, 255), 1, round(THIN * scale) + 2)
    fits &= np.bincount(labels[cv2.dilate(tall, np.ones((3, 3), np.uint8)) > 0], minlength=len(stats)) == 0
    fits[0] = False
    return (fits[labels] * np.uint8(255)).astype(np.uint8), stats[fits]


def _to_crossings(dark: Any, begin: int, end: int, reach: int) -> tuple[int, int]:
    """A row of dashes with the dash beyond each end that hangs to the rule which it meets there."""
    before, after = np.flatnonzero(dark[max(0, begin - reach) : begin]), np.flatnonzero(dark[end : end + reach])
    return (max(0, begin - reach) + int(before[0]) if len(before) else begin), (
        end + int(after[-1]) + 1 if len(after) else end
    )


def _level(dashes: Any, scale: float) -> Any:
    """The dashes (x, y, width, height ...) that stand on the level on which most do."""
    middle = dashes[:, 1] + dashes[:, 3] / 2
    ordered = np.sort(middle)
    beyond = np.searchsorted(ordered, ordered + LEVEL * scale, side="right")
    first = ordered[int(np.argmax(beyond - np.arange(len(ordered))))]
    return dashes[(middle >= first) & (middle <= first + LEVEL * scale)]


def _are_stems(dashes: Any, seen: tuple[Grey, Grey, int], scale: float) -> bool:
    """Whether long dashes (x, y, width, height ...; pixels) are letters' stems: most have a letter on one side."""
    dark, _, level = seen
    if float(np.median(dashes[:, 2])) <= STEM * scale:
        return False
    near, far = (round(reach * scale) for reach in BESIDE)
    sides = [
        (
            dark[max(0, y - far) : max(0, y - near), x : x + width] >= level,
            dark[y + height + near : y + height + far, x : x + width] >= level,
        )
        for x, y, width, height in dashes[:, :4].tolist()
    ]
    return max(sum(bool(own.any()) for own in side) for side in zip(*sides, strict=True)) > len(sides) / 2


def _is_regular(dashes: Any, least_filled: float) -> bool:
    """Whether dashes (x, y, width, height ...; points) are as long and as far apart as each other, and no letters."""
    begins, ends = np.sort(dashes[:, 0]), np.sort(dashes[:, 0] + dashes[:, 2])
    lengths, steps = ends - begins, np.diff(begins)
    length, step = float(np.median(lengths)), float(np.median(steps))
    filled = float(lengths.sum()) / float(ends[-1] - begins[0])
    if filled < least_filled or step - length > GAP or (length > STEM and ends[-1] - begins[0] < STEMS):
        return False
    if len(dashes) < SQUARES and length < OBLONG * float(np.median(dashes[:, 3])):
        return False
    return _alike(lengths) >= ALIKE and _alike(steps) >= IN_STEP


def _alike(measures: Any) -> float:
    """The share of dashes that are as long, or as far from the next, as is usual around them."""
    around = min(AROUND, len(measures))
    windows = np.sort(np.lib.stride_tricks.sliding_window_view(measures, around), axis=1)
    usual = np.pad(windows[:, around // 2], (around // 2, around - 1 - around // 2), mode="edge")
    return float((np.abs(measures - usual) <= LIKE * usual).mean())
