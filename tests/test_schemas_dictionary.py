"""The data dictionary: up to date, and telling every column, status and flag."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from schemas import meanings, vocabulary
from schemas.check import check
from schemas.dictionary import TAKEN_BACK, dictionary
from schemas.export import export
from schemas.snapshot import Snapshot
from schemas.store import Store
from schemas.vintage_tables import EVERY
from tests.test_schemas_csv_text import NASTY
from tests.test_schemas_tables import lawful

ROOT = Path(__file__).parent.parent


def test_the_page_is_what_the_laws_say() -> None:
    said = "\n".join(dictionary()) + "\n"
    assert (ROOT / "docs" / "dictionary.md").read_text("utf-8") == said, "run `make dictionary`"


def test_every_status_and_flag_has_its_meaning() -> None:
    assert tuple(meanings.STATUSES) == vocabulary.STATUSES
    assert tuple(meanings.FLAGS) == vocabulary.FLAGS


@pytest.mark.parametrize("name", EVERY)
def test_every_column_has_its_line_under_its_table(name: str) -> None:
    [section] = [part for part in "\n".join(dictionary()).split("\n### ") if part.startswith(f"{name}\n")]
    lines = [line.split("`")[1] for line in section.split("\n## ")[0].splitlines() if line.startswith("| `")]
    assert lines == EVERY[name].arrow.names


def test_its_query_takes_texts_and_numbers_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, rows = Store(tmp_path / "parquet"), lawful(len(NASTY))
    for row, text in zip(rows["observations"], NASTY, strict=True):
        row["raw"] = text or ""
    store.publish(check(rows))
    export(Snapshot(store, {}), "csv", tmp_path / "csv")
    monkeypatch.chdir(tmp_path / "csv")
    with duckdb.connect() as connection:
        assert connection.sql(TAKEN_BACK).fetchall() == [(text or "", 4827.0, False) for text in NASTY]
