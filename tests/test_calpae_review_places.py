"""Which places are shown beside a figure: its cell and its row, nothing else, and nothing that is withheld."""

from __future__ import annotations

from typing import Any

import pytest

from calpae.review_places import AROUND, CLOSE, Leaves, View, views_of
from extract.crop import Cut
from extract.model import Region

Row = dict[str, Any]


def cell(row: int, column: int, *places: Region, text: str = "12", table: int = 0) -> Row:
    boxes = [{name: getattr(p, name) for name in ("page", "x0", "top", "x1", "bottom")} for p in places]
    return {"table": table, "row": row, "column": column, "rowspan": 1, "colspan": 1, "text": text, "places": boxes}


def at(row: int, column: int, page: int = 1) -> Region:
    return Region(page, 50.0 + 90 * column, 60.0 + 100 * row, 140.0 + 90 * column, 160.0 + 100 * row)


def grid(rows: int = 4, columns: int = 5) -> list[Row]:
    return [cell(r, c, at(r, c)) for r in range(rows) for c in range(columns)]


FIGURE = {"table": 0, "row": 2, "column": 3}


def test_a_cell_is_shown_close_by_and_with_its_whole_row() -> None:
    (sight,) = Leaves(grid()).sights(FIGURE)
    place = at(2, 3)
    assert sight.page == 1
    assert sight.close.cut.frame == Region(1, place.x0 - CLOSE, place.top - CLOSE, place.x1 + CLOSE, 360 + CLOSE)
    whole = sight.around.cut.frame
    assert (whole.x0, whole.x1) == (49.0, 501.0)
    assert (whole.top, whole.bottom) == (place.top - AROUND, place.bottom + AROUND)


def test_nothing_but_cells_of_the_table_is_shown() -> None:
    cells = [each for each in grid() if (each["row"], each["column"]) != (2, 0)]  # a hole in the table
    cells.append(cell(0, 0, Region(1, 50, 700, 500, 780), table=1))
    (sight,) = Leaves(cells).sights(FIGURE)
    shown = sight.around.cut.shown
    assert all(50 <= p.x0 < p.x1 <= 500 and 60 <= p.top < p.bottom <= 460 for p in shown)
    assert not [p for p in shown if p.x0 < 140 and p.top < 260 + 1 and p.bottom > 360 - 1 and p.bottom - p.top > AROUND]


def test_a_cell_over_a_page_break_is_shown_on_both_pages() -> None:
    cells = [cell(0, 0, at(3, 0), at(0, 0, page=2)), cell(0, 1, at(3, 1), at(0, 1, page=2))]
    sights = Leaves(cells).sights({"table": 0, "row": 0, "column": 1})
    assert [sight.page for sight in sights] == [1, 2]


def test_what_is_withheld_is_covered_a_little_beyond_its_cell() -> None:
    cells = grid()
    cells[2 * 5 + 1] = cell(2, 1, at(2, 1), text="suivi par [withheld: name]")
    (sight,) = Leaves(cells).sights(FIGURE)
    (covered,) = sight.around.cut.covered
    assert covered.x0 < at(2, 1).x0 and covered.x1 > at(2, 1).x1
    assert not sight.is_withheld
    (own,) = Leaves(cells).sights({**FIGURE, "column": 1})
    assert own.is_withheld


def test_withheld_text_of_another_table_is_covered_too() -> None:
    cells = [*grid(), cell(0, 0, Region(1, 60, 270, 130, 350), text="[withheld: iban]", table=1)]
    (sight,) = Leaves(cells).sights(FIGURE)
    assert len(sight.around.cut.covered) == 1


def test_figures_of_one_row_share_the_picture_of_that_row() -> None:
    leaves = Leaves(grid())
    sights = [sight for column in (2, 3) for sight in leaves.sights({**FIGURE, "column": column})]
    assert len(views_of(sights)) == 3


def test_a_cell_without_pages_has_no_picture() -> None:
    assert Leaves([cell(2, 3)]).sights(FIGURE) == ()
    assert Leaves([]).sights(FIGURE) == ()


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_table_that_lies_on_its_side_is_set_upright(quarters: int) -> None:
    """As pages lie: the upright table turned back by that many quarters on a page of 600 by 600 points."""

    def lying(place: Region) -> Region:
        box = (place.x0, place.top, place.x1, place.bottom)
        for _ in range(quarters):
            x0, top, x1, bottom = box
            box = (top, 600 - x1, bottom, 600 - x0)  # a quarter turn against the clock
        return Region(1, *box)

    cells = [cell(r, c, lying(at(r, c))) for r in range(4) for c in range(5)]
    (sight,) = Leaves(cells).sights(FIGURE)
    assert sight.around.cut.quarters == quarters
    width, height = sight.around.size
    assert (width, height) == pytest.approx((452, 100 + 2 * AROUND))
    assert sight.around.mark == pytest.approx((at(2, 3).x0 - 49, AROUND, 90, 100))


def test_a_picture_is_named_by_what_it_shows() -> None:
    frame = Region(1, 0, 0, 10, 10)
    one, same, other = (View(Cut(frame, shown), frame) for shown in ((), (), (frame,)))
    assert one.name == same.name != other.name
