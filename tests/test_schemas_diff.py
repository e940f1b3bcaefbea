"""What changed between two published datasets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from schemas.check import check
from schemas.diff import Change, diff
from schemas.store import Store
from tests.cli import root_of
from tests.test_schemas_tables import SHA256, finding, lawful

ID = SHA256[:16]
OTHER = "f" * 64
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
def stores(tmp_path: Path) -> tuple[Store, Store]:
    return Store(tmp_path / "old"), Store(tmp_path / "new")


def rows(figures: int = 2, sha256: str = SHA256) -> Rows:
    found = lawful(figures)
    for table in found.values():
        for row in table:
            row["document_id"] = sha256[:16]
    found["conventions"][0]["sha256"] = sha256
    return found


def changes(stores: tuple[Store, Store], old: Rows, new: Rows) -> list[Change]:
    for store, published in zip(stores, (old, new), strict=True):
        published["conventions"][0]["findings"] = len(published["findings"])
        store.publish(check(published))
    return list(diff(*stores))


def test_the_same_documents_have_not_changed(stores: tuple[Store, Store]) -> None:
    assert changes(stores, rows(), rows()) == []


def test_a_changed_row_says_its_key_and_the_old_and_new_value(stores: tuple[Store, Store]) -> None:
    new = rows()
    new["observations"][1] |= {"value": 3.0, "note": "vu"}
    place = {name: new["observations"][1][name] for name in ("document_id", "table", "row", "column", "part")}
    columns = {"value": (4827.0, 3.0), "note": (None, "vu")}
    assert changes(stores, rows(), new) == [Change("observations", "changed", "2022/67.pdf", place, columns)]


def test_rows_that_only_one_has_are_added_or_removed(stores: tuple[Store, Store]) -> None:
    found = [(each.table, each.change) for each in changes(stores, rows(2), rows(3))]
    tables = ("observations", "cells", "funding")
    assert found == [*((name, "added") for name in tables), ("conventions", "changed")]
    backwards = [(each.table, each.change) for each in diff(*reversed(stores))]
    assert backwards == [*((name, "removed") for name in tables), ("conventions", "changed")]


def test_a_finding_more_renumbers_none(stores: tuple[Store, Store]) -> None:
    old, new = rows(), rows()
    old["findings"] = [finding(0, message="a"), finding(1, message="b")]
    new["findings"] = [finding(0, message="new"), finding(1, message="a"), finding(2, message="b")]
    found = [each for each in changes(stores, old, new) if each.table == "findings"]
    assert [(each.change, each.key["message"]) for each in found] == [("added", "new")]


def test_the_same_finding_once_more_is_added(stores: tuple[Store, Store]) -> None:
    old, new = rows(), rows()
    new["findings"] = [finding(0), finding(1)]
    found = [each for each in changes(stores, old, new) if each.table == "findings"]
    assert [(each.change, each.key["times"]) for each in found] == [("added", 2)]


def test_a_document_that_only_one_has_is_one_change_with_its_counts(stores: tuple[Store, Store]) -> None:
    stores[1].publish(check(rows(sha256=OTHER)))
    [added] = changes(stores, rows(), rows())
    assert (added.table, added.change, added.key) == ("documents", "added", {"document_id": OTHER[:16]})
    assert added.columns == {
        **dict.fromkeys(("observations", "cells", "funding"), (0, 2)),
        **dict.fromkeys(("actions", "findings", "conventions"), (0, 1)),
    }
    [removed] = diff(*reversed(stores))
    assert (removed.table, removed.change) == ("documents", "removed")


def test_a_document_that_is_now_refused_has_lost_its_rows(stores: tuple[Store, Store]) -> None:
    stores[0].publish(check(rows(1)))
    stores[1].refuse(ID, [finding(severity="error", code="encrypted", message="a password")])
    found = [(each.table, each.change) for each in diff(*stores)]
    assert found == [
        ("observations", "removed"),
        ("cells", "removed"),
        ("funding", "removed"),
        ("actions", "removed"),
        ("findings", "removed"),
        ("findings", "added"),
        ("conventions", "removed"),
    ]


def test_a_column_that_only_one_file_has_is_said_once(stores: tuple[Store, Store]) -> None:
    stores[0].publish(check(rows(3)))
    stores[1].publish(check(rows(3)))
    path = root_of(stores[0]) / "observations" / f"{ID}.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["note"]), path)
    key = {"table": "observations", "column": "note"}
    assert list(diff(*stores)) == [Change("columns", "added", "2022/67.pdf", key)]
