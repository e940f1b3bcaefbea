"""Which rows the texts of a column stand in the middle of: cells set in the middle, merged ones among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .middle_options import all_options, covers, options_of
from .middle_texts import LAST_LABEL_COLUMN, Range, Rows, row_of
from .rows import Block


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
    several tells so of labels alone, and leaves a doubt. So does a label without rows for others that may have several.
    """
    options = [all_options(i, blocks, table) for i in range(len(blocks))]
    misplaced = tuple(block for block, own in zip(blocks, options, strict=True) if not own)
    smallest = tuple(
        min(own, key=lambda r: r[1] - r[0])
        if own
        else (row_of(table.edges, block.top), row_of(table.edges, block.bottom))
        for block, own in zip(blocks, options, strict=True)
    )
    if misplaced:
        return Placed(smallest, _round_misplaced(blocks, options, smallest, table), misplaced)
    of_header = 1 if blocks and blocks[0].column > LAST_LABEL_COLUMN and smallest[0][0] == 0 else 0
    if all(first == last for first, last in smallest[of_header:]) and not _begins_blank(blocks, smallest, table):
        unsure = _merged_as_well(blocks, options, smallest, table) | _cut_or_merged(blocks, smallest, table)
        return Placed(smallest, unsure, ())
    barriers = table.barriers(blocks[0].column)
    found = covers(tuple(map(tuple, options)), table, barriers)
    if found and _has_each_its_own(smallest, barriers, table):
        return Placed(smallest, frozenset(), ())
    if found:
        several = [max(own, key=lambda r: r[1] - r[0]) for own in options if len(own) > 1]
        is_shown = any(0 < first < last for first, last in smallest) or _begins_blank(blocks, smallest, table)
        is_sure = is_shown and len(found) == 1
        return Placed(found[0], frozenset() if is_sure else _beside(several, found[0]), ())
    clashing = tuple(block for block, own in zip(blocks, smallest, strict=True) if _clashes(own, smallest))
    return Placed(smallest, _beside(_left_out(smallest, barriers, table), smallest), (), clashing)


def _round_misplaced(
    blocks: Sequence[Block], options: Sequence[Sequence[Range]], ranges: Sequence[Range], table: Rows
) -> frozenset[int]:
    """The rows that texts which stand in the middle of none may have, and of labels those of others that may be merged.

    A label's cell may reach to those of the labels above and below it.
    """
    last_row = len(table.rows) - 1
    lost = [i for i, own in enumerate(options) if not own]
    near = [(max(0, ranges[i][0] - 1), min(last_row, ranges[i][1] + 1)) for i in lost]
    if blocks[0].column <= LAST_LABEL_COLUMN:
        ends = [(0, 0), *ranges, (last_row, last_row)]
        near += [(min(ends[i][1], ranges[i][0]), max(ends[i + 2][0], ranges[i][1])) for i in lost]
        near += [max(own, key=lambda r: r[1] - r[0]) for own in options if len(own) > 1]
    return _beside(near, ranges)


def _has_each_its_own(ranges: Sequence[Range], barriers: frozenset[int], table: Rows) -> bool:
    """Whether each text but that of the header is of one row, and each row has one."""
    taken = [row for first, last in ranges for row in range(first, last + 1)]
    rows = set(range(ranges[0][0], len(table.rows))) - barriers
    return all(a == b for a, b in ranges[1:]) and len(taken) == len(set(taken)) and rows <= set(taken)


def _merged_as_well(
    blocks: Sequence[Block], options: Sequence[Sequence[Range]], rows: Sequence[Range], table: Rows
) -> frozenset[int]:
    """The rows of labels, each beside one of `rows`, that could be of merged cells which begin higher as well.

    Where some could, so are those of several texts that no label stands beside.
    """
    if not blocks or blocks[0].column > LAST_LABEL_COLUMN:
        return frozenset()
    found = covers(tuple(map(tuple, options)), table, table.barriers(blocks[0].column))
    begin = 0 if table.texts.goes_on else 1
    higher = [own for cover in found for own, (row, _) in zip(cover, rows, strict=True) if begin <= own[0] < row]
    taken = {row for first, last in rows for row in range(first, last + 1)} | table.barriers(blocks[0].column)
    free = [i for i, row in enumerate(table.rows) if i >= begin and i not in taken and row.texts > 1]
    merged = frozenset(row for first, last in higher for row in range(first, last + 1))
    return merged.union(free) if merged else merged


def _cut_or_merged(blocks: Sequence[Block], ranges: Sequence[Range], table: Rows) -> frozenset[int]:
    """The rows of the last text where it stands in the middle of some, and is given another as one that a page cuts."""
    own = options_of(blocks[-1], table) if blocks else []
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
