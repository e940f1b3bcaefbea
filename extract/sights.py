"""Which cells of an imagined grid are unstable: another sight gives others, or a text stands over an edge."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from .columns import SAME, chunks_of, is_crossed, stands_over
from .drawn_columns import is_drawn
from .justified import join_words
from .middle_texts import LAST_LABEL_COLUMN
from .paths import Segments
from .rows import SAME_ROW, Line, column_at
from .rules import RuledGrid, Span
from .text import TextLine

ALIGNED = 1.0
"""Texts that begin within this distance (points) begin under each other."""
FEWEST_ALIGNED = 3
"""So many texts show how those of a column are set."""
OVER = 0.25
"""A word stands over an edge that is so far inside it, as a share of its height."""
FEWEST_BLANKS, EVEN = 4, 0.15
"""So many blanks that differ by no more (points) are those between words of one text."""
RUN_TOGETHER = re.compile(r"[a-zà-öø-ÿ][A-ZÀ-ÖØ-Þ]")
"""Two words that stand so near that they are read as one."""
Cell = tuple[frozenset[int], frozenset[int], int]
"""The words in a cell, those beside it on all its height, and (for a blank one) where its column is."""


def cells_in(grid: RuledGrid, strips: Sequence[tuple[int, float, float]]) -> frozenset[int]:
    """The cells, of columns alone, that stand in strips: each a column, and from where to where it goes (points)."""
    unsure = {
        (row, column)
        for column, top, bottom in strips
        for row, (begin, end) in enumerate(pairwise(grid.ys))
        if min(end, bottom) - max(begin, top) > SAME
    }
    return frozenset(
        number
        for number, span in enumerate(grid.spans)
        if all(
            any((row, column) in unsure for row in range(span.row, span.row_end))
            for column in range(span.column, span.column_end)
        )
    )


def moved_cells(grid: RuledGrid, other: RuledGrid | None, lines: Sequence[Line]) -> frozenset[int]:
    """The cells that another grid of the same words does not have: with these words, beside these others."""
    if other is None:
        return frozenset(range(len(grid.spans)))
    words = [word for line in lines for word in line]
    known = set(_cells(other, words))
    return frozenset(number for number, cell in enumerate(_cells(grid, words)) if cell not in known)


def _cells(grid: RuledGrid, words: Sequence[TextLine]) -> list[Cell]:
    places: list[dict[int, list[int]]] = [{} for _ in grid.ys[1:]]
    for number, word in enumerate(words):
        y = (word.top + word.bottom) / 2
        if grid.ys[0] <= y <= grid.ys[-1]:
            own = places[column_at(y, grid.ys)]
            own.setdefault(column_at((word.x0 + word.x1) / 2, grid.xs), []).append(number)
    rights = sorted(word.x1 for word in words)
    return [_cell(grid, span, places[span.row : span.row_end], rights) for span in grid.spans]


def _cell(grid: RuledGrid, span: Span, rows: Sequence[dict[int, list[int]]], rights: Sequence[float]) -> Cell:
    own = frozenset(n for row in rows for c in range(span.column, span.column_end) for n in row.get(c, ()))
    beside = frozenset(n for row in rows for numbers in row.values() for n in numbers)
    return own, beside, 0 if own else bisect_left(rights, grid.xs[span.column] + SAME)


def run_through(grid: RuledGrid, lines: Sequence[Line]) -> frozenset[int]:
    """The cells on both sides of an edge that a line's text runs over."""
    found: set[int] = set()
    for line in lines:
        y = sum(word.top + word.bottom for word in line) / (2 * len(line))
        if not grid.ys[0] <= y <= grid.ys[-1]:
            continue
        row = column_at(y, grid.ys)
        for column, edge in enumerate(grid.xs[1:-1]):
            left, right = int(grid.label[row, column]), int(grid.label[row, column + 1])
            if left != right and is_crossed(edge, line):
                found |= {left, right}
    return frozenset(found)


def over_rows(grid: RuledGrid, lines: Sequence[Line]) -> frozenset[int]:
    """The cells on both sides of a row's edge that a word stands over: it may be either's, or of both."""
    found: set[int] = set()
    ys = np.array(grid.ys)
    for word in (word for line in lines for word in line):
        inside = OVER * (word.bottom - word.top)
        column = column_at((word.x0 + word.x1) / 2, grid.xs)
        for row in np.flatnonzero((ys[1:-1] > word.top + inside) & (ys[1:-1] < word.bottom - inside)).tolist():
            above, below = int(grid.label[row, column]), int(grid.label[row + 1, column])
            if above != below:
                found |= {above, below}
    return frozenset(found)


def hold_two(grid: RuledGrid, lines: Sequence[Line]) -> frozenset[int]:
    """The cells in which a line has two texts as far apart as those of two columns."""
    found: set[int] = set()
    for line in lines:
        y = sum(word.top + word.bottom for word in line) / (2 * len(line))
        if grid.ys[0] <= y <= grid.ys[-1]:
            row = column_at(y, grid.ys)
            sides = [(chunk[0], chunk[-1]) for chunk in chunks_of(line)]
            cells = [[int(grid.label[row, column_at((w.x0 + w.x1) / 2, grid.xs)]) for w in own] for own in sides]
            found |= {above[1] for above, below in pairwise(cells) if above[1] == below[0]}
    return frozenset(found)


def _goes_on(text: str) -> bool:
    """Whether words begin no text: "Axe 2" ": Insertion"."""
    return text[0].islower() or text[0] in ":;,.)\u2013\u2014"


def hold_run_together(grid: RuledGrid, lines: Sequence[Line]) -> frozenset[int]:
    """The cells over several columns with a word that stands over an edge and is two: "laNombre"."""
    found: set[int] = set()
    for word in (word for line in lines for word in line if RUN_TOGETHER.search(word.text)):
        y = (word.top + word.bottom) / 2
        if grid.ys[0] <= y <= grid.ys[-1]:
            row = column_at(y, grid.ys)
            for column, edge in enumerate(grid.xs[1:-1]):
                cell = int(grid.label[row, column])
                if stands_over(edge, [word]) and cell == grid.label[row, column + 1]:
                    found.add(cell)
    return frozenset(found)


def stand_low(grid: RuledGrid, lines: Sequence[Line]) -> frozenset[int]:
    """The labels' cells of several rows whose text begins below the first of them, and those of others at the top.

    Or whose text stands in the middle of the last of them alone. They may begin lower: what is above is of the cell
    above, of which no rule shows the end.
    """
    found: set[int] = set()
    for column in range(LAST_LABEL_COLUMN + 1):
        tall = [n for n, span in enumerate(grid.spans) if span.column == column and span.row_end - span.row > 1]
        texts = {n: _words_in(grid, grid.spans[n], lines) for n in tall}
        low = [n for n in tall if grid.set_at == "at_top" and _begins_low(grid, grid.spans[n], texts[n])]
        found.update(low if 2 * len(low) <= len(tall) else ())
        others = tall if grid.set_at != "at_top" else []
        found.update(n for n in others if _is_of_last_rows(grid, grid.spans[n], texts[n]))
    return frozenset(found)


def _words_in(grid: RuledGrid, span: Span, lines: Sequence[Line]) -> list[TextLine]:
    x0, x1, top, bottom = grid.xs[span.column], grid.xs[span.column_end], grid.ys[span.row], grid.ys[span.row_end]
    words = (word for line in lines for word in line)
    return [w for w in words if x0 <= (w.x0 + w.x1) / 2 <= x1 and top <= (w.top + w.bottom) / 2 <= bottom]


def _begins_low(grid: RuledGrid, span: Span, words: Sequence[TextLine]) -> bool:
    return bool(words) and min((w.top + w.bottom) / 2 for w in words) > grid.ys[span.row + 1]


def _is_of_last_rows(grid: RuledGrid, span: Span, words: Sequence[TextLine]) -> bool:
    """Whether a text stands in the middle of some last rows of its cell, and not of all."""
    if not words:
        return False
    middle = (min(w.top for w in words) + max(w.bottom for w in words)) / 2
    near, end = SAME_ROW * max(w.bottom - w.top for w in words), grid.ys[span.row_end]
    off = [abs((y + end) / 2 - middle) for y in grid.ys[span.row : span.row_end]]
    return off[0] > near and min(off[1:]) <= near


def may_be_two(grid: RuledGrid, lines: Sequence[Line]) -> frozenset[int]:
    """The cells in whose first column a text may end, and another begin in the second as the texts there do.

    Not after a single word or before a small letter or a colon, nor where several begin with the same words up to
    there: headings of one kind do; nor where the two stand as far apart as all words before them.
    """
    begins: list[list[float]] = [[] for _ in grid.xs]
    inside: list[tuple[int, int, str, float]] = []
    for line in lines:
        y = sum(word.top + word.bottom for word in line) / (2 * len(line))
        row = column_at(y, grid.ys)
        for column, edge in enumerate(grid.xs[1:-1]):
            right = min((word for word in line if word.x0 >= edge - 1), key=lambda word: word.x0, default=None)
            if right is None or stands_over(edge, line) or not grid.ys[0] <= y <= grid.ys[-1]:
                continue
            cell = int(grid.label[row, column])
            before = sorted((word for word in line if word.x1 <= edge + 1), key=lambda word: word.x0)
            left = " ".join(word.text for word in before)
            if cell != grid.label[row, column + 1]:
                begins[column].append(right.x0)
            elif (
                " " in left
                and not (_goes_on(right.text) or _are_even([*before, right]))
                and grid.spans[cell].column == column
            ):
                inside.append((cell, column, left, right.x0))
    times = Counter(left for _, _, left, _ in inside)
    return frozenset(
        cell
        for cell, column, left, x in inside
        if times[left] == 1 and sum(abs(x - other) <= ALIGNED for other in begins[column]) >= FEWEST_ALIGNED
    )


def _are_even(words: Sequence[TextLine]) -> bool:
    """Whether several words are all as far from each other."""
    blanks = [after.x0 - word.x1 for word, after in pairwise(words)]
    return len(blanks) >= FEWEST_BLANKS and max(blanks) - min(blanks) <= EVEN


def find_doubted(grid: RuledGrid, lines: Sequence[Line], uprights: Segments) -> frozenset[int]:
    """The cells whose texts speak against their edges; between two drawn `uprights` stands but one column."""
    parts = [part for line in lines for part in _parted(line, uprights, grid.xs)]
    return frozenset[int]().union(*(sight(grid, parts) for sight in SIGHTS))


def _parted(line: Line, uprights: Segments, xs: Sequence[float]) -> list[Line]:
    """A line's words in parts at the drawn edges between them; those between two of one column as one word."""
    y = sum(word.top + word.bottom for word in line) / (2 * len(line))
    edges = [column for column, x in enumerate(xs[1:-1], 1) if is_drawn(uprights, x, y)]
    parts: dict[int, Line] = {}
    for word in line:
        parts.setdefault(sum(xs[edge] <= (word.x0 + word.x1) / 2 for edge in edges), []).append(word)
    ends = [0, *edges, len(xs) - 1]
    is_one = {part: bool(edges) and ends[part + 1] - ends[part] == 1 for part in parts}
    return [[join_words(own)] if is_one[part] else own for part, own in parts.items()]


SIGHTS = (run_through, over_rows, hold_two, may_be_two, hold_run_together, stand_low)
