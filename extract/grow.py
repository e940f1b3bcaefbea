"""How far a table without rules reaches beyond what is drawn of it: rows that a page break cut, or that follow it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from .columns import NARROWEST, SAME, chunks_of, is_crossed
from .furniture import EDGE
from .page import Ink
from .rows import Line, column_at, lines_by_column
from .sketch import HEADER_ROWS, Sketch, middle_of
from .spacing import NEW_BLOCK, usual_spacing

WIDEST_GAP = 1.2
"""Lines beyond the first rule or the last belong to the table if they follow within so many heights of a line."""
HEADER_GAP = 3 * WIDEST_GAP
"""The same for rows under rules that only a header has, or above shading."""
ALIGNED = 1.5
"""Texts that begin within this distance (points) begin under each other."""
FEWEST_BELOW = 3
"""So many texts that begin under each other are those of a column."""
AS_FAR, MOST_STEPS = 1.35, 6
"""Lines of one text stand hardly farther apart than the last ones do, by this factor."""
NOTE_BEGINS = ("*", "(", "NB", "N.B", "Nota", "Source", "¹", "1)")
"""So a note under a table begins."""


def grow(
    ink: Ink, lines: Sequence[Line], sketch: Sketch, edges: Sequence[float], goes_on: bool
) -> tuple[float, float, list[Line]]:
    """The table's top, bottom and lines, with those beyond its first or last rule.

    `goes_on` tells that a page before holds the table's beginning: a row cut by the break may stand above all rules.
    """
    inside = [line for line in lines if sketch.top - 1 <= middle_of(line) <= sketch.bottom + 1]
    below = _below(ink, inside, [line for line in lines if middle_of(line) > sketch.bottom + 1], sketch, edges)
    bottom = max([sketch.bottom, *(bottom_of(line) + 1 for line in [*inside, *below])])
    before = [line for line in lines if middle_of(line) < sketch.top - 1]
    own = [*inside, *below]
    rests = [line for line in before if goes_on and _is_in_column(line, own, edges)]
    rests += _spanning_texts(before, sketch) if len(sketch.hard) else _first_lines(before, own, sketch, edges)
    begin = min([sketch.top, *(top_of(line) - 1 for line in inside)])
    above = _above(before, rests, replace(sketch, top=begin), edges, goes_on)
    top = min([begin, *(top_of(line) - 1 for line in above)])
    return top, bottom, [*above, *inside, *below]


def _first_lines(before: Sequence[Line], lines: Sequence[Line], sketch: Sketch, edges: Sequence[float]) -> list[Line]:
    """The lines above the first one in several parts that a header's text in a column begins with, bottom up.

    They stand in one column but the first, as near to the next line there as lines of one cell do.
    """
    xs = [sketch.x0, *edges, sketch.x1]
    columns = lines_by_column(lines, xs)
    spacing = usual_spacing(columns)
    found: list[Line] = []
    for line in reversed(before):
        column, last = (column_at(x, xs) for x in (line[0].x0, line[-1].x1))
        text = lines_by_column([line], xs)[column]
        if column == 0 or column != last or not columns[column] or spacing.is_of_another(text[0], columns[column][0]):
            break
        columns[column].insert(0, text[0])
        found.append(line)
    return found


def _spanning_texts(before: Sequence[Line], sketch: Sketch) -> list[Line]:
    """The line above the first rule where that has no first column, and the line stands over it: a header's highest."""
    first = sketch.hard[np.abs(sketch.hard[:, 0] - sketch.top) <= SAME]
    x0, x1 = float(first[:, 1].min(initial=np.inf)), float(first[:, 2].max(initial=-np.inf))
    words = [word for line in before[-1:] for word in line]
    is_over = bool(words) and x0 - 1 <= words[0].x0 and words[-1].x1 <= x1 + 1
    return list(before[-1:]) if is_over and x0 > sketch.x0 + NARROWEST else []


def _is_in_column(line: Line, lines: Sequence[Line], edges: Sequence[float]) -> bool:
    """Whether a line is a text inside a column, and begins where others of the column do.

    In the first column no capital begins it: that may be a title.
    """
    column = sum(edge <= line[0].x0 for edge in edges)
    others = [w.x0 for other in lines for w in other if sum(edge <= w.x0 for edge in edges) == column]
    is_inside = len(chunks_of(line)) == 1 and column == sum(edge < line[-1].x1 for edge in edges)
    may_be_rest = column > 0 or line[0].text[0].islower()
    return may_be_rest and is_inside and any(abs(x0 - line[0].x0) < ALIGNED for x0 in others)


def _above(
    lines: Sequence[Line], rests: Sequence[Line], sketch: Sketch, edges: Sequence[float], goes_on: bool
) -> list[Line]:
    """The lines above the first rule that belong to the table: rows, and what stands between them; no title.

    `rests` are of a row that the page before begins: they may stand as far off as rows do.
    """
    first_row = min((i for i, line in enumerate(lines) if len(chunks_of(line)) > 1), default=len(lines))
    beyond = WIDEST_GAP if goes_on else 0.0 if len(sketch.hard) else NEW_BLOCK
    of_rows = WIDEST_GAP if len(sketch.hard) else HEADER_GAP
    found: list[Line] = []
    top = sketch.top
    for i, line in reversed(list(enumerate(lines))):
        reach = of_rows if i >= first_row or line in rests else beyond
        if top - bottom_of(line) > reach * height_of(line) or _is_over_columns(line, edges):
            break
        top = top_of(line) - 1
        found.insert(0, line)
    return found


def _below(ink: Ink, rows: Sequence[Line], lines: Sequence[Line], sketch: Sketch, edges: Sequence[float]) -> list[Line]:
    """The lines below the last rule that go on with the table, up to its last row; then what may be cut from one.

    So does a heading that begins where texts of a column but the first do: a paragraph would begin at its side.
    """
    is_closed = len(sketch.hard) > HEADER_ROWS + 1
    reach = WIDEST_GAP if is_closed else HEADER_GAP
    last_row = max((i for i, line in enumerate(lines) if _is_row(line, edges)), default=-1)
    found: list[Line] = []
    bottom = sketch.bottom
    for i, line in enumerate(lines):
        blank, height = top_of(line) - bottom, height_of(line)
        is_heading = _begins_inside([*rows, *lines[:i]], line, edges)
        if blank > reach * height or (i > last_row and _is_over_columns(line, edges) and not is_heading):
            break
        is_rest = 0 <= last_row < i and _goes_on(line, [*rows, *found], edges)
        if i > last_row and (
            (is_closed and not is_rest and bottom_of(line) < (1 - EDGE) * ink.size.height)
            or (line[0].text.startswith(NOTE_BEGINS) and blank > NEW_BLOCK * height)
        ):
            break
        bottom = bottom_of(line) + 1
        found.append(line)
    return found


def _goes_on(line: Line, lines: Sequence[Line], edges: Sequence[float]) -> bool:
    """Whether a line is the next one of a text in its column: as far below the last as lines of one text stand."""
    column = sum(edge <= line[0].x0 for edge in edges)
    tops = [min(own) for other in [*lines, line] if (own := [w.top for w in other if _is_at(w.x0, column, edges)])]
    steps = [below - above for above, below in pairwise(tops)]
    usual = float(np.median(steps[-MOST_STEPS:-1])) if len(steps) > 1 else 0.0
    return _is_in_column(line, lines, edges) and steps[-1] <= AS_FAR * usual


def _is_at(x: float, column: int, edges: Sequence[float]) -> bool:
    return sum(edge <= x for edge in edges) == column


def _begins_inside(lines: Sequence[Line], text: Line, edges: Sequence[float]) -> bool:
    """Whether a line begins where texts of a column but the first do, in print as large as theirs."""
    own = [word for line in lines for word in line if abs(word.x0 - text[0].x0) < ALIGNED]
    is_of_size = any(abs((w.bottom - w.top) - height_of(text)) < ALIGNED / 2 for w in own)
    return text[0].x0 > edges[0] and len(own) >= FEWEST_BELOW and is_of_size


def _is_row(line: Line, edges: Sequence[float]) -> bool:
    return len(chunks_of(line)) > 1 and not any(is_crossed(edge, line) for edge in edges)


def _is_over_columns(line: Line, edges: Sequence[float]) -> bool:
    """Whether a line is one running text over most of the columns."""
    return len(chunks_of(line)) == 1 and sum(is_crossed(edge, line) for edge in edges) > len(edges) / 2


def top_of(line: Line) -> float:
    """Where its highest word begins, in points."""
    return min(word.top for word in line)


def bottom_of(line: Line) -> float:
    """Where its lowest word ends, in points."""
    return max(word.bottom for word in line)


def height_of(line: Line) -> float:
    """Of its highest word, in points."""
    return max(word.bottom - word.top for word in line)
