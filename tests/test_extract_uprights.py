"""Upright rules that are imagined: not through headings, nor through a deep header's texts over several columns."""

from __future__ import annotations

from extract.spacing import Spacing
from extract.text import TextLine
from extract.uprights import (
    Setting,
    find_headings,
    find_wide_texts,
    heading_columns,
    imagine_uprights,
    part_labels,
    setting_of,
)

XS = [0.0, 100.0, 200.0, 300.0]
YS = [0.0, 20.0, 40.0, 60.0]
SPACING = Spacing(1.0, 10.0)


def word(text: str, x0: float, top: float, x1: float | None = None) -> TextLine:
    return TextLine(text, x0, top, x0 + 30 if x1 is None else x1, top + 10)


BODY = [word("Nombre", 5, 45), word("12", 105, 45), word("15", 205, 45)]
LOWER = [word("attendu", 105, 25), word("atteint", 205, 25)]


def columns_parted(row: int, header: list[TextLine], spacing: Spacing | None = SPACING) -> list[float]:
    rules = imagine_uprights(YS, XS, [header, LOWER, BODY], spacing)
    return sorted(x for x, top, bottom in rules if x in XS[1:-1] and top <= YS[row] and bottom >= YS[row + 1])


def test_a_header_that_begins_with_the_first_of_its_columns_reaches_to_the_last() -> None:
    assert columns_parted(0, [word("Indicateur", 5, 5), word("2020", 105, 5)]) == [100]
    assert columns_parted(1, [word("Indicateur", 5, 5), word("2020", 105, 5)]) == [100, 200]


def test_a_header_in_the_middle_of_its_columns_is_over_them() -> None:
    assert columns_parted(0, [word("Indicateur", 5, 5), word("2020", 185, 5, 215)]) == [100]


def test_a_blank_cell_beside_a_text_of_one_column_is_its_own() -> None:
    assert columns_parted(0, [word("Indicateur", 5, 5), word("2020", 130, 5)]) == [100, 200]


def test_where_no_header_stands_a_figure_is_of_one_column() -> None:
    assert columns_parted(0, [word("Indicateur", 5, 5), word("2020", 105, 5)], spacing=None) == [100, 200]


def test_a_row_whose_label_begins_anew_is_no_further_row_of_a_header() -> None:
    lines = [
        [word("Indicateur", 5, 5), word("2020", 105, 5)],
        [word("Nombre", 5, 25), word("3", 105, 25), word("4", 205, 25)],
    ]
    rules = imagine_uprights(YS[:3], XS, lines, SPACING)
    assert sum(x == 200 for x, _, _ in rules) == 2


def test_what_stands_below_a_header_that_is_known_says_nothing_of_its_columns() -> None:
    header = [word("Indicateur", 5, 5), word("2020", 105, 5)]
    rules = imagine_uprights(YS, XS, [header, LOWER, BODY], SPACING, until=YS[1])
    assert sum(x == 200 for x, *_ in rules) > sum(
        x == 200 for x, *_ in imagine_uprights(YS, XS, [header, LOWER, BODY], SPACING)
    )


def test_a_heading_runs_to_the_right_end() -> None:
    heading = [word("1. Publics en insertion et accès aux droits", 5, 5, 190)]
    assert heading_columns([heading], XS) == (0, 2)
    assert [block.column for block in find_headings([heading, BODY], XS)] == [0]


def test_two_texts_that_run_over_edges_beside_each_other_are_no_heading() -> None:
    line = [word("Situation", 60, 5, 140), word("Résultat", 160, 5, 240)]
    assert heading_columns([line], XS) == (0, 0)
    assert [block.column for block in find_wide_texts([line], XS)] == [0, 1, 1, 2]
    assert heading_columns([line[:1], [word("Résultat", 160, 0, 240)], [word("2021", 170, 10, 230)]], XS) == (0, 0)


def test_a_label_that_other_rows_repeat_is_no_part_of_a_heading_near_it() -> None:
    rows = [[word("Mesure 4 – Accueil", 5, y, 96), word("4.1", 103, y), word("12", 205, y)] for y in (20.0, 40.0)]
    heading = [word("Mesure 4 – Accueil", 5, 60, 96), word("Répartition des personnes accompagnées", 101, 60, 290)]
    rows.append([word("4.2", 103, 80)])
    assert part_labels([*rows, heading], XS) == [*rows, heading[:1], heading[1:]]
    assert heading_columns([heading], XS) == (0, 2)
    assert heading_columns([heading[:1], heading[1:]], XS) == (1, 2)
    assert part_labels([heading, heading, *rows[2:]], XS) == [heading, heading, *rows[2:]]


def test_a_label_farther_off_than_the_words_of_a_heading_stand_apart_is_no_part_of_it() -> None:
    rows = [[word("Mesure 4", 5, y, 40), word("4.1", 103, y), word("12", 205, y)] for y in (20.0, 40.0, 80.0)]

    def heading(label_end: float) -> list[TextLine]:
        words = [
            ("Accueil", 5, 50),
            ("des", 53, label_end),
            ("Répartition", 103, 180),
            ("par", 183, 230),
            ("âge", 233, 290),
        ]
        return [word(text, x0, 60, x1) for text, x0, x1 in words]

    far, near = heading(98.5), heading(100)
    assert part_labels([*rows, far], XS) == [*rows, far[:2], far[2:]]
    assert part_labels([*rows, near], XS) == [*rows, near]
    assert part_labels([far], XS) == [far]


def test_the_last_texts_of_a_header_as_near_as_words_are_no_heading_over_their_columns() -> None:
    header = [word("Indicateur", 5, 5), word("Réalisé en 2021", 105, 5, 198), word("Réalisé en 2022", 201, 5, 298)]
    rows = [header, BODY, [word("Taux", 5, 45), word("3", 105, 45), word("4", 205, 45)]]
    rules = imagine_uprights(YS, XS, rows, SPACING)
    assert sum(x == 200 for x, _, _ in rules) == 3
    assert sum(x == 200 for x, _, _ in imagine_uprights(YS, XS, rows, None)) == 2


def test_a_heading_in_the_middle_of_all_columns_is_over_them_all() -> None:
    heading = [word("Mesure 2 : Référent de parcours", 85, 25, 215)]
    assert heading_columns([heading], XS) == (0, 2)
    assert heading_columns([heading], XS, Setting(begins=(85.0,))) == (0, 2)
    assert heading_columns([[word("Mesure 2 : Référent de parcours", 105, 25, 235)]], XS) == (1, 2)


def test_a_heading_that_begins_as_texts_of_its_column_do_is_over_that_one_and_those_to_its_right() -> None:
    heading = [word("Répartition par thématique des agents", 105, 25, 295)]
    assert heading_columns([heading], XS, Setting(begins=(105.0,))) == (1, 2)
    aligned = [word("Mesure 2 : Référent", 103, 25, 203)]
    assert heading_columns([aligned], [0.0, 100.0, 200.0, 306.0], Setting(begins=(103.0,))) == (1, 2)


def test_a_short_heading_in_the_middle_of_all_columns_runs_over_no_edge() -> None:
    xs = [0.0, 100.0, 220.0, 300.0]
    assert heading_columns([[word("Mesure 5", 130, 25, 170)]], xs) == (0, 2)
    assert heading_columns([[word("Mesure 5", 140, 25, 180)]], xs) == (0, 0)
    assert heading_columns([[word("Stock", 135, 25, 165)]], XS) == (0, 0)


def test_headings_that_share_a_middle_are_in_the_middle_though_texts_alone_show_where_the_table_ends() -> None:
    lines = [[word("1.1 Accueil", 130, 25, 190)], [word("1.2 Référent de parcours", 105, 45, 215)], BODY]
    xs = [0.0, 70.0, 192.0, 300.0]
    assert setting_of(lines).middles == (160.0, 160.0)
    assert heading_columns(lines[:1], xs, setting_of(lines)) == (0, 2)
    assert heading_columns(lines[:1], xs) == (0, 0)


def test_texts_show_where_a_column_begins_only_where_they_end_at_different_places() -> None:
    same = [[word("Stock", 105, y, 130)] for y in (25.0, 45.0, 65.0)]
    assert setting_of(same).begins == ()
    assert set(setting_of([*same, [word("Flux annuel", 105, 85, 160)], [word("Nota", 105, 99, 125)]]).begins) == {105}


def test_a_text_at_the_left_of_a_column_in_the_middle_is_no_heading() -> None:
    xs = [0.0, 100.0, 200.0, 270.0]
    lines = [[word("Département", 104, 25, 180)], [word("73", 104, 45, 162)], BODY]
    assert heading_columns(lines[1:2], xs) == (0, 2)
    assert heading_columns(lines[1:2], xs, setting_of(lines)) == (0, 0)


def test_a_heading_exactly_in_the_middle_of_all_columns_need_not_be_far_off_the_middle_of_its_own() -> None:
    lines = [[word("1.1 Accueil", 130, 25, 190)], [word("1.2 Référent", 122, 45, 198)], BODY]
    xs = [0.0, 110.0, 228.0, 320.0]
    assert heading_columns(lines[:1], xs, setting_of(lines)) == (0, 2)
    assert heading_columns(lines[:1], [0.0, 110.0, 212.0, 320.0], setting_of(lines)) == (0, 0)


def test_a_heading_in_the_middle_is_one_where_an_edge_stands_between_two_of_its_words() -> None:
    heading = [word("Fiche", 95, 25, 118), word("action 7 – Accueil", 121, 25, 205)]
    assert heading_columns([heading], [0.0, 119.5, 230.0, 300.0]) == (0, 2)


def test_words_before_one_that_stands_over_an_edge_are_no_label() -> None:
    rows = [[word("Nombre", 5, y, 40), word("4.1", 103, y), word("12", 205, y)] for y in (20.0, 40.0, 60.0)]
    others = [[word("Fiche", 70, y, 85), word("action", 88, y, 130), word("2", 133, y, 140)] for y in (80.0, 100.0)]
    heading = [word("Fiche", 84, 120, 99), word("action", 102, 120, 144), word("7", 147, 120, 154)]
    assert part_labels([*rows, *others, heading], XS) == [*rows, *others, heading]
