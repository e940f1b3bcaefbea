"""Letters of a scanned page get boxes that say how far lines stand apart, whatever letters they hold."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from extract.scan_lines import Strip
from extract.scan_ocr import Recognised
from extract.scan_text import ABOVE, BELOW, to_characters

CAPITAL = 100
BASELINE = 400
DESCENT = 28


@pytest.mark.parametrize(
    ("text", "above", "below"),
    [
        ("Nombre de mois", 100, 0),
        ("au cours", 73, 0),
        ("jeunes aux, pages", 100, 28),
        ("PLACES 2019", 100, 0),
        ("Équipes", 128, 28),
        ("ca gros", 73, 28),
        ("31,5 %", 100, 21),
        ("68 : /", 100, 0),
    ],
)
def test_lines_reach_from_their_capitals_to_their_descenders(text: str, above: int, below: int) -> None:
    strip = Strip(0, BASELINE - above, 900, BASELINE + below, CAPITAL, -1)
    at = tuple(np.linspace(0.02, 0.98, len(text)).tolist())
    letters = to_characters([(strip, Recognised(text, at, at), np.ones(900, dtype=bool))], scale=1.0)
    assert letters.top == pytest.approx(BASELINE - (1 + ABOVE) * CAPITAL, abs=2)
    assert letters.bottom == pytest.approx(BASELINE + DESCENT + BELOW * CAPITAL, abs=2)


@pytest.mark.parametrize(
    ("sign", "top", "bottom"), [(":", 328, 400), ("-", 361, 371), ("–", 361, 371), ("/", 300, 400)]
)
def test_a_sign_alone_is_on_the_line_that_its_letters_would_be_on(sign: str, top: int, bottom: int) -> None:
    strip = Strip(0, top, 40, bottom, CAPITAL, -1)
    letters = to_characters([(strip, Recognised(sign, (0.5,), (1.0,)), np.ones(40, dtype=bool))], scale=1.0)
    assert letters.top == pytest.approx(BASELINE - (1 + ABOVE) * CAPITAL, abs=2)
    assert letters.bottom == pytest.approx(BASELINE + DESCENT + BELOW * CAPITAL, abs=2)


def test_lines_of_one_print_are_as_high_as_each_other() -> None:
    at = tuple(np.linspace(0.02, 0.98, 8).tolist())
    read = [
        (Strip(0, top, 900, top + height, CAPITAL, -1), Recognised("Nombre 2", at, at), np.ones(900, dtype=bool))
        for top, height in ((100, 98), (300, 101), (500, 102), (700, 140))
    ]
    letters = to_characters(read, scale=1.0)
    heights = (letters.bottom - letters.top)[::7]
    assert heights[0] == heights[1] == heights[2] < heights[3]


def test_words_of_one_line_that_were_cut_apart_have_a_blank_between_them() -> None:
    at = tuple(np.linspace(0.1, 0.9, 3).tolist())
    columns = np.ones(150, dtype=bool)
    places = ((0, 300), (190, 300), (190, 500), (800, 300))
    read = [
        (Strip(x, y, x + 150, y + 100, CAPITAL, -1), Recognised(text, at, at), columns)
        for (x, y), text in zip(places, ("Les", "uns", "Pas", "Non"), strict=True)
    ]
    letters = to_characters(read, scale=1.0)
    assert [bool(letters.spaced[letters.text.index(first)]) for first in "LuPN"] == [False, True, False, False]


def test_a_blank_wider_than_those_of_its_line_is_printed_but_may_part_two_columns() -> None:
    text = "a b c d e"
    for wide, goes_on in ((60, False), (32, True)):
        columns, begins, x = np.zeros(1000, dtype=bool), [], 0
        for gap in (30, 32, wide, 31, 0):
            columns[x : x + 80] = True
            begins.append(x)
            x += 80 + gap
        middles = [begin + 40 for begin in begins]
        between = [(one + other) / 2 for one, other in itertools.pairwise(middles)]
        at = tuple(place / x for pair in itertools.zip_longest(middles, between) for place in pair if place is not None)
        strip = Strip(0, 300, x, 400, CAPITAL, -1)
        letters = to_characters([(strip, Recognised(text, at, at), columns[:x])], scale=1.0)
        assert letters.spaced.tolist() == [False, True, True, True, True]
        assert letters.in_text.tolist() == [False, True, True, goes_on, True]


def test_a_text_reaches_a_little_beyond_its_ink_as_a_fonts_own_boxes_do() -> None:
    strip = Strip(50, 300, 950, 400, CAPITAL, -1)
    at = tuple(np.linspace(0.02, 0.98, 8).tolist())
    letters = to_characters([(strip, Recognised("Nombre 2", at, at), np.ones(900, dtype=bool))], scale=1.0)
    assert 44 < letters.x0[0] < 50
    assert 950 < letters.x1[-1] < 956
