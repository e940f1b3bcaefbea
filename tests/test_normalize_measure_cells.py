"""Rows whose measure is in doubt by what is printed beside them."""

from __future__ import annotations

from dataclasses import replace

from extract.model import Cell, Region, Table
from tests.tables import Marks, observations, sure, table

HEAD = "Mesure | Indicateur | Réalisé 2021"


def test_a_label_beside_rows_of_two_measures_leaves_them_in_doubt() -> None:
    rows = ("2.1 Accueil | A | 1", "2.1 Accueil | B | 2", "2.2 Référent | ^ | 3", "2.2 Référent | C | 4")
    assert [row["value"] for row in sure(observations(table(HEAD, *rows)))] == [1, 4]


def on_two_pages(drawn: Table, first: int) -> Table:
    """The table, of which the rows from the given one on stand on a second page."""

    def places(cell: Cell) -> tuple[Region, ...]:
        own = {1 if row < first else 2 for row in range(cell.at.row, cell.at.row + cell.rowspan)}
        return tuple(replace(cell.places[0], page=page) for page in sorted(own))

    return replace(drawn, cells=tuple(replace(cell, places=places(cell)) for cell in drawn.cells))


def test_a_measure_that_a_page_break_may_have_pushed_is_not_sure_of_the_rows_above_it() -> None:
    rows = ("2.1 Accueil | A | 1", "2.2 Référent | B | 2", "^ | C | 3", "^ | D | 4")

    def sure_ones(marks: Marks) -> list[object]:
        return [row["value"] for row in sure(observations(on_two_pages(table(HEAD, *rows, marks=marks), 3)))]

    assert sure_ones({}) == [1, 2, 3, 4]
    assert sure_ones({(2, 0): ("pushed",)}) == [1, 3, 4]


def test_an_empty_measure_cell_near_one_that_texts_show_merged_may_be_the_begin_of_the_next_measure() -> None:
    rows = ("2.1 Accueil | A | 1", "^ | B | 2", " | C | 3", "2.2 Référent | D | 4", " | E | 5")
    marks: Marks = {(row, column): ("open_rows",) for row in range(6) for column in range(3)}
    assert [row["value"] for row in sure(observations(table(HEAD, *rows, marks=marks)))] == [1, 2, 4, 5]
    first = ("2.1 Accueil | A | 1", " | B | 2", " | C | 3", *rows[3:])
    assert [row["value"] for row in sure(observations(table(HEAD, *first, marks=marks)))] == [1, 2, 3, 4, 5]


def test_an_empty_measure_cell_between_rules_is_odd_where_measures_are_merged_over_their_rows() -> None:
    rows = ("2.1 Accueil | A | 1", "^ | B | 2", "2.2 Référent | C | 3", " | D | 4", "2.3 Aide | E | 5")
    assert [row["value"] for row in sure(observations(table(HEAD, *rows)))] == [1, 2, 3, 5]
    plain = ("2.1 Accueil | A | 1", " | B | 2", *rows[2:])
    assert [row["value"] for row in sure(observations(table(HEAD, *plain)))] == [1, 2, 3, 4, 5]
