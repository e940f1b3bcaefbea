"""Files written whole beside their places; none of them is part of the dataset before it is put there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa
import pyarrow.parquet as pq

from .check import Checked, check_refusal
from .convert import Row
from .shelf import MARK, NOTE, Draft, Note

NO_NOTE: Note = MappingProxyType({})


class Drafts:
    """A folder of this machine for them, made when the first is written. What writes here need not know the dataset."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, checked: Checked, note: Note = NO_NOTE) -> Draft:
        """Write one document's files."""
        tables = {name: _noted(table, note) if name == MARK else table for name, table in checked.tables.items()}
        return self._write_all(checked.document_id, tables)

    def write_refusal(self, document_id: str, findings: Sequence[Row], note: Note = NO_NOTE) -> Draft:
        """Write why a document is refused. Raises CheckFailed if the finding is not lawful."""
        return self._write_all(document_id, {"findings": _noted(check_refusal(document_id, findings), note)})

    def write_whole(self, name: str, table: pa.Table, note: Note = NO_NOTE) -> Path:
        """Write a table over all documents; where it lies."""
        file = f"{name}.{os.getpid()}"
        self._write({file: _noted(table, note)})
        return self.folder / file

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


def _noted(table: pa.Table, note: Note) -> pa.Table:
    """The table with the note in its metadata. JSON of sorted keys: the same note gives the same bytes."""
    text = json.dumps(dict(note), sort_keys=True, ensure_ascii=True)
    return table.replace_schema_metadata({**(table.schema.metadata or {}), NOTE: text})


def _write(table: pa.Table, path: Path) -> None:
    """The same rows give the same bytes: every option that shapes the file is said, and the schema is the law's."""
    with path.open("wb") as file:
        pq.write_table(
            table,
            file,
            row_group_size=1 << 20,
            version="2.6",
            data_page_version="1.0",
            compression="zstd",
            compression_level=3,
            use_dictionary=True,
            write_statistics=True,
            store_schema=True,
        )
