"""Rules to grids: edges -> joined edges -> connected groups -> elementary places -> printed cells.

A merged cell is one cell: two places of the grid with no rule between them belong together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from .edges import OPEN_SIDE, connected_groups, join_edges, join_over_headings
from .model import SetAt
from .paths import Rules, Segments

MOST_PLACES = 400_000
"""What has more places than this is a drawing on a raster, no table."""
COVERED = 0.5
"""A border is there where a rule covers this share of it."""
SLIVER = 5.5
"""Column edges nearer than this (points) leave no room for text between them."""
AT_ONCE = 1000
"""So many rules are laid on the borders in one step: memory is bounded, whatever a page holds."""

Bools = np.ndarray[Any, np.dtype[np.bool_]]
Ints = np.ndarray[Any, np.dtype[np.int64]]


class Span(NamedTuple):
    """Rows and columns of a grid that one cell covers, from 0; ends are exclusive."""

    row: int
    column: int
    row_end: int
    column_end: int


@dataclass(frozen=True, slots=True, eq=False)
class RuledGrid:
    """A ruled table on one page: `xs` and `ys` are its edges in points, `spans` its cells in reading order.

    `label[r, c]` is the number of the cell that covers a place; `open_bottom[c]` tells that no rule closes a column;
    `irregular` holds the cells that were cut out of a shape that is no rectangle.
    `is_imagined`: some of its rules are not drawn; `unstable`: cells of which the words could be read otherwise;
    `has_open_rows`: below the header texts alone part its rows; `has_open_end`: no rule closes it at the bottom.
    `set_at`: where its texts are set in their cells, if many show it.
    `gap`: how far lines of one cell stand apart (points), where its rows are imagined; `abuts`: so far rows do too.
    `padding`: how far lines of two cells keep from the edge between (points), where texts show it.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    spans: tuple[Span, ...]
    label: Ints
    open_bottom: tuple[bool, ...]
    irregular: frozenset[int] = frozenset()
    is_imagined: bool = False
    unstable: frozenset[int] = frozenset()
    has_open_rows: bool = False
    has_open_end: bool = False
    set_at: SetAt | None = None
    gap: float | None = None
    padding: float | None = None
    abuts: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom in points."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    @property
    def is_plain(self) -> bool:
        """Whether every rule of it is drawn, and every cell a rectangle of its own."""
        return not (self.irregular or self.is_imagined or self.unstable or self.has_open_rows or self.has_open_end)

    @property
    def area(self) -> float:
        """In square points."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])


def find_grids(rules: Rules) -> list[RuledGrid]:
    """The ruled tables of a page, top to bottom. A lone box (page frame, box round text) is none."""
    horizontal, vertical = join_edges(rules.horizontal), join_edges(rules.vertical)
    groups = connected_groups(horizontal, vertical)
    met = {place for own, _ in groups for place in own.tolist()}
    alone = [(horizontal[[place]], vertical[:0]) for place in range(len(horizontal)) if place not in met]
    whole = [*((horizontal[h], vertical[v]) for h, v in groups), *alone]
    grids = []
    for own_h, own_v in join_over_headings(whole):
        grid = build_grid(own_h, own_v)
        if grid is not None:
            grids.append(grid)
    return sorted(grids, key=lambda g: (g.ys[0], g.xs[0]))


def build_grid(horizontal: Segments, vertical: Segments) -> RuledGrid | None:
    """The grid of one connected group of rules; none where it has a single place."""
    xs = _without_slivers(_edges(vertical[:, 0], horizontal[:, 1:]))
    ys = _edges(horizontal[:, 0], vertical[:, 1:])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or not 2 <= rows * columns <= MOST_PLACES:
        return None
    upright = _borders(vertical, xs, ys)
    level = _borders(horizontal, ys, xs)
    label = _regions(~upright[1:-1].T, ~level[1:-1])
    spans, label, irregular = to_rectangles(label)
    if len(spans) < 2:
        return None
    return RuledGrid(
        tuple(xs.tolist()), tuple(ys.tolist()), spans, label, tuple((~level[-1]).tolist()), frozenset(irregular)
    )


def _edges(places: Segments, ends: Segments) -> Segments:
    """Sorted distinct places of the rules, and one more at each side that rules across run beyond.

    Where they run beyond by less, the outermost edge is where they end: text may stand there.
    """
    edges = np.unique(places)
    low, high = ends[:, 0].min(), ends[:, 1].max()
    if edges[0] - low > OPEN_SIDE:
        edges = np.concatenate(([low], edges))
    if high - edges[-1] > OPEN_SIDE:
        edges = np.concatenate((edges, [high]))
    edges[0], edges[-1] = min(edges[0], low), max(edges[-1], high)
    return edges


def _without_slivers(edges: Segments) -> Segments:
    """Column edges, those with no room for text between them as one, in their middle: cells with a gap between them."""
    groups: list[list[float]] = []
    for edge in edges.tolist():
        if groups and edge - groups[-1][0] < SLIVER:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    merged = np.array([(own[0] + own[-1]) / 2 for own in groups])
    merged[0], merged[-1] = edges[0], edges[-1]
    return merged


def _borders(rules: Segments, places: Segments, bands: Segments) -> Bools:
    """For each place (row) and each band across (column) whether a rule stands there."""
    covered = np.zeros((len(places), len(bands) - 1))
    begins, ends = bands[:-1], bands[1:]
    after = np.searchsorted(places, rules[:, 0]).clip(1, len(places) - 1)
    nearest = after - (rules[:, 0] - places[after - 1] <= places[after] - rules[:, 0])
    for some in range(0, len(rules), AT_ONCE):
        own = slice(some, some + AT_ONCE)
        reach = np.minimum(ends, rules[own, 2, None]) - np.maximum(begins, rules[own, 1, None])
        np.add.at(covered, nearest[own], np.maximum(reach, 0))
    return np.asarray(covered >= COVERED * (ends - begins))


def _regions(open_right: Bools, open_below: Bools) -> Ints:
    """Number the sets of places that no border divides: open to the right (c and c + 1) or below (r and r + 1)."""
    rows, columns = open_right.shape[0], open_below.shape[1]
    parent = list(range(rows * columns))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for r, c in np.argwhere(open_right).tolist():
        parent[root(r * columns + c + 1)] = root(r * columns + c)
    for r, c in np.argwhere(open_below).tolist():
        parent[root((r + 1) * columns + c)] = root(r * columns + c)
    return np.array([root(place) for place in range(rows * columns)]).reshape(rows, columns)


def to_rectangles(label: Ints) -> tuple[tuple[Span, ...], Ints, list[int]]:
    """Regions as rectangles in reading order; a region of another shape is cut into rectangles, row by row."""
    spans: list[Span] = []
    irregular: list[int] = []
    rows: list[list[int]] = label.tolist()
    numbered = [[-1] * len(row) for row in rows]
    sizes = np.bincount(label.ravel()).tolist()
    for r, row in enumerate(rows):
        for c, region in enumerate(row):
            if numbered[r][c] >= 0:
                continue
            span = _grow(rows, numbered, r, c) if sizes[region] > 1 else Span(r, c, r + 1, c + 1)
            width = span.column_end - c
            if (span.row_end - r) * width != sizes[region]:
                irregular.append(len(spans))
            for own in numbered[r : span.row_end]:
                own[c : span.column_end] = [len(spans)] * width
            spans.append(span)
    return tuple(spans), np.array(numbered, dtype=np.int64), irregular


def _grow(rows: list[list[int]], numbered: list[list[int]], row: int, column: int) -> Span:
    """The widest, then deepest rectangle of one region from its first place on."""
    region = rows[row][column]
    column_end = column + 1
    while column_end < len(rows[row]) and rows[row][column_end] == region and numbered[row][column_end] < 0:
        column_end += 1
    width = column_end - column
    whole, free = [region] * width, [-1] * width
    row_end = row + 1
    while (
        row_end < len(rows)
        and rows[row_end][column:column_end] == whole
        and numbered[row_end][column:column_end] == free
    ):
        row_end += 1
    return Span(row, column, row_end, column_end)
