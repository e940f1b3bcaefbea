"""Where the columns of a table without upright rules are: from what is drawn for each cell, else from its words."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .paths import Fill, Segments
from .text import TextLine

SAME = 2.5
"""Ends of strokes and sides of fills nearer than this (points) are one edge."""
BETWEEN_COLUMNS = 0.55
"""Words of one cell stand nearer than this share of a line's height; columns stand farther apart."""
CROSSED = 0.2
"""An edge that more than this share of the lines runs over is none."""
NARROWEST = 12.0
"""Points."""
NARROW = 1.4
"""In small print columns may be of so many heights of a line."""
RASTER = 0.5
"""Points."""
BLANK, HEADING = 2.0**-6, 2.0**-12
"""What a blank inside a text, and a heading's word, count where words are counted that stand over a place."""
FEWEST_LEVELS, MOST_LEVELS = 3, 0.6
"""On so many levels, and such a share of them, cells are drawn one by one."""
WHOLE = 0.9
"""Cells of this share of a table's width are those of all its columns."""
FEWEST_COLUMNS = 3
"""Fewer are no table."""
AS_WIDE, WIDEST_SPREAD = 0.15, 5.0
"""Blanks of a line that is spread are as wide to so many points, and no wider than so many heights of it."""
Gap = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a page that may hold a table: its box in points, and the words in it, top to bottom.

    `light`: what an edge may rather run through than through those: from where to where, and what it counts.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    words: tuple[TextLine, ...]
    light: tuple[tuple[float, float, float], ...] = ()


def drawn_edges(area: Area, strokes: Segments, fills: Sequence[Fill]) -> list[float]:
    """Inner column edges where strokes of single cells end or fills of single cells meet, each at least twice.

    Where fills may be several cells', two that meet at one level show but one edge.
    """
    ends: list[float] = []
    for y, x0, x1 in strokes.tolist():
        if area.top - SAME <= y <= area.bottom + SAME and x0 >= area.x0 - SAME and x1 <= area.x1 + SAME:
            ends += [x0, x1]
    for fill in fills:
        if area.top - SAME <= fill.top and fill.bottom <= area.bottom + SAME:
            ends += [fill.x0] if fill.is_joined else [fill.x0, fill.x1]
    groups = _grouped(sorted(ends))
    inner = [sum(g) / len(g) for g in groups if len(g) > 1]
    return [x for x in inner if area.x0 + NARROWEST < x < area.x1 - NARROWEST]


def cell_edges(
    area: Area, strokes: Segments, fills: Sequence[Fill], lines: Sequence[Sequence[TextLine]]
) -> list[float]:
    """The drawn column edges where strokes or fills of single cells show that these are all; else none.

    On several levels, and on most over all columns, cells stand side by side, each of the edges between two of them.
    """
    drawn = drawn_edges(area, strokes, fills)
    sides = [*strokes.tolist(), *((fill.top, fill.x0, fill.x1) for fill in fills)]
    levels: dict[int, list[Gap]] = {}
    for y, x0, x1 in sides:
        if area.top - SAME <= y <= area.bottom + SAME:
            levels.setdefault(round(y / SAME), []).append((x0, x1))
    rows = [sorted(own) for own in levels.values()]
    whole = [own for own in rows if own[-1][1] - own[0][0] >= WHOLE * (area.x1 - area.x0) and len(own) > 1]
    shown = [_are_cells(own, drawn) for own in whole]
    is_shown = sum(shown) >= max(FEWEST_LEVELS, MOST_LEVELS * len(shown)) and len(drawn) + 1 >= FEWEST_COLUMNS
    return drawn if is_shown and good_edges(drawn, area, lines, is_drawn=True) == drawn else []


def _are_cells(sides: Sequence[Gap], edges: Sequence[float]) -> bool:
    """Whether spans stand side by side without a gap, and each edge is between two of them."""
    is_whole = all(right[0] - left[1] <= SAME for left, right in itertools.pairwise(sides))
    return is_whole and all(any(abs(edge - x0) <= SAME for x0, _ in sides) for edge in edges)


def _grouped(values: list[float]) -> list[list[float]]:
    groups: list[list[float]] = []
    for value in values:
        if groups and value - groups[-1][-1] <= SAME:
            groups[-1].append(value)
        else:
            groups.append([value])
    return groups


def header_gaps(header: Sequence[TextLine]) -> list[Gap]:
    """The gaps between a header's texts, of one or more lines."""
    lines: dict[float, list[TextLine]] = {}
    for word in header:
        lines.setdefault(word.top, []).append(word)
    chunks = [chunk for line in lines.values() for chunk in chunks_of(line)]
    spans = _united([(c[0].x0, max(w.x1 for w in c), c[0].bottom - c[0].top) for c in chunks])
    return [(left, right) for (_, left), (right, _) in itertools.pairwise(spans)]


def rivers(area: Area, crossed: float = CROSSED / 2) -> list[Gap]:
    """The inner strips that at most the given share of the area's lines runs over, those with the fewest first."""
    crossings = crossing_counts(area)
    lines = max(1, len({round(word.top) for word in area.words}))
    calm = crossings <= crossed * lines
    strips = np.flatnonzero(np.diff(np.concatenate(([False], calm, [False])).astype(np.int8)))
    height = float(np.median([w.bottom - w.top for w in area.words])) if area.words else 0.0
    found = []
    for begin, end in strips.reshape(-1, 2).tolist():
        left, right = area.x0 + begin * RASTER, area.x0 + end * RASTER
        if right - left >= BETWEEN_COLUMNS * height and left > area.x0 + NARROWEST and right < area.x1 - NARROWEST:
            found.append((int(crossings[begin:end].min()), left, right))
    return [(left, right) for _, left, right in sorted(found)]


def crossing_counts(area: Area) -> Any:
    """For each step over the area's width how many words stand over it."""
    steps = int((area.x1 - area.x0) / RASTER) + 2
    changes = np.zeros(steps + 1)
    for x0, x1, weight in (*((word.x0, word.x1, 1.0) for word in area.words), *area.light):
        begin = int(np.clip((x0 - area.x0) / RASTER, 0, steps))
        end = int(np.clip((x1 - area.x0) / RASTER + 1, 0, steps))
        changes[begin] += weight
        changes[end] -= weight
    return np.cumsum(changes)[:steps]


def calmest(area: Area, gap: Gap) -> float:
    """The middle of the longest run of steps in a gap that the fewest words stand over."""
    crossings = crossing_counts(area)
    left, right = gap
    begin, end = (
        int((left - area.x0) / RASTER),
        max(int((right - area.x0) / RASTER), int((left - area.x0) / RASTER) + 1),
    )
    own = crossings[begin:end]
    runs = np.flatnonzero(np.diff(np.concatenate(([False], own == own.min(), [False])).astype(np.int8))).reshape(-1, 2)
    first, last = max(runs.tolist(), key=lambda run: run[1] - run[0])
    return float(area.x0 + (begin + (first + last) / 2) * RASTER)


def _united(spans: list[tuple[float, float, float]]) -> list[tuple[float, float]]:
    """Overlapping spans, and those nearer than words of one cell, as one."""
    united: list[tuple[float, float]] = []
    for x0, x1, height in sorted(spans):
        if united and x0 - united[-1][1] < BETWEEN_COLUMNS * height:
            united[-1] = (united[-1][0], max(united[-1][1], x1))
        else:
            united.append((x0, x1))
    return united


def light_spans(
    lines: Sequence[Sequence[TextLine]], headings: Sequence[Sequence[TextLine]]
) -> list[tuple[float, float, float]]:
    """What counts little: the blanks inside the texts of lines, and the words of headings, that stand over columns."""
    chunks = [chunk for line in lines for chunk in chunks_of(line)]
    blanks = [(left.x1, right.x0, BLANK) for chunk in chunks for left, right in itertools.pairwise(chunk)]
    return [*blanks, *((word.x0, word.x1, HEADING) for line in headings for word in line)]


def is_crossed(edge: float, line: Sequence[TextLine]) -> bool:
    """Whether a line of words runs over an edge: a word stands on it, or two words of one sentence on its sides."""
    if stands_over(edge, line):
        return True
    left = max((w.x1 for w in line if w.x1 <= edge + 1), default=None)
    right = min((w.x0 for w in line if w.x0 >= edge - 1), default=None)
    if left is None or right is None:
        return False
    height = max(w.bottom - w.top for w in line)
    return right - left < BETWEEN_COLUMNS * 0.7 * height or _is_inside_spread(edge, line)


def _is_inside_spread(edge: float, line: Sequence[TextLine]) -> bool:
    words = sorted(line, key=lambda w: w.x0)
    after = next((i for i, word in enumerate(words) if word.x0 >= edge - 1), 0)
    return after > 0 and _is_spread(words, after)


def stands_over(edge: float, line: Sequence[TextLine]) -> bool:
    """Whether a word of a line stands on an edge."""
    return any(word.x0 < edge - 1 and word.x1 > edge + 1 for word in line)


def chunks_of(line: Sequence[TextLine]) -> list[list[TextLine]]:
    """A line's words in runs that stand nearer to each other than columns do, or all as far apart: justified text."""
    chunks: list[list[TextLine]] = []
    words = sorted(line, key=lambda w: w.x0)
    for i, word in enumerate(words):
        if chunks and (word.x0 - words[i - 1].x1 < BETWEEN_COLUMNS * (word.bottom - word.top) or _is_spread(words, i)):
            chunks[-1].append(word)
        else:
            chunks.append([word])
    return chunks


def _is_spread(words: Sequence[TextLine], at: int) -> bool:
    """Whether a blank between two words is as wide as the one before or after: a line is spread to fill its column.

    Where the same word stands on both sides they are headers, each in the middle of its column.
    """
    for i in (at - 1, at):
        three = words[i - 1 : i + 2] if i else ()
        if len({word.text for word in three}) == 3 and sum(map(_is_word, three)) > 1:
            gaps = [right.x0 - left.x1 for left, right in itertools.pairwise(three)]
            if abs(gaps[0] - gaps[1]) <= AS_WIDE and gaps[0] < WIDEST_SPREAD * (three[0].bottom - three[0].top):
                return True
    return False


def _is_word(word: TextLine) -> bool:
    return any(map(str.isalpha, word.text)) and not any(ch.isdigit() or ch == " " for ch in word.text)


def good_edges(
    edges: Sequence[float], area: Area, lines: Sequence[Sequence[TextLine]], is_drawn: bool = False
) -> list[float]:
    """The edges that few of the lines run over, not too near to each other or to the sides.

    Over one that is drawn a line runs with a word only: the words of two cells may stand near each other. A line of one
    text may do so, a heading, and one other.
    """
    runs_over = stands_over if is_drawn else is_crossed
    lines = [line for line in lines if len(chunks_of(line)) > 1] if is_drawn else lines
    kept: list[float] = []
    height = float(np.median([w.bottom - w.top for w in area.words])) if area.words else NARROWEST
    narrowest = min(NARROWEST, NARROW * height)
    for edge in sorted(edges):
        crossed = sum(runs_over(edge, line) for line in lines)
        apart = edge - (kept[-1] if kept else area.x0) >= narrowest
        if apart and area.x1 - edge >= narrowest and crossed <= max(CROSSED * len(lines), int(is_drawn)):
            kept.append(edge)
    return kept
