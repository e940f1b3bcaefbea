from __future__ import annotations

import pytest

from normalize.doubt import confidence_of
from tests.tables import ALSACE, ISERE, Marks, codes_of, document, figures, observations, published, sure, table

HEAD = "Mesure | Indicateur | Réalisé 2021"
UNSURE = ("break_unsure",)


def broken(*rows: str, at: int, width: int = 3) -> dict[str, object]:
    """What is sure of a table whose rows `at` and the next one stand on both sides of an unsure page break."""
    marks: Marks = {(row, column): UNSURE for row in (at, at + 1) for column in range(width)}  # type: ignore[misc]
    return {"rows": observations(table(HEAD, *rows, marks=marks), body=ALSACE)}


def test_clean_tables_have_no_flag() -> None:
    rows = observations(
        table(
            "Mesure | Indicateur | Définition | Situation au 31/12/2018 | Réalisé 2021 | Cible 2022",
            "2. Renforcer | < | < | < | < | <",
            "2.1 Accueil | A | Stock | 1 | 2 | 3", "^ | B | | 4 % | ND | 80 à 85 %",
            "2.2 RSA | C | x | / | NC | 12 jours",
        )
    )  # fmt: skip
    assert [row["flags"] for row in rows] == [[]] * 9
    assert {row["confidence"] for row in rows} == {1.0}


def test_the_same_fact_printed_twice_is_for_review_in_both_places() -> None:
    rows = observations(table(HEAD, "2.1 Accueil | A | 1", "^ | B | 2", "^ | A | 3"))
    assert [row["value"] for row in sure(rows)] == [2]


def test_the_same_label_in_another_group_measure_or_period_is_another_fact() -> None:
    rows = observations(table(HEAD, "2.1 X | A | 1", "2.2 Y | A | 1", "^ | Par thème : | <", "^ | A | 1"))
    assert len(sure(rows)) == 3


def test_what_two_tables_say_otherwise_is_for_review_in_both() -> None:
    rows = observations(
        table(HEAD, "2.1 X | A | 1", "2.1 X | B | 2"), table(HEAD, "2.1 X | A | 3", "2.1 X | B | 2", number=1)
    )
    assert [(row["table"], row["indicator"]) for row in sure(rows)] == [(0, "B"), (1, "B")]


def test_a_break_between_two_whole_indicators_is_sure() -> None:
    both = "Pour le 67 : 1¶Pour le 68 : 2"
    rows = broken(f"m | A | {both}", f"m | B | {both}", f"m | C | {both}", at=2)["rows"]
    assert len(sure(rows)) == 6  # type: ignore[arg-type]


def test_a_break_inside_an_indicator_of_two_territories_is_sure() -> None:
    rows = broken(
        "m | A | Pour le 67 : 1", "^ | ^ | Pour le 68 : 2", "^ | B | Pour le 67 : 3", "^ | ^ | Pour le 68 : 4", at=3
    )["rows"]
    assert len(sure(rows)) == 4  # type: ignore[arg-type]


def test_a_break_where_the_label_may_go_on_leaves_both_sides_in_doubt() -> None:
    rows = broken("m | A | Pour le 67 : 1¶Pour le 68 : 1", "^ | B | Pour le 67 : 2", "^ | C | Pour le 68 : 3", at=2)[
        "rows"
    ]
    assert [row["indicator"] for row in sure(rows)] == ["A", "A"]  # type: ignore[arg-type]


def test_a_break_inside_a_label_whose_own_words_go_on_there_is_sure() -> None:
    rows = (
        "m | A | Pour le 67 : 1",
        "^ | B¶par an | Pour le 67 : 2",
        "^ | ^ | Pour le 68 : 3",
        "^ | ^ | Pour le 67 : ND",
    )

    def sure_ones(label: tuple[str, ...]) -> list[object]:
        marks: Marks = {(2, 1): label, (3, 2): UNSURE, (4, 2): UNSURE}  # type: ignore[dict-item]
        return [row["indicator"] for row in sure(observations(table(HEAD, *rows, marks=marks), body=ALSACE))]

    assert "B par an" in sure_ones(("joined_over_page",))
    assert "B par an" not in sure_ones(("joined_over_page", "break_unsure"))


def test_a_break_above_a_label_that_begins_as_one_is_sure_though_the_one_above_has_no_figures() -> None:
    rows = ("m | A | 1", "^ | Nombre de lieux | ", "^ | {} | 3", "^ | C | 4")

    def sure_ones(label: str) -> list[object]:
        marks: Marks = {(row, column): UNSURE for row in (2, 3) for column in range(3)}  # type: ignore[misc]
        read = observations(table(HEAD, *(row.format(label) for row in rows), marks=marks), body=ISERE)
        return [row["indicator"] for row in sure(read)]

    assert sure_ones("Nombre de places") == ["A", "Nombre de places", "C"]
    assert "Places" not in sure_ones("Places")


def test_a_row_put_together_over_an_unsure_break_may_have_the_label_of_the_next() -> None:
    marks: Marks = {(2, column): UNSURE for column in range(3)}  # type: ignore[misc]
    both = "Pour le 67 : 1¶Pour le 68 : 2"
    rows = observations(
        table(HEAD, f"m | A | {both}", "m | 4. Insertion | Pour le 68 : 3", f"m | C | {both}", marks=marks), body=ALSACE
    )
    assert [row["indicator"] for row in sure(rows)] == ["A", "A", "C", "C"]


def test_what_follows_a_label_in_doubt_that_may_hold_a_heading_is_in_doubt() -> None:
    rows = ("m | A¶Nombre par thématique :¶B | 1", "^ | C | 2", "n | D | 3")
    marks: Marks = {(1, 1): ("unstable",)}
    assert [row["indicator"] for row in sure(observations(table(HEAD, *rows, marks=marks), body=ISERE))] == ["D"]
    assert [row["indicator"] for row in sure(observations(table(HEAD, *rows), body=ISERE))][-2:] == ["C", "D"]


def test_a_break_inside_a_label_with_the_same_territory_on_both_sides_is_in_doubt() -> None:
    rows = broken("m | A | Pour le 67 : 1", "^ | ^ | Pour le 67 : 2", at=1)["rows"]
    assert not sure(rows)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("flags", "confidence"),
    [
        ((), 1.0),
        (("joint_territories",), 0.9),
        (("territory_inferred",), 0.5),
        (("joined_over_page", "multiple_numbers"), 0.5),
    ],
)
def test_confidence_falls_with_what_the_flags_say(flags: tuple[str, ...], confidence: float) -> None:
    assert confidence_of(flags, 1.0) == confidence
    assert confidence_of(flags, 0.5) == confidence / 2


def test_a_table_without_header_under_an_annexe_is_read_with_its_header_for_review() -> None:
    rows = published(
        document(
            table(HEAD, "1.1 W | Z | 0", "2.1 X | A | 1"), table("2.2 Y | B | 2", "^ | C | 3", number=1), body=ISERE
        )
    )
    assert figures(rows["observations"], "table", "measure_code", "indicator", "value", "review") == [
        (0, "1.1", "Z", 0, False), (0, "2.1", "A", 1, True), (1, "2.2", "B", 2, True), (1, "2.2", "C", 3, True)
    ]  # fmt: skip
    [said] = [f for f in rows["findings"] if f["code"] == "header_not_understood"]
    assert said["table"] == 1
    assert "read with that of table 0" in said["message"]


def test_what_stands_between_a_header_and_its_rows_is_no_title_of_theirs() -> None:
    rows = ("2.2 Y | B | 2", "^ | C | 3")
    title = "financement spécifique, par thématique :"
    first, again, below = table(HEAD, "2.1 X | A | 1"), table(HEAD, number=1), table(*rows, number=2, title=title)
    found = published(document(first, again, below, body=ISERE))["observations"]
    assert figures(found, "table", "indicator", "value", "review")[1:] == [(2, "B", 2, True), (2, "C", 3, True)]
    apart = published(document(first, table(*rows, number=1, title=title), body=ISERE))["observations"]
    assert len(apart) == 1


@pytest.mark.parametrize(
    "rows",
    [
        ("Action | Montant | Total", "x | 1 | 2"),
        ("Date | Lieu | Objet", "x | y | 2"),
        ("2.2 | 12 | 13", "2.3 | 14 | 15"),
        ("a | b", "c | 1"),
    ],
)
def test_another_table_under_an_annexe_is_left_alone(rows: tuple[str, ...]) -> None:
    found = published(document(table(HEAD, "2.1 X | A | 1"), table(*rows, number=1), body=ISERE))
    assert len(found["observations"]) == 1
    assert codes_of(found) == ["other_table", "indicator_not_matched"]


def test_a_table_without_header_goes_on_only_if_most_of_its_texts_are_figures() -> None:
    mostly = table("2.2 Y | B | 2", "^ | C | en cours de mise en place", "^ | D | 3", number=1)
    assert len(observations(table(HEAD, "2.1 X | A | 1"), mostly)) == 4
    hardly = table("2.2 Y | B | 2", "^ | C | en cours de mise en place", "^ | D | voir la fiche", number=1)
    assert len(observations(table(HEAD, "2.1 X | A | 1"), hardly)) == 1


def test_the_last_label_above_a_table_that_goes_on_without_header_is_for_review() -> None:
    rows = observations(table(HEAD, "2.1 X | A | 1", "^ | B | 2"), table("2.2 Y | C | 3", number=1))
    assert [row["indicator"] for row in sure(rows)] == ["A"]


@pytest.mark.parametrize("end", ["d'un", "par", "de l'", "(hors dispositif"])
def test_a_last_label_that_ends_as_none_does_is_for_review(end: str) -> None:
    rows = observations(table(HEAD, "2.1 X | A | 1", f"^ | Part des lieux disposant {end} | 2"))
    assert [row["indicator"] for row in sure(rows)] == ["A"]


def test_what_stands_under_a_heading_in_doubt_is_for_review() -> None:
    rows = ("2.1 X | A | 1", "^ | Répartition par thème : | <", "^ | B | 2", "2.2 Y | C | 3")
    found = observations(table(HEAD, *rows, marks={(2, 1): ("unstable",)}))
    assert [row["indicator"] for row in sure(found)] == ["A", "C"]


@pytest.mark.parametrize(("marks", "count"), [({(2, 0): ("open_rows",)}, 0), ({}, 1)])
def test_where_texts_part_rows_a_first_measure_below_others_may_be_theirs_too(marks: Marks, count: int) -> None:
    rows = observations(table("Mesure | Indicateur | Réalisé 2021", " | A | 1", "2.1 X | B | 2", marks=marks))
    assert len(sure(rows)) == count
