"""The only door to data/parquet: one file a document and table, each whole or not there."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from .check import Checked, check_refusal
from .convert import Row
from .tables import LAWS
from .vocabulary import REFUSALS

MARK = "conventions"
"""The table whose file says that a document is whole: the last to come, the first to go."""

PUBLISHED = re.compile(r"([0-9a-f]{16})\.parquet")

WRITING = "_writing"
"""The folder where files are written before they are renamed into their table's: polars refuses a folder that holds a
file of another ending, hidden or not."""


class Store:
    """The published dataset under one folder, which is made when the first document is published."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def publish(self, checked: Checked) -> None:
        """Put one document in the place of what an earlier run said of it. All of it, or not part of the dataset."""
        self._replace(checked.document_id, {name: checked.tables[name] for name in LAWS})

    def refuse(self, document_id: str, findings: Sequence[Row]) -> None:
        """Keep of a document only why it is refused: one finding. Raises CheckFailed if that is not lawful."""
        self._replace(document_id, {"findings": check_refusal(document_id, findings)})

    def documents(self) -> list[str]:
        """The ids of the published documents, sorted."""
        return sorted(self._ids(MARK))

    def refused(self) -> list[str]:
        """The ids of the refused documents, sorted."""
        ids = {name: self._ids(name) for name in LAWS}
        alone = ids["findings"].difference(*(ids[name] for name in LAWS if name != "findings"))
        return sorted(document_id for document_id in alone if self._is_refusal(document_id))

    def read(self, table: str, document_id: str) -> pa.Table:
        """One document's rows of one table. Raises FileNotFoundError."""
        return pq.ParquetFile(self._path(table, document_id)).read()

    def read_all(self, table: str) -> pa.Table:
        """All documents' rows of one table, in the order of their ids; null in a column that an older file lacks."""
        law = LAWS[table]
        tables = [self.read(table, document_id) for document_id in self.documents()]
        whole = pa.concat_tables([law.arrow.empty_table(), *tables], promote_options="default")
        return whole.select(law.arrow.names)

    def publish_whole(self, name: str, table: pa.Table) -> None:
        """Put a table over all documents, one file at the root, in the place of what an earlier run made of it."""
        temporary = self.root / WRITING / f"{name}.{os.getpid()}"
        temporary.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write(table, temporary)
            temporary.replace(self.root / f"{name}.parquet")
        finally:
            temporary.unlink(missing_ok=True)

    def sweep(self) -> list[Path]:
        """Remove what a killed run left, while no other run writes. Gives what was removed."""
        known = {*self.documents(), *self.refused()}
        leftovers = sorted((self.root / WRITING).glob("*"))
        for name in LAWS:
            leftovers += [self._path(name, document_id) for document_id in sorted(self._ids(name) - known)]
        for path in leftovers:
            path.unlink()
        return leftovers

    def _replace(self, document_id: str, tables: dict[str, pa.Table]) -> None:
        """Write all files under another name, take the mark away, then rename each to its place, the mark last."""
        written: dict[Path, Path] = {}
        try:
            for name in (*LAWS, WRITING):
                (self.root / name).mkdir(parents=True, exist_ok=True)
            for name, table in tables.items():
                path = self._path(name, document_id)
                written[path] = self.root / WRITING / f"{document_id}.{name}.{os.getpid()}"
                _write(table, written[path])
            for name in reversed(LAWS):
                if name == MARK or name not in tables:
                    self._path(name, document_id).unlink(missing_ok=True)
            for path, temporary in written.items():
                temporary.replace(path)
        finally:
            for temporary in written.values():
                temporary.unlink(missing_ok=True)

    def _is_refusal(self, document_id: str) -> bool:
        try:
            rows = self.read("findings", document_id).select(["severity", "code"]).to_pylist()
        except (pa.ArrowException, OSError, KeyError):  # half a file, after a power cut
            return False
        return len(rows) == 1 and rows[0]["severity"] == "error" and rows[0]["code"] in REFUSALS

    def _ids(self, table: str) -> set[str]:
        paths = (self.root / table).glob("*.parquet")
        return {match.group(1) for path in paths if (match := PUBLISHED.fullmatch(path.name))}

    def _path(self, table: str, document_id: str) -> Path:
        return self.root / LAWS[table].name / f"{document_id}.parquet"


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
