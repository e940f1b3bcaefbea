"""Rows of a table without level rules whose cells' texts are set in the middle of their cells, merged ones too.

What stands in one row has its middles on one level, whatever its height; the middle of a merged cell's text is that of
the rows that it covers. Where texts begin says nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, combinations_with_replacement, pairwise

from .rows import SAME_ROW, Block, Spacing

LEVEL = 0.12
"""Middles within this share of a line's height are on one level."""
ALONE = 0.45
"""A text that stands alone on its level is so much of a row: two of them are less sure than one row of several."""
LEFT_OUT = 0.3
"""A text that is taken for a merged cell's costs so much of a row: there must be more rows for it."""
LEAST_GAP = 0.5
"""Rows stand apart by this share of what parts two cells in a column."""

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """A row by the texts that stand in it: from their top to their bottom in points, and how many they are.

    `left_out`: so many on its level are higher and taken for those of merged cells.
    """

    top: float
    bottom: float
    texts: int
    left_out: int

    @property
    def middle(self) -> float:
        """In points."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class MiddleRows:
    """Row edges in points, and for each column those that its merged cells do not cover.

    `is_sure`: every text stands in the middle of the rows that it is given, and of no others.
    """

    edges: tuple[float, ...]
    by_column: tuple[tuple[float, ...], ...]
    is_sure: bool


def is_set_in_the_middle(blocks: Sequence[Block], spacing: Spacing) -> bool:
    """Whether texts of different heights that stand beside each other share their middles rather than their tops."""
    tops = middles = 0
    for one, other in combinations(blocks, 2):
        is_beside = one.column != other.column and one.top < other.bottom and other.top < one.bottom
        if is_beside and abs(one.height - other.height) > spacing.height / 2:
            tops += abs(one.top - other.top) <= LEVEL * spacing.height
            middles += abs(one.middle - other.middle) <= LEVEL * spacing.height
    return middles > tops


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a table by columns, how far their lines stand apart, and the levels (points) that are drawn.

    `headings` run over several columns: no merged cell reaches past one. `fits` tells of a column and the middles of
    rows, first to last, whether they may be one cell by their shading.
    """

    blocks: tuple[Block, ...]
    columns: int
    spacing: Spacing
    ends: tuple[float, float]
    drawn: tuple[float, ...]
    headings: tuple[Block, ...]
    fits: Callable[[int, Sequence[float]], bool]


def middle_rows(texts: Texts) -> MiddleRows:
    """The rows between the texts' two ends: none stands over a level that is drawn."""
    ends, spacing, drawn = texts.ends, texts.spacing, texts.drawn
    own = [block for block in texts.blocks if ends[0] <= block.middle <= ends[1]]
    rows = _choose(own, spacing, drawn)
    edges = _edges(rows, ends, spacing, drawn)
    barriers = frozenset(
        _row_of(edges, heading.middle) for heading in texts.headings if ends[0] <= heading.middle <= ends[1]
    )
    found, is_sure = [], True
    for column in range(texts.columns):
        blocks = [block for block in own if block.column == column]
        ranges, sure = _ranges(blocks, Rows(tuple(rows), tuple(edges), barriers, texts))
        covered = {edge for first, last in ranges for edge in edges[first + 1 : last + 1]}
        found.append(tuple(edge for edge in edges[1:-1] if edge not in covered))
        is_sure &= sure
    return MiddleRows(tuple(edges[1:-1]), tuple(found), is_sure)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows, their edges (ends included), those that headings fill, and the texts they were found for."""

    rows: tuple[Row, ...]
    edges: tuple[float, ...]
    barriers: frozenset[int]
    texts: Texts


def _choose(blocks: Sequence[Block], spacing: Spacing, drawn: Sequence[float]) -> list[Row]:
    """The rows, top to bottom: of what cannot stand one under the other, that with more rows, then with more texts.

    A merged cell's text lies over rows, or on the level of one of them and over its neighbours.
    """
    found = [row for level in _levels(blocks, spacing) for row in _candidates(level)]
    inner = LEVEL * spacing.height
    candidates = sorted(
        (row for row in found if not any(row.top + inner < y < row.bottom - inner for y in drawn)),
        key=lambda row: row.bottom,
    )
    gap = spacing.gap + LEAST_GAP * spacing.block * spacing.height
    best: list[tuple[tuple[float, int], list[Row]]] = [((0.0, 0), [])]
    for i, row in enumerate(candidates):
        before = max(j for j in range(i + 1) if j == 0 or candidates[j - 1].bottom + gap <= row.top)
        (score, texts), rows = best[before]
        own = (ALONE if row.texts == 1 else 1.0) - LEFT_OUT * row.left_out
        taken = ((round(score + own, 6), texts + row.texts), [*rows, row])
        best.append(max(best[-1], taken, key=lambda found: found[0]))
    return best[-1][1]


def _levels(blocks: Sequence[Block], spacing: Spacing) -> list[list[Block]]:
    levels: list[list[Block]] = []
    for block in sorted(blocks, key=lambda block: block.middle):
        if levels and block.middle - levels[-1][0].middle <= 2 * LEVEL * spacing.height:
            levels[-1].append(block)
        else:
            levels.append([block])
    return levels


def _candidates(level: Sequence[Block]) -> list[Row]:
    """A level's texts as a row: all of them, or without the highest ones, which may be merged cells'."""
    ordered = sorted(level, key=lambda block: block.height)
    return [
        Row(min(b.top for b in ordered[:count]), max(b.bottom for b in ordered[:count]), count, len(ordered) - count)
        for count in range(1, len(ordered) + 1)
    ]


def _edges(rows: Sequence[Row], ends: tuple[float, float], spacing: Spacing, drawn: Sequence[float]) -> list[float]:
    """The rows' edges, ends included: where drawn, else between their texts so that each row's middle is its texts'.

    The second matters where a merged text makes a row higher than its own. Each edge gives the next one; those of a
    run, as long as all stand between their rows' texts, hang on the first, which stands where most room is left.
    """
    if not rows:
        return [*ends]
    tops = [max(ends[0], rows[0].top - spacing.height), *(row.top for row in rows[1:]), ends[1] + spacing.height]
    bottoms = [ends[0] - spacing.height, *(row.bottom for row in rows)]
    room = [(min(b, t), max(b, t)) for b, t in zip(bottoms, [rows[0].top, *tops[1:]], strict=True)]
    room = [next(((y, y) for y in drawn if low <= y <= high), (low, high)) for low, high in room]
    edges: list[float] = []
    first = 0
    while first <= len(rows):
        low, high = room[first]
        run = [(1.0, 0.0)]
        for i in range(first + 1, len(rows) + 1):
            sign, shift = -run[-1][0], 2 * rows[i - 1].middle - run[-1][1]
            own = sorted(((room[i][0] - shift) / sign, (room[i][1] - shift) / sign))
            if min(high, own[1]) < max(low, own[0]):
                break
            low, high = max(low, own[0]), min(high, own[1])
            run.append((sign, shift))
        edges += [sign * (low + high) / 2 + shift for sign, shift in run]
        first += len(run)
    return [max(edges[0], ends[0]), *edges[1:-1], min(edges[-1], ends[1])]


def _row_of(edges: Sequence[float], y: float) -> int:
    return max(0, min(len(edges) - 2, sum(edge <= y for edge in edges) - 1))


def _ranges(blocks: Sequence[Block], table: Rows) -> tuple[list[Range], bool]:
    """First and last row of each text of a column, and whether each stands in their middle.

    Texts are given as few rows as may be. Where some need several, and all rows can be given to texts in their middle,
    so it is meant: a label of three rows stands beside the second.
    """
    options = [_options(block, table) for block in blocks]
    is_sure = all(options)
    smallest = [
        min(own, key=lambda r: r[1] - r[0])
        if own
        else (_row_of(table.edges, block.top), _row_of(table.edges, block.bottom))
        for block, own in zip(blocks, options, strict=True)
    ]
    if not is_sure or all(first == last for first, last in smallest):
        return smallest, is_sure
    covers = _covers(tuple(map(tuple, options)), len(table.rows), table.barriers)
    disjoint = all(one[1] < other[0] for one, other in pairwise(smallest))
    return (list(covers[0]), len(covers) == 1) if covers else (smallest, disjoint)


def _options(block: Block, table: Rows) -> list[Range]:
    """The runs of rows that a text stands in the middle of."""
    rows, edges, height = table.rows, table.edges, table.texts.spacing.height
    found = []
    for first, last in combinations_with_replacement(range(len(rows)), 2):
        if first < last and any(first <= barrier <= last for barrier in table.barriers):
            continue
        top, bottom = (edges[first], edges[last + 1]) if first < last else (rows[first].top, rows[first].bottom)
        near = LEVEL if first == last else SAME_ROW
        is_inside = first == last or (edges[first] <= block.top and block.bottom <= edges[last + 1])
        if not is_inside or abs((top + bottom) / 2 - block.middle) > near * height:
            continue
        if table.texts.fits(block.column, [row.middle for row in rows[first : last + 1]]):
            found.append((first, last))
    return found


def _covers(options: tuple[tuple[Range, ...], ...], rows: int, barriers: frozenset[int]) -> list[tuple[Range, ...]]:
    """Up to two ways to give all rows to texts. Rows of headings need none, nor do those above the first text."""

    @cache
    def below(block: int, row: int) -> tuple[tuple[Range, ...], ...]:
        while row in barriers and (block == len(options) or all(first != row for first, _ in options[block])):
            row += 1
        if block == len(options):
            return ((),) if row >= rows else ()
        found: list[tuple[Range, ...]] = []
        for first, last in options[block]:
            if first == row or (block == 0 and first > row):
                found += [((first, last), *rest) for rest in below(block + 1, last + 1)]
        return tuple(found[:2])

    return list(below(0, 0))
