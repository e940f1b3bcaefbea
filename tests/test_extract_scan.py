"""Scanned pages: the same tables as their digital twins, offline, with doubt where two readings differ."""

from __future__ import annotations

import importlib.util
import socket
from pathlib import Path

import numpy as np
import pytest

import extract
from extract import scan_ocr
from extract.model import Cell, Document, PageSize, Region
from extract.scan_agree import Differences, differences
from extract.scan_lines import Strip
from extract.scan_ocr import ModelChanged, Recognised, Recogniser, model_path
from extract.scan_shapes import look_again
from extract.tilt import Tilt
from tests.scanning import GOLDEN, Picture, scanned, skewed, with_layer

NAME, PAGE = "savoie-lines.pdf", 2


def letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def texts(document: Document) -> list[str]:
    return [letters(cell.text) for table in document.tables for cell in table.cells]


@pytest.fixture(scope="session")
def digital() -> Document:
    return extract.read(GOLDEN / NAME)


def read(data: bytes, folder: Path) -> Document:
    (folder / "scan.pdf").write_bytes(data)
    return extract.read(folder / "scan.pdf")


@pytest.mark.parametrize(
    "change",
    [lambda s: s, lambda s: np.rot90(s, 1), lambda s: np.rot90(s, 2), lambda s: skewed(s, 1.5)],
    ids=["as it is", "turned to the left", "upside down", "skewed"],
)  # fmt: skip
def test_a_scan_gives_the_tables_of_its_digital_twin(change: object, digital: Document, tmp_path: Path) -> None:
    document = read(scanned(NAME, PAGE, change), tmp_path)  # type: ignore[arg-type]
    assert document.reader == "scan"
    assert texts(document) == texts(digital)


def test_a_place_on_a_turned_scan_is_where_it_lies(tmp_path: Path) -> None:
    document = read(scanned(NAME, PAGE, lambda scan: np.rot90(scan, 2)), tmp_path)
    size = document.pages[0]
    first = document.tables[0].cells[0].places[0]
    assert first.x0 > size.width / 2 and first.top > size.height / 2


def test_an_invisible_text_layer_is_no_text_of_a_scan(tmp_path: Path) -> None:
    document = read(with_layer(scanned(NAME, PAGE), [("99999", 200, 300)]), tmp_path)
    assert document.reader == "scan"
    assert "99999" not in " ".join(texts(document))


def test_a_digital_page_is_read_as_before(digital: Document) -> None:
    assert digital.reader == "pdf"
    assert not any(table.is_scanned for table in digital.tables)


def test_recognition_needs_no_network(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    scan_ocr.recogniser.cache_clear()
    assert read(scanned(NAME, PAGE), tmp_path).tables


def test_the_model_is_the_one_that_was_measured(tmp_path: Path) -> None:
    other = tmp_path / "other.onnx"
    other.write_bytes(model_path().read_bytes()[:-1])
    with pytest.raises(ModelChanged, match="SHA-256"):
        Recogniser(other)


def test_a_missing_model_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(ModelChanged, match="install"):
        model_path()


def stamped(scan: Picture) -> Picture:
    y, x = np.mgrid[0 : scan.shape[0], 0 : scan.shape[1]]
    ring = np.abs(np.hypot(y - 0.35 * scan.shape[0], x - 0.6 * scan.shape[1]) - 150) < 4
    return np.where(ring, 60, scan).astype(np.uint8)


def test_what_a_stamp_is_printed_over_is_in_doubt(tmp_path: Path, digital: Document) -> None:
    document = read(scanned(NAME, PAGE, stamped), tmp_path)
    wrong = [
        cell for cell, right in zip(cells(document), cells(digital), strict=True)
        if letters(cell.text) != letters(right.text)
    ]  # fmt: skip
    assert any("ocr_unsure" in cell.marks for cell in cells(document))
    assert all("ocr_unsure" in cell.marks for cell in wrong)


def cells(document: Document) -> list[Cell]:
    return [cell for table in document.tables for cell in table.cells]


def line(text: str) -> Recognised:
    return Recognised(text, tuple((k + 0.5) / len(text) for k in range(len(text))), (1.0,) * len(text))


@pytest.mark.parametrize(("one", "other"), [("Élève 1 234", "eleve1234"), ("l’an – 5", "l'an - 5")])
def test_accents_case_blanks_and_signs_are_no_difference(one: str, other: str) -> None:
    assert differences(line(one), other) == Differences()


@pytest.mark.parametrize(("one", "other"), [("Pour le 68 : 0", "Pour le 68 : O"), ("110", "|lO")])
def test_a_digit_that_another_engine_takes_for_the_letter_of_its_shape_is_no_difference(one: str, other: str) -> None:
    assert differences(line(one), other) == Differences()


@pytest.mark.parametrize(("one", "other"), [("93,0 %", "930 %"), ("1O", "10"), ("1", "/"), ("", "8")])
def test_another_digit_or_a_lost_comma_is_a_difference(one: str, other: str) -> None:
    assert differences(line(one), other).said


def test_one_letter_of_a_long_word_is_a_difference_of_its_own() -> None:
    found = differences(line("les publics 12"), "les publies 12")
    assert not found.said
    assert found.spelt == (line("les publics 12").at[9],)
    assert differences(line("les publics 12"), "les publies 17").said
    assert differences(line("1 agent"), "1 argent").said
    assert differences(line("hommes"), "femmes").said
    assert differences(line("vers"), "vert").said


@pytest.mark.parametrize("other", ["Lieux daccueil", "Lieux d''accueil"])
def test_an_apostrophe_that_the_second_reading_loses_or_doubles_is_no_difference(other: str) -> None:
    assert differences(line("Lieux d'accueil"), other) == Differences()
    assert differences(line("Lieux daccueil"), "Lieux d'accueil").said


def stroke(lean: float) -> Picture:
    ink = np.zeros((30, 30), dtype=np.bool_)
    for y in range(30):
        x = round(15 + lean * (y - 15))
        ink[y, x - 1 : x + 2] = True
    return ink


def test_a_lone_slanted_stroke_is_a_slash_and_an_upright_one_stays_a_one() -> None:
    strip = Strip(0, 0, 30, 30, 30.0, 0)
    assert look_again(strip, line("1"), stroke(-0.3)) == (line("/"), [])
    assert look_again(strip, line("1"), stroke(0.05)) == (line("1"), [])
    assert look_again(strip, line("/"), stroke(0.0))[1]


def test_letters_that_touch_are_no_slanted_stroke() -> None:
    touching = np.zeros((30, 30), dtype=np.bool_)
    touching[:26, 16:20] = touching[6:, 10:14] = True
    strip = Strip(0, 0, 30, 30, 30.0, 0)
    assert look_again(strip, line("l"), touching) == (line("l"), [])
    assert look_again(strip, line("1"), stroke(-0.3))[0].text == "/"


def test_an_l_before_an_apostrophe_is_no_slash() -> None:
    strip = Strip(0, 0, 30, 30, 30.0, 0)
    assert look_again(strip, line("l'"), stroke(-0.3)) == (line("l'"), [])


def two_digits(speck: int, height: int = 6) -> Picture:
    """Two blocks of ink, the left one ending above the line, and on the line a speck that begins at a column."""
    ink = np.zeros((30, 60), dtype=np.bool_)
    ink[:22, 2:18] = ink[:, 32:50] = ink[30 - height :, speck : speck + 6] = True
    return ink


def test_a_comma_between_digits_that_were_read_without_one_is_doubt_and_a_broken_digit_is_none() -> None:
    strip = Strip(0, 0, 60, 30, 30.0, 0)
    assert look_again(strip, line("85"), two_digits(22))[1]
    assert look_again(strip, line("85"), two_digits(22, height=14))[1]  # Liberation's and DejaVu's are as high
    assert look_again(strip, line("8,5"), two_digits(22))[1] == []
    assert look_again(strip, line("35"), two_digits(7))[1] == []


def test_a_ring_of_a_percent_sign_is_no_comma() -> None:
    strip = Strip(0, 0, 60, 30, 30.0, 0)
    at = (0.2, 25 / 60)
    assert look_again(strip, Recognised("8%", at, at), two_digits(22))[1] == []
    assert look_again(strip, Recognised("85", at, at), two_digits(22))[1]


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_place_comes_back_through_every_quarter_turn(quarters: int) -> None:
    tilt = Tilt(PageSize(1, 600, 800), quarters)
    upright = tilt.upright
    whole = tilt.to_page(Region(1, 0, 0, upright.width, upright.height))
    assert (whole.x0, whole.top, whole.x1, whole.bottom) == pytest.approx((0, 0, 600, 800))
