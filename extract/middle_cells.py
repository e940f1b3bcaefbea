"""Which rows the texts of a column stand in the middle of: cells set in the middle, merged ones among them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations_with_replacement, pairwise

from .rows import SAME_ROW, Block
from .spacing import Spacing

Range = tuple[int, int]

LAST_LABEL_COLUMN = 1
"""Measures and indicators, the labels that may be merged cells', stand in the first two columns."""
LEVEL = 0.12
"""Middles within this share of a line's height are on one level."""
OVER = 1.0
"""Points by which a text may reach over the edges of its rows."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row by the texts that stand in it: from their top to their bottom in points, and how many they are.

    `left_out`: so many on its level are higher and taken for those of merged cells. `is_whole`: one of its texts stands
    in the middle of no other rows.
    """

    top: float
    bottom: float
    texts: int
    left_out: int
    is_whole: bool = False

    @property
    def middle(self) -> float:
        """In points."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a table by columns, how far their lines stand apart, and the levels (points) that are drawn.

    `headings` run over several columns: no merged cell reaches past one. `parts` are of texts over several columns.
    `fits` tells of a column and the middles of rows, first to last, whether they may be one cell by their shading.
    `goes_on`: the page before begins the table, so that the first rows may be of its cells.
    """

    blocks: tuple[Block, ...]
    columns: int
    spacing: Spacing
    ends: tuple[float, float]
    drawn: tuple[float, ...]
    headings: tuple[Block, ...]
    parts: frozenset[Block]
    fits: Callable[[int, Sequence[float]], bool]
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows, their edges (ends included), row and first column of each heading, and the texts they hold."""

    rows: tuple[Row, ...]
    edges: tuple[float, ...]
    headings: tuple[tuple[int, int], ...]
    texts: Texts

    def barriers(self, column: int) -> frozenset[int]:
        """The rows that headings fill in a column: no merged cell of it reaches past one."""
        return frozenset(row for row, first in self.headings if first <= column)


@dataclass(frozen=True, slots=True)
class Placed:
    """First and last row of each text of a column, rows that may be others', and texts in the middle of none.

    `clashing` are texts in the middle of rows of which others have some.
    """

    ranges: tuple[Range, ...]
    unsure: frozenset[int]
    misplaced: tuple[Block, ...]
    clashing: tuple[Block, ...] = ()


def place_texts(blocks: Sequence[Block], table: Rows) -> Placed:
    """The rows of a column's texts.

    Texts are given as few rows as may be. Where some need several, or the first row has none, and all rows can be given
    to texts in their middle, so it is meant: a label of three rows stands beside the second. A header that needs
    several tells so of labels alone, and leaves a doubt.
    """
    options = [_all_options(i, blocks, table) for i in range(len(blocks))]
    misplaced = tuple(block for block, own in zip(blocks, options, strict=True) if not own)
    smallest = tuple(
        min(own, key=lambda r: r[1] - r[0])
        if own
        else (row_of(table.edges, block.top), row_of(table.edges, block.bottom))
        for block, own in zip(blocks, options, strict=True)
    )
    if misplaced:
        own = [smallest[blocks.index(block)] for block in misplaced]
        near = [(max(0, first - 1), min(len(table.rows) - 1, last + 1)) for first, last in own]
        return Placed(smallest, _beside(near, smallest), misplaced)
    of_header = 1 if blocks and blocks[0].column > LAST_LABEL_COLUMN and smallest[0][0] == 0 else 0
    if all(first == last for first, last in smallest[of_header:]) and not _begins_blank(blocks, smallest, table):
        unsure = _merged_as_well(blocks, options, smallest, table) | _cut_or_merged(blocks, smallest, table)
        return Placed(smallest, unsure, ())
    barriers = table.barriers(blocks[0].column)
    covers = _covers(tuple(map(tuple, options)), table, barriers)
    if covers:
        several = [max(own, key=lambda r: r[1] - r[0]) for own in options if len(own) > 1]
        is_shown = any(0 < first < last for first, last in smallest) or _begins_blank(blocks, smallest, table)
        is_sure = is_shown and len(covers) == 1
        return Placed(covers[0], frozenset() if is_sure else _beside(several, covers[0]), ())
    clashing = tuple(block for block, own in zip(blocks, smallest, strict=True) if _clashes(own, smallest))
    return Placed(smallest, _beside(_left_out(smallest, barriers, table), smallest), (), clashing)


def _merged_as_well(
    blocks: Sequence[Block], options: Sequence[Sequence[Range]], rows: Sequence[Range], table: Rows
) -> frozenset[int]:
    """The rows of labels, each beside one of `rows`, that could be of merged cells which begin higher as well."""
    if not blocks or blocks[0].column > LAST_LABEL_COLUMN:
        return frozenset()
    covers = _covers(tuple(map(tuple, options)), table, table.barriers(blocks[0].column))
    higher = [own for cover in covers for own, (row, _) in zip(cover, rows, strict=True) if 0 < own[0] < row]
    return frozenset(row for first, last in higher for row in range(first, last + 1))


def _cut_or_merged(blocks: Sequence[Block], ranges: Sequence[Range], table: Rows) -> frozenset[int]:
    """The rows of the last text where it stands in the middle of some, and is given another as one that a page cuts."""
    own = _options(blocks[-1], table) if blocks else []
    others = [] if not own or ranges[-1] in own else [*own, ranges[-1]]
    return frozenset(row for first, last in others for row in range(first, last + 1))


def _begins_blank(blocks: Sequence[Block], ranges: Sequence[Range], table: Rows) -> bool:
    """Whether the first column has no text right below the header or a heading: a merged cell's stands farther down.

    Below the header only where the table begins on this page.
    """
    if not blocks or blocks[0].column > 0:
        return False
    texts = {own[1]: own for own in ranges}
    heads = [row for row in texts if (row == 0 and not table.texts.goes_on) or table.rows[row].texts == 1]
    return any(row + 1 < len(table.rows) and row + 1 not in texts for row in heads)


def _beside(unsure: Sequence[Range], ranges: Sequence[Range]) -> frozenset[int]:
    """The rows of unsure ranges, and those of the texts right above and below each: their cells may end elsewhere."""
    found = {row for first, last in unsure for row in range(first, last + 1)}
    for first, last in unsure:
        above = [own for own in ranges if own[1] <= last][-2:]
        below = [own for own in ranges if own[0] >= first][:2]
        found |= {row for own in (*above, *below) for row in range(own[0], own[1] + 1)}
    return frozenset(found)


def _clashes(own: Range, ranges: Sequence[Range]) -> bool:
    """Whether a text has several rows and others of its column have some of them."""
    shared = sum(first <= own[1] and own[0] <= last for first, last in ranges)
    return own[0] < own[1] and shared > 1


def _left_out(ranges: Sequence[Range], barriers: frozenset[int], table: Rows) -> list[Range]:
    """The rows where texts stand over each other, and those of several texts that none has, if some have several rows.

    That is, some below the header: where each has one, the rows left out are blank. Where the table goes on, rows above
    the first text are of a cell of the page before.
    """
    clashes = [(other[0], one[1]) for one, other in pairwise(ranges) if one[1] >= other[0]]
    body = [(first, last) for first, last in ranges if first > 0]
    if all(first == last for first, last in body):
        return clashes
    taken = {row for first, last in ranges for row in range(first, last + 1)} | barriers
    begin = body[0][0] if table.texts.goes_on else ranges[0][1]
    free = [i for i, row in enumerate(table.rows) if i > begin and i not in taken and row.texts > 1]
    return [*clashes, *((row, row) for row in free)]


def _all_options(number: int, blocks: Sequence[Block], table: Rows) -> list[Range]:
    """The rows that a text may be of: those in whose middle it stands, else (the last one: or) by a page's break."""
    own = _options(blocks[number], table)
    if own and number < len(blocks) - 1:
        return own
    return list(dict.fromkeys([*own, *_cut_at_the_page(number, blocks, table)]))


def _options(block: Block, table: Rows) -> list[Range]:
    """The runs of rows that a text stands in the middle of: by their edges, at the table's ends by their texts too."""
    rows, edges, height = table.rows, table.edges, table.texts.spacing.height
    found = []
    for first, last in combinations_with_replacement(range(len(rows)), 2):
        if first < last and any(first <= barrier <= last for barrier in table.barriers(block.column)):
            continue
        top, bottom = (edges[first], edges[last + 1]) if first < last else (rows[first].top, rows[first].bottom)
        near = LEVEL if first == last else SAME_ROW
        is_inside = edges[first] - OVER <= block.top and block.bottom <= edges[last + 1] + OVER
        is_at_end = first < last and (first == 0 or last == len(rows) - 1)
        by_texts = (rows[first].top + rows[last].bottom) / 2 if is_at_end else (top + bottom) / 2
        off = min(abs((top + bottom) / 2 - block.middle), abs(by_texts - block.middle))
        if not is_inside or off > near * height:
            continue
        if table.texts.fits(block.column, [row.middle for row in rows[first : last + 1]]):
            found.append((first, last))
    return found


def _cut_at_the_page(number: int, blocks: Sequence[Block], table: Rows) -> list[Range]:
    """The rows of a text that a page break cuts, and that stands at the top of what is left of its cell."""
    block, near = blocks[number], SAME_ROW * table.texts.spacing.height
    level = [i for i, row in enumerate(table.rows) if abs(row.top - block.top) <= near]
    if number == len(blocks) - 1 and level:
        return [(level[0], len(table.rows) - 1)]
    return [(0, row_of(table.edges, block.bottom - 2 * OVER))] if number == 0 and level == [0] else []


def _covers(options: tuple[tuple[Range, ...], ...], table: Rows, barriers: frozenset[int]) -> list[tuple[Range, ...]]:
    """Up to two ways to give all rows to texts.

    Rows of headings need none, nor do those above the first text, or, where the table goes on, below that of the
    header: they are of a cell of the page before.
    """
    rows = len(table.rows)
    is_headed = table.texts.goes_on and bool(options) and all(first == 0 for first, _ in options[0])

    @cache
    def below(block: int, row: int) -> tuple[tuple[Range, ...], ...]:
        while row in barriers and (block == len(options) or all(first != row for first, _ in options[block])):
            row += 1
        if block == len(options):
            return ((),) if row >= rows else ()
        found: list[tuple[Range, ...]] = []
        for first, last in options[block]:
            if first == row or (block in (0, int(is_headed)) and first > row):
                found += [((first, last), *rest) for rest in below(block + 1, last + 1)]
        return tuple(found[:2])

    return list(below(0, 0))


def row_of(edges: Sequence[float], y: float) -> int:
    """The row that a place (points from the top) lies in."""
    return max(0, min(len(edges) - 2, sum(edge <= y for edge in edges) - 1))
