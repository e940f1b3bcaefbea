"""What the shading of a table without all its rules shows of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from .body import Body
from .columns import SAME
from .labels_beside import LEVEL
from .middle_texts import LAST_LABEL_COLUMN
from .rows import Block

MUCH_HIGHER = 1.6
"""A strip that is higher than the others by this factor holds several rows."""


def is_zebra_of(body: Body) -> bool:
    """Whether rows are shaded in turn: strips between shaded ones are hardly higher than those.

    What stands above the first shaded one may be the header, and one row between two shaded ones stand between
    headings.
    """
    strips = strips_of(body)
    shaded = [strip for strip in strips if is_shaded(body, strip)]
    plain = [strip for strip in strips if shaded and shaded[0] < strip < shaded[-1] and strip not in shaded]
    return len(plain) > 1 and _usual_height(plain) <= MUCH_HIGHER * _usual_height(shaded)


def strips_of(body: Body) -> list[tuple[float, float]]:
    """What stands between drawn levels."""
    drawn = sorted({*body.soft, *body.hard[:, 0].tolist()})
    return [*pairwise(drawn)] or [(drawn[0], drawn[0])]


def _usual_height(strips: Sequence[tuple[float, float]]) -> float:
    return float(np.median([bottom - top for top, bottom in strips]))


def is_shaded(body: Body, strip: tuple[float, float]) -> bool:
    """Whether shading covers the middle of a strip."""
    middle = sum(strip) / 2
    return any(fill.top < middle < fill.bottom and not fill.pale for fill in body.fills)


def shading_shows(body: Body, column: int, y: float) -> bool | None:
    """Whether a column's own shading begins or ends at a level, or runs over it; nothing where it has none there.

    That of several cells runs over their edges too: it shows one cell only where the shading beside it ends.
    """
    x0, x1 = body.xs[column], body.xs[column + 1]
    own = [f for f in body.fills if not f.pale and min(f.x1, x1) - max(f.x0, x0) > (x1 - x0) / 2]
    if any(abs(y - side) <= SAME for f in own for side in (f.top, f.bottom)):
        return True
    over = [f for f in own if f.top < y < f.bottom]
    ends_beside = any(abs(y - f.bottom) <= SAME and not f.pale for f in body.fills)
    return False if any(ends_beside or not f.is_joined for f in over) else None


def is_shaded_at(body: Body, column: int, y: float) -> bool:
    """Whether a column is shaded at a level (points)."""
    middle = (body.xs[column] + body.xs[column + 1]) / 2
    return any(f.top < y < f.bottom and f.x0 < middle < f.x1 and not f.pale for f in body.fills)


def is_shaded_row(body: Body, y: float) -> bool:
    """Whether some cell is shaded as high as the strip at a level: it is of one row."""
    drawn = sorted({*body.ends, *body.soft, *body.hard[:, 0].tolist()})
    top, bottom = next(((a, b) for a, b in pairwise(drawn) if a <= y <= b), body.ends)
    return any(abs(f.top - top) <= SAME and abs(f.bottom - bottom) <= SAME and not f.pale for f in body.fills)


def beside_rows(body: Body, blocks: Sequence[Block]) -> tuple[tuple[int, float, float], ...]:
    """The strips, and those beside them, of texts that stand on the level of no other text of their shaded row.

    They may be of merged cells. Where a label does so, all of its column may. One that begins where another text does
    is of that one's row, though it reaches into the next.
    """
    near, found = LEVEL * body.spacing.height, []
    strips = [(body.ends[0], body.ends[0]), *strips_of(body), (body.ends[1], body.ends[1])]
    for above, (top, bottom), below in zip(strips, strips[1:], strips[2:], strict=False):
        own = [block for block in blocks if top < block.middle < bottom]
        for block in own:
            others = [other for other in own if other.column != block.column]
            begins = any(o.column != block.column and abs(block.top - o.top) <= near for o in blocks)
            if others and not begins and not any(abs(block.middle - o.middle) <= near for o in others):
                is_label = block.column <= LAST_LABEL_COLUMN
                found.append((block.column, *(body.ends if is_label else (above[0], below[1]))))
    return tuple(found)
