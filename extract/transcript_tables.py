"""Strips of rows to tables: laid out, stitched over what interrupts them, rows that were cut put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .model import Address, Cell, Mark, Refused, Table
from .transcript_joins import Join, join_rows, recurring_labels
from .transcript_strips import Strip

MAX_ROWS, MAX_COLUMNS, MAX_PLACES = 32_767, 4_096, 4_000_000
"""A table's bounds: rows and columns are published as int16, and a dense grid is made of them."""
RAGGED = 2
"""A table goes on with rows that have at most so many cells more or fewer: engines drop empty cells."""


@dataclass(eq=False)
class Draft:
    """A cell being put together: where it begins, what it covers, its texts one under the other."""

    row: int
    column: int
    rowspan: int
    colspan: int
    texts: list[str]
    marks: set[Mark] = field(default_factory=set)

    @property
    def text(self) -> str:
        """Its texts as one."""
        return "\n".join(text for text in self.texts if text)


def squeezed_row(strip: Strip, row: int) -> tuple[str, ...]:
    """A row's texts without blanks, empty cells at its end left out."""
    texts = ["".join(f.text.split()) for f in strip.rows[row]]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def width_of(strip: Strip) -> int:
    """How many columns the strip's widest row has, each cell with its span."""
    return max(sum(f.colspan for f in row) for row in strip.rows)


@dataclass
class Growing:
    """A table being put together: its strips, and how many first rows of each say its header over again."""

    strips: list[Strip]
    title: str | None = None
    width: int = 0

    def __post_init__(self) -> None:
        self.width = width_of(self.strips[0])

    def repeats_header(self, strip: Strip) -> int:
        """How many first rows of a strip are this table's first rows over again."""
        first, count = self.strips[0], 0
        limit = min(len(first.rows), len(strip.rows))
        while count < limit and squeezed_row(first, count) == squeezed_row(strip, count) != ():
            count += 1
        return count if count < len(first.rows) else 0

    def fits(self, strip: Strip) -> bool:
        """Whether a strip's rows may be rows of this table by their width."""
        return strip.depth == self.strips[0].depth and abs(width_of(strip) - self.width) <= RAGGED

    def append(self, strip: Strip) -> None:
        """Go on with a strip, without a header that it says over again."""
        self.strips.append(Strip(strip.rows[self.repeats_header(strip) :], strip.depth))

    def table(self, number: int) -> Table:
        """The finished table."""
        drafts, rows, breaks = _lay_out(self.strips)
        removed = _join(drafts, rows, breaks)
        return _close(drafts, rows, removed, number, self.title)


def _lay_out(strips: Sequence[Strip]) -> tuple[list[Draft], int, set[int]]:
    """The cells of all strips in one grid, its number of rows, and the rows before which a strip ended."""
    drafts: list[Draft] = []
    breaks: set[int] = set()
    row = 0
    for strip in strips:
        if not strip.rows:
            continue
        breaks.add(row)
        taken: set[tuple[int, int]] = set()
        for number, fields in enumerate(strip.rows):
            column = 0
            for one in fields:
                while (number, column) in taken:
                    column += 1
                rowspan = min(one.rowspan, len(strip.rows) - number)
                colspan = _free(taken, number, column, one.colspan)
                marks: set[Mark] = {"tracked_change"} if one.struck else set()
                drafts.append(Draft(row + number, column, rowspan, colspan, [one.text], marks))
                taken |= {(r, c) for r in range(number, number + rowspan) for c in range(column, column + colspan)}
                _check_size(column + colspan, len(taken), row + number)
                column += colspan
        row += len(strip.rows)
    return drafts, row, breaks - {0}


def _free(taken: set[tuple[int, int]], row: int, column: int, wanted: int) -> int:
    """How many of the wanted columns are free side by side."""
    free = 1
    while free < wanted and (row, column + free) not in taken:
        free += 1
    return free


def _check_size(columns: int, places: int, row: int) -> None:
    if columns > MAX_COLUMNS or places > MAX_PLACES or row >= MAX_ROWS:
        raise Refused("too_large", f"a table has {columns} columns and over {row} rows; split it and send it anew")


def _join(drafts: list[Draft], rows: int, breaks: set[int]) -> set[int]:
    """Put together the cells of rows that were cut; gives the rows that are no more."""
    ends: dict[int, dict[int, Draft]] = {}
    begins: dict[int, list[Draft]] = {}
    for draft in drafts:
        ends.setdefault(draft.row + draft.rowspan, {})[draft.column] = draft
        begins.setdefault(draft.row, []).append(draft)
    labels = recurring_labels(draft.text for draft in drafts)
    has_spans = any(draft.rowspan > 1 for draft in drafts)
    removed: set[int] = set()
    taken: set[Draft] = set()
    for row in range(1, rows):
        above, below = ends.get(row, {}), begins.get(row, [])
        texts = {draft.column: draft.text for draft in below}
        join = join_rows({c: d.text for c, d in above.items()}, texts, labels, at_break=row in breaks)
        if join.is_cut and not all(_fits(above.get(d.column), d) for d in below):
            join = Join(is_unsure=row in breaks)
        for column in join.hanging:
            above[column].marks.add("joined_unsure")
        if join.is_unsure:
            for draft in (*above.values(), *below):
                draft.marks.add("break_unsure")
        spans = _going_on_spans(above, below) if row in breaks and has_spans else set()
        for draft in below:
            upper = above.get(draft.column)
            goes_on = draft in spans or (draft.column in join.columns and _fits(upper, draft))
            if upper is not None and (join.is_cut or goes_on):
                _merge(upper, draft)
                upper.marks |= {"joined_unsure"} if join.is_weak else set()
                ends.setdefault(upper.row + upper.rowspan, {})[upper.column] = upper
                ends[draft.row + draft.rowspan][draft.column] = upper
                taken.add(draft)
        if join.is_cut:
            removed.add(row)
    drafts[:] = [draft for draft in drafts if draft not in taken]
    return removed


def _going_on_spans(above: dict[int, Draft], below: list[Draft]) -> set[Draft]:
    """Empty cells at a page's top that go on with the cell above them: all left of the row's first text."""
    first = min((draft.column for draft in below if draft.text), default=0)
    return {d for d in below if d.column < first and (upper := above.get(d.column)) and upper.text and _fits(upper, d)}


def _fits(above: Draft | None, below: Draft) -> bool:
    return (above is None and not below.text) or (above is not None and above.colspan == below.colspan)


def _merge(upper: Draft, lower: Draft) -> None:
    if upper.text and lower.text:
        upper.marks.add("joined_over_page")
    upper.texts += lower.texts
    upper.marks |= lower.marks
    upper.rowspan += lower.rowspan


def _close(drafts: list[Draft], rows: int, removed: set[int], number: int, title: str | None) -> Table:
    """The table without the rows that were taken into others, cells in reading order."""
    place: list[int] = []
    for row in range(rows + 1):
        place.append(place[-1] + (row - 1 not in removed) if place else 0)
    columns = max(draft.column + draft.colspan for draft in drafts)
    cells = []
    for draft in drafts:
        first = place[draft.row] - (draft.row in removed)
        end = place[draft.row + draft.rowspan]
        if end > first:
            at = Address(number, first, draft.column)
            cells.append(Cell(at, draft.text, (), end - first, draft.colspan, marks=frozenset(draft.marks)))
    return Table(number, rows - len(removed), columns, tuple(sorted(cells, key=lambda c: c.at)), title)
