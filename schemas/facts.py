"""What every document says of each fact, newest first: sorted on disk, so that no memory has to hold all documents."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import TracebackType
from typing import Self

from .convert import Row
from .vintage_tables import LATEST, OF_FACT, SIDE

KINDS = ("execution_report", "amendment", "convention", None)
"""Of one year the newest first: an amendment changes the convention, the report comes when the year is over."""
READERS = ("docx", "pdf", "scan", "transcript")
"""Of one document in several formats the surest first."""
PLACE = ("table", "row", "column", "part")
FACT = ", ".join(LATEST.key)
NEWEST_FIRST = "age, kind, reader, document_id"
KEPT = (*OF_FACT, *SIDE)
"""What is kept of each row."""
CACHE_KB = 8_000
"""What SQLite holds in memory; the rest is a file that is gone when its process ends, however it ends."""

Fact = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What one document says of a fact: its id, the number of the row in its `observations`, what is kept of it."""

    document_id: str
    number: int
    row: Row


class Facts:
    """The facts of many documents, given one document after the other, in the order of their keys."""

    def __init__(self) -> None:
        self._held = sqlite3.connect("")  # a file without a name
        self._held.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        self._held.execute("PRAGMA journal_mode = OFF")
        self._held.execute(f"CREATE TABLE said ({FACT}, {NEWEST_FIRST}, number, row)")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._held.close()

    def add(self, kind: object, rows: Sequence[Row]) -> None:
        """Take a document's observations, with `indicator_key`; `kind` is the document's own.

        A blank cell says nothing of a fact, and a figure of nobody known (`territory` null) is of none.
        """
        said = []
        for fact, number in _standing(rows).items():
            row = rows[number]
            year = row["convention_year"]
            age = -year if isinstance(year, int) else 0, KINDS.index(kind), READERS.index(row["reader"])
            kept = json.dumps([row[name] for name in KEPT])
            said.append((*fact, *age, row["document_id"], number, kept))
        marks = ", ".join("?" * (len(LATEST.key) + 6))
        self._held.executemany(f"INSERT INTO said VALUES ({marks})", said)

    def __iter__(self) -> Iterator[tuple[str, list[Said]]]:
        """Of each fact its `indicator_key`, and what the documents say of it, the newest first."""
        asked = f"SELECT {FACT}, document_id, number, row FROM said ORDER BY {FACT}, {NEWEST_FIRST}"
        width = len(LATEST.key)
        at = LATEST.key.index("indicator_key")
        for fact, group in groupby(self._held.execute(asked), key=lambda found: found[:width]):
            yield fact[at], [Said(i, n, dict(zip(KEPT, json.loads(row), strict=True))) for *_, i, n, row in group]


def _standing(rows: Sequence[Row]) -> dict[Fact, int]:
    """Of each fact the row that stands: where a document prints one twice, that which is not for review, then first."""
    standing: dict[Fact, int] = {}
    for number, row in enumerate(rows):
        if row["territory"] is None or row["status"] == "blank":
            continue
        fact = tuple(str(row[name]) for name in LATEST.key)
        if fact not in standing or _rank(row) < _rank(rows[standing[fact]]):
            standing[fact] = number
    return standing


def _rank(row: Row) -> tuple[object, ...]:
    return READERS.index(row["reader"]), row["review"], tuple(row[name] for name in PLACE)
