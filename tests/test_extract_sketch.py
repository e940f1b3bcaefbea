"""What the print shows of a table that lacks rules: its extent, its rules, its shading."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2 as pdfium
import pytest

from extract.fragment import free_lines
from extract.page import read_page
from extract.rows import Line
from extract.rules import find_grids
from extract.sketch import Sketch, rows_outside, sketch_by_levels, sketch_by_words, sketch_tables
from extract.text import TextLine
from tests.drawing import Paper, plan
from tests.test_extract_bands import row, rows
from tests.unruled import draw

NONE = np.empty((0, 3))


def sketches(paper: Paper) -> list[tuple[Sketch, list[Line]]]:
    pdf = pdfium.PdfDocument(io.BytesIO(paper.save()))
    ink = read_page(pdf[0], 1)
    pdf.close()
    grids = find_grids(ink.rules)
    return list(sketch_tables(ink, grids, free_lines(ink, grids), goes_on=False))


def test_level_rules_give_the_extent_of_a_table() -> None:
    sketch = sketch_by_levels(np.array([(100.0, 50.0, 400.0), (120.0, 50.0, 400.0), (140.0, 50.0, 400.0)]), NONE)
    assert sketch is not None
    assert (sketch.x0, sketch.top, sketch.x1, sketch.bottom) == (50, 100, 400, 140)
    assert len(sketch.hard) == 3


@pytest.mark.parametrize(
    "levels",
    [
        NONE,
        np.array([(100.0, 50.0, 400.0)]),
        np.array([(100.0, 50.0, 400.0), (100.0001, 50.0, 400.0)]),
        np.array([(100.0, 50.0, 90.0)] * 3),
    ],
)
def test_one_long_rule_or_short_ones_are_no_table(levels: np.ndarray) -> None:
    assert sketch_by_levels(levels, NONE) is None


def test_an_edge_of_shading_on_a_rule_is_that_rule() -> None:
    sketch = sketch_by_levels(
        np.array([(100.0, 50.0, 400.0), (120.0, 50.0, 400.0)]), np.array([(101.0, 50.0, 400.0), (140.0, 50.0, 400.0)])
    )
    assert sketch is not None
    assert sketch.soft == (140.0,)


def test_words_alone_give_a_table_from_four_lines_in_three_parts() -> None:
    assert sketch_by_words([line[:3] for line in rows(100, 3)]) is None
    sketch = sketch_by_words([row(60, "un titre"), *rows(100, 4), row(200, "une note")])
    assert sketch is not None
    assert (sketch.top, sketch.bottom) == (99, 159)


def test_three_lines_give_a_table_where_each_is_in_four_parts() -> None:
    assert sketch_by_words(rows(100, 3)) is not None
    assert sketch_by_words([*rows(100, 2), rows(132, 1)[0][:3]]) is None


def test_lines_in_no_table_are_rows_of_one_by_their_parts_and_figures() -> None:
    signatures = [[TextLine(text, x, 300, x + 40, 310) for text, x in (("Le", 0), ("Maire", 100), ("Préfet", 300))]]
    assert rows_outside([*rows(100, 2), *signatures, row(60, "un titre")]) == 2


def test_lines_of_figures_alone_under_a_header_are_of_its_table() -> None:
    """Labels set in the middle of two rows stand on lines of their own."""
    header = [TextLine(text, x, 100, x + 60, 108) for text, x in (("Indicateur", 50), ("2019", 200), ("2020", 300))]
    figures = [[TextLine("12", x, y, x + 30, y + 8) for x in (215, 315)] for y in (120, 140, 160, 180)]
    labels = [[TextLine("Nombre de lieux", 30, y, 110, y + 8)] for y in (130, 170)]
    lines = sorted([header, *figures, *labels], key=lambda line: line[0].top)
    sketch = sketch_by_words(lines)
    assert sketch is not None
    assert (sketch.x0, sketch.top, sketch.bottom) == (27.5, 99, 189)
    over_two = [[TextLine("12 personnes suivies", 215, y, 310, y + 8), line[1]] for y, line in ((120, figures[0]),)]
    assert sketch_by_words([header, *figures[1:3], *over_two]) is None


def test_a_page_of_two_tables_gives_two_sketches() -> None:
    paper = Paper()
    texts = [["a", "1", "2"], ["b", "3", "4"], ["c", "5", "6"], ["d", "7", "8"]]
    draw(paper, 50, 60, plan(texts, [120, 80, 80]), "level rules only")
    draw(paper, 50, 300, plan(texts, [120, 80, 80]), "no rules")
    (first, _), (second, lines) = sketches(paper)
    assert (first.x0, first.x1, len(first.hard)) == (50, 330, 5)
    assert (len(second.hard), len(lines)) == (0, 4)


def test_rules_of_a_ruled_table_are_no_sketch() -> None:
    assert not sketches(Paper().table(50, 60, plan([["a", "1"], ["b", "2"]])))


def test_white_shading_is_none() -> None:
    paper = Paper()
    paper.canvas.setFillColorRGB(1, 1, 1)
    paper.canvas.rect(50, 60, 300, 100, stroke=0, fill=1)
    assert not sketches(paper)
