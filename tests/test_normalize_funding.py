from __future__ import annotations

from normalize.funding import FundingTable, read_funding
from normalize.grid import to_grid
from tests.facts import KNOWLEDGE
from tests.tables import ISERE, document, published, table


def funding(*rows: str) -> FundingTable:
    found = read_funding(to_grid(table(*rows)), KNOWLEDGE)
    assert found is not None
    return found


def amounts(*rows: str) -> list[tuple[object, ...]]:
    return [(a.number, a.action, a.payer, a.value) for a in funding(*rows).amounts]


def test_each_action_and_payer_is_an_amount_and_sums_are_none() -> None:
    rows = ("N° | Action | État | CD | Total", "18 | Maraude | 200 000 € | 100 000,50 € | 300 000,50 €",
            " | TOTAL | 200 000 € | 100 000,50 € | 300 000,50 €")  # fmt: skip
    assert amounts(*rows) == [(18, "Maraude", "state", 200000.0), (18, "Maraude", "collectivity", 100000.5)]


def test_a_total_row_is_known_wherever_its_label_stands() -> None:
    rows = (
        "Total | CD | État | Action",
        "300 € | 100 € | 2 000 € | Maraude",
        "300 € | 100 € | 2 000 € | Total général",
    )
    assert len(amounts(*rows)) == 2


def test_a_number_before_the_label_is_the_actions() -> None:
    rows = (
        "Fiche action | État",
        "18 - Maraude | 1 000 €",
        "Fiche action n° 19 : Accueil | 2 000 €",
        "2.1 Accueil | 1 €",
    )
    assert amounts(*rows) == [
        (18, "Maraude", "state", 1000.0), (19, "Accueil", "state", 2000.0), (None, "2.1 Accueil", "state", 1.0),
    ]  # fmt: skip


def test_a_payer_may_stand_in_a_column_of_its_own() -> None:
    rows = ("N° | Action | Financeur | Montant", "18 | Maraude | État | 150 000 €", "18 | Maraude | CAF | 1 000 €")
    assert [(a.payer, a.value) for a in funding(*rows).amounts] == [("state", 150000.0), ("other", 1000.0)]


def test_thousands_in_the_header_multiply_and_a_unit_in_the_cell_rules() -> None:
    rows = ("Action | Part État (K€) | Part CD (K€)", "Maraude | 150 | 160 000 €")
    assert [a.value for a in funding(*rows).amounts] == [150000.0, 160000.0]


def test_blank_cells_and_dashes_are_no_amounts_and_words_are_said() -> None:
    found = funding("Action | État | CD", "A | 1 000 € | -", "B | 2 000 € | 5 000 €", "C | 3 000 € | à définir")
    assert [a.payer for a in found.amounts] == ["state", "state", "collectivity", "state"]
    [said] = found.notices
    assert "'à définir' is no amount" in said.message


def test_an_unknown_payer_and_a_row_without_action_are_said() -> None:
    found = funding("Action | Part État | Part Trucmuche", "A | 1 000 € | 500 €", " | 2 000 € | 10 €")
    assert [a.value for a in found.amounts] == [1000.0]
    assert ["Trucmuche" in said.message for said in found.notices] == [True, False]


def test_an_amount_merged_over_actions_is_one_and_for_review() -> None:
    found = funding("Action | État | CD", "A | 5 000 € | 1 €", "B | ^ | 2 €")
    assert [(a.action, a.value, bool(a.flags)) for a in found.amounts if a.payer == "state"] == [("A", 5000.0, True)]


def test_the_annexe_is_published_with_year_place_and_doubt() -> None:
    money = table(
        "N° fiche | Action | Part État | Part Département", "18 | Maraude | 12.500 € | 1 000 €", title="Annexe 2022"
    )
    rows = published(document(money, body=ISERE))
    assert [(r["year"], r["convention_year"], r["collectivity_code"]) for r in rows["funding"]] == [
        (2022, 2021, "38")
    ] * 2
    first, second = rows["funding"]
    assert (first["amount_eur"], first["raw"], first["flags"], first["review"]) == (
        12500,
        "12.500 €",
        ["digits_suspect"],
        True,
    )
    assert (second["table"], second["row"], second["column"], second["page"], second["review"]) == (0, 1, 3, 1, False)
    assert {cell["role"] for cell in rows["cells"]} == {"other_table"}
