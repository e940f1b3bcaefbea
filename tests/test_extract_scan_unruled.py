"""A scanned table without a single rule: its texts are read twice too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
import reportlab
from PIL import Image, ImageDraw, ImageFont

import extract
from extract import scan, scan_second
from extract.model import Cell, Document, PageSize, Region
from extract.rules import build_grid
from extract.scan_cells import cells_of
from extract.scan_edges import is_cut
from extract.scan_lines import Strip, find_strips
from extract.scan_picture import Picture, to_picture
from extract.scan_specks import find_specks
from tests.scanning import to_pdf

DPI = 200
FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
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


def test_a_rows_edge_cuts_no_letter_that_hangs_a_little_over_it() -> None:
    above, below = Region(1, 0, 0, 50, 20), Region(1, 0, 20, 50, 40)
    for bottom, is_over in ((21.9, False), (24.0, True)):
        pieces = np.array([(10.0, 12.5, 15.0, bottom)])
        assert [is_cut(place, pieces) for place in (above, below)] == [is_over, is_over]
    assert is_cut(above, np.array([(10.0, 18.1, 15.0, 30.0)]))


@pytest.mark.parametrize("second", [365, 327], ids=["far", "as near as words"])
@pytest.mark.parametrize("is_framed", [False, True])
def test_lines_beside_each_other_at_other_heights_are_lines_of_their_own(is_framed: bool, second: int) -> None:
    page = Image.new("L", (900, 600), 255)
    pen = ImageDraw.Draw(page)
    font = ImageFont.load_default(size=40)
    for x, begin in ((100, 100), (second, 122)):
        for i in range(5):
            pen.text((x, begin + 46 * i), "contractuel", fill=0, font=font)
    pen.text((100, 100 + 46 * 5 + 10), "Nombre de référents de parcours", fill=0, font=font)
    grey = np.asarray(page, dtype=np.uint8)
    specks = find_specks(to_picture(grey, DPI / 72, PageSize(1, 324, 216)))
    box, top = (20.0, 300.0), np.array([(y, 20.0, 300.0) for y in (20.0, 30.0, 200.0)])
    frame = build_grid(top, np.array([(x, 20.0, 200.0) for x in box]))
    assert frame is not None
    strips = find_strips(specks, cells_of([frame] if is_framed else [], DPI / 72), DPI / 72)
    assert len(strips) == 11
    assert all(strip.y1 - strip.y0 < 46 for strip in strips)


def test_a_line_that_begins_beside_the_lower_half_of_another_is_one_of_its_own() -> None:
    page = Image.new("L", (900, 400), 255)
    pen = ImageDraw.Draw(page)
    font = ImageFont.load_default(size=40)
    pen.text((100, 100), "contractuel", fill=0, font=font)
    pen.text((320, 118), "Cible", fill=0, font=font)
    picture = to_picture(np.asarray(page, dtype=np.uint8), DPI / 72, PageSize(1, 324, 144))
    strips = find_strips(find_specks(picture), cells_of([], DPI / 72), DPI / 72)
    assert sorted((strip.x0 < 310, strip.x1 < 310) for strip in strips) == [(False, False), (True, True)]


SHADED = (
    ("", "", "Réalisé par le département", "", "Cible"),
    ("Mesure", "Indicateur", "2019", "2020", "2021"),
    ("2.1 Accueil", "Lieux d'accueil", "12", "15", "18"),
    ("", "Visiteurs reçus", "4 827", "5 120", "6 000"),
    ("", "Agents formés", "31", "42", "55"),
    ("2.2 Parcours", "Places ouvertes", "640", "655", "670"),
    ("", "Jeunes suivis", "97", "118", "125"),
)
MERGED = ((2, 3), (5, 2))
"""Measures: their first row, and over how many they are merged."""


def shaded() -> bytes:
    """A page with rows that are shaded in turn, merged measures as their first row, a header of two rows all over."""
    page = Image.new("L", (2339, 1654), 255)
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype(FONT, 32)
    left, top, high = (150, 600, 1150, 1500, 1850, 2200), 300, 80
    pen.rectangle((left[0], top, left[-1], top + 2 * high), fill=219)
    for i in range(2, len(SHADED), 2):
        pen.rectangle((left[1], top + high * i, left[-1], top + high * (i + 1)), fill=237)
    for first, rows in MERGED:
        grey = 237 if first % 2 == 0 else 255
        pen.rectangle((left[0], top + high * first, left[1] - 1, top + high * (first + rows) - 1), fill=grey)
    for i, row in enumerate(SHADED):
        for x, text in zip(left[:-1], row, strict=True):
            rows = dict(MERGED).get(i, 1) if x == left[0] else 1
            pen.text((x + 10, top + high * i + 20 + (rows - 1) * high / 2), text, fill=20, font=font)
    noise = np.random.default_rng(1).normal(0, 4, (1654, 2339))
    return to_pdf([np.clip(np.asarray(page) + noise, 0, 255).astype(np.uint8)], DPI)


def test_rows_that_are_shaded_in_turn_hold_merged_cells_and_a_header_of_two_rows(tmp_path: Path) -> None:
    (tmp_path / "shaded.pdf").write_bytes(shaded())
    (table,) = extract.read(tmp_path / "shaded.pdf").tables
    found = {cell.text: (cell.at.row, cell.at.column, cell.rowspan, cell.colspan) for cell in table.cells if cell.text}
    assert found["Réalisé par le département"] == (0, 2, 1, 2)
    assert [found[text][:2] for text in ("2019", "2020", "2021")] == [(1, 2), (1, 3), (1, 4)]
    assert found["2.1 Accueil"] == (2, 0, 3, 1)
    assert found["2.2 Parcours"] == (5, 0, 2, 1)
    for i, (_, label, *figures) in enumerate(SHADED[2:]):
        assert [found[text][:3] for text in (label, *figures)] == [(2 + i, 1 + k, 1) for k in range(4)]


def test_words_of_a_title_in_large_print_are_read_together() -> None:
    page = Image.new("L", (1800, 1500), 255)
    pen = ImageDraw.Draw(page)
    for y in range(500, 1400, 60):
        pen.text((100, y), "Le département met en oeuvre les actions", fill=0, font=ImageFont.truetype(FONT, 30))
    pen.text(
        (100, 100), "Annexe A : les engagements\ndu socle et leur suivi", fill=0, font=ImageFont.truetype(FONT, 80)
    )
    picture = to_picture(np.asarray(page, dtype=np.uint8), DPI / 72, PageSize(1, 648, 540))
    strips = find_strips(find_specks(picture), cells_of([], DPI / 72), DPI / 72)
    assert sum(strip.y0 < 400 for strip in strips) == 2


def test_an_accent_above_a_large_capital_is_of_its_line() -> None:
    page = Image.new("L", (900, 900), 255)
    pen = ImageDraw.Draw(page)
    pen.text((100, 100), "Égalité", fill=0, font=ImageFont.truetype(FONT, 34))
    pen.line((106, 96, 112, 90), fill=0, width=3)
    for y in range(400, 800, 60):
        pen.text((100, y), "Les actions prévues", fill=0, font=ImageFont.truetype(FONT, 28))
    picture = to_picture(np.asarray(page, dtype=np.uint8), DPI / 72, PageSize(1, 324, 324))
    strips = find_strips(find_specks(picture), cells_of([], DPI / 72), DPI / 72)
    assert sum(strip.y0 < 300 for strip in strips) == 1
