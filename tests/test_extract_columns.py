"""Where columns are: edges from strokes and fills, from the header's gaps, from strips that no word stands over."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.columns import Area, cell_edges, chunks_of, drawn_edges, good_edges, header_gaps, is_crossed, rivers
from extract.paths import Fill
from extract.text import TextLine

HEIGHT = 10.0


def word(text: str, x0: float, x1: float, top: float = 0.0) -> TextLine:
    return TextLine(text, x0, top, x1, top + HEIGHT)


def area(*lines: list[TextLine]) -> Area:
    return Area(0, 0, 300, 400, tuple(w for line in lines for w in line))


ROWS = [[word("label", 5, 60, y), word("12", 110, 125, y), word("15", 210, 225, y)] for y in (20.0, 40.0, 60.0, 80.0)]
HEADER = [word("Indicateur", 5, 55), word("2019", 105, 130), word("2020", 205, 230)]


def test_words_nearer_than_columns_are_one_chunk() -> None:
    line = [word("2019", 120, 140), word("Nombre", 5, 40), word("de", 43, 52), word("places", 55, 90)]
    assert [[w.text for w in chunk] for chunk in chunks_of(line)] == [["Nombre", "de", "places"], ["2019"]]


@pytest.mark.parametrize(
    ("edge", "crosses"),
    [
        (50.0, True),  # on a word
        (41.5, True),  # between two words of one text
        (150.0, False),  # in the gap between columns
        (100.5, False),  # a word's side on the edge
        (280.0, False),  # beyond the last word
    ],
)
def test_an_edge_is_crossed_by_a_word_or_between_two_words_of_a_text(edge: float, crosses: bool) -> None:
    line = [word("Nombre", 5, 40), word("de places", 43, 100), word("2019", 200, 220)]
    assert is_crossed(edge, line) == crosses


def test_ends_of_strokes_give_an_edge_where_two_of_them_meet() -> None:
    strokes = np.array([(20.0, 0.0, 100.0), (20.0, 101.0, 200.0), (20.0, 230.0, 300.0)])
    assert drawn_edges(area(), strokes, ()) == [100.5]


def test_sides_of_fills_give_an_edge_where_two_of_them_meet() -> None:
    fills = [Fill(0, 20, 100, 40, pale=False), Fill(100, 20, 300, 40, pale=False), Fill(0, 500, 60, 600, pale=False)]
    assert drawn_edges(area(), np.empty((0, 3)), fills) == [100.0]


def test_fills_that_may_be_several_cells_give_an_edge_where_they_begin_in_two_rows() -> None:
    def joined(x0: float, x1: float, top: float) -> Fill:
        return Fill(x0, top, x1, top + 20, pale=False, is_joined=True)

    one_row = [joined(0, 100, 20), joined(100, 300, 20)]
    assert drawn_edges(area(), np.empty((0, 3)), one_row) == []
    assert drawn_edges(area(), np.empty((0, 3)), [*one_row, joined(100, 300, 40)]) == [100.0]


def test_gaps_between_the_texts_of_a_header() -> None:
    first, second = header_gaps(HEADER)
    assert first == (HEADER[0].x1, HEADER[1].x0)
    assert second == (HEADER[-2].x1, HEADER[-1].x0)


def test_a_header_of_one_text_has_no_gap() -> None:
    assert header_gaps(HEADER[:1]) == []


def test_strips_without_a_word_are_rivers() -> None:
    (_, first), (second, _) = sorted(rivers(area(HEADER, *ROWS)))
    assert 60 < first <= 106
    assert 130 < second < 205


def test_a_few_headings_over_a_strip_do_not_close_it() -> None:
    heading = [word("1. Publics en insertion et acces aux droits", 5, 260, 100)]
    rows = [[word("a", 5, 60, y), word("1", 110, 125, y), word("2", 210, 225, y)] for y in np.arange(120.0, 380.0, 12)]
    assert len(rivers(area(HEADER, heading, *rows))) == 2
    assert rivers(area(HEADER, heading, *rows), 0.0) == []


def test_an_area_without_words_has_no_river() -> None:
    assert rivers(area()) == []


def test_an_edge_through_many_lines_is_dropped_and_so_is_one_close_to_another_or_to_a_side() -> None:
    whole = area(HEADER, *ROWS)
    assert good_edges([4.0, 30.0, 80.0, 85.0, 170.0, 295.0], whole, [HEADER, *ROWS]) == [80.0, 170.0]


@given(st.lists(st.tuples(st.integers(0, 280), st.integers(3, 60)), min_size=1, max_size=12))
def test_chunks_keep_every_word_once_from_left_to_right(spans: list[tuple[int, int]]) -> None:
    line = [word(str(i), float(x), float(x + width)) for i, (x, width) in enumerate(spans)]
    found = [w for chunk in chunks_of(line) for w in chunk]
    assert sorted(w.text for w in found) == sorted(w.text for w in line)
    assert [w.x0 for w in found] == sorted(w.x0 for w in line)


def spread(*texts: str, x0: float = 5, gap: float = 14) -> list[TextLine]:
    """A line of words that all stand as far apart."""
    found: list[TextLine] = []
    for text in texts:
        begin = found[-1].x1 + gap if found else x0
        found.append(word(text, begin, begin + 5 * len(text)))
    return found


def test_the_words_of_a_line_spread_to_fill_its_column_are_one_text() -> None:
    line = spread("Protection", "maternelle", "et", "infantile")
    assert len(chunks_of(line)) == 1
    assert is_crossed(line[0].x1 + 7, line)
    assert not header_gaps(line)


@pytest.mark.parametrize("said", [("12", "15", "18"), ("-", "-", "-")])
def test_numbers_or_dashes_as_far_apart_as_each_other_are_texts_of_several_columns(said: tuple[str, ...]) -> None:
    line = spread(*said, gap=40)
    assert len(chunks_of(line)) == 3
    assert not is_crossed(line[0].x1 + 20, line)


CELLS = [(y, x0, x1) for y in (20.0, 40.0, 60.0, 80.0) for x0, x1 in ((0, 100), (100, 200), (200, 300))]


def test_cells_drawn_one_by_one_on_most_levels_show_all_columns() -> None:
    strokes = np.array(CELLS)
    assert cell_edges(area(HEADER, *ROWS), strokes, (), [HEADER, *ROWS]) == [100, 200]
    assert cell_edges(area(HEADER, *ROWS), strokes[:6], (), [HEADER, *ROWS]) == []


def test_cells_with_one_left_out_between_them_do_not_show_all_columns() -> None:
    """Rows shaded in turn beside a merged cell that is not: where it ends is not shown."""
    four = [(y, x0, x1) for y in (20.0, 40.0, 60.0, 80.0) for x0, x1 in ((0, 70), (140, 210), (210, 300))]
    assert cell_edges(area(HEADER, *ROWS), np.array(four), (), [HEADER, *ROWS]) == []


def test_cells_of_figures_alone_do_not_show_where_labels_end() -> None:
    figures = [(y, x0, x1) for y in (20.0, 40.0, 60.0, 80.0) for x0, x1 in ((100, 160), (160, 220), (220, 300))]
    assert cell_edges(area(HEADER, *ROWS), np.array(figures), (), [HEADER, *ROWS]) == []


def test_a_header_that_says_the_same_words_again_is_of_several_columns() -> None:
    assert len(chunks_of(spread("Savoie", "Ain", "Savoie", "Ain"))) == 4
