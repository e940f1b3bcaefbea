"""Tables that lack rules: the missing ones are imagined from edges of cells, fills and words, and read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from .abutting import spaced
from .bands import cut_bands
from .before import Before, is_in
from .body import Body
from .choose import snap_edges
from .columns import FEWEST_COLUMNS, NARROWEST, SAME, Area, chunks_of, light_spans
from .drawn_columns import are_shown, find_edges, with_wide_headings
from .edges import join_edges
from .fragment import assign, lines_in
from .grow import grow
from .imagined_rows import has_open_rows, imagine_rows, with_open_rows
from .label_ends import over_headings, without_early_ends
from .open_bodies import levels_in, open_body, parted_at_breaks
from .overflow import with_overflow
from .page import Ink
from .paths import Segments
from .rows import Line, between, column_at, lines_by_column
from .rules import RuledGrid, build_grid
from .sights import cells_in, find_doubted, moved_cells
from .sketch import FEWEST_TABULAR_LINES, HEADER_ROWS, Sketch, middle_of, sketch_tables
from .spacing import NEW_BLOCK, usual_spacing
from .uprights import find_headings, find_wide_texts, imagine_uprights, part_labels

WIDE = 0.3
"""A heading is wider than this share of its table."""
FEWEST_FULL_ROWS = 2
"""Rows with texts in two columns or more: fewer are no table."""
Longer = dict[RuledGrid, RuledGrid]


@dataclass(frozen=True, slots=True)
class Sight:
    """How words are taken for cells: the gap that divides two cells, and whether strips alone give columns."""

    block: float
    by_strips: bool = False


USUAL, NARROWER, WIDER = Sight(NEW_BLOCK), Sight(NEW_BLOCK * 0.7), Sight(NEW_BLOCK * 1.5, by_strips=True)


def imagine_grids(ink: Ink, grids: list[RuledGrid], lines: list[Line], before: Before) -> list[RuledGrid]:
    """All grids of a page: the ruled ones, and those of tables that rules alone do not give.

    `lines` are the words outside the ruled ones without page furniture.
    """
    before, lines = before.of_page(lines, grids)
    longer = with_overflow(ink.characters, assign(ink.characters, grids)[0], grids)
    headed = _under_headers(ink, longer, lines, before)
    wider = _of_few_columns(ink, {grid: own for grid, own in longer.items() if grid not in headed}, before)
    opened = _of_open_bodies(ink, {grid: own for grid, own in longer.items() if grid not in headed | wider}, before)
    found = list((headed | wider | opened).values())
    ruled = [grid for grid in grids if grid not in headed | wider | opened]
    taken = [*ruled, *found]
    free = [line for line in lines if not any(is_in(grid, line) for grid in found)]
    for sketch, own in sketch_tables(ink, taken, free, bool(before.xs)):
        grid = _imagine(ink, own, sketch, Before() if found else before)
        if grid is not None:
            found.append(grid)
    return [*ruled, *sorted(found, key=lambda grid: grid.ys[0])]


def _under_headers(ink: Ink, grids: Longer, lines: list[Line], before: Before) -> Longer:
    """Ruled headers (each beside itself with its overflow), with the whole table that stands under it without rules."""
    found = {}
    first = min(grids, key=lambda grid: grid.ys[0], default=None)
    for grid, longer in grids.items():
        if len(grid.ys) - 1 > HEADER_ROWS or len(grid.xs) - 1 < FEWEST_COLUMNS:
            continue
        limit = min((other.ys[0] for other in grids if other.ys[0] > grid.ys[-1]), default=np.inf)
        below = [line for line in lines if longer.ys[-1] < middle_of(line) < limit]
        bands = cut_bands(below, [grid.ys[-1]], ())
        below = list(bands[0].lines) if bands else []
        if sum(len(chunks_of(line)) > 1 for line in below) < FEWEST_FULL_ROWS:
            continue
        own = lines_in(ink, grid)
        hard = np.array([(y, grid.xs[0], grid.xs[-1]) for y in grid.ys])
        sketch = Sketch(grid.xs[0], grid.xs[-1], grid.ys[0], grid.ys[-1], hard, (), grid.xs[1:-1])
        whole = _imagine(ink, [*own, *below], sketch, before if grid is first else Before())
        if whole is not None and len(whole.ys) > len(grid.ys) + 1:
            found[grid] = whole
    return found


def _of_few_columns(ink: Ink, grids: Longer, before: Before) -> Longer:
    """Ruled grids (each beside itself with its overflow) of one or two columns, with the wider table of their words."""
    found = {}
    first = min(grids, key=lambda grid: grid.ys[0], default=None)
    for ruled, grid in grids.items():
        if len(grid.xs) - 1 >= FEWEST_COLUMNS:
            continue
        lines = lines_in(ink, grid)
        if sum(len(chunks_of(line)) >= FEWEST_COLUMNS for line in lines) < FEWEST_TABULAR_LINES:
            continue
        sketch = Sketch(grid.xs[0], grid.xs[-1], grid.ys[0], grid.ys[-1], levels_in(ink.rules, grid))
        whole = _imagine(ink, lines, sketch, before if ruled is first else Before())
        if whole is not None and len(whole.xs) > len(grid.xs):
            found[ruled] = whole
    return found


def _of_open_bodies(ink: Ink, grids: Longer, before: Before) -> Longer:
    """Ruled grids of which a row may hold several: parted by texts or breaks, or unstable where that is unsure.

    `grids`: each with itself as far down as its text goes on below its rules.
    """
    found: Longer = {}
    for ruled, grid in grids.items():
        body = open_body(ink, grid, before.has_columns(grid.xs))
        if body is None:
            parted = parted_at_breaks(ink, grid)
            found |= {ruled: parted} if parted is not grid else {}
            continue
        whole = None
        if body.is_sure:
            x0, top, x1, bottom = grid.box
            sketch = Sketch(x0, x1, top, bottom, body.levels, (), grid.xs[1:-1], body.uprights, body.strips)
            whole = _imagine(ink, list(body.lines), sketch, before)
        if whole is None or len(whole.ys) <= len(grid.ys):
            strips = [(column, *strip) for strip in body.strips for column in range(len(grid.xs) - 1)]
            whole = replace(grid, unstable=cells_in(grid, strips))
        found[ruled] = whole
    return found


def _imagine(ink: Ink, lines: list[Line], sketch: Sketch, before: Before) -> RuledGrid | None:
    """The grid that a sketch and the words in it give; none where they give no table.

    Those cells are unstable that the words, read a little narrower or wider, do not give, and those whose texts speak
    against them.
    """
    grid = _build(ink, lines, sketch, before, USUAL)
    if grid is None:
        return None
    others = [_build(ink, lines, sketch, before, sight) for sight in (NARROWER, WIDER)]
    moved = [moved_cells(grid, other, lines) for other in others]
    return replace(
        grid, is_imagined=True, unstable=grid.unstable.union(*moved, find_doubted(grid, lines, ink.rules.vertical))
    )


def _build(ink: Ink, lines: list[Line], sketch: Sketch, before: Before, sight: Sight) -> RuledGrid | None:
    x0, x1 = before.sides(sketch)
    whole, lines = lines, between(lines, x0 - SAME, x1 + SAME)
    area, rows = _area_of(sketch, lines, (x0, x1))
    edges = list(sketch.edges) or find_edges(ink, area, rows, before.xs, sight.by_strips)
    if len(edges) + 1 < FEWEST_COLUMNS:
        return None
    edges = snap_edges(edges, sketch.hard, area)
    xs = [x0, *edges, x1]
    top, bottom, inside = grow(ink, lines, sketch, edges, bool(before.xs))
    inside = inside if sketch.uprights is not None else with_wide_headings(inside, xs, ink.rules.vertical)
    inside, goes_on = part_labels(inside, xs), before.has_columns(xs)
    wide = find_headings(inside, xs), find_wide_texts(inside, xs)
    parting = wide[0] if sketch.is_by_texts else None
    columns, spacing, abutting = spaced(lines_by_column(inside, xs), parting, xs, sight.block, before)
    hard = over_headings(without_early_ends(_of_cells(sketch.hard, xs), xs, inside), xs, wide[0])
    has_header = not goes_on or before.lines_again(inside) > 0
    body = Body(
        sketch, tuple(xs), tuple(map(tuple, columns)), hard, ink.fills, *wide, spacing, (top, bottom), goes_on,
        has_header, *((before.header_bottom(inside), before.padding, before.is_at_top) if goes_on else ()),
    )  # fmt: skip
    body, doubted = with_open_rows(body, ink.is_scanned)
    imagined = imagine_rows(body)
    level = [*hard.tolist(), (top, x0, x1), (bottom, x0, x1), *imagined.levels]
    again = before.header_level(inside, level, (x0, x1)) if goes_on else []
    level += again
    ys = sorted({y for y, _, _ in level})
    uprights = sketch.uprights
    if uprights is None:
        header = usual_spacing(columns) if has_header else None
        uprights = np.array(imagine_uprights(ys, xs, inside, header, until=again[0][0] if again else np.inf))
    grid = build_grid(join_edges(np.array(level)), join_edges(uprights))
    if grid is None or not _is_table(grid, inside, 1 if goes_on else FEWEST_FULL_ROWS):
        return None
    is_shown = (goes_on and before.is_sure) or are_shown(edges, ink, area, rows)
    unsure = (*imagined.unsure, *doubted, *abutting) if is_shown and not _has_words_beside(grid, whole) else None
    return replace(_described(grid, body, unsure), set_at=imagined.set_at, padding=imagined.padding)


def _area_of(sketch: Sketch, lines: Sequence[Line], sides: tuple[float, float]) -> tuple[Area, list[Line]]:
    """The part of a page that tells of a sketch's columns, and its lines that do; headings hardly count."""
    x0, x1 = sides
    own = [line for line in lines if sketch.top - 1 <= middle_of(line)]
    if len(sketch.hard) > HEADER_ROWS or (sketch.soft and not len(sketch.hard)):
        own = [line for line in own if middle_of(line) <= sketch.bottom + 1]
    rows = [line for line in own if not _is_heading(line, x1 - x0)]
    light = light_spans([], [line for line in own if _is_heading(line, x1 - x0)])
    bottom = max([sketch.bottom, *(w.bottom for line in rows for w in line)])
    return Area(x0, sketch.top, x1, bottom, tuple(w for line in rows for w in line), tuple(light)), rows


def _described(grid: RuledGrid, body: Body, unsure: Sequence[tuple[int, float, float]] | None) -> RuledGrid:
    """The grid with what is to be known of its rows; all strips of columns are `unsure` where none are given."""
    if unsure is None:
        unsure = [(column, *body.ends) for column in range(len(body.xs) - 1)]
    unstable = cells_in(grid, unsure)
    is_closed = bool((np.abs(body.hard[:, 0] - body.ends[1]) <= SAME).any())
    grid = replace(grid, gap=body.spacing.gap, abuts=bool(body.spacing.begun))
    return replace(grid, unstable=unstable, has_open_rows=has_open_rows(body), has_open_end=not is_closed)


def _has_words_beside(grid: RuledGrid, lines: Sequence[Line]) -> bool:
    """Whether words stand beside a table on the level of its rows: some of its columns, or texts, may be left out."""
    inside = [w for line in lines for w in line if grid.ys[0] <= (w.top + w.bottom) / 2 <= grid.ys[-1]]
    return any(not grid.xs[0] <= (w.x0 + w.x1) / 2 <= grid.xs[-1] for w in inside)


def _is_heading(line: Line, width: float) -> bool:
    """Whether a line is one text over a good part of a table's width: it tells nothing of columns."""
    return len(chunks_of(line)) == 1 and line[-1].x1 - line[0].x0 > WIDE * width


def _of_cells(levels: Segments, xs: Sequence[float]) -> Segments:
    """The level rules that begin and end at column edges: an underlined word does not.

    One that stands over an edge may begin or end farther off the next one, as no edge between texts is known to the
    point.
    """
    found = []
    for y, begin, end in levels.tolist():
        own = [min(xs, key=lambda x: abs(x - place)) for place in (begin, end)]
        off = max(abs(own[0] - begin), abs(own[1] - end))
        is_over = any(begin + 2 * SAME < x < end - 2 * SAME for x in xs)
        if off <= 2 * SAME:
            found.append((y, begin, end))
        elif off <= NARROWEST and is_over:
            found.append((y, *own))
    return np.array(found).reshape(-1, 3)


def _is_table(grid: RuledGrid, lines: list[Line], fewest: int) -> bool:
    """Whether enough rows hold texts in two columns or more."""
    full = 0
    for begin, end in zip(grid.ys, grid.ys[1:], strict=False):
        words = [w for line in lines if begin <= middle_of(line) <= end for w in line]
        full += len({column_at((w.x0 + w.x1) / 2, grid.xs) for w in words}) > 1
    return full >= fewest
