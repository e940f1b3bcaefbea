"""Fragments over pages to one table: rows cut by a page break are joined, merged cells go on, headers come once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .before import same_columns
from .breaks import LABEL, may_go_on, shows_rest
from .due import is_due
from .fragment import Fragment, Piece
from .model import Address, Cell, Table
from .repeated import doubt_rest, heads_again, repeated_rows
from .rules import Span
from .seam import Draft, read_seam

LAST_LABEL_COLUMN = 1
"""Measures and indicators stand in the first two columns, or there is nothing to learn from them."""
SAME_EDGE = 4.0
"""Column edges nearer than this (points) are the same on two pages."""


@dataclass
class Stitched:
    """A table being put together: column edges in points of its first page, rows so far, cells so far.

    `first` are the cells that its first page began, `has_empty_labels` tells of rows without a label of their own.
    """

    fragments: list[Fragment]
    xs: list[float]
    rows: int
    cells: list[Draft]
    first: list[Draft]
    has_empty_labels: bool

    @classmethod
    def begin(cls, fragment: Fragment) -> Stitched:
        """A table that so far is one fragment."""
        cells = [Draft(piece.span, [piece], set(piece.marks)) for piece in fragment.pieces]
        return cls([fragment], list(fragment.xs), fragment.rows, cells, list(cells), _has_empty_labels(fragment, 1))

    def bottom_cells(self) -> list[Draft]:
        """The cells that end with the last row, left to right."""
        return sorted((c for c in self.cells if c.span.row_end == self.rows), key=lambda c: c.span.column)

    def repeated_rows(self, fragment: Fragment) -> int:
        """How many of the fragment's first rows are this table's first rows over again."""
        return repeated_rows(self.first, fragment)

    def table(self, number: int, title: str | None) -> Table:
        """The finished table, cells in reading order."""
        self._doubt_rests()
        self._doubt_bottoms()
        self._carry_instability()
        drafts = sorted(self.cells, key=lambda draft: (draft.span.row, draft.span.column))
        cells = tuple(_cell(draft, number) for draft in drafts)
        return Table(number, self.rows, len(self.xs) - 1, cells, title)

    def _doubt_rests(self) -> None:
        """Where texts alone part rows, a figure that may be the rest of the one above, and that one, are in doubt."""
        columns = {c for c in range(len(self.xs) - 1) if self._holds_figures(c)}
        ends = {(draft.span.row_end, draft.span.column): draft for draft in self.cells if "open_rows" in draft.marks}
        for draft in self.cells:
            above = ends.get((draft.span.row, draft.span.column))
            is_figure = draft.span.column in columns and "open_rows" in draft.marks
            if is_figure and above and above.text and draft.text and shows_rest(above.text, draft.text):
                above.marks.add("unsure_text")
                draft.marks.add("unsure_text")

    def _doubt_bottoms(self) -> None:
        """Where texts of one page are set at the bottom of their cells, those of all pages without rules may be."""
        if any("at_bottom" in draft.marks for draft in self.cells):
            for draft in self.cells:
                draft.marks |= {"unstable"} if "imagined" in draft.marks and "open_rows" in draft.marks else set()

    def _holds_figures(self, column: int) -> bool:
        """Whether most texts of a column have a digit; and a label before it, where indicators may stand too."""
        own = [draft.text for draft in self.cells if draft.span.column == column and draft.text.strip()]
        needs_label = column <= LAST_LABEL_COLUMN
        figures = [text for text in own if any(map(str.isdigit, text)) and (LABEL.match(text) or not needs_label)]
        return 2 * len(figures) > len(own)

    def _carry_instability(self) -> None:
        """What is blank in a column below an unstable cell, on its page and those after, is unstable too.

        It goes on with that cell; the next text is a cell of its own.
        """
        is_unstable = [False] * (len(self.xs) - 1)
        for draft in sorted(self.cells, key=lambda draft: draft.span.row):
            own = slice(draft.span.column, draft.span.column_end)
            if "unstable" in draft.marks:
                is_unstable[own] = [True] * (own.stop - own.start)
            elif draft.text.strip():
                is_unstable[own] = [False] * (own.stop - own.start)
            elif any(is_unstable[own]):
                draft.marks.add("unstable")


def _cell(draft: Draft, number: int) -> Cell:
    span, pieces = draft.span, draft.pieces
    marks = frozenset(draft.marks)
    if len(pieces) > 1 and sum(bool(piece.lines) for piece in pieces) > 1:
        marks |= {"joined_over_page"}
    at = Address(number, span.row, span.column)
    places = tuple([piece.place for piece in pieces])
    return Cell(at, draft.text, places, span.row_end - span.row, span.column_end - span.column, 1.0, marks)


def align(xs: Sequence[float], fragment: Fragment) -> tuple[list[float], Fragment] | None:
    """Column edges that serve both, and the fragment on them; none where their columns do not fit each other.

    A fragment may stand elsewhere on its page (mirrored margins) and may lack edges that only other rows need; where
    its edges are imagined, those that it has or lacks are in doubt, and its texts may end farther right or left. What
    is narrower than edges may differ, and empty, is no column.
    """
    shift = xs[0] - fragment.xs[0]
    own = [x + shift for x in fragment.xs]
    if all("imagined" in piece.marks for piece in fragment.pieces) and len(own) == len(xs):
        own = [*own[:-1], xs[-1]] if same_columns(xs, own, SAME_EDGE) else own
    if abs(own[-1] - xs[-1]) > SAME_EDGE:
        return None
    missing = [x for x in own if all(abs(x - known) > SAME_EDGE for known in xs)]
    lacking = [x for x in xs if all(abs(x - known) > SAME_EDGE for known in own)]
    if missing and lacking:
        return None
    union = sorted([*xs, *missing])
    place = [min(range(len(union)), key=lambda i: abs(union[i] - x)) for x in own]
    if not (missing or lacking) and place == list(range(len(union))):
        return union, replace(fragment, xs=tuple(union))
    slivers = [p for p in fragment.pieces if place[p.span.column] == place[p.span.column_end]]
    if any(piece.lines for piece in slivers):
        return None
    pieces = tuple(
        Piece(
            Span(p.span.row, place[p.span.column], p.span.row_end, place[p.span.column_end]),
            p.lines, p.place, p.open_bottom,
            p.marks | {"unstable"} if (missing or lacking) and "imagined" in p.marks else p.marks,
        )
        for p in fragment.pieces
        if p not in slivers
    )  # fmt: skip
    return union, Fragment(fragment.page, tuple(union), fragment.rows, pieces, fragment.nested)


def _align_by_header(table: Stitched, fragment: Fragment) -> tuple[list[float], Fragment] | None:
    """The table's own edges, and the fragment on them: the same header makes it the same table on a wider page."""
    if len(fragment.xs) != len(table.xs) or not table.repeated_rows(fragment):
        return None
    return table.xs, replace(fragment, xs=tuple(table.xs))


def append(table: Stitched, fragment: Fragment) -> bool:
    """Let the table go on with a fragment of a later page; false, and nothing changed, where the columns do not fit."""
    aligned = align(table.xs, fragment) or _align_by_header(table, fragment)
    if aligned is None:
        return False
    union, fragment = aligned
    if len(union) != len(table.xs):
        _widen(table, union)
    header = table.repeated_rows(fragment)
    fragment = doubt_rest(table.first, fragment, header) if header else _doubt_spans(fragment)
    for draft, again in heads_again(table.first, fragment, header) if header else ():
        draft.pieces.append(again)
    _append_body(table, [piece for piece in fragment.pieces if piece.span.row >= header], header)
    table.fragments.append(fragment)
    table.has_empty_labels |= _has_empty_labels(fragment, header)
    return True


def _doubt_spans(fragment: Fragment) -> Fragment:
    """The fragment; of a first row that is no header a text over several columns may have been taken for one's."""
    pieces = tuple(
        replace(p, marks=p.marks | {"unstable"})
        if "imagined" in p.marks and p.span.row == 0 < p.span.column < p.span.column_end - 1
        else p
        for p in fragment.pieces
    )
    return replace(fragment, pieces=pieces)


def _widen(table: Stitched, union: list[float]) -> None:
    """Let the table have a later page's edges too: where its own are imagined, those that it lacked are in doubt."""
    place = [union.index(x) for x in table.xs]
    for draft in table.cells:
        s = draft.span
        draft.span = Span(s.row, place[s.column], s.row_end, place[s.column_end])
        draft.marks |= {"unstable"} if "imagined" in draft.marks else set()
    table.xs = union


def _append_body(table: Stitched, pieces: list[Piece], header: int) -> None:
    if not pieces:
        return
    top = [piece for piece in pieces if piece.span.row == header]
    above = {(d.span.column, d.span.column_end): d for d in table.bottom_cells()}
    seam = read_seam(above, top, table.has_empty_labels, is_due(table.cells, list(above.values()), top))
    shift = table.rows - header - (1 if seam.is_cut else 0)
    if seam.is_unsure:
        for draft in above.values():
            draft.marks |= {"break_unsure"} if draft.span.column not in seam.shown else set()
    for piece in pieces:
        s = piece.span
        span = Span(s.row + shift, s.column, s.row_end + shift, s.column_end)
        before = above.get((s.column, s.column_end)) if s.row == header else None
        if before is not None and (seam.is_cut or s.column in seam.going_on):
            draft = before
            draft.span = Span(draft.span.row, s.column, span.row_end, s.column_end)
            draft.marks |= piece.marks | ({"pushed"} if seam.is_unsure and piece.text and not draft.text else set())
            draft.pieces.append(piece)
        else:
            draft = Draft(span, [piece], set(piece.marks))
            table.cells.append(draft)
            if before is not None and span.column > LAST_LABEL_COLUMN and may_go_on(before.text, piece.text):
                before.marks.add("unsure_text")
                draft.marks.add("unsure_text")
        if seam.is_unsure and s.row == header and s.column not in seam.shown:
            draft.marks.add("break_unsure")
    table.rows = shift + max(piece.span.row_end for piece in pieces)


def _has_empty_labels(fragment: Fragment, body: int) -> bool:
    """Whether some row inside the fragment has an empty cell of its own under a filled one, and text to its right.

    `body` is its first row below the header, where an empty cell may be the rest of one on the page before.
    """
    filled = {(piece.span.row_end, piece.span.column) for piece in fragment.pieces if piece.lines}
    last = {piece.span.row: piece.span.column for piece in fragment.pieces if piece.lines}
    return any(
        not piece.lines
        and piece.span.column <= LAST_LABEL_COLUMN
        and piece.span.row_end - piece.span.row == 1
        and body < piece.span.row < fragment.rows - 1
        and (piece.span.row, piece.span.column) in filled
        and last.get(piece.span.row, 0) > piece.span.column
        for piece in fragment.pieces
    )
