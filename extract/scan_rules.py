"""Drawn rules in a picture: long thin runs of ink, and the picture without them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .edges import TOUCH, connected_groups, join_edges
from .paths import Rules, Segments
from .scan_picture import Grey, Picture

LONG = 9.0
"""A run of ink of this length (points) in one row is a rule: longer than any letter's stroke in a table."""
THICK = 4.0
"""A rule is at most this thick (points)."""
GAP = 4.0
"""Dashes of a broken rule stand no farther apart (points)."""
DASHED = 30.0
"""A broken rule is at least this long (points)."""
FAINT = 40.0
"""A faint rule, which shows only as a streak, is at least this long (points)."""
STREAK = 0.22
"""A streak differs from the paper beside it by this share of what usual ink does."""
BESIDE = (1.2, 3.0)
"""... from the paper between these distances (points) on both sides; a line of letters has more beside it."""
WHOLE = 0.7
"""So much of a streak shows something: the stems of letters that begin the lines of a column do not."""
TABLE = 70.0
"""A table is at least this wide (points)."""
FREE = 90.0
"""A rule of this length (points) is one wherever it ends; a shorter one ends at others: a stamp's arc does not."""


SAG = 0.5
"""A run that is short and sags by more (points) in its middle is an arc."""
STEM = 18.0
"""An upright shorter than this (points), alone in a row that others pass on both sides, is a letter's of a stamp."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """The rules of a picture (in points), and the picture with them painted over.

    `stems` are the places (x, y; points) of uprights that were taken for letters' stems.
    """

    rules: Rules
    picture: Picture
    stems: Any


def take_rules(picture: Picture) -> Ruled:
    """Find the rules, and paint them over where no letter crosses them."""
    import cv2

    ink, scale = picture.ink, picture.scale
    level, levels = _runs(picture.grey, ink, scale)
    upright, uprights = _runs(np.ascontiguousarray(picture.grey.T), np.ascontiguousarray(ink.T), scale)
    levels, uprights = _of_tables(*_anchored(join_edges(levels), join_edges(uprights)))
    stem = _is_stem(uprights)
    stems, uprights = uprights[stem], uprights[~stem]
    level = _only(level, levels, scale)
    upright = np.ascontiguousarray(_only(upright, uprights, scale).T)
    reach = round(1.6 * scale)
    crossing_level = _opened(cv2.bitwise_and(ink, cv2.bitwise_not(upright)), 1, reach)
    crossing_upright = _opened(cv2.bitwise_and(ink, cv2.bitwise_not(level)), reach, 1)
    gone = cv2.bitwise_or(
        cv2.bitwise_and(level, cv2.bitwise_not(crossing_level)),
        cv2.bitwise_and(upright, cv2.bitwise_not(crossing_upright)),
    )
    halo = cv2.dilate(gone, np.ones((3, 3), np.uint8))
    kept = cv2.bitwise_and(ink, cv2.bitwise_not(gone))
    halo = cv2.bitwise_and(halo, cv2.bitwise_not(kept))
    grey = np.where(cv2.bitwise_or(gone, halo) > 0, 255, picture.grey).astype(np.uint8)
    return Ruled(Rules(levels, uprights), Picture(grey, kept, scale, picture.tilt), _middles(stems))


def level_runs(picture: Picture) -> Grey:
    """The level rules of a picture as a mask."""
    return _runs(picture.grey, picture.ink, picture.scale)[0]


def _anchored(levels: Segments, uprights: Segments) -> tuple[Segments, Segments]:
    """The rules that are long, or that end at others at both ends."""
    while True:
        kept = levels[_is_anchored(levels, uprights)], uprights[_is_anchored(uprights, levels)]
        if len(kept[0]) == len(levels) and len(kept[1]) == len(uprights):
            return kept
        levels, uprights = kept


def _of_tables(levels: Segments, uprights: Segments) -> tuple[Segments, Segments]:
    """The rules without those that meet in what is too small for a table: a logo, a chart's key."""
    small = [(h, v) for h, v in connected_groups(levels, uprights) if np.ptp(levels[h, 1:]) < TABLE]
    gone_levels, gone_uprights = ([i for pair in small for i in pair[axis].tolist()] for axis in (0, 1))
    return np.delete(levels, gone_levels, axis=0), np.delete(uprights, gone_uprights, axis=0)


def _is_stem(uprights: Segments) -> Any:
    """Which uprights are stems of a stamp's letters: short, none in line with them, and others pass on both sides."""
    x, begin, end = uprights.T
    short = end - begin < STEM
    passes = (begin <= begin[:, None] + TOUCH) & (end[:, None] - TOUCH <= end) & ~short
    on_both_sides = (passes & (x < x[:, None])).any(axis=1) & (passes & (x > x[:, None])).any(axis=1)
    goes_on = (end <= begin[:, None] + TOUCH) | (begin >= end[:, None] - TOUCH)
    in_line = (goes_on & (np.abs(x - x[:, None]) <= TOUCH)).any(axis=1)
    return short & on_both_sides & ~in_line


def _middles(uprights: Segments) -> Any:
    x, begin, end = uprights.T
    return np.column_stack((x, (begin + end) / 2))


def _is_anchored(rules: Segments, others: Segments) -> Any:
    place, begin, end = rules.T[:, :, None]
    crosses = (others[:, 1] - TOUCH <= place) & (place <= others[:, 2] + TOUCH)
    at_begin = (crosses & (np.abs(others[:, 0] - begin) <= 2 * TOUCH)).any(axis=1)
    at_end = (crosses & (np.abs(others[:, 0] - end) <= 2 * TOUCH)).any(axis=1)
    return (at_begin & at_end) | (rules[:, 2] - rules[:, 1] >= FREE)


def _only(mask: Grey, rules: Segments, scale: float) -> Grey:
    """The mask near the rules that are kept."""
    near = np.zeros(mask.shape, dtype=np.uint8)
    reach = round(THICK * scale)
    for place, begin, end in (rules * scale).round().astype(int).tolist():
        near[max(0, place - reach) : place + reach + 1, max(0, begin - 2) : end + 3] = 255
    return np.asarray(mask & near, dtype=np.uint8)


def _runs(grey: Grey, ink: Grey, scale: float) -> tuple[Grey, Segments]:
    """The level rules as a mask, and as rows of (y, x0, x1) in points."""
    import cv2

    thick, long = round(THICK * scale), round(LONG * scale)
    bent = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    mask = cv2.bitwise_and(cv2.bitwise_or(_opened(bent, long, 1), _dashes(ink, scale)), bent)
    sure = cv2.dilate(mask, np.ones((2 * round(2 * scale) + 1, round(2 * scale)), np.uint8))
    faint = cv2.bitwise_and(_streaks(grey, ink, scale), cv2.bitwise_not(sure))
    mask = cv2.bitwise_or(mask, _opened(faint, round((FAINT - 6) * scale), 1))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found, kept = [], np.zeros(count, dtype=np.uint8)
    for number in range(1, count):
        x, y, width, height, area = stats[number].tolist()
        if area / max(1, width) > thick + 2 or width < long:
            continue
        own = labels[y : y + height, x : x + width] == number
        if width < FREE * scale and _sag(own) > SAG * scale:
            continue
        kept[number] = 255
        middle = float((own * np.arange(height)[:, None]).sum() / area) + y + 0.5
        found.append((middle / scale, x / scale, (x + width) / scale))
    return kept[labels], np.array(found).reshape(-1, 3)


def _sag(own: Any) -> float:
    """How far the middle of a level run (a mask) stands from the line between its ends, in pixels."""
    at = np.linspace(0, own.shape[1] - 1, 9).astype(int)
    middles = (own[:, at] * np.arange(own.shape[0])[:, None]).sum(axis=0) / np.maximum(1, own[:, at].sum(axis=0))
    return abs(float(middles[4] - (middles[0] + middles[1] + middles[7] + middles[8]) / 4))


def _streaks(grey: Grey, ink: Grey, scale: float) -> Grey:
    """The rules too faint for ink: long thin streaks, darker than what is above and below them."""
    import cv2

    dark = 255 - grey
    usual = float(np.median(dark[ink > 0])) if ink.any() else 255.0
    along = cv2.blur(dark, (round(6 * scale), 1))
    near, far = (round(distance * scale) for distance in BESIDE)
    beside = np.ones((2 * far + 1, 1), np.uint8)
    beside[far - near + 1 : far + near] = 0
    thin = cv2.subtract(along, cv2.dilate(along, beside))
    shown = cv2.inRange(cv2.dilate(dark, np.ones((3, 1), np.uint8)), max(5, int(0.12 * usual)), 255)
    whole = cv2.inRange(cv2.blur(shown, (round(25 * scale), 1)), int(WHOLE * 255), 255)
    mask = cv2.bitwise_and(cv2.inRange(thin, max(6, int(STREAK * usual)), 255), whole)
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, round(GAP * scale)), np.uint8))
    mask = _opened(cv2.dilate(mask, np.ones((3, 1), np.uint8)), round(FAINT * scale), 1)
    return np.asarray(cv2.erode(mask, np.ones((1, round(6 * scale)), np.uint8)), dtype=np.uint8)


def _dashes(ink: Grey, scale: float) -> Grey:
    """The rules that are drawn in dashes or dots, or broken by the print: thin specks in one row, closed up."""
    import cv2

    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    thin = (stats[:, 3] <= 1.5 * scale) & (stats[:, 2] >= 0.3 * scale)
    thin[0] = False
    specks = (thin[labels] * np.uint8(255)).astype(np.uint8)
    closed = cv2.morphologyEx(specks, cv2.MORPH_CLOSE, np.ones((1, round(GAP * scale)), np.uint8))
    return _opened(closed, round(DASHED * scale), 1)


def _opened(mask: Grey, width: int, height: int) -> Grey:
    import cv2

    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((height, width), np.uint8)), dtype=np.uint8)
