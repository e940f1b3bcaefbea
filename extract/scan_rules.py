"""Drawn rules in a picture: long thin runs of ink, and the picture without them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .edges import TOUCH, connected_groups, join_edges
from .paths import Rules, Segments
from .scan_dashes import Dashes
from .scan_even import Grey
from .scan_paint import painted_over
from .scan_picture import Picture
from .scan_runs import FREE, THICK, Lengths, find_runs

LEVEL, UPRIGHT = Lengths(40.0, Dashes(12.0, 0.4)), Lengths(9.0, Dashes(8.0, 0.5))
"""Lines of text are level; an upright rule may end in each row, and colons stand below each other."""
TABLE = 70.0
"""A table is at least this wide (points)."""
RAGGED = 0.25
"""Rules of which more ends than this for each are loose, of the two that it has, draw a chart."""
STEM = 18.0
"""An upright shorter than this (points), alone in a row that others pass on both sides, is a letter's of a stamp."""
SHORT = 1.2
"""A rule that ends farther (points) from another falls short of it."""
TOGETHER = 3
"""So many rules that end beside each other are the columns of a row that the page's end cuts."""


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
    level, levels = level_runs(picture)
    upright, uprights = find_runs(*_transposed(picture.grey, picture.ink), picture.scale, UPRIGHT)
    levels = join_edges(levels)
    uprights = join_edges(_without_stems(uprights, levels))
    levels, anchored = _anchored(levels, uprights)
    levels, uprights = _of_tables(levels, uprights[_goes_on(uprights, anchored)])
    stem = _is_stem(uprights)
    stems, uprights = uprights[stem], uprights[~stem]
    masks = [_only(mask, rules, picture.scale) for mask, rules in ((level, levels), (upright, uprights))]
    return Ruled(Rules(levels, uprights), painted_over(picture, masks, (levels, uprights)), _middles(stems))


def level_runs(picture: Picture) -> tuple[Grey, Segments]:
    """The level rules of a picture as a mask, and as rows of (y, x0, x1) in points."""
    return find_runs(picture.grey, picture.ink, picture.scale, LEVEL)


def _transposed(grey: Grey, ink: Grey) -> tuple[Grey, Grey]:
    return np.ascontiguousarray(grey.T), np.ascontiguousarray(ink.T)


def _anchored(levels: Segments, uprights: Segments) -> tuple[Segments, Segments]:
    """The rules that are long, or that end at others at both ends."""
    while True:
        kept = levels[_is_anchored(levels, uprights)], uprights[_is_anchored(uprights, levels)]
        if len(kept[0]) == len(levels) and len(kept[1]) == len(uprights):
            return kept
        levels, uprights = kept


def _of_tables(levels: Segments, uprights: Segments) -> tuple[Segments, Segments]:
    """The rules without those that meet in what is no table: too small, as a logo is, or ragged, as a chart is."""
    gone_levels, gone_uprights = [], []
    for h, v in connected_groups(levels, uprights):
        is_small = np.ptp(levels[h, 1:]) < TABLE
        if is_small or _loose_ends(levels[h], uprights[v]) + _loose_ends(uprights[v], levels[h]) > RAGGED * len(
            [*h, *v]
        ):
            gone_levels += h.tolist()
            gone_uprights += v.tolist()
    return np.delete(levels, gone_levels, axis=0), np.delete(uprights, gone_uprights, axis=0)


def _loose_ends(rules: Segments, others: Segments) -> int:
    """How many ends of rules meet no other rule, and are in line with the end of none beside."""
    place = rules[:, :1]
    crosses = (others[:, 1] - TOUCH <= place) & (place <= others[:, 2] + TOUCH)
    loose = 0
    for side in (1, 2):
        meets = (crosses & (np.abs(others[:, 0] - rules[:, side, None]) <= TOUCH)).any(axis=1)
        in_line = (np.abs(rules[:, side] - rules[:, side, None]) <= TOUCH).sum(axis=1) > 1
        loose += int((~meets & ~in_line).sum())
    return loose


def _is_stem(uprights: Segments) -> Any:
    """Which uprights are stems of a stamp's letters: short, none in line with them, and others pass on both sides."""
    x, begin, end = uprights.T
    short = end - begin < STEM
    passes = (begin <= begin[:, None] + TOUCH) & (end[:, None] - TOUCH <= end) & ~short
    on_both_sides = (passes & (x < x[:, None])).any(axis=1) & (passes & (x > x[:, None])).any(axis=1)
    goes_on = (end <= begin[:, None] + TOUCH) | (begin >= end[:, None] - TOUCH)
    in_line = (goes_on & (np.abs(x - x[:, None]) <= TOUCH)).any(axis=1)
    return short & on_both_sides & ~in_line


def _without_stems(uprights: Segments, levels: Segments) -> Segments:
    """The uprights, none prolonged by a letter's stem into a low row that others on both sides pass whole.

    Such a one ends short of the row's other side.
    """
    whole = uprights.copy()
    for upright in whole:
        x, begin, end = upright.tolist()
        ys = np.sort(levels[(levels[:, 1] - TOUCH <= x) & (x <= levels[:, 2] + TOUCH), 0])
        for side, place in ((1, begin), (2, end)):
            at = int(np.searchsorted(ys, place))
            if not 0 < at < len(ys):
                continue
            own, other = (ys[at], ys[at - 1]) if side == 1 else (ys[at - 1], ys[at])
            is_low, is_short = abs(own - other) < STEM, abs(place - other) > SHORT
            passes = (uprights[:, 1] <= min(own, other) + SHORT) & (uprights[:, 2] >= max(own, other) - SHORT)
            is_between = (passes & (uprights[:, 0] < x)).any() and (passes & (uprights[:, 0] > x)).any()
            if is_low and is_short and is_between and begin < own < end:
                upright[side] = own
    return whole


def _middles(uprights: Segments) -> Any:
    x, begin, end = uprights.T
    return np.column_stack((x, (begin + end) / 2))


def _is_anchored(rules: Segments, others: Segments) -> Any:
    """Which rules are long, or end at others: at one end it is enough that others, or some beside them, end there too.

    Where a page's end cuts a row, the rule there does not reach all over it, or there is none. At both ends it is
    enough where another rule crosses them: that below a header.
    """
    place, begin, end = rules.T[:, :, None]
    is_long, is_short = rules[:, 2] - rules[:, 1] >= FREE, rules[:, 2] - rules[:, 1] < STEM
    crosses = (others[:, 1] - TOUCH <= place) & (place <= others[:, 2] + TOUCH)
    meets, in_line = [], []
    for at, side in ((begin, 1), (end, 2)):
        near = np.abs(others[:, 0] - at) <= 2 * TOUCH
        meets.append((near & crosses).any(axis=1))
        alike = np.abs(rules[:, side] - at) <= TOUCH
        together = (alike & ~is_short).sum(axis=1) >= TOGETHER
        in_line.append(near.any(axis=1) | alike[:, is_long].any(axis=1) | together)
    crossed = (crosses & (begin + TOUCH < others[:, 0]) & (others[:, 0] < end - TOUCH)).any(axis=1)
    return is_long | ((meets[0] | meets[1] | crossed) & in_line[0] & in_line[1])


def _goes_on(uprights: Segments, anchored: Segments) -> Any:
    """Which uprights are anchored, or go on below such ones and end beside others: shading breaks them off."""
    kept = (uprights[:, None] == anchored).all(axis=2).any(axis=1)
    in_line = (np.abs(uprights[:, :1] - anchored[:, 0]) <= TOUCH).any(axis=1)
    more = np.flatnonzero(in_line & ~kept)
    alike = (np.abs(uprights[more, None, 1:] - uprights[None, :, 1:]) <= TOUCH).sum(axis=1)
    kept[more[(alike >= TOGETHER).all(axis=1)]] = True
    return kept


def _only(mask: Grey, rules: Segments, scale: float) -> Grey:
    """The mask near the rules that are kept."""
    near = np.zeros(mask.shape, dtype=np.uint8)
    reach = round(THICK * scale)
    for place, begin, end in (rules * scale).round().astype(int).tolist():
        near[max(0, place - reach) : place + reach + 1, max(0, begin - 2) : end + 3] = 255
    return np.asarray(mask & near, dtype=np.uint8)
