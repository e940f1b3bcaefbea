"""The text behind a scan is one more reading: it may add a doubt, and takes none away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

import extract
from extract import scan
from extract.characters import Characters
from extract.model import Cell, Document, PageSize, Region
from extract.scan_cache import OFF, VARIABLE
from extract.scan_lines import Strip
from extract.scan_picture import Picture
from extract.tilt import Tilt
from tests.scanning import GOLDEN, scanned, with_layer

NAME, PAGE = "savoie-lines.pdf", 2
Change = Callable[[str], str]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The pictures are the same in each test: the first one keeps what is read in them."""
    return str(tmp_path_factory.mktemp("kept"))


@pytest.fixture(autouse=True)
def read_once(kept: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, kept)


@pytest.fixture(scope="module")
def digital() -> tuple[Cell, ...]:
    (table,) = extract.read(GOLDEN / NAME).tables
    return table.cells


def read(tmp_path: Path, digital: Sequence[Cell], change: Change) -> Document:
    """A scan with what its cells say behind it, changed cell by cell."""
    texts = [
        (line, cell.places[0].x0 + 2, cell.places[0].top + 6 + 5 * number)
        for cell in digital
        for number, line in enumerate(change(cell.text).split("\n"))
        if line
    ]
    (tmp_path / "scan.pdf").write_bytes(with_layer(scanned(NAME, PAGE), texts))
    return extract.read(tmp_path / "scan.pdf")


def marked(document: Document) -> list[str]:
    return [cell.text for cell in document.tables[0].cells if "layer_disagrees" in cell.marks]


def messages(document: Document) -> list[str]:
    return [notice.message for notice in document.notices if notice.code == "readers_disagree"]


def test_a_layer_that_says_the_same_is_not_mentioned(digital: tuple[Cell, ...], tmp_path: Path) -> None:
    document = read(tmp_path, digital, str)
    assert not marked(document)
    assert not messages(document)


def test_a_figure_that_the_layer_says_otherwise_is_marked_and_both_texts_are_said(
    digital: tuple[Cell, ...], tmp_path: Path
) -> None:
    document = read(tmp_path, digital, lambda text: text.replace("132", "182"))
    (figure,) = marked(document)
    (message,) = messages(document)
    assert "132" in figure
    assert "132" in message and "182" in message


def test_a_rule_that_the_layer_has_as_a_bar_is_no_text(digital: tuple[Cell, ...], tmp_path: Path) -> None:
    document = read(tmp_path, digital, lambda text: text.replace("132", "132 |"))
    assert not marked(document)


def test_a_layer_in_an_empty_cell_is_said(digital: tuple[Cell, ...], tmp_path: Path) -> None:
    document = read(tmp_path, digital, lambda text: text or "7")
    empty = [cell for cell in digital if not cell.text]
    assert empty and marked(document) == [""] * len(empty)


def test_a_layer_that_agrees_takes_no_doubt_away(
    digital: tuple[Cell, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def otherwise(_: Picture, strips: Sequence[Strip]) -> list[str]:
        return ["other"] * len(strips)

    monkeypatch.setattr(scan, "read_second", otherwise)
    monkeypatch.setenv(VARIABLE, OFF)
    document = read(tmp_path, digital, str)
    assert all("ocr_unsure" in cell.marks for cell in document.tables[0].cells if cell.text)


def test_a_layer_that_says_something_else_nearly_everywhere_is_no_reading(
    digital: tuple[Cell, ...], tmp_path: Path
) -> None:
    document = read(tmp_path, digital, lambda text: text and "?" + text)
    assert not marked(document)
    (message,) = messages(document)
    assert "not used" in message


def test_a_page_without_layer_is_not_compared(tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(scanned(NAME, PAGE))
    document = extract.read(tmp_path / "scan.pdf")
    assert not marked(document) and not messages(document)


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_layer_stands_where_the_straightened_page_has_its_text(quarters: int) -> None:
    tilt = Tilt(PageSize(1, 600, 800), quarters, 2.0)
    upright = Region(1, 100, 200, 100, 200)
    lying = tilt.to_page(upright)
    x0, top, x1, bottom = (np.array([edge]) for edge in (lying.x0, lying.top, lying.x1, lying.bottom))
    turn = np.array([(-90.0 * quarters) % 360])
    layer = tilt.to_upright(
        Characters(("1",), x0, top, x1, bottom, turn, np.array([False]), np.array([False]), np.array([0]))
    )
    assert layer.x0.tolist() == pytest.approx([upright.x0])
    assert layer.bottom.tolist() == pytest.approx([upright.bottom])
    assert layer.turn.tolist() == [0]
