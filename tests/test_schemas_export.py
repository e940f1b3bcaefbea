"""The dataset in other forms: the same values, whole documents only, put in place when whole."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from schemas import export_files, snapshot
from schemas.check import check
from schemas.export import FORMS, WRITING, Form, NotOurs, export
from schemas.package import FILE
from schemas.shelf import Held, hold_folder
from schemas.snapshot import Snapshot
from schemas.store import Store
from schemas.vintage_tables import EVERY
from schemas.vintages import publish_vintages
from tests.test_schemas_csv_text import NASTY, by_duckdb, taken_back
from tests.test_schemas_store import REFUSAL, Killed, files, kill_at
from tests.test_schemas_tables import SHA256, lawful
from tests.test_schemas_vintages import publish

ID = SHA256[:16]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Three years of a collectivity, in two territories; two of them say another figure for 2021."""
    store = Store(tmp_path / "published")
    publish(store, "a", {"value": 1.0}, {"period": "2021", "value": 5.0, "unit": "%"}, year=2021)
    publish(store, "b", {"value": 2.0}, {"period": "2021", "value": 6.0, "unit": "%"}, {"territory": "68"}, year=2022)
    publish(store, "c", {"period": "2021", "value": 7.0, "unit": "%"}, year=2023)
    publish_vintages(store, {})
    return store


def exported(store: Store, form: Form, folder: Path, overwrite: bool = False) -> dict[str, int]:
    to = folder / "calpae.duckdb" if form == "duckdb" else folder / form
    return export(Snapshot(store, {}), form, to, overwrite)


def published(store: Store, name: str) -> pa.Table:
    return pa.Table.from_batches(iter(Snapshot(store, {}).rows(name)), schema=EVERY[name].arrow)


def as_rows(table: pa.Table) -> list[str]:
    return sorted(map(repr, table.to_pylist()))


@pytest.fixture
def nasty(store: Store) -> Store:
    """A store with a document that says what could break a file."""
    rows: dict[str, list[dict[str, Any]]] = lawful(len(NASTY))
    for row, text in zip(rows["observations"], NASTY, strict=True):
        row |= {"raw": text or "", "comment": text, "note": text}
    store.publish(check(rows))
    publish_vintages(store, {})
    return store


@pytest.mark.parametrize("form", FORMS)
def test_every_table_has_as_many_rows_as_are_published(store: Store, tmp_path: Path, form: Form) -> None:
    counts = exported(store, form, tmp_path)
    assert counts == {name: published(store, name).num_rows for name in EVERY}
    assert (counts["observations"], counts["revisions"]) == (6, 3)


def test_parquet_holds_the_same_values_with_descriptions(nasty: Store, tmp_path: Path) -> None:
    exported(nasty, "parquet", tmp_path)
    for name, law in EVERY.items():
        table = pq.read_table(tmp_path / "parquet" / f"{name}.parquet")
        assert table.schema.equals(law.arrow, check_metadata=True)
        assert as_rows(table) == as_rows(published(nasty, name))


def test_duckdb_holds_the_same_values_with_comments(nasty: Store, tmp_path: Path) -> None:
    exported(nasty, "duckdb", tmp_path)
    with duckdb.connect(str(tmp_path / "calpae.duckdb"), read_only=True) as connection:
        for name, law in EVERY.items():
            table = connection.sql(f'FROM "{name}"').to_arrow_table().cast(law.arrow)
            assert as_rows(table) == as_rows(published(nasty, name))
            comments = f"SELECT column_name, comment FROM duckdb_columns() WHERE table_name = '{name}'"
            assert dict(connection.sql(comments).fetchall()) == {c.name: c.meaning for c in law.columns}
        said = "SELECT comment FROM duckdb_tables() WHERE table_name = 'observations'"
        assert connection.sql(said).fetchall() == [(EVERY["observations"].description,)]
        assert "not an official publication" in str(connection.sql("SELECT description FROM about").fetchall())


def test_csv_gives_every_text_back(nasty: Store, tmp_path: Path) -> None:
    exported(nasty, "csv", tmp_path)
    names = EVERY["observations"].arrow.names
    rows = [dict(zip(names, row, strict=True)) for row in by_duckdb(tmp_path / "csv" / "observations.csv")]
    found = [tuple(taken_back(row[name]) for name in ("raw", "note")) for row in rows if row["document_id"] == ID]
    assert found == [(text or "", text) for text in NASTY]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_the_same_dataset_gives_the_same_bytes(store: Store, tmp_path: Path, form: Form) -> None:
    for folder in ("one", "two", "two"):
        exported(store, form, tmp_path / folder)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_parquet_is_sorted_by_what_is_asked_for_with_statistics(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_files, "ROWS_A_GROUP", 2)
    exported(store, "parquet", tmp_path)
    file = pq.ParquetFile(tmp_path / "parquet" / "observations.parquet")
    found = [tuple(row[name] for name in export_files.ASKED_FOR) for row in file.read().to_pylist()]
    assert found == sorted(found, key=repr)
    assert file.metadata.num_row_groups == 3
    assert [each.column_index for each in file.metadata.row_group(0).sorting_columns][:3] == [
        file.schema_arrow.names.index(name) for name in export_files.ASKED_FOR
    ]
    bounds = [file.metadata.row_group(g).column(file.schema_arrow.names.index("territory")).statistics for g in (0, 2)]
    assert [(each.min, each.max) for each in bounds] == [("67", "67"), ("67", "68")]


@pytest.mark.parametrize("form", FORMS)
def test_documents_that_are_not_whole_or_refused_are_left_out(store: Store, tmp_path: Path, form: Form) -> None:
    whole = exported(store, form, tmp_path / "one")
    store.refuse("e" * 16, [REFUSAL | {"document_id": "e" * 16}])
    with pytest.MonkeyPatch.context() as monkeypatch, suppress(Killed):
        kill_at(monkeypatch, 1 + len(EVERY) // 2)
        store.publish(check(lawful()))
    assert store.path("observations", ID).exists()
    assert exported(store, form, tmp_path / "two") == whole


def test_tables_over_all_documents_that_are_of_an_earlier_run_are_made_again(store: Store, tmp_path: Path) -> None:
    publish(store, "d", {"period": "2021", "value": 8.0, "unit": "%"}, year=2024)
    assert not store.is_current()
    exported(store, "parquet", tmp_path)
    latest = pq.read_table(tmp_path / "parquet" / "latest.parquet")
    publish_vintages(store, {})
    assert as_rows(latest) == as_rows(published(store, "latest"))
    assert 8.0 in latest["value"].to_pylist()


@pytest.mark.parametrize("form", FORMS)
def test_a_broken_published_file_is_named_with_what_mends_it(store: Store, tmp_path: Path, form: Form) -> None:
    broken = store.path("cells", store.documents()[1])
    broken.write_bytes(broken.read_bytes()[:100])
    with pytest.raises(OSError, match="no whole Parquet file; `calpae run --force` makes it again") as raised:
        exported(store, form, tmp_path / "exports")
    assert raised.value.filename == str(broken)
    assert files(tmp_path / "exports") == {}


def test_an_older_files_missing_column_is_null(store: Store, tmp_path: Path) -> None:
    path = store.path("observations", store.documents()[0])
    pq.write_table(pq.ParquetFile(path).read().drop_columns("indicator_unit"), path)
    exported(store, "parquet", tmp_path)
    assert pq.read_table(tmp_path / "parquet" / "observations.parquet")["indicator_unit"].null_count == 6


def test_an_empty_dataset_is_exported_with_all_its_tables(tmp_path: Path) -> None:
    for form in FORMS:
        assert set(exported(Store(tmp_path / "published"), form, tmp_path).values()) == {0}


def test_a_column_that_the_published_latest_lacks_is_null(store: Store, tmp_path: Path) -> None:
    path = store.path_over_all("latest")
    pq.write_table(pq.ParquetFile(path).read().drop_columns("indicator_unit"), path)
    assert store.is_current()
    exported(store, "parquet", tmp_path)
    assert pq.read_table(tmp_path / "parquet" / "latest.parquet")["indicator_unit"].null_count == 3


def test_rows_are_handed_on_in_batches_of_one_size_whatever_the_files(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "ROWS", 4)
    assert [batch.num_rows for batch in Snapshot(store, {}).rows("observations")] == [4, 2]


def change(path: Path) -> None:
    path.write_bytes(b"mine")


@pytest.mark.parametrize("form", FORMS)
def test_what_an_export_wrote_is_replaced_and_what_is_not_ours_is_not(store: Store, tmp_path: Path, form: Form) -> None:
    name = "calpae.duckdb" if form == "duckdb" else f"{form}/observations.{form}"
    (tmp_path / name).parent.mkdir(exist_ok=True)
    change(tmp_path / name)
    with pytest.raises(NotOurs, match=r"not written by `calpae export`.*; give another --to, or --overwrite"):
        exported(store, form, tmp_path)
    assert (tmp_path / name).read_bytes() == b"mine"
    exported(store, form, tmp_path, overwrite=True)
    assert (tmp_path / name).stat().st_size > 4
    exported(store, form, tmp_path)


def test_another_form_in_the_same_folder_takes_the_place_and_leaves_what_is_not_ours(
    store: Store, tmp_path: Path
) -> None:
    for form in ("csv", "parquet"):
        export(Snapshot(store, {}), form, tmp_path / "to")
        change(tmp_path / "to" / "notes.csv")
    assert set(files(tmp_path / "to")) == {FILE, "notes.csv", *(f"{name}.parquet" for name in EVERY)}


def test_another_datapackage_is_not_ours(store: Store, tmp_path: Path) -> None:
    (tmp_path / "csv").mkdir()
    (tmp_path / "csv" / FILE).write_text(json.dumps({"name": "other", "resources": [{"path": "cells.csv"}]}))
    with pytest.raises(NotOurs, match=FILE):
        exported(store, "csv", tmp_path)


def test_another_duckdb_database_is_not_ours(store: Store, tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "calpae.duckdb")) as connection:
        connection.execute("CREATE TABLE about AS SELECT 1 AS a")
    with pytest.raises(NotOurs):
        exported(store, "duckdb", tmp_path)


def test_a_database_that_another_program_has_not_closed_is_not_replaced(store: Store, tmp_path: Path) -> None:
    exported(store, "duckdb", tmp_path)
    change(tmp_path / "calpae.duckdb.wal")
    with pytest.raises(NotOurs, match="did not close it"):
        exported(store, "duckdb", tmp_path)


def test_an_export_killed_while_files_are_put_in_place_is_mended_by_the_next(store: Store, tmp_path: Path) -> None:
    exported(store, "csv", tmp_path / "good")
    export(Snapshot(store, {}), "parquet", tmp_path / "old")
    for call in (1, 5, 9, 10, 14, 18, 19):  # renames of nine tables, nine that go, the rename of datapackage.json
        folder = tmp_path / f"killed{call}"
        shutil.copytree(tmp_path / "old", folder / "csv")
        with pytest.MonkeyPatch.context() as monkeypatch:
            kill_at(monkeypatch, call)
            monkeypatch.setattr("schemas.export.shutil.rmtree", lambda *_, **__: None)
            with pytest.raises(Killed):
                exported(store, "csv", folder)
        exported(store, "csv", folder)
        assert files(folder / "csv") == files(tmp_path / "good" / "csv")


@pytest.mark.parametrize("form", FORMS)
def test_two_exports_to_one_place_do_not_meet(store: Store, tmp_path: Path, form: Form) -> None:
    writing = tmp_path / (f".calpae.duckdb{WRITING}" if form == "duckdb" else f"{form}/{WRITING}")
    with hold_folder(writing), pytest.raises(Held):
        exported(store, form, tmp_path)


def test_the_markers_in_raw_are_missing_values_with_their_status(store: Store, tmp_path: Path) -> None:
    nd = {"value": None, "status": "nd"}
    publish(
        store, "d", {**nd, "raw": "N.D."}, {**nd, "raw": "ND 8 visites", "note": "8 visites"},
        {"raw": "NC", "correction": "x", "flags": ["corrected"]}, {**nd, "raw": "", "status": "blank"},
        {**nd, "raw": "=", "status": "not_applicable"},
    )  # fmt: skip
    publish_vintages(store, {})
    exported(store, "csv", tmp_path)
    [raw] = [
        field
        for field in json.loads((tmp_path / "csv" / FILE).read_text())["resources"][0]["schema"]["fields"]
        if field["name"] == "raw"
    ]
    assert raw["missingValues"] == [
        {"value": "", "label": "blank"},
        {"value": "'=", "label": "not_applicable"},
        {"value": "N.D.", "label": "nd"},
    ]
    assert "constraints" not in raw
