"""Columns that uprights show, where no level rules close the rows."""

from __future__ import annotations

import numpy as np

from extract.columns import Area
from extract.drawn_columns import is_drawn, upright_edges, with_wide_headings
from extract.paths import Segments
from extract.rows import Line
from extract.text import TextLine


def line(top: float, *places: float) -> Line:
    return [TextLine("text", x, top, x + 30, top + 10) for x in places]


LINES = [line(20.0 * i, 5, 105, 205) for i in range(8)]
AREA = Area(0, 0, 300, 160, tuple(word for own in LINES for word in own))


def uprights(*strokes: tuple[float, float, float]) -> Segments:
    return np.array(strokes).reshape(-1, 3)


def test_uprights_over_most_of_a_table_are_its_columns_and_a_doubled_one_is_one() -> None:
    assert upright_edges(AREA, uprights((100, 0, 160), (200, 0, 160)), LINES) == [100, 200]
    assert upright_edges(AREA, uprights((100, 0, 70), (100, 90, 160), (198, 0, 160), (202, 0, 160)), LINES) == [
        100,
        200,
    ]


def test_uprights_that_leave_texts_of_the_header_together_or_run_through_words_show_nothing() -> None:
    assert upright_edges(AREA, uprights((100, 0, 160)), LINES) == []
    assert upright_edges(AREA, uprights((100, 0, 160), (200, 0, 60)), LINES) == []
    assert upright_edges(AREA, uprights((115, 0, 160), (200, 0, 160)), LINES) == []


def test_an_upright_stands_where_it_is_drawn_alone() -> None:
    stroke = uprights((100, 20, 80))
    assert is_drawn(stroke, 101, 50)
    assert not is_drawn(stroke, 101, 120)
    assert not is_drawn(stroke, 150, 50)


def test_a_text_round_which_uprights_break_off_is_as_wide_as_all_columns() -> None:
    heading, xs = [TextLine("Axe 2", 5, 60, 35, 70)], [0.0, 100.0, 200.0, 300.0]
    lines = [*LINES[:3], heading, *LINES[4:]]
    broken = uprights(*((x, *ends) for x in (100, 200) for ends in ((0, 55), (75, 160))))
    ((found,),) = [own for own in with_wide_headings(lines, xs, broken) if own[0].text == "Axe 2"]
    assert found.x0 < 5 and found.x1 > 290
    whole = uprights((100, 0, 160), (200, 0, 160))
    assert with_wide_headings(lines, xs, whole) == lines
    assert with_wide_headings(lines, xs, uprights((100, 0, 55), (200, 0, 55))) == lines
    assert with_wide_headings([*LINES, [TextLine("Nota", 5, 170, 35, 180)]], xs, whole)[-1][0].x1 == 35
