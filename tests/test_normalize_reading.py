from __future__ import annotations

import pytest

from tests.tables import ALSACE, ISERE, SAVOIES, codes_of, document, figures, observations, published, sure, table

HEAD = "Mesure | Indicateur | Réalisé 2021 | Cible 2022"


def test_a_row_says_where_it_is_printed_and_under_which_header() -> None:
    rows = observations(
        table("Mesure | Indicateur | Réalisé 2021", "m | A | Pour le 67 : 1¶Pour le 68 : 2"), body=ALSACE
    )
    assert [(r["table"], r["row"], r["column"], r["part"], r["page"], r["x0"]) for r in rows] == [
        (0, 1, 2, 0, 1, 160.0), (0, 1, 2, 1, 1, 160.0)
    ]  # fmt: skip
    assert {(r["period_label"], r["reader"], r["source"]) for r in rows} == {("Réalisé 2021", "pdf", "essai.pdf")}
    assert [r["territory_label"] for r in rows] == ["Pour le 67 :", "Pour le 68 :"]
    assert [r["territory_name"] for r in rows] == ["Bas-Rhin", "Haut-Rhin"]


def test_a_figure_merged_over_several_indicators_gives_one_row_at_the_first() -> None:
    rows = observations(table(HEAD, "m | A | 12 | 1", "^ | B | ^ | 2", "^ | C | 3 | 4"))
    assert figures(rows, "indicator", "period", "value") == [
        ("A", "2021", 12), ("A", "2022", 1), ("B", "2022", 2), ("C", "2021", 3), ("C", "2022", 4)
    ]  # fmt: skip
    [merged] = [row for row in rows if row["review"]]
    assert merged["flags"] == ["printed_once_for_several_indicators"]


def test_a_figure_merged_over_two_territories_of_one_indicator_is_joint() -> None:
    rows = observations(
        table("Indicateur | Territoire | Réalisé 2021 | Cible 2022", "A | Savoie | 1 | 12", "^ | Haute-Savoie | 2 | ^"),
        body=SAVOIES,
    )
    assert figures(rows, "territory", "period", "value", "review") == [
        ("73", "2021", 1, False), ("73+74", "2022", 12, False), ("74", "2021", 2, False)
    ]  # fmt: skip


def test_a_figure_merged_over_two_periods_is_for_review_and_said() -> None:
    rows = published(document(table(HEAD, "m | A | 12 | <", "m | B | 1 | 2"), body=ISERE))
    assert figures(rows["observations"], "indicator", "period", "value", "review") == [
        ("A", "2021", 12, True), ("B", "2021", 1, False), ("B", "2022", 2, False)
    ]  # fmt: skip
    [said] = [f for f in rows["findings"] if f["code"] == "figure_over_several_periods"]
    assert (said["row"], said["column"]) == (1, 2)
    assert "'Réalisé 2021', 'Cible 2022'" in said["message"]


def test_a_marker_over_all_periods_of_an_indicator_is_for_review() -> None:
    rows = observations(table(HEAD, "m | A | Action non contractualisée | <", "m | B | 1 | 2"))
    assert figures(rows, "indicator", "status", "review")[0] == ("A", "not_contracted", True)


def test_a_clause_of_the_header_holds_for_its_measure_only() -> None:
    rows = observations(
        table(
            "Mesure | Indicateur | Résultat 2020 et situation au 31 décembre 2020 pour la mesure mobilité",
            "2.1 Accueil | A | 1",
            "5.1 Mobilités | B | 2",
        )
    )
    assert figures(rows, "indicator", "period", "period_kind", "review") == [
        ("A", "2020", "result", False), ("B", "2020", "situation", False)
    ]  # fmt: skip


def test_a_clause_for_a_measure_that_the_table_does_not_name_leaves_the_column_in_doubt() -> None:
    rows = published(
        document(
            table(
                "Mesure | Indicateur | Résultat 2020 et situation au 31 décembre 2020 pour la mesure mobilité",
                "2.1 Accueil | A | 1",
            ),
            body=ISERE,
        )
    )
    assert not sure(rows["observations"])
    assert "period_not_understood" in codes_of(rows)


def test_a_column_without_a_word_for_its_kind_is_for_review_and_said() -> None:
    rows = published(document(table("Mesure | Indicateur | 2021", "m | A | 1"), body=ISERE))
    assert figures(rows["observations"], "period", "period_kind", "flags") == [
        ("2021", "result", ["period_kind_inferred"])
    ]
    assert "period_kind_inferred" in codes_of(rows)


def test_bounds_that_contradict_the_name_a_little_are_said() -> None:
    rows = published(
        document(table("Mesure | Indicateur | Résultat 1er semestre 2022 (1/01 au 30/05/22)", "m | A | 1"), body=ISERE)
    )
    assert figures(rows["observations"], "period", "flags", "review") == [
        ("2022-S1", ["period_bounds_inconsistent"], False)
    ]
    assert "period_bounds_inconsistent" in codes_of(rows)


@pytest.mark.parametrize(
    ("mark", "flag", "review"),
    [
        ("joined_over_page", "joined_over_page", False), ("tracked_change", "tracked_change", False),
        ("irregular", "row_shift_repaired", True), ("unsure_text", "digits_suspect", True),
        ("imagined", "row_shift_repaired", True), ("readers_disagree", "readers_disagree", True),
    ],
)  # fmt: skip
def test_what_the_reader_noticed_about_a_figure_is_on_its_row(mark: str, flag: str, review: bool) -> None:
    rows = observations(table(HEAD, "m | A | 1 | 2", marks={(1, 2): (mark,)}))  # type: ignore[dict-item]
    assert figures(rows, "flags", "review") == [([flag], review), ([], False)]


def test_a_header_cell_without_whole_rules_leaves_its_column_in_doubt() -> None:
    rows = observations(table(HEAD, "m | A | 1 | 2", marks={(0, 2): ("irregular",)}))
    assert [row["value"] for row in sure(rows)] == [2]


@pytest.mark.parametrize(
    "slipped", ["m | A | Pour le 67 : 100 % | 3 |", "m | A | 12 | 3 |", "m | A | 95 % | 3 | 4", "m | 12 | x | 3 | 4"]
)
def test_a_figure_in_a_column_of_labels_leaves_its_row_in_doubt(slipped: str) -> None:
    rows = published(
        document(
            table("Mesure | Indicateur | Commentaire | Réalisé 2021 | Cible 2022", "m | B | | 1 | 2", slipped),
            body=ALSACE,
        )
    )
    assert [row["value"] for row in sure(rows["observations"])] == [1, 2]
    assert "row_not_understood" in codes_of(rows)


@pytest.mark.parametrize(
    "comment",
    ["Stock", "Flux", "Au 31 décembre 2021", "3 visites au moins par an", "/", "%", "2 fois par an et par personne"],
)
def test_a_comment_of_words_leaves_its_row_sure(comment: str) -> None:
    rows = observations(table("Mesure | Indicateur | Commentaire | Réalisé 2021", f"m | A | {comment} | 1"))
    assert len(sure(rows)) == 1


def test_a_cell_of_labels_over_figures_is_named() -> None:
    rows = published(
        document(
            table("Mesure | Indicateur | Commentaire | Réalisé 2021 | Cible 2022", "m | A | voir ci-dessous | < | 2"),
            body=ISERE,
        )
    )
    assert figures(rows["observations"], "period") == [("2022",)]
    assert "row_not_understood" in codes_of(rows)


def test_the_label_of_another_measure_in_a_figure_cell_is_never_a_sure_figure() -> None:
    rows = observations(table(HEAD, "m | A | 2.2 Référent de parcours | 2.2."))
    assert not [row for row in sure(rows) if row["status"] in ("reported", "range")]


def test_every_cell_with_text_has_a_role() -> None:
    rows = published(
        document(
            table(
                "Titre | < | < | < | <",
                "Mesure | Indicateur | Réalisé 2021 | Écart | ",
                "1. S | < | < | < | <",
                "m | A | 1 | 2 | x",
                " | | 3 | |",
            ),
            body=ISERE,
        )
    )
    assert [cell["text"] for cell in rows["cells"] if cell["text"] and not cell["role"]] == []
    assert [cell["text"] for cell in rows["cells"] if cell["role"] == "unplaced"] == ["2", "x"]
