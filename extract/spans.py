"""Which columns each text of a deep header stands over, in a table without upright rules.

The lowest row of a header has a text for each column that has others above it; an upper text stands in the middle of
its columns, or begins where the first of them begins. No two share a column, and none parts what one below holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from .columns import chunks_of, stands_over
from .rows import Line, column_at
from .spacing import Spacing
from .text import TextLine

Range = tuple[int, int]

DEEPEST_HEADER = 4
"""A header has at most so many rows."""
ALIGNED = 1.5
"""Texts that begin within this distance (points) begin under each other."""
CENTRED = 6.0
"""The middle of a text over several columns is theirs within this distance (points): their edges are imagined."""
OVER = 2.0
"""Points by which a text may reach over its columns' sides."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of one row, over all its lines: from where to where in points."""

    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class Below:
    """What stands under a header's row: column edges, where each column's text begins, the runs of the next row.

    `middles` are those of the texts of the header's lowest row.
    """

    xs: Sequence[float]
    begins: dict[int, float]
    runs: Sequence[Range]
    middles: dict[int, float]

    def off(self, run: Range, text: Text) -> float:
        """How far a text is off the middle of a run of columns (points): by their edges or by their own texts."""
        sides = (self.xs[run[0]], self.xs[run[1] + 1])
        texts = [self.middles.get(column, sides[i]) for i, column in enumerate(run)]
        return min(abs(sum(ends) - text.x0 - text.x1) / 2 for ends in (sides, texts))


def header_spans(
    rows: Sequence[Sequence[Line]], ys: Sequence[float], xs: Sequence[float], spacing: Spacing
) -> dict[int, list[Range]]:
    """The runs of several columns that texts of a table's first rows stand over, by row; none without a deep header."""
    own = [[[w for w in line if w.top >= y] for line in row] for row, y in zip(rows, ys, strict=False)]
    for depth in range(2, _deepest(own, xs, spacing) + 1):
        spans = _spans(own[:depth], xs)
        if spans:
            return spans
    return {}


def _spans(header: Sequence[Sequence[Line]], xs: Sequence[float]) -> dict[int, list[Range]]:
    """The runs of a header of so many rows.

    None where some text over its lowest row's columns has no run, or one of that row stands over two columns.
    """
    *upper, lowest = header
    if any(_is_over_two(chunk, xs) for line in lowest for chunk in chunks_of(line)):
        return {}
    leaves = {_column(word, xs) for line in lowest for word in line}
    spans: dict[int, list[Range]] = {}
    middles = {_column(chunk[0], xs): (chunk[0].x0 + chunk[-1].x1) / 2 for line in lowest for chunk in chunks_of(line)}
    below = Below(xs, _begins(lowest, xs), (), middles)
    for number, row in reversed(list(enumerate(upper))):
        texts = [text for text in _texts(row, below, leaves) if _columns(text, xs) & leaves]
        runs = _runs(tuple(texts), tuple(sorted(leaves)), below)
        if len(runs) < len(texts):
            return {}
        spans[number] = [run for run in runs if run[0] < run[1]]
        below = Below(xs, _begins(row, xs) | below.begins, spans[number], middles)
    return spans if any(spans.values()) else {}


def _is_over_two(text: Line, xs: Sequence[float]) -> bool:
    """Whether a text stands in the middle of two columns: there is a row below it that has one for each."""
    middle = (text[0].x0 + text[-1].x1) / 2
    return any(stands_over(x, text) and abs(x - middle) <= CENTRED for x in xs[1:-1])


def _deepest(rows: Sequence[Sequence[Line]], xs: Sequence[float], spacing: Spacing) -> int:
    """How many rows the header has at most: it ends above the first row in which a text of the first column begins.

    That the first row has none there only tells that what stands in the middle of the header begins lower.
    """
    over: list[TextLine] = []
    for number, row in enumerate(rows[:DEEPEST_HEADER]):
        under = [w for line in row for w in line if _column(w, xs) == 0]
        if over and under and spacing.is_of_another(max(over, key=lambda w: w.bottom), min(under, key=lambda w: w.top)):
            return number
        over += under
    return min(DEEPEST_HEADER, len(rows))


def _column(word: TextLine, xs: Sequence[float]) -> int:
    return column_at((word.x0 + word.x1) / 2, xs)


def _columns(text: Text, xs: Sequence[float]) -> set[int]:
    return set(range(column_at(text.x0, xs), column_at(text.x1, xs) + 1))


def _begins(row: Sequence[Line], xs: Sequence[float]) -> dict[int, float]:
    found: dict[int, float] = {}
    for word in (word for line in row for word in line):
        column = column_at(word.x0, xs)
        found[column] = min(word.x0, found.get(column, word.x0))
    return found


def _texts(row: Sequence[Line], below: Below, leaves: set[int]) -> list[Text]:
    """A row's texts, left to right: lines that stand over each other are one.

    What stands on two sides of an edge is two texts where one of its columns has nothing below, or where two lines
    begin right of it as the texts below do; or where each is in the middle of its column, or begins as the text below,
    and the row has one for each column then.
    """
    edges = enumerate(below.xs[1:-1], 1)
    hard = [x for i, x in edges if not {i - 1, i} <= leaves or _begins_anew(row, x, below.begins.get(i))]
    chunks = [chunk for line in row if line for chunk in chunks_of(line)]
    parts = [part for chunk in chunks for part in _parted(chunk, hard)]
    each = [part for chunk in parts for part in _parted(chunk, _edges_between(chunk, below))]
    columns = [{_column(word, below.xs) for word in part} for part in each]
    if all(len(own) == 1 for own in columns) and leaves <= set[int]().union(*columns):
        parts = each
    found: list[Text] = []
    for x0, x1 in sorted((part[0].x0, max(word.x1 for word in part)) for part in parts):
        if found and x0 < found[-1].x1:
            found[-1] = Text(found[-1].x0, max(found[-1].x1, x1))
        else:
            found.append(Text(x0, x1))
    return found


def _edges_between(chunk: Line, below: Below) -> list[float]:
    """The edges in the gaps of a chunk of words with a text of its own in each of the two columns beside them."""
    found = []
    for i, edge in enumerate(below.xs[1:-1], 1):
        parts = _parted(chunk, [edge])
        columns = [_column(word, below.xs) for part in parts for word in (part[0], part[-1])]
        if len(parts) == 2 and columns == [i - 1, i - 1, i, i] and all(_is_own(part, below) for part in parts):
            found.append(edge)
    return found


def _is_own(part: Line, below: Below) -> bool:
    """Whether a text stands in the middle of its column, or begins where the text below it does."""
    column = _column(part[0], below.xs)
    off = (part[0].x0 + part[-1].x1) / 2 - (below.xs[column] + below.xs[column + 1]) / 2
    return abs(off) <= CENTRED / 2 or abs(below.begins.get(column, -OVER) - part[0].x0) <= ALIGNED


def _begins_anew(row: Sequence[Line], edge: float, place: float | None) -> bool:
    """Whether several lines of a row have a word that begins at a place right of an edge, and none stands over it."""
    begins = [min((w.x0 for w in line if w.x0 >= edge - 1), default=edge) for line in row]
    aligned = sum(place is not None and abs(x - place) <= ALIGNED for x in begins)
    return aligned > 1 and not any(stands_over(edge, line) for line in row if line)


def _parted(chunk: Line, edges: Sequence[float]) -> list[Line]:
    """A chunk of words, parted at the edges on which none of them stands."""
    parts: list[Line] = [[chunk[0]]]
    for left, right in pairwise(chunk):
        if any(left.x1 <= edge + 1 and edge - 1 <= right.x0 and not stands_over(edge, chunk) for edge in edges):
            parts.append([])
        parts[-1].append(right)
    return parts


def _runs(texts: tuple[Text, ...], leaves: tuple[int, ...], below: Below) -> list[Range]:
    """Runs of columns for as many texts as may be, over as many columns, then as near to their middles as may be."""

    @cache
    def best(number: int, free: int) -> tuple[int, int, float, tuple[Range, ...]]:
        if number == len(texts):
            return 0, 0, 0.0, ()
        found = [best(number + 1, free)]
        for run, off in _options(texts[number], leaves, below):
            if run[0] >= free:
                placed, count, cost, rest = best(number + 1, run[1] + 1)
                found.append((placed + 1, count + run[1] - run[0] + 1, cost + off, (run, *rest)))
        return max(found, key=lambda found: (found[0], found[1], -found[2]))

    return list(best(0, 0)[3])


def _options(text: Text, leaves: tuple[int, ...], below: Below) -> list[tuple[Range, float]]:
    """The runs that a text may stand over, and how far it is off their middle (points)."""
    xs = below.xs
    found = []
    for first in (leaf for leaf in leaves if xs[leaf] <= text.x0 + OVER):
        for last in leaves[leaves.index(first) :]:
            is_one = last - first == leaves.index(last) - leaves.index(first)
            is_whole = not any(a <= last < b or a < first <= b for a, b in below.runs)
            if not is_one or not is_whole or text.x1 > xs[last + 1] + OVER:
                continue
            off = below.off((first, last), text)
            is_aligned = abs(below.begins.get(first, -OVER) - text.x0) <= ALIGNED
            if first == last or is_aligned or off <= CENTRED:
                found.append(((first, last), 0.0 if is_aligned else off))
    return found
