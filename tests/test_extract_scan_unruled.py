"""A scanned table without a single rule: its texts are read twice too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

import extract
from extract import scan, scan_second
from extract.model import Cell, Document, PageSize, Region
from extract.scan_cells import cells_of
from extract.scan_edges import is_cut
from extract.scan_lines import Strip, find_strips
from extract.scan_picture import Picture, to_picture
from extract.scan_specks import find_specks
from tests.scanning import to_pdf

DPI = 200
ROWS = (
    ("Territoire", "Logements", "Objectif"),
    ("Albertville", "1 204", "93,5"),
    ("Chambery", "2 385", "71,2"),
    ("Aix-les-Bains", "947", "64,8"),
    ("Moutiers", "618", "55,1"),
    ("Saint-Jean", "432", "48,6"),
)


def unruled(draw: Callable[[ImageDraw.ImageDraw], None] = lambda _: None) -> bytes:
    """A page with the table, and what is drawn over it, as a scan."""
    page = Image.new("L", (1654, 2339), 255)
    pen = ImageDraw.Draw(page)
    font = ImageFont.load_default(size=32)
    for i, row in enumerate(ROWS):
        for x, text in zip((200, 700, 1200), row, strict=True):
            pen.text((x, 400 + 80 * i), text, fill=20, font=font)
    draw(pen)
    noise = np.random.default_rng(1).normal(0, 4, (2339, 1654))
    return to_pdf([np.clip(np.asarray(page) + noise, 0, 255).astype(np.uint8)], DPI)


def read(folder: Path, draw: Callable[[ImageDraw.ImageDraw], None] = lambda _: None) -> Document:
    (folder / "unruled.pdf").write_bytes(unruled(draw))
    return extract.read(folder / "unruled.pdf")


def cells(document: Document) -> dict[str, Cell]:
    (table,) = document.tables
    return {cell.text: cell for cell in table.cells}


def test_a_scanned_table_without_rules_gives_its_cells_without_doubt(tmp_path: Path) -> None:
    found = cells(read(tmp_path))
    assert set(found) == {text for row in ROWS for text in row}
    assert not any("ocr_unsure" in cell.marks for cell in found.values())


def test_a_cell_without_rules_whose_readings_differ_is_unsure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    once = scan_second.read_second

    def otherwise(picture: Picture, strips: Sequence[Strip]) -> list[str]:
        return [text.replace("618", "678") for text in once(picture, strips)]

    monkeypatch.setattr(scan, "read_second", otherwise)
    found = cells(read(tmp_path))
    assert [text for text, cell in found.items() if "ocr_unsure" in cell.marks] == ["618"]


def stamp(pen: ImageDraw.ImageDraw) -> None:
    pen.ellipse((900, 500, 1100, 700), outline=60, width=5)


def chart(pen: ImageDraw.ImageDraw) -> None:
    stamp(pen)
    for x in (1000, 1130):
        pen.line((x, 420, x, 860), fill=20, width=3)


def test_a_stamp_on_a_table_without_rules_leaves_it_a_table(tmp_path: Path) -> None:
    assert {text for row in ROWS for text in row} <= set(cells(read(tmp_path, stamp)))


def test_a_drawing_with_uprights_beside_the_columns_is_no_table_and_is_said(tmp_path: Path) -> None:
    document = read(tmp_path, chart)
    assert not document.tables
    assert [notice.code for notice in document.notices] == ["drawing_left_out"]


def test_edges_that_cut_through_no_ink_are_sure(tmp_path: Path) -> None:
    assert not any("imagined" in cell.marks for cell in cells(read(tmp_path)).values())


def test_a_cell_whose_edge_cuts_through_ink_stays_in_doubt() -> None:
    left, right = Region(1, 0, 0, 50, 20), Region(1, 50, 0, 100, 20)
    pieces = np.array([(10.0, 5.0, 20.0, 15.0), (45.0, 5.0, 55.0, 15.0)])
    assert [is_cut(place, pieces) for place in (left, right)] == [True, True]
    assert [is_cut(place, pieces[:1]) for place in (left, right)] == [False, False]


def test_lines_beside_each_other_at_other_heights_are_lines_of_their_own() -> None:
    page = Image.new("L", (900, 600), 255)
    pen = ImageDraw.Draw(page)
    font = ImageFont.load_default(size=40)
    for x, begin in ((100, 100), (365, 122)):
        for i in range(5):
            pen.text((x, begin + 46 * i), "contractuel", fill=0, font=font)
    grey = np.asarray(page, dtype=np.uint8)
    specks = find_specks(to_picture(grey, DPI / 72, PageSize(1, 324, 216)))
    strips = find_strips(specks, cells_of([], DPI / 72), DPI / 72)
    assert len(strips) == 10
    assert all(strip.y1 - strip.y0 < 46 for strip in strips)
