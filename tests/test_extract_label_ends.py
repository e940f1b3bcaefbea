"""Level rules as printers leave them at a page's end: labels' cells closed inside a row, headings without a rule."""

from __future__ import annotations

import numpy as np

from extract.label_ends import over_headings, without_early_ends
from extract.paths import Segments
from extract.rows import Block, Line
from extract.text import TextLine

XS = (0.0, 100.0, 200.0, 300.0)


def levels(*own: tuple[float, float, float]) -> Segments:
    return np.array(own).reshape(-1, 3)


def word(x: float, top: float) -> TextLine:
    return TextLine("text", x, top, x + 40, top + 10)


ROWS = [(0.0, 0.0, 300.0), (40.0, 100.0, 300.0), (80.0, 100.0, 300.0)]
LINES: list[Line] = [[word(5, 5), word(105, 5), word(205, 5)], [word(105, 45), word(205, 45)]]


def test_a_labels_cell_that_ends_inside_a_row_with_nothing_below_goes_on() -> None:
    early = levels(*ROWS, (25.0, 0.0, 100.0))
    assert without_early_ends(early, XS, LINES).tolist() == levels(*ROWS).tolist()


def test_a_labels_cell_ends_where_a_row_does_or_another_label_stands_below() -> None:
    with_row = levels(*ROWS, (40.0, 0.0, 100.0))
    assert without_early_ends(with_row, XS, LINES).tolist() == with_row.tolist()
    early = levels(*ROWS, (25.0, 0.0, 100.0))
    assert without_early_ends(early, XS, [*LINES, [word(5, 60)]]).tolist() == early.tolist()
    of_figures = levels(*ROWS, (25.0, 200.0, 300.0))
    assert without_early_ends(of_figures, XS, LINES).tolist() == of_figures.tolist()


def test_a_rule_above_a_heading_of_all_columns_is_over_the_labels_too() -> None:
    heading = Block(0, 44.0, 54.0)
    assert over_headings(levels(*ROWS), XS, [heading])[1].tolist() == [40.0, 0.0, 300.0]
    assert over_headings(levels(*ROWS), XS, [Block(1, 44.0, 54.0)]).tolist() == levels(*ROWS).tolist()
    assert over_headings(levels(*ROWS), XS, [Block(0, 60.0, 70.0)]).tolist() == levels(*ROWS).tolist()
