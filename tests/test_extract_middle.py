"""Rows of cells set in the middle: by their texts' levels, merged cells by the rows they stand between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.middle import is_set_at_the_top, is_set_in_the_middle, middle_rows
from extract.middle_beside import differing_rows
from extract.middle_cells import Placed, place_texts
from extract.middle_texts import Edges, Row, Rows, Texts
from extract.rows import Block
from extract.spacing import Spacing

SPACING = Spacing(0.0, 10.0)


def block(column: int, middle: float, lines: int = 1) -> Block:
    return Block(column, middle - 5 * lines, middle + 5 * lines)


def texts(
    blocks: Sequence[Block],
    columns: int,
    drawn: tuple[float, ...] = (),
    headings: tuple[Block, ...] = (),
    bottom: float = 100,
) -> Texts:
    return Texts(tuple(blocks), columns, SPACING, (0, bottom), drawn, headings, frozenset(), lambda column, rows: True)


TWO_ROWS = [block(1, 15), block(2, 15, 2), block(1, 45, 2), block(2, 45), block(1, 75), block(2, 75, 2)]


def test_texts_of_different_heights_on_one_level_are_set_in_the_middle() -> None:
    assert is_set_in_the_middle([block(0, 20, 3), block(1, 20)], SPACING)
    assert not is_set_in_the_middle([Block(0, 10, 40), Block(1, 10, 20)], SPACING)


def test_a_text_nearer_to_those_above_and_below_than_cells_are_is_set_in_the_middle_of_both() -> None:
    figures = [block(1, y) for y in (20, 43, 66, 89)]
    assert is_set_in_the_middle([block(0, 31.5), *figures], SPACING)
    rows = [block(2, y) for y in (20, 31.5, 43)]
    assert not is_set_in_the_middle([block(0, 31.5), *figures, *rows], SPACING)


def test_cut_texts_at_a_pages_ends_do_not_show_that_texts_are_set_at_the_top() -> None:
    cut = [Block(0, 10, 20), Block(1, 10, 40), Block(0, 100, 110), Block(1, 100, 130), Block(2, 100, 120)]
    whole = [block(0, 70, 2), block(1, 70)]
    assert is_set_in_the_middle([*cut, *whole], SPACING, goes_on=True)
    assert not is_set_in_the_middle([*cut, *whole], SPACING)


def test_rows_are_the_levels_of_the_texts() -> None:
    rows = middle_rows(texts(TWO_ROWS, 3))
    first, second = rows.edges
    assert 25 < first < 35
    assert 55 < second < 65
    assert not rows.unsure


def test_a_label_between_two_rows_is_a_merged_cells() -> None:
    label = block(0, 30)
    rows = middle_rows(texts([label, *TWO_ROWS, block(0, 75)], 3))
    assert len(rows.by_column[0]) == 1
    assert rows.by_column[0][0] > 55
    assert rows.by_column[1] == rows.edges
    assert not rows.unsure


def test_texts_nearer_to_their_neighbours_than_cells_of_a_column_are_no_row() -> None:
    figures = [block(column, y) for column in (2, 3) for y in (15, 40, 65, 90)]
    labels = [block(column, y) for column in (0, 1) for y in (27.5, 77.5)]
    rows = middle_rows(texts([*labels, *figures], 4, bottom=105))
    assert len(rows.edges) == 3
    assert [rows.by_column[column] for column in range(4)] == [rows.edges[1:2]] * 2 + [rows.edges] * 2
    assert not rows.unsure


def test_rows_of_most_columns_stand_as_near_as_their_highest_texts_do() -> None:
    middles = (74.0, 105.4, 157.0, 233.8)
    heights = {0: (8.5, 28.7, 28.8, 28.8), 1: (8.5,) * 4, 2: (8.5, 8.5, 59.1, 8.5), 3: (18.7, 8.4, 48.9, 79.3)}
    heights |= dict.fromkeys((4, 5, 6), (18.7, 8.4, 8.4, 8.4))
    blocks = [
        Block(column, y - height / 2, y + height / 2)
        for column, own in heights.items()
        for y, height in zip(middles, own, strict=True)
    ]
    drawn = replace(texts(blocks, 7), ends=(63.7, 274.5), spacing=Spacing(1.6, 8.5))
    rows = middle_rows(drawn)
    assert len(rows.edges) == 3
    assert all(own == rows.edges for own in rows.by_column)
    assert not rows.unsure


def test_a_label_of_three_rows_stands_beside_the_second_where_others_are_merged_too() -> None:
    rows = [block(1, y) for y in (10, 30, 50, 70, 90)] + [block(2, y) for y in (10, 30, 50, 70, 90)]
    found = middle_rows(texts([block(0, 30), block(0, 80), *rows], 3))
    assert len(found.by_column[0]) == 1
    assert 55 < found.by_column[0][0] < 65


def test_a_label_of_three_rows_stands_beside_the_second_where_the_first_has_none() -> None:
    rows = [block(column, y) for column in (1, 2) for y in (10, 30, 50, 70)]
    alone = texts([block(0, 10), block(0, 50), *rows], 3, bottom=80)
    assert middle_rows(alone).by_column[0] == middle_rows(alone).edges[:1]
    goes_on = middle_rows(replace(alone, goes_on=True))
    assert goes_on.by_column[0] == goes_on.edges


def test_the_first_row_has_as_much_room_above_its_text_as_below() -> None:
    figures = [block(column, y, lines) for column in (1, 2) for y, lines in ((25, 1), (70, 2), (115, 1), (155, 1))]
    labels = [block(0, 25), block(0, 90), block(0, 155)]
    rows = middle_rows(replace(texts([*labels, *figures], 3), ends=(19, 161)))
    assert rows.by_column[0] == (rows.edges[0], rows.edges[2])
    assert not rows.unsure


def test_a_label_beside_a_high_row_is_a_merged_cells_where_the_rows_texts_are_in_no_others() -> None:
    figures = [block(3, y) for y in (20, 35, 70, 105, 120)] + [block(2, y) for y in (20, 35, 105, 120)]
    labels = [block(column, y) for column in (0, 1) for y in (27.5, 77.5, 120)]
    rows = middle_rows(texts([*labels, *figures, block(2, 70, 5)], 4, bottom=126))
    assert [40 < rows.edges[1] < 45, 95 < rows.edges[2] < 100, len(rows.edges)] == [True, True, 4]
    assert rows.by_column[0] == (rows.edges[1], rows.edges[3])
    assert not rows.unsure


def test_a_header_of_two_rows_makes_no_merged_cells_of_comments_below() -> None:
    rows = [block(column, y) for column in (0, 1) for y in (35, 55, 75)]
    header = [block(column, y) for column in (0, 1) for y in (0, 15)] + [block(2, 7.5)]
    found = middle_rows(replace(texts([*header, *rows, block(2, 55)], 3), ends=(-6, 81)))
    assert found.by_column[2] == found.edges[1:]
    assert not found.unsure


def test_labels_that_may_be_of_their_row_alone_or_of_those_around_it_are_unsure() -> None:
    rows = [block(column, y) for column in (2, 3) for y in (10, 30, 50, 70, 90)]
    labels = [block(0, 10), block(0, 30), block(0, 70)]
    assert middle_rows(texts([*labels, *rows], 4)).unsure == {(0, 2), (0, 3), (0, 4)}
    assert not middle_rows(texts([*labels[:2], block(0, 50), *rows], 4)).unsure
    comments = [replace(label, column=2) for label in labels]
    assert not middle_rows(texts([*comments, *rows[5:], *[replace(row, column=1) for row in rows[:5]]], 4)).unsure


def test_a_text_in_the_middle_of_no_rows_is_no_sure_reading() -> None:
    assert middle_rows(texts([block(0, 38), *TWO_ROWS, block(0, 75)], 3)).unsure == {(0, 0), (0, 1), (0, 2)}


def test_no_row_stands_over_a_drawn_level() -> None:
    blocks = [block(0, 30), block(1, 15), block(2, 15), block(1, 45), block(2, 45)]
    rows = middle_rows(texts(blocks, 3, drawn=(30,), bottom=60))
    assert [list(rows.edges), list(rows.by_column[0])] == [[30], []]


def test_no_merged_cell_reaches_past_a_heading() -> None:
    heading = block(0, 45)
    blocks = [block(0, 15), block(1, 15), heading, block(0, 75), block(1, 75)]
    rows = middle_rows(texts(blocks, 2, headings=(heading,)))
    assert rows.by_column[0] == rows.edges
    assert not rows.unsure


def test_a_text_cut_at_the_pages_end_stands_at_the_top_of_its_rows() -> None:
    blocks = [block(1, 15), block(2, 15), Block(0, 40, 60), block(1, 45), block(2, 45), block(1, 75), block(2, 75)]
    rows = middle_rows(texts([block(0, 15), *blocks], 3))
    assert len(rows.by_column[0]) == 1
    assert not rows.unsure


def test_rows_that_may_not_be_one_cell_are_not_given_to_one_text() -> None:
    free = texts([block(0, 30), block(0, 75), *TWO_ROWS], 3)
    barred = replace(free, fits=lambda column, rows: len(rows) == 1)
    assert len(middle_rows(free).by_column[0]) == 1
    assert not middle_rows(free).unsure
    assert middle_rows(barred).unsure


def test_a_label_between_two_rows_of_one_line_is_set_in_the_middle() -> None:
    rows = [Block(1, top, top + 10) for top in (0.0, 16.0, 32.0, 48.0)]
    assert is_set_in_the_middle([Block(0, 8, 18), *rows], SPACING)
    assert not is_set_in_the_middle([Block(0, 16, 26), *rows], SPACING)


def test_the_label_of_the_first_rows_may_go_on_with_that_of_the_page_before() -> None:
    header = [block(column, 5) for column in range(3)]
    rows = [block(column, y) for y in (25, 45, 65, 85) for column in (1, 2)]
    whole = texts([*header, block(0, 75), *rows], 3)
    found = middle_rows(replace(whole, goes_on=True))
    assert not found.unsure
    assert [round(edge) for edge in found.by_column[0]] == [15, 35, 55]
    assert middle_rows(whole).unsure


def test_a_last_label_beside_its_first_row_is_cut_by_the_page_where_all_rows_are_then_given() -> None:
    rows = [block(column, y) for y in (15, 35, 55, 75, 95) for column in (1, 2)]
    found = middle_rows(texts([block(0, 15), block(0, 45), block(0, 75), *rows], 3, bottom=110))
    assert not found.unsure
    assert found.by_column[0] == (25, 65)


def test_doubt_about_a_text_reaches_no_farther_than_its_neighbours() -> None:
    rows = [block(column, 15 + 20 * i) for i in range(8) for column in (1, 2)]
    labels = [block(0, 102 if i == 4 else 15 + 20 * i) for i in range(8)]
    found = middle_rows(texts([*labels, *rows], 3, bottom=170))
    assert found.unsure == {(0, row) for row in (4, 5, 6)}


def test_a_label_in_the_middle_of_the_first_two_rows_is_of_both_whatever_stands_above() -> None:
    header = [Block(0, 14, 22), Block(1, 4, 12), Block(1, 24, 32), Block(2, 4, 12), Block(2, 24, 32)]
    body = [Block(column, 48, 56) for column in range(3)]
    assert not middle_rows(texts([*header, *body], 3)).unsure


def test_doubt_about_a_text_beside_the_last_row_stays_in_the_table() -> None:
    found = middle_rows(texts([block(0, 15), block(0, 45), block(0, 82), *TWO_ROWS], 3))
    assert found.unsure
    assert {row for _, row in found.unsure} <= {0, 1, 2}


def test_a_last_text_in_the_middle_of_two_rows_and_level_with_the_lower_one_leaves_both_in_doubt() -> None:
    """A page may have cut it, so that it is of the lower row alone."""
    labels = [block(column, y) for column in (0, 2) for y in (10, 27)] + [block(0, 46), block(2, 46, 2)]
    rows = middle_rows(texts([*labels, block(1, 10), block(1, 39)], 3, drawn=(20, 34), bottom=58))
    assert {row for column, row in rows.unsure if column == 1} == {1, 2}


def test_many_texts_that_share_their_tops_and_none_their_middles_are_set_at_the_top() -> None:
    beside = [each for y in range(0, 450, 50) for each in (Block(0, y, y + 30), Block(1, y, y + 10))]
    assert is_set_at_the_top(beside, SPACING)
    assert not is_set_at_the_top(beside[:6], SPACING)
    assert not is_set_at_the_top([*beside, block(2, 15, 2), block(2, 65, 2)], SPACING)


def test_where_only_a_header_of_two_rows_needs_several_merged_labels_are_in_doubt() -> None:
    rows = [block(column, 15 + 20 * i) for i in range(5) for column in (1, 2)]
    heads = [block(0, 25)]
    single = middle_rows(texts([*heads, block(0, 75), *rows], 3, bottom=110))
    assert {row for column, row in single.unsure if column == 0} >= {2, 3, 4}


def test_labels_and_their_numbers_on_the_same_levels_with_different_rows_are_in_doubt() -> None:
    numbers = [block(0, 15 + 40 * i) for i in range(4)]
    placed = [
        Placed(((0, 0), (2, 2), (4, 4), (6, 6)), frozenset(), ()),
        Placed(((0, 0), (1, 3), (4, 4), (5, 7)), frozenset(), ()),
    ]
    labels = [replace(own, column=1) for own in numbers]
    found = differing_rows([numbers, labels], placed, SPACING)
    assert found == {(column, row) for column in (0, 1) for row in (1, 2, 3, 5, 6, 7)}
    assert not differing_rows([numbers[:2], labels], placed, SPACING)


def test_labels_of_one_row_each_under_a_header_of_two_are_sure_whatever_else_they_stand_in_the_middle_of() -> None:
    rows = [block(column, 15 + 20 * i) for i in range(6) for column in (1, 2)]
    labels = [block(0, 15 + 20 * i) for i in range(2, 6)]
    found = middle_rows(texts([block(0, 25), *labels, *rows], 3, bottom=130))
    assert not {row for column, row in found.unsure if column == 0}
    assert len(found.by_column[0]) == 4


def test_a_label_beside_no_row_may_have_all_rows_up_to_its_neighbours_and_others_may_be_merged_cells_then() -> None:
    rows = tuple(Row(10 + 20 * i, 20 + 20 * i, 2, 0) for i in range(9))
    whole = Rows(rows, Edges(tuple(5.0 + 20 * i for i in range(10)), (0.0,) * 10), (), texts([], 1, bottom=185))
    labels = [block(0, 15), block(0, 70), block(0, 115), block(0, 155)]
    assert place_texts(labels, whole).unsure >= {1, 2, 3, 4, 5, 6}
    assert 6 not in place_texts([replace(own, column=2) for own in labels], whole).unsure


def test_a_header_in_the_middle_does_not_tell_how_the_texts_below_it_are_set() -> None:
    header = [Block(0, 10, 20), Block(1, 0, 30), Block(2, 5, 25), Block(3, 0, 30)]
    rows = [each for y in (40, 90) for each in (Block(0, y, y + 30), Block(1, y, y + 10), Block(2, y, y + 10))]
    assert is_set_in_the_middle(header, SPACING)
    assert not is_set_in_the_middle([*header, *rows], SPACING)
