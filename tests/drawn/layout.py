"""Lays a sheet on pages: widths, wrapped lines, row heights, page breaks through rows and merged cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.drawn.pagestyle import PageStyle
from tests.drawn.sheet import Box, Sheet

WEIGHTS = {"measure": 2.2, "indicator": 3.0, "comment": 3.0, "territory": 1.3, "figure": 1.3}
BREAKABLE = re.compile(r"[^ \n-]+-*|-+")


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a box on one page, with its lines; `goes_on` and `comes` say where it is cut."""

    box: Box
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    lines: tuple[str, ...]
    comes: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a table may stand: its left side and width, its top on the first and on later pages, its lowest end."""

    left: float
    width: float
    first_top: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Band:
    """A row's strip of one page."""

    page: int
    top: float
    bottom: float


def font_of(box: Box, style: PageStyle) -> str:
    return style.bold if box.look in ("header", "section", "measure", "group") else style.font


def longest_word(text: str, font: str, size: float) -> float:
    return max((stringWidth(word, font, size) for word in BREAKABLE.findall(text)), default=0.0)


def column_widths(sheet: Sheet, style: PageStyle, width: float) -> list[float] | None:
    """Widths by weight, none narrower than its longest word; null where that does not fit."""
    least = [style.size + 2 * style.padding] * len(sheet.roles)
    for box in sheet.boxes:
        if box.columns == 1:
            need = longest_word(box.text, font_of(box, style), style.size) + 2 * style.padding + 0.5
            least[box.column] = max(least[box.column], need)
    if sum(least) > width:
        return None
    weights = [WEIGHTS.get(role, 0.8) for role in sheet.roles]
    fixed: set[int] = set()
    while True:
        left = width - sum(least[i] for i in fixed)
        total = sum(w for i, w in enumerate(weights) if i not in fixed)
        shares = [least[i] if i in fixed else left * w / total for i, w in enumerate(weights)]
        narrow = {i for i, share in enumerate(shares) if share < least[i] - 1e-6}
        if not narrow:
            return shares
        fixed |= narrow


def wrap(text: str, font: str, size: float, width: float) -> list[str]:
    """Lines no wider than `width`, broken at spaces and after hyphens only."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for token in re.findall(r" +|[^ -]+-*|-+", paragraph):
            if line and stringWidth((line + token).rstrip(" "), font, size) > width:
                lines.append(line.rstrip(" "))
                line = token.lstrip(" ")
            else:
                line += token
        lines.append(line.rstrip(" "))
    return lines if text else []


def lay_on_pages(sheet: Sheet, style: PageStyle, frame: Frame) -> list[Piece]:
    """Raises where a column is too narrow for a word."""
    widths = column_widths(sheet, style, frame.width)
    if widths is None:
        raise ValueError("too narrow")
    edges = [frame.left + sum(widths[:i]) for i in range(len(widths) + 1)]
    lines = {box: box_lines(box, style, edges) for box in sheet.boxes}
    heights = row_heights(sheet, style, lines)
    while True:
        pages = Paging(sheet, style, frame, lines, heights)
        pieces, overflow = pages.pieces(edges)
        if overflow is None:
            return pieces
        heights[overflow] += style.leading


def box_lines(box: Box, style: PageStyle, edges: list[float]) -> list[str]:
    width = edges[box.column + box.columns] - edges[box.column] - 2 * style.padding
    return wrap(box.text, font_of(box, style), style.size, width)


def row_heights(sheet: Sheet, style: PageStyle, lines: dict[Box, list[str]]) -> list[float]:
    heights = [style.leading + 2 * style.padding] * sheet.rows
    for box in sorted(sheet.boxes, key=lambda box: (box.rows, box.row)):
        need = max(1, len(lines[box])) * style.leading + 2 * style.padding
        rows = range(box.row, box.row + box.rows)
        heights[rows[-1]] += max(0.0, need - sum(heights[row] for row in rows))
    return heights


class Paging:
    """Gives each row its bands, page after page."""

    def __init__(
        self, sheet: Sheet, style: PageStyle, frame: Frame, lines: dict[Box, list[str]], heights: list[float]
    ) -> None:
        self.sheet, self.style, self.frame, self.lines, self.heights = sheet, style, frame, lines, heights
        self.bands: list[list[Band]] = [[] for _ in range(sheet.rows)]
        self.page, self.y = 0, frame.first_top
        for row in range(sheet.rows):
            self.place(row, heights[row])

    def turn(self) -> None:
        self.page, self.y = self.page + 1, self.frame.top
        if self.sheet.repeat_header:
            for row in range(self.sheet.header_rows):
                self.add(row, self.heights[row])

    def add(self, row: int, height: float) -> None:
        self.bands[row].append(Band(self.page, self.y, self.y + height))
        self.y += height

    def place(self, row: int, height: float) -> None:
        """A row that does not fit is pushed, or cut after as many lines as fit."""
        style, room = self.style, self.frame.bottom - self.y
        head = sum(self.heights[: self.sheet.header_rows]) if self.sheet.repeat_header else 0.0
        whole = self.frame.bottom - self.frame.top - head
        if height <= room + 0.01:
            self.add(row, height)
            return
        if row < self.sheet.header_rows or (not style.cut and height <= whole):
            self.turn()
            self.add(row, height)
            return
        fit = int((room - 2 * style.padding) / style.leading)
        if fit >= 1:
            self.add(row, fit * style.leading + 2 * style.padding)
            height -= fit * style.leading
        self.turn()
        self.place(row, height)

    def pieces(self, edges: list[float]) -> tuple[list[Piece], int | None]:
        """The pieces of all boxes; or the row that must grow because a merged cell's text did not fit."""
        found: list[Piece] = []
        for box in self.sheet.boxes:
            if box.look == "header":
                found += self.header_pieces(box, edges)
                continue
            mine = self.cut(box, edges)
            if mine is None:
                return [], box.row + box.rows - 1
            found += mine
        return found, None

    def header_pieces(self, box: Box, edges: list[float]) -> list[Piece]:
        rows = range(box.row, box.row + box.rows)
        lines = tuple(self.lines[box])
        return [
            Piece(box, top.page, edges[box.column], top.top, edges[box.column + box.columns], end.bottom, lines)
            for top, end in zip(self.bands[rows[0]], self.bands[rows[-1]], strict=True)
        ]

    def cut(self, box: Box, edges: list[float]) -> list[Piece] | None:
        """A box's pieces, its lines flowing from page to page; null where they do not fit."""
        bands = [band for row in range(box.row, box.row + box.rows) for band in self.bands[row]]
        rest = self.lines[box]
        pieces: list[Piece] = []
        for page in sorted({band.page for band in bands}):
            top = min(band.top for band in bands if band.page == page)
            bottom = max(band.bottom for band in bands if band.page == page)
            fit = int((bottom - top - 2 * self.style.padding) / self.style.leading + 0.01)
            x0, x1 = edges[box.column], edges[box.column + box.columns]
            pieces.append(Piece(box, page, x0, top, x1, bottom, tuple(rest[:fit]), comes=bool(pieces), goes_on=True))
            rest = rest[fit:]
        pieces[-1] = replace(pieces[-1], goes_on=False)
        return None if rest else pieces
