"""Cells that rules leave merged: cut where their words stand in columns, whole where one text runs over them."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pypdfium2 as pdfium

from extract.divide import divide_merged
from extract.page import Ink, read_page
from extract.rules import RuledGrid, find_grids
from tests.drawing import Paper, only, plan, texts
from tests.unruled import draw

WIDTHS = [120, 60, 60, 60]
STYLE = "no inner upright rules in the body"
HEADER = ["Indicateur", "2019", "2020", "2021"]


def ink_and_grid(paper: Paper) -> tuple[Ink, RuledGrid]:
    pdf = pdfium.PdfDocument(io.BytesIO(paper.save()))
    ink = read_page(pdf[0], 1)
    pdf.close()
    (grid,) = find_grids(ink.rules)
    return ink, grid


def drawn(*rows: list[str]) -> Paper:
    paper = Paper()
    draw(paper, 50, 60, plan([HEADER, *rows], WIDTHS), STYLE)
    return paper


def test_a_wide_cell_is_cut_where_its_words_stand_in_columns() -> None:
    rows = [["Places", "12", "15", "18"], ["Jeunes", "1", "2", "3"]]
    assert texts(only(drawn(*rows).read())) == [HEADER, *rows]


def test_a_heading_over_several_columns_stays_whole() -> None:
    rows = [["1. Publics en insertion et acces aux droits", "<", "<", "<"], ["Places", "12", "15", "18"]]
    assert texts(only(drawn(*rows).read())) == [HEADER, *rows]


def test_a_short_heading_stays_whole() -> None:
    rows = [["1. Publics", "<", "<", "<"], ["Places", "12", "15", "18"]]
    assert texts(only(drawn(*rows).read())) == [HEADER, *rows]


def test_a_text_over_one_edge_leaves_that_edge_and_cuts_the_others() -> None:
    (_, row) = texts(only(drawn(["Places", "non disponible à ce jour", "<", "18"]).read()))
    assert row == ["Places", "non disponible à ce jour", "<", "18"]


def test_a_merged_label_leaves_the_rows_beside_it_apart() -> None:
    rows = [["Mesure", "12", "15", "18"], ["^", "13", "16", "19"], ["^", "14", "17", "20"], ["Autre", "1", "2", "3"]]
    assert texts(only(drawn(*rows).read())) == [HEADER, *rows]


def test_a_grid_without_wide_cells_is_given_back_as_it_is() -> None:
    ink, grid = ink_and_grid(Paper().table(50, 60, plan([HEADER, ["Places", "12", "15", "18"]], WIDTHS)))
    assert divide_merged(ink, grid) is grid


def test_a_grid_whose_wide_cells_are_empty_is_given_back_as_it_is() -> None:
    ink, grid = ink_and_grid(Paper().table(50, 60, plan([HEADER, ["", "<", "<", "<"]], WIDTHS)))
    assert divide_merged(ink, grid) is grid


def test_words_in_doubt_divide_nothing() -> None:
    ink, grid = ink_and_grid(drawn(["Places", "12", "15", "18"]))
    middles = np.column_stack(
        ((ink.characters.x0 + ink.characters.x1) / 2, (ink.characters.top + ink.characters.bottom) / 2)
    )
    assert divide_merged(ink, grid) != grid
    assert divide_merged(replace(ink, doubted=middles), grid) is grid
