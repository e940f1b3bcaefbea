"""Where the columns of a table without all rules are: as uprights or cells are drawn, else by the best evidence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .choose import choose_edges
from .columns import (
    FEWEST_COLUMNS,
    NARROWEST,
    SAME,
    Area,
    cell_edges,
    chunks_of,
    drawn_edges,
    header_gaps,
    stands_over,
)
from .edges import join_edges
from .headers import parts_header
from .justified import join_words
from .page import Ink
from .paths import Segments
from .rows import Line
from .text import TextLine

WHOLE = 0.7
"""Uprights of this share of a table's height part its columns; headings stand over several."""
DOUBLE = 2 * SAME
"""Strokes nearer than this (points) are a doubled rule."""


def find_edges(ink: Ink, area: Area, lines: list[Line], known: Sequence[float], by_strips: bool) -> list[float]:
    """A table's inner column edges; `known` and `by_strips` as in `choose_edges`."""
    drawn = (ink.rules.horizontal, ink.fills)
    edges = cell_edges(area, *drawn, lines) or upright_edges(area, ink.rules.vertical, lines)
    return edges or choose_edges(area, lines, known, drawn_edges(area, *drawn), by_strips)


def are_shown(edges: Sequence[float], ink: Ink, area: Area, lines: list[Line]) -> bool:
    """Whether uprights show a table's columns, or one of the edges stands between any two texts of its header."""
    return bool(upright_edges(area, ink.rules.vertical, lines)) or parts_header(edges, lines)


def upright_edges(area: Area, uprights: Segments, lines: Sequence[Line]) -> list[float]:
    """The inner column edges that uprights show, where each gap in the header's fullest line holds one; else none."""
    inner = _inside(area, uprights)
    groups: list[list[list[float]]] = []
    for stroke in sorted(inner.tolist()):
        if groups and stroke[0] - groups[-1][-1][0] <= DOUBLE:
            groups[-1].append(stroke)
        else:
            groups.append([stroke])
    edges = [sum(x for x, *_ in own) / len(own) for own in groups if _reach(own) >= WHOLE * (area.bottom - area.top)]
    if len(edges) + 1 < FEWEST_COLUMNS or not lines:
        return []
    fullest = max(lines[:FEWEST_COLUMNS], key=lambda line: len(chunks_of(line)))
    is_whole = all(any(left <= x <= right for x in edges) for left, right in header_gaps(fullest))
    crossed = [line for line in lines if len(chunks_of(line)) > 1 and any(stands_over(x, line) for x in edges)]
    return edges if is_whole and not crossed else []


def with_wide_headings(lines: Sequence[Line], xs: Sequence[float], uprights: Segments) -> list[Line]:
    """The lines, each text that no upright parts as wide as all columns, where uprights part those of several texts.

    It is a heading, however short: uprights break off round it, and part rows above and below.
    """
    levels = [min(w.top for w in line) / 2 + max(w.bottom for w in line) / 2 for line in lines]
    parted = [sum(is_drawn(uprights, x, y) for x in xs[1:-1]) for y in levels]
    several = [count for line, count in zip(lines, parted, strict=True) if len(chunks_of(line)) > 1]
    whole = [y for y, count in zip(levels, parted, strict=True) if count == len(xs) - 2]
    if not all(several) or len(whole) < WHOLE * len(several):
        return list(lines)
    first, last = min(whole, default=0.0), max(whole, default=0.0)
    return [
        line if count or len(chunks_of(line)) > 1 or not first < y < last else [_widened(line, xs)]
        for line, y, count in zip(lines, levels, parted, strict=True)
    ]


def _widened(line: Line, xs: Sequence[float]) -> TextLine:
    return join_words(line)._replace(x0=xs[0] + SAME, x1=xs[-1] - SAME)


def _inside(area: Area, uprights: Segments) -> Segments:
    x, begin, end = uprights.T
    inside = (x > area.x0 + NARROWEST / 2) & (x < area.x1 - NARROWEST / 2) & (begin < area.bottom) & (end > area.top)
    own = join_edges(uprights[inside])
    own[:, 1:] = np.clip(own[:, 1:], area.top, area.bottom)
    return own


def _reach(strokes: Sequence[Sequence[float]]) -> float:
    """How much of the way down (points) strokes cover, one beside the other counted once."""
    reach, total = -np.inf, 0.0
    for begin, end in sorted((begin, end) for _, begin, end in strokes):
        total += max(0.0, end - max(begin, reach))
        reach = max(reach, end)
    return total


def is_drawn(uprights: Segments, x: float, y: float) -> bool:
    """Whether an upright stands at a place (points)."""
    own, begin, end = uprights.T
    return bool(((np.abs(own - x) <= DOUBLE) & (begin - SAME <= y) & (y <= end + SAME)).any())
