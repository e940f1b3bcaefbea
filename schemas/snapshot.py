"""What is published now, to be read from one end to the other without holding more than a part of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

import pyarrow as pa
import pyarrow.parquet as pq

from .batches import sized
from .coverage import Lifetimes
from .law import Law
from .store import Store, completed
from .tables import LAWS
from .vintage_tables import EVERY
from .vintages import vintages_of

ROWS = 1 << 14
"""So many are handed on at once."""


class Rows:
    """The rows of a table with the law's own schema, once; how many were read, and what went wrong then.

    An engine that reads them through Arrow's C interface says the latter in words of its own.
    """

    def __init__(self, law: Law, batches: Iterable[pa.RecordBatch]) -> None:
        self.law, self._batches = law, batches
        self.count = 0
        self.error: Exception | None = None

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        try:
            for batch in sized(self._batches, ROWS):
                self.count += batch.num_rows
                yield batch
        except Exception as error:
            self.error = error
            raise

    def reader(self) -> pa.RecordBatchReader:
        """The rows for an engine."""
        return pa.RecordBatchReader.from_batches(self.law.arrow, iter(self))


class Snapshot:
    """The rows of the whole documents (those whose mark is there), and of the tables over all of them.

    Where a run was interrupted, so that these were made from other documents, they are made again, in memory.
    """

    def __init__(self, store: Store, lifetimes: Lifetimes) -> None:
        self.store, self.lifetimes = store, lifetimes

    @cached_property
    def version(self) -> str:
        """The versions of the program that published the documents, several joined by a comma."""
        versions: set[str] = set()
        for batch in self.rows("conventions"):
            versions.update(batch["pipeline_version"].to_pylist())
        return ", ".join(sorted(versions))

    def rows(self, table: str) -> Rows:
        """The rows of a table, documents in the order of their ids; reading them raises OSError where one is broken."""
        held = self.store.read_each(table) if table in LAWS else self._over_all(table)
        return Rows(EVERY[table], (batch for each in held for batch in each.to_batches()))

    def _over_all(self, table: str) -> Iterator[pa.Table]:
        if self._made_again is not None:
            yield from self._made_again[table]
        else:
            yield completed(pq.ParquetFile(self.store.path_over_all(table)).read(), EVERY[table].arrow)

    @cached_property
    def _made_again(self) -> dict[str, list[pa.Table]] | None:
        if self.store.is_current():
            return None
        made: dict[str, list[pa.Table]] = defaultdict(list)
        for name, part in vintages_of(self.store, self.lifetimes):
            made[name].append(part)
        return made
