"""Files written whole beside their places; none of them is part of the dataset before it is put there."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from .check import Checked, check_refusal
from .convert import Row
from .law import Law
from .shelf import MARK, NOTE, Draft, Note

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


class Drafts:
    """A folder of this machine for them, made when the first is written. What writes here need not know the dataset."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, checked: Checked, note: Note = NO_NOTE) -> Draft:
        """Write one document's files."""
        tables = {name: _with_note(table, note) if name == MARK else table for name, table in checked.tables.items()}
        return self._write_all(checked.document_id, tables)

    def write_refusal(self, document_id: str, findings: Sequence[Row], note: Note = NO_NOTE) -> Draft:
        """Write why a document is refused. Raises CheckFailed if the finding is not lawful."""
        return self._write_all(document_id, {"findings": _with_note(check_refusal(document_id, findings), note)})

    @contextmanager
    def writing(self, law: Law, note: Note, place: Callable[[Path], None]) -> Iterator[pq.ParquetWriter]:
        """Write a table over all documents, part by part; `place` is given where it lies, once it is whole."""
        draft = self.folder / f"{law.name}.{os.getpid()}"
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            with draft.open("wb") as file, pq.ParquetWriter(file, _noted(law.arrow, note), **SHAPE) as writer:
                yield writer
            place(draft)
        finally:
            self.forget([draft.name])

    def forget(self, files: Iterable[str]) -> None:
        """Remove what is still here of these."""
        for name in files:
            (self.folder / name).unlink(missing_ok=True)

    def _write_all(self, document_id: str, tables: Mapping[str, pa.Table]) -> Draft:
        files = {name: f"{document_id}.{name}.{os.getpid()}" for name in tables}
        self._write({files[name]: table for name, table in tables.items()})
        return Draft(document_id, files)

    def _write(self, tables: Mapping[str, pa.Table]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            for name, table in tables.items():
                _write(table, self.folder / name)
        except BaseException:
            self.forget(tables)
            raise


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
