from __future__ import annotations

from normalize.funding import Amount, read_funding
from normalize.funding_totals import check_against_body, check_totals
from normalize.grid import to_grid
from tests.facts import KNOWLEDGE
from tests.tables import codes_of, document, published, table

HEAD = "Action | État | Département | Total"


def checked(*rows: str) -> tuple[list[Amount], list[str]]:
    found = read_funding(to_grid(table(*rows)), KNOWLEDGE)
    assert found is not None
    amounts, notices = check_totals(found)
    return amounts, [notice.message for notice in notices]


def test_sums_that_are_right_to_the_cent_say_nothing() -> None:
    amounts, said = checked(
        HEAD, "A | 1 000,10 € | 2 000,20 € | 3 000,30 €", "Total | 1 000,10 € | 2 000,20 € | 3 000,30 €"
    )
    assert (said, {a.flags for a in amounts}) == ([], {frozenset()})


def test_a_row_that_its_total_gainsays_by_a_cent_is_said_and_doubted() -> None:
    amounts, said = checked(HEAD, "A | 1 000 € | 2 000 € | 3 000,01 €", "B | 10 € | 20 € | 30 €")
    assert len(said) == 1
    assert said[0].startswith("row 1: 3000.01 € is printed")
    assert [bool(a.flags) for a in amounts] == [True, True, False, False]


def test_subtotals_sum_their_part_and_the_last_total_all() -> None:
    rows = (
        "Action | Montant État",
        "Axe 1 | <",
        "A | 1 000 €",
        "B | 500 €",
        "Sous-total | 1 500 €",
        "Axe 2 | <",
        "C | 2 000 €",
        "Sous-total | {} €",
        "Total général | 3 500 €",
    )
    assert checked(*(row.format("2 000") for row in rows))[1] == []
    amounts, said = checked(*(row.format("2 100") for row in rows))
    assert [message.split(":")[0] for message in said] == ["column 'Montant État'"]
    assert [a.action for a in amounts if a.flags] == ["C"]


def test_a_cell_that_was_not_read_makes_no_sum_wrong() -> None:
    assert checked(HEAD, "A | 1 000 € | à définir | 3 000 €", "Total | 1 000 € | 2 000 € | 3 000 €")[1] == []


def test_the_states_total_is_held_against_the_body() -> None:
    amounts, _ = checked(HEAD, "A | 1 000 € | 2 000 € | 3 000 €")
    assert check_against_body(amounts, 1000.0) == []
    assert check_against_body(amounts, None) == []
    [said] = check_against_body(amounts, 1000.01)
    assert said.code == "total_mismatch"
    body = "Le soutien financier de l'État s'élève à 1 001 €."
    assert "total_mismatch" in codes_of(published(document(table(HEAD, "A | 1 000 € | 1 € | 1 001 €"), body=body)))
