"""The only door to the published dataset: one file a document and table, each whole or not there."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from .check import Checked
from .convert import Row
from .drafts import NO_NOTE, Drafts
from .files import each
from .location import Url
from .shelf import Draft, Note, Shelf
from .tables import LAWS


class Store(Shelf):
    """The published dataset under one folder, which is made when the first document is written."""

    def publish(self, checked: Checked, note: Note = NO_NOTE) -> None:
        """Put one document in the place of what an earlier run said of it. All of it, or not part of the dataset."""
        self._place(self._pad().write(checked, note))

    def refuse(self, document_id: str, findings: Sequence[Row], note: Note = NO_NOTE) -> None:
        """Keep of a document only why it is refused: one finding. Raises CheckFailed if that is not lawful."""
        self._place(self._pad().write_refusal(document_id, findings, note))

    def read(self, table: str, document_id: str) -> pa.Table:
        """One document's rows of one table. Raises OSError, where the file is not whole (a power cut) too."""
        path = self.path(table, document_id)
        try:
            file = io.BytesIO(self.files.read(path)) if isinstance(path, Url) else path
            return pq.ParquetFile(file).read()
        except pa.ArrowInvalid:
            said = "no whole Parquet file; `calpae run --force` makes it again"
            raise OSError(None, said, str(path)) from None

    def read_all(self, table: str) -> pa.Table:
        """All documents' rows of one table, in the order of their ids; null in a column that an older file lacks."""
        law = LAWS[table]
        tables = each(lambda document_id: self.read(table, document_id), self.documents(), self.root)
        whole = pa.concat_tables([law.arrow.empty_table(), *tables], promote_options="default")
        return whole.select(law.arrow.names)

    def publish_whole(self, name: str, table: pa.Table, note: Note = NO_NOTE) -> None:
        """Put a table over all documents, one file at the root, in the place of what an earlier run made of it."""
        draft = self._pad().write_whole(name, table, note)
        try:
            self.files.put(draft, self.path_over_all(name))
        finally:
            draft.unlink(missing_ok=True)

    def _pad(self) -> Drafts:
        return Drafts(self.drafts)

    def _place(self, draft: Draft) -> None:
        try:
            self.place(draft)
        finally:
            self._pad().forget(draft.files.values())
