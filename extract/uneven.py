"""Texts of different heights that share their middles, one pair below the other: rows whose cells are set so."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from .rows import Block

EVEN = 0.12
"""Middles within this share of a line's height are on one level."""
FEWEST_LEVELS = 2
"""On so many levels of a ruled row at least: the texts of two cells share but one, wherever they are set."""
Pair = tuple[Block, Block]


def uneven_pairs(blocks: Sequence[Block], height: float) -> list[Pair]:
    """The texts of a ruled row that stand beside others of its columns so; none where they share one level or tops.

    `height`: a line's, in points. Columns with one text tell nothing.
    """
    counts = [sum(own.column == block.column for own in blocks) for block in blocks]
    several = [block for block, count in zip(blocks, counts, strict=True) if count > 1]
    uneven = [
        (one, other)
        for one, other in combinations(several, 2)
        if one.column != other.column and abs(one.height - other.height) > height / 2
    ]
    pairs = [(a, b) for a, b in uneven if abs(a.middle - b.middle) <= EVEN * height]
    tops = [(a, b) for a, b in uneven if abs(a.top - b.top) <= EVEN * height]
    levels = sorted(block.middle for block, _ in pairs)
    are_several = sum(below - above > height / 2 for above, below in pairwise(levels)) + 1 >= FEWEST_LEVELS
    return pairs if are_several and len(pairs) > 2 * len(tops) else []
