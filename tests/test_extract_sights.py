"""Which cells of an imagined grid are unstable: doubt stays where another sight of the words gives other cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from extract.rows import Line
from extract.rules import RuledGrid, build_grid
from extract.sights import (
    cells_in,
    find_doubted,
    hold_run_together,
    hold_two,
    may_be_two,
    moved_cells,
    over_rows,
    run_through,
    stand_low,
)
from extract.text import TextLine

XS = (0.0, 100.0, 200.0, 300.0)
STEPS = (10.0, 29.0, 48.0, 67.0, 86.0, 105.0)


def grid(ys: Sequence[float], xs: Sequence[float] = XS) -> RuledGrid:
    levels = np.array([(y, xs[0], xs[-1]) for y in ys])
    found = build_grid(levels, np.array([(x, ys[0], ys[-1]) for x in xs]))
    assert found is not None
    return found


def line(y: float, *texts: str) -> Line:
    return [TextLine(text, 100.0 * i + 5, y, 100.0 * i + 45, y + 10) for i, text in enumerate(texts) if text]


LINES = [line(5, "A", "1", "2"), line(25, "B", "3", "4"), line(45, "", "5", ""), line(65, "C", "6", "7")]
ROWS = (0.0, 20.0, 40.0, 60.0, 80.0)


def places(of: RuledGrid, cells: frozenset[int]) -> set[tuple[int, int]]:
    return {(of.spans[number].row, of.spans[number].column) for number in cells}


def test_cells_that_both_sights_give_are_stable_wherever_their_edges_stand() -> None:
    assert moved_cells(grid(ROWS), grid((0, 18, 41, 59, 80)), LINES) == frozenset()


def test_where_another_sight_joins_two_rows_only_their_cells_are_unstable() -> None:
    whole = grid(ROWS)
    found = places(whole, moved_cells(whole, grid((0, 20, 60, 80)), LINES))
    assert found == {(row, column) for row in (1, 2) for column in range(3)}


def test_where_another_sight_lacks_a_column_only_those_beside_it_are_unstable() -> None:
    whole = grid(ROWS)
    found = places(whole, moved_cells(whole, grid(ROWS, (0, 100, 300)), LINES))
    assert {column for _, column in found} == {1, 2}


def test_a_sight_that_gives_no_table_leaves_no_cell_stable() -> None:
    whole = grid(ROWS)
    assert len(moved_cells(whole, None, LINES)) == len(whole.spans)


def test_a_strip_of_a_column_holds_the_cells_that_it_runs_over() -> None:
    whole = grid(ROWS)
    assert places(whole, cells_in(whole, [(1, 21, 59)])) == {(1, 1), (2, 1)}
    assert places(whole, cells_in(whole, [(1, 0, 80)])) == {(row, 1) for row in range(4)}


def test_a_text_that_an_edge_runs_through_is_in_doubt_on_both_sides() -> None:
    text = [TextLine("Part des", 5, 25, 97, 35), TextLine("communes", 100.5, 25, 150, 35)]
    whole = grid(ROWS)
    assert places(whole, run_through(whole, [*LINES, text])) == {(1, 0), (1, 1)}
    assert run_through(whole, LINES) == frozenset()


def test_a_cell_over_an_edge_where_texts_of_the_column_begin_may_be_two() -> None:
    levels = np.array([(y, 0.0, 300.0) for y in ROWS])
    uprights = [(x, 0.0, 80.0) for x in (0.0, 300.0)] + [(x, 0.0, 60.0) for x in (100.0, 200.0)]
    whole = build_grid(levels, np.array(uprights))
    assert whole is not None
    rows = [line(y, "label", "1", "2") for y in (5, 25, 45)]
    label = TextLine("Mesure 4", 5, 65, 98, 75)
    beside = [label, TextLine("Répartition par situation", 105, 65, 290, 75)]
    assert places(whole, may_be_two(whole, [*rows, beside])) == {(3, 0)}
    assert not may_be_two(whole, [*rows, [label, TextLine("Répartition par situation", 112, 65, 290, 75)]])
    assert not may_be_two(whole, [*rows, [TextLine("Répartition par situation", 5, 65, 290, 75)]])
    again = [TextLine(word.text, word.x0, 66, word.x1, 76) for word in beside]
    assert not may_be_two(whole, [*rows, beside, again])
    colon = [label, TextLine(": Répartition", 105, 65, 290, 75)]
    assert not may_be_two(whole, [*rows, colon])
    small = [TextLine("Nombre de personnes", 5, 65, 98, 75), TextLine("formées par thème", 105, 65, 290, 75)]
    assert not may_be_two(whole, [*rows, small])
    even = [
        TextLine(word, x, 65, x + 14, 75)
        for word, x in zip("3 Insertion des foyers du RSA".split(), STEPS, strict=True)
    ]
    assert not may_be_two(whole, [*rows, even])
    wide = [word if word.x0 < 100 else word._replace(x0=word.x0 + 0.5) for word in even]
    assert places(whole, may_be_two(whole, [*rows, wide])) == {(3, 0)}


def test_the_cells_on_both_sides_of_a_rows_edge_that_a_word_stands_over_are_unstable() -> None:
    whole = grid(ROWS)
    astride = [TextLine("98,6", 105, 15, 145, 25)]
    assert places(whole, over_rows(whole, [*LINES, astride])) == {(0, 1), (1, 1)}
    assert over_rows(whole, LINES) == frozenset()


def test_a_cell_with_two_texts_as_far_apart_as_columns_is_unstable() -> None:
    whole = grid(ROWS)
    apart = [*LINES[0], TextLine("Stock", 70, 5, 95, 15)]
    assert places(whole, hold_two(whole, [sorted(apart, key=lambda word: word.x0), *LINES[1:]])) == {(0, 0)}
    assert hold_two(whole, LINES) == frozenset()


def test_a_word_over_an_edge_of_a_wide_cell_that_is_two_words_leaves_the_cell_unstable() -> None:
    levels = np.array([(y, 0.0, 300.0) for y in ROWS])
    uprights = [(x, 0.0, 80.0) for x in (0.0, 300.0)] + [(x, 0.0, 60.0) for x in (100.0, 200.0)]
    whole = build_grid(levels, np.array(uprights))
    assert whole is not None
    near = [TextLine("professionnels", 5, 65, 80, 75), TextLine("laNombre", 85, 65, 140, 75)]
    assert places(whole, hold_run_together(whole, [*LINES[:3], near])) == {(3, 0)}
    one = [TextLine("professionnels", 5, 65, 80, 75), TextLine("accompagnés", 85, 65, 140, 75)]
    assert not hold_run_together(whole, [*LINES[:3], one])


def of_labels(is_at_top: bool) -> RuledGrid:
    """Rows of 20 points, with a label each for the rows 0 to 1, 2 to 5 and 6 to 7."""
    levels = [(y, 100.0, 300.0) for y in range(0, 161, 20)] + [(y, 0.0, 100.0) for y in (0, 40, 120, 160)]
    found = build_grid(np.array(levels), np.array([(x, 0.0, 160.0) for x in XS]))
    assert found is not None
    return replace(found, set_at="at_top" if is_at_top else None)


def test_a_label_below_the_top_of_its_cell_is_unstable_where_labels_are_set_at_the_top() -> None:
    at_top = [line(5, "A", "1"), line(85, "B", "2"), line(125, "C", "3")]
    assert places(of_labels(True), stand_low(of_labels(True), at_top)) == {(2, 0)}
    low = [line(25, "A", "1"), line(85, "B", "2"), line(125, "C", "3")]
    assert not stand_low(of_labels(True), low)


def test_a_label_in_the_middle_of_the_last_of_its_rows_alone_is_unstable() -> None:
    of_last = [line(15, "A", "1"), line(95, "B", "2"), line(135, "C", "3")]
    assert places(of_labels(False), stand_low(of_labels(False), of_last)) == {(2, 0)}
    in_the_middle = [line(15, "A", "1"), line(75, "B", "2"), line(135, "C", "3")]
    assert not stand_low(of_labels(False), in_the_middle)


def test_between_drawn_uprights_stands_one_column_however_far_apart_its_words_are() -> None:
    whole = grid(ROWS)
    apart = [sorted([*LINES[0], TextLine("Stock", 70, 5, 95, 15)], key=lambda word: word.x0), *LINES[1:]]
    drawn = np.array([(x, 0.0, 80.0) for x in (100.0, 200.0)])
    assert places(whole, find_doubted(whole, apart, np.empty((0, 3)))) == {(0, 0)}
    assert not find_doubted(whole, apart, drawn)
