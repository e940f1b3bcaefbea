"""What is seen of a page: turned pages, page boxes, forms, and text that nobody sees."""

from __future__ import annotations

import numpy as np
import pytest

from extract import native
from extract.characters import NO_MAPPING
from extract.glyphs import read_glyphs, to_unicode
from extract.model import Document, Refused
from tests.drawing import Paper, Plan, boxed, cell_at, form, marked, only, plan, raw_pdf, read, texts

ROWS = [["Indicateur", "<", "2019"], ["^", "<", "Pour le 67 :\n4 827"], ["Nombre d'élèves", "12", "93,0 %"]]
BLANK = [["Indicateur", "2019", "2020"], ["Nombre", "", ""], ["Part", "", ""]]
CELL = (143.0, 86.6)
"""Where the text of the cell right of "Nombre" begins."""
TABLE = "0.5 w 0 0 200 40 re S 0 20 m 200 20 l S 100 0 m 100 40 l S " + "".join(
    f"BT /F1 8 Tf {x} {y} Td ({text}) Tj ET " for x, y, text in ((3, 25, "haut"), (103, 5, "bas 12"))
)
HELD = [["haut", ""], ["", "bas 12"]]


def sheet(turn: int = 0) -> Paper:
    return Paper(turn=turn).table(50, 60, plan(ROWS)).text(50, 30, "Titre")


def blank() -> Paper:
    return Paper().table(50, 60, plan(BLANK))


def value(document: Document) -> str:
    return cell_at(only(document), 1, 1).text


def notices(document: Document) -> list[str]:
    return [notice.code for notice in document.notices]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_gives_what_the_plain_page_gives(turn: int) -> None:
    document, plain = sheet(turn).read(), sheet().read()
    assert texts(only(document)) == ROWS
    assert [line.text for line in document.lines] == ["Titre"]
    assert document.pages == plain.pages
    for cell, other in zip(only(document).cells, only(plain).cells, strict=True):
        (place,), (same) = cell.places, other.places[0]
        assert (place.x0, place.top) == pytest.approx((same.x0, same.top), abs=0.1)
        assert (place.x1, place.bottom) == pytest.approx((same.x1, same.bottom), abs=0.1)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_media_box_with_another_origin_gives_the_same_table(turn: int) -> None:
    assert texts(only(read(boxed(sheet(turn).save(), media=(-100, -50, 900, 900))))) == ROWS


def test_a_media_box_given_from_the_top_right_corner_gives_the_same_table() -> None:
    assert texts(only(read(boxed(sheet().save(), media=(595, 842, 0, 0))))) == ROWS


@pytest.mark.parametrize(
    ("turn", "crop"), [(0, (20, 500, 500, 830)), (180, (95, 12, 575, 342)), (90, (12, 20, 342, 500))]
)
def test_a_cropped_page_counts_its_places_from_the_crop_box(turn: int, crop: tuple[float, float, float, float]) -> None:
    document = read(boxed(sheet(turn).save(), crop=crop))
    assert texts(only(document)) == ROWS
    assert (document.pages[0].width, document.pages[0].height) == pytest.approx((480, 330))
    place = only(document).cells[0].places[0]
    assert (place.x0, place.top) == pytest.approx((30, 48), abs=0.1)


def test_what_the_crop_box_cuts_off_is_left_out_and_said() -> None:
    document = read(boxed(blank().text(50, 400, "au dehors").save(), crop=(0, 600, 595, 842)))
    assert not document.lines
    assert notices(document) == ["invisible_text"]


@pytest.mark.parametrize(
    ("content", "objects"),
    [
        ("q 1 0 0 1 50 700 cm /X1 Do Q", [form(TABLE)]),
        ("q 2 0 0 2 50 600 cm /X1 Do Q", [form(TABLE, "/Matrix [1 0 0 1 5 5]")]),
        ("q 1 0 0 1 50 600 cm /X1 Do Q", [form("q 1.5 0 0 1.5 10 10 cm /X2 Do Q", "", "/X2 11 0 R"), form(TABLE)]),
    ],
)
def test_a_table_in_a_form_is_read(content: str, objects: list[str]) -> None:
    assert texts(only(read(raw_pdf(content, objects=objects)))) == HELD


def test_a_form_that_is_drawn_twice_gives_two_tables() -> None:
    document = read(raw_pdf("q 1 0 0 1 50 700 cm /X1 Do Q q 1 0 0 1 50 500 cm /X1 Do Q", objects=[form(TABLE)]))
    assert [texts(table) for table in document.tables] == [HELD, HELD]


def test_a_form_that_is_turned_is_read_in_its_own_direction() -> None:
    document = read(raw_pdf("q 0 1 -1 0 300 400 cm /X1 Do Q", objects=[form(TABLE)]))
    assert texts(only(document)) == [["", "bas 12"], ["haut", ""]]


def test_a_form_that_draws_itself_ends() -> None:
    assert texts(
        only(read(raw_pdf("q 1 0 0 1 50 700 cm /X1 Do Q", objects=[form(TABLE + " /X1 Do", "", "/X1 10 0 R")])))
    )


def test_what_a_clip_path_round_a_form_cuts_off_is_left_out() -> None:
    document = read(raw_pdf("q 50 700 110 100 re W n 1 0 0 1 50 700 cm /X1 Do Q", objects=[form(TABLE)]))
    assert texts(only(document)) == [["haut", ""], ["", "ba"]]
    assert notices(document) == ["invisible_text"]


def test_white_text_on_white_is_left_out_and_said() -> None:
    paper = blank()
    paper.canvas.setFillColorRGB(1, 1, 1)
    document = paper.text(*CELL, "99").read()
    assert value(document) == ""
    assert notices(document) == ["invisible_text"]
    assert marked(only(document)) == {(1, 1): {"unsure_text"}}


@pytest.mark.parametrize("shade", [(0.1, 0.1, 0.4), (0.6, 0.7, 0.6)])
def test_white_text_on_a_dark_header_is_kept(shade: tuple[float, float, float]) -> None:
    paper = blank()
    paper.canvas.setFillColorRGB(*shade)
    paper.canvas.rect(140, 75.6, 90, 15.6, stroke=0, fill=1)
    paper.canvas.setFillColorRGB(1, 1, 1)
    document = paper.text(*CELL, "Cible").read()
    assert value(document) == "Cible"
    assert not document.notices


def test_white_text_on_a_picture_is_kept() -> None:
    paper = blank()
    paper.canvas.saveState()
    paper.canvas.translate(140, 91)
    paper.canvas.linearGradient(0, 0, 90, 0, ((0, 0, 0.5), (0, 0, 0.3)), extend=False)
    paper.canvas.restoreState()
    paper.canvas.setFillColorRGB(1, 1, 1)
    assert value(paper.text(*CELL, "Cible").read()) == "Cible"


@pytest.mark.parametrize("mode", [3, 7])
def test_text_that_is_not_painted_is_left_out(mode: int) -> None:
    document = blank().text(*CELL, "77", mode=mode).read()
    assert value(document) == ""
    assert notices(document) == ["invisible_text"]


def test_text_that_is_only_stroked_is_kept() -> None:
    assert value(blank().text(*CELL, "77", mode=1).read()) == "77"


def test_text_that_a_clip_path_cuts_off_is_left_out_and_its_cell_is_unsure() -> None:
    paper = blank()
    path = paper.canvas.beginPath()
    path.rect(140, 75.6, 90, 15.6)
    paper.canvas.clipPath(path, stroke=0, fill=0)
    document = paper.text(*CELL, "Environ 4 500 personnes accompagnées").text(233, CELL[1], "88").read()
    (_, first, second) = texts(only(document))[1]
    assert (first, second) == ("Environ 4 500 personnes", "")
    assert marked(only(document)) == {(1, 1): {"unsure_text"}}
    assert notices(document) == ["invisible_text"]


def test_text_that_a_later_box_covers_is_left_out_and_its_cell_is_unsure() -> None:
    paper = blank().text(*CELL, "12")
    paper.canvas.setFillColorRGB(1, 1, 1)
    paper.canvas.rect(141, 77, 60, 12, stroke=0, fill=1)
    paper.canvas.setFillColorRGB(0, 0, 0)
    document = paper.text(CELL[0] + 30, CELL[1], "45").read()
    assert value(document) == "45"
    assert marked(only(document)) == {(1, 1): {"unsure_text"}}


def test_a_highlighter_covers_no_text() -> None:
    paper = blank().text(*CELL, "12")
    paper.canvas.setFillColorRGB(1, 1, 0, alpha=0.4)
    paper.canvas.rect(141, 77, 60, 12, stroke=0, fill=1)
    document = paper.read()
    assert value(document) == "12"
    assert not marked(only(document))


def test_shading_painted_before_a_text_covers_it_not() -> None:
    paper = Paper().text(300, 300, "d'abord")
    paper.canvas.setFillColorRGB(0.9, 0.9, 0.9)
    paper.canvas.rect(50, 60, 270, 46.8, stroke=0, fill=1)
    paper.canvas.setFillColorRGB(0, 0, 0)
    document = paper.table(50, 60, plan(BLANK)).text(*CELL, "12").read()
    assert value(document) == "12"
    assert not document.notices


@pytest.mark.parametrize(("angle", "x", "y"), [(-90, 62, 135), (90, 76, 65)])
def test_turned_text_in_a_header_is_read_in_its_own_direction(angle: float, x: float, y: float) -> None:
    table = Plan([40, 90], [80, 20], [[0, 1], [2, 3]], {1: "Cible", 2: "a", 3: "12"})
    lines = "Résultat 2019\nau 31/12"
    document = Paper().table(50, 60, table).text(x, y, lines, angle=angle).read()
    assert texts(only(document)) == [[lines, "Cible"], ["a", "12"]]
    assert not marked(only(document))


def test_a_page_without_anything_is_a_page() -> None:
    document = Paper().read()
    assert len(document.pages) == 1
    assert not (document.tables or document.lines or document.notices)


def test_what_is_no_character_is_said_to_be_none() -> None:
    codes = to_unicode(np.array([0x41, 0, 0xD83D, 0x110000, 0x1F600, 0x02]))
    assert "".join(map(chr, codes.tolist())) == f"A{NO_MAPPING * 3}😀-"


def test_more_characters_than_a_page_can_hold_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(native, "COUNT_CHARACTERS", lambda _: 2_000_001)
    with pytest.raises(Refused) as caught:
        read_glyphs(0)
    assert caught.value.code == "too_large"
