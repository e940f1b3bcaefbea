"""The second reader: asked where the first is in doubt, silent where both agree, a mark and both texts where not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import extract
from extract import second
from extract.model import Document
from tests.drawing import Paper, Plan, cell_at, marked, only, plan
from tests.unruled import draw, paper_with

ROWS = [["Indicateur", "2019", "2020"], ["Places", "12", "15"], ["Jeunes", "4 827", "ND"], ["Lieux", "1", "2"]]
WIDTHS = [120, 80, 80]
STYLE = "level rules only"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "annexe.pdf"


def read_back(path: Path, paper: Paper) -> Document:
    path.write_bytes(paper.save())
    return extract.read(path)


def test_where_both_agree_on_imagined_cells_no_doubt_is_left(path: Path) -> None:
    document = read_back(path, paper_with(ROWS, WIDTHS, STYLE))
    assert not document.notices
    assert not marked(only(document))


def test_agreement_on_a_text_does_not_mend_a_wrong_shape(path: Path) -> None:
    labels = [["a", "b", "c"], ["d", "d", "e"], ["d", "f", "f"]]
    paper = Paper().table(50, 60, Plan([80] * 3, [20] * 3, labels, dict(zip("abcdef", "abcdef", strict=True))))
    document = read_back(path, paper)
    assert not document.notices
    assert {mark for marks in marked(only(document)).values() for mark in marks} == {"irregular"}


def test_a_table_in_no_doubt_is_not_read_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(second, "_words_by_page", fail)
    assert not marked(only(read_back(path, Paper().table(50, 60, plan(ROWS)))))


def other_words(data: bytes, pages: set[int]) -> dict[int, list[dict[str, Any]] | None]:
    words = second_words(data, pages)
    return {page: [{**w, "text": w["text"].replace("15", "16")} for w in own or []] for page, own in words.items()}


second_words = second._words_by_page


def test_a_difference_is_a_mark_and_a_notice_with_both_texts(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second, "_words_by_page", other_words)
    document = read_back(path, paper_with(ROWS, WIDTHS, STYLE))
    (notice,) = document.notices
    assert (notice.code, notice.severity, notice.page) == ("readers_disagree", "warning", 1)
    assert notice.at == cell_at(only(document), 1, 2).at
    assert "'15'" in notice.message
    assert "'16'" in notice.message
    assert [at for at, marks in marked(only(document)).items() if "readers_disagree" in marks] == [(1, 2)]
    assert cell_at(only(document), 1, 2).text == "15"


def test_overprinted_digits_are_told(path: Path) -> None:
    paper = paper_with(ROWS, WIDTHS, STYLE).text(173, 150, "99")
    document = read_back(path, paper)
    assert "readers_disagree" in cell_at(only(document), 1, 1).marks
    assert [notice.code for notice in document.notices] == ["readers_disagree"]


def test_a_second_reader_that_fails_agrees_with_nobody(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pdfplumber

    def fail(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr(pdfplumber, "open", fail)
    document = read_back(path, paper_with(ROWS, WIDTHS, STYLE))
    assert all("readers_disagree" in cell.marks for cell in only(document).cells)
    assert {notice.message for notice in document.notices} == {"in doubt, and the second reader cannot read page 1"}


def test_never_means_never(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(paper_with(ROWS, WIDTHS, STYLE).save())
    code = f"import sys, extract; extract.read({str(path)!r}, 'never'); print('pdfplumber' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_turned_page_agrees_too(path: Path) -> None:
    paper = Paper(turn=90)
    draw(paper, 50, 60, plan(ROWS, WIDTHS), STYLE)
    assert not read_back(path, paper).notices


def test_lines_of_cells_set_in_the_middle_are_read_apart(path: Path) -> None:
    rows = [["Indicateur", "2019", "2020"], *([f"Lieu {i}", "", ""] for i in range(4))]
    paper = Paper()
    draw(paper, 50, 60, plan(rows, WIDTHS, [20.0] * 5), STYLE)
    for i in range(4):
        paper.text(173, 87 + 20 * i, f"68 : {i}\n67 : 9", size=5).text(253, 90 + 20 * i, f"68 : {i}7", size=5)
    document = read_back(path, paper)
    assert not document.notices
    assert cell_at(only(document), 1, 1).text == "68 : 0\n67 : 9"
