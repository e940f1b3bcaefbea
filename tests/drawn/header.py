"""The header of a drawn table: one row, or periods under a common word, or territories under their period."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from tests.drawn.signatories import names
from tests.drawn.spec import Annexe


@dataclass(frozen=True, slots=True)
class HeaderBox:
    row: int
    column: int
    rows: int
    columns: int
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """`roles`: one for each column; each column of figures is a `figure`."""

    roles: tuple[str, ...]
    rows: int
    boxes: tuple[HeaderBox, ...]


def lay_header(annexe: Annexe) -> Heading:
    by_territory = len(annexe.signatory.territories) if annexe.style.split == "columns" else 1
    two_rows = any(period.upper for period in annexe.periods)
    rows = 1 + two_rows + (by_territory > 1)
    roles: list[str] = []
    boxes: list[HeaderBox] = []
    for role in annexe.style.columns:
        if role == "figures":
            boxes += lay_periods(annexe, len(roles), by_territory, rows)
            roles += ["figure"] * (len(annexe.periods) * by_territory)
        else:
            boxes.append(HeaderBox(0, len(roles), rows, 1, annexe.style.words[role]))
            roles.append(role)
    return Heading(tuple(roles), rows, tuple(boxes))


def lay_periods(annexe: Annexe, first: int, by_territory: int, rows: int) -> list[HeaderBox]:
    boxes = []
    period_rows = rows - (by_territory > 1)
    column = first
    for upper, run in groupby(annexe.periods, lambda period: period.upper):
        periods = list(run)
        if upper:
            boxes.append(HeaderBox(0, column, 1, len(periods) * by_territory, upper))
        for period in periods:
            top = 1 if upper else 0
            boxes.append(HeaderBox(top, column, period_rows - top, by_territory, period.header))
            if by_territory > 1:
                for i, territory in enumerate(annexe.signatory.territories):
                    text = annexe.style.named.format(**names(territory))
                    boxes.append(HeaderBox(rows - 1, column + i, 1, 1, text))
            column += by_territory
    return boxes
