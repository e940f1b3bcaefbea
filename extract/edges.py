"""Rules as drawn to rules as meant: pieces joined to lines, lines grouped to tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from .model import Refused
from .paths import Segments

SNAP = 3.0
"""Edges closer than this (points) are one: a double rule, or strokes of neighbouring cells drawn apart."""
JOIN = 4.0
"""Pieces of one line with a smaller gap (points) are one rule: dashes, dots, a stroke for each cell."""
TOUCH = 3.0
"""A rule that ends this near (points) to another meets it."""
SHORTEST = 5.0
"""What is shorter (points) after joining is no rule of a table: a dot, a tick, a letter's stroke."""
HEADING_ROW = 30.0
"""A full-width row of a table without side rules is at most so high (points)."""
MOST_MEETINGS = 100_000_000
"""Rules of a page are compared each with each."""
OPEN_SIDE = 6.0
"""A rule that goes on beyond the outermost crossing rule by more (points) shows a side without its rule."""

Ints = np.ndarray[Any, np.dtype[np.int64]]


def join_edges(edges: Segments) -> Segments:
    """Snap parallel edges together, then join the pieces of each line; short leftovers go."""
    joined: list[tuple[float, float, float]] = []
    for line in _snapped_lines(edges):
        lengths = np.maximum(line[:, 2] - line[:, 1], 0.01)
        place = float((line[:, 0] * lengths).sum() / lengths.sum())
        (_, begin, end), *others = line.tolist()
        for _, next_begin, next_end in others:
            if next_begin - end > JOIN:
                joined.append((place, begin, end))
                begin, end = next_begin, next_end
            end = max(end, next_end)
        joined.append((place, begin, end))
    return np.array([edge for edge in joined if edge[2] - edge[1] >= SHORTEST]).reshape(-1, 3)


def _snapped_lines(edges: Segments) -> Iterable[Segments]:
    """Groups of edges on one line, each sorted by where they begin."""
    by_place = edges[np.argsort(edges[:, 0], kind="stable")]
    usual, count = -np.inf, 0
    line = np.zeros(len(edges), dtype=np.int64)
    for i, place in enumerate(by_place[:, 0].tolist()):
        if place - usual > SNAP:
            line[i], usual, count = 1, place, 0
        usual, count = (usual * count + place) / (count + 1), count + 1
    ordered = by_place[np.lexsort((by_place[:, 1], np.cumsum(line)))]
    return np.split(ordered, np.flatnonzero(line[1:]) + 1) if len(edges) else []


def connected_groups(horizontal: Segments, vertical: Segments) -> list[tuple[Ints, Ints]]:
    """Sets of rules that touch each other across, as places in the two arrays; a rule that meets none is left out."""
    if not len(horizontal) or not len(vertical):
        return []
    y, x0, x1 = horizontal.T
    x, y0, y1 = vertical.T
    if len(x) * len(y) > MOST_MEETINGS:
        raise Refused(
            "too_large", f"one page of the PDF holds {len(x) + len(y)} drawn rules; ask for the original file"
        )
    touch = (x0[:, None] - TOUCH <= x) & (x <= x1[:, None] + TOUCH)
    touch &= (y0 - TOUCH <= y[:, None]) & (y[:, None] <= y1 + TOUCH)
    groups, seen = [], np.zeros(len(horizontal), dtype=np.bool_)
    for start in range(len(horizontal)):
        if seen[start] or not touch[start].any():
            continue
        own_h = np.zeros(len(horizontal), dtype=np.bool_)
        own_h[start] = True
        while True:
            own_v = touch[own_h].any(axis=0)
            grown = touch[:, own_v].any(axis=1)
            if (grown == own_h).all():
                break
            own_h = grown
        seen |= own_h
        groups.append((np.flatnonzero(own_h), np.flatnonzero(own_v)))
    return groups


def join_over_headings(groups: list[tuple[Segments, Segments]]) -> list[tuple[Segments, Segments]]:
    """Groups of rules of one table without side rules: a full-width row between them touches no upright rule.

    So does one at the end of a page, that a level rule alone closes; another rule that meets no upright is left out.
    """
    joined: list[tuple[Segments, Segments]] = []
    for level, upright in sorted(groups, key=lambda group: float(group[0][:, 0].min())):
        if joined and _is_open_below(joined[-1], (level, upright)):
            above, beside = joined.pop()
            joined.append((np.concatenate((above, level)), np.concatenate((beside, upright))))
        elif len(upright):
            joined.append((level, upright))
    return joined


def _is_open_below(above: tuple[Segments, Segments], below: tuple[Segments, Segments]) -> bool:
    sides = [(float(level[:, 1].min()), float(level[:, 2].max())) for level, _ in (above, below)]
    same_width = all(abs(one - other) <= SNAP for one, other in zip(*sides, strict=True))
    near = 0 < below[0][:, 0].min() - above[0][:, 0].max() <= HEADING_ROW
    return bool(same_width and near and not any(_has_side(upright, sides[0]) for _, upright in (above, below)))


def _has_side(upright: Segments, sides: tuple[float, float]) -> bool:
    return any(abs(x - side) <= OPEN_SIDE for x in upright[:, 0].tolist() for side in sides)
