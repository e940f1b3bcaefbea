"""`datapackage.json`: what an export holds, for programs (Frictionless Data Package v2), made from the laws alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from .law import Column, Law
from .vintage_tables import EVERY

FILE = "datapackage.json"
NAME = "calpae"
"""The package's name, by which an export knows its own."""
PROFILES = "https://datapackage.org/profiles/2.0"
MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
TITLE = "Figures of the French conventions against poverty (CALPAE)"
NOTICE = (
    "An extraction, not an official publication: read by a program from the signed conventions, which alone are "
    "binding. Figures with review = true are in doubt."
)
SOURCES = "The signed conventions between the State and the départements: the table conventions names each document, "
SOURCES += "with the SHA-256 of its bytes."
LICENCE = {
    "name": "etalab-2.0",
    "title": "Licence Ouverte / Open Licence 2.0",
    "path": "https://spdx.org/licenses/etalab-2.0.html",
}
CSV_FORM = (
    "Of an absent value nothing stands between the commas, of an empty text two quotes. Lists are JSON. A text that "
    "begins with one of = + - @ ' tab CR LF (or = + - @ in full width) has one ' before it, so that no spreadsheet "
    "takes it for a formula: take one ' away from each text that begins with it."
)


@dataclass(frozen=True, slots=True)
class File:
    """A table's one file in an export: its form (csv, parquet), how many rows and bytes it has, its SHA-256.

    `missing`: the texts in `raw` that stand for no figure, as the file holds them, each with its status.
    """

    law: Law
    form: str
    rows: int
    bytes: int
    sha256: str
    missing: Mapping[str, str]

    @property
    def path(self) -> str:
        """The file's name."""
        return f"{self.law.name}.{self.form}"


def package(files: Sequence[File], version: str) -> str:
    """The text of `datapackage.json` beside these files. No clock time: the same dataset gives the same text."""
    form = f" {CSV_FORM}" if any(file.form == "csv" for file in files) else ""
    told = {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": NAME,
        "title": TITLE,
        "description": NOTICE + form,
        "version": version,
        "licenses": [LICENCE],
        "sources": [{"title": SOURCES}],
        "resources": [_resource(file) for file in files],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _resource(file: File) -> dict[str, Any]:
    return {
        "name": file.law.name,
        "type": "table",
        "title": file.law.description,
        "path": file.path,
        "format": file.form,
        "mediatype": MEDIA[file.form],
        **({"encoding": "utf-8"} if file.form == "csv" else {}),
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "rows": file.rows,
        "schema": table_schema(file.law, file.missing),
    }


def table_schema(law: Law, missing: Mapping[str, str]) -> dict[str, Any]:
    """The law as a Table Schema. A key that may hold null is unique, but primary in no database."""
    is_primary = not any(column.nullable for column in law.columns if column.name in law.key)
    return {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [_field(column, missing) for column in law.columns],
        **({"primaryKey": list(law.key)} if is_primary else {"uniqueKeys": [list(law.key)]}),
        "foreignKeys": [
            {
                "fields": list(reference.columns),
                "reference": {"resource": reference.table, "fields": list(EVERY[reference.table].key)},
            }
            for reference in law.references
        ],
    }


def _field(column: Column, missing: Mapping[str, str]) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": type_of(column.type), "description": column.meaning}
    constraints = _constraints(column)
    if column.name == "raw" and missing:
        field["missingValues"] = [{"value": value, "label": label} for value, label in missing.items()]
        del constraints["required"]  # a marker is a value that is missing
    elif column.type == pa.string() and not column.nullable:
        field["missingValues"] = []  # nothing is missing here: an empty text is a text
    return {**field, "constraints": constraints} if constraints else field


def _constraints(column: Column) -> dict[str, Any]:
    """What each value must be; XML Schema's patterns know only one kind of group."""
    said: dict[str, Any] = {"required": True} if not column.nullable else {}
    if column.allowed:
        said["enum"] = list(column.allowed)
    if column.pattern:
        said["pattern"] = column.pattern.replace("(?:", "(")
    bounds = {"minimum": column.low, "maximum": column.high}
    return said | {name: bound for name, bound in bounds.items() if bound is not None}


def type_of(kind: pa.DataType) -> str:
    """The type in a Table Schema; lists, also of structures, are arrays (JSON in CSV)."""
    if pa.types.is_list(kind):
        return "array"
    return {
        pa.string(): "string",
        pa.bool_(): "boolean",
        pa.date32(): "date",
        pa.int16(): "integer",
        pa.int32(): "integer",
        pa.float32(): "number",
        pa.float64(): "number",
    }[kind]
