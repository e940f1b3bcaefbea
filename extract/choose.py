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
from .paths import Segments
from .text import TextLine

FEWEST_BESIDE = 2
"""So many lines with texts on both sides show two columns under one header."""
MANY_BESIDE = 0.4
"""Such a share of a column's lines shows it where the header does not."""
DEEPEST_HEADER = 4
"""Rows that a header has at most."""
ALIGNED = 1.0
"""Texts that begin within this distance (points) begin under each other."""
FEWEST_ALIGNED = 3
"""So many texts show how those of a column are set."""
BESIDE = 1.5
"""An edge stands off the texts of its column by this (points) at least."""
CENTRED = 6.0
"""A text over two columns has its middle this near (points) to theirs."""
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
    header = _header_lines(lines)
    gaps = [header_gaps(line) for line in _without_spanning(header)]
    if len(drawn) + 1 >= FEWEST_COLUMNS and not any(_in_gaps(own, drawn, area) for own in gaps):
        return drawn
    edges = drawn
    first, whole = (_without_spanning(own) for own in (_header_lines(lines, 1), header))
    gaps = [header_gaps(list(chain.from_iterable(first))), *gaps, header_gaps(list(chain.from_iterable(whole)))]
    if max(map(len, gaps)) + 1 >= FEWEST_COLUMNS:
        for own in gaps:
            found = [x for x in _in_gaps(own, edges, area) if not by_strips or not _crossings_at(x, area)]
            edges = good_edges([*edges, *found], area, rows)
    is_headed = len(edges) > len(drawn)
    for gap in rivers(area):
        for edge in good_edges(_in_gaps([gap], edges, area), area, rows):
            is_spanned = any(is_crossed(edge, line) for line in header)
            if not is_headed or _has_texts_beside(edge, edges, area, rows, is_spanned):
                edges = good_edges([*edges, edge], area, rows)
    return _beside_texts(_without_split_columns(edges, header, area), area, rows)


def _beside_texts(edges: Sequence[float], area: Area, lines: Sequence[Sequence[TextLine]]) -> list[float]:
    """The edges, those moved beside the texts to their right that have all begin under each other.

    Such texts stand a margin off their edge; those to its left may reach as near to it on the next page.
    """
    moved = []
    for edge, after in zip(edges, [*edges[1:], area.x1], strict=True):
        inside = ([w.x0 for w in line if edge < (w.x0 + w.x1) / 2 < after] for line in lines)
        begins = [min(own) for own in inside if own]
        place = min(begins, default=edge) - BESIDE
        aligned = sum(x - BESIDE <= place + ALIGNED for x in begins)
        is_moved = place > edge and aligned >= max(FEWEST_ALIGNED, len(begins) / 2)
        moved.append(place if is_moved and _crossings_at(place, area) <= _crossings_at(edge, area) else edge)
    return moved


def parts_header(edges: Sequence[float], lines: Sequence[Sequence[TextLine]]) -> bool:
    """Whether an edge stands between any two texts that a line of the header has beside each other."""
    gaps = [gap for line in _header_lines(lines) for gap in header_gaps(line)]
    return all(any(left <= x <= right for x in edges) for left, right in gaps)


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
    return len(both) >= (FEWEST_BESIDE if is_spanned else max(2 * FEWEST_BESIDE, MANY_BESIDE * len(own)))


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
        return headed != filled and headed[0] != headed[1] and filled[0] != filled[1]

    return [edge for edge in edges if not is_split(edge)]


def _crossings_at(edge: float, area: Area) -> int:
    """How many words stand over a place."""
    return int(crossing_counts(area)[int((edge - area.x0) / RASTER)])


def _is_near(x: float, edges: Sequence[float]) -> bool:
    return any(abs(x - edge) <= 4 * SAME for edge in edges)


def _header_lines(lines: Sequence[Sequence[TextLine]], deepest: int = DEEPEST_HEADER) -> list[Sequence[TextLine]]:
    """The first lines, down to the first line that stands off from the ones above.

    One in parts goes on with them where nothing of it stands under the first text: "2019" and "2020" under one text.
    There are `deepest` such rows at most.
    """
    header: list[Sequence[TextLine]] = []
    rows, reach = 1, 0.0
    for line in lines:
        is_apart = min(w.top for w in line) - reach > 0.3 * (line[0].bottom - line[0].top)
        if header and is_apart and (rows >= deepest or not _is_under(line, header)):
            break
        rows += bool(header) and is_apart
        header.append(line)
        reach = max([reach, *(w.bottom for w in line)])
    return header


def _is_under(line: Sequence[TextLine], header: Sequence[Sequence[TextLine]]) -> bool:
    """Whether a line stands in parts right of the first text of the header's lines above it."""
    gaps = header_gaps([word for each in header for word in each])
    return len(chunks_of(line)) > 1 and bool(gaps) and min(w.x0 for w in line) > gaps[0][0]


def _without_spanning(header: Sequence[Sequence[TextLine]]) -> list[list[TextLine]]:
    """A header's lines without the texts that stand over two columns, in their middle: their place parts none."""
    chunks = [(number, chunk) for number, line in enumerate(header) for chunk in chunks_of(line)]
    return [
        [word for own, chunk in chunks if own == number and not _is_spanning(number, chunk, header) for word in chunk]
        for number in range(len(header))
    ]


def _is_spanning(number: int, text: Sequence[TextLine], header: Sequence[Sequence[TextLine]]) -> bool:
    """Whether a text stands in the middle of two that are beside each other in a line below, each the first there."""
    x0, x1, bottom = text[0].x0, text[-1].x1, max(w.bottom for w in text)
    above = [w for line in header[: number + 1] for w in line if not any(w is own for own in text)]

    def is_under(left: Sequence[TextLine], right: Sequence[TextLine]) -> bool:
        middle = (left[0].x0 + left[-1].x1 + right[0].x0 + right[-1].x1) / 4
        is_lower = min(w.top for w in (*left, *right)) >= bottom - 1
        is_between = left[0].x0 < x0 and x1 < right[-1].x1 and abs((x0 + x1) / 2 - middle) <= CENTRED
        over = any(w.x0 < part[-1].x1 and part[0].x0 < w.x1 for part in (left, right) for w in above)
        return is_lower and is_between and not over

    return any(is_under(left, right) for line in header[number + 1 :] for left, right in pairwise(chunks_of(line)))


def _is_label_alone(line: Sequence[TextLine], area: Area) -> bool:
    """Whether a line is one text from the table's left side: a heading, or the rest of a label."""
    return len(chunks_of(line)) == 1 and line[0].x0 <= min(w.x0 for w in area.words) + 2 * SAME


def snap_edges(edges: Sequence[float], strokes: Segments, area: Area) -> list[float]:
    """The edges, those moved to where a stroke begins or ends that have one in the same strip between texts."""
    crossings = crossing_counts(area)
    ends = sorted({x for _, *own in strokes.tolist() for x in own if area.x0 + SAME < x < area.x1 - SAME})

    def is_in_strip(edge: float, end: float) -> bool:
        low, high = sorted((int((edge - area.x0) / RASTER), int((end - area.x0) / RASTER)))
        return bool(crossings[low : high + 1].max() == 0)

    near = {edge: [end for end in ends if is_in_strip(edge, end)] for edge in edges}
    return [min(own, key=lambda end: abs(end - edge)) if own else edge for edge, own in near.items()]
