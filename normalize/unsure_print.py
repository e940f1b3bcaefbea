"""Scanned tables: a label whose two readings differ makes every figure doubtful that it is the label of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extract.model import Address, Cell
from schemas.vocabulary import Role

from .grid import Grid
from .header import Header
from .reading import Reading

OUTER: tuple[Role, ...] = ("section", "measure", "group", "territory")
"""What holds from where it is printed to the next of its kind."""
UNSURE = frozenset({"ocr_low_confidence"})


@dataclass(frozen=True, slots=True)
class Printed:
    """A table as it is understood: its cells, headers and their roles."""

    grid: Grid
    headers: tuple[Header, ...]
    roles: Mapping[Address, Role]


def doubt_unsure_print(readings: Sequence[Reading], printed: Printed) -> list[Reading]:
    """The readings, those flagged whose labels or headers were read in two ways."""
    unsure = {cell.at for cell in printed.grid.table.cells if "ocr_unsure" in cell.marks}
    if not unsure:
        return list(readings)
    return [
        replace(r, flags=r.flags | UNSURE) if any(cell.at in unsure for cell in _labels_of(r, printed)) else r
        for r in readings
    ]


def _labels_of(reading: Reading, printed: Printed) -> Iterator[Cell]:
    """The cells that say what a reading is a figure of."""
    rows, at = printed.grid.rows, reading.at
    if reading.subject.key:
        yield rows[reading.subject.key.row][reading.subject.key.column]
    for header in printed.headers:
        if header.end_row <= at.row < header.until:
            yield from (rows[row][at.column] for row in range(header.first_row, header.end_row))
    for role in OUTER:
        if role != "group" or reading.subject.group:
            yield from _last_of(role, at.row, printed)


def _last_of(role: Role, row: int, printed: Printed) -> Iterator[Cell]:
    """The cells of a role in the nearest row, from the given one upwards, that has one with text."""
    for above in range(row, -1, -1):
        own = [cell for cell in dict.fromkeys(printed.grid.rows[above]) if printed.roles.get(cell.at) == role]
        if any(cell.text.strip() for cell in own):
            yield from own
            return
