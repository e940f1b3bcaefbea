"""Tables and documents of tests, written as they look: no file is needed.

A row is one string whose cells stand between bars; "^" is the cell above that goes on, "<" the cell to the left;
"¶" is a line break inside a cell.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from extract.model import Address, Cell, Document, Line, LineRole, Mark, Notice, PageSize, Region, Source, Table
from normalize.interpret import interpret
from normalize.knowledge import load_knowledge
from schemas.check import check

ABOVE, LEFT = "^", "<"
Row = dict[str, Any]
Marks = dict[tuple[int, int], tuple[Mark, ...]]


def table(*rows: str | Sequence[str], number: int = 0, title: str | None = None, marks: Marks | None = None) -> Table:
    """A table from its rows; `marks` are what a reader noticed, by row and column."""
    texts = [_cells(row) if isinstance(row, str) else list(row) for row in rows]
    width = max(map(len, texts))
    grid = [row + [LEFT if row[-1] == LEFT else ""] * (width - len(row)) for row in texts]
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            owner[r, c] = owner[r - 1, c] if text == ABOVE else owner[r, c - 1] if text == LEFT else (r, c)
    cells = []
    for at in dict.fromkeys(owner.values()):
        mine = [place for place, whose in owner.items() if whose == at]
        rowspan = max(r for r, _ in mine) - at[0] + 1
        colspan = max(c for _, c in mine) - at[1] + 1
        assert len(mine) == rowspan * colspan, f"the cell at {at} is no rectangle"
        place = Region(1, 40.0 + 60 * at[1], 60.0 + 20 * at[0], 100.0 + 60 * at[1], 80.0 + 20 * at[0])
        own = frozenset((marks or {}).get(at, ()))
        cells.append(Cell(Address(number, *at), grid[at[0]][at[1]], (place,), rowspan, colspan, 1.0, own))
    return Table(number, len(grid), width, tuple(sorted(cells, key=lambda cell: cell.at)), title)


def _cells(row: str) -> list[str]:
    return [cell.strip().replace("¶", "\n") for cell in row.split("|")]


def lines(text: str, role: LineRole = "body") -> tuple[Line, ...]:
    """The lines of a text outside the tables."""
    return tuple(Line(line.strip(), None, role) for line in text.strip().splitlines())


def document(*tables: Table, body: str = "", furniture: str = "", notices: tuple[Notice, ...] = ()) -> Document:
    """A document of one page that prints these tables and lines."""
    said = (*lines(furniture, "furniture"), *lines(body)) if furniture else lines(body)
    sha256 = hashlib.sha256(repr((tables, said)).encode()).hexdigest()
    source = Source("essai.pdf", sha256, "pdf")
    return Document(source, "pdf", (PageSize(1, 842, 595),), tables, said, notices)


def published(what: Document) -> dict[str, list[Row]]:
    """The rows of every table, once the law has accepted them."""
    rows = interpret(what, load_knowledge(), "0.0.0")
    check(rows)
    return rows


ALSACE = """
Convention d'appui à la lutte contre la pauvreté et d'accès à l'emploi - Année 2022
Entre l'État, représenté par Mme Dominique EXEMPLE, préfète,
et la Collectivité européenne d'Alsace, représentée par son président,
"""
SAVOIES = """
Avenant n° 2 à la convention d'appui à la lutte contre la pauvreté 2019-2021
Entre l'État, représenté par le préfet,
et le Conseil Savoie Mont Blanc, représenté par son président,
"""
ISERE = """
Convention d'appui à la lutte contre la pauvreté et d'accès à l'emploi - avenant 2021
Entre l'État, représenté par le préfet,
et le Département de l'Isère, représenté par son président,
"""


def observations(*tables: Table, body: str = ISERE, **more: Any) -> list[Row]:
    """The observations of a document of these tables."""
    return published(document(*tables, body=body, **more))["observations"]


def figures(rows: list[Row], *columns: str) -> list[tuple[object, ...]]:
    """Of each row that is not blank the given columns."""
    return [tuple(row[name] for name in columns) for row in rows if row["status"] != "blank"]


def sure(rows: list[Row]) -> list[Row]:
    """The rows that are not blank and not for review."""
    return [row for row in rows if not row["review"] and row["status"] != "blank"]


def findings_of(rows: dict[str, list[Row]]) -> list[Row]:
    """The findings about anything but the convention's own facts, which each document has."""
    return [row for row in rows["findings"] if row["code"] not in ("fact_found", "fact_not_found")]


def codes_of(rows: dict[str, list[Row]]) -> list[str]:
    """The codes of those findings, in order."""
    return [row["code"] for row in findings_of(rows)]
