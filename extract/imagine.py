"""Tables that lack rules: what is missing is imagined from edges of cells, fills and words, and then read like the rest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .columns import SAME, Area, chunks_of, drawn_edges, good_edges, header_edges, is_crossed, river_edges
from .fragment import assign
from .page import Ink
from .paths import Segments
from .rows import text_rows
from .rules import RuledGrid, build_grid, join_edges
from .text import TextLine, read_words

FEWEST_COLUMNS = 3
FEWEST_FULL_ROWS = 2
"""Rows with texts in two columns or more: fewer are no table."""
WIDEST_GAP = 1.2
"""Lines above the first rule or below the last belong to the table if they follow within so many heights of a line."""
LONG_RULE = 100.0
"""A level rule from here on (points) may be one of a table."""

Line = list[TextLine]


def imagine_grids(ink: Ink, grids: list[RuledGrid], known: Sequence[float]) -> list[RuledGrid]:
    """Grids for the tables of a page that rules alone do not give; `known` are the column edges of the page before."""
    owner, _ = assign(ink.characters, grids)
    lines = read_words(ink.characters, owner < 0)
    levels = _free_levels(ink, grids)
    found = []
    for area_lines, own in _areas(lines, levels):
        grid = _imagine(ink, area_lines, own, known)
        if grid is not None:
            found.append(grid)
    return found


def _free_levels(ink: Ink, grids: list[RuledGrid]) -> Segments:
    """Level edges outside the ruled tables: strokes, and the upper and lower sides of shading."""
    strokes = [tuple(edge) for edge in ink.rules.horizontal.tolist()]
    for fill in ink.fills:
        if not fill.pale:
            strokes += [(fill.top, fill.x0, fill.x1), (fill.bottom, fill.x0, fill.x1)]
    free = [
        (y, x0, x1)
        for y, x0, x1 in strokes
        if not any(g.ys[0] - SAME <= y <= g.ys[-1] + SAME and x0 < g.xs[-1] and x1 > g.xs[0] for g in grids)
    ]
    return np.array(free).reshape(-1, 3)


def _areas(lines: list[Line], levels: Segments) -> list[tuple[list[Line], Segments]]:
    """Groups of long level edges one under the other, each with the lines of words that may belong to it."""
    joined = join_edges(levels)
    long = joined[joined[:, 2] - joined[:, 1] >= LONG_RULE] if len(joined) else joined
    if len(long) < 2:
        return []
    x0, x1 = float(long[:, 1].min()), float(long[:, 2].max())
    within = (joined[:, 1] >= x0 - SAME) & (joined[:, 2] <= x1 + SAME)
    words = [[w for w in line if x0 - SAME <= (w.x0 + w.x1) / 2 <= x1 + SAME] for line in lines]
    return [([line for line in words if line], joined[within])]


def _imagine(ink: Ink, lines: list[Line], levels: Segments, known: Sequence[float]) -> RuledGrid | None:
    x0, x1 = float(levels[:, 1].min()), float(levels[:, 2].max())
    top, bottom = float(levels[:, 0].min()), float(levels[:, 0].max())
    inside = [line for line in lines if top - 1 <= _middle(line) <= bottom + 1]
    edges = _column_edges(ink, Area(x0, top, x1, bottom, tuple(w for line in inside for w in line)), inside, known)
    if len(edges) + 1 < FEWEST_COLUMNS:
        return None
    levels = _of_cells(levels, [x0, *edges, x1])
    if len(levels) < 2:
        return None
    top, bottom, inside = _grow(lines, top, bottom, edges)
    ys = sorted({top, bottom, *levels[:, 0].tolist()})
    ys += text_rows(ys, inside, edges)
    outer = [(top, x0, x1), (bottom, x0, x1)]
    level = np.array([*levels.tolist(), *outer, *((y, x0, x1) for y in ys if y not in set(levels[:, 0].tolist()))])
    upright = np.array(_upright(sorted(ys), [x0, *edges, x1], inside))
    grid = build_grid(join_edges(level), join_edges(upright))
    return grid if grid is not None and _is_table(grid, inside) else None


def _middle(line: Line) -> float:
    return sum(word.top + word.bottom for word in line) / (2 * len(line))


def _column_edges(ink: Ink, area: Area, lines: list[Line], known: Sequence[float]) -> list[float]:
    """The edges with the best evidence: drawn, those of the page before, between the header's texts, calm strips."""
    drawn = good_edges(drawn_edges(area, ink.rules.horizontal, ink.fills), area, lines)
    if len(drawn) + 1 >= FEWEST_COLUMNS:
        return drawn
    learned = good_edges([x for x in known if area.x0 < x < area.x1], area, lines)
    if known and len(learned) == len([x for x in known if area.x0 < x < area.x1]) >= FEWEST_COLUMNS - 1:
        return learned
    header = _header_words(area, lines)
    between = good_edges(header_edges(area, header), area, lines)
    rivers = good_edges(river_edges(area), area, lines)
    return between if len(between) >= len(rivers) else rivers


def _header_words(area: Area, lines: list[Line]) -> list[TextLine]:
    """The words of the first lines, down to the first line that stands off from the one above."""
    words: list[TextLine] = []
    for line in lines:
        if words and min(w.top for w in line) - max(w.bottom for w in words) > 0.5 * (line[0].bottom - line[0].top):
            break
        words += line
    return words


def _of_cells(levels: Segments, edges: Sequence[float]) -> Segments:
    """The level edges that begin and end at column edges: an underlined word does not."""
    places = np.array(edges)
    near = [
        (np.abs(places - x0) <= 2 * SAME).any() and (np.abs(places - x1) <= 2 * SAME).any() for _, x0, x1 in levels.tolist()
    ]
    return levels[np.array(near, dtype=np.bool_)]


def _grow(lines: list[Line], top: float, bottom: float, edges: Sequence[float]) -> tuple[float, float, list[Line]]:
    """The area with the lines that a page break put beyond its first or last rule."""
    inside = [line for line in lines if top - 1 <= _middle(line) <= bottom + 1]
    for line in (line for line in lines if _middle(line) > bottom + 1):
        if _stands_off(line, bottom, is_below=True) or any(is_crossed(edge, line) for edge in edges):
            break
        bottom = max(w.bottom for w in line) + 1
        inside.append(line)
    for line in reversed([line for line in lines if _middle(line) < top - 1]):
        if _stands_off(line, top, is_below=False) or any(is_crossed(edge, line) for edge in edges):
            break
        top = min(w.top for w in line) - 1
        inside.insert(0, line)
    return top, bottom, inside


def _stands_off(line: Line, edge: float, is_below: bool) -> bool:
    height = max(w.bottom - w.top for w in line)
    gap = min(w.top for w in line) - edge if is_below else edge - max(w.bottom for w in line)
    return gap > WIDEST_GAP * height


def _upright(ys: Sequence[float], xs: Sequence[float], lines: list[Line]) -> list[tuple[float, float, float]]:
    """Imagined upright rules in each row, but not through the text of a heading."""
    rules = [(x, ys[0], ys[-1]) for x in (xs[0], xs[-1])]
    for begin, end in zip(ys, ys[1:], strict=False):
        own = [line for line in lines if begin <= _middle(line) <= end]
        covered = _heading_columns(own, xs)
        rules += [(x, begin, end) for i, x in enumerate(xs[1:-1], 1) if not covered[0] < i <= covered[1]]
    return rules


def _heading_columns(lines: list[Line], xs: Sequence[float]) -> tuple[int, int]:
    """First and last column under a row's running text, to the right end where nothing else follows; else nothing."""
    chunks = [chunk for line in lines for chunk in chunks_of(line)]
    crossing = [chunk for chunk in chunks if any(is_crossed(x, chunk) for x in xs[1:-1])]
    if not crossing:
        return 0, 0
    first = min(_column(chunk[0].x0, xs) for chunk in crossing)
    last = max(_column(chunk[-1].x1, xs) for chunk in crossing)
    others = [chunk for chunk in chunks if chunk not in crossing]
    if any(_column(chunk[0].x0, xs) > first for chunk in others):
        return 0, 0
    return first, len(xs) - 2 if last < len(xs) - 2 else last


def _column(x: float, xs: Sequence[float]) -> int:
    return max(0, min(len(xs) - 2, int(np.searchsorted(xs, x)) - 1))


def _is_table(grid: RuledGrid, lines: list[Line]) -> bool:
    """Whether enough rows hold texts in two columns or more."""
    full = 0
    for begin, end in zip(grid.ys, grid.ys[1:], strict=False):
        words = [w for line in lines if begin <= _middle(line) <= end for w in line]
        full += len({_column((w.x0 + w.x1) / 2, grid.xs) for w in words}) > 1
    return full >= FEWEST_FULL_ROWS
