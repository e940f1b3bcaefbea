"""A table's first lines, that tell of its columns: its header, and which of its texts stand over two of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .columns import chunks_of, header_gaps
from .text import TextLine

DEEPEST_HEADER = 4
"""Rows that a header has at most."""
CENTRED = 6.0
"""A text over two columns has its middle this near (points) to theirs."""


def header_lines(lines: Sequence[Sequence[TextLine]], deepest: int = DEEPEST_HEADER) -> list[Sequence[TextLine]]:
    """The first lines, down to the first line that stands off from the ones above.

    One in parts goes on with them where nothing of it stands under the first text: "2019" and "2020" under one text; so
    does one that stands left of them all, in the middle of a header of several rows. There are `deepest` such rows at
    most.
    """
    header: list[Sequence[TextLine]] = []
    rows, reach = 1, 0.0
    for line in lines:
        is_apart = min(w.top for w in line) - reach > 0.3 * (line[0].bottom - line[0].top)
        goes_on = _is_under(line, header) or _is_left_of(line, header)
        if header and is_apart and (rows >= deepest or not goes_on):
            break
        rows += bool(header) and is_apart
        header.append(line)
        reach = max([reach, *(w.bottom for w in line)])
    return header


def _is_under(line: Sequence[TextLine], header: Sequence[Sequence[TextLine]]) -> bool:
    """Whether a line stands in parts right of the first text of the header's lines above it."""
    gaps = header_gaps([word for each in header for word in each])
    return len(chunks_of(line)) > 1 and bool(gaps) and min(w.x0 for w in line) > gaps[0][0]


def _is_left_of(line: Sequence[TextLine], header: Sequence[Sequence[TextLine]]) -> bool:
    """Whether a line stands in parts left of all the header's lines above it."""
    return (
        bool(header)
        and len(chunks_of(line)) > 1
        and max(w.x1 for w in line) < min(w.x0 for above in header for w in above)
    )


def parts_header(edges: Sequence[float], lines: Sequence[Sequence[TextLine]]) -> bool:
    """Whether an edge stands between any two texts that a line of the header has beside each other."""
    gaps = [gap for line in header_lines(lines) for gap in header_gaps(line)]
    return all(any(left <= x <= right for x in edges) for left, right in gaps)


def without_spanning(header: Sequence[Sequence[TextLine]]) -> list[list[TextLine]]:
    """A header's lines without the texts that stand over two columns, in their middle: their place parts none."""
    chunks = [(number, chunk) for number, line in enumerate(header) for chunk in chunks_of(line)]
    return [
        [word for own, chunk in chunks if own == number and not _is_spanning(number, chunk, header) for word in chunk]
        for number in range(len(header))
    ]


def _is_spanning(number: int, text: Sequence[TextLine], header: Sequence[Sequence[TextLine]]) -> bool:
    """Whether a text stands in the middle of two that are beside each other in a line below, each the first there."""
    x0, x1, bottom = text[0].x0, text[-1].x1, max(w.bottom for w in text)
    above = [w for line in header[: number + 1] for w in line if not any(w is own for own in text)]

    def is_under(left: Sequence[TextLine], right: Sequence[TextLine]) -> bool:
        middle = (left[0].x0 + left[-1].x1 + right[0].x0 + right[-1].x1) / 4
        is_lower = min(w.top for w in (*left, *right)) >= bottom - 1
        is_between = left[0].x0 < x0 and x1 < right[-1].x1 and abs((x0 + x1) / 2 - middle) <= CENTRED
        over = any(w.x0 < part[-1].x1 and part[0].x0 < w.x1 for part in (left, right) for w in above)
        return is_lower and is_between and not over

    return any(is_under(left, right) for line in header[number + 1 :] for left, right in pairwise(chunks_of(line)))
