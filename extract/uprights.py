"""Upright rules of a table that lacks them, row by row: not through texts that run over several columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .columns import SAME, chunks_of, is_crossed, stands_over
from .rows import Block, Line, column_at
from .sketch import middle_of

Range = tuple[int, int]

DEEPEST_HEADER = 4
"""A header has at most so many rows."""
ALIGNED = 1.5
"""Texts that begin within this distance (points) begin under each other."""
GOES_ON = 0.3
"""A text goes on over a row's edge if its lines stand apart by less than this share of their height."""
CENTRED = 6.0
"""The middle of a text over several columns is theirs within this distance (points): their edges are imagined."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of one row, over all its lines: from where to where in points."""

    x0: float
    x1: float


def imagine_uprights(
    ys: Sequence[float], xs: Sequence[float], lines: Sequence[Line], has_header: bool
) -> list[tuple[float, float, float]]:
    """Upright rules (x, top, bottom) between the rows' edges `ys`, sides included; the first rows may be a header."""
    ys = [y for y, after in zip(ys, [*ys[1:], ys[-1] + 2 * SAME], strict=True) if after - y > SAME]
    rows = [[line for line in lines if begin <= middle_of(line) <= end] for begin, end in pairwise(ys)]
    rules = [(x, ys[0], ys[-1]) for x in (xs[0], xs[-1])]
    spans = _header_spans(rows, ys, xs) if has_header else {}
    for number, (own, (begin, end)) in enumerate(zip(rows, pairwise(ys), strict=True)):
        wide = [heading_columns(own, xs), *spans.get(number, ())]
        rules += [(x, begin, end) for i, x in enumerate(xs[1:-1], 1) if not any(a < i <= b for a, b in wide)]
    return rules


def heading_columns(lines: Sequence[Line], xs: Sequence[float]) -> Range:
    """First and last column under a row's running text, to the right end where nothing else follows; else nothing."""
    chunks = [chunk for line in lines for chunk in chunks_of(line)]
    crossing = [chunk for chunk in chunks if any(is_crossed(x, chunk) for x in xs[1:-1])]
    if not crossing or any(sum(chunk in crossing for chunk in chunks_of(line)) > 1 for line in lines):
        return 0, 0
    first = min(column_at(chunk[0].x0, xs) for chunk in crossing)
    others = [chunk for chunk in chunks if chunk not in crossing]
    if any(column_at(chunk[0].x0, xs) > first for chunk in others):
        return 0, 0
    return first, len(xs) - 2


def find_headings(lines: Sequence[Line], xs: Sequence[float]) -> tuple[Block, ...]:
    """The lines that run over several columns, with nothing beside them."""
    found = []
    for line in lines:
        first, last = heading_columns([line], xs)
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


def _header_spans(rows: Sequence[Sequence[Line]], ys: Sequence[float], xs: Sequence[float]) -> dict[int, list[Range]]:
    """The columns that each text of a deep header's upper rows stands over, by row."""
    spans: dict[int, list[Range]] = {}
    for upper in range(min(DEEPEST_HEADER, len(rows)) - 1):
        above, top = rows[upper], ys[upper + 1]
        below = [[word for word in line if word.top >= top] for line in rows[upper + 1]]
        if _begins_below(above, below, xs):
            break
        spans[upper] = [(a, b) for a, b in _spans(_texts(above), _texts(below), xs) if a < b]
        if not spans[upper]:
            break
    return spans


def _begins_below(above: Sequence[Line], below: Sequence[Line], xs: Sequence[float]) -> bool:
    """Whether a text begins in a row's first column: then it is no further row of a header."""
    over, under = (
        [w for line in lines for w in line if column_at((w.x0 + w.x1) / 2, xs) == 0] for lines in (above, below)
    )
    if not over or not under:
        return bool(under)
    gap = min(w.top for w in under) - max(w.bottom for w in over)
    return gap > GOES_ON * (under[0].bottom - under[0].top)


def _texts(row: Sequence[Line]) -> list[Text]:
    """A row's texts, left to right: lines that stand over each other are one."""
    found: list[Text] = []
    for chunk in sorted((chunk for line in row if line for chunk in chunks_of(line)), key=lambda chunk: chunk[0].x0):
        x0, x1 = chunk[0].x0, max(word.x1 for word in chunk)
        if found and x0 < found[-1].x1:
            found[-1] = Text(found[-1].x0, max(found[-1].x1, x1))
        else:
            found.append(Text(x0, x1))
    return found


def _spans(upper: Sequence[Text], lower: Sequence[Text], xs: Sequence[float]) -> list[Range]:
    """The columns of each upper text: those it stands over, and those that have nothing above them but it.

    Texts that begin where the one below begins reach to the right; others have their columns' middle.
    """
    below = {column_at((text.x0 + text.x1) / 2, xs): text for text in lower}
    above = [(column_at(text.x0, xs), column_at(text.x1, xs)) for text in upper]
    free = set(below) - {column for first, last in above for column in range(first, last + 1)}
    found: list[Range] = []
    for text, over in zip(upper, above, strict=True):
        own = below.get(over[0])
        if own is not None and abs(text.x0 - own.x0) <= ALIGNED:
            wide = (over[0], _reach(over[1], free, 1))
        else:
            wide = _round_the_middle(text, over, free, xs) if over[0] < over[1] else over
        free -= set(range(wide[0], wide[1] + 1))
        found.append(wide)
    return found if not free else []


def _round_the_middle(text: Text, over: Range, free: set[int], xs: Sequence[float]) -> Range:
    """The columns round a text that have their middle where it has its own; those it stands over where none have."""
    first, last = _reach(over[0], free, -1), _reach(over[1], free, 1)
    middle = (text.x0 + text.x1) / 2
    off, best = min(
        (abs((xs[a] + xs[b + 1]) / 2 - middle), (a, b))
        for a in range(first, over[0] + 1)
        for b in range(over[1], last + 1)
    )
    return best if off <= CENTRED else over


def _reach(column: int, free: set[int], step: int) -> int:
    """The farthest free column from one on, without a gap."""
    while column + step in free:
        column += step
    return column
