"""Columns whose texts stand beside each other one by one, as indicators and their numbers do: their cells are alike."""

from __future__ import annotations

from collections.abc import Sequence

from .middle_cells import Placed
from .middle_texts import LAST_LABEL_COLUMN, LEVEL, Range
from .rows import Block
from .spacing import Spacing

FEWEST = 3
"""So many texts beside each other tell that columns go together."""
MOSTLY = 0.8
"""So many of a column's texts have one beside them."""
Unsure = frozenset[tuple[int, int]]


def differing_rows(columns: Sequence[Sequence[Block]], placed: Sequence[Placed], spacing: Spacing) -> Unsure:
    """Columns and rows of labels that stand beside each other and are given different rows; by columns' texts."""
    found: set[tuple[int, int]] = set()
    for left in range(min(LAST_LABEL_COLUMN + 1, len(columns) - 1)):
        pairs = _beside(columns[left], columns[left + 1], spacing)
        if len(pairs) < max(FEWEST, MOSTLY * len(columns[left]), MOSTLY * len(columns[left + 1])):
            continue
        for i, j in pairs:
            one, other = placed[left].ranges[i], placed[left + 1].ranges[j]
            if one != other:
                found |= {(column, row) for column in (left, left + 1) for row in _union(one, other)}
    return frozenset(found)


def _beside(left: Sequence[Block], right: Sequence[Block], spacing: Spacing) -> list[Range]:
    """The places of the texts of two columns that have their middles on one level."""
    near = LEVEL * spacing.height
    return [(i, j) for i, a in enumerate(left) for j, b in enumerate(right) if abs(a.middle - b.middle) <= near]


def _union(one: Range, other: Range) -> range:
    return range(min(one[0], other[0]), max(one[1], other[1]) + 1)
