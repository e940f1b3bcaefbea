"""Where rows are when no rule shows it: where texts begin, and which go on."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest

from extract.rows import (
    Block,
    below_header,
    blocks_of,
    column_at,
    goes_on_over,
    has_texts_astride,
    is_set_at_the_bottom,
    lines_by_column,
    low_labels,
    text_rows,
)
from extract.spacing import Spacing, usual_spacing
from extract.text import TextLine

HEIGHT = 10.0
XS = [0.0, 100.0, 200.0]
SPACING = Spacing(1.0, HEIGHT)


def line(text: str, top: float, x0: float = 5.0) -> TextLine:
    return TextLine(text, x0, top, x0 + 40, top + HEIGHT)


def edges_of(columns: Sequence[Sequence[TextLine]], top: float, bottom: float, is_row: bool = False) -> list[float]:
    return text_rows(columns, usual_spacing(columns), (top, bottom), is_row)


def test_words_of_a_line_stand_in_the_column_of_their_middle() -> None:
    words = [line("Nombre", 0, 5), line("places", 0, 50), line("12", 0, 120), line("beyond", 0, 230)]
    first, second = lines_by_column([words], XS)
    assert [(one.text, one.x0, one.x1) for one in first] == [("Nombre places", 5, 90)]
    assert [one.text for one in second] == ["12 beyond"]


@pytest.mark.parametrize(("x", "column"), [(-5, 0), (1, 0), (99, 0), (101, 1), (250, 1)])
def test_the_outer_columns_reach_beyond_the_sides(x: float, column: int) -> None:
    assert column_at(x, XS) == column


def test_a_row_begins_where_texts_begin_after_more_than_a_lines_gap() -> None:
    label = [line("Nombre", 0), line("de places", 10.5), line("Budget", 30)]
    figure = [line("12", 0, 120), line("18", 30, 120)]
    (edge,) = edges_of([label, figure], 0, 50)
    assert 20.5 < edge <= 30


def test_a_label_that_is_centred_beside_a_longer_text_begins_no_row() -> None:
    label = [line("Nombre", 4), line("Budget", 40)]
    figure = [line("12", 0, 120), line("et 18", 10.5, 120), line("20", 40, 120)]
    assert len(edges_of([label, figure], 0, 60)) == 1


def test_lines_of_one_cell_make_one_row() -> None:
    assert edges_of([[line("a", 0), line("b", 10.5), line("c", 21)]], 0, 40) == []


def test_only_what_stands_between_top_and_bottom_makes_rows() -> None:
    column = [line("header", 0), line("a", 30), line("b", 60), line("note", 90)]
    (edge,) = edges_of([column], 25, 80)
    assert 40 < edge <= 60


def test_without_a_line_there_is_no_gap() -> None:
    assert usual_spacing([[], []]) == Spacing(0.0, 0.0)
    assert edges_of([[], []], 0, 100) == []


def test_the_usual_gap_is_that_of_lines_in_a_cell_even_where_rows_stand_wide() -> None:
    column = [line("a", 0), line("b", 10.5), line("c", 21), line("d", 51), line("e", 61.5)]
    assert usual_spacing([column]) == Spacing(0.5, HEIGHT)


def test_where_every_cell_holds_one_line_the_rows_own_gap_is_not_taken_for_a_lines() -> None:
    column = [line("a", 0), line("b", 15), line("c", 30), line("d", 45)]
    for block in (0.18, 0.25, 0.38):
        assert len(text_rows([column], usual_spacing([column], block), (0, 60))) == 3


def test_rows_of_one_line_are_so_on_a_scan_too_whose_lines_are_not_known_to_the_point() -> None:
    tops = [0, 15.2, 31.2, 47.8, 63.7, 79.8, 95.4, 112.0, 127.9]
    column = [line(letter, top) for letter, top in zip("abcdefghi", tops, strict=True)]
    for block in (0.18, 0.25, 0.38):
        assert len(text_rows([column], usual_spacing([column], block), (0, 140))) == len(tops) - 1


def test_a_header_set_in_the_middle_of_two_rows_leaves_the_rows_of_one_line_as_they_are() -> None:
    labels = [line(text, top) for text, top in (("N°", 7.5), ("a", 30), ("b", 45), ("c", 60), ("d", 75))]
    figures = [line(text, top) for text, top in (("2021", 0), ("atteint", 15), ("1", 45), ("2", 60), ("3", 75))]
    others = [line(text, top) for text, top in (("Indicateur", 7.5), ("Nombre", 45), ("Part", 60), ("Montant", 75))]
    spacing = usual_spacing([labels, others, figures])
    assert all(spacing.is_of_another(above, below) for above, below in itertools.pairwise(labels))


def test_two_lines_of_each_cell_at_a_pages_top_are_not_two_rows() -> None:
    columns = [[line("Nombre de", 0), line("jeunes suivis", 13)] for _ in range(4)]
    columns.append([line("en cours de", 0), line("realisation par", 13), line("le conseil", 26)])
    columns += [[line("12", 0), line("15", 20)] for _ in range(2)]
    spacing = usual_spacing(columns)
    assert not any(spacing.is_of_another(above, below) for above, below in itertools.pairwise(columns[0]))


@pytest.mark.parametrize(("below", "goes_on"), [(10.5, True), (16.0, False)])
def test_a_text_goes_on_over_an_edge_at_the_distance_of_its_lines(below: float, goes_on: bool) -> None:
    assert goes_on_over(10.2, [line("a", 0), line("b", below)], Spacing(0.5, HEIGHT)) == goes_on


def test_nothing_goes_on_over_an_edge_without_texts_on_both_sides() -> None:
    assert not goes_on_over(50, [line("a", 0)], Spacing(0.5, HEIGHT))
    assert not goes_on_over(50, [], Spacing(0.5, HEIGHT))


def test_what_may_be_one_row_is_divided_only_where_two_columns_begin_anew() -> None:
    label = [line("a", 0), line("b", 30)]
    assert edges_of([label, [line("12", 0, 120)]], 0, 60, is_row=True) == []
    assert len(edges_of([label, [line("12", 0, 120), line("14", 30, 120)]], 0, 60, is_row=True)) == 1


def test_a_line_over_the_upper_end_of_a_ruled_row_begins_none_in_it() -> None:
    label, figures = [line("Nombre", 10), line("de places", 20.5)], [line("12", 31.5, 120), line("14", 60, 120)]
    assert edges_of([label, figures[:1]], 25, 50) == []
    assert len(edges_of([[line("Nombre", 26)], figures[:1]], 25, 50)) == 1


def test_a_label_centred_beside_two_rows_of_figures_stands_astride() -> None:
    head = [line("Indicateur", 0)], [line("2019", 0, 120)]
    label = [*head[0], line("Nombre", 45), line("de places", 55.5)]
    figures = [*head[1], line("12", 30, 120), line("18", 50.5, 120)]
    assert has_texts_astride(blocks_of([label, figures], Spacing(0.5, HEIGHT)), Spacing(0.5, HEIGHT))


def test_labels_that_begin_with_their_figures_stand_at_the_top() -> None:
    head = [line("Indicateur", 0)], [line("2019", 0, 120)]
    label = [*head[0], line("Nombre", 30), line("de places", 40.5), line("Budget", 70)]
    figures = [*head[1], line("12", 30, 120), line("18", 50.5, 120), line("20", 70, 120)]
    assert not has_texts_astride(blocks_of([label, figures], Spacing(0.5, HEIGHT)), Spacing(0.5, HEIGHT))


def test_lines_that_no_width_parts_are_rows_of_one_line_though_a_heading_stands_off() -> None:
    labels = [TextLine(text, 5, top, 5 + 4 * len(text), top + HEIGHT) for text, top in (
        ("Nombre de contrats", 0), ("Taux", 15), ("Nombre de sorties dynamiques", 30), ("Part", 45),
        ("Heures", 64), ("Nombre d'entrants", 79),
    )]  # fmt: skip
    spacing = usual_spacing([labels])
    assert all(spacing.is_of_another(above, below) for above, below in itertools.pairwise(labels))


def test_lines_that_their_width_parts_are_of_one_text() -> None:
    texts = ("Nombre de contrats qui", "sont signes dans cette", "annee par les personnes", "accompagnees et suivies")
    lines = [TextLine(text, 5, 15.0 * i, 5 + 4 * len(text), 15.0 * i + HEIGHT) for i, text in enumerate(texts)]
    far = [TextLine("Taux de sorties, total", 5, 84, 93, 94)]
    spacing = usual_spacing([[*lines, *far]])
    assert not any(spacing.is_of_another(above, below) for above, below in itertools.pairwise(lines))


def test_where_gaps_are_of_two_kinds_rows_are_sure_however_wide_a_gap_must_be() -> None:
    label = [line(text, 13.5 * i + 10.5 * k) for i in range(4) for k, text in enumerate("ab")]
    label = [line(one.text, 24 * (i // 2) + 10.5 * (i % 2)) for i, one in enumerate(label)]
    assert len(text_rows([label], usual_spacing([label], 0.375), (0, 120))) == 3
    blurred = [*label, *(line(text, top) for text, top in (("c", 100), ("d", 112), ("e", 124.5)))]
    assert usual_spacing([blurred], 0.375).block == 0.375


def test_gaps_as_wide_as_each_other_are_of_one_kind_though_the_usual_measure_stands_among_them() -> None:
    tops = [0.0, 12.4, 22.4, 35.0, 45.0, 57.4, 67.4]
    column = [line(text, top) for text, top in zip("abcdefg", tops, strict=True)]
    for block in (0.18, 0.25, 0.38):
        spacing = usual_spacing([column], block)
        found = [spacing.is_of_another(above, below) for above, below in itertools.pairwise(column)]
        assert found == [True, False, True, False, True, False]


def test_rows_of_one_line_at_one_small_distance_are_rows_where_lines_begin_anew() -> None:
    texts = ("Nombre de contrats", "Part", "Taux de sorties", "Nombre de jeunes", "Places par bassin et par conseiller")
    lines = [TextLine(text, 5, 12.2 * i, 5 + 4 * len(text), 12.2 * i + HEIGHT) for i, text in enumerate(texts)]
    spacing = usual_spacing([lines])
    assert all(spacing.is_of_another(above, below) for above, below in itertools.pairwise(lines[1:]))
    whole = [TextLine(f"mo{i} mot mot mot mot", 5, 12.2 * i, 85, 12.2 * i + HEIGHT) for i in range(5)]
    spacing = usual_spacing([whole])
    assert not any(spacing.is_of_another(above, below) for above, below in itertools.pairwise(whole))
    repeated = [TextLine("mot mot mot mot mot", 5, 12.2 * i, 85, 12.2 * i + HEIGHT) for i in range(5)]
    spacing = usual_spacing([repeated])
    assert all(spacing.is_of_another(above, below) for above, below in itertools.pairwise(repeated))


def test_one_line_that_had_to_go_on_shows_how_near_lines_of_a_cell_stand() -> None:
    short = [TextLine("Nombre", 5, 16.0 * i, 45, 16.0 * i + HEIGHT) for i in range(25)]
    full = TextLine("Nombre de contrats signes", 5, 400, 105, 410)
    rest = TextLine("qui vont a terme", 5, 410.5, 70, 420.5)
    labels = [line(text, top) for text, top in (("N°", 8), ("a", 40), ("b", 74), ("c", 106), ("d", 150), ("e", 188))]
    spacing = usual_spacing([[*short, full, rest], labels])
    assert spacing.gap == 0.5
    assert all(spacing.is_of_another(above, below) for above, below in itertools.pairwise(short))
    assert not spacing.is_of_another(full, rest)


def test_labels_in_the_middle_of_two_rows_leave_the_rows_of_one_line_as_they_are() -> None:
    """Of one line each they stand half a row off, and the rows are in step all the same."""
    labels = [line(text, top) for text, top in (("N", 0), ("Nombre", 24), ("Part", 56), ("Taux", 88))]
    others = [line(text, 16.0 * i) for i, text in enumerate(("2021", "12", "3", "4", "15", "6", "7"))]
    columns = [labels, [line("c", 0)], [line("d", 0)], others, others]
    spacing = usual_spacing(columns)
    assert all(spacing.is_of_another(above, below) for above, below in itertools.pairwise(others))


def test_a_header_is_what_stands_beside_each_other_first() -> None:
    spacing = Spacing(0.0, 10.0)
    header = [Block(0, 10, 20), Block(1, 0, 10), Block(1, 12, 30), Block(2, 5, 25)]
    rows_ = [Block(column, top, top + 10) for top in (36, 52) for column in range(3)]
    assert below_header([*header, *rows_], spacing) == rows_
    tall = [Block(0, 0, 100), *(Block(1, top, top + 10) for top in range(0, 100, 20))]
    assert below_header(tall, spacing) == tall


def test_texts_that_share_their_bottoms_are_set_at_the_bottom() -> None:
    spacing = Spacing(0.0, 10.0)
    rows_ = [each for y in (0, 50, 100, 150) for each in (Block(0, y, y + 30), Block(1, y + 20, y + 30))]
    assert is_set_at_the_bottom(rows_, spacing)
    top = [each for y in (0, 50, 100, 150) for each in (Block(0, y, y + 30), Block(1, y, y + 10))]
    assert not is_set_at_the_bottom(top, spacing)


def test_a_label_that_begins_beside_no_text_but_inside_one_is_set_lower_than_its_row() -> None:
    low, other = Block(0, 60, 90), Block(1, 45, 105)
    header = [Block(column, 0, 10) for column in range(3)]
    assert low_labels([*header, Block(0, 20, 30), low, Block(1, 20, 30), other, Block(2, 45, 55)], SPACING) == [low]
    assert low_labels([*header, low, Block(1, 20, 30), Block(1, 60, 90), Block(2, 60, 70)], SPACING) == []


def test_a_word_that_a_program_has_cut_goes_on_however_far_off_the_next_line_is() -> None:
    assert not SPACING.is_of_another(line("nombre de maisons au pu\u2010", 0), line("blic", 30))
    assert SPACING.is_of_another(line("nombre de maisons au pu-", 0), line("blic", 30))
