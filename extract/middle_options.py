"""Which rows a text may be of that is set in the middle of its cell, and the ways to give all rows to texts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import combinations_with_replacement

from .middle_texts import LEVEL, Range, Rows, row_of
from .rows import SAME_ROW, Block

OVER = 1.0
"""Points by which a text may reach over the edges of its rows."""


def all_options(number: int, blocks: Sequence[Block], table: Rows) -> list[Range]:
    """The rows that a text may be of: those in whose middle it stands, else (the last one: or) by a page's break."""
    own = options_of(blocks[number], table)
    if own and number < len(blocks) - 1:
        return own
    cut = _cut_below(number, blocks, table)
    if not own:
        low = _cut_low(blocks[number], table) if number == len(blocks) - 1 else []
        cut = [*(cut or low), *_cut_above(number, blocks, table)]
    return list(dict.fromkeys([*own, *cut]))


def options_of(block: Block, table: Rows) -> list[Range]:
    """The runs of rows that a text stands in the middle of: by their edges, at the table's ends by their texts too."""
    rows, edges, height = table.rows, table.edges, table.texts.spacing.height
    found = []
    bottom = table.texts.header_bottom
    begin, end = (table.first_of_body, len(rows)) if block.middle > bottom else (0, table.end_of_header)
    for first, last in combinations_with_replacement(range(begin, end), 2):
        if first < last and any(first <= barrier <= last for barrier in table.barriers(block.column)):
            continue
        middle, near = rows[first].middle, LEVEL * height
        if first < last:
            middle, near = (edges[first] + edges[last + 1]) / 2, _nearness(first, last, table)
        is_inside = edges[first] - OVER <= block.top and block.bottom <= edges[last + 1] + OVER
        is_at_end = first < last and (first == 0 or last == len(rows) - 1) and table.found.padding is None
        by_texts = (rows[first].top + rows[last].bottom) / 2 if is_at_end else middle
        off = min(abs(middle - block.middle), abs(by_texts - block.middle))
        if is_inside and off <= near and table.texts.fits(block.column, [row.middle for row in rows[first : last + 1]]):
            found.append((first, last))
    return found


def _nearness(first: int, last: int, table: Rows) -> float:
    """How near (points) the middle of a text must be to that of rows, by how exactly their edges are known."""
    height, slacks = table.texts.spacing.height, table.found.slacks
    return min(LEVEL * height + (slacks[first] + slacks[last + 1]) / 2, SAME_ROW * height)


def _cut_below(number: int, blocks: Sequence[Block], table: Rows) -> list[Range]:
    """The rows of a column's last text, if a page break cuts its cell and it stands at the top of what is left."""
    block, height, padding = blocks[number], table.texts.spacing.height, table.found.padding
    if number < len(blocks) - 1:
        return []
    near = SAME_ROW * height if padding is None else LEVEL * height
    level = [i for i, row in enumerate(table.rows) if abs(row.top - block.top) <= near]
    if padding is not None:
        tops = zip(table.edges[:-1], table.found.slacks[:-1], strict=True)
        level += [i for i, (y, slack) in enumerate(tops) if abs(y + padding - block.top) <= near + slack]
    return _to_the_end(level, block, table)


def _cut_low(block: Block, table: Rows) -> list[Range]:
    """The rows of a column's last text in the middle of none, if a page break cuts its cell: it stands a little lower.

    What is left of the cell has no room below the text, or as much as a line needs.
    """
    height, padding = table.texts.spacing.height, table.found.padding
    if padding is None:
        return []
    low = [2 * block.middle - y - table.edges[-1] for y in table.edges[:-1]]
    reach = padding + (1 + LEVEL) * height
    return _to_the_end([i for i, own in enumerate(low) if -LEVEL * height <= own <= reach], block, table)


def _to_the_end(firsts: Sequence[int], block: Block, table: Rows) -> list[Range]:
    """From the first of these rows that no heading parts from the last one to there."""
    last, barriers = len(table.rows) - 1, table.barriers(block.column)
    return [(i, last) for i in sorted(firsts) if i == last or barriers.isdisjoint(range(i, last + 1))][:1]


def _cut_above(number: int, blocks: Sequence[Block], table: Rows) -> list[Range]:
    """The rows of a column's first text below the header, if a page break cuts its cell: at the top, or as above.

    What is left of the cell has no room above the text.
    """
    block, near, padding = blocks[number], SAME_ROW * table.texts.spacing.height, table.found.padding
    if padding is None:
        is_top = number == 0 and bool(table.rows) and abs(table.rows[0].top - block.top) <= near
        return [(0, row_of(table.edges, block.bottom - 2 * OVER))] if is_top else []
    first = table.texts.first_row(table.rows)
    if first is None or any(own.middle > table.edges[first] for own in blocks[:number]):
        return []
    top = table.edges[first]
    barriers = table.barriers(block.column)
    lasts = range(row_of(table.edges, block.bottom - 2 * OVER), len(table.rows))
    ranges = [(first, last) for last in lasts if first == last or barriers.isdisjoint(range(first, last + 1))]
    if abs(block.top - top) <= near + padding:
        return ranges
    exact = LEVEL * table.texts.spacing.height
    off = {own: (top + table.edges[own[1] + 1]) / 2 - block.middle for own in ranges}
    return [own for own in ranges if -exact <= off[own] <= padding + exact]


def covers(options: tuple[tuple[Range, ...], ...], table: Rows, barriers: frozenset[int]) -> list[tuple[Range, ...]]:
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
