"""What may go on where a table ends: a line right below it, or the first of the next page. Then its end is in doubt."""

from __future__ import annotations

from itertools import pairwise

from .fragment import PageContent
from .stitch import Stitched
from .text import TextLine


def doubt_end(stitched: Stitched) -> None:
    """Mark the cells that end with a table's last row: their texts may be cut."""
    for draft in stitched.bottom_cells():
        draft.marks.add("unsure_text")


def may_be_rest(stitched: Stitched, following: PageContent, furniture: frozenset[int]) -> bool:
    """Whether the next page begins with a line inside a column but the first of a table that no rule closes.

    It may be the rest of the last row, though nothing else on its page shows a table; so may rows that are in none, and
    a line without a capital, which begins no text. Of a table that lacks rules one may close what a page break cut.
    """
    lines = body_lines(following, furniture)
    bottom, is_open = stitched.bottom_cells(), _is_open(stitched)
    inner = [(a, b) for a, b in pairwise(stitched.fragments[-1].xs) if a > stitched.xs[0]]
    is_inside = any(a <= line.x0 and line.x1 <= b for a, b in inner for line in lines[:1])
    is_imagined = any("imagined" in draft.marks for draft in bottom)
    x0, x1 = stitched.fragments[-1].xs[0], stitched.fragments[-1].xs[-1]
    begins_low = any(line.text[:1].islower() and x0 <= line.x0 and line.x1 <= x1 for line in lines[:1])
    if is_open:
        return is_inside or begins_low or following.rows_outside > 0
    return is_inside and is_imagined and begins_low


def _is_open(stitched: Stitched) -> bool:
    """Whether no rule closes a table at its end."""
    return any("open_rows" in draft.marks or draft.pieces[-1].open_bottom for draft in stitched.bottom_cells())


def goes_on_below(stitched: Stitched, content: PageContent, furniture: frozenset[int]) -> bool:
    """Whether a line that is no note stands as near below a table as lines of its texts do.

    Under a table that a rule closes only one inside a column but the first, where no paragraph begins.
    """
    last = stitched.fragments[-1]
    own = [line for draft in stitched.bottom_cells() for piece in draft.pieces for line in piece.lines]
    height = max((line.bottom - line.top for line in own), default=0.0)
    near = [line for line in body_lines(content, furniture) if -height / 2 < line.top - last.bottom < height]
    inner = [*pairwise(last.xs)][1:]
    return any(
        (_is_open(stitched) or any(a <= line.x0 and line.x1 <= b for a, b in inner))
        and not is_note(line)
        and line.bottom - line.top <= height + 1
        for line in near
    )


def is_note(line: TextLine) -> bool:
    """A note under a table is marked as one."""
    return line.text.lstrip().startswith(("*", "(", "NB", "N.B", "Nota", "Source", "¹", "1)"))


def body_lines(content: PageContent, furniture: frozenset[int]) -> list[TextLine]:
    """The lines of a page outside its tables that are no furniture."""
    return [line for i, line in enumerate(content.lines) if i not in furniture]
