"""Level rules as a page's end leaves them: labels' cells closed inside a row, none above a heading in their column."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .columns import NARROWEST, SAME
from .middle_texts import LAST_LABEL_COLUMN
from .paths import Segments
from .rows import Block, Line, column_at


def without_early_ends(levels: Segments, xs: Sequence[float], lines: Sequence[Line]) -> Segments:
    """The level rules without those in one label's column alone, where no row ends and nothing stands below.

    The rows that the page begins below it are of the label above: rows end in some other column too.
    """
    words = [word for line in lines for word in line]

    def is_early(y: float, x0: float, x1: float) -> bool:
        column = column_at((x0 + x1) / 2, xs)
        if column > min(LAST_LABEL_COLUMN, len(xs) - 3) or x1 > xs[column + 1] + SAME:
            return False
        near = np.abs(levels[:, 0] - y) <= SAME
        is_alone = not (near & ((levels[:, 1] > x1 - SAME) | (levels[:, 2] < x0 + SAME))).any()
        below = [w for w in words if xs[column] < (w.x0 + w.x1) / 2 < xs[column + 1] and w.top > y - SAME]
        others = [w for w in words if (w.x0 + w.x1) / 2 > xs[column + 1]]
        return is_alone and not below and any(w.bottom > y + SAME for w in others) and any(w.top < y for w in others)

    kept = [level for level in levels.tolist() if not is_early(*level)]
    return np.array(kept).reshape(-1, 3)


def over_headings(levels: Segments, xs: Sequence[float], headings: Sequence[Block]) -> Segments:
    """The level rules, those right above a heading of all columns over all of them, also that of a label above it."""
    whole = levels.copy()
    for heading in (heading for heading in headings if heading.column == 0):
        above = levels[(levels[:, 0] <= heading.top + SAME) & (levels[:, 2] - levels[:, 1] > NARROWEST)]
        y = above[:, 0].max(initial=-np.inf)
        own = np.abs(levels[:, 0] - y) <= SAME
        begin, end = levels[own, 1].min(initial=np.inf), levels[own, 2].max(initial=-np.inf)
        is_beside = begin <= xs[min(LAST_LABEL_COLUMN, len(xs) - 1)] + SAME and end >= xs[-1] - SAME
        if heading.top - y < heading.height and is_beside:
            first = np.flatnonzero(own & (levels[:, 1] <= begin + SAME))
            whole[first, 1] = xs[0]
    return whole
