"""What the print shows of a table that lacks rules, before the missing ones are imagined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from .bands import Band, cut_bands
from .columns import FEWEST_COLUMNS, SAME, Gap, chunks_of
from .edges import join_edges
from .page import Ink
from .paths import Segments
from .rows import Line
from .rules import RuledGrid

FEWEST_TABULAR_LINES = 4
"""Lines in three parts or more that a table without any rule must have."""
FEWEST_OF_MANY, MANY_PARTS = 3, 4
"""So few lines are enough where each is in so many parts."""
LONG_RULE = 100.0
"""A level rule from here on (points) may be one of a table."""
HEADER_GAP = 2.0
"""Rows of a header stand no farther apart than so many heights of a line."""
FRAME, FRAME_GAP = 0.5, 10.0
"""A page's frame is higher than this share of it, and farther from all words (points) than a table's sides are."""
HEADER_ROWS = 3
"""So few rows with rules may be the header of a table that has no other rules."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is known of a table before its missing rules are imagined; places in points.

    `hard` are level rules as drawn, `soft` edges of shading: rows, of which the print does not show how far they reach.
    `edges` are those of columns where they are known, `uprights` what parts these, as rows of (x, y0, y1);
    `open_strips`: ruled rows in which texts alone part several.
    """

    x0: float
    x1: float
    top: float
    bottom: float
    hard: Segments
    soft: tuple[float, ...] = ()
    edges: tuple[float, ...] = ()
    uprights: Segments | None = None
    open_strips: tuple[tuple[float, float], ...] = ()

    @property
    def is_by_texts(self) -> bool:
        """Whether texts alone part the rows below its header, before its rules are known to be cells'."""
        return bool(self.open_strips) or (len(self.hard) <= HEADER_ROWS + 1 and not self.soft)


def sketch_tables(
    ink: Ink, grids: list[RuledGrid], lines: list[Line], goes_on: bool
) -> Iterator[tuple[Sketch, list[Line]]]:
    """A sketch of each table outside the ruled ones, with the lines of the strip of the page that it stands in.

    Of one that `goes_on` from the page before there may be a line or two.
    """
    hard, soft = _levels(ink, grids)
    both = np.concatenate((hard, soft))
    long = both[both[:, 2] - both[:, 1] >= LONG_RULE]
    bands = [band for band in cut_bands(lines, long[:, 0].tolist(), grids) if band.lines]
    for number, band in enumerate(bands):
        own_hard, own_soft = (rules[_within(rules, band)] for rules in (hard, soft))
        lines = list(band.lines)
        sketch = sketch_by_levels(own_hard, own_soft)
        fewest = 1 if goes_on and number == 0 else FEWEST_TABULAR_LINES
        sketch = sketch_by_words(lines, fewest) if sketch is None else _with_rows(sketch, lines)
        if sketch is not None:
            yield sketch, lines


def _levels(ink: Ink, grids: list[RuledGrid]) -> tuple[Segments, Segments]:
    """The level rules, and the level edges of shading, outside the ruled tables."""
    sides = [(y, fill.x0, fill.x1) for fill in ink.fills if not fill.pale for y in (fill.top, fill.bottom)]
    both = (ink.rules.horizontal[~_are_of_frame(ink)], np.array(sides).reshape(-1, 3))
    hard, soft = (join_edges(edges[_are_free(edges, grids)]) for edges in both)
    return hard, soft


def _are_of_frame(ink: Ink) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which level rules are sides of a frame round a page: long uprights stand at both ends, all words far inside."""
    x, begin, end = join_edges(ink.rules.vertical).T
    long = x[end - begin > FRAME * ink.size.height]
    _, x0, x1 = ink.rules.horizontal.T
    own = [(np.abs(long[:, None] - ends) <= SAME).any(axis=0) for ends in (x0, x1)]
    text = ink.characters
    of_frame = own[0] & own[1]
    for i in np.flatnonzero(of_frame).tolist():
        inside = (text.x0 >= x0[i]) & (text.x1 <= x1[i]) & (text.top >= begin.min()) & (text.bottom <= end.max())
        gaps = (text.x0[inside].min(initial=np.inf) - x0[i], x1[i] - text.x1[inside].max(initial=-np.inf))
        of_frame[i] = min(gaps) > FRAME_GAP
    return np.asarray(of_frame)


def _are_free(edges: Segments, grids: list[RuledGrid]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which level edges stand outside the grids."""
    y, x0, x1 = edges.T
    free = np.ones(len(edges), dtype=np.bool_)
    for grid in grids:
        on = (y >= grid.ys[0] - SAME) & (y <= grid.ys[-1] + SAME)
        free &= ~(on & (x0 < grid.xs[-1]) & (x1 > grid.xs[0]))
    return free


def _within(rules: Segments, band: Band) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return (rules[:, 0] >= band.top - SAME) & (rules[:, 0] <= band.bottom + SAME)


def sketch_by_levels(hard: Segments, soft: Segments) -> Sketch | None:
    """A sketch from level rules and level edges of shading, two of which are long, one below the other."""
    both = np.concatenate((hard, soft))
    long = both[both[:, 2] - both[:, 1] >= LONG_RULE]
    if not len(long) or long[:, 0].max() - long[:, 0].min() <= SAME:
        return None
    x0, x1 = float(long[:, 1].min()), float(long[:, 2].max())
    shaded = tuple(y for y in soft[:, 0].tolist() if not len(hard) or np.abs(hard[:, 0] - y).min() > SAME)
    top, bottom = float(both[:, 0].min()), float(both[:, 0].max())
    return Sketch(x0, x1, top, bottom, hard[(hard[:, 1] >= x0 - SAME) & (hard[:, 2] <= x1 + SAME)], shaded)


def _with_rows(sketch: Sketch, lines: list[Line]) -> Sketch:
    """A sketch that has shading alone, with the rows above and below it, often header and last row, and beside."""
    tabular = [word for line in lines if len(chunks_of(line)) >= FEWEST_COLUMNS for word in line]
    if len(sketch.hard) or not tabular:
        return sketch
    x0, x1 = min(word.x0 for word in tabular) - SAME, max(word.x1 for word in tabular) + SAME
    top, bottom = min(word.top for word in tabular) - 1, max(word.bottom for word in tabular) + 1
    return replace(
        sketch,
        x0=min(sketch.x0, x0),
        x1=max(sketch.x1, x1),
        top=min(sketch.top, top),
        bottom=max(sketch.bottom, bottom),
    )


def sketch_by_words(lines: list[Line], fewest: int = FEWEST_TABULAR_LINES) -> Sketch | None:
    """A sketch from words alone: from the first tabular line to the last, if there are enough of them.

    Lines in two parts right above the first one are of its header, and the label that may stand between two of them.
    """
    places = _tabular_lines(lines)
    if len(places) < fewest and not _are_rows_of_many(lines, places):
        return None
    first = places[0]
    for i in range(first - 1, -1, -1):
        if first - i > 2 or not _is_near(lines[i], lines[i + 1]):
            break
        first = i if len(chunks_of(lines[i])) > 1 else first
    words = [word for line in (*lines[first : places[0]], *(lines[i] for i in places)) for word in line]
    top, bottom = min(w.top for w in words) - 1, max(w.bottom for w in words) + 1
    inside = [w for line in lines if top <= middle_of(line) <= bottom for w in line]
    x0, x1 = min(w.x0 for w in inside) - SAME, max(w.x1 for w in inside) + SAME
    return Sketch(x0, x1, top, bottom, np.empty((0, 3)))


def _tabular_lines(lines: list[Line]) -> list[int]:
    """The places of the lines in three parts or more, and of those in two that stand over two parts of such a line.

    Where the labels of two rows stand between them, the rows' own lines have figures alone.
    """
    parts = [[(chunk[0].x0, chunk[-1].x1) for chunk in chunks_of(line)] for line in lines]
    whole = [own for own in parts if len(own) >= FEWEST_COLUMNS]
    return [
        i
        for i, own in enumerate(parts)
        if len(own) >= FEWEST_COLUMNS or any(_stand_over(own, other) for other in whole)
    ]


def rows_outside(lines: list[Line]) -> int:
    """How many lines in no table are rows of one by their parts, with figures in two of them."""
    return sum(len(chunks_of(line)) >= FEWEST_COLUMNS and _has_figures(line) for line in lines)


def _has_figures(line: Line) -> bool:
    return sum(any(map(str.isdigit, word.text)) for word in line[1:]) > 1


def _are_rows_of_many(lines: list[Line], places: list[int]) -> bool:
    """Whether a header and its rows, few as they are, have so many parts that they are a table's."""
    parts = [len(chunks_of(lines[i])) for i in places]
    return len(parts) >= FEWEST_OF_MANY and min(parts) >= MANY_PARTS


def _stand_over(parts: list[Gap], others: list[Gap]) -> bool:
    """Whether two parts stand over two others, each over one alone."""
    over = [[i for i, (x0, x1) in enumerate(others) if x0 < own[1] and own[0] < x1] for own in parts]
    return len(parts) > 1 and all(len(own) == 1 for own in over) and over[0] != over[1]


def _is_near(above: Line, below: Line) -> bool:
    """Whether two lines stand as near to each other as rows of a header do."""
    return min(w.top for w in below) - max(w.bottom for w in above) <= HEADER_GAP * (below[0].bottom - below[0].top)


def middle_of(line: Line) -> float:
    """How far down the page a line stands, in points."""
    return sum(word.top + word.bottom for word in line) / (2 * len(line))
