"""Batches of rows of another size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa


def sized(batches: Iterable[pa.RecordBatch], size: int) -> Iterator[pa.RecordBatch]:
    """The same rows, exactly `size` in each batch but the last.

    So thousands of small files cost no more than a large one, and the batches hang on nothing but the rows.
    """
    held: list[pa.RecordBatch] = []
    rows = 0
    for batch in batches:
        at = 0
        while at < batch.num_rows:
            part = batch.slice(at, size - rows)
            held.append(part)
            at, rows = at + part.num_rows, rows + part.num_rows
            if rows == size:
                yield pa.concat_batches(held)
                held, rows = [], 0
    if held:
        yield pa.concat_batches(held)
