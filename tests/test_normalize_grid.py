from __future__ import annotations

import pytest

from normalize.grid import columns_of, mend, once, rows_of, to_grid
from tests.tables import table


def test_a_merged_cell_stands_at_every_place_that_it_covers() -> None:
    grid = to_grid(table("a | < | b", "^ | ^ | c"))
    assert [[cell.text for cell in row] for row in grid.rows] == [["a", "a", "b"], ["a", "a", "c"]]
    assert (rows_of(grid.rows[1][1]), columns_of(grid.rows[1][1])) == (range(2), range(2))


def test_an_empty_cell_stands_where_the_print_has_none() -> None:
    what = table("a | b", "c | d")
    grid = to_grid(type(what)(what.number, 2, 3, what.cells))
    assert grid.rows[1][2].text == ""
    assert (grid.rows[1][2].at.row, grid.rows[1][2].at.column) == (1, 2)


def test_the_cells_of_a_row_come_once_each() -> None:
    grid = to_grid(table("a | < | b"))
    assert [cell.text for cell in dict.fromkeys(grid.rows[0])] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Nombre\nde lieux", "Nombre de lieux"),
        ("non-\ncontractualisée", "non-contractualisée"),
        ("Bas-\nRhin", "Bas-Rhin"),
        ("Fiche ac\u2010\ntion 1", "Fiche action 1"),
        ("Bas\u2010\nRhin", "Bas-Rhin"),
        ("30 -\n40", "30 - 40"),
        ("socio\u00adprofessionnelle", "socioprofessionnelle"),
        ("2020 (au\n30/06/2\n020)", "2020 (au 30/06/2020)"),
        ("Situation\n31/12/20\n18", "Situation 31/12/2018"),
        ("1/07/201\n9", "1/07/2019"),
        ("30/06/2020\n18", "30/06/2020 18"),
        ("12/2\n020", "12/2 020"),
        ("  a \n\n b ", "a b"),
        ("", ""),
    ],
)
def test_a_text_becomes_one_line(text: str, mended: str) -> None:
    assert mend(text) == mended


@pytest.mark.parametrize(
    ("text", "said"),
    [("2.1 A 2.1 A", "2.1 A"), ("2.1 A 2.1 B", "2.1 A 2.1 B"), ("aa", "aa"), ("", ""), ("2.1 A 2.1 A 2.1 A", "2.1 A")],
)
def test_a_label_that_is_printed_twice_is_said_once(text: str, said: str) -> None:
    assert once(text) == said
