"""Where the edges of rows stand whose texts are set in the middle, and how exactly the texts show it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .middle_texts import Edges, Row, Texts
from .rows import Block

FEWEST_TOUCHING = 2
"""So many texts as near to the one above as any may show how far the texts of two cells keep from the edge between;"""
AGREE = 2
"""they do where so many of the edges that they tell of are those that others and the rows' middles give, and more if
some are not."""
EXACT, KNOWN = 0.06, 0.13
"""An edge that is known stands within the first share of a line's height: in a room no higher than the second."""
Room = tuple[float, float]
"""From where to where an edge may stand, in points."""


def find_edges(rows: Sequence[Row], blocks: Sequence[Block], texts: Texts) -> Edges:
    """The rows' edges, ends included: where known, else between their texts so that each row's middle is its texts'.

    The second matters where a merged text makes a row higher than its own. How far texts keep from edges, and so where
    some stand, is believed as far as the rows' middles agree with it.
    """
    if not rows:
        return Edges(texts.ends, (0.0, 0.0))
    padding = _padding_of(rows, blocks, texts)
    exact = None if padding is None else _run_edges(rows, _rooms(rows, blocks, texts, padding), texts, padding)
    return exact or _run_edges(rows, _rooms(rows, blocks, texts, None), texts, None) or Edges(texts.ends, (0.0, 0.0))


def _run_edges(rows: Sequence[Row], rooms: Sequence[Room], texts: Texts, padding: float | None) -> Edges | None:
    """The edges in these rooms; none where a padding tells of edges and the rows' middles hardly agree with it.

    Each edge gives the next one; those of a run, as long as all stand between their rows' texts, hang on the first,
    which stands where most room is left. Where a padding tells of edges, rows that a page's end may cut give none.
    """
    may_be_cut = {texts.first_row(rows), len(rows) - 1} if padding is not None else set[int]()
    edges: list[float] = []
    slacks: list[float] = []
    met = broken = 0
    while len(edges) <= len(rows):
        first = len(edges)
        low, high = rooms[first]
        run = [(1.0, 0.0)]
        for i in range(first + 1, len(rows) + 1):
            sign, shift = -run[-1][0], 2 * rows[i - 1].middle - run[-1][1]
            own = sorted(((rooms[i][0] - shift) / sign, (rooms[i][1] - shift) / sign))
            if i - 1 in may_be_cut or min(high, own[1]) < max(low, own[0]):
                broken += i - 1 not in may_be_cut
                break
            low, high = max(low, own[0]), min(high, own[1])
            run.append((sign, shift))
        edges += [sign * (low + high) / 2 + shift for sign, shift in run]
        slacks += [(high - low) / 2] * len(run)
        known = sum(b - a <= KNOWN * texts.spacing.height for a, b in rooms[first : len(edges)])
        met += max(0, known - 1)
    fewest = AGREE * (broken + 1) if texts.padding is None else broken
    if padding is not None and met < fewest:
        return None
    return Edges(tuple(edges), tuple(slacks), padding)


def _padding_of(rows: Sequence[Row], blocks: Sequence[Block], texts: Texts) -> float | None:
    """How far texts keep from the edges of their cells at least, in points; none where too few stand that near.

    Nor where rows stand nearer to each other, but for the rest of one that the page before begins. What the page before
    shows holds unless texts stand nearer here.
    """
    near, first = 2 * EXACT * texts.spacing.height, texts.first_row(rows)
    gaps = sorted(gap for above, below in _pairs(blocks, texts) if (gap := below.top - above.bottom) > 0)
    of_rows = [below.top - above.bottom for i, (above, below) in enumerate(pairwise(rows), 1) if i != first]
    least = min([*gaps[:1], *of_rows], default=0.0)
    if texts.padding is not None and least > 2 * texts.padding - near:
        return texts.padding
    if sum(gap <= least + near for gap in (*gaps, *of_rows)) < FEWEST_TOUCHING:
        return None
    return least / 2


def _pairs(blocks: Sequence[Block], texts: Texts) -> list[tuple[Block, Block]]:
    """The texts of each column with the next ones below; without those of a header right above the rest of a row."""
    ordered = sorted(blocks, key=lambda block: (block.column, block.top))
    pairs = [(above, below) for above, below in pairwise(ordered) if above.column == below.column]
    bottom = texts.header_bottom if texts.goes_on else texts.ends[0]
    return [(above, below) for above, below in pairs if not above.bottom <= bottom < below.top]


def _rooms(rows: Sequence[Row], blocks: Sequence[Block], texts: Texts, padding: float | None) -> list[Room]:
    """Where each edge may stand: between the texts of its rows, where known no nearer to them than texts are."""
    near = EXACT * texts.spacing.height
    least = min((below.top - above.bottom for above, below in pairwise(rows)), default=texts.spacing.height)
    tops = [*(row.top for row in rows), max(texts.ends[1], rows[-1].bottom + least)]
    bottoms = [min(texts.ends[0], rows[0].top - least), *(row.bottom for row in rows)]
    rooms = [(min(b, t), max(b, t)) for b, t in zip(bottoms, tops, strict=True)]
    known = list(texts.drawn)
    if padding is not None:
        last = max(block.bottom for block in blocks) + padding
        rooms = [*rooms[:1], *(_narrowed(room, padding - near) for room in rooms[1:-1]), (last - near, last + near)]
        touching = [(a, b) for a, b in _pairs(blocks, texts) if b.top - a.bottom <= 2 * (padding + near)]
        known += [(above.bottom + below.top) / 2 for above, below in touching]
        whole = [own for own in texts.headings if not own.column]
        known += [texts.header_bottom + padding, *(own.top - padding for own in whole)]
        known += [own.bottom + padding for own in whole]
    return [next(((y - near, y + near) for y in known if low <= y <= high), (low, high)) for low, high in rooms]


def _narrowed(room: Room, by: float) -> Room:
    """What is left of a room without so much (points) at both ends; all of it where that is nothing."""
    low, high = room[0] + by, room[1] - by
    return (low, high) if low <= high else room
