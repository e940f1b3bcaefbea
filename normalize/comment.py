"""An indicator's whole comment, where it stands in several cells."""

from __future__ import annotations

from dataclasses import replace

from extract.model import Address, Cell

from .grid import Grid, mend
from .header import Header
from .subject import Subject


def comment_of(row: tuple[Cell, ...], header: Header) -> str | None:
    """The comment of a row: its comment cells that are no part of a wider cell."""
    cells = [
        row[column.number] for column in header.of_role("comment") if row[column.number].at.column == column.number
    ]
    return " ".join(dict.fromkeys(mend(cell.text) for cell in cells if cell.text.strip())) or None


def whole_comments(of_row: dict[int, Subject], grid: Grid, header: Header) -> None:
    """An indicator whose comment stands in several cells down its rows has all of it, in each row."""
    rows = [row for row in header.body if row in of_row]
    by_key: dict[Address | None, list[str]] = {}
    for number in rows:
        known = by_key.setdefault(of_row[number].key, [])
        text = comment_of(grid.rows[number], header)
        if text and text not in known:
            known.append(text)
    for number in rows:
        subject = of_row[number]
        of_row[number] = replace(subject, comment=" ".join(by_key.get(subject.key, [])) or None)
