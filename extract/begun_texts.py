"""Lines that come back on several pages and begin a text of a table's column: the rests of cells that begin alike."""

from __future__ import annotations

from collections.abc import Sequence

from .text import TextLine

OTHER_SIZE = 1.35
"""Lines of which one is higher by this factor are no lines of one text."""
SAME_TEXT = 0.75
"""Lines of one text stand no farther apart than this share of a line's height."""


def begun_texts(lines: Sequence[TextLine], again: set[int], width: float) -> set[int]:
    """Of the lines that come back (`again`: their places) those narrower than `width` (points) whose text goes on.

    That is, with lines below that do not come back.
    """
    found: set[int] = set()
    for place in sorted(again, reverse=True):
        line = lines[place]
        below = [other for n, other in enumerate(lines) if (n not in again or n in found) and other.top > line.top]
        if line.x1 - line.x0 < width and any(goes_on(line, other, SAME_TEXT) for other in below):
            found.add(place)
    return found


def goes_on(one: TextLine, other: TextLine, near: float) -> bool:
    """Whether two lines stand one under the other as lines of one text do, in print of about one size.

    `near`: no farther apart than so many heights of a line.
    """
    gap = max(one.top, other.top) - min(one.bottom, other.bottom)
    low, high = sorted((one.bottom - one.top, other.bottom - other.top))
    return high < OTHER_SIZE * low and gap < near * (one.bottom - one.top) and one.x0 < other.x1 and other.x0 < one.x1
