"""Deep headers without upright rules: which columns each upper text stands over."""

from __future__ import annotations

from extract.rows import Line
from extract.spacing import Spacing
from extract.spans import Range, header_spans
from extract.text import TextLine

XS = [0.0, 100.0, 200.0, 300.0, 400.0, 500.0]
YS = [0.0, 20.0, 40.0, 60.0]
LABEL = [TextLine("Nombre", 5, 45, 40, 55)]


def word(text: str, middle: float, row: int) -> TextLine:
    return TextLine(text, middle - 12, YS[row] + 5, middle + 12, YS[row] + 15)


def spans(*rows: Line) -> dict[int, list[Range]]:
    return header_spans([[row] for row in rows], YS, XS, Spacing(1.0, 10.0))


def test_texts_in_the_middle_share_the_columns_below_among_them() -> None:
    upper = [word("Indicateur", 50, 0), word("2020", 200, 0), word("2021", 400, 0)]
    lower = [word(text, middle, 1) for text, middle in (("a", 150), ("b", 250), ("c", 350), ("d", 450))]
    assert spans(upper, lower, LABEL) == {0: [(1, 2), (3, 4)]}


def test_one_text_in_the_middle_of_four_columns_is_over_all_of_them() -> None:
    upper = [word("Indicateur", 50, 0), word("2020", 300, 0)]
    lower = [word(text, middle, 1) for text, middle in (("a", 150), ("b", 250), ("c", 350), ("d", 450))]
    assert spans(upper, lower, LABEL) == {0: [(1, 4)]}


def test_a_run_of_an_upper_row_parts_none_of_the_row_below() -> None:
    top = [word("2020", 300, 0)]
    middle = [word("Indicateur", 50, 1), word("attendu", 200, 1), word("atteint", 400, 1)]
    leaves = [word(text, at, 2) for text, at in (("67", 150), ("68", 250), ("67", 350), ("68", 450))]
    assert spans(top, middle, leaves) == {0: [(1, 4)], 1: [(1, 2), (3, 4)]}


def test_a_text_that_fits_over_no_columns_gives_no_deep_header() -> None:
    upper = [word("Indicateur", 50, 0), word("2020", 220, 0)]
    lower = [word(text, middle, 1) for text, middle in (("a", 150), ("b", 250), ("c", 350), ("d", 450))]
    assert spans(upper, lower, LABEL) == {}


def test_a_row_of_texts_over_two_columns_each_is_not_the_lowest() -> None:
    top = [word("2020", 300, 0)]
    middle = [word("Indicateur", 50, 1), word("attendu", 201, 1), word("atteint", 399, 1)]
    leaves = [word(text, at, 2) for text, at in (("67", 150), ("68", 250), ("67", 350), ("68", 450))]
    assert spans(top, middle, leaves) == {0: [(1, 4)], 1: [(1, 2), (3, 4)]}


def test_a_text_in_the_middle_of_those_below_is_over_them_wherever_their_edges_are_imagined() -> None:
    upper = [word("Indicateur", 50, 0), word("2020", 225, 0)]
    lower = [word("a", 180, 1), word("b", 270, 1)]
    assert spans(upper, lower, LABEL) == {0: [(1, 2)]}


def test_two_texts_that_nearly_touch_are_two_where_their_lines_begin_as_the_columns_below() -> None:
    def text(words: str, x0: float, x1: float, top: float) -> TextLine:
        return TextLine(words, x0, top, x1, top + 8)

    upper = [text("Résultat atteint (2020", 105, 301, 0), text("Résultat attendu du", 305, 480, 0)]
    second = [text("au 30/06/2021)", 105, 200, 9), text("1er juillet", 305, 400, 9)]
    lower = [text(name, x + 5, x + 45, 25) for name, x in (("67", 100), ("68", 200), ("67", 300), ("68", 400))]
    rows = [[upper, second], [lower], [LABEL]]
    assert header_spans(rows, [0.0, 20.0, 40.0], XS, Spacing(1.0, 10.0)) == {0: [(1, 2), (3, 4)]}


def test_two_texts_as_near_as_words_are_two_where_each_is_in_the_middle_of_its_column() -> None:
    whole = [TextLine("Indicateur", 38, 5, 62, 15), TextLine("2021 réalisé", 104, 5, 197, 15)]
    upper = [*whole, TextLine("2022 réalisé", 201, 5, 299, 15)]
    lower = [word(text, middle, 1) for text, middle in (("a", 150), ("b", 250))]
    assert spans(upper, lower, LABEL) == {}
    assert spans([*whole[:1], word("2021", 200, 0)], lower, LABEL) == {0: [(1, 2)]}
