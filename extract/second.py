"""The second reader: pdfplumber, on pdfminer's own parser, reads again what the first one is not sure of."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from .model import Cell, Document, Mark, Notice, Region, Table

DOUBTFUL: frozenset[Mark] = frozenset({"imagined", "irregular", "outside_rules", "unsure_text"})
"""Marks of cells whose structure or text is in doubt."""
SAME_LINE = 1.0
"""Points: letters whose tops are nearer are on one line. Cells set in the middle have lines at any level."""
SOME, MANY = 3, 0.02
"""So many cells, and this share of a table's, are too many to trust the edges round the others."""
AGREED: frozenset[Mark] = frozenset({"imagined"})
"""Marks that go where the second reader finds the same text in the same place."""


def read_again(data: bytes, document: Document) -> Document:
    """The document with the mark `readers_disagree` where the second reader finds another text in a doubtful cell.

    Where it finds the same words inside imagined edges, those are sure.
    Asked only for the pages that hold such cells; each costs about as much as pdfplumber's own reading of a page.
    """
    pages = {place.page for cell in _doubtful(document.tables) for place in cell.places}
    if not pages:
        return document
    words = _words_by_page(data, pages)
    notices: list[Notice] = []
    tables = tuple(_compared_table(table, words, notices) for table in document.tables)
    return replace(document, tables=tables, notices=(*document.notices, *notices))


def _compared_table(table: Table, words: dict[int, list[dict[str, Any]] | None], notices: list[Notice]) -> Table:
    """The table with its cells compared. Imagined edges that cut through the second reader's lines are all in doubt."""
    if table.is_scanned:
        return table
    cells = tuple(_compared(cell, words, notices) for cell in table.cells)
    disagreed = sum("readers_disagree" in cell.marks for cell in cells)
    if are_too_many(disagreed, len(cells)):
        cells = tuple(replace(new, marks=new.marks | old.marks) for new, old in zip(cells, table.cells, strict=True))
    return replace(table, cells=cells)


def are_too_many(disagreed: int, cells: int) -> bool:
    """Whether so many of a table's cells disagree that the edges round the others are not sure either."""
    return disagreed >= SOME and disagreed > MANY * cells


def _doubtful(tables: Iterable[Table]) -> list[Cell]:
    """The cells in doubt of tables that have a text layer on each page: of a scan this reader sees nothing."""
    return [cell for table in tables if not table.is_scanned for cell in table.cells if cell.marks & DOUBTFUL]


def _words_by_page(data: bytes, pages: set[int]) -> dict[int, list[dict[str, Any]] | None]:
    """Pdfplumber's words of each page; none for a page that it cannot read."""
    import pdfplumber

    found: dict[int, list[dict[str, Any]] | None] = {}
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            for number in sorted(pages):
                found[number] = _words(pdf.pages[number - 1])
    except Exception:  # pdfminer raises what it likes; each doubtful cell then says that nobody agrees
        return dict.fromkeys(pages)
    return found


def _words(page: Any) -> list[dict[str, Any]]:
    left, top = page.bbox[:2]
    words = page.extract_words(
        keep_blank_chars=False, use_text_flow=False, x_tolerance_ratio=0.16, y_tolerance=SAME_LINE
    )
    return [{**w, "x": (w["x0"] + w["x1"]) / 2 - left, "y": (w["top"] + w["bottom"]) / 2 - top} for w in words]


def _compared(cell: Cell, words: dict[int, list[dict[str, Any]] | None], notices: list[Notice]) -> Cell:
    if not cell.marks & DOUBTFUL:
        return cell
    other = _text_at(cell.places, words)
    if other is not None and _agrees(cell, other, words):
        return replace(cell, marks=cell.marks - AGREED)
    page = cell.places[0].page
    if other is None:
        message = f"in doubt, and the second reader cannot read page {page}"
    else:
        message = f"the first reader finds {cell.text!r}, the second {other!r}"
    notices.append(Notice("warning", "readers_disagree", message, page, cell.at))
    return replace(cell, marks=cell.marks | {"readers_disagree"})


def _agrees(cell: Cell, other: str, words: dict[int, list[dict[str, Any]] | None]) -> bool:
    """Whether the places together, or each of them (a header that comes back), give the cell's text."""
    own = _letters(cell.text)
    each = [_letters(_text_at([place], words) or "") for place in cell.places]
    return _letters(other) == own or all(text == own for text in each)


def _text_at(places: Sequence[Region], words: dict[int, list[dict[str, Any]] | None]) -> str | None:
    """The second reader's words whose middle lies in the places, in its own order."""
    texts: list[str] = []
    for place in places:
        own = words.get(place.page)
        if own is None:
            return None
        inside = [w for w in own if place.x0 <= w["x"] <= place.x1 and place.top <= w["y"] <= place.bottom]
        texts += [w["text"] for w in inside]
    return " ".join(texts)


def _letters(text: str) -> str:
    """A text without blanks and line breaks; both readers may space it differently."""
    return "".join(text.split()).replace("\u00ad", "")
