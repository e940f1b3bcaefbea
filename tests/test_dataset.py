"""What analysts find: each table read with one call of each library, and the golden documents' figures in it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

import extract
from normalize.interpret import interpret
from normalize.knowledge import load_knowledge
from schemas.vocabulary import ROLES
from tests.cli import GOLDEN, TABLES, rows, run
from tests.drawn.score import Score, meaning, score, squeeze

SMALL = ("finistere.pdf", "finistere.docx", "savoie-column.pdf", "savoie-lines.docx")
DOCUMENTS = sorted(path.name for path in GOLDEN.iterdir() if path.suffix in (".pdf", ".docx"))
MOST_REVIEW = 0.07
Value = object
Records = list[dict[str, Value]]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small golden documents, published by the command."""
    folder = tmp_path_factory.mktemp("dataset")
    out = folder / "parquet"
    assert run(*(GOLDEN / name for name in SMALL), out=out).code == 0
    return out


def by_pandas(folder: Path) -> Records:
    frame = pd.read_parquet(folder)
    return [{str(k): plain(v) for k, v in row.items()} for row in frame.to_dict("records")]


def by_pyarrow(folder: Path) -> Records:
    return [{k: plain(v) for k, v in row.items()} for row in pq.read_table(folder).to_pylist()]


def by_polars(folder: Path) -> Records:
    return [{k: plain(v) for k, v in row.items()} for row in pl.read_parquet(folder / "*.parquet").to_dicts()]


def by_duckdb(folder: Path) -> Records:
    answer = duckdb.read_parquet(f"{folder}/*.parquet")
    return [{k: plain(v) for k, v in zip(answer.columns, row, strict=True)} for row in answer.fetchall()]


def plain(value: Any) -> Value:
    """A value as Python's own: each library has its own absent number, date and list."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if hasattr(value, "tolist") and not isinstance(value, (str, bytes)):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if value is None or value is pd.NaT or value is pd.NA or value != value:  # noqa: PLR0124 - not a number
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def in_order(records: Records) -> list[str]:
    return sorted(repr([(key, comparable(row[key])) for key in sorted(row)]) for row in records)


def comparable(value: Value) -> Value:
    """Whole numbers as floats: pandas widens a column of integers that holds nulls."""
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("by", [by_pandas, by_polars, by_duckdb])
def test_every_library_reads_a_table_with_one_call_and_sees_the_same(
    table: str, by: Callable[[Path], Records], out: Path
) -> None:
    ours = by_pyarrow(out / table)
    theirs = by(out / table)
    assert len(ours) == len(theirs) == len(rows(out, table))
    assert in_order(theirs) == in_order(ours)


def test_the_keys_of_each_table_are_unique(out: Path) -> None:
    keys = {
        "observations": "document_id, table, row, column, part",
        "cells": "document_id, table, row, column",
        "funding": "document_id, table, row, column",
        "actions": "document_id, action_number, field",
        "findings": "document_id, number",
        "conventions": "document_id",
    }
    for table, key in keys.items():
        records = rows(out, table)
        assert len({tuple(row[name] for name in key.split(", ")) for row in records}) == len(records)


def test_every_field_of_every_file_carries_its_description(out: Path) -> None:
    for table in TABLES:
        for path in sorted((out / table).glob("*.parquet")):
            for field in pq.read_schema(path):
                assert field.metadata[b"description"], (path, field.name)


def test_every_cell_with_text_has_a_role(out: Path) -> None:
    cells = rows(out, "cells")
    assert {cell["role"] for cell in cells if cell["text"].strip()} <= set(ROLES)
    assert not [cell for cell in cells if cell["role"] == "unplaced"]


def test_every_figure_stands_in_a_cell_of_that_role(out: Path) -> None:
    at = ("document_id", "table", "row", "column")
    figures = {tuple(cell[name] for name in at) for cell in rows(out, "cells") if cell["role"] == "figure"}
    assert {tuple(row[name] for name in at) for row in rows(out, "observations")} <= figures


def test_the_counts_of_a_convention_are_those_of_its_rows(out: Path) -> None:
    observations, findings = rows(out, "observations"), rows(out, "findings")
    for convention in rows(out, "conventions"):
        own = [row for row in observations if row["document_id"] == convention["document_id"]]
        assert convention["observations"] == len(own)
        assert convention["for_review"] == sum(row["review"] for row in own)
        assert convention["findings"] == sum(f["document_id"] == convention["document_id"] for f in findings)


def test_what_is_published_is_what_the_gold_says(out: Path) -> None:
    observations = rows(out, "observations")
    for name in SMALL:
        own = [row for row in observations if row["source"] == name]
        assert_right(name, score(gold(name), own), full(gold(name)), full(own))


@cache
def gold(name: str) -> tuple[dict[str, object], ...]:
    path = GOLDEN / f"{Path(name).stem}.gold.csv"
    numbers = ("value", "value_low", "value_high")
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            {k: (float(v) if v else None) if k in numbers else v for k, v in row.items()}
            for row in csv.DictReader(file)
        )


def full(some: Any) -> list[tuple[str, ...]]:
    """What is printed at each place, letters and digits only."""
    return sorted((*meaning(row), squeeze(row["raw"])) for row in some if row["status"] != "blank")


def assert_right(name: str, result: Score, wanted: list[tuple[str, ...]], given: list[tuple[str, ...]]) -> None:
    assert not result.silent, name
    assert not result.lost, name
    assert not result.missing, name
    assert not result.extra, name
    assert result.value == 1.0
    assert given == wanted
    assert result.review <= MOST_REVIEW * result.rows, name


@pytest.fixture(scope="module")
def knowledge() -> Any:
    return load_knowledge()


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name not in SMALL])
def test_a_golden_document_gives_its_gold(name: str, knowledge: Any) -> None:
    published = interpret(extract.read(GOLDEN / name), knowledge, "0")
    own = published["observations"]
    assert_right(name, score(gold(name), own), full(gold(name)), full(own))
    assert all(cell["role"] for cell in published["cells"] if str(cell["text"]).strip())


PRINTED = sorted(path.name for path in (GOLDEN / "printed").iterdir())
"""Golden documents as a browser or a word processor prints them otherwise: as the name says, with other breaks."""


@pytest.mark.parametrize("name", PRINTED)
def test_a_golden_document_gives_its_gold_however_it_is_printed(name: str, knowledge: Any) -> None:
    own = interpret(extract.read(GOLDEN / "printed" / name), knowledge, "0")["observations"]
    wanted = gold(name.split(".", 1)[0])
    assert_right(name, score(wanted, own), full(wanted), full(own))


ABUTTING = sorted(path.name for path in (GOLDEN / "abutting").iterdir())
"""The same as a word processor prints them without rules: no distance parts their rows, but their words do."""


@pytest.mark.parametrize("name", ABUTTING)
def test_rows_that_words_alone_part_are_right_and_many_in_doubt(name: str, knowledge: Any) -> None:
    own = interpret(extract.read(GOLDEN / "abutting" / name), knowledge, "0")["observations"]
    result = score(gold(name.split(".", 1)[0]), own)
    assert (result.value, result.silent, result.lost) == (1.0, (), ())
    assert 0 < result.review < result.rows


CEA = [name for name in DOCUMENTS if name.startswith("cea-")]


@pytest.mark.parametrize("name", CEA)
def test_a_golden_document_gives_its_facts_and_its_money(name: str, knowledge: Any) -> None:
    published = interpret(extract.read(GOLDEN / name), knowledge, "0")
    [convention] = published["conventions"]
    wanted = json.loads((GOLDEN / "cea.facts.json").read_text(encoding="utf-8"))
    given = {fact: as_json(convention[FACTS_OF_GOLD.get(fact, fact)]) for fact in wanted}
    given["legal_references"] = [reference["number"] for reference in given["legal_references"]]
    first, last = wanted["action_sheets"]
    assert given == {**wanted, "action_sheets": list(range(first, last + 1))}
    money = json.loads((GOLDEN / "cea.funding.json").read_text(encoding="utf-8"))
    assert [{key: row[key] for key in money[0]} for row in published["funding"]] == money
    assert sum(float(str(row["amount_eur"])) for row in published["funding"] if row["payer"] == "state") == 3862055
    assert [row for row in published["funding"] if row["review"]] == []


FACTS_OF_GOLD = {"party": "collectivity"}
"""Names of the gold that are other columns' names."""


def as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("name", CEA)
def test_no_signatory_and_no_account_stands_in_what_is_published(name: str, knowledge: Any) -> None:
    published = interpret(extract.read(GOLDEN / name), knowledge, "0")
    flat = squeeze(repr(published))
    assert not [secret for secret in ("specimen", "exemple", "modele", "123456789", "agrifrpp") if secret in flat]
    assert "private_data_withheld" in {row["code"] for row in published["findings"]}
