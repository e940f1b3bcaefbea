"""Where one table without rules ends and the next begins: at running text, wide blank strips, and ruled tables."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median_low

import numpy as np

from .columns import FEWEST_COLUMNS, chunks_of
from .rows import Line
from .rules import RuledGrid
from .spacing import NEW_BLOCK

WIDEST_BLANK = 1.8
"""Nothing of one table stands farther apart than so many heights of a line, or twice its rows' usual distance."""
OFTEN = 4
"""A blank that comes back so often on a page parts rows, however wide it is."""
AS_WIDE = 0.1
"""Blanks that differ by less than this share of a line's height are as wide."""
ALIGNED = 1.5
"""Texts that begin within this distance (points) begin under each other."""
EXACT = 0.7
"""The same for lines of one table over many rows, by whatever side."""
MOST = 0.6
"""Such a share of a line's texts."""
PARAGRAPH_LINES = 3
"""So many lines of running text one under the other are a paragraph; a heading in a table has fewer."""
OTHER_PRINT, MOST_OTHER = 0.05, 0.15
"""Lines whose heights differ by this share are of another print, and by the second one wherever they vary."""
FEW_ROWS = 3
"""So many rows below a title show whether the table goes on there,"""
FEWEST_TEXTS = 2
"""by so many texts each."""
RUNNING = 0.75
"""A line of running text is at least this share of the width of all lines."""


@dataclass(frozen=True, slots=True)
class Band:
    """A strip of a page that may hold one table: from where to where (points), and its lines of words."""

    top: float
    bottom: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Item:
    """A line of words, or (without words) a long level rule."""

    top: float
    bottom: float
    line: Line | None = None


@dataclass(frozen=True, slots=True)
class _Blanks:
    """The widest blank inside a table, and that which a row without texts leaves, in points."""

    widest: float
    of_a_row: float


def cut_bands(lines: Sequence[Line], levels: Sequence[float], grids: Sequence[RuledGrid]) -> list[Band]:
    """The strips of a page between its paragraphs, wide blanks and ruled tables; `levels` are its long level rules."""
    running = _paragraph_lines(lines) | _titles(lines)
    blanks = _blanks_of(lines)
    items = [_Item(min(w.top for w in line), max(w.bottom for w in line), line) for line in lines]
    items = sorted([*items, *(_Item(y, y) for y in levels)], key=lambda item: (item.top, item.bottom))
    found: list[list[_Item]] = [[]]
    reach = 0.0
    for item in items:
        blank = item.top - reach
        is_blank_row = blank <= blanks.of_a_row and _goes_on(item, found[-1])
        is_wide = blank > blanks.widest and not is_blank_row
        is_apart = is_wide or any(reach - 1 <= g.ys[0] and g.ys[-1] <= item.top + 1 for g in grids)
        is_running = item.line is not None and id(item.line) in running
        if is_apart or is_running:
            found.append([])
        if not is_running:
            found[-1].append(item)
        reach = max(reach, item.bottom)
    return [_band(own) for own in found if own]


def _band(items: Sequence[_Item]) -> Band:
    lines = tuple(item.line for item in items if item.line is not None)
    return Band(items[0].top, max(item.bottom for item in items), lines)


def _goes_on(item: _Item, above: Sequence[_Item]) -> bool:
    """Whether most texts of a line, three at least, begin under each other with those of a line above."""
    own = _begins(item)
    known = [_begins(other) for other in above]
    return len(own) >= FEWEST_COLUMNS and any(
        sum(any(abs(x - y) <= ALIGNED for y in other) for x in own) >= max(FEWEST_COLUMNS, MOST * len(own))
        for other in known
    )


def _begins(item: _Item) -> list[float]:
    """Where a line's texts begin, in points."""
    return [] if item.line is None else [chunk[0].x0 for chunk in chunks_of(item.line)]


def _titles(lines: Sequence[Line]) -> set[int]:
    """The identities of the lines that end a table: of one text, in another print than all rows of the page.

    No row below goes on with the columns of the rows above them, as below a heading inside a table. Where there is none
    below, a line that begins where texts of a column but the first do is such a heading.
    """
    parted = [len(chunks_of(line)) > 1 for line in lines]
    heights = [w.bottom - w.top for line, is_parted in zip(lines, parted, strict=True) if is_parted for w in line]
    found: set[int] = set()
    for i in (i for i, line in enumerate(lines) if not parted[i] and _is_of_other_print(line, heights)):
        above = [line for line, is_parted in zip(lines[:i], parted, strict=False) if is_parted]
        below = [line for line, is_parted in zip(lines[i:], parted[i:], strict=True) if is_parted]
        below = [line for line in below if len(chunks_of(line)) >= FEWEST_COLUMNS] or below
        go_on = [any(_stands_under(row, other) for other in above) for row in below[:FEW_ROWS]]
        go_on = go_on or [_begins_inside(lines[i], above)]
        if above and sum(go_on) <= len(go_on) / 2:
            found.add(id(lines[i]))
    return found


def _stands_under(line: Line, above: Line) -> bool:
    """Whether most texts of a line, two at least, begin, end or have their middles where texts of another do."""
    own, others = _sides(line), _sides(above)
    same = sum(any(abs(x - y) <= EXACT for other in others for x, y in zip(text, other, strict=True)) for text in own)
    return same >= max(FEWEST_TEXTS, MOST * len(own))


def _begins_inside(line: Line, above: Sequence[Line]) -> bool:
    """Whether a line begins under texts of a column but the first of some rows above."""
    begins = [chunk[0].x0 for row in above for chunk in chunks_of(row)[1:]]
    return sum(abs(line[0].x0 - x) <= ALIGNED for x in begins) >= FEW_ROWS


def _sides(line: Line) -> list[tuple[float, float, float]]:
    """Where each text of a line begins, has its middle, and ends, in points."""
    return [(c[0].x0, (c[0].x0 + c[-1].x1) / 2, c[-1].x1) for c in chunks_of(line)]


def _is_of_other_print(line: Line, heights: Sequence[float]) -> bool:
    """Whether a line is higher or lower than all of these; by more where they vary, as those of scans do."""
    own = median_low(w.bottom - w.top for w in line)
    low, usual, high = np.quantile(heights, (0.1, 0.5, 0.9)) if heights else (0.0, 1.0, 0.0)
    share = min(max(OTHER_PRINT, (high - low) / usual), MOST_OTHER)
    return all(abs(own - height) > share * height for height in heights)


def _blanks_of(lines: Sequence[Line]) -> _Blanks:
    """The blanks that stand inside tables on this page: by the lines that stand in several parts."""
    parts = [len(chunks_of(line)) > 1 for line in lines]
    heights = [w.bottom - w.top for line, is_parted in zip(lines, parts, strict=True) if is_parted for w in line]
    if not heights:
        return _Blanks(0.0, 0.0)
    height = float(np.median(heights))
    pairs = zip(itertools.pairwise(lines), itertools.pairwise(parts), strict=True)
    blanks = [min(w.top for w in b) - max(w.bottom for w in a) for (a, b), both in pairs if any(both)]
    between_rows = [blank for blank in blanks if blank > NEW_BLOCK * height]
    usual = float(np.median(between_rows)) if between_rows else 0.0
    again = [blank for blank in between_rows if _times(blank, between_rows, AS_WIDE * height) >= OFTEN]
    widest = max(WIDEST_BLANK * height, 2 * usual, max(again, default=0.0) + 2 * AS_WIDE * height)
    return _Blanks(widest, 2 * usual + (1 + AS_WIDE) * height if usual else 0.0)


def _times(blank: float, blanks: Sequence[float], near: float) -> int:
    return sum(abs(blank - other) <= near for other in blanks)


def _paragraph_lines(lines: Sequence[Line]) -> set[int]:
    """The identities of the lines that are paragraphs: running text from the left side almost to the right one."""
    if not lines:
        return set()
    width = max(w.x1 for line in lines for w in line) - min(w.x0 for line in lines for w in line)
    found: set[int] = set()
    for is_running, group in itertools.groupby(lines, key=lambda line: _is_running(line, width)):
        own = list(group)
        if is_running and len(own) >= PARAGRAPH_LINES:
            found |= {id(line) for line in own}
    return found


def _is_running(line: Line, width: float) -> bool:
    chunks = chunks_of(line)
    return len(chunks) == 1 and chunks[0][-1].x1 - chunks[0][0].x0 >= RUNNING * width
