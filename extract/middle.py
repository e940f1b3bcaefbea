"""Rows of a table without level rules whose cells' texts are set in the middle of their cells, merged ones too.

What stands in one row has its middles on one level, whatever its height; the middle of a merged cell's text is that of
the rows that it covers. Where texts begin says nothing here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from statistics import median

from .middle_beside import differing_rows
from .middle_cells import Placed, place_texts
from .middle_edges import find_edges
from .middle_texts import LEVEL, Row, Rows, Texts, row_of
from .rows import Block, below_header
from .spacing import Spacing

ALONE = 0.45
"""A text that stands alone on its level is so much of a row: two of them are less sure than one row of several."""
LEFT_OUT = 0.5
"""A text that is taken for a merged cell's costs so much of a row: there must be more rows for it."""
IN_NO_OTHER = 0.1
"""A row with a text that stood in the middle of no others is rather one, by so much of a row."""
LEAST_GAP = 0.5
"""Rows stand apart by this share of what parts two cells in a column."""

FEWEST_TOPS, MANY_TOPS = 8, 10
"""So many pairs of texts that share their tops, and so many times more than share their middles, leave no doubt."""
MOST_TRIES = 3
"""Rows are looked for so often, each time with more texts that belong to one row for sure."""


@dataclass(frozen=True, slots=True)
class MiddleRows:
    """Row edges in points, and for each column those that its merged cells do not cover.

    `unsure`: columns and rows where some text stands in the middle of no rows, or of others than it is given, too.
    `padding`: how far texts keep from edges (points), where they show it.
    """

    edges: tuple[float, ...]
    by_column: tuple[tuple[float, ...], ...]
    unsure: frozenset[tuple[int, int]]
    padding: float | None = None


def is_set_in_the_middle(blocks: Sequence[Block], spacing: Spacing, goes_on: bool = False) -> bool:
    """Whether texts of different heights that stand beside each other share their middles rather than their tops.

    Where the table `goes_on` over pages, the page's first texts and its last ones may be cut: such stand at the top.
    """
    tops, middles = _settings(blocks, spacing, goes_on)
    if tops or middles:
        return middles > tops
    return sum(_shared_levels(blocks, spacing, goes_on)) + _count_astride(blocks, spacing) > 0  # by the header alone


def is_set_at_the_top(blocks: Sequence[Block], spacing: Spacing, goes_on: bool = False) -> bool:
    """Whether many such texts share their tops, and hardly any their middles: none but at the top of its cell."""
    tops, _ = _shared_levels(blocks, spacing, goes_on)
    _, middles = _shared_levels(below_header(blocks, spacing), spacing, goes_on)
    return tops >= max(FEWEST_TOPS, MANY_TOPS * middles)


def shares_tops(blocks: Sequence[Block], spacing: Spacing, goes_on: bool = False) -> bool:
    """Whether some text below a header shares its top with one beside it that is higher or lower."""
    return _shared_levels(below_header(blocks, spacing), spacing, goes_on)[0] > 0


def _settings(blocks: Sequence[Block], spacing: Spacing, goes_on: bool) -> tuple[int, int]:
    """How often texts are set at the top, and how often in the middle; of headers many are, and tell no more."""
    below = below_header(blocks, spacing)
    tops, _ = _shared_levels(blocks, spacing, goes_on)
    _, middles = _shared_levels(below, spacing, goes_on)
    return tops, middles + _count_astride(below, spacing)


def _shared_levels(blocks: Sequence[Block], spacing: Spacing, goes_on: bool) -> tuple[int, int]:
    """How many pairs of texts of different heights that stand beside each other share their tops, and their middles."""
    tops = middles = 0
    near = LEVEL * spacing.height
    ends = {min(block.top for block in blocks), max(block.top for block in blocks)} if goes_on and blocks else set()
    for one, other in combinations(blocks, 2):
        is_beside = one.column != other.column and one.top < other.bottom and other.top < one.bottom
        if is_beside and abs(one.height - other.height) > spacing.height / 2:
            is_cut = any(abs(one.top - end) <= near for end in ends)
            tops += abs(one.top - other.top) <= near and not is_cut
            middles += abs(one.middle - other.middle) <= near
    return tops, middles


def _count_astride(blocks: Sequence[Block], spacing: Spacing) -> int:
    """How many texts stand between two texts of another column that leave no room for a row: none is set at its top."""
    near, least = LEVEL * spacing.height, _least_gap(blocks, spacing)
    pairs = [(above, below) for above, below in pairwise(blocks) if above.column == below.column]

    def leave_no_room(above: Block, block: Block, below: Block) -> bool:
        is_close = below.top - above.bottom < spacing.height + near
        return is_close or max(block.top - above.bottom, below.top - block.bottom) < least

    return sum(
        any(
            above.column != block.column
            and above.top + near < block.top < above.bottom + spacing.height
            and below.top - spacing.height < block.bottom < below.bottom - near
            and above.middle < block.middle < below.middle
            and leave_no_room(above, block, below)
            for above, below in pairs
        )
        for block in blocks
    )


def middle_rows(texts: Texts) -> MiddleRows:
    """The rows between the texts' two ends: none stands over a level that is drawn."""
    table, found = _place(texts)
    covered = [{edge for a, b in column.ranges for edge in table.edges[a + 1 : b + 1]} for column in found]
    inner = table.edges[1:-1]
    by_column = tuple(tuple(edge for edge in inner if edge not in own) for own in covered)
    unsure = {
        (number, row)
        for number, column in enumerate(found)
        if not (column.misplaced and texts.parts.issuperset(column.misplaced))
        for row in column.unsure
    }
    unsure |= differing_rows([_of_column(texts, c) for c in range(texts.columns)], found, texts.spacing)
    return MiddleRows(inner, by_column, frozenset(unsure), table.found.padding)


def _of_column(texts: Texts, column: int) -> list[Block]:
    """The texts of a column between the table's ends."""
    return [own for own in texts.blocks if own.column == column and texts.ends[0] <= own.middle <= texts.ends[1]]


def _place(texts: Texts) -> tuple[Rows, list[Placed]]:
    """The rows and where each column's texts stand in them: of some tries that which leaves the fewest without rows."""
    columns = [_of_column(texts, column) for column in range(texts.columns)]
    own = [block for column in columns for block in column]
    whole: frozenset[Block] = frozenset()
    tries: list[tuple[int, Rows, list[Placed]]] = []
    for _ in range(MOST_TRIES):
        table = _table(own, whole, texts)
        found = [place_texts(column, table) for column in columns]
        misplaced = frozenset(block for column in found for block in (*column.misplaced, *column.clashing))
        tries.insert(0, (len(misplaced), table, found))
        if misplaced <= whole:
            break
        whole |= misplaced
    return min(tries, key=lambda own: own[0])[1:]


def _table(blocks: Sequence[Block], whole: frozenset[Block], texts: Texts) -> Rows:
    rows = _choose(blocks, whole, texts)
    found = find_edges(rows, blocks, texts)
    inside = [heading for heading in texts.headings if texts.ends[0] <= heading.middle <= texts.ends[1]]
    return Rows(tuple(rows), found, tuple((row_of(found.ys, own.middle), own.column) for own in inside), texts)


def _choose(blocks: Sequence[Block], whole: frozenset[Block], texts: Texts) -> list[Row]:
    """The rows, top to bottom: of what cannot stand one under the other, that with more rows, then with more texts.

    A merged cell's text lies over rows, or on the level of one of them and over its neighbours. None of `whole` does.
    The rest of a row that the page before begins may stand right below the header.
    """
    spacing = texts.spacing
    found = [row for level in _levels(blocks, spacing) for row in _candidates(level, whole)]
    inner = LEVEL * spacing.height
    candidates = sorted(
        (row for row in found if not any(row.top + inner < y < row.bottom - inner for y in texts.drawn)),
        key=lambda row: row.bottom,
    )
    gap, bottom = _least_gap(blocks, spacing), texts.header_bottom if texts.goes_on else None
    best: list[tuple[tuple[float, int], list[Row]]] = [((0.0, 0), [])]
    for i, row in enumerate(candidates):
        is_rest = [bottom is not None and above.bottom <= bottom < row.top for above in candidates[:i]]
        before = max(
            j for j in range(i + 1) if j == 0 or candidates[j - 1].bottom + gap * (not is_rest[j - 1]) <= row.top
        )
        (score, count), rows = best[before]
        own = (ALONE if row.texts == 1 else 1.0) - LEFT_OUT * row.left_out + IN_NO_OTHER * row.is_whole
        taken = ((round(score + own, 6), count + row.texts), [*rows, row])
        best.append(max(best[-1], taken, key=lambda found: found[0]))
    return best[-1][1]


def _least_gap(blocks: Sequence[Block], spacing: Spacing) -> float:
    """How near the texts of two rows may stand, in points: hardly nearer than those of two cells in some column do.

    Nor than rows do that have texts in most columns. Cells have one padding: what stands nearer to both of its
    neighbours is the text of a cell that is merged over them.
    """
    pairs = pairwise(sorted(blocks, key=lambda block: (block.column, block.top)))
    gaps = [below.top - above.bottom for above, below in pairs if above.column == below.column]
    columns = len({block.column for block in blocks})
    full = [level for level in _levels(blocks, spacing) if 2 * len(level) > columns]
    gaps += [min(b.top for b in below) - max(b.bottom for b in above) for above, below in pairwise(full)]
    least = spacing.gap + LEAST_GAP * spacing.block * spacing.height
    return max(least, min((gap for gap in gaps if gap > 0), default=least) - LEVEL * spacing.height)


def _levels(blocks: Sequence[Block], spacing: Spacing) -> list[list[Block]]:
    levels: list[list[Block]] = []
    for block in sorted(blocks, key=lambda block: block.middle):
        if levels and block.middle - levels[-1][0].middle <= 2 * LEVEL * spacing.height:
            levels[-1].append(block)
        else:
            levels.append([block])
    return levels


def _candidates(level: Sequence[Block], whole: frozenset[Block]) -> list[Row]:
    """A level's texts as a row: all of them, or without the highest ones, which may be merged cells'."""
    ordered = sorted(level, key=lambda block: block.height)
    least = max((i for i, block in enumerate(ordered) if block in whole), default=0)
    return [
        Row(
            min(b.top for b in ordered[:count]),
            max(b.bottom for b in ordered[:count]),
            count,
            len(ordered) - count,
            not whole.isdisjoint(ordered[:count]),
            median(b.middle for b in ordered[:count]),
        )
        for count in range(least + 1, len(ordered) + 1)
    ]
