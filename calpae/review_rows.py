"""What a document's page shows of each figure for review: what is printed, what was read, why that is in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .correct import HEAD, skeleton
from .review_figures import anchor_of, doubts, figure_in_french, measure_of, period_in_french, remarks, territory_of
from .review_places import Leaves, Sight
from .review_words import FLAGS, KINDS, STATUSES

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]
"""The published rows of one document, by table."""

SUBJECT = ("table", "section_code", "section", "measure_code", "measure", "indicator_group", "indicator")
COLUMN = ("period", "period_kind")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as understood: shape and words of its status, and where on the page its doubt is told, if it has any."""

    row: Row

    @property
    def text(self) -> str:
        """Its number or range, or the words of its status."""
        return figure_in_french(self.row)

    @property
    def shape(self) -> str:
        """The shape of its status."""
        return STATUSES[self.row["status"]][0]

    @property
    def words(self) -> str:
        """The words of its status."""
        return STATUSES[self.row["status"]][1]

    @property
    def said(self) -> str | None:
        """What is printed, where no figure was taken from it."""
        return " ".join(self.row["raw"].split()) if self.row["status"] in ("ambiguous", "text") else None

    @property
    def anchor(self) -> str:
        """The id under which it stands on its page."""
        return anchor_of(self.row)


@dataclass(frozen=True, slots=True)
class Column:
    """A period of a table: its name in words, and its kind."""

    period: str
    kind: str


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator's figures of one territory, those of a column together."""

    subject: Row
    territory: str
    slots: tuple[tuple[Figure, ...], ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A cell of the printed row: its column's header, its text, and whether it is the figure's own."""

    header: str
    text: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A figure for review with all that a person needs to judge it."""

    figure: Figure
    measure: str
    territory: str
    period: str
    kind: str
    why: tuple[tuple[str, str], ...]
    also: tuple[tuple[str, str], ...]
    sights: tuple[Sight, ...]
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    printed: tuple[Printed, ...]
    findings: tuple[Row, ...]
    yaml: str


def items_of(rows: Rows) -> tuple[Item, ...]:
    """A document's figures for review, in the order in which they are printed."""
    leaves, cells = Leaves(rows["cells"]), rows["cells"]
    same: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows["observations"]:
        same.setdefault(_subject(row), []).append(row)
    return tuple(
        _item(row, same[_subject(row)], leaves.sights(row), (_printed_row(row, cells), _found(row, rows["findings"])))
        for row in rows["observations"]
        if row["review"]
    )


def _item(
    row: Row,
    siblings: Sequence[Row],
    sights: tuple[Sight, ...],
    beside: tuple[tuple[Printed, ...], tuple[Row, ...]],
) -> Item:
    columns = columns_of(siblings)
    lines = lines_of(siblings, columns)
    own = sorted(lines, key=lambda line: line.territory != territory_of(row))
    return Item(
        Figure(row),
        measure_of(row),
        territory_of(row),
        period_in_french(row["period"]),
        KINDS[row["period_kind"]],
        tuple((code, FLAGS[code][1]) for code in doubts(row)),
        tuple((code, FLAGS[code][1]) for code in remarks(row)),
        sights,
        columns_in_french(columns),
        tuple(own),
        *beside,
        HEAD + skeleton(row),
    )


def columns_of(rows: Iterable[Row]) -> list[tuple[Any, ...]]:
    """The periods of these rows, as they follow each other in print."""
    first: dict[tuple[Any, ...], int] = {}
    for row in rows:
        column = tuple(row[name] for name in COLUMN)
        first[column] = min(row["column"], first.get(column, row["column"]))
    return sorted(first, key=lambda column: (first[column], column))


def columns_in_french(columns: Iterable[tuple[Any, ...]]) -> tuple[Column, ...]:
    """Periods as a table's head shows them."""
    return tuple(Column(period_in_french(period), KINDS[kind]) for period, kind in columns)


def lines_of(rows: Iterable[Row], columns: Sequence[tuple[Any, ...]]) -> tuple[Line, ...]:
    """A line an indicator and territory, in the order in which they are printed."""
    found: dict[tuple[Any, ...], dict[tuple[Any, ...], list[Figure]]] = {}
    subjects: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        line = (*_subject(row), row["territory"])
        subjects.setdefault(line, row)
        found.setdefault(line, {}).setdefault(tuple(row[name] for name in COLUMN), []).append(Figure(row))
    return tuple(
        Line(subjects[line], territory_of(subjects[line]), tuple(tuple(slots.get(c, ())) for c in columns))
        for line, slots in found.items()
    )


def _subject(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in SUBJECT)


def _found(row: Row, findings: Iterable[Row]) -> tuple[Row, ...]:
    """What was noticed at a figure's own cell."""
    at = (row["table"], row["row"], row["column"])
    return tuple(f for f in findings if (f["table"], f["row"], f["column"]) == at)


def _printed_row(row: Row, cells: Iterable[Row]) -> tuple[Printed, ...]:
    """The cells of a figure's printed row, each with the header above it."""
    own = [cell for cell in cells if cell["table"] == row["table"]]
    headers = [cell for cell in own if cell["role"] == "header"]
    across = [c for c in own if c["row"] <= row["row"] < c["row"] + c["rowspan"] and c["role"] != "header"]
    return tuple(
        Printed(_header_above(cell, headers), cell["text"], cell["column"] == row["column"])
        for cell in sorted(across, key=lambda cell: (cell["column"], cell["row"]))
    )


def _header_above(cell: Row, headers: Iterable[Row]) -> str:
    above = [h for h in headers if h["column"] < cell["column"] + cell["colspan"]]
    above = [h for h in above if cell["column"] < h["column"] + h["colspan"]]
    return " / ".join(" ".join(h["text"].split()) for h in sorted(above, key=lambda h: h["row"]))
