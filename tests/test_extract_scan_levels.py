"""Lines of text beside each other at other heights are cut apart."""

from __future__ import annotations

import numpy as np
import pytest

from extract.scan_levels import Inked, parts_of

CAPITAL, WIDTH, STEP = 60, 40, 50


def inked(*words: tuple[int, int, int]) -> Inked:
    """Words of so many capitals each, from the left and the top of their first one, in pixels."""
    boxes = [(x + STEP * k, y, WIDTH, CAPITAL) for x, y, count in words for k in range(count)]
    mask = np.zeros((max(y + h for _, y, _, h in boxes), max(x + w for x, _, w, _ in boxes)), dtype=np.bool_)
    for x, y, width, height in boxes:
        mask[y : y + height, x : x + width] = True
    return Inked(mask, np.array(boxes), 0, 0)


@pytest.mark.parametrize("overlap", [12, 20, 30])
def test_a_label_of_two_lines_and_one_between_them_beside_it_are_two_parts(overlap: int) -> None:
    lower = 2 * (CAPITAL - overlap)
    block = inked((0, 0, 6), (0, lower, 6), (340, CAPITAL - overlap, 8))
    assert len(list(parts_of(block, CAPITAL))) > 1


def test_lines_on_the_same_levels_are_one_part() -> None:
    block = inked((0, 0, 6), (0, 90, 6), (340, 0, 8), (340, 90, 8))
    assert len(list(parts_of(block, CAPITAL))) == 1
