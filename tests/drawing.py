"""Documents drawn for the tests: ruled tables, text and shapes; lengths in points from the page's top left as seen."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
from reportlab.pdfgen.canvas import Canvas

from extract.model import Cell, Document, Source, Table
from extract.pdf import read_pdf

Stroke = Callable[[Canvas, float, float, float, float], None]
"""Draws one straight border on a canvas whose y runs downwards."""
SIZE = 8.0
"""Font size of a table's text; lines follow each other at 1.2 times it."""
PAD = 3.0
A4 = (595.0, 842.0)
Box4 = tuple[float, float, float, float]


def solid(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    canvas.line(x0, y0, x1, y1)


def thin_fill(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    canvas.rect(x0 - 0.25, y0 - 0.25, x1 - x0 + 0.5, y1 - y0 + 0.5, stroke=0, fill=1)


def dashed(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    canvas.setDash(3, 2)
    canvas.line(x0, y0, x1, y1)
    canvas.setDash()


def dotted(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    """As browsers print dots: each one a small filled square."""
    count = int(max(x1 - x0, y1 - y0) / 2)
    for i in range(count + 1):
        x, y = x0 + (x1 - x0) * i / count, y0 + (y1 - y0) * i / count
        canvas.rect(x - 0.4, y - 0.4, 0.8, 0.8, stroke=0, fill=1)


def double(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    for off in (-0.75, 0.75):
        dx, dy = (off, 0.0) if x0 == x1 else (0.0, off)
        canvas.line(x0 + dx, y0 + dy, x1 + dx, y1 + dy)


@dataclass
class Plan:
    """A ruled table: places with equal labels are one cell; a border is drawn wherever labels differ.

    `texts` gives each label's text. `open_sides` names outer sides without their rule.
    """

    widths: Sequence[float]
    heights: Sequence[float]
    labels: Sequence[Sequence[Hashable]]
    texts: Mapping[Any, str]
    open_sides: frozenset[str] = frozenset()

    def borders(self) -> Iterator[tuple[bool, int, int]]:
        """Whether it is level, which edge it is on, which band it crosses."""
        rows, columns = len(self.heights), len(self.widths)
        for r in range(rows + 1):
            for c in range(columns):
                side = "top" if r == 0 else "bottom" if r == rows else ""
                if side not in self.open_sides and (side or self.labels[r - 1][c] != self.labels[r][c]):
                    yield True, r, c
        for c in range(columns + 1):
            for r in range(rows):
                side = "left" if c == 0 else "right" if c == columns else ""
                if side not in self.open_sides and (side or self.labels[r][c - 1] != self.labels[r][c]):
                    yield False, c, r


def plan(rows: Sequence[Sequence[str]], widths: Sequence[float] = (), heights: Sequence[float] = ()) -> Plan:
    """A table by its texts; "<" is covered by the cell on its left, "^" by the one above."""
    labels: list[list[Hashable]] = []
    texts: dict[Hashable, str] = {}
    for r, row in enumerate(rows):
        labels.append([])
        for c, text in enumerate(row):
            label = labels[r][c - 1] if text == "<" else labels[r - 1][c] if text == "^" else (r, c)
            labels[r].append(label)
            if label == (r, c):
                texts[label] = text
    widths = widths or [90.0] * len(rows[0])
    heights = heights or [max([1, *(t.count("\n") + 1 for t in row)]) * SIZE * 1.2 + 2 * PAD for row in rows]
    return Plan(widths, heights, labels, texts)


@dataclass
class Paper:
    """A PDF being drawn. `turn` is its pages' /Rotate: what is seen stays the same."""

    width: float = A4[0]
    height: float = A4[1]
    turn: int = 0
    font: str = "Helvetica"
    held: io.BytesIO = field(default_factory=io.BytesIO)

    def __post_init__(self) -> None:
        size = (self.width, self.height)  # reportlab itself swaps them on a turned page
        self.canvas = Canvas(self.held, pagesize=size, invariant=1, pageCompression=0)
        self._begin()

    def _begin(self) -> None:
        self.canvas.setPageRotation(self.turn)
        w, h = self.width, self.height
        # from what is seen (y downwards) to the page's own space, which /Rotate turns clockwise
        matrix = {0: (1, 0, 0, -1, 0, h), 90: (0, 1, 1, 0, 0, 0), 180: (-1, 0, 0, 1, w, 0), 270: (0, -1, -1, 0, h, w)}
        self.canvas.transform(*matrix[self.turn])
        self.canvas.setLineWidth(0.5)

    def next_page(self) -> Paper:
        self.canvas.showPage()
        self._begin()
        return self

    def text(
        self, x: float, baseline: float, text: str, *, size: float = SIZE, angle: float = 0, mode: int = 0
    ) -> Paper:
        """Print text whose first baseline is given; `angle` in degrees clockwise; `mode` is the PDF's render mode."""
        self.canvas.saveState()
        self.canvas.translate(x, baseline)
        self.canvas.rotate(angle)
        self.canvas.scale(1, -1)
        self.canvas.setFont(self.font, size)
        for i, line in enumerate(text.split("\n")):
            self.canvas.drawString(0, -i * size * 1.2, line, mode=mode)  # type: ignore[arg-type]
        self.canvas.restoreState()
        return self

    def table(
        self, x: float, top: float, table: Plan, stroke: Stroke = solid, jog: Callable[[], float] = float
    ) -> Paper:
        """Draw a table; `jog` gives by how much each border stands off its place."""
        xs, ys = _edges(x, table.widths), _edges(top, table.heights)
        for is_level, edge, band in table.borders():
            off = jog()
            if is_level:
                stroke(self.canvas, xs[band], ys[edge] + off, xs[band + 1], ys[edge] + off)
            else:
                stroke(self.canvas, xs[edge] + off, ys[band], xs[edge] + off, ys[band + 1])
        for label, (r, c) in _first_places(table.labels).items():
            self.text(xs[c] + PAD, ys[r] + PAD + SIZE, table.texts.get(label, ""))
        return self

    def save(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self.held.getvalue()

    def read(self) -> Document:
        return read(self.save())


def _edges(begin: float, sizes: Sequence[float]) -> list[float]:
    return [begin + sum(sizes[:i]) for i in range(len(sizes) + 1)]


def _first_places(labels: Sequence[Sequence[Hashable]]) -> dict[Hashable, tuple[int, int]]:
    first: dict[Hashable, tuple[int, int]] = {}
    for r, row in enumerate(labels):
        for c, label in enumerate(row):
            first.setdefault(label, (r, c))
    return first


def raw_pdf(content: str, page: str = "", objects: Sequence[str] = (), fonts: str = "") -> bytes:
    """A PDF of one page by its content stream; `objects` count from 10, `fonts` stands beside /F1 (Helvetica)."""
    bodies = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R {page} "
        f"/Resources << /Font << /F1 5 0 R {fonts} >> /XObject << /X1 10 0 R /X2 11 0 R >> >> >>",
        4: f"<< /Length {len(content.encode('latin-1'))} >>\nstream\n{content}\nendstream",
        5: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        **{10 + i: body for i, body in enumerate(objects)},
    }
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in bodies.items():
        places[number] = len(out)
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += f"{number} 1\n{place:010d} 00000 n \n".encode()
    out += f"trailer\n<< /Size {max(bodies) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def form(content: str, matrix: str = "", inner: str = "") -> str:
    """The body of a form XObject for `raw_pdf`; `inner` are the XObjects that it may draw."""
    return (
        f"<< /Type /XObject /Subtype /Form /BBox [-2000 -2000 2000 2000] {matrix} /Resources << /Font << /F1 5 0 R >> "
        f"/XObject << {inner} >> >> /Length {len(content)} >>\nstream\n{content}\nendstream"
    )


def boxed(data: bytes, media: Box4 | None = None, crop: Box4 | None = None) -> bytes:
    """The PDF with other page boxes: left, bottom, right, top in the page's own space."""
    pdf = pdfium.PdfDocument(data)
    for page in pdf:
        if media:
            page.set_mediabox(*media)
        if crop:
            page.set_cropbox(*crop)
    held = io.BytesIO()
    pdf.save(held)
    pdf.close()
    return held.getvalue()


def read(data: bytes) -> Document:
    return read_pdf(data, Source("drawn.pdf", hashlib.sha256(data).hexdigest(), "pdf"))


def texts(table: Table) -> list[list[str]]:
    """The texts by row as `plan` takes them: "<" and "^" where a cell covers a place from its left or from above."""
    grid = [["?"] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for r in range(cell.rowspan):
            for c in range(cell.colspan):
                covered = "<" if c else "^" if r else cell.text
                grid[cell.at.row + r][cell.at.column + c] = covered
    return grid


def cell_at(table: Table, row: int, column: int) -> Cell:
    (found,) = (cell for cell in table.cells if (cell.at.row, cell.at.column) == (row, column))
    return found


def marked(table: Table) -> dict[tuple[int, int], set[str]]:
    """The marks of the cells that bear any, by row and column."""
    return {(cell.at.row, cell.at.column): set(cell.marks) for cell in table.cells if cell.marks}


def only(document: Document) -> Table:
    (table,) = document.tables
    return table
