"""Rows set in the middle: how exactly their edges are known, and what a page's end cuts of their cells."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from extract.body import Body
from extract.middle import middle_rows
from extract.middle_edges import find_edges
from extract.middle_texts import Row, Texts
from extract.paths import Fill
from extract.rows import Block
from extract.sketch import Sketch
from extract.spacing import Spacing
from extract.uneven import uneven_pairs

SPACING = Spacing(0.0, 10.0)
PADDING = 3.0


def block(column: int, top: float, bottom: float) -> Block:
    return Block(column, top, bottom)


def rows_of(edges: Sequence[float], columns: Sequence[int], height: float = 10) -> list[Block]:
    """A text of one line in the middle of each row, in these columns."""
    middles = [(a + b) / 2 for a, b in pairwise(edges)]
    return [Block(column, y - height / 2, y + height / 2) for column in columns for y in middles]


def texts(
    blocks: Sequence[Block],
    headings: tuple[Block, ...] = (),
    goes_on: bool = False,
    known_bottom: float | None = None,
    padding: float | None = None,
) -> Texts:
    ends = (min(own.top for own in blocks) - 1, max(own.bottom for own in blocks) + 1)
    columns = max(own.column for own in blocks) + 1
    return Texts(
        tuple(blocks), columns, SPACING, ends, (), headings, frozenset(), lambda column, rows: True, goes_on, True,
        known_bottom, padding,
    )  # fmt: skip


HEADER = [block(column, 3, 13) for column in range(3)]
"""A header from 0 to 16."""
HIGH = [16.0, 42.0, 68.0, 94.0, 110.0, 126.0]
"""Rows of which merged labels make the first three higher than their figures."""
FIGURES = rows_of(HIGH, (1, 2))
LABELS = [block(0, 19, 65), block(0, 71, 107), block(0, 113, 123)]


def test_edges_stand_where_texts_as_near_as_any_touch_and_rows_middles_say_the_rest() -> None:
    blocks = [*HEADER, *LABELS, *FIGURES]
    rows = [Row(3, 13, 3, 0), *(Row(own.top, own.bottom, 2, 0) for own in FIGURES[:5])]
    found = find_edges(rows, blocks, texts(blocks))
    assert found.padding == PADDING
    assert all(abs(y - edge) <= 1 for y, edge in zip(found.ys[1:], HIGH, strict=True))
    assert max(found.slacks[1:]) <= 1


def test_no_padding_is_believed_that_the_rows_middles_contradict() -> None:
    off = [Block(own.column, own.top + 4 * (i % 2), own.bottom + 4 * (i % 2)) for i, own in enumerate(FIGURES)]
    blocks = [*HEADER, *LABELS, *off]
    rows = [Row(3, 13, 3, 0), *(Row(own.top, own.bottom, 2, 0) for own in off[:5])]
    assert find_edges(rows, blocks, texts(blocks)).padding is None


def test_the_padding_of_the_page_before_tells_of_edges_where_texts_hardly_touch() -> None:
    blocks = [*HEADER, *rows_of(HIGH[:3], (1, 2)), block(0, 19, 65)]
    rows = [Row(3, 13, 3, 0), *(Row(own.top, own.bottom, 2, 0) for own in rows_of(HIGH[:3], (1,)))]
    alone = find_edges(rows, blocks, texts(blocks))
    told = find_edges(rows, blocks, texts(blocks, goes_on=True, known_bottom=13, padding=PADDING))
    assert (alone.padding, told.padding) == (None, PADDING)
    assert abs(told.ys[-1] - HIGH[2]) <= 1


def test_the_rest_of_a_label_stands_above_the_middle_by_the_padding_that_it_lacks() -> None:
    edges = [16.0, 46.0, 62.0, 78.0, 94.0]
    blocks = [*HEADER, *rows_of(edges, (1, 2)), block(0, 16, 40), block(0, 57, 67), block(0, 81, 91)]
    found = middle_rows(texts(blocks, goes_on=True, known_bottom=13, padding=PADDING))
    assert not found.unsure
    assert [round(y) for y in found.by_column[0]] == [16, 46, 78]
    assert middle_rows(texts(blocks, padding=PADDING)).unsure


def test_a_label_that_the_pages_end_cuts_stands_below_the_middle_by_the_padding_that_it_lacks() -> None:
    edges = [16.0, 32.0, 48.0, 74.0, 100.0]
    labels = [block(0, 19, 29), block(0, 35, 45), block(0, 71, 82)]
    blocks = [*HEADER, *rows_of(edges, (1, 2))[:3], *rows_of(edges, (1, 2))[4:7], *labels]
    blocks += [block(column, 82, 97) for column in (1, 2)]
    found = middle_rows(texts(blocks, padding=PADDING))
    assert not {row for column, row in found.unsure if column == 0}
    assert [round(y) for y in found.by_column[0]] == [16, 32, 48]


def test_the_rest_of_a_row_may_stand_right_below_the_header() -> None:
    edges = [36.0, 52.0, 68.0, 84.0, 100.0]
    rest = [block(column, 16, 33) for column in (1, 2)]
    blocks = [*HEADER, *rest, *rows_of(edges, (0, 1, 2))]
    found = middle_rows(texts(blocks, goes_on=True, known_bottom=13, padding=PADDING))
    assert len(found.edges) == 5


def test_no_label_of_the_body_reaches_into_a_header_that_the_page_before_tells() -> None:
    edges = [16.0, 46.0, 64.0, 80.0]
    header = [block(column, -5, 13) for column in range(3)]
    blocks = [*header, *rows_of(edges, (1, 2)), block(0, 16, 40), block(0, 50, 60), block(0, 67, 77)]
    found = middle_rows(texts(blocks, goes_on=True, known_bottom=13, padding=PADDING))
    assert [round(y) for y in found.by_column[0]] == [16, 46, 64]


def test_a_heading_last_in_its_column_is_of_its_row_alone() -> None:
    edges = [16.0, 32.0, 48.0, 64.0, 80.0]
    heading = block(1, 35, 45)
    figures = [own for own in rows_of(edges, (1, 2)) if not 32 < own.middle < 48 and own.column == 2]
    labels = [own for own in rows_of(edges, (0,)) if not 32 < own.middle < 48]
    blocks = [*HEADER, heading, block(1, 19, 29), *labels, *figures]
    found = middle_rows(texts(blocks, headings=(heading,), padding=PADDING))
    assert [round(y) for y in found.by_column[1]][:3] == [16, 32, 48]


def body(soft: Sequence[float], fills: Sequence[Fill]) -> Body:
    none = np.empty((0, 3))
    sketch = Sketch(0, 100, 0, 200, none, tuple(soft))
    return Body(sketch, (0, 15, 40, 70, 100), ((),) * 4, none, tuple(fills), (), (), SPACING, (0, 200))


def shaded(x0: float, x1: float, top: float, bottom: float) -> Fill:
    return Fill(x0, top, x1, bottom, pale=False)


def test_shading_of_a_narrow_column_and_what_is_lower_than_a_line_part_no_rows() -> None:
    row, cut, blank = shaded(0, 100, 40, 80), shaded(0, 15, 120, 150), shaded(40, 100, 80, 84)
    assert body((40, 80, 120, 150), (row, cut)).soft == [40, 80]
    assert body((40, 80, 84), (row, blank)).soft == [40, 80]


def test_texts_of_different_heights_on_several_levels_are_those_of_rows() -> None:
    narrow = [block(0, top, top + 20) for top in (0, 40, 80)]
    wide = [block(1, top + 5, top + 15) for top in (0, 40, 80)]
    assert len(uneven_pairs([*narrow, *wide], 10)) == 3
    assert not uneven_pairs([narrow[1], wide[1]], 10)
    assert not uneven_pairs([*narrow, *(block(1, own.top, own.top + 10) for own in narrow)], 10)
