"""The only door to the published dataset: one file a document and table, each whole or not there."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

import pyarrow as pa
import pyarrow.parquet as pq

from .check import Checked
from .convert import Row
from .drafts import NO_NOTE, Drafts
from .files import each
from .law import Law
from .location import Location, Url
from .shelf import Draft, Note, Shelf
from .tables import LAWS
from .vintage_tables import VINTAGES


class Store(Shelf):
    """The published dataset under one folder, which is made when the first document is written."""

    def publish(self, checked: Checked, note: Note = NO_NOTE) -> None:
        """Put one document in the place of what an earlier run said of it. All of it, or not part of the dataset."""
        self._place(self._pad().write(checked, note))

    def refuse(self, document_id: str, findings: Sequence[Row], note: Note = NO_NOTE) -> None:
        """Keep of a document only why it is refused: one finding. Raises CheckFailed if that is not lawful."""
        self._place(self._pad().write_refusal(document_id, findings, note))

    def read(self, table: str, document_id: str, columns: Sequence[str] | None = None) -> pa.Table:
        """One document's rows of one table, as its file has them; of `columns` those that it has.

        Raises OSError, where the file is not whole (a power cut) too.
        """
        return self._read(self.path(table, document_id), columns)

    def read_each(self, table: str) -> Iterator[pa.Table]:
        """Each document's rows of one table, in the order of their ids; null in a column that an older file lacks."""
        return each(lambda document_id: self.read_lawful(table, document_id), self.documents(), self.root)

    def read_lawful(self, table: str, document_id: str, columns: Sequence[str] = ()) -> pa.Table:
        """The same with the law's columns, or the given ones of them; null in one that an older file lacks."""
        law = LAWS[table].arrow
        names = list(columns) or law.names
        return completed(self.read(table, document_id, names), pa.schema([law.field(name) for name in names]))

    def read_over_all(self, name: str) -> Iterator[pa.Table]:
        """The rows of a table over all documents part by part, with the law's columns. Raises OSError."""
        with self._open(self.path_over_all(name)) as file:
            for batch in file.iter_batches():
                yield completed(pa.Table.from_batches([batch]), VINTAGES[name].arrow)

    def writing_over_all(self, law: Law, note: Note = NO_NOTE) -> AbstractContextManager[pq.ParquetWriter]:
        """Write a table over all documents, one file at the root, in the place of what an earlier run made of it."""
        return self._pad().writing(law, note, lambda draft: self.files.put(draft, self.path_over_all(law.name)))

    def _read(self, at: Location, columns: Sequence[str] | None = None) -> pa.Table:
        with self._open(at) as file:
            return file.read(columns)

    @contextmanager
    def _open(self, at: Location) -> Iterator[pq.ParquetFile]:
        try:
            with pq.ParquetFile(io.BytesIO(self.files.read(at)) if isinstance(at, Url) else at) as file:
                yield file
        except pa.ArrowInvalid:
            said = "no whole Parquet file; `calpae run --force` makes it again"
            raise OSError(None, said, str(at)) from None

    def _pad(self) -> Drafts:
        return Drafts(self.drafts)

    def _place(self, draft: Draft) -> None:
        try:
            self.place(draft)
        finally:
            self._pad().forget(draft.files.values())


def completed(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """A table with the law's schema of today; null in a column that it lacks."""
    names = set(table.column_names)
    columns = [table[field.name] if field.name in names else pa.nulls(len(table), field.type) for field in schema]
    return pa.Table.from_arrays(columns, schema=schema)
