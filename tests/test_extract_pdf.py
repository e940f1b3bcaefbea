"""Whole digital PDFs: against a second reader, against PDFium's own characters, and what is refused."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2 as pdfium
import pytest
from pypdfium2 import raw
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

import extract
from extract.fragment import take_apart
from extract.model import Cell, Document, Refused, Region
from extract.page import page_view, read_page
from extract.rules import find_grids
from schemas.vocabulary import REFUSALS
from tests.drawing import Paper, plan, raw_pdf, read

GOLDEN = Path(__file__).parent / "golden"
PDFS = sorted(path.name for path in GOLDEN.glob("*.pdf"))
RULED = [name for name in PDFS if name != "cea-web-horizontal.pdf" and not name.startswith("unruled")]
"""The others have no upright rules: their cells are imagined, so there is nothing to compare."""
HEADER_ROWS = 2

OPEN_BOTTOM = {("cea-web-grey.pdf", 3): 9, ("cea-web-grey.pdf", 4): 1}
"""Cells of ours, by document and page, that pdfplumber lacks: a browser printed them without their lower rule."""
SAME_PLACE = 1.5


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return {name: extract.read(GOLDEN / name) for name in PDFS}


def squeezed(text: str | None) -> str:
    return "".join((text or "").split())


def our_cells(data: bytes) -> list[list[tuple[Region, str, bool]]]:
    pdf = pdfium.PdfDocument(data)
    found = []
    for number, page in enumerate(pdf, 1):
        ink = read_page(page, number)
        pieces = [p for f in take_apart(ink, find_grids(ink.rules)).fragments for p in f.pieces]
        found.append([(piece.place, squeezed(piece.text), piece.open_bottom) for piece in pieces])
        page.close()
    pdf.close()
    return found


def their_cells(data: bytes) -> list[list[tuple[tuple[float, ...], str]]]:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return [
            [
                (cell, squeezed(text))
                for table in page.find_tables()
                for row, texts in zip(table.rows, table.extract(), strict=True)
                for cell, text in zip(row.cells, texts, strict=True)
                if cell
            ]
            for page in pdf.pages
        ]


@pytest.mark.parametrize("name", RULED)
def test_pdfplumber_finds_the_same_cells_with_the_same_texts(name: str) -> None:
    data = (GOLDEN / name).read_bytes()
    for number, (ours, theirs) in enumerate(zip(our_cells(data), their_cells(data), strict=True), 1):
        left, only_ours = list(theirs), []
        for place, text, is_open in ours:
            box = (place.x0, place.top, place.x1, place.bottom)
            same = [t for t in left if max(abs(a - b) for a, b in zip(t[0], box, strict=True)) < SAME_PLACE]
            if same:
                assert (len(same), same[0][1]) == (1, text)
                left.remove(same[0])
            else:
                only_ours.append(is_open)
        assert not left, (number, left)
        assert only_ours == [True] * OPEN_BOTTOM.get((name, number), 0)


def printed(data: bytes) -> list[list[tuple[str, float, float]]]:
    """Every visible character of each page with the middle of its own box, by PDFium alone."""
    pdf = pdfium.PdfDocument(data)
    pages = []
    for page in pdf:
        view, textpage = page_view(page), page.get_textpage()
        characters = []
        for i in range(textpage.count_chars()):
            code = raw.FPDFText_GetUnicode(textpage, i)
            if raw.FPDFText_IsGenerated(textpage, i) == 1 or chr(code).isspace():
                continue
            left, bottom, right, top = textpage.get_charbox(i, loose=True)
            x0, y0, x1, y1 = view.place(left, bottom, right, top)
            characters.append(("-" if code in (2, 0xFFFE) else chr(code), (x0 + x1) / 2, (y0 + y1) / 2))
        pages.append(characters)
        textpage.close()
        page.close()
    pdf.close()
    return pages


def holds(place: Region, x: float, y: float) -> bool:
    return place.x0 < x <= place.x1 and place.top < y <= place.bottom


def stand_in(cell: Cell, pages: list[list[tuple[str, float, float]]]) -> list[Counter[str]]:
    """The characters in each place of a cell."""
    return [Counter(c for c, x, y in pages[place.page - 1] if holds(place, x, y)) for place in cell.places]


@pytest.mark.parametrize("name", PDFS)
def test_every_visible_character_inside_a_table_stands_in_exactly_one_cell(
    name: str, documents: dict[str, Document]
) -> None:
    pages = printed((GOLDEN / name).read_bytes())
    cells = [cell for table in documents[name].tables for cell in table.cells]
    for cell in cells:
        found = stand_in(cell, pages)
        text = Counter(squeezed(cell.text))
        comes_back = len(found) > 1 and cell.at.row < HEADER_ROWS and all(part == text for part in found)
        assert comes_back or sum(found, Counter()) == text, cell
    places = [place for cell in cells for place in cell.places]
    for number, characters in enumerate(pages, 1):
        own = [place for place in places if place.page == number]
        inside = [sum(holds(place, x, y) for place in own) for _, x, y in characters]
        assert set(inside) <= {0, 1}
        lines = [line for line in documents[name].lines if line.place and line.place.page == number]
        outside = Counter(c for (c, _, _), n in zip(characters, inside, strict=True) if not n)
        assert outside == Counter(squeezed("".join(line.text for line in lines)))


@pytest.mark.parametrize("name", PDFS)
def test_no_two_cells_cover_the_same_place_of_a_table(name: str, documents: dict[str, Document]) -> None:
    for table in documents[name].tables:
        covered = [
            (cell.at.row + r, cell.at.column + c)
            for cell in table.cells
            for r in range(cell.rowspan)
            for c in range(cell.colspan)
        ]
        assert sorted(covered) == [(r, c) for r in range(table.rows) for c in range(table.columns)]


@pytest.mark.parametrize("name", PDFS)
def test_a_clean_document_bears_no_mark_of_doubt_on_a_text(name: str, documents: dict[str, Document]) -> None:
    marks = {mark for table in documents[name].tables for cell in table.cells for mark in cell.marks}
    assert not marks & {"unsure_text", "irregular"}


@pytest.mark.parametrize(
    "stem", ["finistere", "savoie-column", "savoie-lines", "cea-lines", "cea-rows", "cea-rows-big"]
)
def test_a_pdf_gives_the_texts_of_the_docx_it_was_printed_from(stem: str, documents: dict[str, Document]) -> None:
    from_docx = extract.read(GOLDEN / f"{stem}.docx")
    ours, theirs = (
        [[(c.at.row, c.at.column, squeezed(c.text).replace("-", "")) for c in table.cells] for table in document.tables]
        for document in (documents[f"{stem}.pdf"], from_docx)
    )
    assert ours == theirs


def test_the_same_bytes_give_the_same_document(documents: dict[str, Document]) -> None:
    assert extract.read(GOLDEN / "cea-rows.pdf") == documents["cea-rows.pdf"]


def test_a_picture_of_a_page_is_said() -> None:
    from PIL import Image

    paper = Paper()
    paper.canvas.drawInlineImage(Image.new("L", (30, 30), 128), 50, 50, 400, 600)
    (notice,) = paper.read().notices
    assert (notice.code, notice.severity, notice.page) == ("page_without_text_layer", "warning", 1)


def encrypted(user: str, owner: str = "owner") -> bytes:
    held = io.BytesIO()
    canvas: Any = Canvas(held, encrypt=StandardEncryption(user, owner, strength=128))
    canvas.drawString(50, 500, "secret")
    canvas.save()
    return held.getvalue()


def without_page() -> bytes:
    return raw_pdf("").replace(b"/Kids [3 0 R] /Count 1", b"/Kids [     ] /Count 0")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (encrypted("user"), "encrypted"),
        (Paper().table(50, 60, plan([["a", "b"]])).save()[:300], "truncated"),
        (b"%PDF-1.7\n%%EOF\n", "unreadable"),
        (without_page(), "unreadable"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_refused_in_one_sentence(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as caught:
        read(data)
    assert caught.value.code == code
    assert code in REFUSALS
    assert caught.value.message
    assert "\n" not in caught.value.message


def test_a_pdf_that_only_asks_not_to_be_printed_is_read() -> None:
    assert [line.text for line in read(encrypted("")).lines] == ["secret"]


def test_a_pdf_with_a_broken_cross_reference_table_is_read() -> None:
    data = Paper().table(50, 60, plan([["a", "b"]])).save().replace(b"startxref", b"startxxxx")
    assert read(data).tables
