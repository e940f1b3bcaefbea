"""Text that runs over a cell's edge is never silently a figure of one cell or of the other."""

from __future__ import annotations

import numpy as np
import pypdfium2 as pdfium
import pytest

from extract.collisions import keep_words_whole
from extract.page import read_page
from tests.drawing import Paper, cell_at, marked, only, plan, texts

ROWS = [["Indicateur", "2019", "2020"], ["", "", ""], ["Part", "5", "6"]]
LINE = 86.6
"""The baseline of the second row; its columns begin at 50, 140 and 230."""
UNSURE = {"unsure_text"}


def blank() -> Paper:
    return Paper().table(50, 60, plan(ROWS))


@pytest.mark.parametrize("text", ["12 structures accompagnées en 2019", "Environ 4 500 personnes accompagnees 77"])
def test_a_text_that_runs_into_the_next_cell_makes_both_unsure(text: str) -> None:
    table = only(blank().text(143, LINE, text).read())
    assert marked(table) == {(1, 1): UNSURE, (1, 2): UNSURE}


@pytest.mark.parametrize("x", [218.0, 219.0, 220.5, 221.1, 222.0, 223.4, 225.0, 226.0, 227.5])
def test_a_number_that_runs_into_the_next_cell_makes_it_unsure(x: float) -> None:
    table = only(blank().text(x, LINE, "4 827").read())
    found = marked(table)
    assert all(found.get((1, c)) == UNSURE for c in (1, 2) if cell_at(table, 1, c).text)


def test_a_text_that_runs_out_of_the_table_makes_its_cell_unsure() -> None:
    document = blank().text(310, LINE, "123456").read()
    assert marked(only(document)) == {(1, 2): UNSURE}
    assert cell_at(only(document), 1, 2).text + document.lines[0].text == "123456"


def test_a_text_that_runs_in_from_the_left_of_the_table_makes_its_cell_unsure() -> None:
    assert marked(only(blank().text(40, LINE, "123456").read())) == {(1, 0): UNSURE}


def test_a_text_that_runs_over_a_figure_makes_both_cells_unsure() -> None:
    table = only(blank().text(143, LINE, "12 structures accompagnées en 2019").text(233, LINE, "345").read())
    assert marked(table) == {(1, 1): UNSURE, (1, 2): UNSURE}


def test_one_text_with_blanks_that_fills_several_cells_is_theirs() -> None:
    paper = blank().text(53, LINE, f"Nombre{' ' * 28}12{' ' * 37}34")
    table = only(paper.read())
    assert texts(table)[1] == ["Nombre", "12", "34"]
    assert not marked(table)


@pytest.mark.parametrize("left", [1.0, 2.0])
def test_figures_that_nearly_touch_over_a_rule_are_two(left: float) -> None:
    paper = blank().text(230 - left - 5 * 4.448, LINE, "12345").text(230 + left, LINE, "678")
    table = only(paper.read())
    assert texts(table)[1] == ["", "12345", "678"]
    assert not marked(table)


def test_a_turned_text_that_runs_over_a_row_makes_both_cells_unsure() -> None:
    table = only(
        Paper()
        .table(50, 60, plan([["a", ""], ["b", ""]], heights=[30, 30]))
        .text(160, 118, "2019-2020", angle=-90)
        .read()
    )
    assert marked(table) == {(0, 1): UNSURE, (1, 1): UNSURE}


def test_an_imagined_edge_parts_no_word() -> None:
    pdf = pdfium.PdfDocument(Paper().text(50, 60, "420 jeunes suivis").save())
    characters = read_page(pdf[0], 1).characters
    pdf.close()
    middle = (characters.x0 + characters.x1) / 2
    edge = float(characters.x1[0])  # behind the 4
    cell = np.where(middle < edge, 0, 1)
    movable = np.ones(len(characters), dtype=np.bool_)
    assert keep_words_whole(characters, cell, movable).tolist() == [1] * len(characters)
    assert keep_words_whole(characters, cell, ~movable).tolist() == cell.tolist()
    half = np.where(np.arange(len(characters)) < 5, 0, 1)  # "je" and "unes" of the second word
    assert keep_words_whole(characters, half, movable).tolist() == [0] * 3 + [1] * (len(characters) - 3)
    late = np.where(middle < float(characters.x1[-2]), 0, 1)
    assert keep_words_whole(characters, late, movable).tolist() == [0] * len(characters)
