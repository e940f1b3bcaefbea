"""Rules of a scanned page: grey, dashed, on shading, cut by the page's end; and letters, which are none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import reportlab
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from extract.model import PageSize
from extract.rules import find_grids
from extract.scan_picture import to_picture
from extract.scan_rules import Ruled, take_rules

SCALE = 300 / 72
XS, YS = (200, 700, 1200, 1900), (200, 290, 350, 410, 700)
"""Pixels; rows are from 14 to 70 points high."""
WORDS = ("Nombre de nouveaux entrants", "CD67 : 10 structures", "CD67 : 10 1 111", "CD67 : 10 1 111\n" * 4)
FONT = Path(reportlab.__file__).parent / "fonts" / "VeraBd.ttf"
Dashes = tuple[int, int] | None


class Paper:
    """A page with words in each cell of a table, printed and scanned at 300 dpi: a little blurred, with a grain."""

    def __init__(self) -> None:
        self.image = Image.new("L", (2100, 900), 255)
        self.pen = ImageDraw.Draw(self.image)

    def words(self, points: float = 6.0) -> Paper:
        font = ImageFont.truetype(FONT, round(points * SCALE))
        for x in XS[:-1]:
            for y, word in zip(YS[:-1], WORDS, strict=True):
                self.pen.text((x + 8, y + 8), word, font=font, fill=0)
        return self

    def shading(self, row: int) -> Paper:
        self.pen.rectangle((XS[0], YS[row], XS[-1], YS[row + 1]), fill=215)
        return self

    def rules(self, fill: int = 0, width: int = 2, dashes: Dashes = None, *, top: bool = True) -> Paper:
        for y in YS if top else YS[1:]:
            for begin, end in _pieces(XS[0], XS[-1], dashes):
                self.pen.line((begin, y, end, y), fill, width)
        for x in XS:
            for begin, end in _pieces(YS[0], YS[-1], dashes):
                self.pen.line((x, begin, x, end), fill, width)
        return self

    def taken(self, dpi: int = 300) -> Ruled:
        width, height = self.image.size
        small = round(width * dpi / 300), round(height * dpi / 300)
        image = self.image.resize(small, Image.Resampling.BOX).resize(self.image.size, Image.Resampling.BILINEAR)
        blurred = np.asarray(image.filter(ImageFilter.GaussianBlur(1.2)), dtype=np.float64)
        grain = np.random.default_rng(1).normal(0, 4, blurred.shape)
        seen = np.clip(blurred + grain, 0, 255).astype(np.uint8)
        return take_rules(to_picture(seen, SCALE, PageSize(1, width / SCALE, height / SCALE)))


def _pieces(begin: int, end: int, dashes: Dashes) -> list[tuple[int, int]]:
    on, off = dashes or (end - begin, 0)
    return [(at, min(at + on, end)) for at in range(begin, end, on + off)]


def edges(ruled: Ruled) -> tuple[list[int], list[int], int]:
    """Where the one grid has its columns and rows (pixels), and how many cells."""
    (grid,) = find_grids(ruled.rules)
    return [round(x * SCALE) for x in grid.xs], [round(y * SCALE) for y in grid.ys], len(grid.spans)


def is_whole(ruled: Ruled) -> None:
    xs, ys, cells = edges(ruled)
    assert xs == pytest.approx(XS, abs=4)
    assert ys == pytest.approx(YS, abs=4)
    assert cells == (len(XS) - 1) * (len(YS) - 1)


@pytest.mark.parametrize("fill", [0, 100, 170, 195])
@pytest.mark.parametrize("width", [1, 3, 6])
def test_rules_are_found_however_grey_beside_words(fill: int, width: int) -> None:
    is_whole(Paper().words().rules(fill, width).taken())


@pytest.mark.parametrize("dashes", [(8, 6), (12, 6), (4, 8)])
@pytest.mark.parametrize("fill", [0, 150])
def test_dashes_and_dots_are_rules_also_where_they_cross(fill: int, dashes: Dashes) -> None:
    is_whole(Paper().words().rules(fill, 3, dashes).taken())


def test_dashes_that_shrink_along_a_rule_are_its_dashes() -> None:
    paper = Paper().words().rules(150, 3, (11, 4))
    for y in YS:
        for x in range(XS[0], (XS[0] + XS[-1]) // 2, 15):
            paper.pen.line((x + 5, y, x + 10, y), 255, 5)
    is_whole(paper.taken())


@pytest.mark.parametrize(("dashes", "dpi"), [((2, 2), 150), ((3, 4), 150), ((2, 4), 140), ((3, 4), 130)])
def test_fine_dots_are_rules_where_a_scan_of_few_dots_an_inch_blurs_them(dashes: Dashes, dpi: int) -> None:
    is_whole(Paper().words().rules(120, 2, dashes).taken(dpi))


@pytest.mark.parametrize("fill", [0, 150])
def test_rules_are_found_on_shading(fill: int) -> None:
    is_whole(Paper().shading(0).words().rules(fill, 3).taken())


@pytest.mark.parametrize("high", [180, 50])
@pytest.mark.parametrize("is_headed", [True, False])
def test_uprights_that_shading_breaks_off_go_on_below_it(is_headed: bool, high: int) -> None:
    paper, body = Paper(), (YS[1] + 60, YS[1] + 60 + high)
    for x in XS:
        paper.pen.line((x, *body[:1], x, *body[1:]), 0, 3)
        if is_headed:
            paper.pen.line((x, YS[0], x, YS[1]), 0, 3)
    for y in YS[: 2 * is_headed]:
        paper.pen.line((XS[0], y, XS[-1], y), 0, 3)
    begins = [round(begin * SCALE) for _, begin, _ in paper.taken().rules.vertical]
    assert sum(abs(begin - body[0]) < 6 for begin in begins) == len(XS) * is_headed


def test_a_row_that_the_pages_end_leaves_open_keeps_its_columns() -> None:
    ruled = Paper().words().rules(150, 3, top=False).taken()
    begins = sorted({round(x * SCALE) for x, begin, _ in ruled.rules.vertical if begin * SCALE < YS[0] + 20})
    assert begins == pytest.approx(XS, abs=4)


@pytest.mark.parametrize("crossed", [True, False])
def test_uprights_of_a_low_table_are_known_by_the_rule_below_its_header(crossed: bool) -> None:
    paper = Paper()
    for x in XS:
        paper.pen.line((x, YS[0], x, YS[0] + 120), 0, 3)
    if crossed:
        paper.pen.line((XS[0], YS[0] + 60, XS[-1], YS[0] + 60), 0, 3)
    assert len(paper.taken().rules.vertical) == len(XS) * crossed


@pytest.mark.parametrize("dpi", [300, 150])
@pytest.mark.parametrize("points", [5.0, 7.0, 9.0, 12.0])
def test_words_below_each_other_are_no_rules(points: float, dpi: int) -> None:
    ruled = Paper().words(points).taken(dpi)
    assert len(ruled.rules.horizontal) == len(ruled.rules.vertical) == 0


@pytest.mark.parametrize("points", [6.0, 7.0, 8.0])
def test_stems_of_letters_below_each_other_in_every_row_are_no_rule(points: float) -> None:
    paper = Paper()
    font = ImageFont.truetype(FONT.with_name("Vera.ttf"), round(points * SCALE))
    pitch = round(1.15 * points * SCALE)
    for top in range(120, 800, 2 * pitch + 14):
        paper.pen.line((200, top, 1900, top), 0, 3)
        for x in (220, 700, 1200):
            for y in (top + 8, top + 8 + pitch):
                paper.pen.text((x, y), "Pour le 68 : NC", font=font, fill=0)
    assert len(paper.taken().rules.vertical) == 0


@pytest.mark.parametrize("points", [5.0, 7.0, 9.0])
def test_colons_between_rules_are_no_rules(points: float) -> None:
    is_whole(Paper().words(points).rules().taken())


def test_nothing_of_a_grey_rule_is_left_for_text() -> None:
    ruled = Paper().rules(170, 3).taken()
    assert int(ruled.picture.grey.min()) > 200


def test_an_accent_that_touches_a_rule_loses_it_and_a_stroke_that_crosses_it_stays_whole() -> None:
    paper = Paper().rules(0, 6)
    paper.pen.line((400, YS[1] + 2, 392, YS[1] + 14), 0, 4)
    paper.pen.line((500, YS[1] - 20, 500, YS[1] + 20), 0, 4)
    ink = paper.taken().picture.ink
    assert not ink[YS[1] - 4 : YS[1] + 3, 380:420].any()
    assert ink[YS[1] + 6 : YS[1] + 12, 380:420].any()
    assert (ink[YS[1] - 18 : YS[1] + 18, 499:502] > 0).all()


def test_bars_on_an_axis_are_no_table() -> None:
    paper = Paper().words(9)
    paper.pen.line((150, 100, 150, 800), 0, 4)
    paper.pen.line((150, 800, 2000, 800), 0, 4)
    for x, y in ((300, 300), (900, 150), (1500, 450)):
        paper.pen.rectangle((x, y, x + 250, 800), outline=0, width=4)
    ruled = paper.taken()
    assert len(ruled.rules.vertical) == 0
    assert find_grids(ruled.rules) == []


def test_a_letter_that_touches_a_column_below_a_merged_cell_does_not_part_it() -> None:
    paper = Paper().rules(0, 3)
    paper.pen.rectangle((XS[0] + 2, YS[1] + 2, XS[-1] - 2, YS[2] - 2), fill=255)
    paper.pen.line((XS[1], YS[1] + 13, XS[1], YS[2]), 0, 5)
    for x in (XS[0], XS[-1]):
        paper.pen.line((x, YS[1], x, YS[2]), 0, 3)
    (grid,) = find_grids(paper.taken().rules)
    assert (len(grid.xs), len(grid.ys), len(grid.spans)) == (len(XS), len(YS), (len(XS) - 1) * (len(YS) - 1) - 2)
