"""A scanned page with bent rules is drawn so that they are level; what no rule shows is not bent further."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from extract.model import PageSize
from extract.scan_bend import unbent
from extract.scan_picture import Picture, to_picture

SCALE = 200 / 72
SIZE = (1600, 2200)
SIDES = (150, 1450)


def page(*rules: tuple[int, int], bar: int) -> Picture:
    """A page with rules, each from a height on its left to one on its right, and a level bar in short pieces."""
    image = Image.new("L", SIZE, 255)
    pen = ImageDraw.Draw(image)
    for begin, end in rules:
        pen.line((SIDES[0], begin, SIDES[1], end), 0, 3)
    for x in range(SIDES[0], SIDES[1], 60):
        pen.rectangle((x, bar, x + 20, bar + 20), 0)
    return to_picture(np.asarray(image, dtype=np.uint8), SCALE, PageSize(1, SIZE[0] / SCALE, SIZE[1] / SCALE))


def tops(picture: Picture, low: int, high: int) -> list[int]:
    """Where ink begins between two heights, at the left and at the right of the page, in pixels."""
    strip = picture.grey[low:high] < 128
    sides = strip[:, SIDES[0] : SIDES[0] + 60], strip[:, SIDES[1] - 60 : SIDES[1]]
    return [int(np.argmax(side.any(axis=1))) for side in sides]


def test_rules_that_fall_are_made_level_and_what_stands_between_them_with_them() -> None:
    level = unbent(page((300, 312), (1900, 1912), bar=1000))
    for low, high in ((280, 330), (1880, 1930)):
        left, right = tops(level, low, high)
        assert abs(left - right) <= 2


def test_two_rules_of_a_header_that_are_not_parallel_say_nothing_of_the_pages_end() -> None:
    left, right = tops(unbent(page((300, 303), (360, 368), bar=1900)), 1850, 1960)
    assert abs(left - right) <= 10
