"""The only door to data/parquet: one file a document and table, each whole or not there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from .check import Checked, check_refusal
from .convert import Row
from .law import Law
from .shelf import MARK, NOTE, WRITING, Draft, Note, Shelf
from .tables import LAWS
from .vocabulary import TABLES

NO_NOTE: Note = MappingProxyType({})
SHAPE: Mapping[str, Any] = MappingProxyType(
    {
        "version": "2.6",
        "data_page_version": "1.0",
        "compression": "zstd",
        "compression_level": 3,
        "use_dictionary": True,
        "write_statistics": True,
        "store_schema": True,
    }
)
"""Every option that shapes a file is said: the same rows give the same bytes."""


class Store(Shelf):
    """The published dataset under one folder, which is made when the first document is written."""

    def publish(self, checked: Checked, note: Note = NO_NOTE) -> None:
        """Put one document in the place of what an earlier run said of it. All of it, or not part of the dataset."""
        self._place_all(self.write(checked, note))

    def refuse(self, document_id: str, findings: Sequence[Row], note: Note = NO_NOTE) -> None:
        """Keep of a document only why it is refused: one finding. Raises CheckFailed if that is not lawful."""
        self._place_all(self.write_refusal(document_id, findings, note))

    def write(self, checked: Checked, note: Note = NO_NOTE) -> Draft:
        """Write one document's files whole, beside their places; none of them is part of the dataset yet."""
        tables = {name: _with_note(table, note) if name == MARK else table for name, table in checked.tables.items()}
        return self._write_all(checked.document_id, tables)

    def write_refusal(self, document_id: str, findings: Sequence[Row], note: Note = NO_NOTE) -> Draft:
        """Write why a document is refused beside its place. Raises CheckFailed if the finding is not lawful."""
        return self._write_all(document_id, {"findings": _with_note(check_refusal(document_id, findings), note)})

    def read(self, table: str, document_id: str, columns: Sequence[str] | None = None) -> pa.Table:
        """One document's rows of one table, as its file has them; of `columns` those that it has.

        Raises OSError, where the file is not whole (a power cut) too.
        """
        path = self.path(table, document_id)
        try:
            return pq.ParquetFile(path).read(columns)
        except pa.ArrowInvalid:
            said = "no whole Parquet file; `calpae run --force` makes it again"
            raise OSError(None, said, str(path)) from None

    def read_each(self, table: str) -> Iterator[pa.Table]:
        """Each document's rows of one table, in the order of their ids; null in a column that an older file lacks."""
        return (self.read_lawful(table, document_id) for document_id in self.documents())

    def read_lawful(self, table: str, document_id: str, columns: Sequence[str] = ()) -> pa.Table:
        """The same with the law's columns, or the given ones of them; null in one that an older file lacks."""
        law = LAWS[table].arrow
        names = list(columns) or law.names
        return completed(self.read(table, document_id, names), pa.schema([law.field(name) for name in names]))

    @contextmanager
    def writing_over_all(self, law: Law, note: Note = NO_NOTE) -> Iterator[pq.ParquetWriter]:
        """Write a table over all documents, one file at the root, in the place of what an earlier run made of it."""
        temporary = self.root / WRITING / f"{law.name}.{os.getpid()}"
        temporary.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("wb") as file, pq.ParquetWriter(file, _noted(law.arrow, note), **SHAPE) as writer:
                yield writer
            temporary.replace(self.path_over_all(law.name))
        finally:
            temporary.unlink(missing_ok=True)

    def _write_all(self, document_id: str, tables: Mapping[str, pa.Table]) -> Draft:
        files = {name: f"{document_id}.{name}.{os.getpid()}" for name in tables}
        for name in (*TABLES, WRITING):
            (self.root / name).mkdir(parents=True, exist_ok=True)
        try:
            for name, table in tables.items():
                _write(table, self.root / WRITING / files[name])
        except BaseException:
            self._forget(files)
            raise
        return Draft(document_id, files)

    def _place_all(self, draft: Draft) -> None:
        try:
            self.place(draft)
        finally:
            self._forget(draft.files)

    def _forget(self, files: Mapping[str, str]) -> None:
        for name in files.values():
            (self.root / WRITING / name).unlink(missing_ok=True)


def completed(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """A table with the law's schema of today; null in a column that it lacks."""
    names = set(table.column_names)
    columns = [table[field.name] if field.name in names else pa.nulls(len(table), field.type) for field in schema]
    return pa.Table.from_arrays(columns, schema=schema)


def _noted(schema: pa.Schema, note: Note) -> pa.Schema:
    """The schema with the note in its metadata. JSON of sorted keys: the same note gives the same bytes."""
    text = json.dumps(dict(note), sort_keys=True, ensure_ascii=True)
    return schema.with_metadata({**(schema.metadata or {}), NOTE: text})


def _with_note(table: pa.Table, note: Note) -> pa.Table:
    return table.replace_schema_metadata(_noted(table.schema, note).metadata)


def _write(table: pa.Table, path: Path) -> None:
    """The schema is the law's."""
    with path.open("wb") as file:
        pq.write_table(table, file, row_group_size=1 << 20, **SHAPE)
