from __future__ import annotations

import pytest

from normalize.columns import read_column
from normalize.grid import to_grid
from normalize.header import Header, find_headers, looks_like_annexe
from normalize.knowledge import load_knowledge
from tests.tables import ISERE, SAVOIES, document, figures, observations, published, sure, table

KNOWLEDGE = load_knowledge()


def headers(*rows: str) -> tuple[Header, ...]:
    return find_headers(to_grid(table(*rows)), KNOWLEDGE)


def layout(*rows: str) -> list[str]:
    """Of each column its role, or its period, kind and territory."""
    [header] = headers(*rows)
    said = []
    for column in header.columns:
        if column.periods:
            usual = column.periods.usual
            said.append("/".join([usual.name, usual.kind + "?" * usual.kind_inferred, *column.territory]))
        else:
            said.append(column.role or "-")
    return said


ROW = "2.1 Accueil | Nombre de lieux | 12 | 14"


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Mesure", "measure"), ("Mesures", "measure"), ("MESURES DU SOCLE", "measure"), ("Engagement", "measure"),
        ("Actions", "measure"), ("Indicateur", "indicator"), ("Indicateurs de suivi", "indicator"),
        ("Intitulé de l'indicateur", "indicator"), ("L'indicateur", "indicator"),
        ("Mesures / indicateurs", "indicator"),
        ("Commentaires et Eléments de définition", "comment"), ("Définition", "comment"), ("Précisions", "comment"),
        ("Commentaires sur les résultats 2020", "comment"), ("Territoire", "territory"), ("Département", "territory"),
        ("Axe", "section"), ("N°", "number"), ("N° de l'indicateur", "number"), ("Code", "number"), ("Truc", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_column_has_a_role_by_the_word_that_its_header_begins_with(label: str, role: str | None) -> None:
    assert read_column(0, [label] if label else [], KNOWLEDGE).role == role


@pytest.mark.parametrize(
    ("label", "codes"),
    [
        ("Résultat 2019 - Bas-Rhin", ("67",)),
        ("Résultat 2019 (67)", ("67",)),
        ("67 - Résultat 2019", ("67",)),
        ("Bas-Rhin Résultat 2019", ("67",)),
        ("Résultat 2019 pour le 68", ("68",)),
        ("Résultat 2019 Département du Haut-Rhin", ("68",)),
        ("Résultat 2019 dpt 68", ("68",)),
        ("Résultat 2019 CeA", ("67", "68")),
        ("Situation au 31/12/18", ()),
        ("Situation au 12/01/2018", ()),
    ],
)
def test_a_header_names_a_territory_beside_its_period(label: str, codes: tuple[str, ...]) -> None:
    column = read_column(0, [label], KNOWLEDGE)
    assert column.periods is not None
    assert column.territory == codes


@pytest.mark.parametrize("label", ["Cible 2022 - 80 %", "Résultat 67 2019", "Part État 2020", "Montant réalisé 2020"])
def test_a_header_with_digits_or_money_left_over_is_not_understood(label: str) -> None:
    assert not read_column(0, [label], KNOWLEDGE).is_understood


def test_columns_stand_in_any_order() -> None:
    assert layout("Cible 2022 | Territoire | Indicateur | Réalisé 2021 | Mesure | Commentaires", "1|Isère|x|2|y|z") == [
        "2022/target", "territory", "indicator", "2021/result", "measure", "comment",
    ]  # fmt: skip


def test_years_stand_over_kinds() -> None:
    rows = ("Mesure | Indicateur | 2020 | < | 2021 | <", "^ | ^ | Attendu | Atteint | Attendu | Atteint", "m|i|1|2|3|4")
    wanted = ["measure", "indicator", "2020/target", "2020/result", "2021/target", "2021/result"]
    assert layout(*rows) == wanted
    unmerged = (
        "Mesure | Indicateur | 2020 | < | 2021 | <",
        " | | Attendu | Atteint | Attendu | Atteint",
        "m|i|1|2|3|4",
    )
    assert layout(*unmerged) == wanted
    repeated = (
        "Mesure | Indicateur | 2020 | 2020 | 2021 | 2021",
        " | | Attendu | Atteint | Attendu | Atteint",
        "m|i|1|2|3|4",
    )
    assert layout(*repeated) == wanted


def test_kinds_stand_over_years() -> None:
    rows = ("Mesure | Indicateur | Résultats | < | Cible", "^ | ^ | 2019 | 2020 | 2021", "m|i|1|2|3")
    assert layout(*rows) == ["measure", "indicator", "2019/result", "2020/result", "2021/target"]


def test_a_header_has_three_rows() -> None:
    rows = (
        "Mesure | Indicateur | Suivi | < | < | <",
        "^ | ^ | 2020 | < | 2021 | <",
        "^ | ^ | Cible | Réalisé | Cible | Réalisé",
        "m|i|1|2|3|4",
    )
    assert layout(*rows)[2:] == ["2020/target", "2020/result", "2021/target", "2021/result"]


def test_territories_stand_under_each_period() -> None:
    rows = ("Mesure | Indicateur | Résultat 2019 | < | Cible 2020 | <", "^ | ^ | 67 | 68 | 67 | 68", "m|i|1|2|3|4")
    wanted = ["2019/result/67", "2019/result/68", "2020/target/67", "2020/target/68"]
    assert layout(*rows)[2:] == wanted
    unmerged = ("Mesure | Indicateur | Résultat 2019 | < | Cible 2020 | <", " | | 67 | 68 | 67 | 68", "m|i|1|2|3|4")
    assert layout(*unmerged)[2:] == wanted
    names = ("Mesure | Indicateur | Résultat 2019 | <", "^ | ^ | Bas-Rhin | Haut-Rhin", "m|i|1|2")
    assert layout(*names)[2:] == wanted[:2]
    above = (
        "Mesure | Indicateur | Bas-Rhin | < | Haut-Rhin | <",
        "^|^|Réalisé 2019|Cible 2020|Réalisé 2019|Cible 2020",
        "m|i|1|2|3|4",
    )
    assert layout(*above)[2:] == ["2019/result/67", "2020/target/67", "2019/result/68", "2020/target/68"]


@pytest.mark.parametrize(
    "title", ["Annexe A : suivi des indicateurs 2022 | < | < | <", "Annexe A – suivi 2022 | | |", "Annexe A | < | < | "]
)
def test_a_title_inside_the_table_is_no_header(title: str) -> None:
    rows = (title, "Mesure | Indicateur | Réalisé 2021 | Cible 2022", ROW)
    assert layout(*rows) == ["measure", "indicator", "2021/result", "2022/target"]


def test_a_table_without_indicator_or_period_is_no_annexe() -> None:
    assert headers("Action | Part État | Total", "x | 1 | 2") == ()
    assert headers("Mesure | Indicateur | Commentaire", "x | y | z") == ()
    assert headers("Mesure | Réalisé 2021 | Cible 2022", "x | 1 | 2") == ()


def test_a_row_of_the_table_is_never_taken_into_the_header() -> None:
    assert headers("Mesure | Indicateur | Résultats | Cible", "m | Nombre de lieux | 2015 | 2016") == ()


def test_a_header_that_comes_back_is_no_row_of_figures() -> None:
    rows = ("Mesure | Indicateur | Réalisé 2021 | Cible 2022", ROW)
    [header] = headers(*rows, *rows)
    assert header.again == {2}
    assert header.body == [1, 3]


def test_a_header_of_two_rows_comes_back() -> None:
    rows = ("Mesure | Indicateur | 2020 | <", "^ | ^ | Attendu | Atteint", "m | i | 1 | 2")
    [header] = headers(*rows, *rows)
    assert header.again == {3, 4}
    split = ("Mesure | Indicateur | 2020 | <", " | | Attendu | Atteint", "m | i | 1 | 2")
    [header] = headers(*split, *split)
    assert header.again == {3, 4}


def test_another_header_in_the_middle_changes_the_periods_below_it() -> None:
    rows = observations(
        table(
            "Mesure | Indicateur | Réalisé 2019 | Cible 2020",
            "2.1 Accueil | Nombre de lieux | 1 | 2",
            "Mesure | Indicateur | Réalisé 2021 | Cible 2022",
            "2.2 Référent | Nombre de personnes | 3 | 4",
        )
    )
    assert figures(rows, "indicator", "period", "value") == [
        ("Nombre de lieux", "2019", 1), ("Nombre de lieux", "2020", 2),
        ("Nombre de personnes", "2021", 3), ("Nombre de personnes", "2022", 4),
    ]  # fmt: skip
    assert len(sure(rows)) == 4


def test_a_header_in_the_middle_that_is_not_understood_gives_no_figures() -> None:
    rows = published(
        document(
            table(
                "Mesure | Indicateur | Réalisé 2019 | Cible 2020",
                "2.1 Accueil | Nombre de lieux | 1 | 2",
                "Mesure | Indicateurs | Semestre 1 | Semestre 2",
                "2.2 Référent | Nombre de personnes | 3 | 4",
            ),
            body=ISERE,
        )
    )
    assert [row["value"] for row in rows["observations"]] == [1, 2]
    unplaced = [cell["text"] for cell in rows["cells"] if cell["role"] == "unplaced"]
    assert unplaced == ["3", "4"]
    assert [f["code"] for f in rows["findings"]].count("unplaced_text") == 2


def test_a_column_that_is_not_understood_is_named_and_its_figures_are_not_guessed() -> None:
    rows = published(
        document(table("Mesure | Indicateur | Réalisé 2021 | Taux de réalisation | Cible", ROW + " | 16"), body=ISERE)
    )
    assert figures(rows["observations"], "period", "value") == [("2021", 12)]
    assert [cell["text"] for cell in rows["cells"] if cell["role"] == "unplaced"] == ["14", "16"]
    named = [f["message"] for f in rows["findings"] if f["code"] == "header_not_understood"]
    assert len(named) == 2
    assert "'Taux de réalisation'" in named[0]
    assert "'Cible'" in named[1]


def test_two_columns_of_the_same_period_are_in_doubt() -> None:
    rows = published(
        document(
            table("Mesure | Indicateur | Cible 2022 | Cible 2022 révisée", "m | A | 12 | ", "m | B | | 14"), body=ISERE
        )
    )
    assert len(figures(rows["observations"], "value")) == 2
    assert not sure(rows["observations"])
    assert "period_not_understood" in [f["code"] for f in rows["findings"]]


def test_a_header_over_two_columns_of_the_grid_is_one_period() -> None:
    rows = observations(
        table("Mesure | Indicateur | Réalisé 2021 | < | Cible 2022", "m | A | 12 | < | 13", "m | B | 14 | < | 15")
    )
    assert [row["value"] for row in sure(rows)] == [12, 13, 14, 15]


def test_unknown_words_under_a_period_leave_its_figures_in_doubt() -> None:
    rows = observations(
        table(
            "Mesure|Indicateur|Réalisé 2021|<",
            " | | Hommes | Femmes",
            "m | Nombre de jeunes | 12 | ",
            "m | Autres | | 3",
        )
    )
    assert not sure(rows)


def test_of_two_columns_of_indicators_one_holds_the_labels() -> None:
    rows = observations(
        table(
            "Mesure | Indicateur | < | Réalisé 2021",
            "m | Savoie | Nombre de jeunes | 3",
            "^ | Haute-Savoie | Nombre de jeunes | 4",
        ),
        body=SAVOIES,
    )
    assert not [row for row in sure(rows) if row["indicator"] in ("Savoie", "Haute-Savoie")]


def test_names_under_the_indicators_header_are_territories() -> None:
    rows = observations(
        table(
            "Mesure | Indicateur | < | Réalisé 2021",
            "m | Nombre de jeunes | Savoie | 3",
            "^ | ^ | Haute-Savoie | 4",
        ),
        body=SAVOIES,
    )
    assert figures(rows, "indicator", "territory", "value") == [
        ("Nombre de jeunes", "73", 3),
        ("Nombre de jeunes", "74", 4),
    ]
    assert len(sure(rows)) == 2


def test_names_under_a_header_that_is_not_known_are_territories() -> None:
    rows = observations(
        table("Mesure | Indicateur | Site | Réalisé 2021", "m | A | Savoie | 3", "m | B | Haute-Savoie | 4"),
        body=SAVOIES,
    )
    assert figures(rows, "indicator", "territory", "value") == [("A", "73", 3), ("B", "74", 4)]


def test_numbers_of_indicators_are_no_measures() -> None:
    rows = observations(
        table(
            "Mesure | N° | Indicateur | Réalisé 2021", "2.1 Accueil | 1 | A | 3", "^ | 2 | B | 4", "^ | 2.1.a | C | 5"
        )
    )
    assert {(row["measure_code"], row["measure"]) for row in rows} == {("2.1", "Accueil")}
    assert len(sure(rows)) == 3


def test_a_code_in_a_column_before_the_measure_is_the_measures() -> None:
    rows = observations(
        table(
            "N° | Mesure | Indicateur | Réalisé 2021",
            "2.1 | Accueil | A | 3",
            "^ | ^ | B | 4",
            "2.2 | Référent | C | 5",
        )
    )
    assert [row["measure_code"] for row in rows] == ["2.1", "2.1", "2.2"]


def test_a_number_before_each_indicator_is_no_code_of_its_measure() -> None:
    rows = observations(table("N° | Mesure | Indicateur | Réalisé 2021", "1 | Accueil | A | 3", "2 | ^ | B | 4"))
    assert {row["measure_code"] for row in rows} == {None}


def test_a_measure_whose_code_and_label_share_a_header_is_one() -> None:
    rows = observations(table("Mesure | < | Indicateur | Réalisé 2021", "2.1 | Accueil | A | 3", "^ | ^ | B | 4"))
    assert {(row["measure_code"], row["measure"]) for row in rows} == {("2.1", "Accueil")}


def test_a_table_without_an_indicator_column_is_named_where_it_may_be_an_annexe() -> None:
    grid = to_grid(table("Mesure | Ce qu'on compte | Réalisé 2021 | Cible 2022", ROW))
    doubtful = looks_like_annexe(grid, KNOWLEDGE)
    assert doubtful is not None
    assert doubtful.label == "Ce qu'on compte"
    money = to_grid(table("Action | Montant réalisé 2021 | Montant prévu 2022", "x | 1 | 2"))
    assert looks_like_annexe(money, KNOWLEDGE) is None


def test_of_two_columns_that_may_hold_measures_the_one_with_the_exact_word_does() -> None:
    rows = published(
        document(
            table("Mesure | Indicateur | Réalisé 2021 | Actions réalisées", "2.1 Accueil | A | 1 | Ouverture"),
            body=ISERE,
        )
    )
    assert figures(rows["observations"], "measure_code", "measure") == [("2.1", "Accueil")]
    assert [cell["text"] for cell in rows["cells"] if cell["role"] == "unplaced"] == ["Ouverture"]
    before = observations(table("Engagement pris | Mesure | Indicateur | Réalisé 2021", "Social | 2.1 Accueil | A | 1"))
    assert figures(before, "section", "measure_code", "measure") == [("Social", "2.1", "Accueil")]


def test_a_column_of_numbers_that_holds_words_is_of_measures_where_its_header_says_so_too() -> None:
    rows = observations(
        table("N° mesure MESURES | Indicateur | Réalisé 2021", "1.1 Accueil | A | 1", "1.2 Aide | B | 2")
    )
    assert figures(rows, "measure_code", "measure", "indicator") == [("1.1", "Accueil", "A"), ("1.2", "Aide", "B")]
    rows = observations(table("N° | Indicateur | Réalisé 2021", "Accueil | A | 1", "Aide | B | 2"))
    assert all(row["review"] for row in rows)
    rows = observations(table("N° | Indicateur | Réalisé 2021", "1.1 | A | 1", "1.2 | B | 2"))
    assert not any(row["review"] for row in rows)
