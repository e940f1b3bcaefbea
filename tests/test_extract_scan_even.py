"""A scan evened out: what is printed is dark on white, on whatever shade it stands, and shading leaves no lines."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from extract.scan_even import Grey, closed, even_out, opened
from extract.scan_picture import to_ink

WIDTH, HEIGHT = 1600, 300
BAND = (100, 60, 1500, 160)
"""Pixels at 300 dpi: a header's band, 24 points high, on white paper."""


def seen(shade: int, letters: int, paper: int = 252) -> Grey:
    image = Image.new("L", (WIDTH, HEIGHT), paper)
    pen = ImageDraw.Draw(image)
    pen.rectangle(BAND, fill=shade)
    pen.text((120, 70), "Résultat atteint en 2020 : 12,5 %", fill=letters, font=ImageFont.load_default(42))
    blurred = np.asarray(image.filter(ImageFilter.GaussianBlur(1)), dtype=np.float64)
    grain = np.random.default_rng(1).normal(0, 5, blurred.shape)
    return np.clip(blurred + grain, 0, 255).astype(np.uint8)


PLAIN = to_ink(even_out(seen(252, 0))) > 0
"""The letters as they are on white paper."""


@pytest.mark.parametrize(
    ("shade", "letters"),
    [(0, 255), (60, 255), (113, 255), (146, 255), (60, 200), (146, 0), (190, 0), (219, 0), (240, 0)],
)
def test_letters_on_shading_are_those_on_white_paper_and_it_leaves_no_lines(shade: int, letters: int) -> None:
    ink = to_ink(even_out(seen(shade, letters))) > 0
    assert (ink & PLAIN).sum() > 0.8 * (ink | PLAIN).sum()
    assert max(ink[:64].mean(), ink[150:].mean()) < 0.001


def test_a_black_border_of_the_glass_is_paper() -> None:
    image = Image.new("L", (WIDTH, HEIGHT), 252)
    ImageDraw.Draw(image).rectangle((1400, 0, WIDTH, HEIGHT), fill=0)
    ink = to_ink(even_out(np.asarray(image, dtype=np.uint8)))
    assert not ink[:, 1420:].any()


def test_a_thick_bar_is_no_shading() -> None:
    image = Image.new("L", (WIDTH, HEIGHT), 252)
    ImageDraw.Draw(image).rectangle((100, 100, 1500, 124), fill=10)
    ink = to_ink(even_out(np.asarray(image, dtype=np.uint8)))
    assert (ink[100:125, 100:1501] > 0).all()


@pytest.mark.parametrize("size", [(4, 4), (5, 3), (20, 20), (40, 1)])
def test_what_holds_a_box_stays_where_it_is(size: tuple[int, int]) -> None:
    width, height = size
    mask = np.zeros((90, 90), np.uint8)
    mask[11 : 11 + height, 17 : 17 + width] = 255
    mask[70, 70] = 255
    found = opened(mask, width, height)
    mask[70, 70] = 0
    assert (found == mask).all()


@pytest.mark.parametrize("size", [(4, 4), (5, 3), (20, 20), (40, 1)])
def test_closing_a_gap_loses_and_moves_nothing(size: tuple[int, int]) -> None:
    width, height = size
    mask = np.zeros((90, 90), np.uint8)
    mask[0, 0] = mask[40, 20] = mask[40, 19 + width] = 255
    found = closed(mask, width, height)
    assert (found[mask > 0] > 0).all()
    assert (found[40, 20 : 20 + width] > 0).all()
    assert (found > 0).sum() == width + 1
