"""A stamp over a table: no rules of its letters and arcs, no doubt where it hides nothing, crossed letters read."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extract.model import PageSize
from extract.rules import find_grids
from extract.scan_cells import cells_of
from extract.scan_drawn import FAR, NEAR, hiding, is_of_drawing, places_of
from extract.scan_lines import Strip, find_strips
from extract.scan_picture import Picture, to_picture
from extract.scan_rules import take_rules
from extract.scan_specks import find_specks

DPI = 300
SCALE = DPI / 72
XS, YS = (300, 800, 1300, 1800), (300, 345, 390, 600)
"""Pixels; the first two rows are as high as a line of text (45 pixels are 11 points)."""
Draw = Callable[[ImageDraw.ImageDraw], None]


def picture(*drawings: Draw) -> Picture:
    image = Image.new("L", (2100, 900), 255)
    pen = ImageDraw.Draw(image)
    for y in YS:
        pen.line((XS[0], y, XS[-1], y), fill=0, width=4)
    for x in XS:
        pen.line((x, YS[0], x, YS[-1]), fill=0, width=4)
    for drawing in drawings:
        drawing(pen)
    grey = np.asarray(image, dtype=np.uint8)
    return to_picture(grey, SCALE, PageSize(1, 2100 / SCALE, 900 / SCALE))


def upright(x: int, row: int) -> Draw:
    return lambda pen: pen.line((x, YS[row], x, YS[row + 1]), fill=0, width=4)


def ring(pen: ImageDraw.ImageDraw) -> None:
    pen.ellipse((900, 320, 1360, 780), outline=0, width=6)


def columns(drawn: Picture) -> list[int]:
    (grid,) = find_grids(take_rules(drawn).rules)
    return [round(x * SCALE) for x in grid.xs]


def test_a_letters_stem_in_one_row_is_no_rule_and_its_place_is_said() -> None:
    drawn = picture(upright(1000, 1))
    assert columns(drawn) == pytest.approx(XS, abs=3)
    ((x, y),) = take_rules(drawn).stems.tolist()
    assert x * SCALE == pytest.approx(1000, abs=3)
    assert YS[1] < y * SCALE < YS[2]


def test_stems_beside_each_other_are_none_in_line() -> None:
    assert columns(picture(upright(1000, 1), upright(1020, 1))) == pytest.approx(XS, abs=3)


def test_short_uprights_in_line_over_two_rows_are_a_column() -> None:
    drawn = picture(upright(1000, 0), upright(1000, 1), upright(1000, 2))
    assert columns(drawn) == pytest.approx((300, 800, 1000, 1300, 1800), abs=3)
    assert not len(take_rules(drawn).stems)


def test_an_arc_is_no_rule() -> None:
    assert columns(picture(ring)) == pytest.approx(XS, abs=3)


def test_letters_that_hang_together_with_a_drawing_are_of_their_line() -> None:
    def letters(pen: ImageDraw.ImageDraw) -> None:
        for x in range(840, 1200, 30):
            pen.rectangle((x, 480, x + 16, 504), fill=0)

    def drawing(pen: ImageDraw.ImageDraw) -> None:
        pen.line((960, 420, 1010, 590), fill=0, width=5)

    ruled = take_rules(picture(letters, drawing))
    specks = find_specks(ruled.picture)
    strips = find_strips(specks, cells_of(find_grids(ruled.rules), SCALE), SCALE)
    (line,) = [strip for strip in strips if strip.x1 - strip.x0 > 100]
    assert line.x0 == pytest.approx(840, abs=3)
    assert line.x1 == pytest.approx(1186, abs=3)


def strip(x0: int, region: int = 0) -> Strip:
    return Strip(x0, 10, x0 + 100, 30, 20.0, region)


def test_a_drawing_far_from_the_text_of_its_cell_hides_none_of_it() -> None:
    near, far = 110 + FAR * 20 - 1, 110 + FAR * 20 + 1
    places = np.array([(near, 20.0), (far, 20.0)])
    assert hiding(places, [strip(10)], [(0, 0, 2000, 40)]).tolist() == [[near, 20.0]]


def test_a_drawing_in_a_cell_without_text_or_outside_of_all_may_hide_some() -> None:
    places = np.array([(1500.0, 20.0), (3000.0, 20.0)])
    assert len(hiding(places, [strip(10, region=1)], [(0, 0, 2000, 40)])) == 2


def test_a_drawings_places_stand_all_over_it() -> None:
    drawing = np.zeros((90, 60), dtype=np.bool_)
    drawing[30:60, 10] = True
    assert [tuple(place) for place in places_of(drawing, 30.0)] == [(15.0, 35.0), (15.0, 45.0), (15.0, 55.0)]


def test_ink_that_a_drawing_passes_near_is_a_piece_of_it() -> None:
    assert is_of_drawing(strip(10), np.array([(110 + NEAR * 20 - 1, 20.0)]))
    assert not is_of_drawing(strip(10), np.array([(110 + NEAR * 20 + 1, 20.0)]))
    assert not is_of_drawing(strip(10), np.empty((0, 2)))
