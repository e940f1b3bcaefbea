"""An export as files: a table a file, CSV or Parquet, with `datapackage.json` beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import reduce
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from . import csv_text
from .batches import sized
from .engine import ROWS, engine, fed, quoted
from .law import Law
from .package import FILE, File, package
from .snapshot import Rows, Snapshot
from .store import SHAPE
from .vintage_tables import EVERY
from .vocabulary import MISSING

ASKED_FOR = ("indicator_id", "territory", "period")
"""What queries name: Parquet files are sorted by these first, so that the statistics of a row group tell whether it
holds what is asked for."""
ROWS_A_GROUP = 1 << 16
MARKERS = tuple(status for status in MISSING if status not in ("ambiguous", "text"))
"""The statuses of texts that stand for no figure; words and several numbers say something."""


class Missing:
    """The texts in `raw` that are a marker and nothing else, or blank, by status: what passes by is looked at."""

    def __init__(self, law: Law) -> None:
        self.is_asked = {"raw", "status", "note", "correction"} <= set(law.arrow.names)
        self.found: dict[str, str] = {}

    def look(self, batch: pa.RecordBatch) -> None:
        """Note the texts of a batch; a text that a person corrected does not stand for its status."""
        for status in MARKERS if self.is_asked else ():
            said = (pc.equal(batch["status"], status), pc.is_null(batch["note"]), pc.is_null(batch["correction"]))
            for text in pc.unique(batch["raw"].filter(reduce(pc.and_, said))).to_pylist():
                self.found.setdefault(text, status)

    def as_in(self, form: str) -> dict[str, str]:
        """The texts as a file of this form holds them, each with its status, sorted."""
        texts = sorted(self.found)
        written = csv_text.defused(pa.array(texts, pa.string())).to_pylist() if form == "csv" else texts
        return {each: self.found[text] for each, text in zip(written, texts, strict=True)}


def write_files(snapshot: Snapshot, form: str, folder: Path, spill: Path) -> dict[str, int]:
    """Every table as one file, CSV or Parquet, and `datapackage.json`; how many rows each has.

    CSV: documents in the order of their ids, rows as published. Parquet: sorted, statistics in every row group.
    """
    files = []
    for law in EVERY.values():
        rows, missing, path = snapshot.rows(law.name), Missing(law), folder / f"{law.name}.{form}"
        if form == "csv":
            _write_csv(rows, missing, path)
        else:
            _write_parquet(rows, missing, path, spill)
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        files.append(File(law, form, rows.count, path.stat().st_size, digest, missing.as_in(form)))
    (folder / FILE).write_text(package(files, snapshot.version), encoding="utf-8")
    return {file.law.name: file.rows for file in files}


def _write_csv(rows: Rows, missing: Missing, path: Path) -> None:
    with path.open("wb") as file:
        file.write(csv_text.header(rows.law.arrow))
        for batch in rows:
            missing.look(batch)
            file.write(csv_text.lines(batch))


def _write_parquet(rows: Rows, missing: Missing, path: Path, spill: Path) -> None:
    schema = rows.law.arrow
    names = tuple(dict.fromkeys((*(name for name in ASKED_FOR if name in schema.names), *rows.law.key)))
    order = pq.SortingColumn.from_ordering(schema, [(name, "ascending") for name in names], "at_end")
    with pq.ParquetWriter(path, schema, sorting_columns=order, **SHAPE) as file:
        for batch in sized(_in_order(rows, names, spill), ROWS_A_GROUP):
            missing.look(batch)
            file.write_batch(batch, row_group_size=ROWS_A_GROUP)


def _in_order(rows: Rows, names: tuple[str, ...], spill: Path) -> Iterator[pa.RecordBatch]:
    """The rows sorted by columns that hold each row's key, null last: the order hangs on nothing else."""
    with engine(None, spill) as connection, fed(connection, rows):
        by = ", ".join(f"{quoted(name)} NULLS LAST" for name in names)
        for batch in connection.sql(f"SELECT * FROM {ROWS} ORDER BY {by}").to_arrow_reader(ROWS_A_GROUP):
            yield batch.cast(rows.law.arrow)
