"""The door to data/parquet: whole documents or none, the same bytes twice, and one call for each analyst's reader."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from schemas.check import Checked, CheckFailed, check
from schemas.store import Store
from schemas.tables import LAWS
from tests.cli import root_of
from tests.test_schemas_tables import SHA256, cell, convention, finding, lawful, observation

ID = SHA256[:16]
NOTHING: dict[str, list[dict[str, object]]] = {name: [] for name in LAWS}
EMPTY_SHA256 = "fedcba9876543210" * 4
REFUSAL = finding(severity="error", code="encrypted", message="the file asks for a password")


def empty(sha256: str = EMPTY_SHA256) -> Checked:
    """A document without a single annexe table."""
    mark = convention(sha256=sha256, document_id=sha256[:16], action_sheets=None)
    return check({**NOTHING, "conventions": [mark]})


def files(root: Path) -> dict[str, bytes]:
    """Every file under the root, by its path."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store without documents, below a folder that a reader could take for a partition."""
    return Store(tmp_path / "year=2020" / "parquet")


def test_a_published_document_is_one_file_in_each_table(store: Store) -> None:
    store.publish(check(lawful()))
    assert sorted(files(root_of(store))) == sorted(f"{name}/{ID}.parquet" for name in LAWS)
    assert store.documents() == [ID]


def test_what_is_read_is_what_was_published(store: Store) -> None:
    checked = check(lawful(7))
    store.publish(checked)
    for name, law in LAWS.items():
        table = store.read(name, ID)
        assert table.equals(checked.tables[name])
        note = {b"calpae": b"{}"} if name == "conventions" else {}
        assert table.schema.metadata == {**law.arrow.metadata, **note}
        for field in table.schema:
            assert field.metadata[b"description"] == law.arrow.field(field.name).metadata[b"description"]


def test_the_same_rows_give_the_same_bytes(store: Store, tmp_path: Path) -> None:
    again = Store(tmp_path / "again")
    for each in (store, store, again):
        each.publish(check(lawful(250)))
    assert files(root_of(store)) == files(root_of(again))


def test_no_file_holds_the_metadata_of_pandas(store: Store) -> None:
    store.publish(check(lawful()))
    assert set(pq.read_schema(root_of(store) / "cells" / f"{ID}.parquet").metadata) == {b"table", b"description"}


def test_a_document_without_figures_still_has_all_its_files(store: Store) -> None:
    store.publish(empty())
    assert len(files(root_of(store))) == len(LAWS)
    assert store.read("observations", EMPTY_SHA256[:16]).num_rows == 0


def test_publishing_again_replaces_what_was_published(store: Store) -> None:
    store.publish(check(lawful(7)))
    store.publish(check(lawful(2)))
    assert store.read("observations", ID).num_rows == 2
    assert store.read("conventions", ID)["observations"].to_pylist() == [2]


def test_a_refused_document_has_exactly_one_file_and_loses_what_was_published(store: Store) -> None:
    store.publish(check(lawful()))
    store.refuse(ID, [REFUSAL])
    assert list(files(root_of(store))) == [f"findings/{ID}.parquet"]
    assert (store.documents(), store.refused()) == ([], [ID])


def test_a_refused_document_can_be_published_later(store: Store) -> None:
    store.refuse(ID, [REFUSAL])
    store.publish(check(lawful()))
    assert (store.documents(), store.refused()) == ([ID], [])


def test_an_unlawful_refusal_touches_nothing(store: Store) -> None:
    store.publish(check(lawful()))
    before = files(root_of(store))
    with pytest.raises(CheckFailed):
        store.refuse(ID, [finding()])
    assert files(root_of(store)) == before


class Killed(BaseException):
    """Stands for a process that ends between two system calls."""


def kill_at(monkeypatch: pytest.MonkeyPatch, call: int) -> None:
    """Make the call-th rename or removal of a file end the run, without any cleaning up after it."""
    calls = 0

    def counted(original: Callable[..., object]) -> Callable[..., object]:
        def run(*arguments: object, **named: object) -> object:
            nonlocal calls
            calls += 1
            if calls >= call:
                raise Killed
            return original(*arguments, **named)

        return run

    for name in ("replace", "unlink"):
        monkeypatch.setattr(Path, name, counted(getattr(Path, name)))


STORY = {
    "publish": lambda store: store.publish(check(lawful(2))),
    "refuse": lambda store: store.refuse(ID, [REFUSAL]),
}


@pytest.mark.parametrize("call", range(1, 2 * len(LAWS) + 2))
@pytest.mark.parametrize("then", STORY)
@pytest.mark.parametrize("before", STORY)
def test_a_run_killed_at_any_moment_leaves_the_old_document_or_the_new_or_none(
    store: Store, before: str, then: str, call: int
) -> None:
    rows = lawful(7)
    store.publish(check(rows)) if before == "publish" else STORY[before](store)
    old = files(root_of(store))
    with pytest.MonkeyPatch.context() as monkeypatch:
        kill_at(monkeypatch, call)
        with suppress(Killed):
            STORY[then](store)
    store.sweep()
    left = files(root_of(store))
    other = Store(root_of(store).parent / "other")
    STORY[then](other)
    assert left in ({}, old, files(root_of(other)))
    assert bool(left) == bool(store.documents() or store.refused())


def test_a_file_half_written_is_not_seen_and_is_removed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(table: pa.Table, file: BinaryIO, **_: object) -> None:
        file.write(b"PAR1")
        raise OSError("No space left on device")

    store.publish(empty())
    before = files(root_of(store))
    monkeypatch.setattr(pq, "write_table", full)
    with pytest.raises(OSError, match="No space left"):
        store.publish(check(lawful()))
    assert files(root_of(store)) == before


def test_sweep_removes_leftovers_and_nothing_else(store: Store) -> None:
    store.publish(check(lawful()))
    store.refuse(EMPTY_SHA256[:16], [REFUSAL | {"document_id": EMPTY_SHA256[:16]}])
    kept = files(root_of(store))
    findings = root_of(store) / "findings"
    leftovers = [
        root_of(store) / "_writing" / f"{ID}.cells.123",  # a temporary file
        findings / f"{'a' * 16}.parquet",  # half a file, after a power cut
        findings / f"{'b' * 16}.parquet",  # findings of a document whose mark is not there
        root_of(store) / "cells" / f"{'b' * 16}.parquet",
        root_of(store) / "observations" / f"{'c' * 16}.parquet",
    ]
    for path in leftovers:
        path.write_bytes(b"PAR1")
    pq.write_table(store.read("findings", ID), leftovers[2])
    others = root_of(store) / "findings" / "notes.txt", root_of(store) / "_runs" / ".x.tmp"
    for path in others:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")
    assert sorted(store.sweep()) == sorted(leftovers)
    assert files(root_of(store)) == kept | {path.relative_to(root_of(store)).as_posix(): b"" for path in others}
    assert store.sweep() == []


def test_a_store_without_a_folder_holds_nothing(store: Store) -> None:
    assert (store.documents(), store.refused(), store.sweep()) == ([], [], [])
    with pytest.raises(FileNotFoundError):
        store.read("cells", ID)


READERS: dict[str, Callable[[Path], pa.Table]] = {
    "pandas, a folder": lambda folder: pa.Table.from_pandas(
        pd.read_parquet(folder, dtype_backend="pyarrow"), preserve_index=False
    ),
    "pyarrow.parquet, a folder": pq.read_table,
    "pyarrow.dataset, a folder": lambda folder: ds.dataset(folder, format="parquet").to_table(),
    "polars, a glob": lambda folder: pl.read_parquet(folder / "*.parquet").to_arrow(),
    "polars, a folder, lazily": lambda folder: pl.scan_parquet(folder).collect().to_arrow(),
    "duckdb, a glob": lambda folder: duckdb.connect().sql(f"from read_parquet('{folder}/*.parquet')").to_arrow_table(),
}


@pytest.fixture
def folder_of(tmp_path: Path) -> Callable[[str], Path]:
    """Documents with figures, without any row, without any number, refused; and what a killed run left."""
    store = Store(tmp_path / "parquet")
    rows = lawful(3)
    rows["cells"].append(cell(9, 9, role="comment", text="é\n\u202f", places=[]))
    store.publish(check(rows))
    store.publish(empty())
    other: dict[str, Any] = {"document_id": "0" * 16, "reader": "docx"}
    nowhere = dict.fromkeys(("page", "x0", "top", "x1", "bottom", "value", "convention_year"))
    figure = observation(**{**other, **nowhere, "status": "nd"})
    mark = convention(**{**other, "sha256": "0" * 64, "observations": 1, "action_sheets": []})
    store.publish(
        check({**NOTHING, "observations": [figure], "cells": [cell(**other, places=[])], "conventions": [mark]})
    )
    store.refuse("e" * 16, [REFUSAL | {"document_id": "e" * 16}])
    with pytest.MonkeyPatch.context() as monkeypatch, suppress(Killed):
        kill_at(monkeypatch, 1)
        store.publish(check(lawful(1)))
    return lambda name: root_of(store) / name


def plain(table: pa.Table) -> list[dict[str, object]]:
    """The rows, sorted by their document and place."""
    return sorted(table.to_pylist(), key=lambda row: [str(row.get(name)) for name in ("document_id", *row)])


@pytest.mark.parametrize("table", LAWS)
@pytest.mark.parametrize("reader", READERS)
def test_analysts_read_a_tables_folder_with_one_call_and_agree(
    folder_of: Callable[[str], Path], reader: str, table: str
) -> None:
    folder = folder_of(table)
    expected = pa.concat_tables([pq.ParquetFile(path).read() for path in sorted(folder.glob("[!.]*.parquet"))])
    read = READERS[reader](folder)
    assert read.column_names == LAWS[table].arrow.names
    assert plain(read) == plain(expected)


def test_pandas_reads_a_folder_without_being_told_anything(folder_of: Callable[[str], Path]) -> None:
    frame = pd.read_parquet(folder_of("observations"))
    assert len(frame) == 4
    assert frame["value"].sum() == 3 * 4827
