"""Which drawn shapes are rules, and what they make of a table."""

from __future__ import annotations

import random
from collections.abc import Hashable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.drawn import IDENTITY, compose, overlap, turned_box
from extract.paths import Walk, solid_boxes
from tests.drawing import Paper, Plan, Stroke, dashed, dotted, double, only, plan, solid, texts, thin_fill

GREY = (128, 128, 128)
ROWS = [["Indicateur", "<", "2019"], ["^", "<", "Pour le 67 :\n4 827"], ["Nombre", "12", "93,0 %"]]
STROKES: tuple[Stroke, ...] = (solid, thin_fill, dashed, dotted, double)


class Upright:
    """A view that leaves boxes as they are."""

    def place(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        return x0, y0, x1, y1


@pytest.mark.parametrize("stroke", STROKES)
@pytest.mark.parametrize("turn", [0, 90])
def test_rules_of_every_kind_make_the_same_table(stroke: Stroke, turn: int) -> None:
    assert texts(only(Paper(turn=turn).table(50, 60, plan(ROWS), stroke).read())) == ROWS


def test_a_box_stroked_round_each_cell_makes_a_table() -> None:
    paper = Paper()
    for r in range(3):
        for c in range(3):
            paper.canvas.rect(50 + 90 * c + 0.3, 60 + 20 * r + 0.3, 89.4, 19.4)
            paper.text(55 + 90 * c, 73 + 20 * r, f"{r}{c}")
    assert texts(only(paper.read())) == [[f"{r}{c}" for c in range(3)] for r in range(3)]


def test_a_box_filled_behind_each_cell_with_white_between_makes_a_table_only_of_what_is_ruled() -> None:
    paper = Paper()
    paper.canvas.setFillColorRGB(0.9, 0.9, 0.9)
    paper.canvas.rect(50, 60, 180, 15.6, stroke=0, fill=1)
    paper.canvas.setFillColorRGB(0, 0, 0)
    assert texts(only(paper.table(50, 60, plan([["a", "b"], ["c", "d"]])).read())) == [["a", "b"], ["c", "d"]]


def test_a_frame_round_the_page_and_a_box_round_a_paragraph_are_no_tables() -> None:
    paper = Paper().table(50, 60, plan(ROWS)).text(60, 300, "Un paragraphe\nencadré")
    paper.canvas.rect(20, 20, 555, 802)
    paper.canvas.rect(50, 285, 200, 40)
    document = paper.read()
    assert texts(only(document)) == ROWS
    assert [line.text for line in document.lines] == ["Un paragraphe", "encadré"]


def test_rounded_corners_keep_the_sides_of_a_table() -> None:
    paper = Paper()
    paper.canvas.roundRect(50, 60, 180, 40, 4)
    paper.canvas.line(50, 80, 230, 80)
    paper.canvas.line(140, 60, 140, 100)
    for text, x, y in (("a", 55, 74), ("b", 145, 74), ("c", 55, 94), ("d", 145, 94)):
        paper.text(x, y, text)
    assert texts(only(paper.read())) == [["a", "b"], ["c", "d"]]


def test_a_slanted_stroke_is_no_rule() -> None:
    paper = Paper().table(50, 60, plan(ROWS))
    paper.canvas.line(230, 60, 320, 75)
    assert texts(only(paper.read())) == ROWS


def _underlined(paper: Paper, at: tuple[float, float], text: str, drop: float, stroke: Stroke) -> None:
    x, baseline = at
    paper.text(x, baseline, text)
    stroke(paper.canvas, x, baseline + drop, x + paper.canvas.stringWidth(text, "Helvetica", 8), baseline + drop)


@pytest.mark.parametrize("stroke", [solid, thin_fill])
@pytest.mark.parametrize("drop", [1.2, -2.3])
def test_an_underline_or_a_strike_is_no_rule(drop: float, stroke: Stroke) -> None:
    paper = Paper().table(50, 60, plan([["Indicateur", "2019"], ["", ""], ["Part", "5"]]))
    _underlined(paper, (53, 86.6), "Nombre de structures", drop, stroke)
    _underlined(paper, (143, 86.6), "souligné 12", drop, stroke)
    rows = [["Indicateur", "2019"], ["Nombre de structures", "souligné 12"], ["Part", "5"]]
    assert texts(only(paper.read())) == rows


def test_a_rule_close_under_a_text_stays_a_rule() -> None:
    rows = [["Nombre de structures", "12"], ["Part", "5"]]
    paper = Paper().table(50, 60, Plan([86, 40], [13, 13], [[0, 1], [2, 3]], dict(enumerate("abcd"))))
    assert texts(only(paper.read())) == [["a", "b"], ["c", "d"]]
    assert texts(only(Paper().table(50, 60, plan(rows, [82, 40], [12.5, 12.5])).read())) == rows


@pytest.mark.parametrize(
    ("box", "level", "upright"),
    [((0, 0, 50, 1), 1, 0), ((0, 0, 1, 50), 0, 1), ((0, 0, 0.8, 0.75), 1, 1), ((0, 0, 3.9, 50), 0, 1)],
)
def test_a_thin_fill_is_a_rule_and_a_dot_may_be_part_of_two(
    box: tuple[float, float, float, float], level: int, upright: int
) -> None:
    walk = Walk(Upright())
    walk.fill(box, GREY)
    rules = walk.rules()
    assert (len(rules.horizontal), len(rules.vertical), walk.fills) == (level, upright, [])


SHADED = (50, 60, 120, 100)


@pytest.mark.parametrize(
    ("box", "colour", "rules"),
    [
        ((120, 60, 180, 63), GREY, 0),  # what a page break left of the row that is shaded beside it
        ((120, 97, 180, 100), GREY, 0),
        ((120, 60, 180, 63), (0, 0, 0), 1),  # a rule of another colour
        ((120, 64, 180, 67), GREY, 1),  # not at the row's end
        ((50, 60, 120, 61), GREY, 1),  # a border of the shaded cell itself
    ],
)
def test_a_thin_rest_of_a_shaded_row_is_no_rule(
    box: tuple[float, float, float, float], colour: tuple[int, int, int], rules: int
) -> None:
    walk = Walk(Upright())
    walk.fill(SHADED, GREY)
    walk.fill(box, colour)
    assert len(walk.rules().horizontal) == rules


def test_matrices_apply_from_the_inside_out() -> None:
    scaled, moved = (2.0, 0.0, 0.0, 2.0, 0.0, 0.0), (1.0, 0.0, 0.0, 1.0, 5.0, 7.0)
    assert compose(scaled, moved) == (2, 0, 0, 2, 5, 7)
    assert compose(moved, scaled) == (2, 0, 0, 2, 10, 14)
    assert turned_box((0, 0, 2, 1), (0, 1, -1, 0, 0, 0)) == (-1, 0, 0, 2)
    assert turned_box((0, 0, 2, 1), IDENTITY) == (0, 0, 2, 1)
    assert overlap((0, 0, 5, 5), (2, -1, 9, 4)) == (2, 0, 5, 4)


@st.composite
def merged_grids(draw: st.DrawFn) -> Plan:
    """Random columns, rows and merges; no two rows or columns that nothing tells apart."""
    rows, columns = draw(st.integers(2, 6)), draw(st.integers(2, 5))
    labels = [[(r, c) for c in range(columns)] for r in range(rows)]
    for _ in range(draw(st.integers(0, 4))):
        r0, c0 = draw(st.integers(0, rows - 1)), draw(st.integers(0, columns - 1))
        r1, c1 = draw(st.integers(r0, min(rows - 1, r0 + 2))), draw(st.integers(c0, min(columns - 1, c0 + 2)))
        places = [(r, c) for r in range(r0, r1 + 1) for c in range(c0, c1 + 1)]
        if all(labels[r][c] == (r, c) and sum(row.count((r, c)) for row in labels) == 1 for r, c in places):
            for r, c in places:
                labels[r][c] = (r0, c0)
    for r in range(rows - 1, 0, -1):  # an edge that no rule shows is none
        if labels[r] == labels[r - 1]:
            del labels[r]
    for c in range(columns - 1, 0, -1):
        if all(row[c] == row[c - 1] for row in labels):
            for row in labels:
                del row[c]
    first = {label: f"{label[0]}{label[1]}" for row in labels for label in row}
    words = draw(st.lists(st.sampled_from(["", "4 827", "n.d.", "é à", "93,0 %", "a\nb"]), min_size=30, max_size=30))
    found = {label: f"{text} {words[i]}".strip() for i, (label, text) in enumerate(first.items())}
    return Plan(
        [draw(st.sampled_from([45.0, 60.0, 90.5])) for _ in labels[0]],
        [draw(st.sampled_from([26.0, 33.3])) for _ in labels],
        labels,
        found,
    )


def _expected(table: Plan) -> list[list[str]]:
    grid: list[list[str]] = []
    seen: dict[Hashable, tuple[int, int]] = {}
    for r, row in enumerate(table.labels):
        grid.append([])
        for c, label in enumerate(row):
            first = seen.setdefault(label, (r, c))
            grid[r].append(table.texts[label] if first == (r, c) else "<" if c > first[1] else "^")
    return grid


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(
    merged_grids().filter(lambda t: len(t.texts) > 1),
    st.sampled_from([0, 90, 180, 270]),
    st.sampled_from(STROKES),
    st.integers(0, 9),
)
def test_a_random_grid_with_merged_cells_is_read_back(table: Plan, turn: int, stroke: Stroke, seed: int) -> None:
    chance = random.Random(seed)
    noise = 0.0 if stroke is dotted else 0.6 if stroke is double else 0.95
    paper = Paper(turn=turn).table(40, 50, table, stroke, lambda: chance.uniform(-noise, noise))
    found = only(paper.read())
    assert texts(found) == _expected(table)
    assert not [cell for cell in found.cells if cell.marks]


def ring(walk: Walk, outer: tuple[float, float, float, float], inner: tuple[float, float, float, float]) -> None:
    for box in solid_boxes([outer, inner]):
        walk.fill(box, GREY)


def test_a_border_filled_as_a_box_with_a_box_cut_out_is_its_sides_and_no_shading() -> None:
    walk = Walk(Upright())
    ring(walk, (50, 60, 250, 100), (51, 61, 249, 99))
    assert not walk.fills
    rules = walk.rules()
    assert sorted(y for y, _, _ in rules.horizontal) == [60.5, 99.5]
    assert sorted(x for x, _, _ in rules.vertical) == [50.5, 249.5]


@pytest.mark.parametrize("inner", [(50.0, 61.0, 250.0, 100.0), (50.0, 60.0, 250.0, 99.0)])
def test_of_a_border_on_one_side_only_that_side_is_a_rule(inner: tuple[float, float, float, float]) -> None:
    walk = Walk(Upright())
    ring(walk, (50, 60, 250, 100), inner)
    rules = walk.rules()
    assert (len(rules.horizontal), len(rules.vertical), walk.fills) == (1, 0, [])


def test_two_boxes_side_by_side_are_two_fills() -> None:
    assert solid_boxes([(0, 0, 20, 20), (30, 0, 50, 20)]) == [(0, 0, 20, 20), (30, 0, 50, 20)]


def test_uprights_with_a_narrow_gap_between_them_part_two_columns_and_not_three() -> None:
    paper = Paper().table(50, 60, plan(ROWS))
    paper.canvas.line(234.5, 60, 234.5, 60 + sum(plan(ROWS).heights))
    found = only(paper.read())
    assert texts(found) == ROWS
