"""Row edges that no rule draws, column by column: those of shading, and those that the cells' texts give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .body import Body
from .heights import of_one_height
from .labels_beside import LEVEL
from .middle import is_set_at_the_top, is_set_in_the_middle, middle_rows, shares_tops
from .middle_texts import Texts
from .model import SetAt
from .open_bodies import open_strips
from .rows import (
    SAME_ROW,
    Block,
    below_header,
    blocks_of,
    goes_on_over,
    has_texts_astride,
    is_set_at_the_bottom,
    low_labels,
    text_rows,
)
from .shaded_rows import (
    beside_rows,
    is_shaded,
    is_shaded_at,
    is_shaded_row,
    is_zebra_of,
    shading_shows,
    strips_of,
)

Level = tuple[float, float, float]

OVER = 0.25
"""A text stands over an edge that is so far inside it, as a share of a line's height."""
NEAR_EDGE = 0.6
"""An edge stands no farther above the texts that begin below it than this share of a line's height."""
WHOLE = 0.9
"""A rule of this share of a table's width is over all columns."""


@dataclass(frozen=True, slots=True)
class ImaginedRows:
    """Row edges as (y, x0, x1) in points, and the strips of columns where some text has no sure place in them.

    A strip is a column, and from where to where it goes (points). `set_at`: where texts are set in their cells, if many
    show it. `padding`: how far they keep from edges (points), where they show it.
    """

    levels: tuple[Level, ...]
    unsure: tuple[tuple[int, float, float], ...] = ()
    set_at: SetAt | None = None
    padding: float | None = None


def has_open_rows(body: Body) -> bool:
    """Whether texts part rows below the header: rules do not, nor rows that are shaded in turn."""
    return body.is_by_texts or (bool(body.soft) and not is_zebra_of(body))


def with_open_rows(body: Body, is_scanned: bool = False) -> tuple[Body, list[tuple[int, float, float]]]:
    """The body with its ruled or shaded rows that hold several; where that is unsure, the strips that may do so.

    Where hardly any rule is drawn, and texts are set in the middle, they part the rows anyway.
    """
    if body.is_by_texts or body.sketch.uprights is not None or not len(body.hard) or is_zebra_of(body):
        return body, []
    blocks = blocks_of(body.columns, body.spacing)
    if body.has_few_rules and _is_in_the_middle(body, blocks):
        return body, []
    levels = sorted({*body.ends, *body.soft, *body.hard[:, 0].tolist()})
    columns = body.columns if is_scanned else of_one_height(body.columns)
    strips, is_sure = open_strips(columns, levels, body.xs, goes_on=False)
    if is_sure:
        return replace(body, sketch=replace(body.sketch, open_strips=strips)), []
    return body, [(column, *strip) for strip in strips for column in range(len(body.columns))]


def imagine_rows(body: Body) -> ImaginedRows:
    """The row edges that are not drawn."""
    blocks = blocks_of(body.columns, body.spacing)
    if has_open_rows(body) and is_set_at_the_bottom(blocks, body.spacing):
        imagined = _by_texts(body, blocks)
        return replace(imagined, unsure=tuple((c, *body.ends) for c in range(len(body.columns))), set_at="at_bottom")
    return _by_texts(body, blocks)


def _by_texts(body: Body, blocks: Sequence[Block]) -> ImaginedRows:
    if _is_in_the_middle(body, blocks):
        return _set_in_the_middle(body, blocks)
    is_zebra = bool(body.soft) and is_zebra_of(body)
    header, over = _header_of(body, blocks), OVER * body.spacing.height
    low = low_labels(blocks, body.spacing) if body.is_by_texts else []
    edges = sorted(set(_without_edges_in_header(_set_at_the_top(body, is_zebra), body, header, blocks)))
    edges, are_of_rows = _without_edges_at(low, edges, body)
    levels = [
        (y, body.xs[c], body.xs[c + 1])
        for i, (y, below) in enumerate(zip(edges, [*edges[1:], body.ends[1]], strict=False))
        for c in range(len(body.columns))
        if _is_edge_at_the_top(body, c, (y, below), is_zebra and i > 0)
        and not any(block.column == c and block.top + over < y < block.bottom - over for block in header)
    ]
    parted = _parted_blocks(body, blocks) if body.is_by_texts else ()
    is_odd = not are_of_rows or any(has_texts_astride(own, body.spacing) for own in parted)
    unsure = tuple((c, *body.ends) for c in range(len(body.columns)) if is_odd)
    unsure += beside_rows(body, blocks) if is_zebra else ()
    is_at_top = not low and (body.is_at_top or is_set_at_the_top(blocks, body.spacing, body.goes_on))
    return ImaginedRows(tuple(levels), unsure, "at_top" if is_at_top else None)


def _without_edges_at(labels: Sequence[Block], edges: Sequence[float], body: Body) -> tuple[list[float], bool]:
    """The edges without those that only such labels gave, set lower than their rows; whether each is one row's.

    It is where it stands in the middle of the row that is there without its edge; else it may be of several.
    """
    reach, near = NEAR_EDGE * body.spacing.height, SAME_ROW * body.spacing.height
    kept = [y for y in edges if not any(-1 <= label.top - y <= reach for label in labels)]
    whole = sorted({*kept, *body.ends, *body.hard[:, 0].tolist(), *body.soft})
    rows = [(max(y for y in whole if y < label.middle), min(y for y in whole if y > label.middle)) for label in labels]
    return kept, all(abs(own.middle - (a + b) / 2) <= near for own, (a, b) in zip(labels, rows, strict=True))


def _is_in_the_middle(body: Body, blocks: Sequence[Block]) -> bool:
    """Whether texts are set in the middle of their cells: not where they were at the top before, and some still are."""
    goes_on_at_top = body.is_at_top and shares_tops(blocks, body.spacing, body.goes_on)
    return not goes_on_at_top and is_set_in_the_middle(blocks, body.spacing, body.goes_on)


def _parted_blocks(body: Body, blocks: Sequence[Block]) -> list[list[Block]]:
    """The texts of rows that texts part. Where the table goes on, those of its header, and those below, in two lists.

    The first of the latter may be the rest of a row that the page break has cut.
    """
    (top, end), *others = _text_strips(body)
    end = end if body.goes_on and others else top
    return [[own for own in blocks if top < own.middle <= end], [own for own in blocks if own.middle > end]]


def _text_strips(body: Body) -> Sequence[tuple[float, float]]:
    """The strips in which texts alone part the rows."""
    return body.sketch.open_strips or _ruled_strips(body)


def _is_wide(body: Body, block: Block) -> bool:
    """Whether a block is a part of a text over several columns: it stands in the middle of no rows of one."""
    return any(w.column == block.column and w.top < block.bottom and block.top < w.bottom for w in body.wide_texts)


def _set_at_the_top(body: Body, is_zebra: bool) -> list[float]:
    top, bottom = body.ends
    if body.is_by_texts:
        strips = _text_strips(body)
        edges = [y for strip in strips for y in text_rows(body.columns, body.spacing, strip)]
        return [*edges, *body.soft, *(y for y in body.hard[:, 0].tolist() if strips[0][0] < y < bottom)]
    if not body.soft:
        return []
    strips = strips_of(body)
    found = [*body.soft]
    for pair in [(top, strips[0][0]), *strips, (strips[-1][1], bottom)]:
        is_last = pair[0] == strips[-1][1]  # what stands below the last shading may stand below the table
        is_row = pair[0] >= strips[0][0] and not is_last and (is_zebra or is_shaded(body, pair))
        found += text_rows(body.columns, body.spacing, pair, is_row)
    return found


def _header_of(body: Body, blocks: Sequence[Block]) -> list[Block]:
    """The texts of a header of which texts alone part the rows, column by column; none where the page has none."""
    below = set(below_header(blocks, body.spacing))
    return [block for block in blocks if block not in below] if body.has_header and body.is_by_texts else []


def _without_edges_in_header(
    edges: Sequence[float], body: Body, header: Sequence[Block], blocks: Sequence[Block]
) -> list[float]:
    """The edges, of those in a header that is set in the middle such as stand above a text below another one."""
    top, bottom = min((b.top for b in header), default=0.0), max((b.bottom for b in header), default=0.0)
    lower = [b.top for a, b in pairwise(blocks) if a.column == b.column]
    near = NEAR_EDGE * body.spacing.height

    def is_kept(y: float) -> bool:
        return not top < y < bottom or y in body.soft or any(0 <= begin - y <= near for begin in lower)

    return [y for y in edges if is_kept(y)]


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


def _is_edge_at_the_top(body: Body, column: int, strip: tuple[float, float], is_zebra: bool) -> bool:
    """Whether a column has a row edge above a strip: as its shading shows, else where no text goes on over it.

    Nor where rows are shaded in turn (`is_zebra`; not right below a header), and it is blank without shading: it goes
    on with what is merged above.
    """
    y, below = strip
    shown = shading_shows(body, column, y)
    if shown is not None:
        return shown
    if goes_on_over(y, body.columns[column], body.spacing):
        return False
    is_blank = not any(y < (line.top + line.bottom) / 2 < below for line in body.columns[column])
    return not (is_blank and is_zebra and y in body.soft)


def _set_in_the_middle(body: Body, blocks: Sequence[Block]) -> ImaginedRows:
    """Rows by the middles of texts. Where every row is ruled or shaded that alone gives them."""
    if not body.is_by_texts and not body.soft:
        return ImaginedRows(())
    drawn = (*body.soft, *body.hard[:, 0].tolist())
    is_zebra = bool(body.soft) and is_zebra_of(body)

    def fits(column: int, middles: Sequence[float]) -> bool:
        """In rows that are shaded in turn a merged cell is shaded as the first of its rows is."""
        own = {is_shaded_at(body, column, y) for y in middles}
        return not is_zebra or own == {is_shaded_row(body, middles[0])}

    parts = frozenset(block for block in blocks if _is_wide(body, block))
    texts = Texts(
        tuple(blocks), len(body.columns), body.spacing, body.ends, drawn, body.headings, parts, fits, body.goes_on,
        body.has_header, body.header_bottom, body.padding,
    )  # fmt: skip
    rows = middle_rows(texts)
    levels = [
        (y, body.xs[c], body.xs[c + 1])
        for c, own in enumerate(rows.by_column)
        for y in sorted({*rows.edges, *body.soft})
        if (y in own if (shown := shading_shows(body, c, y)) is None else shown)
    ]
    edges = [body.ends[0], *rows.edges, body.ends[1]]
    unsure = tuple((c, edges[row], edges[row + 1]) for c, row in sorted(rows.unsure))
    return ImaginedRows(tuple(levels), unsure, padding=rows.padding)
