"""A table's header that comes back on a later page: how many rows it has there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .fragment import Fragment, Piece
from .model import READ_TWICE, Region
from .rules import Span
from .scan_agree import is_same
from .seam import Draft

DEEPEST_HEADER = 4
"""A header has at most so many rows."""


def repeated_rows(first: Sequence[Draft], fragment: Fragment) -> int:
    """How many whole rows at the top of a fragment say a table's first rows over again.

    Their cells have the same columns and texts; where edges are imagined, the rows may be cut otherwise and hold the
    same letters.
    """
    return _equal_rows(first, fragment) or _rows_of_letters(first, fragment)


def heads_again(first: Sequence[Draft], fragment: Fragment, header: int) -> list[tuple[Draft, Piece]]:
    """Each cell of the header with where it stands on the fragment's page, of which `header` rows are the header.

    One that its own page leaves in doubt says from now on what this page says surely.
    """
    if _equal_rows(first, fragment):
        heads = {(draft.span.row, draft.span.column): draft for draft in first}
        pairs = [(heads[p.span.row, p.span.column], p) for p in fragment.pieces if p.span.row < header]
        for draft, piece in pairs:
            _read_surely(draft, piece)
        return [(draft, Piece(piece.span, (), piece.place)) for draft, piece in pairs]
    depth = _depth(first, _letters(fragment.pieces, header))
    place = first[0].pieces[0].place
    right, down = fragment.pieces[0].place.x0 - place.x0, fragment.top - place.top
    return [(d, _moved(d.pieces[0], fragment.page, right, down)) for d in first if d.span.row < depth]


def doubt_rest(first: Sequence[Draft], fragment: Fragment, header: int) -> Fragment:
    """The fragment, with its first row below the header in doubt where all its texts are of a table's first rows too.

    It may be a further row of the header, that was not known again.
    """
    known = [(d.span.column, d.text) for d in first if d.span.row < DEEPEST_HEADER]
    own = [p for p in fragment.pieces if p.span.row == header and p.text]
    if len(own) < 2 or not all(
        any(p.span.column == column and _says_same(text, p.text) for column, text in known) for p in own
    ):
        return fragment
    pieces = (replace(p, marks=p.marks | {"unsure_text"}) if p in own else p for p in fragment.pieces)
    return replace(fragment, pieces=tuple(pieces))


def _read_surely(draft: Draft, again: Piece) -> None:
    """Let a cell that its picture leaves in doubt say what the same cell on a later page says without any."""
    if draft.marks & READ_TWICE and not again.marks & READ_TWICE:
        draft.pieces[0] = replace(draft.pieces[0], lines=again.lines)
        draft.marks -= READ_TWICE


def _moved(piece: Piece, page: int, right: float, down: float) -> Piece:
    own = piece.place
    place = Region(page, own.x0 + right, own.top + down, own.x1 + right, own.bottom + down)
    return replace(piece, lines=(), place=place)


def _equal_rows(first: Sequence[Draft], fragment: Fragment) -> int:
    known = {(draft.span.row, draft.span.column): draft for draft in first}
    equal_rows = fragment.rows
    for piece in fragment.pieces:
        if piece.span.row >= equal_rows:
            continue
        draft = known.get((piece.span.row, piece.span.column))
        if draft is None or _extent(draft.span) != _extent(piece.span) or not _says_same(draft.text, piece.text):
            equal_rows = piece.span.row
    while any(p.span.row < equal_rows < p.span.row_end for p in fragment.pieces):
        equal_rows -= 1
    return equal_rows if any(piece.text and piece.span.row < equal_rows for piece in fragment.pieces) else 0


def _rows_of_letters(first: Sequence[Draft], fragment: Fragment) -> int:
    """The most rows of a fragment that hold the letters of as many columns' first rows."""
    if not all("imagined" in piece.marks for piece in fragment.pieces):
        return 0
    for rows in range(min(DEEPEST_HEADER, fragment.rows), 0, -1):
        if _depth(first, _letters(fragment.pieces, rows)):
            return rows
    return 0


def _depth(first: Sequence[Draft], letters: str) -> int:
    """How many of a table's first rows, with texts in two columns at least, hold these letters; none if none do."""
    for depth in range(DEEPEST_HEADER, 0, -1):
        own = [draft.pieces[0] for draft in first]
        columns = {piece.span.column for piece in own if piece.span.row < depth and piece.text}
        if letters and len(columns) > 1 and _letters(own, depth) == letters:
            return depth
    return 0


def _letters(pieces: Sequence[Piece], rows: int) -> str:
    """The letters of whole rows, in the order of the alphabet; none where a cell goes on below them."""
    own = [piece for piece in pieces if piece.span.row < rows]
    if any(piece.span.row_end > rows for piece in own):
        return ""
    return "".join(sorted(letter for piece in own for letter in _squeeze(piece.text)))


def _extent(span: Span) -> tuple[int, int, int]:
    return span.row_end - span.row, span.column, span.column_end


def _says_same(one: str, other: str) -> bool:
    """Whether two texts are the same but for blanks, accents and what readers of pictures mix up ("1er", "ler")."""
    return one == other or is_same(one, other) or is_same(other, one)


def _squeeze(text: str) -> str:
    return "".join(text.split())
