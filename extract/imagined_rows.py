"""Row edges that no rule draws, column by column: those of shading, and those that the cells' texts give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from .columns import SAME
from .middle import is_set_at_the_top, is_set_in_the_middle, middle_rows
from .middle_texts import LAST_LABEL_COLUMN, Texts
from .open_bodies import LEVEL, open_strips
from .paths import Fill, Segments
from .rows import Block, blocks_of, goes_on_over, has_texts_astride, text_rows
from .sketch import HEADER_ROWS, Sketch
from .spacing import Spacing
from .text import TextLine

Level = tuple[float, float, float]

LINE = 0.8
"""This share of a line's height is room for one."""
WHOLE = 0.9
"""A rule of this share of a table's width is over all columns."""
MUCH_HIGHER = 1.6
"""A strip that is higher than the others by this factor holds several rows."""


@dataclass(frozen=True, slots=True)
class Body:
    """What a table without all its rules is known by: column edges, words column by column, rules, shading.

    `hard` are the level rules of cells, `headings` and `wide_texts` run over several columns, alone or beside others.
    `goes_on`: the page before begins the table.
    """

    sketch: Sketch
    xs: tuple[float, ...]
    columns: tuple[tuple[TextLine, ...], ...]
    hard: Segments
    fills: tuple[Fill, ...]
    headings: tuple[Block, ...]
    wide_texts: tuple[Block, ...]
    spacing: Spacing
    ends: tuple[float, float]
    goes_on: bool = False

    @property
    def is_by_texts(self) -> bool:
        """Whether texts alone part the rows below its header."""
        return bool(self.sketch.open_strips) or (len(self.hard) <= HEADER_ROWS + 1 and not self.soft)

    @property
    def soft(self) -> list[float]:
        """Level edges of shading, a line from its ends at least: a cut row's text may stand over its shading."""
        top, bottom = self.ends[0] + LINE * self.spacing.height, self.ends[1] - LINE * self.spacing.height
        return [y for y in self.sketch.soft if top < y < bottom]


@dataclass(frozen=True, slots=True)
class ImaginedRows:
    """Row edges as (y, x0, x1) in points, and the strips of columns where some text has no sure place in them.

    A strip is a column, and from where to where it goes (points). `is_at_top`: texts are set at the top of their cells.
    """

    levels: tuple[Level, ...]
    unsure: tuple[tuple[int, float, float], ...] = ()
    is_at_top: bool = False


def has_open_rows(body: Body) -> bool:
    """Whether texts part rows below the header: rules do not, nor rows that are shaded in turn."""
    return body.is_by_texts or (bool(body.soft) and not _is_zebra(body))


def with_open_rows(body: Body) -> tuple[Body, list[tuple[int, float, float]]]:
    """The body with its ruled or shaded rows that hold several; where that is unsure, the strips that may do so."""
    if body.is_by_texts or body.sketch.uprights is not None or not len(body.hard) or _is_zebra(body):
        return body, []
    levels = sorted({*body.ends, *body.soft, *body.hard[:, 0].tolist()})
    strips, is_sure = open_strips(body.columns, levels, body.xs, goes_on=False)
    if is_sure:
        return replace(body, sketch=replace(body.sketch, open_strips=strips)), []
    return body, [(column, *strip) for strip in strips for column in range(len(body.columns))]


def imagine_rows(body: Body) -> ImaginedRows:
    """The row edges that are not drawn."""
    blocks = blocks_of(body.columns, body.spacing)
    if is_set_in_the_middle(blocks, body.spacing, body.goes_on):
        return _set_in_the_middle(body, blocks)
    is_zebra = bool(body.soft) and _is_zebra(body)
    edges = sorted(set(_set_at_the_top(body, is_zebra)))
    levels = [
        (y, body.xs[c], body.xs[c + 1])
        for i, (y, below) in enumerate(zip(edges, [*edges[1:], body.ends[1]], strict=False))
        for c in range(len(body.columns))
        if _is_edge_at_the_top(body, c, (y, below), is_zebra and i > 0)
    ]
    is_odd = body.is_by_texts and has_texts_astride(blocks, body.spacing)
    unsure = tuple((c, *body.ends) for c in range(len(body.columns)) if is_odd)
    unsure += _beside_rows(body, blocks) if is_zebra else ()
    return ImaginedRows(tuple(levels), unsure, is_set_at_the_top(blocks, body.spacing, body.goes_on))


def _beside_rows(body: Body, blocks: Sequence[Block]) -> tuple[tuple[int, float, float], ...]:
    """The strips, and those beside them, of texts that stand on the level of no other text of their shaded row.

    They may be of merged cells. Where a label does so, all of its column may.
    """
    near, found = LEVEL * body.spacing.height, []
    strips = [(body.ends[0], body.ends[0]), *_strips(body), (body.ends[1], body.ends[1])]
    for above, (top, bottom), below in zip(strips, strips[1:], strips[2:], strict=False):
        own = [block for block in blocks if top < block.middle < bottom]
        for block in own:
            others = [other for other in own if other.column != block.column]
            on_level = [abs(block.top - o.top) <= near or abs(block.middle - o.middle) <= near for o in others]
            if others and not any(on_level):
                is_label = block.column <= LAST_LABEL_COLUMN
                found.append((block.column, *(body.ends if is_label else (above[0], below[1]))))
    return tuple(found)


def _is_wide(body: Body, block: Block) -> bool:
    """Whether a block is a part of a text over several columns: it stands in the middle of no rows of one."""
    return any(w.column == block.column and w.top < block.bottom and block.top < w.bottom for w in body.wide_texts)


def _set_at_the_top(body: Body, is_zebra: bool) -> list[float]:
    top, bottom = body.ends
    if body.is_by_texts:
        strips: Sequence[tuple[float, float]] = body.sketch.open_strips or _ruled_strips(body)
        edges = [y for strip in strips for y in text_rows(body.columns, body.spacing, strip)]
        return [*edges, *body.soft, *(y for y in body.hard[:, 0].tolist() if strips[0][0] < y < bottom)]
    if not body.soft:
        return []
    strips = _strips(body)
    found = [*body.soft]
    for pair in [(top, strips[0][0]), *strips, (strips[-1][1], bottom)]:
        is_last = pair[0] == strips[-1][1]  # what stands below the last shading may stand below the table
        is_row = pair[0] >= strips[0][0] and not is_last and (is_zebra or _is_shaded(body, pair))
        found += text_rows(body.columns, body.spacing, pair, is_row)
    return found


def _ruled_strips(body: Body) -> list[tuple[float, float]]:
    """What stands between rules over all columns, but for headers: ruled ones, and such as are set in the middle."""
    top, bottom = body.ends
    whole = [y for y, x0, x1 in body.hard.tolist() if x1 - x0 >= WHOLE * (body.xs[-1] - body.xs[0])]
    inner = [y for y in whole if top + body.spacing.height < y < bottom - body.spacing.height]
    if body.sketch.edges:
        return [(max(inner, default=top), bottom)]
    strips = [*pairwise([top, *inner, bottom])]
    middles = [block.middle for block in blocks_of(body.columns, body.spacing) if block.middle < strips[0][1]]
    is_one_row = len(strips) > 1 and max(middles, default=0) - min(middles, default=0) <= LEVEL * body.spacing.height
    return strips[is_one_row:]


def _strips(body: Body) -> list[tuple[float, float]]:
    """What stands between drawn levels."""
    drawn = sorted({*body.soft, *body.hard[:, 0].tolist()})
    return [*pairwise(drawn)] or [(drawn[0], drawn[0])]


def _is_zebra(body: Body) -> bool:
    """Whether rows are shaded in turn: strips between shaded ones are hardly higher than those.

    What stands above the first shaded one may be the header, and one row between two shaded ones stand between
    headings.
    """
    strips = _strips(body)
    shaded = [strip for strip in strips if _is_shaded(body, strip)]
    plain = [strip for strip in strips if shaded and shaded[0] < strip < shaded[-1] and strip not in shaded]
    return len(plain) > 1 and _usual_height(plain) <= MUCH_HIGHER * _usual_height(shaded)


def _usual_height(strips: Sequence[tuple[float, float]]) -> float:
    return float(np.median([bottom - top for top, bottom in strips]))


def _is_shaded(body: Body, strip: tuple[float, float]) -> bool:
    middle = sum(strip) / 2
    return any(fill.top < middle < fill.bottom and not fill.pale for fill in body.fills)


def _is_edge_at_the_top(body: Body, column: int, strip: tuple[float, float], is_zebra: bool) -> bool:
    """Whether a column has a row edge above a strip: as its shading shows, else where no text goes on over it.

    Nor where rows are shaded in turn (`is_zebra`; not right below a header), and it is blank without shading: it goes
    on with what is merged above.
    """
    y, below = strip
    shown = _shading_shows(body, column, y)
    if shown is not None:
        return shown
    if goes_on_over(y, body.columns[column], body.spacing):
        return False
    is_blank = not any(y < (line.top + line.bottom) / 2 < below for line in body.columns[column])
    return not (is_blank and is_zebra and y in body.soft)


def _shading_shows(body: Body, column: int, y: float) -> bool | None:
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


def _is_shaded_at(body: Body, column: int, y: float) -> bool:
    middle = (body.xs[column] + body.xs[column + 1]) / 2
    return any(f.top < y < f.bottom and f.x0 < middle < f.x1 and not f.pale for f in body.fills)


def _is_shaded_row(body: Body, y: float) -> bool:
    """Whether some cell is shaded as high as the strip at a level: it is of one row."""
    drawn = sorted({*body.ends, *body.soft, *body.hard[:, 0].tolist()})
    top, bottom = next(((a, b) for a, b in pairwise(drawn) if a <= y <= b), body.ends)
    return any(abs(f.top - top) <= SAME and abs(f.bottom - bottom) <= SAME and not f.pale for f in body.fills)


def _set_in_the_middle(body: Body, blocks: Sequence[Block]) -> ImaginedRows:
    """Rows by the middles of texts. Where every row is ruled or shaded that alone gives them."""
    if not body.is_by_texts and not body.soft:
        return ImaginedRows(())
    drawn = (*body.soft, *body.hard[:, 0].tolist())
    is_zebra = bool(body.soft) and _is_zebra(body)

    def fits(column: int, middles: Sequence[float]) -> bool:
        """In rows that are shaded in turn a merged cell is shaded as the first of its rows is."""
        own = {_is_shaded_at(body, column, y) for y in middles}
        return not is_zebra or own == {_is_shaded_row(body, middles[0])}

    parts = frozenset(block for block in blocks if _is_wide(body, block))
    texts = Texts(
        tuple(blocks), len(body.columns), body.spacing, body.ends, drawn, body.headings, parts, fits, body.goes_on
    )
    rows = middle_rows(texts)
    levels = [
        (y, body.xs[c], body.xs[c + 1])
        for c, own in enumerate(rows.by_column)
        for y in sorted({*rows.edges, *body.soft})
        if (y in own if (shown := _shading_shows(body, c, y)) is None else shown)
    ]
    edges = [body.ends[0], *rows.edges, body.ends[1]]
    return ImaginedRows(tuple(levels), tuple((c, edges[row], edges[row + 1]) for c, row in sorted(rows.unsure)))
