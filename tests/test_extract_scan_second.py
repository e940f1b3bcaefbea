"""The second reading of a line: another engine's where there is one, ours else, and what lacks is said."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import extract
from extract import scan_cache, scan_second
from extract.model import Cell, PageSize
from extract.scan_even import Grey
from extract.scan_picture import to_picture
from extract.scan_second import DATA, PAPER, PREFIX, Found, find_engine, french_data
from tests.scanning import scanned

NAME, PAGE = "savoie-lines.pdf", 2


@dataclass
class Fake:
    """An engine that says the same of every line."""

    says: str
    identity: str = "fake 1"
    asked: int = 0

    def read(self, lines: Sequence[Grey]) -> list[str]:
        self.asked += len(lines)
        return [self.says] * len(lines)


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    find_engine.cache_clear()
    yield
    find_engine.cache_clear()


def use(engine: Fake, monkeypatch: pytest.MonkeyPatch) -> Fake:
    for module in (scan_second, scan_cache):
        monkeypatch.setattr(module, "find_engine", lambda: Found(engine, "fake"))
    return engine


def cells(tmp_path: Path) -> list[Cell]:
    (tmp_path / "scan.pdf").write_bytes(scanned(NAME, PAGE))
    return [cell for table in extract.read(tmp_path / "scan.pdf").tables for cell in table.cells]


def test_what_another_engine_reads_otherwise_is_in_doubt(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    engine = use(Fake("99"), monkeypatch)
    found = [cell for cell in cells(tmp_path) if cell.text]
    assert engine.asked >= len(found)
    assert all("ocr_unsure" in cell.marks for cell in found)
    assert not any("99" in cell.text for cell in found)


def test_a_line_in_which_another_engine_sees_no_text_is_read_again_by_ours(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    engine = use(Fake(""), monkeypatch)
    found = cells(tmp_path)
    assert engine.asked
    assert not any("ocr_unsure" in cell.marks for cell in found)


def test_a_page_read_with_another_engine_is_kept_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = to_picture(np.full((99, 99), 255, np.uint8), 1.0, PageSize(1, 99, 99))
    keys = set()
    for identity in ("fake 1", "fake 2"):
        use(Fake("", identity), monkeypatch)
        keys.add(scan_cache.key_of(picture))
    assert len(keys) == 2


def test_without_tesserocr_its_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    found = find_engine()
    assert found.engine is None
    assert "calpae[tesseract]" in found.message


def test_without_french_data_the_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: object())
    monkeypatch.setattr(scan_second, "french_data", lambda: None)
    found = find_engine()
    assert found.engine is None
    assert DATA in found.message and PREFIX in found.message


@pytest.mark.parametrize("below", ["", "tessdata"])
def test_french_data_are_found_where_the_environment_says(
    below: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / below).mkdir(exist_ok=True)
    (tmp_path / below / DATA).touch()
    monkeypatch.setenv(PREFIX, str(tmp_path))
    assert french_data() == tmp_path / below / DATA


def test_the_newest_of_the_systems_french_data_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(PREFIX, raising=False)
    for version in ("4.00", "5"):
        (tmp_path / version).mkdir()
        (tmp_path / version / DATA).touch()
    monkeypatch.setattr(scan_second, "USUAL_FOLDERS", (f"{tmp_path}/*",))
    assert french_data() == tmp_path / "5" / DATA


@dataclass
class FakeApi:
    """What of tesserocr's API is used."""

    path: str
    lang: str
    psm: int
    sizes: list[tuple[int, int, int, int]] = field(default_factory=list)

    def SetVariable(self, name: str, value: str) -> None:  # noqa: N802
        assert name == "debug_file" and value

    def SetImageBytes(self, data: bytes, width: int, height: int, depth: int, step: int) -> None:  # noqa: N802
        assert len(data) == step * height
        self.sizes.append((width, height, depth, step))

    def GetUTF8Text(self) -> str:  # noqa: N802
        return " Savoie :\n 85 \n"


def test_tesseract_reads_one_line_with_white_round_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / DATA).write_bytes(b"data")
    fake = SimpleNamespace(
        PyTessBaseAPI=FakeApi, PSM=SimpleNamespace(SINGLE_LINE=7), tesseract_version=lambda: "tesseract 5\n leptonica"
    )
    monkeypatch.setitem(sys.modules, "tesserocr", fake)
    engine = scan_second.Tesseract(tmp_path / DATA)
    assert engine.read([np.zeros((4, 9), np.uint8)]) == ["Savoie : 85"]
    assert engine._api().sizes == [(9 + 2 * PAPER, 4 + 2 * PAPER, 1, 9 + 2 * PAPER)]
    assert engine._api().path == str(tmp_path) and engine._api().lang == "fra"
    assert engine.identity.startswith("tesseract 5 fra.traineddata ")


def test_tesseract_itself_agrees_with_ours_on_a_clean_page(tmp_path: Path) -> None:
    found = find_engine()
    if found.engine is None:
        pytest.skip(found.message)
    read = cells(tmp_path)
    assert read and not any("ocr_unsure" in cell.marks for cell in read)
