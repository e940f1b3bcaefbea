"""Which column edges a table without upright rules has: by its header, its texts, and where strokes end."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extract.choose import choose_edges, snap_edges
from extract.columns import Area
from extract.text import TextLine

HEIGHT = 10.0
Line = list[TextLine]


def word(text: str, x0: float, x1: float, top: float) -> TextLine:
    return TextLine(text, x0, top, x1, top + HEIGHT)


def area(lines: Sequence[Line]) -> Area:
    return Area(0, 0, 400, 400, tuple(w for line in lines for w in line))


def edges(lines: Sequence[Line], by_strips: bool = False) -> list[float]:
    return choose_edges(area(lines), lines, (), (), by_strips)


def label(top: float, end: float = 90) -> TextLine:
    return word("label", 5, end, top)


def rows(*tops: float) -> list[Line]:
    return [[label(top), word("12", 150, 160, top), word("15", 250, 260, top)] for top in tops]


HEADER = [word("Indicateur", 5, 60, 0), word("2019", 150, 170, 0), word("2020", 250, 270, 0)]


def test_the_second_row_of_a_header_parts_columns_though_it_stands_off() -> None:
    upper = [word("Mesures", 5, 40, 0), word("Indicateur", 100, 150, 0), word("Réalisé", 250, 290, 0)]
    lower = [word("2019", 250, 270, 20), word("2020", 330, 350, 20)]
    body = [[word("m", 5, 30, y), word("i", 100, 160, y), word("12", 250, 262, y)] for y in (40.0, 60.0, 80.0)]
    *_, last = edges([upper, lower, *body])
    assert 270 < last < 330


def test_texts_at_other_heights_beside_each_other_part_columns_though_near() -> None:
    header = [word("Indicateur", 5, 60, 0), word("Résultat", 150, 190, 0), word("Notes", 340, 370, 0)]
    left = [[label(y), word("Departement", 150, 216, y), word("Stock", 320, 350, y)] for y in (40.0, 80.0, 120.0)]
    right = [[word("Departement", 222, 290, y)] for y in (46.0, 66.0, 86.0, 106.0, 126.0)]
    lefts = [[word("67 : 3", 150, 180, y)] for y in (52.0, 72.0, 92.0, 112.0)]
    lines = sorted([header, *left, *right, *lefts], key=lambda line: line[0].top)
    assert any(216 < x < 222 for x in edges(lines))
    shifted = [[word("Departement", 222 + 4.0 * i, 290, 46 + 20.0 * i)] for i in range(5)]
    lines = sorted([header, *left, *shifted, *lefts], key=lambda line: line[0].top)
    assert not any(216 < x < 222 for x in edges(lines))


def test_a_text_of_the_header_over_two_columns_has_none_of_its_own() -> None:
    upper = [word("2021", 290, 310, 0)]
    labels = [word("N°", 20, 30, 9), word("Indicateur", 100, 140, 9)]
    lower = [word("Attendu", 220, 260, 18), word("Atteint", 341, 379, 18)]
    body = [[word("1.1", 5, 20, y), word("Nombre", 60, 100, y), word("1", 238, 242, y)] for y in (36.0, 54.0, 72.0)]
    body += [[word("1.2", 5, 20, 90), word("Part", 60, 80, 90), word("3", 358, 362, 90)]]
    first, second, third = edges([upper, labels, lower, *body])
    assert 20 < first < 60
    assert 140 < second < 220
    assert 260 < third < 341


def test_labels_in_the_middle_of_a_deep_header_are_of_it_though_they_stand_lower_and_apart() -> None:
    upper = [word("Réalisé", 185, 215, 0), word("Prévu", 325, 355, 0)]
    middle = [word("Indicateur", 5, 60, 16), word("Notes", 90, 120, 16)]
    lower = [word(text, x, x + 20, 32) for text, x in (("67", 160), ("68", 220), ("67", 300), ("68", 360))]
    body = [[label(y, 70), *(word("12", x, x + 10, y) for x in (165, 225, 305, 365))] for y in (60.0, 80.0, 100.0)]
    body.append([label(120, 70), word("Stock", 90, 120, 120), word("3", 166, 172, 120)])
    found = edges([upper, middle, lower, *body])
    assert len(found) == 5
    assert 70 < found[0] < 90


def test_texts_of_two_rows_of_a_header_part_the_column_between_them() -> None:
    upper = [word("Indicateur", 5, 60, 0), word("Réalisé", 185, 215, 0), word("Notes", 340, 370, 0)]
    lower = [word("2019", 120, 140, 15), word("2020", 190, 210, 15), word("2021", 260, 280, 15)]
    body = [[label(y), *(word("12", x, x + 10, y) for x in (125, 195, 265))] for y in (30.0, 45.0, 60.0, 75.0)]
    body[0].append(word("Stock", 320, 350, 30))
    found = edges([upper, lower, *body])
    assert len(found) == 4
    assert 280 < found[-1] < 320


def test_drawn_edges_are_not_all_where_texts_of_a_header_stand_beside_each_other_at_other_heights() -> None:
    number = [[word("N°", 20, 30, 0)], [word("mesure", 10, 40, 12)]]
    upper = [word("Mesures", 70, 105, 6), word("Indicateurs", 160, 200, 6), word("2020", 290, 310, 6)]
    body = [[word("1", 5, 9, y), word("Accueil", 60, 90, y), label(y + 0.1, 200)] for y in (40.0, 80.0, 120.0)]
    body = [[a, b, word("Nombre", 140, 180, a.top), word("12", 295, 305, a.top)] for a, b, _ in body]
    lines = [number[0], upper, number[1], *body]
    found = choose_edges(area(lines), lines, (), (130.0, 250.0))
    assert len(found) == 3
    assert 40 < found[0] < 60


def test_a_short_header_of_one_line_between_two_of_two_lines_keeps_its_column() -> None:
    upper = [word("Indicateur", 5, 60, 0), word("Résultat", 150, 190, 0), word("Objectif", 290, 330, 0)]
    middle = [word("Cible", 230, 250, 6)]
    lower = [word("atteint", 152, 188, 12), word("attendu", 292, 328, 12)]
    body = [[label(y), word("12", 165, 175, y), word("15", 305, 315, y)] for y in (30.0, 45.0, 60.0)]
    assert len(edges([upper, middle, lower, *body])) == 3


def test_headings_from_the_left_side_close_no_column() -> None:
    narrow = [[word("N°", 5, 20, 0), word("Indicateur", 40, 90, 0), word("2019", 150, 170, 0)]]
    body = [[word("1.1", 5, 20, y), word("Nombre", 40, 90, y), word("12", 150, 160, y)] for y in (20.0, 40.0)]
    headings = [[word("Formation", 5, 60, y), word("des agents", 63, 110, y)] for y in (60.0, 80.0, 100.0)]
    assert 20 < edges([*narrow, *body, *headings])[0] < 40


def test_no_edge_runs_through_the_blanks_of_a_text_where_there_is_room_beside_it() -> None:
    text = [word("Part", 5, 40, 20), word("des", 43, 66, 20), word("communes", 69, 145, 20), word("1", 150, 160, 20)]
    heading = [word("Nombre de personnes", 5, 41, 40), word("formées par thème", 44, 152, 40)]
    first = edges([HEADER, text, heading, *rows(60)])[0]
    assert 145 <= first <= 150


def test_texts_left_of_a_header_in_the_middle_of_its_column_are_under_it() -> None:
    header = [word("Indicateur", 40, 70, 0), word("Dépt", 190, 210, 0), word("2019", 300, 320, 0)]
    body = [[label(y, 120), word("67", 140, 150, y), word("12", 300, 312, y)] for y in (20.0, 40.0, 60.0, 80.0)]
    first, second = edges([header, *body])
    assert 120 < first < 140
    assert 210 < second < 300


def test_strips_alone_do_not_doubt_a_gap_of_the_header_that_no_word_stands_over() -> None:
    header = [*HEADER, word("2021", 350, 370, 0)]
    body = rows(20, 40, 60, 80)
    assert edges([header, *body], by_strips=True) == edges([header, *body])
    assert len(edges([header, *body])) == 3


def test_an_edge_stands_beside_the_texts_that_begin_under_each_other_right_of_it() -> None:
    centred = [[label(y), word("12", 156, 164, y), word("1234", 250, 270, y)] for y in (20.0, 40.0)]
    *_, last = edges([HEADER, *centred, [label(60), word("123", 154, 166, 60), word("12", 250, 260, 60)]])
    assert 245 < last < 250
    first, _ = edges([HEADER, *centred, [label(60), word("123", 154, 166, 60), word("12", 250, 260, 60)]])
    assert 90 < first < 130


def test_lines_that_nothing_parts_have_no_edges() -> None:
    assert edges([[word("Un texte", 5, 390, y)] for y in (0.0, 20.0, 40.0)]) == []


def test_an_edge_moves_to_the_end_of_a_stroke_in_its_strip_and_not_beyond_a_text() -> None:
    lines = [HEADER, *rows(20, 40)]
    strokes = np.array([(12.0, 115.0, 400.0), (30.0, 200.0, 400.0)])
    assert snap_edges([120.0, 215.0], strokes, area(lines)) == [115.0, 200.0]
    assert snap_edges([120.0], np.array([(12.0, 165.0, 400.0)]), area(lines)) == [120.0]


def test_of_several_edges_in_a_strip_without_texts_one_moves_to_the_end_of_a_stroke() -> None:
    lines = [[word("Nombre", 5, 60, 20), word("12", 350, 360, 20)]]
    assert snap_edges([90.0, 150.0, 230.0], np.array([(12.0, 160.0, 400.0)]), area(lines)) == [90.0, 160.0, 230.0]


def test_an_edge_that_a_text_of_the_header_stands_over_stays_where_it_is() -> None:
    over = [word("2019 à 2020", 100, 300, 0)]
    lower = [word("Nombre", 5, 60, 20), word("a", 150, 160, 20), word("b", 250, 260, 20)]
    strokes = np.array([(12.0, 100.0, 400.0), (30.0, 300.0, 400.0)])
    assert snap_edges([205.0], strokes, area([over, lower])) == [205.0]


def test_a_header_and_the_texts_below_it_that_do_not_stand_under_it_are_one_column() -> None:
    header = [word("N°", 60, 72, 0), word("Mesures", 150, 190, 0), word("2019", 300, 320, 0)]
    body = [[word("2", 5, 10, y), word("Accueil", 95, 200, y), word("12", 300, 312, y)] for y in (11.0, 22.0, 33.0)]
    assert len(edges([header, *body])) == 2


def test_numbers_left_of_their_header_that_begin_under_each_other_are_its_columns() -> None:
    header = [word("Mesure", 60, 100, 0), word("N°", 215, 225, 0), word("Indicateur", 290, 340, 0)]
    body = [[word("1.1", 180, 192, y), word("Nombre", 260, 320, y)] for y in (40.0, 60.0, 80.0, 100.0)]
    labels = [[word("Prévenir les sorties", 5, 175, y)] for y in (50.0, 90.0)]
    lines = sorted([header, [label(20)], *body, *labels], key=lambda line: line[0].top)
    first, second = edges(lines)
    assert 175 < first < 180
    assert 225 < second < 260


def test_in_small_print_columns_may_be_narrower() -> None:
    def small(text: str, x0: float, x1: float, top: float) -> TextLine:
        return TextLine(text, x0, top, x1, top + 7)

    rows_ = [[small("N°", 3, 8, y), small("Mesure", 15, 80, y), small("12", 150, 160, y)] for y in (0.0, 20.0, 40.0)]
    assert any(8 < x < 15 for x in edges(rows_))
