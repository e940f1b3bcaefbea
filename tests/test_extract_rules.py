"""Rules to cells: what belongs together, what is cut, and where a table ends."""

from __future__ import annotations

import numpy as np
import pytest

from extract.edges import connected_groups, join_edges
from extract.model import Refused
from extract.paths import Rules
from extract.rules import find_grids
from tests.drawing import Paper, Plan, marked, only, plan, texts

LETTERS = {letter: letter.upper() for letter in "abcdefgh"}


def shaped(*rows: str, open_sides: str = "") -> Plan:
    """A table by its shape: equal letters are one cell, and the letter is its text."""
    labels = [list(row) for row in rows]
    return Plan([80] * len(rows[0]), [20] * len(rows), labels, LETTERS, frozenset(open_sides.split()))


def test_cells_merged_down_and_across_are_one_cell() -> None:
    table = only(Paper().table(50, 60, shaped("aabc", "aade", "fhde", "gggg")).read())
    assert texts(table)[0] == ["A", "<", "B", "C"]
    assert [(c.text, c.rowspan, c.colspan) for c in table.cells if (c.rowspan, c.colspan) != (1, 1)] == [
        ("A", 2, 2),
        ("D", 2, 1),
        ("E", 2, 1),
        ("G", 1, 4),
    ]


@pytest.mark.parametrize(
    ("shape", "cut"),
    [
        (("aab", "acb", "def"), {(0, 0), (1, 0)}),
        (("abb", "aab", "def"), {(0, 0), (1, 1), (0, 1), (1, 2)}),
        (("abc", "dde", "dfe"), {(1, 0), (2, 0)}),
    ],
)
def test_a_shape_that_is_no_rectangle_is_cut_and_marked(shape: tuple[str, ...], cut: set[tuple[int, int]]) -> None:
    found = marked(only(Paper().table(50, 60, shaped(*shape)).read()))
    assert found == {at: {"irregular"} for at in cut}


@pytest.mark.parametrize("sides", ["bottom", "top", "left", "right", "left right", "top bottom"])
def test_a_table_with_open_sides_has_all_its_cells(sides: str) -> None:
    table = only(Paper().table(50, 60, shaped("abc", "def", open_sides=sides)).read())
    assert texts(table) == [["A", "B", "C"], ["D", "E", "F"]]


@pytest.mark.parametrize(("off", "rows"), [(0.0, 3), (40.0, 2), (-15.0, 2)])
def test_a_rule_alone_closes_a_heading_row_at_the_end_of_a_table_with_open_sides(off: float, rows: int) -> None:
    paper = Paper().table(50, 60, shaped("abc", "def", open_sides="left right"))
    bottom = 60 + sum(shaped("abc", "def").heights)
    paper.canvas.line(50, bottom + 18 + abs(off), 50 + sum(shaped("abc").widths) + min(off, 0), bottom + 18 + abs(off))
    paper.text(54, bottom + 12, "5. Mobilités")
    found = only(paper.read())
    assert found.rows == rows
    assert any(cell.text == "5. Mobilités" and cell.colspan == 3 for cell in found.cells) == (rows == 3)


def test_column_edges_that_jog_a_little_are_one_edge() -> None:
    paper = Paper().table(50, 60, shaped("abc")).table(52.5, 80, shaped("def"))
    assert texts(only(paper.read())) == [["A", "B", "C"], ["D", "E", "F"]]


def test_column_edges_that_jog_more_are_two_and_every_text_keeps_its_cell() -> None:
    paper = Paper().table(50, 60, Plan([80, 80, 80], [20], [list("abc")], LETTERS))
    paper.table(50, 80, Plan([86, 80, 74], [20], [list("def")], LETTERS))
    assert texts(only(paper.read())) == [["A", "B", "<", "C", "<"], ["D", "<", "E", "<", "F"]]


@pytest.mark.parametrize(("gap", "tables"), [(0.0, 1), (2.0, 1), (6.0, 2)])
def test_tables_one_above_the_other_are_two_where_a_gap_shows(gap: float, tables: int) -> None:
    paper = Paper().table(50, 60, plan([["a", "1"], ["b", "2"]], [60, 60]))
    document = paper.table(50, 91.2 + gap, plan([["c", "3", "x"], ["d", "4", "y"]], [40, 40, 40])).read()
    assert len(document.tables) == tables
    assert [cell.text for table in document.tables for cell in table.cells if cell.text] == list("a1b2c3xd4y")


def test_tables_side_by_side_are_two() -> None:
    paper = Paper().table(50, 60, plan([["a", "1"], ["b", "2"]], [60, 60]))
    document = paper.table(200, 60, plan([["c", "3"], ["d", "4"]], [60, 60])).read()
    assert [texts(table) for table in document.tables] == [[["a", "1"], ["b", "2"]], [["c", "3"], ["d", "4"]]]


def test_pieces_of_one_rule_are_joined_and_short_leftovers_go() -> None:
    edges = np.array([(10.0, 0, 50), (11.5, 53, 100), (10.0, 120, 123), (40.0, 0, 3)])
    assert join_edges(edges).round(2).tolist() == [[10.7, 0, 100]]


def test_no_rules_make_no_grid() -> None:
    nothing = np.empty((0, 3))
    assert find_grids(Rules(nothing, nothing)) == []
    assert find_grids(Rules(np.array([(10.0, 0, 50)]), nothing)) == []


def test_a_raster_is_no_table() -> None:
    lines = np.array([(5.0 * i, 0, 5000) for i in range(1001)])
    assert find_grids(Rules(lines, lines)) == []


def test_more_rules_than_can_be_compared_are_refused() -> None:
    lines = np.array([(float(i), 0.0, 50.0) for i in range(10_001)])
    with pytest.raises(Refused) as caught:
        connected_groups(lines, lines)
    assert caught.value.code == "too_large"


def test_rules_round_one_place_are_one_though_the_outer_ones_stand_farther_apart() -> None:
    edges = np.array([(100.0, 50.0, 200.0), (101.5, 50.0, 200.0), (103.2, 50.0, 200.0)])
    assert len(join_edges(edges)) == 1
    assert len(join_edges(edges[[0, 2]])) == 2
