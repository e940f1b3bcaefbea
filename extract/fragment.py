"""What one page holds of its tables: cells with their lines, and the lines that stand outside."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from .characters import NO_MAPPING, Characters
from .collisions import cells_over_hidden, cut_cells, keep_words_whole, unsure_cells
from .model import Mark, PageSize, Region
from .page import Ink
from .rules import RuledGrid, Span
from .text import LARGER, TextLine, read_blocks

Ints = np.ndarray[Any, np.dtype[np.int64]]

NEXT_LINE = 0.8
"""Text below an open cell goes on with it if it follows within this share of a line's height."""
OVER_THE_EDGE = 1.0
"""Text may stand over a cell's edge by this (points) and still be inside."""
WORD_GAP = 0.4
"""Words of one sentence stand nearer than this share of a line's height."""


NO_MARKS: frozenset[Mark] = frozenset()


@dataclass(frozen=True, slots=True)
class Piece:
    """What one page shows of a cell. `open_bottom`: no rule closes it at the end of the fragment."""

    span: Span
    lines: tuple[TextLine, ...]
    place: Region
    open_bottom: bool = False
    marks: frozenset[Mark] = NO_MARKS
    text: str = field(init=False)
    """Its lines, one under the other."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", "\n".join([line.text for line in self.lines]))


@dataclass(frozen=True, slots=True)
class Fragment:
    """The part of a table that one page holds: column edges in points, rows, pieces of cells in reading order."""

    page: int
    xs: tuple[float, ...]
    rows: int
    pieces: tuple[Piece, ...]
    nested: bool = False

    @property
    def top(self) -> float:
        """Where it begins, in points."""
        return min(piece.place.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """Where it ends, in points."""
        return max(piece.place.bottom for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class PageContent:
    """A page taken apart: the fragments of its tables in reading order, and the lines outside them."""

    size: PageSize
    fragments: tuple[Fragment, ...]
    lines: tuple[TextLine, ...]
    hidden: int
    is_blank: bool
    has_images: bool
    charts: int = 0
    """So many drawings were not read as the tables that their words look like."""
    rows_outside: int = 0
    """So many lines outside are in parts as the rows of a table are."""
    unsure: frozenset[int] = frozenset()
    """The lines outside, by their place in `lines`, that hold a place of doubt."""


def take_apart(ink: Ink, grids: list[RuledGrid]) -> PageContent:
    """Give every character to the innermost cell round its middle, or to the lines outside."""
    characters = ink.characters
    owner, block = assign(characters, grids)
    for number in range(len(grids)):
        flowed = take_overflow(characters, owner, number, grids)
        owner[flowed >= 0] = number
        block[flowed >= 0] = flowed[flowed >= 0]
    places = np.cumsum([0, *(len(grid.spans) for grid in grids)]).tolist()
    cell = np.where(owner >= 0, block + np.array(places)[owner], -1)
    crossing = unsure_cells(characters, cell)
    imagined = np.array([*(grid.is_imagined for grid in grids), False])  # the last: outside of all, owner -1
    cell = keep_words_whole(characters, cell, imagined[owner])
    *of_cells, outside = read_blocks(characters, np.where(cell < 0, places[-1], cell), places[-1] + 1)
    fragments = []
    for number, grid in enumerate(grids):
        first, end = places[number : number + 2]
        unsure = {each - first for each in crossing} | cut_cells(characters, np.where(owner == number, block, -1), grid)
        unsure |= cells_over_hidden(ink.unseen, grid)
        fragment = _fragment(ink.size.page, grid, of_cells[first:end], nested=_is_inside(grid, grids))
        fragment = _with_doubt(fragment, unsure)
        fragments.append(_with_marks(fragment, cells_over_hidden(ink.doubted, grid), "ocr_unsure"))
    kept = tuple(f for f in fragments if any(piece.lines for piece in f.pieces))
    unsure_lines = frozenset(i for i, line in enumerate(outside) if _holds(line, ink.doubted))
    return PageContent(
        ink.size, kept, tuple(outside), len(ink.unseen), not len(characters), ink.has_images, unsure=unsure_lines
    )


def _holds(line: TextLine, places: Any) -> bool:
    """Whether one of the places (x, y) is inside a line."""
    if not len(places):
        return False
    x, y = places.T
    return bool(((x >= line.x0) & (x <= line.x1) & (y >= line.top) & (y <= line.bottom)).any())


def _with_doubt(fragment: Fragment, unsure: set[int]) -> Fragment:
    """The fragment, its cells marked where their text is unsure; `unsure` are places in its pieces."""
    printed_so = {
        number
        for number, piece in enumerate(fragment.pieces)
        if NO_MAPPING in piece.text or any(line.is_overprinted for line in piece.lines)
    }
    return _with_marks(fragment, unsure | printed_so, "unsure_text")


def _with_marks(fragment: Fragment, numbers: set[int], mark: Mark) -> Fragment:
    """The fragment with a mark on its pieces at the given places."""
    if not numbers:
        return fragment
    pieces = (replace(p, marks=p.marks | {mark}) if n in numbers else p for n, p in enumerate(fragment.pieces))
    return replace(fragment, pieces=tuple(pieces))


def assign(characters: Characters, grids: list[RuledGrid]) -> tuple[Ints, Ints]:
    """For each character its grid (-1: none) and its cell in it; the smallest grid round it wins."""
    x, y = (characters.x0 + characters.x1) / 2, (characters.top + characters.bottom) / 2
    owner = np.full(len(characters), -1, dtype=np.int64)
    block = np.full(len(characters), -1, dtype=np.int64)
    for number in sorted(range(len(grids)), key=lambda n: -grids[n].area):
        grid = grids[number]
        column = np.searchsorted(grid.xs, x) - 1
        row = np.searchsorted(grid.ys, y) - 1
        inside = (column >= 0) & (column < len(grid.xs) - 1) & (row >= 0) & (row < len(grid.ys) - 1)
        owner[inside] = number
        block[inside] = grid.label[row[inside], column[inside]]
    return owner, block


def _is_inside(grid: RuledGrid, grids: list[RuledGrid]) -> bool:
    x0, top, x1, bottom = grid.box
    return any(
        other is not grid and other.xs[0] <= x0 and other.ys[0] <= top and other.xs[-1] >= x1 and other.ys[-1] >= bottom
        for other in grids
    )


def _fragment(page: int, grid: RuledGrid, lines: list[list[TextLine]], nested: bool) -> Fragment:
    rows = len(grid.ys) - 1
    pieces = []
    for number, span in enumerate(grid.spans):
        bottom = grid.ys[span.row_end]
        is_open = span.row_end == rows and all(grid.open_bottom[span.column : span.column_end])
        marks = _marks_of(grid, number)
        if is_open and lines[number] and lines[number][-1].bottom > bottom + OVER_THE_EDGE:
            bottom = lines[number][-1].bottom
            marks |= {"outside_rules"}
        place = Region(page, grid.xs[span.column], grid.ys[span.row], grid.xs[span.column_end], bottom)
        pieces.append(Piece(span, tuple(lines[number]), place, is_open, marks))
    return Fragment(page, grid.xs, rows, tuple(pieces), nested)


def _marks_of(grid: RuledGrid, number: int) -> frozenset[Mark]:
    """What its grid says of a cell."""
    if grid.is_plain:
        return NO_MARKS
    span = grid.spans[number]
    marks: set[Mark] = {"irregular"} if number in grid.irregular else set()
    marks |= {"imagined"} if grid.is_imagined else set()
    marks |= {"unstable"} if number in grid.unstable else set()
    is_at_end = grid.has_open_end and span.row_end == len(grid.ys) - 1
    marks |= {"open_rows"} if grid.has_open_rows or is_at_end else set()
    marks |= {"at_top"} if grid.is_at_top else set()
    return frozenset(marks)


def take_overflow(characters: Characters, owner: Ints, number: int, grids: list[RuledGrid]) -> Ints:
    """For each character below grid `number` the open cell that goes on with it, or -1.

    A browser prints a row that it had to cut so: the rules end, the text goes on under them. Lines are taken while
    each follows the one above at a line's distance, none is in larger print, as a title would be, and none runs over a
    column's edge, as a paragraph would.
    """
    grid = grids[number]
    flowed = np.full(len(characters), -1, dtype=np.int64)
    if not any(grid.open_bottom):
        return flowed
    limit = min((other.ys[0] for other in grids if other.ys[0] > grid.ys[-1]), default=np.inf)
    x = (characters.x0 + characters.x1) / 2
    band = np.searchsorted(grid.xs, x) - 1
    y = (characters.top + characters.bottom) / 2
    below = (owner < 0) & (y > grid.ys[-1]) & (characters.bottom < limit)
    below &= (band >= 0) & (band < len(grid.xs) - 1)
    last = grid.label[-1]
    ends = _text_ends(characters, owner == number, grid)
    highest = float((characters.bottom - characters.top)[owner == number].max(initial=0.0))
    for line in _lines_down(characters, np.flatnonzero(below)):
        cells = last[band[line]]
        height = float((characters.bottom - characters.top)[line].max())
        near = all(characters.top[line].min() - ends[c] <= NEXT_LINE * height for c in set(cells.tolist()))
        is_open = all(grid.open_bottom[b] for b in set(band[line].tolist()))
        if not is_open or not near or height > LARGER * highest or _runs_over(characters, line, cells):
            break
        flowed[line] = cells
        for cell in set(cells.tolist()):
            ends[cell] = float(characters.bottom[line].max())
    return flowed


def with_overflow(characters: Characters, grids: list[RuledGrid]) -> dict[RuledGrid, RuledGrid]:
    """Each grid with itself as far down as its text goes on below its rules."""
    owner, _ = assign(characters, grids)
    longer = {}
    for number, grid in enumerate(grids):
        flowed = take_overflow(characters, owner, number, grids) >= 0
        bottom = max([grid.ys[-1], *characters.bottom[flowed].tolist()])
        longer[grid] = replace(grid, ys=(*grid.ys[:-1], bottom))
    return longer


def _text_ends(characters: Characters, own: Any, grid: RuledGrid) -> dict[int, float]:
    """Where the text of each cell of the last row ends, or the row where the cell is empty."""
    x = (characters.x0 + characters.x1) / 2
    ends = {}
    for cell in set(grid.label[-1].tolist()):
        span = grid.spans[cell]
        mine = own & (x >= grid.xs[span.column]) & (x <= grid.xs[span.column_end])
        mine &= characters.top >= grid.ys[span.row] - OVER_THE_EDGE
        ends[cell] = float(max(characters.bottom[mine].max() if mine.any() else 0.0, grid.ys[-1]))
    return ends


def _lines_down(characters: Characters, places: Ints) -> list[Ints]:
    """Places of characters in level lines over all columns, top to bottom, each line left to right."""
    middle = (characters.top + characters.bottom)[places] / 2
    order = places[np.argsort(middle, kind="stable")]
    height = (characters.bottom - characters.top)[order]
    apart = np.diff((characters.top + characters.bottom)[order] / 2) > height[1:] / 2
    lines = np.split(order, np.flatnonzero(apart) + 1)
    return [line[np.argsort(characters.x0[line], kind="stable")] for line in lines if len(line)]


def _runs_over(characters: Characters, line: Ints, cells: Ints) -> bool:
    """Whether text runs on from one cell into the next within a word's distance."""
    gap = characters.x0[line][1:] - characters.x1[line][:-1]
    height = (characters.bottom - characters.top)[line]
    return bool(((cells[1:] != cells[:-1]) & (gap < WORD_GAP * height[1:])).any())
