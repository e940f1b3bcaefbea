"""Which of the column edges that a table without upright rules may have are its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, pairwise

import numpy as np

from .columns import (
    CROSSED,
    FEWEST_COLUMNS,
    RASTER,
    SAME,
    Area,
    Gap,
    calmest,
    chunks_of,
    crossing_counts,
    good_edges,
    header_gaps,
    is_crossed,
    light_spans,
    rivers,
)
from .headers import header_lines, without_spanning
from .paths import Segments
from .text import TextLine

Line = Sequence[TextLine]
FEWEST_BESIDE = 2
"""So many lines with texts on both sides show two columns under one header."""
MANY_BESIDE = 0.4
"""Such a share of a column's lines shows it where the header does not."""
FEWEST_ALONE = 4
"""So many lines on one side of an edge, and on the other, are texts of two columns at different heights."""
MOSTLY = 0.8
"""Such a share of texts begins under each other in a column."""
ALIGNED = 1.0
"""Texts that begin within this distance (points) begin under each other."""
FEWEST_ALIGNED = 3
"""So many texts show how those of a column are set."""
BESIDE = 1.5
"""An edge stands off the texts of its column by this (points) at least."""
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

    `known` are those of the page before, sides included, `drawn` those of strokes and fills: alone where each gap in a
    line of the header holds one. Strips with texts on both sides part columns too, where a header's text spans several
    or most lines show it; `by_strips`: strips alone are asked for words, not the header.
    """
    drawn = good_edges(drawn, area, lines, is_drawn=True)
    rows = [line for line in lines if not _is_label_alone(line, area)]
    headings = [line for line in lines if _is_label_alone(line, area)]
    light = (*area.light, *light_spans(rows, headings))
    area = replace(area, words=tuple(w for line in rows for w in line), light=light)
    inner = [x for x in known[1:-1] if area.x0 < x < area.x1]
    learned = good_edges(inner, area, rows)
    if inner and len(learned) == len(inner) and all(_is_near(x, learned) for x in drawn):
        return [_settled(x, area) for x in learned]
    header = header_lines(lines)
    parts, first = without_spanning(header), without_spanning(header_lines(lines, 1))
    gaps = [header_gaps(line) for line in (list(chain.from_iterable(first)), *parts)]
    if len(drawn) + 1 >= FEWEST_COLUMNS and not any(_in_gaps(own, drawn, area) for own in gaps):
        return drawn
    edges = drawn
    gaps.append(header_gaps(list(chain.from_iterable(parts))))
    if max(map(len, gaps)) + 1 >= FEWEST_COLUMNS:
        for own in gaps:
            found = [x for x in _in_gaps(own, edges, area) if not by_strips or not _crossings_at(x, area)]
            edges = good_edges([*edges, *found], area, rows)
    is_headed = len(edges) > len(drawn) or (len(edges) + 1 >= FEWEST_COLUMNS and max(map(len, gaps)) > 0)
    for gap in rivers(area):
        for edge in good_edges(_in_gaps([gap], edges, area), area, rows):
            is_spanned = any(is_crossed(edge, line) for line in header)
            if not is_headed or _has_texts_beside(edge, edges, area, rows, is_spanned):
                edges = good_edges([*edges, edge], area, rows)
    edges = _beside_texts(_without_split_columns(edges, header, area), area, rows)
    return _left_of_lone_texts(edges, header, area, rows)


def _beside_texts(edges: Sequence[float], area: Area, lines: Sequence[Sequence[TextLine]]) -> list[float]:
    """The edges, those moved beside the texts to their right that have all begin under each other.

    Such texts stand a margin off their edge; those to its left may reach as near to it on the next page.
    """
    moved = []
    for edge, after in pairwise([*edges, area.x1]):
        inside = ([w.x0 for w in line if edge < (w.x0 + w.x1) / 2 < after] for line in lines)
        begins = [min(own) for own in inside if own]
        place = min(begins, default=edge) - BESIDE
        aligned = sum(x - BESIDE <= place + ALIGNED for x in begins)
        is_moved = place > edge and aligned >= max(FEWEST_ALIGNED, len(begins) / 2)
        moved.append(place if is_moved and _crossings_at(place, area) <= _crossings_at(edge, area) else edge)
    return moved


def _left_of_lone_texts(
    edges: Sequence[float], header: Sequence[Line], area: Area, lines: Sequence[Line]
) -> list[float]:
    """The edges, those moved that have no text to their right but a header's, and such as begin under each other left.

    They are that column's, though its header stands in its middle: numbers of a digit or two do so.
    """
    below = [line for line in lines if not any(line is other for other in header)]
    moved = []
    for before, edge, after in zip([area.x0, *edges], edges, [*edges[1:], area.x1], strict=False):
        is_empty = not any(edge < (w.x0 + w.x1) / 2 < after for line in below for w in line)
        texts = [[c for c in chunks_of(line) if before < (c[0].x0 + c[-1].x1) / 2 < edge] for line in below]
        begins = [own[-1][0].x0 for own in texts if own]
        place = max((x for x in begins if _times(x, begins) >= FEWEST_ALIGNED), default=edge)
        are_aligned = max(begins, default=edge) <= place + ALIGNED
        has_header = any(before < w.x0 and w.x1 < place for line in header for w in line)
        place -= BESIDE + ALIGNED
        is_moved = is_empty and are_aligned and has_header and not _crossings_at(place, area)
        moved.append(place if is_moved else edge)
    return moved


def _times(x: float, others: Sequence[float]) -> int:
    return sum(abs(x - other) <= ALIGNED for other in others)


def _in_gaps(gaps: Sequence[Gap], edges: Sequence[float], area: Area) -> list[float]:
    """An edge for each gap that holds none yet."""
    return [calmest(area, gap) for gap in gaps if not any(gap[0] <= x <= gap[1] for x in edges)]


def _has_texts_beside(
    edge: float, edges: Sequence[float], area: Area, lines: Sequence[Sequence[TextLine]], is_spanned: bool
) -> bool:
    """Whether lines have texts on both sides of an edge inside one column: it is two under one header.

    Many of its lines must have them where no text of the header stands over the edge (`is_spanned`).
    """
    left = max((x for x in edges if x < edge), default=area.x0)
    right = min((x for x in edges if x > edge), default=area.x1)
    own = [[w for w in line if left < (w.x0 + w.x1) / 2 < right] for line in lines]
    own = [line for line in own if line]
    crossed = [line for line in own if is_crossed(edge, line)]
    both = [line for line in own if line not in crossed and line[0].x0 < edge < line[-1].x0]
    if not is_spanned and len(crossed) > CROSSED / 2 * len(own):
        return False
    if not crossed and _are_on_both_sides(edge, own):
        return True
    return len(both) >= (FEWEST_BESIDE if is_spanned else max(2 * FEWEST_BESIDE, MANY_BESIDE * len(own)))


def _are_on_both_sides(edge: float, lines: Sequence[Sequence[TextLine]]) -> bool:
    """Whether many lines stand left of an edge alone, and many right of it, where they begin under each other."""
    left = sum(line[-1].x1 < edge for line in lines)
    begins = [line[0].x0 for line in lines if line[0].x0 > edge]
    aligned = sum(x <= min(begins) + ALIGNED for x in begins)
    return left >= FEWEST_ALONE and len(begins) >= FEWEST_ALONE and aligned >= MOSTLY * len(begins)


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


def _without_split_columns(edges: list[float], header: Sequence[Sequence[TextLine]], area: Area) -> list[float]:
    """The edges without those between texts that have no header and a header that has no texts: they are one column.

    Texts stand so that begin at the left of their column under a header in its middle.
    """
    places = [(w.x0 + w.x1) / 2 for line in header for w in line]
    below = [(w.x0 + w.x1) / 2 for w in area.words if not any(w is other for line in header for other in line)]

    def is_split(edge: float) -> bool:
        left = max((x for x in edges if x < edge), default=area.x0)
        right = min((x for x in edges if x > edge), default=area.x1)
        headed = [any(a < x < b for x in places) for a, b in ((left, edge), (edge, right))]
        filled = [any(a < x < b for x in below) for a, b in ((left, edge), (edge, right))]
        is_parted = headed != filled and headed[0] != headed[1] and filled[0] != filled[1]
        return is_parted or _stand_one_over_the_other(area.words, (left, edge), (edge, right))

    return [edge for edge in edges if not is_split(edge)]


def _stand_one_over_the_other(words: Sequence[TextLine], left: Gap, right: Gap) -> bool:
    """Whether what stands in one of two columns is a line that ends above all texts of the other one: its header."""
    sides = [[w for w in words if a < (w.x0 + w.x1) / 2 < b] for a, b in (left, right)]
    return any(
        bool(above and below)
        and max(w.bottom for w in above) <= min(w.top for w in below)
        and min(w.bottom for w in above) > max(w.top for w in above)
        for above, below in (sides, sides[::-1])
    )


def _crossings_at(edge: float, area: Area) -> int:
    """How many words stand over a place."""
    return int(crossing_counts(area)[int((edge - area.x0) / RASTER)])


def _is_near(x: float, edges: Sequence[float]) -> bool:
    return any(abs(x - edge) <= 4 * SAME for edge in edges)


def _is_label_alone(line: Sequence[TextLine], area: Area) -> bool:
    """Whether a line is one text from the table's left side: a heading, or the rest of a label."""
    return len(chunks_of(line)) == 1 and line[0].x0 <= min(w.x0 for w in area.words) + 2 * SAME


def snap_edges(edges: Sequence[float], strokes: Segments, area: Area) -> list[float]:
    """The edges, those moved to where a stroke begins or ends that have one in the same strip between texts.

    Of several edges in a strip without texts only the nearest moves to one end.
    """
    crossings = crossing_counts(area)
    ends = sorted({x for _, *own in strokes.tolist() for x in own if area.x0 + SAME < x < area.x1 - SAME})

    def is_in_strip(edge: float, end: float) -> bool:
        low, high = sorted((int((edge - area.x0) / RASTER), int((end - area.x0) / RASTER)))
        return bool(crossings[low : high + 1].max() == 0)

    nearest = {end: min(edges, key=lambda edge: abs(edge - end)) for end in ends if edges}
    near = {edge: [end for end in ends if nearest[end] == edge and is_in_strip(edge, end)] for edge in edges}
    return [min(own, key=lambda end: abs(end - edge)) if own else edge for edge, own in near.items()]
