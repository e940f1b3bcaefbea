"""Where the rows of a table without level rules are: where its cells' texts begin, and which go on over an edge."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .spacing import Spacing
from .text import SMALLER, TextLine

Line = list[TextLine]
SAME_ROW = 0.4
"""Cells whose texts begin within this share of a line's height begin together."""
ASTRIDE = 0.25
"""A line that begins higher above an edge, in its height, stands over it."""

SAME_LEVEL = 0.12
"""Sides of texts within this share of a line's height are on one level."""
MOST_IN_HEADER = 3
"""A header has hardly more texts under each other in one column."""


def lines_by_column(lines: Sequence[Line], xs: Sequence[float]) -> list[list[TextLine]]:
    """For each column its lines, top to bottom, each as one box."""
    columns: list[list[TextLine]] = [[] for _ in range(len(xs) - 1)]
    for line in lines:
        own: dict[int, list[TextLine]] = {}
        for word in line:
            own.setdefault(column_at((word.x0 + word.x1) / 2, xs), []).append(word)
        for column, words in own.items():
            high = max(w.bottom - w.top for w in words)
            tall = [w for w in words if w.bottom - w.top >= SMALLER * high]
            box = (
                min(w.x0 for w in words),
                min(w.top for w in tall),
                max(w.x1 for w in words),
                max(w.bottom for w in tall),
            )
            columns[column].append(TextLine(" ".join(w.text for w in words), *box))
    return [sorted(column, key=lambda line: line.top) for column in columns]


def between(lines: Sequence[Sequence[TextLine]], x0: float, x1: float) -> list[Line]:
    """The words of lines that stand between two sides."""
    parts = ([w for w in line if x0 <= (w.x0 + w.x1) / 2 <= x1] for line in lines)
    return [part for part in parts if part]


def column_at(x: float, xs: Sequence[float]) -> int:
    """The column that a place lies in; the outer ones reach beyond the table's sides."""
    return max(0, min(len(xs) - 2, int(np.searchsorted(xs, x)) - 1))


def text_rows(
    columns: Sequence[Sequence[TextLine]], spacing: Spacing, ends: tuple[float, float], is_row: bool = False
) -> list[float]:
    """Row edges between two ends: a little above each place where the texts of cells begin.

    `is_row`: what stands between may be one row; then only a place counts where texts begin anew in two columns.
    A line over the upper end is of a cell that is merged over it, and begins nothing.
    """
    top, bottom = ends
    starts: list[tuple[float, float]] = []
    for column in columns:
        own = [line for line in column if top <= (line.top + line.bottom) / 2 <= bottom]
        starts += [(line.top, top) for line in own[:1] if not is_row and line.top >= top - ASTRIDE * spacing.height]
        for above, line in itertools.pairwise(own):
            if spacing.is_of_another(above, line):
                starts.append((line.top, above.bottom))
    rows: list[list[tuple[float, float]]] = []
    for start in sorted(starts):
        if rows and start[0] - rows[-1][0][0] <= SAME_ROW * spacing.height:
            rows[-1].append(start)
        else:
            rows.append([start])
    edges: list[float] = []
    for row in [row for row in rows if len(row) > 1] if is_row else rows[1:]:
        first = min(y for y, _ in row)
        ends_above = [end for _, end in row if end < first]
        edges.append(max((first + max(ends_above, default=first)) / 2, first - spacing.height / 2))
    return edges


def goes_on_over(edge: float, column: Sequence[TextLine], spacing: Spacing) -> bool:
    """Whether a column's text runs on over a row's edge at the distance of lines of one cell."""
    above = [line for line in column if (line.top + line.bottom) / 2 <= edge]
    below = [line for line in column if (line.top + line.bottom) / 2 > edge]
    return bool(above and below) and not spacing.is_of_another(above[-1], below[0])


@dataclass(frozen=True, slots=True)
class Block:
    """The text of one cell in a column: lines that stand no farther apart than lines of one cell. Places in points."""

    column: int
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """In points."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """In points."""
        return self.bottom - self.top


def blocks_of(columns: Sequence[Sequence[TextLine]], spacing: Spacing) -> list[Block]:
    """The texts of all columns' cells, column by column, top to bottom."""
    blocks: list[Block] = []
    for number, column in enumerate(columns):
        for i, line in enumerate(column):
            if i and not spacing.is_of_another(column[i - 1], line):
                blocks[-1] = Block(number, blocks[-1].top, line.bottom)
            else:
                blocks.append(Block(number, line.top, line.bottom))
    return blocks


def below_header(blocks: Sequence[Block], spacing: Spacing) -> Sequence[Block]:
    """The texts without those of the first row, beside each other: headers are often set otherwise than what is below.

    A header's text in the middle of several rows is beside those of all. All of them where so many stand there that
    they are not those of a header.
    """
    first: list[Block] = []
    for block in sorted(blocks, key=lambda block: block.top):
        if first and block.top - max(own.bottom for own in first) > spacing.gap + spacing.block * spacing.height:
            break
        first.append(block)
    counts = Counter(block.column for block in first)
    is_header = len(counts) > 1 and max(counts.values()) <= MOST_IN_HEADER
    return [block for block in blocks if block not in first] if is_header else blocks


def has_texts_astride(blocks: Sequence[Block], spacing: Spacing) -> bool:
    """Whether some text begins beside no other and goes on beside texts that begin lower: cells are not set at the top.

    Then a label may stand above, beside or below the figures of its row. What stands first on the page may be the
    rest of a cell.
    """
    first = min((block.top for block in blocks), default=0.0) + spacing.height
    blocks = below_header(blocks, spacing)
    for block in (block for block in blocks if block.top > first):
        others = [other.top for other in blocks if other.column != block.column]
        alone = not any(abs(block.top - top) <= SAME_ROW * spacing.height for top in others)
        if alone and any(block.top < top < block.bottom - spacing.height / 2 for top in others):
            return True
    return False


def low_labels(blocks: Sequence[Block], spacing: Spacing) -> list[Block]:
    """The texts of the first column that begin beside no other, while one of another column goes on beside their begin.

    They are set lower in their cells than the texts of their rows: where a measure's rows begin they do not show.
    """
    below = below_header(blocks, spacing)
    near = SAME_ROW * spacing.height
    first = min((block.top for block in below), default=0.0) + spacing.height
    others = [block for block in below if block.column]
    return [
        label
        for label in below
        if label.column == 0
        and label.top > first
        and not any(abs(label.top - other.top) <= near for other in others)
        and any(other.top + near < label.top < other.bottom - spacing.height / 2 for other in others)
    ]


def is_set_at_the_bottom(blocks: Sequence[Block], spacing: Spacing) -> bool:
    """Whether texts of different heights that stand beside each other share their bottoms rather than tops or middles.

    Where a row begins then, and which rows a merged cell's text is of, nothing shows.
    """
    near = SAME_LEVEL * spacing.height
    pairs = [
        (one, other)
        for one, other in itertools.combinations(below_header(blocks, spacing), 2)
        if one.column != other.column and one.top < other.bottom and other.top < one.bottom
    ]
    uneven = [(one, other) for one, other in pairs if abs(one.height - other.height) > spacing.height / 2]
    bottoms = sum(abs(one.bottom - other.bottom) <= near for one, other in uneven)
    tops = sum(abs(one.top - other.top) <= near for one, other in uneven)
    middles = sum(abs(one.middle - other.middle) <= near for one, other in uneven)
    return bottoms > 2 * max(1, tops, middles)
