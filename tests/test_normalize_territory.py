from __future__ import annotations

import pytest

from normalize.knowledge import load_knowledge
from normalize.label import territory_codes, whole_label, whole_territories
from normalize.territory import split_cell
from tests.tables import ALSACE, ISERE, SAVOIES, codes_of, document, figures, observations, published, sure, table

KNOWLEDGE = load_knowledge()
BOTH = frozenset({"67", "68"})


def parts(text: str, known: frozenset[str] = BOTH) -> list[tuple[str, str]]:
    """Codes and text of each part; a doubtful one has a question mark."""
    return [("+".join(p.codes) + "?" * p.is_doubtful, p.text) for p in split_cell(text, KNOWLEDGE, known)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Pour le 68 : 95%\nPour le 67 : 100%", [("68", "95%"), ("67", "100%")]),
        ("Pour le 68 :\n95%\nPour le 67 :\n100%", [("68", "95%"), ("67", "100%")]),
        ("Pour le 67 :\nPour le 68 : 12", [("67", ""), ("68", "12")]),
        ("Pour le 67", [("67", "")]),
        ("Pour\nle 68 : 2", [("68", "2")]),
        ("Pour le Bas-\nRhin : 12", [("67", "12")]),
        ("Pour le 67 et le 68 : 12", [("67+68", "12")]),
        ("67/68 : 3", [("67+68", "3")]),
        ("67 & 68 : 3", [("67+68", "3")]),
        ("Bas-Rhin et Haut-Rhin : 3", [("67+68", "3")]),
        ("CeA : 12", [("67+68", "12")]),
        ("Bas-Rhin : 12\nHaut-Rhin : 13", [("67", "12"), ("68", "13")]),
        ("BAS RHIN : 12", [("67", "12")]),
        ("Département du Bas-Rhin : 12", [("67", "12")]),
        ("Bas-Rhin (67) : 12\nHaut-Rhin (68) : 13", [("67", "12"), ("68", "13")]),
        ("67 – Bas-Rhin : 12", [("67", "12")]),
        ("CD 67 : 5", [("67", "5")]),
        ("Dpt 68 : 5", [("68", "5")]),
        ("67 : 12\n68 : 15", [("67", "12"), ("68", "15")]),
        ("67 : 12 68 : 15", [("67", "12"), ("68", "15")]),
        ("67 : 12 ; 68 : 15", [("67", "12"), ("68", "15")]),
        ("67 : 3 / 68 : 15", [("67", "3"), ("68", "15")]),
        ("• 67 : 12\n• 68 : 13", [("67", "12"), ("68", "13")]),
        ("95 % (68)\n100 % (67)", [("68", "95 %"), ("67", "100 %")]),
        ("12 (Bas-Rhin)", [("67", "12")]),
        ("12 pour le 67\n15 pour le 68", [("67", "12"), ("68", "15")]),
        ("Bas-Rhin\n95 %\nHaut-Rhin\n100 %", [("67", "95 %"), ("68", "100 %")]),
        ("Non contractualisé\nPour le 67 : 121 agents", [("", "Non contractualisé"), ("67", "121 agents")]),
        ("Action non-contractualisée Pour le 67 : 121", [("", "Action non-contractualisée"), ("67", "121")]),
        ("Total : 30\nPour le 67 : 12", [("", "Total : 30"), ("67", "12")]),
    ],
)  # fmt: skip
def test_a_label_takes_what_belongs_to_it(text: str, wanted: list[tuple[str, str]]) -> None:
    assert parts(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "12", "95 %", "67", "67 %", "67%", "2 231 197,47 €", "67\n12\n68\n15", "12 : 15", "Ville de Mulhouse : 12",
        "CCAS : 3 / CD : 5", "Hommes : 12 Femmes : 15", "Nord : 3", "Réunion : 12", "Somme : 12", "Nord Isère : 12",
        "10 (hors 68 : 3)", "12 (hors 68)", "325 intervenants, et 81 internes à la\nCeA", "67,5 : 2", "1 467 : 3",
    ],
)  # fmt: skip
def test_what_is_no_label_stays_in_the_text(text: str) -> None:
    assert parts(text) == [("", text)]


@pytest.mark.parametrize(
    "text", ["Hors 68 : 12", "Hors\n68 : 12", "sauf pour le 68 : 12", "dont pour le 68 : 12", "67 - 12", "95 % (68)"]
)
def test_what_may_be_no_label_is_doubtful(text: str) -> None:
    assert all(codes.endswith("?") for codes, _ in parts(text))


def test_a_bare_code_is_a_label_only_where_it_is_known_and_never_alone_for_sure() -> None:
    assert parts("12 : 15", frozenset({"38"})) == [("", "12 : 15")]
    assert parts("12 : 15", frozenset({"12"})) == [("12?", "15")]


def test_a_name_that_is_an_ordinary_word_is_a_label_only_where_it_is_known() -> None:
    assert parts("Nord : 3", frozenset({"59"})) == [("59", "3")]
    assert parts("Nord : 3", frozenset()) == [("", "Nord : 3")]
    assert parts("Savoie : 3", frozenset()) == [("73", "3")]


def test_a_part_knows_whether_its_line_was_broken_by_the_column() -> None:
    first, second = split_cell("Pour le 68 : 6\n000\nPour le 67 :\n5", KNOWLEDGE, BOTH)
    assert first.wrapped
    assert not second.wrapped


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Savoie", ("73",)), ("la Haute-Savoie", ("74",)), ("Pour le 67", ("67",)), ("67 (Bas-Rhin)", ("67",)),
        ("Haute-\nSavoie", ("74",)), ("Finis-\ntère", ("29",)), ("Dépar-\ntement 67", ("67",)),
        ("Drôm\ne (26)", ("26",)),
        ("Conseil départemental de l'Isère", ("38",)),
        ("Département de La Réunion", ("974",)), ("Rhône", ("69D",)), ("Département du Rhône", ("69D",)),
        ("69", ("69",)), ("Métropole de Lyon", ("69M",)), ("Corse", ("2A", "2B")), ("2A", ("2A",)),
        ("Collectivité de Corse", ("2A", "2B")), ("Ville de Paris", ("75",)), ("Bouches-du-Rhône", ("13",)),
        ("Conseil Savoie Mont Blanc", ()), ("Pays de la Loire", ()), ("Ville de Mulhouse", ()), ("", ()), ("Total", ()),
    ],
)  # fmt: skip
def test_a_whole_text_is_a_label_or_none(text: str, codes: tuple[str, ...]) -> None:
    assert whole_label(text, KNOWLEDGE) == codes


def test_a_signatory_is_itself_where_its_figures_are_for_what_it_covers() -> None:
    [territory] = whole_territories("Collectivité européenne d'Alsace", KNOWLEDGE)
    assert territory.code == "6AE"
    assert territory_codes("Collectivité européenne d'Alsace", KNOWLEDGE) == ("67", "68")


HEAD = "Mesure | Indicateur | Réalisé 2021"


def one(cell: str, body: str = ALSACE) -> list[dict[str, object]]:
    label = "Pour le 67 : 1¶Pour le 68 : 2"
    rows = observations(table(HEAD, f"m | A | {label}", f"m | B | {label}", f"m | X | {cell}"), body=body)
    return [row for row in rows if row["indicator"] == "X"]


@pytest.mark.parametrize(
    "cell",
    [
        "Ville de Mulhouse : 12", "CCAS : 3 / CD : 5", "Hommes : 12 Femmes : 15", "Hommes : 12¶Femmes : 15", "Nord : 3",
        "12 : 15", "Hors 68 : 12", "Hors¶68 : 12", "Savoie : 12", "Pour le 73 : 12", "73 : 12", "12", "12 (68)",
        "67 - 12",
        "Pour Mulhouse : 12", "Nord Alsace : 12", "10 (hors 68 : 3)", "Total : 12", "Pour les 2 départements : 12",
        "12 dont 3 dans le 68", "67¶12¶68¶15",
    ],
)  # fmt: skip
def test_a_figure_whose_territory_is_not_told_is_never_sure(cell: str) -> None:
    assert not sure(one(cell))


@pytest.mark.parametrize(
    "cell", ["Nord : 3", "Nord Isère : 12", "Sud : 3", "Grenoble : 12", "Vienne : 5", "12 : 15", "38 : 12"]
)
def test_a_place_in_the_only_departement_is_never_another_one(cell: str) -> None:
    rows = observations(table(HEAD, *[f"m | X{i} | {cell}" for i in range(6)]), body=ISERE)
    assert not sure(rows)


def test_a_word_that_is_a_departement_too_does_not_become_one_by_repetition() -> None:
    rows = observations(table(HEAD, *[f"m | X{i} | Nord : {i}¶Sud : {i}" for i in range(6)]), body="")
    assert not [row for row in rows if "59" in str(row["territory"])]
    assert not sure(rows)


def test_a_row_for_each_territory() -> None:
    rows = observations(
        table(
            HEAD,
            "2.1 Accueil | A | Pour le 68 : 95%",
            "^ | ^ | Pour le 67 : 100%",
            "^ | B | Pour le 68 : 3",
            "^ | ^ | Pour le 67 : 4",
        ),
        body=ALSACE,
    )
    assert figures(rows, "indicator", "territory", "value") == [
        ("A", "68", 95),
        ("A", "67", 100),
        ("B", "68", 3),
        ("B", "67", 4),
    ]
    assert len(sure(rows)) == 4


def test_a_column_of_territories_merged_or_repeated() -> None:
    rows = observations(
        table(
            "Territoire | Mesure | Indicateur | Réalisé 2021",
            "Savoie | m | A | 1", "^ | ^ | B | 2", "Haute-Savoie | ^ | A | 3", "HAUTE SAVOIE | ^ | B | 4",
        ),
        body=SAVOIES,
    )  # fmt: skip
    assert figures(rows, "indicator", "territory", "value") == [
        ("A", "73", 1),
        ("B", "73", 2),
        ("A", "74", 3),
        ("B", "74", 4),
    ]
    assert len(sure(rows)) == 4
    assert {row["territory_label"] for row in rows} == {"Savoie", "Haute-Savoie", "HAUTE SAVOIE"}


def test_an_empty_territory_cell_is_never_guessed_for_sure() -> None:
    rows = observations(
        table(
            "Territoire | Indicateur | Réalisé 2021", "Savoie | A | 1", " | B | 2", "Haute-Savoie | C | 3", "^ | D | 4"
        ),
        body=SAVOIES,
    )
    assert [row["indicator"] for row in sure(rows)] == ["A", "C", "D"]


def test_an_unknown_name_in_the_territory_column_is_said_and_for_review() -> None:
    rows = published(
        document(
            table("Territoire | Indicateur | Réalisé 2021", "Ville de Grenoble | A | 1", "CCAS | B | 2"), body=ISERE
        )
    )
    assert not sure(rows["observations"])
    assert {row["territory"] for row in rows["observations"]} == {None}
    assert codes_of(rows).count("territory_unknown") == 2


def test_a_total_in_the_territory_column_is_nobodys_for_sure() -> None:
    rows = observations(
        table("Territoire | Indicateur | Réalisé 2021", "Savoie | A | 1", "Haute-Savoie | ^ | 2", "Total | ^ | 3"),
        body=SAVOIES,
    )
    assert [row["value"] for row in sure(rows)] == [1, 2]


def test_several_names_in_one_territory_cell_beside_lines_are_matched_by_order_and_said() -> None:
    rows = observations(
        table("Territoire | Indicateur | Réalisé 2021", "Savoie¶Haute-Savoie | A | 1¶2", "Savoie¶Haute-Savoie | B | 3"),
        body=SAVOIES,
    )
    assert figures(rows, "indicator", "territory", "value") == [("A", "73", 1), ("A", "74", 2), ("B", "73+74", 3)]
    assert not sure(rows)


def test_territories_as_columns() -> None:
    rows = observations(
        table(
            "Indicateur | Réalisé 2021 | < | Cible 2022 | <",
            "^ | 67 | 68 | 67 | 68",
            "A | 1 | 2 | 3 | 4",
            "B | 5 | < | | 6",
        ),
        body=ALSACE,
    )
    assert figures(rows, "indicator", "territory", "period", "value") == [
        ("A", "67", "2021", 1), ("A", "68", "2021", 2), ("A", "67", "2022", 3), ("A", "68", "2022", 4),
        ("B", "67+68", "2021", 5), ("B", "68", "2022", 6),
    ]  # fmt: skip
    assert len(sure(rows)) == 6
    assert [row["territory"] for row in rows if row["status"] == "blank"] == ["67"]


def test_a_cell_that_contradicts_its_column_is_for_review() -> None:
    rows = observations(table("Indicateur | Réalisé 2021 | <", "^ | 67 | 68", "A | Pour le 68 : 1 | 2"), body=ALSACE)
    assert [row["value"] for row in sure(rows)] == []


def test_a_heading_names_the_territory_of_the_rows_below() -> None:
    rows = observations(
        table(
            HEAD,
            "Bas-Rhin | < | <",
            "2.1 Accueil | A | 1",
            "2.2 Référent | B | 2",
            "Haut-Rhin | < | <",
            "2.1 Accueil | A | 3",
            "2.2 Référent | B | 4",
        ),
        body=ALSACE,
    )
    assert figures(rows, "measure_code", "indicator", "territory", "value") == [
        ("2.1", "A", "67", 1), ("2.2", "B", "67", 2), ("2.1", "A", "68", 3), ("2.2", "B", "68", 4)
    ]  # fmt: skip
    assert len(sure(rows)) == 4
    assert {row["territory_label"] for row in rows} == {"Bas-Rhin", "Haut-Rhin"}


def test_a_heading_inside_a_measure_does_not_hold_for_the_next_measure_for_sure() -> None:
    rows = observations(
        table(
            "Indicateur | Réalisé 2021",
            "2.1 Accueil | <",
            "Bas-Rhin | <",
            "A | 1",
            "Haut-Rhin | <",
            "A | 2",
            "2.2 Référent | <",
            "B | 3",
        ),
        body=ALSACE,
    )
    assert [row["value"] for row in sure(rows)] == [1, 2]


def test_a_label_may_name_its_territory_at_its_end() -> None:
    rows = observations(
        table(HEAD, "m | Nombre de jeunes (67) | 1", "m | Nombre de jeunes – Haut-Rhin | 2"), body=ALSACE
    )
    assert figures(rows, "territory", "value") == [("67", 1), ("68", 2)]


def test_a_territory_inside_a_label_is_no_sure_one() -> None:
    rows = observations(table(HEAD, "m | Nombre de jeunes du Bas-Rhin accueillis | 1"), body=ALSACE)
    assert not sure(rows)


def test_a_tables_title_names_its_territory() -> None:
    rows = observations(
        table(HEAD, "m | A | 1", number=0, title="Annexe A – Bas-Rhin"),
        table(HEAD, "m | A | 2", number=1, title="Annexe A – Haut-Rhin"),
        body=ALSACE,
    )  # fmt: skip
    assert figures(rows, "territory", "value") == [("67", 1), ("68", 2)]
    assert len(sure(rows)) == 2


def test_without_printed_territory_the_figures_are_the_signatorys() -> None:
    assert {row["territory"] for row in observations(table(HEAD, "m | A | 1"), body=ISERE)} == {"38"}
    rows = observations(table(HEAD, "m | A | 1"), body=ALSACE)
    assert figures(rows, "territory", "flags", "review") == [("67+68", ["joint_territories"], False)]


def test_a_label_of_the_only_departement_leaves_the_others_its_own() -> None:
    rows = observations(table(HEAD, "m | A | Isère : 1", "m | B | 2"), body=ISERE)
    assert figures(rows, "territory", "value") == [("38", 1), ("38", 2)]
    assert len(sure(rows)) == 2


def test_without_any_territory_the_figure_is_for_review() -> None:
    rows = observations(table(HEAD, "m | A | 1"), body="")
    assert figures(rows, "territory", "review") == [(None, True)]


def test_the_rhone_is_without_its_metropole_and_corsica_is_both_departements() -> None:
    def body(party: str) -> str:
        return ISERE.replace("le Département de l'Isère", party)

    assert {
        row["territory"] for row in observations(table(HEAD, "m | A | 1"), body=body("le Département du Rhône"))
    } == {"69D"}
    assert {row["territory"] for row in observations(table(HEAD, "m | A | 1"), body=body("la Métropole de Lyon"))} == {
        "69M"
    }
    corsica = observations(table(HEAD, "m | A | 1", "m | B | Corse : 2"), body=body("la Collectivité de Corse"))
    assert figures(corsica, "territory", "review") == [("2A+2B", False), ("2A+2B", False)]


def test_the_departements_of_a_joint_body_are_those_that_the_table_names_again_and_again() -> None:
    rows = observations(
        table(HEAD, "m | A | Savoie : 1¶Haute-Savoie : 2", "m | B | Savoie : 3¶Haute-Savoie : 4", "m | C | Isère : 4"),
        body=SAVOIES,
    )
    assert [row["value"] for row in sure(rows)] == [1, 2, 3, 4]
    assert [row["territory"] for row in rows if row["review"]] == ["38"]


def test_an_empty_cell_is_blank_for_each_territory_of_its_row() -> None:
    rows = observations(
        table("Indicateur | Réalisé 2021 | Cible 2022", "A | Pour le 67 : 1¶Pour le 68 : 2 | ", "B | | "), body=ALSACE
    )
    assert [(r["indicator"], r["territory"], r["period"]) for r in rows if r["status"] == "blank"] == [
        ("A", "67", "2022"), ("A", "68", "2022"), ("B", None, "2021"), ("B", None, "2022"),
    ]  # fmt: skip


def test_an_indicator_for_one_territory_only_is_said() -> None:
    rows = published(
        document(
            table(HEAD, *[f"m | X{i} | Pour le 67 : 1¶Pour le 68 : 2" for i in range(3)], "m | Y | Pour le 68 : 3"),
            body=ALSACE,
        )
    )
    [absent] = [f for f in rows["findings"] if f["code"] == "territory_absent"]
    assert absent["message"] == "printed for 68 and not for 67: Y"
    assert not [row for row in rows["observations"] if row["review"]]


def test_a_code_glued_to_its_noun_and_several_departements_at_once_are_labels() -> None:
    assert parts("CD67 : 5\nCD68 : 6") == [("67", "5"), ("68", "6")]
    assert parts("Dépts 68 et 67 : 1") == [("67+68", "1")]


def test_a_label_in_brackets_may_follow_broken_lines() -> None:
    assert parts("6, soit le nombre\nde maisons (dépt 67)\n12 (dépt 68)") == [
        ("67", "6, soit le nombre\nde maisons"),
        ("68", "12"),
    ]
    assert parts("67 (Bas-Rhin)\n6 (Haut-Rhin)") == [("67", "67"), ("68", "6")]


@pytest.mark.parametrize("label", ["73 : {}¶74 : {}", "{} (73)¶{} (74)"])
def test_codes_that_begin_or_end_most_cells_are_labels_where_no_signatory_is_known(label: str) -> None:
    rows = observations(table(HEAD, *[f"m | X{i} | {label.format(i + 5, i + 6)}" for i in range(4)]), body=SAVOIES)
    assert figures(rows, "territory", "value")[:2] == [("73", 5), ("74", 6)]
    assert len(sure(rows)) == 8


def test_a_number_before_a_colon_now_and_then_is_no_label() -> None:
    rows = observations(
        table(HEAD, "m | A | 73 : 5", "m | B | 12", "m | C | 13", "m | D | 74 : 6", "m | E | 1"), body=SAVOIES
    )
    assert not sure(rows)


@pytest.mark.parametrize("cell", ["D67 => 12", "Secteur Bas-Rhin — en cours", "Bas-Rhin et alentours en cours"])
def test_a_joint_figure_whose_text_names_one_territory_is_for_review(cell: str) -> None:
    assert not sure(observations(table(HEAD, f"m | A | {cell}"), body=ALSACE))


def test_a_comment_about_one_territory_leaves_a_joint_figure_in_doubt() -> None:
    rows = observations(
        table(
            "Indicateur | Commentaire | Réalisé 2021",
            "A | Bas-Rhin uniquement | 1",
            "B | Stock | 2",
            "C | Volumes 67 et Haut-Rhin | 3",
        ),
        body=ALSACE,
    )
    assert [row["value"] for row in sure(rows)] == [2]


def test_a_column_that_is_not_understood_leaves_joint_figures_in_doubt() -> None:
    head = "Indicateur | Ressort | Réalisé 2021"
    assert not sure(observations(table(head, "A | nord du pays | 1", "B | x | 2"), body=ALSACE))
    assert len(sure(observations(table(head, "A | nord du pays | 1", "B | x | 2"), body=ISERE))) == 2


def test_a_last_line_that_is_a_word_for_territories_alone_puts_the_figures_above_in_doubt() -> None:
    def flags_of(last: str) -> list[object]:
        rows = observations(
            table("Indicateur | Réalisé 2021", "A | Pour le 67 : 1¶Pour le 68 : 2", f"B | Dépt 67 : 7¶{last}"),
            body=ALSACE,
        )
        return [row["flags"] for row in rows if row["value"] == 7]

    assert flags_of("Département") == [["territory_inferred"]]
    assert flags_of("Dépt 68 : 8") == [[]]
