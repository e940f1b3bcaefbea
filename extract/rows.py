"""Where the rows of a table without level rules are: where its cells' texts begin, and which go on over an edge."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from .text import TextLine

Line = list[TextLine]
NEW_BLOCK = 0.25
"""Lines farther apart than usual by this share of their height are of two cells."""
SAME_ROW = 0.4
"""Cells whose texts begin within this share of a line's height begin together."""
SINGLE_SPACED = 0.12
"""Lines of one cell stand apart by at most this share of their height; where cells hold one line, no gap shows it."""


def lines_by_column(lines: Sequence[Line], xs: Sequence[float]) -> list[list[TextLine]]:
    """For each column its lines, top to bottom, each as one box."""
    columns: list[list[TextLine]] = [[] for _ in range(len(xs) - 1)]
    for line in lines:
        own: dict[int, list[TextLine]] = {}
        for word in line:
            own.setdefault(column_at((word.x0 + word.x1) / 2, xs), []).append(word)
        for column, words in own.items():
            box = (
                min(w.x0 for w in words),
                min(w.top for w in words),
                max(w.x1 for w in words),
                max(w.bottom for w in words),
            )
            columns[column].append(TextLine(" ".join(w.text for w in words), *box))
    return [sorted(column, key=lambda line: line.top) for column in columns]


def column_at(x: float, xs: Sequence[float]) -> int:
    """The column that a place lies in; the outer ones reach beyond the table's sides."""
    return max(0, min(len(xs) - 2, int(np.searchsorted(xs, x)) - 1))


def usual_gap(columns: Sequence[Sequence[TextLine]]) -> tuple[float, float]:
    """The usual gap between two lines of one cell, and the usual height of a line, in points."""
    heights = [line.bottom - line.top for column in columns for line in column]
    if not heights:
        return 0.0, 0.0
    height = float(np.median(heights))
    gaps = sorted(b.top - a.bottom for column in columns for a, b in itertools.pairwise(column))
    small = [gap for gap in gaps if -0.5 * height < gap < 0.8 * height]
    return min(small[len(small) // 4] if small else 0.0, SINGLE_SPACED * height), height


def text_rows(columns: Sequence[Sequence[TextLine]], top: float, bottom: float, is_row: bool = False) -> list[float]:
    """Row edges between top and bottom: a little above each place where the texts of cells begin.

    `is_row`: what stands between may be one row; then only a place counts where texts begin anew in two columns.
    """
    gap, height = usual_gap(columns)
    starts: list[tuple[float, float]] = []
    for column in columns:
        own = [line for line in column if top <= (line.top + line.bottom) / 2 <= bottom]
        starts += [(line.top, top) for line in own[:1] if not is_row]
        for above, line in itertools.pairwise(own):
            if line.top - above.bottom > gap + NEW_BLOCK * height:
                starts.append((line.top, above.bottom))
    edges: list[float] = []
    rows: list[list[tuple[float, float]]] = []
    for start in sorted(starts):
        if rows and start[0] - rows[-1][0][0] <= SAME_ROW * height:
            rows[-1].append(start)
        else:
            rows.append([start])
    for row in [row for row in rows if len(row) > 1] if is_row else rows[1:]:
        first = min(y for y, _ in row)
        ends_above = [end for _, end in row if end < first]
        edges.append(max((first + max(ends_above, default=first)) / 2, first - height / 2))
    return edges


def goes_on_over(edge: float, column: Sequence[TextLine], gap: float, height: float) -> bool:
    """Whether a column's text runs on over a row's edge at the distance of lines of one cell."""
    above = [line for line in column if (line.top + line.bottom) / 2 <= edge]
    below = [line for line in column if (line.top + line.bottom) / 2 > edge]
    return bool(above and below) and below[0].top - above[-1].bottom <= gap + NEW_BLOCK * height
