"""What one page holds of its tables: cells with their lines, and the lines that stand outside."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from .characters import NO_MAPPING, Characters
from .collisions import cells_over_hidden, cut_cells, keep_words_whole, unsure_cells
from .model import Mark, PageSize, Region
from .overflow import OVER_THE_EDGE, take_overflow
from .page import Ink
from .rules import RuledGrid, Span
from .text import TextLine, read_blocks, read_words

Ints = np.ndarray[Any, np.dtype[np.int64]]

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
        fragment = _with_marks(fragment, cells_over_hidden(ink.doubted, grid), "ocr_unsure")
        fragments.append(_with_marks(fragment, cells_over_hidden(ink.spelt, grid), "spelt_unsure"))
    kept = tuple(f for f in fragments if any(piece.lines for piece in f.pieces))
    unsure_lines = frozenset(i for i, line in enumerate(outside) if _holds(line, ink.in_doubt))
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


def free_lines(ink: Ink, grids: list[RuledGrid]) -> list[list[TextLine]]:
    """The words of a page outside its ruled tables, in lines."""
    owner, _ = assign(ink.characters, grids)
    return read_words(ink.characters, owner < 0)


def lines_in(ink: Ink, grid: RuledGrid) -> list[list[TextLine]]:
    """The words in a grid, in lines."""
    return read_words(ink.characters, assign(ink.characters, [grid])[0] == 0)


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
    marks |= {grid.set_at} if grid.set_at else set()
    return frozenset(marks)
