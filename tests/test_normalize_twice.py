"""What is printed twice of one indicator leaves in doubt which rows are its own."""

from __future__ import annotations

from tests.tables import ALSACE, observations, sure, table

HEAD = "Mesure | Indicateur | Réalisé 2020 | Réalisé 2021"


def test_a_territory_that_comes_back_behind_another_leaves_the_whole_indicator_in_doubt() -> None:
    rows = ("m | A | 67 : 1 | 67 : 2", "^ | ^ | 68 : 3 | 68 : 4", "^ | ^ | | 67 : 5", "^ | B | 67 : 6 | 68 : 7")
    assert [row["value"] for row in sure(observations(table(HEAD, *rows), body=ALSACE))] == [6, 7]
    again = (*rows[:2], "^ | ^ | | ", *rows[3:])
    assert [row["value"] for row in sure(observations(table(HEAD, *again), body=ALSACE))] == [1, 2, 3, 4, 6, 7]


def test_figures_of_two_territories_that_two_rows_share_between_them_are_sure() -> None:
    rows = ("m | A | 67 : 1¶68 : 2 | 68 : 4", "^ | ^ | | 67 : 5", "^ | B | 67 : 6 | 68 : 7")
    assert [row["value"] for row in sure(observations(table(HEAD, *rows), body=ALSACE))] == [1, 2, 4, 5, 6, 7]


def test_a_figure_of_two_territories_and_one_of_either_for_the_same_period_are_in_doubt() -> None:
    rows = ("m | A | 67 : 1 | 67 et 68 : 2", "^ | ^ | 68 : 3 | 68 : 4", "^ | B | 67 : 6 | 67 et 68 : 7")
    assert [row["value"] for row in sure(observations(table(HEAD, *rows), body=ALSACE))] == [1, 3, 6, 7]
