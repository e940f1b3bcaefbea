"""A label that a page break pushed to the page after the first row that it stands for: whether one is still to come."""

from __future__ import annotations

from collections.abc import Sequence

from .fragment import Piece
from .seam import Draft, label_of


def is_due(cells: Sequence[Draft], above: Sequence[Draft], top: Sequence[Piece]) -> bool:
    """Whether the row above a break begins what a label at the top of the next page stands for.

    All its figures are of a territory whose figures the label above it has already, below each other with those of
    another one, which the figures beside the label to come are of. `cells`: the table so far; `above`: those that end
    with its last row; `top`: the first row of the next page.
    """
    bottom = {draft.span.column: draft for draft in above}
    pushed = [p.span.column for p in top if p.text and p.span.column in bottom and not bottom[p.span.column].text]
    figures = [p for p in top if p.text and p.span.column in bottom and bottom[p.span.column].text]
    if not pushed or not figures or pushed[0] > min(p.span.column for p in figures):
        return False
    labels = [d.span.row for d in cells if d.span.column in pushed and d.text.strip()]
    return bool(labels) and all(_repeats(cells, bottom[p.span.column], p, max(labels)) for p in figures)


def _repeats(cells: Sequence[Draft], draft: Draft, below: Piece, first: int) -> bool:
    """Whether the figures of a column from a row on are of two territories, and then these two follow again."""
    own = [d for d in cells if d.span.column == draft.span.column and first <= d.span.row < draft.span.row]
    said = [label_of(d.text) for d in sorted(own, key=lambda d: d.span.row)]
    again = [label_of(draft.text), label_of(below.text)]
    return None not in said and said == again and said[0] != said[1]
