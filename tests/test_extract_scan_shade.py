"""Shading on scans: its rectangles, under letters, on uneven paper, on a page that lies askew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extract.model import PageSize
from extract.paths import Fill
from extract.scan_even import Grey
from extract.scan_picture import Picture, find_skew, straightened, to_picture
from extract.scan_shade import find_fills

SCALE = 300 / 72
WIDTH, HEIGHT = 600, 420
"""Points."""
NEAR = 2.0
Box = tuple[int, int, int, int]
HEADER, MEASURE, FIRST, THIRD = (60, 60, 540, 90), (60, 90, 180, 150), (180, 90, 540, 110), (180, 130, 540, 150)
"""x0, top, x1, bottom: of three rows below the header two are shaded, and the measure that is merged over all three."""


def page(shades: Mapping[Box, int], paper: int = 255) -> Image.Image:
    """Shaded boxes with a table's texts on them, light ones on what is dark."""
    image = Image.new("L", (round(WIDTH * SCALE), round(HEIGHT * SCALE)), paper)
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=8 * SCALE)
    for box, grey in shades.items():
        pen.rectangle([side * SCALE for side in box], fill=grey)
    for y in range(64, 150, 20):
        is_dark = y < HEADER[-1] and shades.get(HEADER, paper) < 128
        for x in range(62, 500, 90):
            pen.text((x * SCALE, y * SCALE), "Taux de sortie 12,5 %", fill=255 if is_dark else 20, font=font)
    return image


def scan(image: Image.Image) -> Picture:
    seen = np.asarray(image, dtype=np.float64) + np.random.default_rng(1).normal(0, 5, (image.height, image.width))
    return to_picture(_bytes(seen), SCALE, PageSize(1, WIDTH, HEIGHT))


def _bytes(seen: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> Grey:
    return np.clip(seen, 0, 255).astype(np.uint8)


def are(fills: Sequence[Fill], boxes: Sequence[Box]) -> bool:
    found = sorted((fill.x0, fill.top, fill.x1, fill.bottom) for fill in fills)
    return len(found) == len(boxes) and bool(np.allclose(found, sorted(boxes), atol=NEAR))


ZEBRA = {HEADER: 219, MEASURE: 237, FIRST: 237, THIRD: 237}


def test_each_shaded_row_and_the_cell_merged_over_them_is_a_rectangle() -> None:
    assert are(find_fills(scan(page(ZEBRA))), [HEADER, MEASURE, FIRST, THIRD])


def test_a_slit_that_letters_one_below_the_other_leave_does_not_part_shading() -> None:
    picture = scan(page({HEADER: 219}))
    shade = picture.shade.copy()
    across, down = shade.shape[1] / WIDTH, shade.shape[0] / HEIGHT
    left, right, top, low = round(200 * across), round(220 * across), round(60 * down), round(68 * down)
    shade[low, left:right] = shade[top - 2 : low, left] = 255
    assert are(find_fills(replace(picture, shade=shade)), [HEADER])


def test_light_letters_on_dark_shading_hide_nothing_of_it() -> None:
    assert are(find_fills(scan(page({HEADER: 60, FIRST: 240}))), [HEADER, FIRST])


def test_paper_that_darkens_evenly_is_not_shaded() -> None:
    falls = np.linspace(1.0, 0.85, round(WIDTH * SCALE))
    plain: dict[Box, int] = {}
    for shades in (plain, ZEBRA):
        seen = np.asarray(page(shades, paper=250), dtype=np.float64) * falls
        picture = to_picture(_bytes(seen), SCALE, PageSize(1, WIDTH, HEIGHT))
        assert are(find_fills(picture), list(shades))


@pytest.mark.parametrize("grey", [120, 170, 190, 210])
def test_a_grey_rule_is_no_shading(grey: int) -> None:
    image = page({})
    for y in (58, 92):
        ImageDraw.Draw(image).line((60 * SCALE, y * SCALE, 540 * SCALE, y * SCALE), fill=grey, width=round(2 * SCALE))
    assert find_fills(scan(image)) == ()


def test_a_stain_is_no_shading() -> None:
    image = page({})
    ImageDraw.Draw(image).polygon([(900, 800), (1500, 900), (1100, 1400), (700, 1300)], fill=225)
    assert find_fills(scan(image)) == ()


@pytest.mark.parametrize("degrees", [-0.5, 0.3])
def test_shading_turns_with_a_page_that_lies_askew(degrees: float) -> None:
    image = page(ZEBRA).rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    assert are(find_fills(straightened(scan(image))), [HEADER, MEASURE, FIRST, THIRD])


def test_lines_beside_each_other_at_other_heights_do_not_mislead_about_the_skew() -> None:
    image = Image.new("L", (2400, 1600), 255)
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(size=34)
    for column, x in enumerate(range(200, 2200, 330)):
        for row in range(12):
            pen.text((x, 300 + 90 * row + 16 * (column % 3)), f"Action {row}", fill=0, font=font)
    for skew in (-0.4, -0.15, 0.0, 0.15, 0.4):
        ink = scan(image.rotate(-skew, Image.Resampling.BICUBIC, fillcolor=255)).ink
        assert find_skew(ink) == pytest.approx(skew, abs=0.06)
