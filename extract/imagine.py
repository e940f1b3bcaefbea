"""Tables that lack rules: the missing ones are imagined from edges of cells, fills and words, and read."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from .bands import cut_bands
from .columns import FEWEST_COLUMNS, SAME, Area, choose_edges, chunks_of, drawn_edges, is_crossed
from .edges import join_edges
from .fragment import assign
from .grow import grow
from .page import Ink
from .paths import Segments
from .rows import (
    NEW_BLOCK,
    Line,
    Spacing,
    column_at,
    goes_on_over,
    has_texts_astride,
    lines_by_column,
    text_rows,
    usual_spacing,
)
from .rules import RuledGrid, build_grid
from .sketch import FEWEST_TABULAR_LINES, HEADER_ROWS, Sketch, middle_of, sketch_tables
from .text import TextLine, read_words

FEWEST_FULL_ROWS = 2
"""Rows with texts in two columns or more: fewer are no table."""


@dataclass(frozen=True, slots=True)
class Sight:
    """How words are taken for cells: the gap that divides two cells, and whether strips alone give columns."""

    block: float
    by_strips: bool = False


USUAL, NARROWER, WIDER = Sight(NEW_BLOCK), Sight(NEW_BLOCK * 0.7), Sight(NEW_BLOCK * 1.5, by_strips=True)


def free_lines(ink: Ink, grids: list[RuledGrid]) -> list[Line]:
    """The words of a page outside its ruled tables, in lines."""
    owner, _ = assign(ink.characters, grids)
    return read_words(ink.characters, owner < 0)


def imagine_grids(ink: Ink, grids: list[RuledGrid], lines: list[Line], known: Sequence[float]) -> list[RuledGrid]:
    """All grids of a page: the ruled ones, and those of tables that rules alone do not give.

    `lines` are the words outside the ruled ones without page furniture; `known` are the column edges, sides included,
    of such a table on the page before.
    """
    headed = _under_headers(ink, grids, lines)
    wider = _of_few_columns(ink, [grid for grid in grids if grid not in headed])
    found = list((headed | wider).values())
    ruled = [grid for grid in grids if grid not in headed | wider]
    taken = [*ruled, *found]
    free = [line for line in lines if not any(_holds(grid, line) for grid in found)]
    for sketch, own in sketch_tables(ink, taken, free):
        grid = _imagine(ink, own, sketch, () if found else known)
        if grid is not None:
            found.append(grid)
    return [*ruled, *sorted(found, key=lambda grid: grid.ys[0])]


def _holds(grid: RuledGrid, line: Line) -> bool:
    return grid.ys[0] <= middle_of(line) <= grid.ys[-1]


def _under_headers(ink: Ink, grids: list[RuledGrid], lines: list[Line]) -> dict[RuledGrid, RuledGrid]:
    """Ruled headers, each with the whole table that stands under it without rules."""
    found = {}
    for grid in grids:
        if len(grid.ys) - 1 > HEADER_ROWS or len(grid.xs) - 1 < FEWEST_COLUMNS:
            continue
        limit = min((other.ys[0] for other in grids if other.ys[0] > grid.ys[-1]), default=np.inf)
        below = [line for line in lines if grid.ys[-1] < middle_of(line) < limit]
        bands = cut_bands(below, [grid.ys[-1]], ())
        below = list(bands[0].lines) if bands else []
        if sum(len(chunks_of(line)) > 1 for line in below) < FEWEST_FULL_ROWS:
            continue
        own = list(read_words(ink.characters, assign(ink.characters, [grid])[0] == 0))
        hard = np.array([(y, grid.xs[0], grid.xs[-1]) for y in grid.ys])
        sketch = Sketch(grid.xs[0], grid.xs[-1], grid.ys[0], grid.ys[-1], hard, (), grid.xs[1:-1])
        whole = _imagine(ink, [*own, *below], sketch, ())
        if whole is not None and len(whole.ys) > len(grid.ys) + 1:
            found[grid] = whole
    return found


def _of_few_columns(ink: Ink, grids: list[RuledGrid]) -> dict[RuledGrid, RuledGrid]:
    """Ruled grids of one or two columns, each with the table of more columns that its words stand in."""
    found = {}
    for grid in grids:
        if len(grid.xs) - 1 >= FEWEST_COLUMNS:
            continue
        lines = read_words(ink.characters, assign(ink.characters, [grid])[0] == 0)
        if sum(len(chunks_of(line)) >= FEWEST_COLUMNS for line in lines) < FEWEST_TABULAR_LINES:
            continue
        whole = _imagine(
            ink, lines, Sketch(grid.xs[0], grid.xs[-1], grid.ys[0], grid.ys[-1], _levels_in(ink, grid)), ()
        )
        if whole is not None and len(whole.xs) > len(grid.xs):
            found[grid] = whole
    return found


def _levels_in(ink: Ink, grid: RuledGrid) -> Segments:
    """The level rules of a ruled grid as they are drawn: beside a merged label they are shorter than the grid."""
    x0, top, x1, bottom = grid.box
    y, begin, end = ink.rules.horizontal.T
    own = (y >= top - SAME) & (y <= bottom + SAME) & (begin >= x0 - SAME) & (end <= x1 + SAME)
    return join_edges(ink.rules.horizontal[own])


def _imagine(ink: Ink, lines: list[Line], sketch: Sketch, known: Sequence[float]) -> RuledGrid | None:
    """The grid that a sketch and the words in it give; none where they give no table.

    It is unstable where the words, read a little narrower or wider, give other cells.
    """
    grid = _build(ink, lines, sketch, known, USUAL)
    if grid is None:
        return None
    others = [_build(ink, lines, sketch, known, sight) for sight in (NARROWER, WIDER)]
    is_stable = all(other is not None and other.spans == grid.spans for other in others)
    return replace(grid, is_imagined=True, is_unstable=grid.is_unstable or not is_stable)


def _build(ink: Ink, lines: list[Line], sketch: Sketch, known: Sequence[float], sight: Sight) -> RuledGrid | None:
    x0, x1 = (known[0], known[-1]) if known and _fits(sketch, known) else (sketch.x0, sketch.x1)
    lines = [[w for w in line if x0 - SAME <= (w.x0 + w.x1) / 2 <= x1 + SAME] for line in lines]
    lines = [line for line in lines if line]
    inside = [line for line in lines if sketch.top - 1 <= middle_of(line) <= sketch.bottom + 1]
    area = Area(x0, sketch.top, x1, sketch.bottom, tuple(w for line in inside for w in line))
    edges = list(sketch.edges) or choose_edges(
        area, inside, known, drawn_edges(area, ink.rules.horizontal, ink.fills), sight.by_strips
    )
    if len(edges) + 1 < FEWEST_COLUMNS:
        return None
    xs = [x0, *edges, x1]
    hard = _of_cells(sketch.hard, xs)
    top, bottom, inside = grow(ink, lines, sketch, edges, bool(known))
    columns = lines_by_column(inside, xs)
    spacing = usual_spacing(columns, sight.block)
    soft = _row_edges(sketch, hard, columns, spacing, (top, bottom))
    level = [*hard.tolist(), (top, x0, x1), (bottom, x0, x1), *_soft_levels(soft, columns, xs, spacing)]
    ys = sorted({y for y, _, _ in level})
    grid = build_grid(join_edges(np.array(level)), join_edges(np.array(_upright(ys, xs, inside))))
    if grid is None or not _is_table(grid, inside):
        return None
    by_words = len(hard) <= HEADER_ROWS + 1
    return replace(grid, is_unstable=by_words and has_texts_astride(columns, spacing))


def _row_edges(
    sketch: Sketch,
    hard: Segments,
    columns: Sequence[Sequence[TextLine]],
    spacing: Spacing,
    ends: tuple[float, float],
) -> list[float]:
    """Row edges that no rule draws: those of shading, and where texts begin outside of what is shaded or ruled."""
    top, bottom = ends
    soft = [y for y in sketch.soft if top < y < bottom]
    if len(hard) <= HEADER_ROWS + 1 and not soft:
        begin = float(hard[:, 0].max()) if len(hard) and sketch.edges else top
        return text_rows(columns, spacing, (begin, bottom))
    if not soft:
        return []
    drawn = sorted([*soft, *hard[:, 0].tolist()])
    between = [y for pair in pairwise(drawn) for y in text_rows(columns, spacing, pair, is_row=True)]
    outer = [(top, drawn[0]), (drawn[-1], bottom)]
    return [*soft, *between, *(y for pair in outer for y in text_rows(columns, spacing, pair))]


def _fits(sketch: Sketch, known: Sequence[float]) -> bool:
    return known[0] - 4 * SAME <= sketch.x0 and sketch.x1 <= known[-1] + 4 * SAME


def _of_cells(levels: Segments, xs: Sequence[float]) -> Segments:
    """The level rules that begin and end at column edges: an underlined word does not."""
    places = np.array(xs)
    near = [all((np.abs(places - x) <= 2 * SAME).any() for x in ends) for _, *ends in levels.tolist()]
    return levels[np.array(near, dtype=np.bool_)]


def _soft_levels(
    soft: Sequence[float], columns: Sequence[Sequence[TextLine]], xs: Sequence[float], spacing: Spacing
) -> list[tuple[float, float, float]]:
    """Row edges column by column: not where a text runs on over them."""
    return [
        (y, xs[c], xs[c + 1]) for y in soft for c, column in enumerate(columns) if not goes_on_over(y, column, spacing)
    ]


def _upright(ys: Sequence[float], xs: Sequence[float], lines: list[Line]) -> list[tuple[float, float, float]]:
    """Imagined upright rules in each row, but not through the text of a heading."""
    rules = [(x, ys[0], ys[-1]) for x in (xs[0], xs[-1])]
    for begin, end in itertools.pairwise(ys):
        own = [line for line in lines if begin <= middle_of(line) <= end]
        first, last = _heading_columns(own, xs)
        rules += [(x, begin, end) for i, x in enumerate(xs[1:-1], 1) if not first < i <= last]
    return rules


def _heading_columns(lines: list[Line], xs: Sequence[float]) -> tuple[int, int]:
    """First and last column under a row's running text, to the right end where nothing else follows; else nothing."""
    chunks = [chunk for line in lines for chunk in chunks_of(line)]
    crossing = [chunk for chunk in chunks if any(is_crossed(x, chunk) for x in xs[1:-1])]
    if not crossing:
        return 0, 0
    first = min(column_at(chunk[0].x0, xs) for chunk in crossing)
    others = [chunk for chunk in chunks if chunk not in crossing]
    if any(column_at(chunk[0].x0, xs) > first for chunk in others):
        return 0, 0
    return first, len(xs) - 2


def _is_table(grid: RuledGrid, lines: list[Line]) -> bool:
    """Whether enough rows hold texts in two columns or more."""
    full = 0
    for begin, end in zip(grid.ys, grid.ys[1:], strict=False):
        words = [w for line in lines if begin <= middle_of(line) <= end for w in line]
        full += len({column_at((w.x0 + w.x1) / 2, grid.xs) for w in words}) > 1
    return full >= FEWEST_FULL_ROWS
