"""An indicator's whole comment, where it stands in several cells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extract.model import Address

from .grid import Grid, mend
from .header import Header

if TYPE_CHECKING:
    from .subject import Subject


def whole_comments(of_row: dict[int, Subject], grid: Grid, header: Header) -> None:
    """An indicator whose comment stands in several cells down its rows has all of it, in each row."""
    rows = [row for row in header.body if row in of_row]
    by_key: dict[Address | None, list[str]] = {}
    for number in rows:
        known = by_key.setdefault(of_row[number].key, [])
        for column in header.of_role("comment"):
            text = mend(grid.rows[number][column.number].text)
            if text and text not in known:
                known.append(text)
    for number in rows:
        subject = of_row[number]
        of_row[number] = replace(subject, comment=" ".join(by_key.get(subject.key, [])) or None)
