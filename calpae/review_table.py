"""An annexe table redrawn as it was understood: a line an indicator and territory, a column a period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from .review_figures import measure_of
from .review_rows import Column, Line, columns_in_french, columns_of, lines_of

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator and its lines, one a territory."""

    label: str
    comment: str | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """What stands under one heading: section, measure and sub-heading, those that are printed."""

    heading: tuple[str, ...]
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One annexe table: its number in the document (from 0), first and last page, columns and groups."""

    number: int
    pages: tuple[int, ...]
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]


def sheets_of(observations: Sequence[Row]) -> Iterator[Sheet]:
    """Each annexe table of a document."""
    for number in sorted({row["table"] for row in observations}):
        rows = [row for row in observations if row["table"] == number]
        columns = columns_of(rows)
        lines = lines_of(rows, columns)
        pages = sorted({row["page"] for row in rows if row["page"] is not None})
        yield Sheet(number, tuple(pages), columns_in_french(columns), tuple(_groups(lines)))


def _groups(lines: Sequence[Line]) -> Iterator[Group]:
    for heading, own in groupby(lines, lambda line: _heading(line.subject)):
        of_label = groupby(own, lambda line: (line.subject["indicator"], line.subject["comment"]))
        yield Group(heading, tuple(Indicator(label, comment, tuple(each)) for (label, comment), each in of_label))


def _heading(subject: Row) -> tuple[str, ...]:
    section = " ".join(str(subject[name]) for name in ("section_code", "section") if subject[name])
    return tuple(text for text in (section, measure_of(subject), subject["indicator_group"]) if text)
