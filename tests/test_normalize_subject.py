from __future__ import annotations

from dataclasses import replace

import pytest

from extract.model import Region
from normalize.heading import split_code
from normalize.knowledge import load_knowledge
from tests.tables import (
    ALSACE,
    ISERE,
    SAVOIES,
    Marks,
    Row,
    codes_of,
    document,
    figures,
    observations,
    published,
    sure,
    table,
)

KNOWLEDGE = load_knowledge()
HEAD = "Mesure | Indicateur | Réalisé 2021"
BARE = "Indicateur | Réalisé 2021"
WHO = ("measure_code", "measure", "indicator_group", "indicator", "value")


def role_of(rows: dict[str, list[Row]], text: str) -> str:
    return str(next(cell["role"] for cell in rows["cells"] if cell["text"].startswith(text)))


@pytest.mark.parametrize(
    ("text", "code", "label"),
    [
        ("2.1. Premier accueil", "2.1", "Premier accueil"), ("2.1 Premier accueil", "2.1", "Premier accueil"),
        ("2.1 – Premier accueil", "2.1", "Premier accueil"), ("2.1) Premier accueil", "2.1", "Premier accueil"),
        ("2.1.3 : Premier accueil", "2.1.3", "Premier accueil"), ("2.1", "2.1", ""), ("2. Renforcer", "2", "Renforcer"),
        ("3) Insertion", "3", "Insertion"), ("Mesure 2.1 – Premier accueil", "2.1", "Premier accueil"),
        ("Action n°3 : Référent", "3", "Référent"), ("Action n° 3 Référent", "3", "Référent"), ("Axe 2", "2", ""),
        ("AXE 2 : Renforcer", "2", "Renforcer"), ("Fiche action 5 : Mobilité", "5", "Mobilité"),
        ("Mesure n°4", "4", ""), ("3 semaines après l'entrée", None, "3 semaines après l'entrée"),
        ("2020 : bilan", None, "2020 : bilan"), ("Premier accueil", None, "Premier accueil"),
        ("Actions", None, "Actions"),
        ("100 % santé", None, "100 % santé"), ("Mesure phare", None, "Mesure phare"),
    ],
)  # fmt: skip
def test_a_label_may_begin_with_its_number(text: str, code: str | None, label: str) -> None:
    assert split_code(text, KNOWLEDGE) == (code, label)


def test_sections_and_measures_are_rows_of_their_own() -> None:
    rows = observations(
        table(
            BARE,
            "2. Renforcer | <",
            "2.1. Accueil | <",
            "A | 1",
            "2.2 Référent | <",
            "B | 2",
            "3. Insérer | <",
            "3.1 RSA | <",
            "C | 3",
        )
    )
    assert figures(rows, "section_code", "section", *WHO) == [
        ("2", "Renforcer", "2.1", "Accueil", None, "A", 1),
        ("2", "Renforcer", "2.2", "Référent", None, "B", 2),
        ("3", "Insérer", "3.1", "RSA", None, "C", 3),
    ]
    assert len(sure(rows)) == 3


def test_measures_without_numbers_are_rows_of_their_own() -> None:
    rows = observations(table(BARE, "Premier accueil | <", "A | 1", "Référent de parcours | <", "B | 2"))
    assert figures(rows, "section", *WHO) == [
        (None, None, "Premier accueil", None, "A", 1), (None, None, "Référent de parcours", None, "B", 2)
    ]  # fmt: skip
    assert len(sure(rows)) == 2


def test_two_headings_without_numbers_are_a_section_and_a_measure() -> None:
    rows = observations(table(BARE, "Enfance | <", "Sorties sèches | <", "A | 1", "Social | <", "Accueil | <", "B | 2"))
    assert figures(rows, "section", "measure") == [("Enfance", "Sorties sèches"), ("Social", "Accueil")]


def test_measures_with_plain_numbers_are_measures_where_nothing_else_is() -> None:
    rows = observations(table(BARE, "1. Accueil | <", "A | 1", "2. Référent | <", "B | 2"))
    assert figures(rows, *WHO) == [("1", "Accueil", None, "A", 1), ("2", "Référent", None, "B", 2)]


def test_axes_are_sections_and_actions_measures() -> None:
    rows = observations(
        table(BARE, "Axe 1 : Renforcer | <", "Action n°3 : Référent | <", "A | 1", "Action n°4 : RSA | <", "B | 2")
    )
    assert figures(rows, "section_code", *WHO) == [
        ("1", "3", "Référent", None, "A", 1),
        ("1", "4", "RSA", None, "B", 2),
    ]


def test_a_section_row_beside_a_column_of_measures_needs_no_number() -> None:
    rows = observations(
        table(HEAD, "Renforcer le travail social | < | <", "2.1 Accueil | A | 1", "Insérer | < | <", "3.1 RSA | B | 2")
    )
    assert figures(rows, "section", "measure_code") == [("Renforcer le travail social", "2.1"), ("Insérer", "3.1")]
    assert len(sure(rows)) == 2


def test_a_measure_in_a_row_of_its_own_holds_beside_an_empty_column_of_measures() -> None:
    rows = observations(table(HEAD, "2.1 Accueil | < | <", " | A | 1", " | B | 2", "2.2 Référent | | ", " | C | 3"))
    assert figures(rows, *WHO[:2], "value") == [("2.1", "Accueil", 1), ("2.1", "Accueil", 2), ("2.2", "Référent", 3)]
    assert len(sure(rows)) == 3


def test_a_heading_that_may_be_a_measure_or_a_group_is_for_review() -> None:
    rows = observations(
        table(HEAD, "2.1 Accueil | A | 1", "Développement social | < | <", " | B | 2", "2.2 RSA | C | 3")
    )
    assert [row["value"] for row in sure(rows)] == [1, 3]


def test_measure_cells_are_merged_repeated_or_left_empty() -> None:
    wanted = [("2.1", "Accueil", 1), ("2.1", "Accueil", 2), ("2.2", "Référent", 3)]
    merged = observations(table(HEAD, "2.1 Accueil | A | 1", "^ | B | 2", "2.2 Référent | C | 3"))
    repeated = observations(table(HEAD, "2.1 Accueil | A | 1", "2.1 Accueil | B | 2", "2.2 Référent | C | 3"))
    empty = observations(table(HEAD, "2.1 Accueil | A | 1", " | B | 2", "2.2 Référent | C | 3"))
    for rows in (merged, repeated, empty):
        assert figures(rows, "measure_code", "measure", "value") == wanted
        assert len(sure(rows)) == 3


def test_an_empty_measure_cell_where_measures_are_merged_is_for_review() -> None:
    rows = observations(table(HEAD, "2.1 Accueil | A | 1", "^ | B | 2", " | C | 3", "2.2 Référent | D | 4"))
    assert [row["value"] for row in sure(rows)] == [1, 2, 4]
    rows = observations(table(HEAD, "2.1 Accueil | A | 1", " | B | 2", "^ | C | 3", "2.2 Référent | D | 4"))
    assert [row["value"] for row in sure(rows)] == [1, 4]


@pytest.mark.parametrize("group", ["Par thématique : | <", "Par thématique : | "])
def test_a_group_holds_until_the_next_group_or_measure(group: str) -> None:
    rows = observations(
        table(
            HEAD, f"4.1 Formation | {group}", "^ | Numérique | 1", "^ | Territoires | 2", "^ | Sur financement : | <",
            "^ | Numérique | 3", "4.2 Mobilité | Nombre | 4",
        )
    )  # fmt: skip
    assert figures(rows, "indicator_group", "indicator", "value") == [
        ("Par thématique", "Numérique", 1), ("Par thématique", "Territoires", 2), ("Sur financement", "Numérique", 3),
        (None, "Nombre", 4),
    ]  # fmt: skip
    assert len(sure(rows)) == 4


def test_a_group_ends_with_a_measure_in_a_row_of_its_own() -> None:
    rows = observations(
        table(BARE, "4.1 Formation | <", "Par thématique : | <", "Numérique | 1", "4.2 Mobilité | <", "Nombre | 2")
    )
    assert figures(rows, *WHO) == [
        ("4.1", "Formation", "Par thématique", "Numérique", 1),
        ("4.2", "Mobilité", None, "Nombre", 2),
    ]


@pytest.mark.parametrize(("marks", "review"), [({(2, 0): ("break_unsure",)}, False), ({}, True)])
def test_a_group_without_rows_right_above_a_measure_is_that_measures(marks: Marks, review: bool) -> None:
    rows = observations(
        table(HEAD, " | Par thème : | <", "4.1 Formation | Numérique | 1", "^ | Territoires | 2", marks=marks),
        body=ISERE,
    )
    assert figures(rows, "measure_code", "indicator_group", "review") == [("4.1", "Par thème", review)] * 2


def test_a_group_stays_where_the_measure_is_repeated_in_each_row() -> None:
    rows = observations(table(HEAD, "4.1 F | Par thème : | ", "4.1 F | Numérique | 1", "4.1 F | Social | 2"))
    assert figures(rows, "indicator_group", "value") == [("Par thème", 1), ("Par thème", 2)]


def test_a_long_group_is_a_group() -> None:
    text = "Nombre de personnes formées par des formations " * 5
    rows = observations(table(HEAD, f"4.1 F | {text} | <", "^ | Numérique | 1"))
    assert figures(rows, "indicator_group", "indicator") == [(text.strip(), "Numérique")]


def test_a_group_beside_a_comment_is_a_group() -> None:
    rows = observations(
        table("Mesure | Indicateur | Commentaire | Réalisé 2021", "m | Par thème : | Stock | ", "^ | Numérique | | 1")
    )
    assert figures(rows, "indicator_group", "indicator") == [("Par thème", "Numérique")]


@pytest.mark.parametrize(
    "below",
    [
        ("^ | ^ | Pour le 68 : 2", "^ | B | Pour le 67 : 3", "^ | ^ | Pour le 68 : 4"),
        (" | | Pour le 68 : 2", " | B | Pour le 67 : 3", " | | Pour le 68 : 4"),
    ],
)
def test_a_label_merged_over_its_rows_or_above_empty_ones_takes_another_territory(below: tuple[str, ...]) -> None:
    rows = observations(table(HEAD, "m | A | Pour le 67 : 1", *below), body=ALSACE)
    assert figures(rows, "indicator", "territory", "value") == [
        ("A", "67", 1),
        ("A", "68", 2),
        ("B", "67", 3),
        ("B", "68", 4),
    ]
    assert len(sure(rows)) == 4


def test_a_label_repeated_for_another_territory_is_one_indicator() -> None:
    rows = published(
        document(
            table(
                HEAD,
                "m | A | Pour le 67 : 1",
                "m | A | Pour le 68 : 2",
                "m | B | Pour le 67 : 3",
                "m | B | Pour le 68 : 4",
            ),
            body=ALSACE,
        )
    )
    assert len(sure(rows["observations"])) == 4
    assert "territory_absent" not in codes_of(rows)


def test_rows_of_one_territory_before_those_of_the_other_are_for_review() -> None:
    rows = observations(
        table(
            HEAD,
            "m | A | Pour le 68 : 95%",
            "^ | B | Pour le 68 : 3",
            "^ | | Pour le 67 : 100%",
            "^ | | Pour le 67 : 4",
        ),
        body=ALSACE,
    )
    assert not [row for row in sure(rows) if row["territory"] == "67"]
    assert len(figures(rows, "value")) == 4


def test_a_further_row_without_label_and_without_territory_is_for_review() -> None:
    rows = observations(table(HEAD, "m | A | 12", "^ | | 14"))
    assert not sure(rows)


def test_a_row_without_any_label_above_it_is_named() -> None:
    rows = published(document(table(HEAD, "2.1 Accueil | | 12", "^ | A | 3"), body=ISERE))
    assert figures(rows["observations"], "indicator", "value") == [("A", 3)]
    assert "row_not_understood" in codes_of(rows)
    assert role_of(rows, "12") == "unplaced"


@pytest.mark.parametrize(
    "note",
    [
        "* Nota : les définitions changent", "(1) Données provisoires", "Source : Département", "NB : chiffres arrêtés",
        "Les chiffres de ce tableau sont arrêtés au 31 décembre et peuvent encore être révisés par les services du "
        "Département lors du prochain dialogue de gestion avec l'État et ses partenaires.",
    ],
)  # fmt: skip
def test_a_note_under_the_table_is_a_comment(note: str) -> None:
    rows = published(document(table(HEAD, "2.1 Accueil | A | 12", f"{note} | < | <"), body=ISERE))
    assert role_of(rows, note[:10]) == "comment"
    assert len(sure(rows["observations"])) == 1


def test_a_note_in_the_middle_changes_no_measure() -> None:
    rows = observations(table(HEAD, "2.1 Accueil | A | 12", "* Nota : révisé | < | <", " | B | 3"))
    assert figures(rows, "measure_code", "value") == [("2.1", 12), ("2.1", 3)]


def test_a_long_heading_that_may_be_a_measure_leaves_what_follows_in_doubt() -> None:
    text = (
        "Accompagner les publics en situation de fragilité et garantir l'accès aux droits de tous les habitants, " * 2
    )
    rows = observations(table(BARE, "Accueil | <", "A | 1", f"{text} | <", "B | 2"))
    assert [row["value"] for row in sure(rows)] == [1]


def test_a_blank_row_and_a_total_row() -> None:
    rows = observations(table(HEAD, "2.1 Accueil | A | 12", " | | ", " | Total | 15"))
    assert figures(rows, "indicator", "value") == [("A", 12), ("Total", 15)]


def test_two_totals_in_one_measure_are_for_review() -> None:
    rows = observations(table(HEAD, "2.1 Accueil | A | 12", "^ | Total | 15", "^ | B | 3", "^ | Total | 4"))
    assert [row["indicator"] for row in sure(rows)] == ["A", "B"]


def test_an_indicator_that_was_not_filled_in_is_blank_and_no_group() -> None:
    rows = observations(table(HEAD, "m | Nombre de lieux | ", "^ | Nombre de personnes | 3", "^ | Taux d'accueil | 4"))
    assert [row["indicator"] for row in rows if row["status"] == "blank"] == ["Nombre de lieux"]
    assert figures(rows, "indicator_group", "value") == [(None, 3), (None, 4)]
    assert len(sure(rows)) == 2


def test_a_theme_that_was_not_filled_in_is_no_group() -> None:
    rows = observations(table(HEAD, "m | Par thème : | <", "^ | Numérique | ", "^ | Aller vers | 3"))
    assert figures(rows, "indicator_group", "indicator") == [("Par thème", "Aller vers")]
    assert len(sure(rows)) == 1


@pytest.mark.parametrize("piece", ["dont hommes", "- hommes", "Hommes", "de moins de 25 ans", "Numérique"])
def test_a_label_without_figures_that_may_be_a_group_leaves_what_follows_in_doubt(piece: str) -> None:
    rows = observations(table(HEAD, "m | Nombre de personnes accompagnées | ", f"^ | {piece} | 3"))
    assert not sure(rows)
    assert [row["indicator"] for row in rows] == ["Nombre de personnes accompagnées", piece]


def test_labels_that_begin_with_numbers_stay_whole() -> None:
    rows = observations(table(HEAD, "m | 3 semaines après l'entrée | 1", "^ | 2.1.a Nombre de lieux | 2"))
    assert figures(rows, "indicator") == [("3 semaines après l'entrée",), ("2.1.a Nombre de lieux",)]


def test_measures_stand_in_the_indicators_column() -> None:
    rows = observations(table("Mesures / indicateurs | Réalisé 2021", "2.1 Accueil | ", "A | 1", "2.2 RSA | ", "B | 2"))
    assert figures(rows, *WHO) == [("2.1", "Accueil", None, "A", 1), ("2.2", "RSA", None, "B", 2)]


def test_a_column_of_axes_is_of_sections() -> None:
    rows = observations(
        table(
            "Axe | Mesure | Indicateur | Réalisé 2021",
            "1. Social | 1.1 Accueil | A | 1",
            "^ | 1.2 RSA | B | 2",
            "2. Emploi | 2.1 SIAE | C | 3",
        )
    )
    assert figures(rows, "section", "measure_code") == [("Social", "1.1"), ("Social", "1.2"), ("Emploi", "2.1")]


def test_comments_down_the_rows_of_an_indicator_are_one() -> None:
    rows = observations(
        table(
            "Mesure | Indicateur | Commentaire | Réalisé 2021",
            "m | A | Stock. | Pour le 67 : 1",
            "^ | ^ | Hors CD. | Pour le 68 : 2",
            "^ | B | | 3",
        ),
        body=ALSACE,
    )
    assert [row["comment"] for row in rows] == ["Stock. Hors CD.", "Stock. Hors CD.", None]


def test_a_second_column_of_labels_leaves_its_rows_in_doubt() -> None:
    rows = observations(
        table(
            "Mesure | Indicateur | < | Réalisé 2021", "m | Nombre de jeunes | filles | 1", "^ | Nombre de lieux | | 2"
        )
    )
    assert [row["value"] for row in sure(rows)] == [2]


def test_a_label_cell_without_whole_rules_leaves_its_rows_in_doubt() -> None:
    what = table(HEAD, "m | A | 1", "^ | B | 2", marks={(1, 1): ("irregular",)})
    assert [row["value"] for row in sure(observations(what))] == [2]


def test_without_a_measure_beside_a_column_for_them_the_figures_are_for_review() -> None:
    rows = observations(table(HEAD, " | A | 1", "2.1 Accueil | B | 2"))
    assert [row["value"] for row in sure(rows)] == [2]


def test_a_numbered_heading_need_not_be_merged_over_the_figures() -> None:
    rows = observations(
        table(BARE, "Axe 1 : Social | ", "Action n° 1 : Aller vers | ", "A | 1", "Action n° 2 : RSA | ", "B | 2")
    )
    assert figures(rows, "section_code", *WHO) == [
        ("1", "1", "Aller vers", None, "A", 1),
        ("1", "2", "RSA", None, "B", 2),
    ]
    assert len(sure(rows)) == 2


def test_a_numbered_indicator_that_was_not_filled_in_is_no_heading() -> None:
    rows = observations(table(BARE, "2.1 Accueil | <", "1. Nombre de lieux | ", "2. Nombre de visites | 3"))
    assert figures(rows, "measure_code", "indicator_group", "indicator") == [("2.1", None, "2. Nombre de visites")]


def test_a_measure_that_goes_on_keeps_its_name_and_group() -> None:
    rows = observations(
        table(
            HEAD,
            "4.1 Formation | Par thème : | ",
            "^ | Numérique | 1",
            "4.1 Formation (suite) | Social | 2",
            "4.2 RSA | A | 3",
        )
    )
    assert figures(rows, *WHO) == [
        ("4.1", "Formation", "Par thème", "Numérique", 1), ("4.1", "Formation", "Par thème", "Social", 2),
        ("4.2", "RSA", None, "A", 3),
    ]  # fmt: skip


def test_a_label_with_a_colon_and_figures_may_be_a_group_too() -> None:
    rows = observations(table(HEAD, "m | Nombre de personnes, par thème : | 9", "^ | Numérique | 1", "n | A | 2"))
    assert [row["indicator"] for row in sure(rows)] == ["Nombre de personnes, par thème :", "A"]
    assert [row["indicator_group"] for row in rows] == [None, "Nombre de personnes, par thème", None]


@pytest.mark.parametrize("label", ["Cible", "Objectif 2021", "Réalisé au 30/06/2021"])
def test_a_label_that_is_a_word_of_headers_may_contradict_its_column(label: str) -> None:
    rows = observations(table(HEAD, f"m | {label} | 1", "^ | Nombre de lieux en 2021 | 2"))
    assert [row["value"] for row in sure(rows)] == [2]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Nombre de mesures prescrites par", "le Département"),
        ("Nombre de mesures", "prescrites cette année"),
        ("Nombre de", "Lieux"),
    ],
)
def test_two_labels_that_may_be_one_cut_label_are_for_review(above: str, below: str) -> None:
    rows = observations(table(HEAD, f"m | {above} | 1", f"^ | {below} | 2", "^ | Nombre de visites | 3"))
    assert [row["value"] for row in sure(rows)] == [3]


def test_labels_of_terms_and_pieces_are_whole() -> None:
    rows = observations(table(HEAD, "m | Aller vers | 1", "^ | Territoires | 2", "^ | dont hommes | 3"))
    assert len(sure(rows)) == 3


def test_a_label_joined_over_a_page_that_may_be_two_leaves_what_follows_in_doubt() -> None:
    label = "Part des communes¶Nombre de personnes formées par thème :"
    rows = observations(
        table(HEAD, f"2.1 X | {label} | 1", "^ | Numérique | 2", "2.2 Y | B | 3", marks={(1, 1): ("joined_over_page",)})
    )
    assert [row["value"] for row in sure(rows)] == [3]
    whole = observations(
        table(HEAD, "2.1 X | Part des communes¶où un accueil est ouvert | 1", marks={(1, 1): ("joined_over_page",)})
    )
    assert len(sure(whole)) == 1


def test_words_before_the_labels_that_no_header_tells_leave_the_table_in_doubt() -> None:
    assert not sure(observations(table("Levier | Indicateur | Réalisé 2021", "Accueil | A | 1", " | B | 2")))
    assert len(sure(observations(table("Mesure | Indicateur | À savoir | Réalisé 2021", "m | A | x | 1")))) == 1


def test_numbers_of_measures_count_only_where_none_has_two() -> None:
    single = observations(
        table("N° | Mesure | Indicateur | Réalisé 2021", "1 | Accueil | A | 3", "^ | ^ | B | 4", "2 | RSA | C | 5")
    )
    assert [row["measure_code"] for row in single] == ["1", "1", "2"]
    twice = observations(table("N° | Mesure | Indicateur | Réalisé 2021", "1 | Accueil | A | 3", "2 | Accueil | B | 4"))
    assert {row["measure_code"] for row in twice} == {None}


def test_a_section_may_stand_in_the_column_of_numbers() -> None:
    rows = observations(
        table(
            "Réf. | Mesure | Indicateur | Réalisé 2021", "1. Enfants | | |", "1.1 | Accueil | A | 1",
            "1.1 | Accueil | B | 2",
            "2. Social | | |", "2.1 | RSA | C | 3",
        )
    )  # fmt: skip
    assert figures(rows, "section", "measure_code", "measure", "value") == [
        ("Enfants", "1.1", "Accueil", 1), ("Enfants", "1.1", "Accueil", 2), ("Social", "2.1", "RSA", 3)
    ]  # fmt: skip


def test_without_a_measure_under_a_section_where_others_have_them_the_figures_are_for_review() -> None:
    rows = observations(table(BARE, "2. S | <", "2.1 X | <", "A | 1", "3. T | <", "B | 2"))
    assert [row["value"] for row in sure(rows)] == [1]


@pytest.mark.parametrize("second", ["formées par des formations, par thème :", "Sur le catalogue :"])
def test_a_group_that_may_be_the_rest_of_another_leaves_what_follows_in_doubt(second: str) -> None:
    rows = observations(
        table(HEAD, "4.1 F | Nombre de personnes : | <", f"^ | {second} | <", "^ | Numérique | 1", "4.2 M | A | 2")
    )
    assert [row["value"] for row in sure(rows)] == [2]


def test_a_lone_number_in_its_column_is_no_heading() -> None:
    rows = observations(
        table("N° | Mesure | Indicateur | Réalisé 2021", "1 | Accueil | A | 1", "2 | | |", "3 | RSA | C | 3")
    )
    assert figures(rows, "section", "measure", "value") == [(None, "Accueil", 1), (None, "RSA", 3)]


def test_a_header_that_comes_back_unknown_in_the_column_of_measures_puts_what_follows_up_for_review() -> None:
    rows = observations(table(HEAD, "2.1 Accueil | A | 1", "Mesure | B | 2", " | C | 3"))
    assert [row["value"] for row in sure(rows)] == [1]


def test_figures_beside_others_that_have_no_indicator_are_for_review_where_texts_part_the_rows() -> None:
    body = ("2.1 Accueil | | 7", " | A | 1", " | B | 2")
    marks: Marks = {(row, column): ("open_rows",) for row in range(1, 4) for column in range(3)}
    assert len(sure(observations(table(HEAD, *body)))) == 2
    assert sure(observations(table(HEAD, *body, marks=marks))) == []


@pytest.mark.parametrize(("second", "values"), [("^", [1, 2, 4, 5]), ("", [1, 2, 3, 4, 5])])
def test_an_empty_measure_cell_below_a_merged_one_is_for_review_where_texts_part_the_rows(
    second: str, values: list[int]
) -> None:
    body = ("2.1 Accueil | A | 1", f"{second} | B | 2", " | C | 3", "2.2 Référent | D | 4", " | E | 5")
    marks: Marks = {(row, column): ("open_rows",) for row in range(1, 6) for column in range(3)}
    assert [row["value"] for row in sure(observations(table(HEAD, *body, marks=marks)))] == values


def test_a_label_of_a_group_beside_a_figure_merged_with_those_below_puts_what_follows_up_for_review() -> None:
    body = ("2.1 Accueil | Répartition par situation : | 1", "^ | Territoires | ^", "^ | Numérique | 2")
    rows = observations(table(HEAD, *body, "2.2 Référent | D | 4"))
    assert [row["value"] for row in sure(rows)] == [4]
    assert 2 in [row["value"] for row in rows]


@pytest.mark.parametrize(("label", "values"), [("Garantie d'activité", [1, 4]), ("2.2 Garantie", [1, 2, 3, 4])])
def test_a_label_without_number_below_an_unsure_break_puts_its_measure_up_for_review(
    label: str, values: list[int]
) -> None:
    body = ("2.1 Accueil | A | 1", f"{label} | B | 2", "^ | C | 3", "2.3 Référent | D | 4")
    rows = sure(observations(table(HEAD, *body, marks={(2, 0): ("break_unsure",)})))
    assert [row["value"] for row in rows] == values


@pytest.mark.parametrize(
    "row", ["2.1 Accueil | Nombre de lieux\nPart des jeunes | 5", "2.1 Accueil | Nombre de lieux\nIndicateur | 5"]
)
def test_a_label_of_two_lines_that_are_two_labels_is_for_review(row: str) -> None:
    rows = observations(table(HEAD, "2.1 Accueil | Nombre d'agents | 1", row))
    assert [each["value"] for each in sure(rows)] == [1]


def test_a_number_cell_of_two_numbers_is_for_review() -> None:
    rows = observations(table("N° ind. | Indicateur | Réalisé 2021", "1.1 | A | 1", "1.2\n1.3 | B | 2"))
    assert [each["value"] for each in sure(rows)] == [1]


def test_a_label_numbered_as_measures_are_and_without_figures_puts_what_follows_up_for_review() -> None:
    begin = ("2.1 Accueil | <", "Nombre de lieux | 1", "Nombre de jeunes | 2")
    for body in (("2.2 Aller vers | ^", "Taux | 3"), ("2.2 Aller vers | 4", "Part | ^", "Taux | 3")):
        rows = observations(table(BARE, *begin, *body))
        assert 3 not in [each["value"] for each in sure(rows)]
        assert 1 in [each["value"] for each in sure(rows)]


@pytest.mark.parametrize(("numbers", "is_sure"), [(("1", "1", "2"), False), (("1", "2", "3"), True)])
def test_numbers_without_a_header_before_labels_may_be_those_of_measures(
    numbers: tuple[str, ...], is_sure: bool
) -> None:
    rows = [f"{number} | {name} | 5" for number, name in zip(numbers, ("A", "B", "C"), strict=True)]
    assert len(sure(observations(table(" | Indicateur | Réalisé 2021", *rows)))) == (3 if is_sure else 0)


def test_empty_measure_cells_hide_no_measure_where_texts_stand_at_the_top_or_a_heading_comes_first() -> None:
    body = ("2.1 Accueil | A | 1", "^ | B | 2", " | C | 3", "2.2 Référent | D | 4")
    places = [(row, column) for row in range(1, 5) for column in range(3)]
    at_top: Marks = dict.fromkeys(places, ("open_rows", "at_top"))
    by_texts: Marks = dict.fromkeys(places, ("open_rows",))
    assert len(sure(observations(table(HEAD, *body, marks=at_top)))) == 4
    assert len(sure(observations(table(HEAD, *body, marks=by_texts)))) == 3
    headed = (*body[:3], "3. Insertion | < | <", *body[3:])
    assert len(sure(observations(table(HEAD, *headed, marks=by_texts)))) == 4


def test_a_colon_alone_beside_a_label_in_odd_rules_puts_what_follows_up_for_review() -> None:
    body = ("2.1 Accueil | A | 1 | 2", " | Nombre de personnes | par thème | :", " | B | 3 | 4")
    marks: Marks = {(2, 1): ("unstable",), (2, 2): ("unstable",)}
    found = observations(table(f"{HEAD} | Réalisé 2022", *body, marks=marks))
    assert [row["value"] for row in sure(found)] == [1, 2]


def test_what_follows_a_measure_in_odd_rules_is_for_review() -> None:
    body = ("2.1 Accueil | A | 1", "2.2 Référent | B | 2", " | C | 3", "2.3 Aller vers | D | 4")
    rows = observations(table(HEAD, *body, marks={(2, 0): ("irregular",)}))
    assert [row["value"] for row in sure(rows)] == [1, 4]


def test_a_number_of_another_measure_is_for_review_where_most_are_of_their_own() -> None:
    head = "Mesure | N° ind. | Indicateur | Réalisé 2021"
    body = ("6.1 Accueil | 6.1.1 | A | 1", " | 6.1.2 | B | 2", " | 6.2.1 | C | 3", "6.2 RSA | 6.2.2 | D | 4")
    assert [row["value"] for row in sure(observations(table(head, *body)))] == [1, 2, 4]
    counted = ("6.1 Accueil | 1 | A | 1", " | 2 | B | 2", "6.2 RSA | 3 | D | 4")
    assert len(sure(observations(table(head, *counted)))) == 3


def test_a_measures_number_without_a_dot_is_for_review_where_most_have_one() -> None:
    body = ("1.1 – Accueil | A | 1", "21 – RSA | B | 2", "3.1 – Logement | C | 3")
    assert [row["value"] for row in sure(observations(table(HEAD, *body)))] == [1, 3]
    assert len(sure(observations(table(HEAD, "1 – Accueil | A | 1", "10 – RSA | B | 2", "11 – Aide | C | 3")))) == 3


def test_rows_above_the_first_measure_of_a_section_put_no_measure_of_the_next_section_up_for_review() -> None:
    body = ("2. Social | < | <", " | A | 1", "2.1 Accueil | B | 2", "3. Insertion | < | <", "3.1 RSA | C | 3")
    marks: Marks = {(row, column): ("open_rows",) for row in range(1, 6) for column in range(3)}
    assert [row["value"] for row in sure(observations(table(HEAD, *body, marks=marks)))] == [3]


def test_below_a_numbered_text_alone_in_a_column_of_comments_all_is_in_doubt() -> None:
    head = "Indicateur | Observations | Réalisé 2021"
    rows = observations(table(head, "A | Stock | 1", " | Mesure 8 – Logement | ", "B | Flux | 2"), body=ISERE)
    assert figures(rows, "indicator", "review") == [("A", False), ("B", True)]
    rows = observations(table(head, "A | Stock | 1", " | Selon la CAF | ", "B | Flux | 2"), body=ISERE)
    assert figures(rows, "indicator", "review") == [("A", False), ("B", False)]


NUMBERED = "N° | Mesure | Indicateur | Réalisé 2021"


def test_numbers_of_measures_may_stand_behind_a_blank_column() -> None:
    rows = observations(table("N° |  | Mesure | Indicateur | Réalisé 2021", "2 |  | m | A | 1", "3 |  | n | B | 2"))
    assert figures(rows, "measure_code", "indicator") == [("2", "A"), ("3", "B")]


def test_a_column_of_numbers_of_which_few_are_measures_but_not_every_indicator_has_one_is_in_doubt() -> None:
    rows = observations(table(NUMBERED, "1 | m | A | 1", "2 |  | B | 2", " |  | C | 3"), body=ISERE)
    assert all(row["review"] for row in rows)
    rows = observations(table(NUMBERED, "1 | m | A | 1", "2 |  | B | 2", "3 |  | C | 3"), body=ISERE)
    assert not any(row["review"] for row in rows)


def test_a_figure_in_rows_of_two_measures_is_in_doubt() -> None:
    rows = observations(
        table("Mesure | Indicateur | Territoire | Réalisé 2021", "1. m | A | Savoie | 12", "2. n | ^ | Savoie | ^"),
        body=SAVOIES,
    )
    assert [(row["value"], row["flags"]) for row in rows] == [(12, ["rows_matched_by_order"])]


def test_below_a_numbered_label_of_several_lines_that_may_be_a_measure_and_its_indicator_all_is_in_doubt() -> None:
    rows = observations(table(BARE, "6.1 Accès à la cantine¶Reste à charge | 12", "B | 2"), body=ISERE)
    assert all(row["review"] for row in rows)
    rows = observations(table(BARE, "Reste à charge¶moyen | 12", "B | 2"), body=ISERE)
    assert not any(row["review"] for row in rows)


def test_a_measure_that_comes_back_behind_another_may_go_on_under_a_group_that_is_not_known() -> None:
    rows = observations(table(HEAD, "1.2 Aide | A | 1", "1.3 Bourse | B | 2", "1.2 Aide | C | 3"), body=ISERE)
    assert figures(rows, "indicator", "review") == [("A", False), ("B", False), ("C", True)]


def test_a_measure_that_begins_with_a_small_letter_is_taken_for_the_rest_of_the_one_above_in_doubt() -> None:
    rows = observations(
        table(HEAD, "1.2 Accueil vers | A | 1", "l'emploi et ses clauses | B | 2", "1.3 Aide | C | 3"), body=ISERE
    )
    assert figures(rows, "measure_code", "measure", "indicator", "review") == [
        ("1.2", "Accueil vers", "A", False),
        ("1.2", "Accueil vers l'emploi et ses clauses", "B", True),
        ("1.3", "Aide", "C", False),
    ]


def test_an_empty_merged_measure_that_begins_a_page_goes_on_with_the_one_above() -> None:
    rows = ("1.2 Accueil | A | 1", " | B | 2", " | C | 3", "^ | D | 4")

    def review(page: int) -> list[object]:
        cells = table(HEAD, *rows)
        places = {row: (Region(page if row > 2 else 1, 0, 0, 1, 1),) for row in range(5)}
        own = tuple(replace(cell, places=places[cell.at.row]) for cell in cells.cells)
        return [row["review"] for row in observations(replace(cells, cells=own), body=ISERE)]

    assert review(page=1) == [False, False, True, True]
    assert review(page=2) == [False] * 4


MISREAD = table(
    HEAD,
    "4.1 Prévenir les sorties sèches | Répartition des personnes par situation : |",
    "4.1 Prévenir les sorties sèches | Numérique | 1",
    "4.1 Prévenir les sortics sèches | Territoires | 2",
    "4.1 Prévenir les sorties sèches | Aller vers | 3",
    "4.1 Aller vers les publics | Nombre de maraudes | 4",
    marks={(3, 0): ("ocr_unsure",)},
)


def test_a_measure_that_each_row_prints_goes_on_where_a_letter_of_it_is_misread() -> None:
    rows = observations(MISREAD, body=ISERE)
    group = "Répartition des personnes par situation"
    assert figures(rows, "measure", "indicator_group", "indicator", "review") == [
        ("Prévenir les sorties sèches", group, "Numérique", False),
        ("Prévenir les sorties sèches", group, "Territoires", False),
        ("Prévenir les sorties sèches", group, "Aller vers", False),
        ("Aller vers les publics", None, "Nombre de maraudes", True),
    ]


def test_another_measure_under_the_same_number_is_in_doubt_however_alike() -> None:
    sure_cells = tuple(replace(cell, marks=frozenset()) for cell in MISREAD.cells)
    rows = observations(replace(MISREAD, cells=sure_cells), body=ISERE)
    assert figures(rows, "measure", "indicator", "review")[:3] == [
        ("Prévenir les sorties sèches", "Numérique", False),
        ("Prévenir les sortics sèches", "Territoires", True),
        ("Prévenir les sorties sèches", "Aller vers", True),
    ]


def test_a_text_over_figures_that_may_be_a_groups_label_puts_its_measure_in_doubt() -> None:
    rows = observations(
        table(
            "Mesure | Indicateur | Définition | Réalisé 2020 | Réalisé 2021",
            "1. Aide | Nombre de lieux | | 1 | 2",
            "2. Accueil | Nombre de jeunes | | 3 | 4",
            " | | Répartition par situation : | < | <",
            " | Numérique | | 5 | 6",
            "3. Emploi | Nombre de contrats | | 7 | 8",
        ),
        body=ISERE,
    )
    assert figures(rows, "indicator", "review")[::2] == [
        ("Nombre de lieux", False),
        ("Nombre de jeunes", False),
        ("Numérique", True),
        ("Nombre de contrats", False),
    ]


@pytest.mark.parametrize("ending", ["-", "\u2010"])
def test_a_label_that_ends_with_a_hyphen_is_cut_and_in_doubt(ending: str) -> None:
    rows = observations(table(BARE, f"Nombre de personnes accompa{ending} | 1", "Nombre de lieux | 2"), body=ISERE)
    assert [row["review"] for row in rows] == [True, False]


def test_a_label_that_holds_a_groups_label_too_hides_a_heading_of_what_follows() -> None:
    rows = "2.1 Aide | ", "Agents formés, par thème :¶Numérique | 1", "Territoires | 2", "3.1 Emploi |", "B | 3"
    open_label: Marks = {(2, 0): ("open_rows",)}
    in_doubt = observations(table(BARE, *rows, marks=open_label), body=ISERE)
    assert figures(in_doubt, "value", "review") == [(1, True), (2, True), (3, False)]
    assert not any(row["review"] for row in observations(table(BARE, *rows), body=ISERE))


def test_a_measures_heading_that_ends_as_a_groups_label_may_be_both() -> None:
    rows = "2.1 Aide à la mobilité¶Agents formés, par thème : | <", "Territoires | 2", "3.1 Emploi | <", "B | 3"
    open_heading: Marks = {(1, 0): ("open_rows",)}
    in_doubt = observations(table(BARE, *rows, marks=open_heading), body=ISERE)
    assert figures(in_doubt, "value", "review") == [(2, True), (3, False)]
    assert not any(row["review"] for row in observations(table(BARE, *rows), body=ISERE))


def test_a_measures_cell_with_two_numbers_leaves_its_figures_in_doubt() -> None:
    def rows(measure: str) -> list[Row]:
        return observations(table(HEAD, f"{measure} | Nombre d'agents | 12", " | Nombre de jeunes | 3"))

    assert len(sure(rows("2.1 Référent de parcours"))) == 2
    assert not sure(rows("2.1 Référent de parcours\n2.2 Premier accueil"))


def test_a_section_that_may_hold_a_measures_label_leaves_what_follows_in_doubt() -> None:
    rows = ["2. Insérer | < | <", "2.1 Accueil | Nombre d'agents | 12"]
    assert len(sure(observations(table(HEAD, *rows)))) == 1
    assert not sure(observations(table(HEAD, *rows, marks={(1, 0): ("unstable",)})))


def test_words_of_a_header_that_a_narrow_column_breaks_without_a_hyphen_are_read() -> None:
    rows = observations(table("Indic¶ateur | Territ¶oire | Réal¶isé 2021", "Nombre d'agents | Isère | 12"))
    assert figures(rows, "indicator", "territory", "period", "value") == [("Nombre d'agents", "38", "2021", 12)]


def test_a_label_alone_below_a_break_may_be_of_the_groups_row_that_the_break_cut() -> None:
    body = ("2.1 Accueil | A | 1", " | Répartition par situation : | <", "2.2 Référent | | ", "2.2 Référent | B | 2")
    cut: Marks = dict.fromkeys(((2, 0), (2, 1), (3, 0), (3, 1), (3, 2)), ("break_unsure",))
    assert [row["value"] for row in sure(observations(table(HEAD, *body)))] == [1, 2]
    assert [row["value"] for row in sure(observations(table(HEAD, *body, marks=cut)))] == [1]


def test_a_numbered_text_alone_under_figures_may_be_a_heading() -> None:
    begin = ("2.1 Accueil | <", "Nombre de lieux | 1")
    rows = observations(table(BARE, *begin, " | 2.2 – Aller vers les personnes", "Nombre de jeunes | 2"))
    assert 2 not in [row["value"] for row in sure(rows)]
    assert 2 in [row["value"] for row in sure(observations(table(BARE, *begin, " | 3", "Nombre de jeunes | 2")))]


def test_a_label_over_the_columns_of_measures_and_indicators_puts_what_follows_up_for_review() -> None:
    rows = observations(table(HEAD, "2.1 Accueil | A | 1", "2.2 Référent | < | 2", "Nombre de contrats | < | 3"))
    assert [row["value"] for row in sure(rows)] == [1]


def test_a_heading_without_number_below_one_that_was_not_understood_may_be_its_group() -> None:
    body = (
        "Axe 1 : Emploi | <",
        " | 1.1 – Accueil",
        "Nombre de lieux | 1",
        "Formations, par thème | <",
        "Numérique | 2",
    )
    assert sure(observations(table(BARE, *body))) == []


def test_a_heading_that_an_edge_parts_leaves_what_follows_in_doubt() -> None:
    begin = ("Fiche action 6 – Accueil | < | <", "Nombre de lieux | 1 | 2")
    rows = observations(
        table(
            "Indicateur | Réalisé 2020 | Réalisé 2021",
            *begin,
            "Fiche | action 7 – Référent | ",
            "Nombre de jeunes | 3 | 4",
        )
    )
    assert [row["value"] for row in sure(rows)] == [1, 2]


def test_measures_in_a_column_that_is_taken_for_sections_leave_the_table_in_doubt() -> None:
    rows = ("Axe 1 – Publics | Nombre de lieux | 1", "^ | Nombre de jeunes | 2")
    assert len(sure(observations(table("Axe | Indicateur | Réalisé 2021", *rows)))) == 2
    odd = ("Mesure 1 – Publics | Nombre de lieux | 1", "^ | Nombre de jeunes | 2")
    assert not sure(observations(table("Axe | Indicateur | Réalisé 2021", *odd)))


def test_a_groups_label_over_columns_of_figures_beside_a_label_that_goes_on_leaves_what_follows_in_doubt() -> None:
    rows = ("Aller vers | 1 | 2", "^ | Répartition des personnes par situation : | <", "Numérique | 3 | 4")
    found = observations(table("Indicateur | Réalisé 2020 | Réalisé 2021", *rows))
    assert not [row["value"] for row in sure(found) if row["value"] in (3, 4)]


def test_numbers_under_a_header_that_is_not_known_may_be_those_of_measures() -> None:
    rows = ("1.1 | Nombre de lieux | 1", "^ | Nombre de jeunes | 2", "1.2 | Nombre de baux | 3")
    assert not sure(observations(table("Xyz | Indicateur | Réalisé 2021", *rows)))
    each = [f"{i} | Nombre de lieux {i} | {i}" for i in range(1, 6)]
    assert len(sure(observations(table("Xyz | Indicateur | Réalisé 2021", *each)))) == 5
    assert (
        len(sure(observations(table("Ré f. | Mesure | Indicateur | Réalisé 2021", "1.1 | Accueil | Lieux | 1")))) == 1
    )
