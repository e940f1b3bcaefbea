"""Which of the column edges that a table without upright rules may have are its own."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from .columns import (
    FEWEST_COLUMNS,
    RASTER,
    SAME,
    Area,
    calmest,
    chunks_of,
    crossing_counts,
    good_edges,
    header_edges,
    is_crossed,
    river_edges,
)
from .text import TextLine

FEWEST_BESIDE = 2
"""So many lines with texts on both sides show two columns under one header."""
WANDERS = 3.0
"""Points by which an imagined edge may move from page to page."""


def choose_edges(
    area: Area,
    lines: Sequence[Sequence[TextLine]],
    known: Sequence[float],
    drawn: Sequence[float],
    by_strips: bool = False,
) -> list[float]:
    """The edges with the best evidence: those of the page before, drawn ones, gaps between the header's texts.

    `known` are those of the page before, sides included, `drawn` those of strokes and fills. Strips with texts on both
    sides are columns too, where a header's text spans several; `by_strips`: strips alone are asked for words.
    """
    drawn = good_edges(drawn, area, lines, is_drawn=True)
    inner = [x for x in known[1:-1] if area.x0 < x < area.x1]
    learned = good_edges(inner, area, lines)
    if inner and len(learned) == len(inner) and all(_is_near(x, learned) for x in drawn):
        return [_settled(x, area) for x in learned]
    if len(drawn) + 1 >= FEWEST_COLUMNS:
        return drawn
    if by_strips:
        return good_edges(river_edges(area), area, lines)
    header = _header_lines(lines)
    between = good_edges(header_edges(area, [word for line in header for word in line]), area, lines)
    if len(between) + 1 < FEWEST_COLUMNS:
        return good_edges(river_edges(area), area, lines)
    for line in header:
        between = good_edges([*between, *_gaps_beside(between, line, area)], area, lines)
    rivers = [x for x in river_edges(area) if not _is_near(x, between) and any(is_crossed(x, line) for line in header)]
    return good_edges([*between, *(x for x in rivers if _has_texts_beside(x, between, area, lines))], area, lines)


def _has_texts_beside(edge: float, edges: Sequence[float], area: Area, lines: Sequence[Sequence[TextLine]]) -> bool:
    """Whether lines have texts on both sides of an edge inside one column: it is two under one header."""
    left = max((x for x in edges if x < edge), default=area.x0)
    right = min((x for x in edges if x > edge), default=area.x1)
    both = [
        line
        for line in lines
        if not is_crossed(edge, line)
        and any(left < (w.x0 + w.x1) / 2 < edge for w in line)
        and any(edge < (w.x0 + w.x1) / 2 < right for w in line)
    ]
    return len(both) >= FEWEST_BESIDE


def _settled(edge: float, area: Area) -> float:
    """An edge of the page before, moved a little to where the fewest words of this one stand over it."""
    crossings = crossing_counts(area)
    steps = np.arange(max(0, int((edge - WANDERS - area.x0) / RASTER)), int((edge + WANDERS - area.x0) / RASTER) + 1)
    steps = steps[steps < len(crossings)]
    own = crossings[steps]
    if crossings[int((edge - area.x0) / RASTER)] == own.min():
        return edge
    calm = area.x0 + steps[own == own.min()] * RASTER
    return float(calm[np.argmin(np.abs(calm - edge))])


def _gaps_beside(edges: Sequence[float], line: Sequence[TextLine], area: Area) -> list[float]:
    """Edges in the gaps of a header's line that hold none yet: a text above it may span both its neighbours."""
    crossings = crossing_counts(area)
    gaps = [(left[-1].x1, right[0].x0) for left, right in itertools.pairwise(chunks_of(line))]
    return [calmest(area, crossings, *gap) for gap in gaps if not any(gap[0] <= x <= gap[1] for x in edges)]


def _is_near(x: float, edges: Sequence[float]) -> bool:
    return any(abs(x - edge) <= 4 * SAME for edge in edges)


def _header_lines(lines: Sequence[Sequence[TextLine]]) -> list[Sequence[TextLine]]:
    """The first lines, down to the first line that stands off from the ones above."""
    header: list[Sequence[TextLine]] = []
    reach = 0.0
    for line in lines:
        if header and min(w.top for w in line) - reach > 0.3 * (line[0].bottom - line[0].top):
            break
        header.append(line)
        reach = max([reach, *(w.bottom for w in line)])
    return header
