"""The description of an export for programs, made from the laws."""

from __future__ import annotations

import json

import pandas as pd
import pyarrow as pa
import pytest

from schemas.law import Law
from schemas.package import File, package, table_schema, type_of
from schemas.vintage_tables import EVERY


@pytest.fixture(params=EVERY)
def law(request: pytest.FixtureRequest) -> Law:
    return EVERY[request.param]


def test_every_column_is_a_field_with_its_type_and_meaning(law: Law) -> None:
    fields = table_schema(law, {})["fields"]
    assert [field["name"] for field in fields] == list(law.model.columns)
    for field, (name, column) in zip(fields, law.model.columns.items(), strict=True):
        assert isinstance(column.dtype.type, pd.ArrowDtype), name
        assert field["type"] == type_of(column.dtype.type.pyarrow_dtype)
        assert field["description"] == column.description


def test_what_the_models_forbid_the_constraints_forbid(law: Law) -> None:
    for field, column in zip(table_schema(law, {})["fields"], law.columns, strict=True):
        said = field.get("constraints", {})
        assert said.get("required", False) is not column.nullable
        assert said.get("enum", []) == list(column.allowed)
        assert "(?:" not in said.get("pattern", "")
        assert (said.get("minimum"), said.get("maximum")) == (column.low, column.high)
        is_never_missing = column.type == pa.string() and not column.nullable
        assert field.get("missingValues") == ([] if is_never_missing else None)


def test_keys_are_primary_where_they_are_never_null(law: Law) -> None:
    said = table_schema(law, {})
    may_be_null = {column.name for column in law.columns if column.nullable}
    key = "uniqueKeys" if may_be_null & set(law.key) else "primaryKey"
    assert said[key] == ([list(law.key)] if key == "uniqueKeys" else list(law.key))
    assert ("primaryKey" in said) != ("uniqueKeys" in said)


def test_references_point_at_keys_of_columns_of_the_same_types(law: Law) -> None:
    for reference in law.references:
        other = EVERY[reference.table]
        assert [law.arrow.field(name).type for name in reference.columns] == [
            other.arrow.field(name).type for name in other.key
        ]
    names = {name for reference in law.references for name in reference.columns}
    assert {name for name in law.arrow.names if name.endswith("document_id") and law.name != "conventions"} <= names


def test_the_markers_of_raw_are_labelled_and_then_it_may_be_missing() -> None:
    fields = {field["name"]: field for field in table_schema(EVERY["observations"], {"ND": "nd"})["fields"]}
    assert fields["raw"]["missingValues"] == [{"value": "ND", "label": "nd"}]
    assert "constraints" not in fields["raw"]


def test_the_package_says_what_it_is() -> None:
    file = File(EVERY["cells"], "csv", 3, 99, "0" * 64, {})
    said = json.loads(package([file], "1.2.3"))
    assert said["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert said["version"] == "1.2.3"
    assert "not an official publication" in said["description"]
    assert said["licenses"][0]["name"] == "etalab-2.0"
    assert said["sources"]
    [resource] = said["resources"]
    about = ("cells.csv", "csv", "utf-8", 99, f"sha256:{'0' * 64}", 3)
    assert tuple(resource[key] for key in ("path", "format", "encoding", "bytes", "hash", "rows")) == about
