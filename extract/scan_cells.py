"""The cells of a scanned page's tables, in pixels and by one number over all grids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .rules import RuledGrid

Box = tuple[int, int, int, int]
"""x0, y0, x1, y1 in pixels."""
ONE_COLUMN = 2
"""So many column edges are the sides of a frame."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a page's tables: the grids, the largest first, and each cell's box by its number over all grids."""

    grids: Sequence[RuledGrid]
    boxes: Sequence[Box]


def cells_of(grids: Sequence[RuledGrid], scale: float) -> Cells:
    """The cells of grids; `scale` is in pixels a point. None in a frame: it may hold a table that lacks rules."""
    ordered = sorted((grid for grid in grids if len(grid.xs) > ONE_COLUMN), key=lambda grid: -grid.area)
    edges = [
        (grid.xs[span.column], grid.ys[span.row], grid.xs[span.column_end], grid.ys[span.row_end])
        for grid in ordered
        for span in grid.spans
    ]
    return Cells(
        ordered, [(round(a * scale), round(b * scale), round(c * scale), round(d * scale)) for a, b, c, d in edges]
    )
