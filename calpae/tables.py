"""Every table of a document as read, before any interpretation: as JSON or as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.model import Document, Table

WIDEST = 24
"""Characters of a cell that a text table shows on one line before it breaks."""


def without_private(document: Document) -> Document:
    """The document with tables in which bank details and the names of who signs are withheld."""
    from normalize.knowledge import load_knowledge
    from normalize.private import find_private, withhold_tables

    return withhold_tables(document, find_private(document, load_knowledge(), by_civility=False))


def tables_as_data(document: Document) -> dict[str, object]:
    """The document's tables as plain data; rows, columns and tables count from 0, pages from 1, lengths in points."""
    return {
        "source": document.source.name,
        "pages": len(document.pages),
        "page_sizes": [{"page": p.page, "width": p.width, "height": p.height} for p in document.pages],
        "tables": [_table_as_data(table) for table in document.tables],
    }


def _table_as_data(table: Table) -> dict[str, object]:
    return {
        "table": table.number,
        "title": table.title,
        "rows": table.rows,
        "columns": table.columns,
        "cells": [
            {
                "row": cell.at.row,
                "column": cell.at.column,
                "rowspan": cell.rowspan,
                "colspan": cell.colspan,
                "text": cell.text,
                "places": [
                    {"page": p.page, "x0": p.x0, "top": p.top, "x1": p.x1, "bottom": p.bottom} for p in cell.places
                ],
            }
            for cell in table.cells
        ],
    }


def tables_as_text(document: Document) -> Iterator[str]:
    """The tables as text; a merged cell stands at its first place, the places it covers show an arrow to it."""
    for table in document.tables:
        pages = sorted({place.page for cell in table.cells for place in cell.places})
        where = f", pages {pages[0]} to {pages[-1]}" if len(pages) > 1 else f", page {pages[0]}" if pages else ""
        yield f"table {table.number}: {table.title or 'without title'} ({table.rows} x {table.columns}{where})"
        yield from draw_rows(_texts(table))
        yield ""


def _texts(table: Table) -> list[list[str]]:
    texts = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.at.row, cell.at.row + cell.rowspan):
            for column in range(cell.at.column, cell.at.column + cell.colspan):
                texts[row][column] = "^" if row > cell.at.row else "<" if column > cell.at.column else ""
        texts[cell.at.row][cell.at.column] = cell.text
    return texts


def draw_rows(rows: list[list[str]], widest: int = WIDEST) -> Iterator[str]:
    """Rows of texts between rules; long texts are broken, never cut."""
    if not rows:
        return
    broken = [[_break(text, widest) for text in row] for row in rows]
    widths = [max(len(line) for row in broken for line in row[c]) for c in range(len(rows[0]))]
    rule = "+".join("-" * (width + 2) for width in widths)
    for row in broken:
        yield f"+{rule}+"
        for i in range(max(len(lines) for lines in row)):
            parts = [lines[i] if i < len(lines) else "" for lines in row]
            yield "| " + " | ".join(part.ljust(width) for part, width in zip(parts, widths, strict=True)) + " |"
    yield f"+{rule}+"


def _break(text: str, widest: int) -> list[str]:
    lines: list[str] = []
    for line in text.split("\n"):
        so_far = ""
        for word in line.split(" "):
            joined = f"{so_far} {word}" if so_far else word
            if len(joined) > widest and so_far:
                lines.append(so_far)
                joined = word
            so_far = joined
        lines.append(so_far)
    return lines
