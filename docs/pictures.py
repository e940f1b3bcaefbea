"""Draws the pictures of these pages from the program's own stages: `make pictures`.

Each is of a document that lies in the repository, and shows what the program itself finds in it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
from matplotlib import get_data_path
from PIL import Image, ImageChops, ImageDraw, ImageFont

import extract
from extract.fragment import free_lines
from extract.model import Document, Region
from extract.page import Ink, read_page
from extract.rules import find_grids
from extract.sketch import sketch_tables
from normalize.interpret import Rows, interpret
from normalize.knowledge import load_knowledge

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "data/raw/cea-rows.pdf"
UNRULED = HERE.parent / "tests/golden/cea-web-horizontal.pdf"
TOP_OF_TABLE = Region(3, 24, 92, 812, 274)
SOME_CELLS = Region(3, 216, 156, 584, 230)
PAGE_ENDS = (Region(3, 24, 455, 812, 522), Region(4, 24, 60, 812, 128))
RULED_ACROSS = Region(3, 24, 74, 812, 212)

WIDTH = 1182
"""Pixels of each picture of a page."""
COLOURS = 32
WHITE, BLACK, GREY = (255, 255, 255), (25, 25, 25), (110, 110, 110)
RED, BLUE, GREEN, ORANGE = (205, 30, 30), (40, 90, 205), (15, 125, 60), (175, 85, 0)
PALE = {"yellow": (255, 240, 170), "blue": (208, 228, 250), "green": (210, 240, 212), "red": (250, 218, 212)}
ROLES = {
    "header": (205, 214, 230),
    "section": (240, 218, 240),
    "measure": (224, 212, 246),
    "indicator": (204, 230, 250),
    "comment": (242, 236, 206),
    "figure": (208, 240, 210),
}
COLUMNS = {
    "measure_code": 14,
    "indicator": 36,
    "territory": 11,
    "period": 9,
    "period_kind": 13,
    "raw": 31,
    "status": 11,
    "value": 7,
    "unit": 11,
    "page": 5,
    "review": 7,
}
"""The columns that are shown of a row, and how many characters of each."""
SHOWN = (2, 5)
"""The rows of the printed table of which they are shown."""
FONT = "fonts/ttf/DejaVuSansMono.ttf"

Colour = tuple[int, int, int]


class Print:
    """A part of a page as it is printed, to draw on; places in points."""

    def __init__(self, path: Path, part: Region) -> None:
        self.part = part
        self.scale = WIDTH / (part.x1 - part.x0)
        pdf = pdfium.PdfDocument(path)
        page = pdf[part.page - 1].render(scale=self.scale).to_pil().convert("RGB")
        pdf.close()
        corners = (part.x0, part.top, part.x1, part.bottom)
        self.image = page.crop(tuple(round(corner * self.scale) for corner in corners))

    def tint(self, place: Region, colour: Colour) -> None:
        """Colour the paper of a place; its ink stays."""
        sheet = Image.new("RGB", self.image.size, WHITE)
        ImageDraw.Draw(sheet).rectangle(self._corners(place), fill=colour)
        self.image = ImageChops.multiply(self.image, sheet)

    def outline(self, place: Region, colour: Colour, width: int = 2) -> None:
        """Draw round a place."""
        ImageDraw.Draw(self.image).rectangle(self._corners(place), outline=colour, width=width)

    def _corners(self, place: Region) -> tuple[int, int, int, int]:
        left, top = self.part.x0, self.part.top
        x0, x1 = (round((x - left) * self.scale) for x in (place.x0, place.x1))
        y0, y1 = (round((y - top) * self.scale) for y in (place.top, place.bottom))
        return x0, y0, max(x0, x1), max(y0, y1)


def ink_of(path: Path, number: int) -> Ink:
    """What the reader sees of a page, counted from 1."""
    pdf = pdfium.PdfDocument(path)
    ink = read_page(pdf[number - 1], number)
    pdf.close()
    return ink


def places_on(document: Document, page: int) -> list[tuple[Region, bool]]:
    """The places of cells on a page, and whether the cell goes on on another one."""
    cells = [cell for table in document.tables for cell in table.cells]
    return [(place, _goes_on(cell.places)) for cell in cells for place in cell.places if place.page == page]


def _goes_on(places: tuple[Region, ...]) -> bool:
    """Whether a cell is cut by a page break; a header that comes back stands at the same height each time."""
    return len({round(place.top) for place in places}) > 1


def draw_ink() -> Image.Image:
    """Every character's box, and every rule, as they stand in the file."""
    drawn, ink = Print(SAMPLE, SOME_CELLS), ink_of(SAMPLE, SOME_CELLS.page)
    signs = ink.characters
    for x0, top, x1, bottom in zip(signs.x0, signs.top, signs.x1, signs.bottom, strict=True):
        drawn.outline(Region(3, x0, top, x1, bottom), BLUE, 1)
    for y, x0, x1 in ink.rules.horizontal.tolist():
        drawn.outline(Region(3, x0, y, x1, y), RED)
    for x, y0, y1 in ink.rules.vertical.tolist():
        drawn.outline(Region(3, x, y0, x, y1), RED)
    return drawn.image


def draw_cells() -> Image.Image:
    """The cells that the rules make; one over several rows is one."""
    drawn = Print(SAMPLE, TOP_OF_TABLE)
    for grid in find_grids(ink_of(SAMPLE, TOP_OF_TABLE.page).rules):
        for span in grid.spans:
            x0, x1 = grid.xs[span.column], grid.xs[span.column_end]
            place = Region(3, x0 + 1, grid.ys[span.row] + 1, x1 - 1, grid.ys[span.row_end] - 1)
            drawn.tint(place, PALE["yellow" if span.row_end - span.row > 1 else "blue"])
            drawn.outline(place, GREEN, 1)
    return drawn.image


def draw_page_break() -> Image.Image:
    """The end of one page above the begin of the next; cells that go on are coloured in both."""
    document = extract.read(SAMPLE)
    parts = []
    for part in PAGE_ENDS:
        drawn = Print(SAMPLE, part)
        for place, goes_on in places_on(document, part.page):
            if goes_on:
                drawn.tint(place, PALE["yellow"])
                drawn.outline(place, ORANGE)
        parts.append(drawn.image)
    height = sum(part.height for part in parts) + 12
    both = Image.new("RGB", (parts[0].width, height), GREY)
    both.paste(parts[0], (0, 0))
    both.paste(parts[1], (0, parts[0].height + 12))
    return both


def draw_sketch() -> Image.Image:
    """A table without upright rules: what is drawn (red), and the cells that are imagined between (green)."""
    drawn, ink = Print(UNRULED, RULED_ACROSS), ink_of(UNRULED, RULED_ACROSS.page)
    for place, _ in places_on(extract.read(UNRULED), RULED_ACROSS.page):
        drawn.outline(Region(3, place.x0 + 1, place.top + 1, place.x1 - 1, place.bottom - 1), GREEN, 1)
    grids = find_grids(ink.rules)
    for sketch, _ in sketch_tables(ink, grids, free_lines(ink, grids), goes_on=False):
        for y, x0, x1 in sketch.hard.tolist():
            drawn.outline(Region(3, x0, y, x1, y), RED)
    return drawn.image


def draw_roles() -> Image.Image:
    """What each cell is, as `cells.role` says it."""
    drawn = Print(SAMPLE, TOP_OF_TABLE)
    for cell in rows_of_sample()["cells"]:
        for place in list(cell["places"]):  # type: ignore[call-overload]
            if place["page"] == TOP_OF_TABLE.page and cell["role"] in ROLES:
                drawn.tint(Region(**place), ROLES[str(cell["role"])])
    return drawn.image


def draw_rows() -> Image.Image:
    """Some rows of `observations`; what is for review in another colour, and marked."""
    rows = [row for row in rows_of_sample()["observations"] if row["row"] in SHOWN]
    font = ImageFont.truetype(Path(get_data_path()) / FONT, 12)
    lines = ["".join(name[: width - 1].ljust(width) for name, width in COLUMNS.items()), ""]
    lines += ["".join(_text(row[name], width) for name, width in COLUMNS.items()) for row in rows]
    width = round(font.getlength(max(lines, key=len))) + 24
    image = Image.new("RGB", (width, 18 * len(lines) + 16), WHITE)
    draw = ImageDraw.Draw(image)
    draw.line((10, 34, width - 10, 34), fill=GREY)
    for number, line in enumerate(lines):
        doubtful = number > 1 and bool(rows[number - 2]["review"])
        draw.text((12, 10 + 18 * number), line, ORANGE if doubtful else BLACK, font)
    return image


def draw_output() -> Image.Image:
    """Page and rows, one above the other."""
    page, rows = Print(SAMPLE, TOP_OF_TABLE).image, draw_rows()
    both = Image.new("RGB", (max(page.width, rows.width), page.height + rows.height), WHITE)
    both.paste(page, (0, 0))
    both.paste(rows, (0, page.height))
    return both


def rows_of_sample() -> Rows:
    """What is read of the sample."""
    return interpret(extract.read(SAMPLE), load_knowledge(), "")


def _text(value: object, width: int) -> str:
    shown = "yes" if value is True else "" if value in (None, False) and not isinstance(value, float) else value
    text = f"{shown:g}" if isinstance(shown, float) else " ".join(str(shown).split())
    return (text if len(text) < width else text[: width - 2] + "…").ljust(width)


PICTURES: dict[str, Callable[[], Image.Image]] = {
    "output.png": draw_output,
    "pictures/1-ink.png": draw_ink,
    "pictures/2-cells.png": draw_cells,
    "pictures/3-page-break.png": draw_page_break,
    "pictures/4-sketch.png": draw_sketch,
    "pictures/5-roles.png": draw_roles,
    "pictures/6-rows.png": draw_rows,
}
"""Where each picture lies, from this folder."""


def draw_all(folder: Path) -> None:
    """Draw every picture into a folder."""
    for name, draw in PICTURES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        draw().quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    draw_all(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
