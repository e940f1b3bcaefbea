"""Upright rules of a table that lacks them, row by row: not through texts that run over several columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .columns import SAME, chunks_of, is_crossed, stands_over
from .rows import Block, Line, column_at
from .sketch import middle_of
from .spacing import Spacing
from .spans import ALIGNED, CENTRED, Range, header_spans
from .text import said

FEWEST_ALIGNED = 3
"""So many texts that begin under each other show how a column is set."""


def imagine_uprights(
    ys: Sequence[float], xs: Sequence[float], lines: Sequence[Line], header: Spacing | None
) -> list[tuple[float, float, float]]:
    """Upright rules (x, top, bottom) between the rows' edges `ys`, sides included.

    The first rows are a header where it is given how far lines of one cell stand apart in it.
    """
    ys = [y for y, after in zip(ys, [*ys[1:], ys[-1] + 2 * SAME], strict=True) if after - y > SAME]
    rows = [[line for line in lines if begin <= middle_of(line) <= end] for begin, end in pairwise(ys)]
    rules = [(x, ys[0], ys[-1]) for x in (xs[0], xs[-1])]
    spans = header_spans(rows, ys, xs, header) if header else {}
    begins = usual_begins(lines)
    for number, (own, (begin, end)) in enumerate(zip(rows, pairwise(ys), strict=True)):
        is_header = header is not None and number == 0 and any(len(chunks_of(line)) > 1 for line in own)
        wide = [(0, 0) if is_header else heading_columns(own, xs, begins), *spans.get(number, ())]
        rules += [(x, begin, end) for i, x in enumerate(xs[1:-1], 1) if not any(a < i <= b for a, b in wide)]
    return rules


def heading_columns(lines: Sequence[Line], xs: Sequence[float], begins: Sequence[float] = ()) -> Range:
    """First and last column under a row's running text, to the right end where nothing else follows; else nothing.

    It begins with its columns, or stands in their middle: not where texts of a column have their `begins` (points).
    """
    chunks = [chunk for line in lines for chunk in chunks_of(line)]
    crossing = [chunk for chunk in chunks if any(is_crossed(x, chunk) for x in xs[1:-1])]
    if not crossing or max(chunk[0].x0 for chunk in crossing) >= min(chunk[-1].x1 for chunk in crossing):
        return 0, 0  # none, or several beside each other
    first = min(column_at(chunk[0].x0, xs) for chunk in crossing)
    others = [chunk for chunk in chunks if chunk not in crossing]
    if any(column_at(chunk[0].x0, xs) > first for chunk in others):
        return 0, 0
    free = max((column_at(chunk[-1].x1, xs) + 1 for chunk in others), default=0)
    is_aligned = any(abs(chunk[0].x0 - x) <= ALIGNED for chunk in crossing for x in begins)
    columns = range(first, first + 1) if is_aligned else range(min(free, first), first + 1)
    return _first_of_middle(crossing, columns, xs), len(xs) - 2


def _first_of_middle(texts: Sequence[Line], columns: Sequence[int], xs: Sequence[float]) -> int:
    """The column from which on to the right end texts stand in the middle; the last of the given ones where none is."""

    def off(column: int) -> float:
        return max(abs(text[0].x0 + text[-1].x1 - xs[column] - xs[-1]) / 2 for text in texts)

    nearest = min(columns, key=off)
    return nearest if off(nearest) <= CENTRED else columns[-1]


def usual_begins(lines: Sequence[Line]) -> list[float]:
    """Where several texts begin under each other (points)."""
    begins = [chunk[0].x0 for line in lines for chunk in chunks_of(line)]
    return [x for x in begins if sum(abs(x - other) <= ALIGNED for other in begins) >= FEWEST_ALIGNED]


def part_labels(lines: Sequence[Line], xs: Sequence[float]) -> list[Line]:
    """The lines, those in two where a label that rows of several texts have too is near a text that runs over columns.

    The first column's edge stands between two words there, and texts of the second column begin where the second does.
    """
    edge = xs[1]
    parts = [([w for w in line if w.x1 <= edge + 1], [w for w in line if w.x0 >= edge - 1]) for line in lines]
    near = [_are_near(line, *own) for line, own in zip(lines, parts, strict=True)]
    apart = [not is_near or len(chunks_of(line)) > 1 for line, is_near in zip(lines, near, strict=True)]
    labels = {said(left) for (left, _), is_apart in zip(parts, apart, strict=True) if is_apart}
    begins = [right[0].x0 for _, right in parts if right]
    found: list[Line] = []
    for line, (left, right), is_near in zip(lines, parts, near, strict=True):
        is_parted = (
            is_near and bool(left) and said(left) in labels and sum(abs(x - right[0].x0) <= SAME for x in begins) > 2
        )
        found += [left, right] if is_parted else [line]
    return found


def _are_near(line: Line, left: Line, right: Line) -> bool:
    """Whether two parts of a line are all of it, and no farther apart than words of one text."""
    is_whole = bool(left and right) and len(left) + len(right) == len(line)
    return is_whole and any(left[-1] in chunk and right[0] in chunk for chunk in chunks_of(line))


def find_headings(lines: Sequence[Line], xs: Sequence[float]) -> tuple[Block, ...]:
    """The lines that run over several columns, with nothing beside them."""
    found, begins = [], usual_begins(lines)
    for line in lines:
        first, last = heading_columns([line], xs, begins)
        if first < last:
            found.append(Block(first, min(w.top for w in line), max(w.bottom for w in line)))
    return tuple(found)


def find_wide_texts(lines: Sequence[Line], xs: Sequence[float]) -> tuple[Block, ...]:
    """The texts that stand on a column's edge beside others, as those of a header do: one block for each column."""
    return tuple(
        Block(column, min(w.top for w in chunk), max(w.bottom for w in chunk))
        for line in lines
        for chunk in chunks_of(line)
        if len(chunks_of(line)) > 1 and any(stands_over(x, chunk) for x in xs[1:-1])
        for column in range(column_at(chunk[0].x0, xs), column_at(chunk[-1].x1, xs) + 1)
    )
