"""Documents of several pages: born digital and scanned ones in one file, and many scanned ones."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2 as pdfium
import pytest

import extract
from extract.model import Document, Scans
from tests.scanning import GOLDEN, pictures, scanned, to_pdf

NAME = "savoie-lines.pdf"
TEN = (("cea-lines.pdf", 8), (NAME, 2))
"""Of these documents the first pages, ten in all."""
LEAST_SAME = 0.98


def letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def read(pdf: pdfium.PdfDocument, path: Path) -> Document:
    held = io.BytesIO()
    pdf.save(held)
    path.write_bytes(held.getvalue())
    return extract.read(path)


def test_a_mixed_document_is_read_page_by_page(tmp_path: Path) -> None:
    mixed, digital, scan = pdfium.PdfDocument.new(), pdfium.PdfDocument(GOLDEN / NAME), scanned(NAME, 2)
    mixed.import_pages(digital, [1, 0])
    mixed.import_pages(pdfium.PdfDocument(scan))
    first, second = read(mixed, tmp_path / "mixed.pdf").tables
    assert (first.is_scanned, second.is_scanned) == (False, True)
    assert [letters(cell.text) for cell in first.cells] == [letters(cell.text) for cell in second.cells]
    assert {place.page for cell in first.cells for place in cell.places} == {1}
    assert {place.page for cell in second.cells for place in cell.places} == {3}
    assert not any("ocr_unsure" in cell.marks for cell in first.cells)


def test_pages_read_side_by_side_say_what_they_say_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALPAE_CACHE", "off")
    path = tmp_path / "scan.pdf"
    path.write_bytes(to_pdf(pictures(NAME, [1, 2], dpi=150), dpi=150))
    heard: list[int] = []
    side_by_side = extract.read(path, scans=Scans(2, heard.append))
    assert heard == [1, 2]
    assert len(side_by_side.pages) == 2 and side_by_side.tables
    assert side_by_side == extract.read(path)


@pytest.mark.soak
def test_ten_scanned_pages_give_the_tables_of_their_digital_twins_or_doubt(tmp_path: Path) -> None:
    twin = pdfium.PdfDocument.new()
    for name, count in TEN:
        twin.import_pages(pdfium.PdfDocument(GOLDEN / name), list(range(count)))
    scans = [scan for name, count in TEN for scan in pictures(name, range(1, count + 1))]
    assert len(scans) == 10
    digital, paper = read(twin, tmp_path / "twin.pdf"), read(pdfium.PdfDocument(to_pdf(scans)), tmp_path / "scan.pdf")
    right = [cell for table in digital.tables for cell in table.cells]
    # What is taken for a table beside those of the twin (a title that is printed twice) is not looked at here.
    sizes = [len(table.cells) for table in digital.tables]
    found = [cell for table in paper.tables if len(table.cells) in sizes for cell in table.cells]
    pairs = list(zip(found, right, strict=True))
    wrong = [(cell, true) for cell, true in pairs if letters(cell.text) != letters(true.text)]
    silent = [(cell.text, true.text) for cell, true in wrong if "ocr_unsure" not in cell.marks]
    print(f"{len(right)} cells, {len(wrong)} otherwise, {len(silent)} of them silent")
    assert not silent, silent[:10]
    assert len(wrong) <= (1 - LEAST_SAME) * len(right)
