"""Pages that begin with rests of cells that begin alike: those lines are no letterhead."""

from __future__ import annotations

from extract.begun_texts import begun_texts
from extract.text import TextLine


def line(text: str, top: float, x0: float = 500, x1: float = 540) -> TextLine:
    return TextLine(text, x0, top, x1, top + 8)


def test_narrow_lines_that_come_back_are_of_the_text_that_goes_on_below_them() -> None:
    page = [line("ND 8", 30), line("interventi", 43), line("ons", 56), line("à distance", 69)]
    assert begun_texts(page, {0, 1}, width=90) == {0, 1}
    assert begun_texts(page[:2], {0, 1}, width=90) == set()


def test_wide_lines_and_those_far_above_a_text_are_a_letterheads() -> None:
    wide = [line("Annexe à la convention", 30, 400, 540), line("ons", 43)]
    assert begun_texts(wide, {0}, width=90) == set()
    assert begun_texts([line("ND 8", 30), line("ons", 60)], {0}, width=90) == set()
