"""What changed between two published datasets, document by document and row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from .convert import Row
from .law import Law
from .store import Store
from .tables import LAWS

Key = tuple[tuple[str, object], ...]
ORDINAL = "number"
"""Numbers a document's findings: one more renumbers the rest, so that they are the same by what they say."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row, document or column that only one dataset has, or a row whose columns differ.

    `key` names it. `columns`: of a changed row the old and the new value of each column that differs; of a document
    how many rows it has in each table, before and after.
    """

    table: str
    change: Literal["added", "removed", "changed"]
    source: str
    key: Mapping[str, object]
    columns: Mapping[str, tuple[object, object]] = field(default_factory=dict)


def diff(old: Store, new: Store) -> Iterator[Change]:
    """The changes, in the order of documents, tables and places. The tables over all documents follow from these.

    A document that only one dataset holds is one change of the table `documents`, its rows are only counted. A column
    that only one of two files has is one change of the table `columns` for the document and table.
    """
    before, after = ({*store.documents(), *store.refused()} for store in (old, new))
    for document_id in sorted(before | after):
        one, other = _rows(old, document_id), _rows(new, document_id)
        source = next(str(row["source"]) for rows in (*other.values(), *one.values()) for row in rows)
        if document_id not in before & after:
            counts = {name: (len(one.get(name, ())), len(other.get(name, ()))) for name in LAWS}
            change: Literal["added", "removed"] = "added" if document_id in after else "removed"
            yield Change("documents", change, source, {"document_id": document_id}, counts)
            continue
        for name, law in LAWS.items():
            yield from _changes(law, source, (one.get(name, []), other.get(name, [])))


def _rows(store: Store, document_id: str) -> dict[str, list[Row]]:
    """A document's rows of each table that it has a file in."""
    found: dict[str, list[Row]] = {}
    for name in LAWS:
        try:
            found[name] = store.read(name, document_id).to_pylist()
        except FileNotFoundError:  # a refused document has only its finding
            continue
    return found


def _changes(law: Law, source: str, both: tuple[Sequence[Row], Sequence[Row]]) -> Iterator[Change]:
    one, other = (_keyed(law, rows) for rows in both)
    names = [{name for row in rows[:1] for name in row} for rows in both]
    if all(names):
        for name in sorted(names[0] ^ names[1]):
            yield Change(
                "columns", "added" if name in names[1] else "removed", source, {"table": law.name, "column": name}
            )
    for key, row in one.items():
        if key not in other:
            yield Change(law.name, "removed", source, dict(key))
            continue
        differing = {
            name: (row[name], other[key][name])
            for name in row
            if name in other[key] and row[name] != other[key][name] and name != ORDINAL
        }
        if differing:
            yield Change(law.name, "changed", source, dict(key), differing)
    yield from (Change(law.name, "added", source, dict(key)) for key in other if key not in one)


def _keyed(law: Law, rows: Sequence[Row]) -> dict[Key, Row]:
    """The rows by the law's key; where that only numbers them, by what they say and how often that was said before."""
    seen: Counter[Key] = Counter()
    keyed: dict[Key, Row] = {}
    for row in rows:
        if ORDINAL in law.key:
            key: Key = tuple((name, row[name]) for name in row if name != ORDINAL)
            seen[key] += 1
            key = (*key, ("times", seen[key]))
        else:
            key = tuple((name, row[name]) for name in law.key)
        keyed[key] = row
    return keyed
