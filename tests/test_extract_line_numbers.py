"""Which characters stand on one line: looking at few of them gives what looking at each one gives."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from extract.line_numbers import SAME_LINE, lengths, line_numbers

Box = tuple[int, int, int]
BOXES = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 40), st.integers(-1, 12)), max_size=40)
"""Block, upper side, height: some boxes are empty, or turned inside out."""


def one_after_the_other(boxes: list[Box]) -> list[int]:
    numbers: list[int] = []
    block, line_upper, line_lower = -1, 0, 0
    for own, upper, height in boxes:
        shared = min(upper + height, line_lower) - max(upper, line_upper)
        if own != block or shared <= SAME_LINE * min(height, line_lower - line_upper):
            numbers.append(numbers[-1] + 1 if numbers else 0)
            block, line_upper, line_lower = own, upper, upper + height
        else:
            numbers.append(numbers[-1])
            line_upper, line_lower = min(line_upper, upper), max(line_lower, upper + height)
    return numbers


@given(BOXES)
def test_lines_are_those_of_the_plain_rule(boxes: list[Box]) -> None:
    boxes.sort(key=lambda box: (box[0], 2 * box[1] + box[2]))
    block, upper, height = np.array(boxes, dtype=np.int64).reshape(-1, 3).T
    found = line_numbers(block, np.zeros(len(block)), upper.astype(float), (upper + height).astype(float))
    assert found.tolist() == one_after_the_other(boxes)


def test_the_last_length_goes_to_the_end() -> None:
    assert lengths(np.array([0, 2, 3]), 7).tolist() == [2, 1, 4]
