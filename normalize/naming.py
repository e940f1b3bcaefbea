"""Which territories the annexe tables of a document name, and how often."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from .grid import Grid, mend
from .header import Header
from .knowledge import Knowledge
from .label import covered, whole_territories
from .reading import Codes
from .territory import split_cell

CODE_OF_LINE = re.compile(r"(?m)^\s*(\d[\dAB]|97\d|69[DM])\s*:|\(\s*(\d[\dAB]|97\d|69[DM])\s*\)\s*$")


def named_codes(
    grids: Iterable[tuple[Grid, tuple[Header, ...]]], knowledge: Knowledge, known: frozenset[str]
) -> Counter[Codes]:
    """How often codes are named together by a label: twice for a territory cell, a heading or a header.

    Names that are ordinary words too do not count, unless they are known.
    """
    counts: Counter[Codes] = Counter()
    for grid, headers in grids:
        for header in headers:
            periods = {column.number for column in header.periods}
            body = frozenset(header.body)
            counts.update({column.territory: 2 for column in header.periods if column.territory})
            for cell in grid.table.cells:
                if cell.at.row not in body or not cell.text.strip():
                    continue
                if cell.at.column in periods:
                    parts = split_cell(cell.text, knowledge, known)
                    counts.update(part.codes for part in parts if part.codes)
                elif header.columns[cell.at.column].role == "territory" or cell.colspan > 1:
                    counts.update(dict.fromkeys(_in_lines(cell.text, knowledge, known), 2))
    return counts


def codes_of_lines(pairs: Iterable[tuple[Grid, tuple[Header, ...]]], knowledge: Knowledge) -> frozenset[str]:
    """Bare codes that are labels: most figure cells have lines with one before a colon or in brackets at the end."""
    begun: Counter[str] = Counter()
    cells = 0
    for grid, headers in pairs:
        for header in headers:
            periods = {column.number for column in header.periods}
            body = frozenset(header.body)
            texts = [c.text for c in grid.table.cells if c.at.row in body and c.at.column in periods]
            filled = [text for text in texts if text.strip()]
            cells += len(filled)
            begun.update(code for text in filled for code in {a or b for a, b in CODE_OF_LINE.findall(text)})
    codes = frozenset(code for code in begun if code in knowledge.territories and begun[code] > cells / 4)
    return codes if len(codes) > 1 and sum(begun[code] for code in codes) > cells / 2 else frozenset()


def _in_lines(text: str, knowledge: Knowledge, known: frozenset[str]) -> Iterator[Codes]:
    for line in dict.fromkeys((mend(text), *text.split("\n"))):
        territories = whole_territories(line, knowledge)
        if territories and not any(each.ordinary and not set(covered((each,))) <= known for each in territories):
            yield covered(territories)
