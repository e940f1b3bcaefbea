"""Upright rules of a table that lacks them, row by row: not through texts that run over several columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .columns import SAME, chunks_of, is_crossed, stands_over
from .rows import Block, Line, column_at
from .sketch import middle_of
from .spacing import Spacing
from .spans import ALIGNED, CENTRED, Range, header_spans
from .text import said

FEWEST_ALIGNED = 3
"""So many texts that begin under each other, and do not all end so, show how a column is set."""


def imagine_uprights(
    ys: Sequence[float],
    xs: Sequence[float],
    lines: Sequence[Line],
    header: Spacing | None,
    until: float = float("inf"),
) -> list[tuple[float, float, float]]:
    """Upright rules (x, top, bottom) between the rows' edges `ys`, sides included.

    The first rows are a header where it is given how far lines of one cell stand apart in it; none below `until` is.
    """
    ys = [y for y, after in zip(ys, [*ys[1:], ys[-1] + 2 * SAME], strict=True) if after - y > SAME]
    rows = [[line for line in lines if begin <= middle_of(line) <= end] for begin, end in pairwise(ys)]
    rules = [(x, ys[0], ys[-1]) for x in (xs[0], xs[-1])]
    of_header = rows[: sum(y <= until + SAME for y in ys[1:])]
    spans = header_spans(of_header, ys, xs, header) if header else {}
    setting = setting_of(lines)
    for number, (own, (begin, end)) in enumerate(zip(rows, pairwise(ys), strict=True)):
        is_header = header is not None and number == 0 and any(len(chunks_of(line)) > 1 for line in own)
        wide = [(0, 0) if is_header else heading_columns(own, xs, setting), *spans.get(number, ())]
        rules += [(x, begin, end) for i, x in enumerate(xs[1:-1], 1) if not any(a < i <= b for a, b in wide)]
    return rules


WIDER = 1.35
"""So many times as far apart as the words of one text stand words of two."""
FAR_OFF = 18.0
"""The middle of a text is its columns' within this distance (points) where others have the same one."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where several texts of a table begin under each other, and where several that are alone have their middles.

    `sides`: where each text begins and ends (points).
    """

    begins: tuple[float, ...] = ()
    middles: tuple[float, ...] = ()
    sides: tuple[tuple[float, float], ...] = ()

    def is_aligned(self, text: Line) -> bool:
        """Whether a text begins where others do, and not in the middle where many alone stand."""
        shared = sum(abs(middle_between(text) - x) <= ALIGNED for x in self.middles)
        return shared <= FEWEST_ALIGNED and any(abs(text[0].x0 - x) <= ALIGNED for x in self.begins)

    def is_at_its_left(self, text: Line) -> bool:
        """Whether a text begins where another does that ends elsewhere: they are set at the left of one column."""
        return any(abs(text[0].x0 - x0) <= ALIGNED < abs(text[-1].x1 - x1) for x0, x1 in self.sides)

    def reach(self, text: Line) -> float:
        """How far the middle of a text may be off that of its columns (points): sides that only texts show are odd."""
        is_shared = any(abs(middle_between(text) - x) <= ALIGNED for x in self.middles)
        return FAR_OFF if is_shared else CENTRED


def heading_columns(lines: Sequence[Line], xs: Sequence[float], setting: Setting | None = None) -> Range:
    """First and last column under a row's running text, to the right end where nothing else follows; else nothing.

    It begins with its columns, or stands in their middle: not where texts of a column begin (`setting`).
    """
    chunks = [chunk for line in lines for chunk in chunks_of(line)]
    crossing = [chunk for chunk in chunks if any(is_crossed(x, chunk) for x in xs[1:-1])]
    setting = setting or Setting()
    if _stand_in_the_middle(chunks, xs, setting):
        return 0, len(xs) - 2
    if not crossing or max(chunk[0].x0 for chunk in crossing) >= min(chunk[-1].x1 for chunk in crossing):
        return 0, 0  # none, or several beside each other
    first = min(column_at(chunk[0].x0, xs) for chunk in crossing)
    others = [chunk for chunk in chunks if chunk not in crossing]
    if any(column_at(chunk[0].x0, xs) > first for chunk in others):
        return 0, 0
    free = max((column_at(chunk[-1].x1, xs) + 1 for chunk in others), default=0)
    is_aligned = any(map(setting.is_aligned, crossing))
    columns = range(first, first + 1) if is_aligned else range(min(free, first), first + 1)
    return _first_of_middle(crossing, columns, xs, setting), len(xs) - 2


def _first_of_middle(texts: Sequence[Line], columns: Sequence[int], xs: Sequence[float], setting: Setting) -> int:
    """The column from which on to the right end texts stand in the middle; the last of the given ones where none is."""

    def off(column: int) -> float:
        return max(abs(middle_between(text) - (xs[column] + xs[-1]) / 2) for text in texts)

    nearest = min(columns, key=off)
    return nearest if off(nearest) <= min(map(setting.reach, texts)) else columns[-1]


def _stand_in_the_middle(texts: Sequence[Line], xs: Sequence[float], setting: Setting) -> bool:
    """Whether texts one under the other stand in the middle of all columns, and not in that of their own."""
    columns = {column_at(x, xs) for text in texts for x in (text[0].x0, text[-1].x1)}
    if not texts or any(map(setting.is_aligned, texts)) or any(map(setting.is_at_its_left, texts)):
        return False
    own = (xs[min(columns)], xs[max(columns) + 1])
    off, off_own = (max(abs(middle_between(t) - sum(ends) / 2) for t in texts) for ends in ((xs[0], xs[-1]), own))
    reach = CENTRED if off <= ALIGNED else min(map(setting.reach, texts))  # exact ones need not be so far off their own
    return off <= reach < off_own


def middle_between(text: Line) -> float:
    """The middle of a text from left to right (points)."""
    return (text[0].x0 + text[-1].x1) / 2


def setting_of(lines: Sequence[Line]) -> Setting:
    """How the texts of a table are set."""
    chunks = [chunks_of(line) for line in lines]
    sides = [(chunk[0].x0, chunk[-1].x1) for own in chunks for chunk in own]
    alone = [own[0] for own in chunks if len(own) == 1]
    middles = [
        middle_between(text)
        for text in alone
        if any(
            abs(middle_between(text) - middle_between(other)) <= ALIGNED < abs(text[0].x0 - other[0].x0)
            for other in alone
        )
    ]
    usual = [x for x, _ in sides if len({round(x1) for x0, x1 in sides if abs(x - x0) <= ALIGNED}) >= FEWEST_ALIGNED]
    return Setting(tuple(usual), tuple(middles), tuple(sides))


def part_labels(lines: Sequence[Line], xs: Sequence[float]) -> list[Line]:
    """The lines, those in two where a label that rows of several texts have too is near a text that runs over columns.

    The first column's edge stands between two words there, and texts of the second column begin where the second does.
    So are those where no two words of the line stand as far apart.
    """
    edge = xs[1]
    parts = [([w for w in line if w.x1 <= edge + 1], [w for w in line if w.x0 >= edge - 1]) for line in lines]
    near = [_are_near(line, *own) for line, own in zip(lines, parts, strict=True)]
    whole = [len(left) + len(right) == len(line) for line, (left, right) in zip(lines, parts, strict=True)]
    several = [len(chunks_of(line)) > 1 for line in lines]
    apart = [own and (not is_near or more) for own, is_near, more in zip(whole, near, several, strict=True)]
    labels = {said(left) for (left, _), is_apart in zip(parts, apart, strict=True) if is_apart}
    begins = [right[0].x0 for _, right in parts if right]
    found: list[Line] = []
    for line, (left, right), is_near in zip(lines, parts, near, strict=True):
        is_parted = is_near and sum(abs(x - right[0].x0) <= SAME for x in begins) > 2
        is_parted = is_parted and (said(left) in labels or _stand_widest_apart(left, right))
        found += [left, right] if is_parted else [line]
    return found


def _are_near(line: Line, left: Line, right: Line) -> bool:
    """Whether two parts of a line are all of it, and no farther apart than words of one text."""
    is_whole = bool(left and right) and len(left) + len(right) == len(line)
    return is_whole and any(left[-1] in chunk and right[0] in chunk for chunk in chunks_of(line))


def _stand_widest_apart(left: Line, right: Line) -> bool:
    """Whether two parts of a line stand farther apart than any two words of the first, and of the second."""
    others = [after.x0 - word.x1 for part in (left, right) for word, after in pairwise(part)]
    return bool(others) and right[0].x0 - left[-1].x1 > WIDER * max(others)


def find_headings(lines: Sequence[Line], xs: Sequence[float]) -> tuple[Block, ...]:
    """The lines that run over several columns, with nothing beside them."""
    found, setting = [], setting_of(lines)
    for line in lines:
        first, last = heading_columns([line], xs, setting)
        if first < last:
            found.append(Block(first, min(w.top for w in line), max(w.bottom for w in line)))
    return tuple(found)


def find_wide_texts(lines: Sequence[Line], xs: Sequence[float]) -> tuple[Block, ...]:
    """The texts that stand on a column's edge beside others, as those of a header do: one block for each column."""
    return tuple(
        Block(column, min(w.top for w in chunk), max(w.bottom for w in chunk))
        for line in lines
        for chunk in chunks_of(line)
        if len(chunks_of(line)) > 1 and any(stands_over(x, chunk) for x in xs[1:-1])
        for column in range(column_at(chunk[0].x0, xs), column_at(chunk[-1].x1, xs) + 1)
    )
