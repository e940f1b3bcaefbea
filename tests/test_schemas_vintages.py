"""Over all documents: which figure of a fact is the newest, and where documents disagree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

from schemas import vintages, vocabulary
from schemas.check import check
from schemas.facts import KINDS, READERS
from schemas.shelf import NOTE
from schemas.store import Store
from schemas.vintage_tables import LATEST, VINTAGES
from schemas.vintages import disagree, folded, key_of, publish_vintages
from schemas.vocabulary import CONVENTION_KINDS
from tests.test_schemas_store import NOTHING
from tests.test_schemas_tables import cell, convention, observation

Rows = list[dict[str, Any]]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "parquet")


def publish(store: Store, name: str, *figures: dict[str, Any], **of_document: Any) -> str:
    """A document of these figures, whose id begins with its name in hexadecimal; `of_document`: year, kind, reader."""
    sha256 = (name.encode().hex() + "0" * 64)[:64]
    year, reader = of_document.get("year", 2022), of_document.get("reader", "pdf")
    shared = {"document_id": sha256[:16], "source": name, "convention_year": year}
    shared |= {"collectivity": "Le Bas-Rhin", "collectivity_code": of_document.get("code", "67")}
    place: dict[str, Any] = {} if reader in ("pdf", "scan") else dict.fromkeys(("page", "x0", "top", "x1", "bottom"))
    rows = [
        observation(row=number, **{"reader": reader, **place, **shared, **figure})
        for number, figure in enumerate(figures)
    ]
    cells = [cell(number, document_id=sha256[:16], source=name) for number in range(len(figures))]
    mark = convention(
        sha256=sha256,
        kind=of_document.get("kind"),
        observations=len(rows),
        for_review=sum(bool(row["review"]) for row in rows),
        **shared,
    )
    store.publish(check({**NOTHING, "observations": rows, "cells": cells, "conventions": [mark]}))
    return sha256[:16]


def over_all(store: Store, name: str) -> Rows:
    publish_vintages(store, {})
    rows: Rows = pq.read_table(store.root / f"{name}.parquet").to_pylist()
    return rows


def test_every_kind_and_reader_has_its_rank() -> None:
    assert set(KINDS) == {*CONVENTION_KINDS, None}
    assert set(READERS) == set(vocabulary.READERS)


def test_without_documents_the_tables_are_there_and_empty(store: Store) -> None:
    for name, law in VINTAGES.items():
        assert over_all(store, name) == []
        schema = pq.read_schema(store.root / f"{name}.parquet")
        metadata = {key: value for key, value in schema.metadata.items() if key != NOTE}
        assert schema.with_metadata(metadata).equals(law.arrow, check_metadata=True)


def test_what_is_published_is_lawful(store: Store) -> None:
    publish(store, "a", {}, {"period": "2021", "flags": ["joint_territories"]}, year=2021)
    publish(store, "b", {"value": 7.0})
    publish_vintages(store, {})
    for name, law in VINTAGES.items():
        frame = pq.read_table(store.root / f"{name}.parquet").to_pandas(types_mapper=pd.ArrowDtype)
        assert len(law.model.validate(frame, lazy=True))


def test_the_same_documents_give_the_same_bytes_whatever_came_before(store: Store, tmp_path: Path) -> None:
    other = Store(tmp_path / "other")
    for each, names in ((store, "abc"), (other, "cab")):
        for name in names:
            publish(each, name, {"value": float(ord(name))}, year=2020 + "abc".index(name))
        publish_vintages(each, {})
        publish_vintages(each, {})
    for name in VINTAGES:
        one, two = ((each.root / f"{name}.parquet").read_bytes() for each in (store, other))
        assert one == two


def test_the_files_are_none_of_a_document_and_no_sweep_takes_them(store: Store) -> None:
    publish(store, "a", {})
    publish_vintages(store, {})
    assert store.sweep() == []
    assert store.documents() == [b"a".hex() + "0" * 14]
    assert sorted(path.name for path in store.root.glob("*.parquet")) == sorted(f"{name}.parquet" for name in VINTAGES)
    assert list((store.root / "_writing").iterdir()) == []


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ({"year": 2021}, {"year": 2022}),
        ({"year": None}, {"year": 2019}),
        ({"year": 2021, "kind": "execution_report"}, {"year": 2022, "kind": "convention"}),
        ({"kind": None}, {"kind": "convention"}),
        ({"kind": "convention"}, {"kind": "amendment"}),
        ({"kind": "amendment"}, {"kind": "execution_report"}),
        ({"reader": "scan"}, {"reader": "pdf"}),
        ({"reader": "transcript"}, {"reader": "docx"}),
        ({"kind": "convention", "reader": "docx"}, {"kind": "amendment", "reader": "scan"}),
    ],
)
def test_year_then_kind_then_reader_say_which_is_the_newest(
    store: Store, older: dict[str, Any], newer: dict[str, Any]
) -> None:
    for names in ("ab", "dc"):
        for name, how, value in zip(names, (older, newer), (1.0, 2.0), strict=True):
            publish(store, name, {"value": value, "territory": "67" if names == "ab" else "68"}, **how)
    assert [row["value"] for row in over_all(store, "latest")] == [2.0, 2.0]
    assert [(row["earlier_value"], row["later_value"]) for row in over_all(store, "revisions")] == [(1.0, 2.0)] * 2


def test_a_fact_is_followed_over_signatories_by_its_territory(store: Store) -> None:
    publish(store, "a", {"value": 1.0}, year=2020, code="67")
    publish(store, "b", {"value": 2.0}, {"value": 3.0, "territory": "68"}, year=2021, code="6AE")
    assert [(row["territory"], row["value"]) for row in over_all(store, "latest")] == [("67", 2.0), ("68", 3.0)]
    [revision] = over_all(store, "revisions")
    assert (revision["earlier_source"], revision["later_source"], revision["later_page"]) == ("a", "b", 2)


def test_latest_keeps_the_whole_row_of_observations_and_each_fact_once(store: Store) -> None:
    a = publish(store, "a", {}, {"period": "2021"}, year=2021)
    b = publish(store, "b", {"value": 9.0, "flags": ["joined_over_page"]}, year=2022)
    rows = over_all(store, "latest")
    assert len({tuple(row[name] for name in LATEST.key) for row in rows}) == len(rows) == 2
    held = [row for name in (a, b) for row in store.read("observations", name).to_pylist()]
    for row in rows:
        assert {name: value for name, value in row.items() if name != "indicator_key"} in held


def test_a_blank_hides_no_figure_and_a_marker_does(store: Store) -> None:
    publish(store, "a", {"value": 1.0}, {"value": 5.0, "territory": "68"}, year=2021)
    publish(
        store,
        "b",
        {"status": "blank", "value": None, "raw": ""},
        {"status": "nd", "value": None, "raw": "ND", "territory": "68"},
    )
    assert [(row["status"], row["value"]) for row in over_all(store, "latest")] == [("reported", 1.0), ("nd", None)]
    [revision] = over_all(store, "revisions")
    assert (revision["earlier_value"], revision["later_status"]) == (5.0, "nd")


def test_a_figure_of_nobody_known_is_in_neither(store: Store) -> None:
    publish(store, "a", {"territory": None, "review": True}, year=2021)
    publish(store, "b", {"territory": None, "review": True, "value": 2.0})
    assert over_all(store, "latest") == over_all(store, "revisions") == []
    assert [row["figures"] for row in over_all(store, "coverage")] == [1, 1]


def test_of_a_fact_that_one_document_prints_twice_the_sure_row_stands(store: Store) -> None:
    doubt = {"flags": ["rows_matched_by_order"], "review": True, "value": 1.0}
    publish(store, "a", doubt, {"value": 2.0}, {"value": 3.0})
    assert [row["value"] for row in over_all(store, "latest")] == [2.0]
    assert over_all(store, "revisions") == []


def test_each_change_along_the_years_is_one_revision(store: Store) -> None:
    for year, value in ((2019, 1.0), (2020, 1.0), (2021, 2.0), (2022, 1.0)):
        publish(store, str(year), {"value": value}, year=year)
    pairs = [(row["earlier_convention_year"], row["later_convention_year"]) for row in over_all(store, "revisions")]
    assert sorted(pairs) == [(2020, 2021), (2021, 2022)]


def test_tables_made_part_by_part_are_those_made_at_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for year, value in ((2019, 1.0), (2020, 2.0), (2021, 3.0)):
        figures = ({"value": value + place, "territory": f"{place:02}"} for place in range(1, 20))
        publish(store, str(year), *figures, year=year)
    at_once = {name: over_all(store, name) for name in VINTAGES}
    monkeypatch.setattr(vintages, "AT_ONCE", 7)
    assert {name: over_all(store, name) for name in VINTAGES} == at_once
    assert [len(rows) for rows in at_once.values()] == [19, 38, 3]


def test_an_older_file_without_a_column_of_today_is_read_as_null(store: Store) -> None:
    document_id = publish(store, "a", {})
    path = store.root / "observations" / f"{document_id}.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["indicator_unit"]), path)
    [row] = over_all(store, "latest")
    assert row["indicator_unit"] is None


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ({}, {}, False),
        ({}, {"value": 4828.0}, True),
        ({"unit": "jour"}, {}, False),
        ({"unit": "jour"}, {"unit": "semaine"}, True),
        ({"comparator": "<"}, {}, True),
        ({"raw": "4827 lieux"}, {}, False),
        (
            {"status": "text", "value": None, "raw": "En cours\nd'étude"},
            {"status": "text", "raw": "en cours d'étude"},
            False,
        ),
        ({"status": "text", "value": None, "raw": "En cours"}, {"status": "text", "raw": "Terminé"}, True),
        ({"status": "nd", "value": None}, {}, True),
    ],
)
def test_what_makes_two_rows_disagree(one: dict[str, Any], other: dict[str, Any], differ: bool) -> None:
    if other.get("status") == "text":
        other = {**other, "value": None}
    assert disagree(observation(**one), observation(**other)) is differ
    assert disagree(observation(**other), observation(**one)) is differ


def test_without_a_canonical_indicator_the_key_is_what_is_printed_folded() -> None:
    row = observation(measure="Garantie d’activité", measure_code="3.2", indicator="Nombre d'en-\ntrées")
    assert key_of(row) == "garantiedactivite//nombredentrees"
    assert key_of({**row, "measure_code": "7.1"}) == key_of(row)
    assert key_of({**row, "measure": None}) == "32//nombredentrees"
    assert key_of({**row, "indicator_group": "Par thème"}) == "garantiedactivite/partheme/nombredentrees"
    assert key_of({**row, "indicator_id": "a.b"}) == "a.b"
    assert folded("Œuvre 95 %") == folded("œuvre 95%") != folded("œuvre 95")
