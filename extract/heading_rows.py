"""Headings that begin a page of a ruled table with open sides: a level rule alone closes them above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from .edges import HEADING_ROW, SNAP, join_edges
from .page import Ink
from .rules import RuledGrid, Span


def with_headings(inks: Sequence[Ink], pages: Sequence[list[RuledGrid]]) -> list[list[RuledGrid]]:
    """The grids of all pages, the first of each with the heading above it, if it has the last one's columns before."""
    found: list[list[RuledGrid]] = []
    for ink, grids in zip(inks, pages, strict=True):
        before = found[-1][-1:] if found else []
        goes_on = bool(before and grids) and _same_columns(before[0], grids[0])
        found.append([_with_heading(ink, grids[0]), *grids[1:]] if goes_on else grids)
    return found


def _same_columns(one: RuledGrid, other: RuledGrid) -> bool:
    return len(one.xs) == len(other.xs) and bool(np.allclose(one.xs, other.xs, atol=SNAP))


def _with_heading(ink: Ink, grid: RuledGrid) -> RuledGrid:
    """The grid with a row of one cell on top, where a level rule as wide as it stands above within a row's height."""
    y, x0, x1 = join_edges(ink.rules.horizontal).T
    above = (y < grid.ys[0] - SNAP) & (y >= grid.ys[0] - HEADING_ROW)
    above &= (np.abs(x0 - grid.xs[0]) <= SNAP) & (np.abs(x1 - grid.xs[-1]) <= SNAP)
    if above.sum() != 1:
        return grid
    below = (Span(s.row + 1, s.column, s.row_end + 1, s.column_end) for s in grid.spans)
    return replace(
        grid,
        ys=(float(y[above][0]), *grid.ys),
        spans=(Span(0, 0, 1, len(grid.xs) - 1), *below),
        label=np.concatenate((np.zeros_like(grid.label[:1]), grid.label + 1)),
        irregular=frozenset(number + 1 for number in grid.irregular),
        unstable=frozenset(number + 1 for number in grid.unstable),
    )
