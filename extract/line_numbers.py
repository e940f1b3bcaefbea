"""Which characters stand on one line, by their boxes alone."""

from __future__ import annotations

from typing import Any

import numpy as np

Ints = np.ndarray[Any, np.dtype[np.int64]]
Bools = np.ndarray[Any, np.dtype[np.bool_]]

SAME_LINE = 0.4
"""A character is on a line if it shares this part of the lower height with it; loose boxes of two lines share less."""


def line_numbers(block: Ints, turn: Any, upper: Any, lower: Any) -> Ints:
    """Number the lines of characters that come sorted by block, turn and middle."""
    begins = changes(block) | changes(turn)
    # Most characters share enough of the one before to be on its line, whatever that line holds: others are looked at.
    apart = begins.copy()
    shared = np.minimum(lower[1:], lower[:-1]) - np.maximum(upper[1:], upper[:-1])
    apart[1:] |= shared <= SAME_LINE * (lower - upper)[1:]
    runs = np.flatnonzero(apart)
    if not len(runs):
        return runs
    reach = np.minimum.reduceat(upper, runs), np.maximum.reduceat(lower, runs)
    numbers: list[int] = []
    number, line_upper, line_lower = -1, 0.0, 0.0
    for is_first, own_upper, own_lower, run_upper, run_lower in zip(
        *(values.tolist() for values in (begins[runs], upper[runs], lower[runs], *reach)), strict=True
    ):
        shared_height = min(own_lower, line_lower) - max(own_upper, line_upper)
        if is_first or shared_height <= SAME_LINE * min(own_lower - own_upper, line_lower - line_upper):
            number += 1
            line_upper, line_lower = run_upper, run_lower
        else:
            line_upper, line_lower = min(run_upper, line_upper), max(run_lower, line_lower)
        numbers.append(number)
    return np.repeat(np.array(numbers, dtype=np.int64), lengths(runs, len(block)))


def changes(values: Any) -> Bools:
    """Which values differ from the one before; the first does."""
    changed = np.empty(len(values), dtype=np.bool_)
    changed[:1] = True
    np.not_equal(values[1:], values[:-1], out=changed[1:])
    return changed


def lengths(starts: Ints, count: int) -> Ints:
    """How far it is from each start to the next, or to the end."""
    ends = np.empty_like(starts)
    ends[:-1], ends[-1:] = starts[1:], count
    return ends - starts
