"""The process that cuts pictures: what one document does to it costs that document its pictures, and no more."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import pytest

from calpae.cutter import Order, carry_out, cut_pictures, write_whole
from extract.crop import Cut
from extract.model import Region
from tests.cli import GOLDEN

FRAME = Region(3, 300, 200, 420, 260)
CUT = Cut(FRAME, (FRAME,), quarters=1)


def order(folder: Path, path: Path = GOLDEN / "cea-rows.pdf", sha256: str = "", page: int = 3) -> Order:
    data = path.read_bytes() if path.is_file() else b""
    frame = Region(page, 300, 200, 420, 260)
    return Order(path, sha256 or hashlib.sha256(data).hexdigest(), folder, {"a.png": Cut(frame, (frame,))})


def python(code: str) -> tuple[str, ...]:
    return sys.executable, "-c", code


def test_an_order_goes_through_json_unchanged(tmp_path: Path) -> None:
    whole = Order(Path("a.pdf"), "00", tmp_path, {"a.png": CUT}, ("mot",))
    assert Order.from_data(json.loads(json.dumps(whole.to_data()))) == whole


def test_pictures_lie_in_the_folder_under_their_names(tmp_path: Path) -> None:
    assert cut_pictures(order(tmp_path / "images")) is None
    assert [path.name for path in (tmp_path / "images").iterdir()] == ["a.png"]


@pytest.mark.parametrize(
    ("name", "sha256", "page", "failure"),
    [("none.pdf", "", 3, "gone"), ("cea-rows.pdf", "00", 3, "changed"), ("cea-rows.pdf", "", 99, "unreadable")],
)
def test_why_there_are_none_is_said(tmp_path: Path, name: str, sha256: str, page: int, failure: str) -> None:
    assert cut_pictures(order(tmp_path, GOLDEN / name, sha256, page)) == failure
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_pdf_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 bonjour %%EOF")
    assert carry_out(order(tmp_path / "images", tmp_path / "a.pdf")) == "unreadable"


@pytest.mark.parametrize("code", ["import os; os.abort()", "import time; time.sleep(60)", "print('no answer')", "1/0"])
def test_a_process_that_dies_hangs_or_babbles_costs_the_pictures_alone(tmp_path: Path, code: str) -> None:
    assert cut_pictures(order(tmp_path), python(code), seconds=1) == "failed"


def test_a_disk_that_is_full_is_no_fault_of_the_document(tmp_path: Path) -> None:
    code = 'print(\'{"not_written": "No space left on device"}\')'
    with pytest.raises(OSError, match="No space left"):
        cut_pictures(order(tmp_path), python(code))


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "a.html"
    write_whole(target, b"one")
    target.with_name("b").mkdir()
    with pytest.raises(OSError):
        write_whole(tmp_path / "b", b"two")
    assert (target.read_bytes(), sorted(p.name for p in tmp_path.iterdir())) == (b"one", ["a.html", "b"])
