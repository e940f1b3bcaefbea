"""Where the words stand on which a finding about an observation rests."""

from __future__ import annotations

from collections.abc import Iterable

from extract.model import Address
from schemas.vocabulary import Role

from .spelling import squeeze

Row = dict[str, object]


class PrintedCells:
    """A document's cells by table, role and place, as the table `cells` has them."""

    def __init__(self, cells: Iterable[Row]) -> None:
        self._at: dict[tuple[object, object, int], list[Row]] = {}
        for cell in cells:
            along, span = _along(cell["role"])
            begin = _number(cell[along])
            for place in range(begin, begin + _number(cell[span])):
                self._at.setdefault((cell["table"], cell["role"], place), []).append(cell)

    def place(self, row: Row, role: Role, words: str = "") -> tuple[int | None, Address]:
        """Page (from 1) and address of the cell of a role that goes with an observation and holds the words.

        Where no one cell holds them all it is the first that goes with it; where none does, the figure's own.
        """
        cell = self._cell(row, role, words) or row
        places = cell.get("places", [cell])
        page = places[0]["page"] if isinstance(places, list) and places else None
        return page, Address(_number(cell["table"]), _number(cell["row"]), _number(cell["column"]))

    def _cell(self, row: Row, role: Role, words: str) -> Row | None:
        along, _ = _along(role)
        cells = self._at.get((row["table"], role, _number(row[along])), [])
        holding = [cell for cell in cells if squeeze(words) in squeeze(str(cell["text"]))]
        return next(iter(holding or cells), None)


def _along(role: object) -> tuple[str, str]:
    """A header goes with the figures in its columns, any other cell with those in its rows."""
    return ("column", "colspan") if role == "header" else ("row", "rowspan")


def _number(value: object) -> int:
    return int(str(value))
