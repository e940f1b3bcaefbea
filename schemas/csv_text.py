"""Rows as the lines of a CSV file (RFC 4180, UTF-8) from which every value can be taken back."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

RISKY = "=+\\-@\t\r\n＝＋－＠"
"""A spreadsheet may take a text that begins with one of these for a formula (OWASP: CSV injection)."""


def header(schema: pa.Schema) -> bytes:
    """The first line: the columns' names."""
    return ",".join(schema.names).encode() + b"\r\n"


def lines(batch: pa.RecordBatch) -> bytes:
    """A line a row. A text stands in quotes, an empty one too; of null nothing stands between the commas."""
    fields = [pc.fill_null(_field(column), "") for column in batch.columns]
    rows = pc.binary_join_element_wise(*fields, ",")
    return b"".join(line.encode() + b"\r\n" for line in rows.to_pylist())


def defused(texts: pa.Array) -> pa.Array:
    """The texts, one ' before each that a spreadsheet may take for a formula, or that begins with ' itself.

    So each text that begins with ' has exactly one too many.
    """
    return pc.replace_substring_regex(texts, rf"\A(['{RISKY}])", r"'\1")


def _field(column: pa.Array) -> pa.Array:
    if pa.types.is_list(column.type):
        given = [None if each is None else _json(each, column.type) for each in column.to_pylist()]
        return _quoted(pa.array(given, pa.string()))
    if pa.types.is_string(column.type):
        return _quoted(defused(column))
    return pc.cast(column, pa.string())


def _quoted(texts: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise('"', pc.replace_substring(texts, '"', '""'), '"', "")


def _json(value: Any, kind: pa.DataType) -> str:
    return json.dumps(_plain(value, kind), ensure_ascii=False, separators=(",", ":"), default=str)


def _plain(value: Any, kind: pa.DataType) -> Any:
    """The value for JSON: a float32 by the shortest number that is read back as the same, not by its double's."""
    if pa.types.is_list(kind):
        return [_plain(each, kind.value_type) for each in value]
    if pa.types.is_struct(kind):
        return {field.name: _plain(value[field.name], field.type) for field in kind.fields}
    return float(str(np.float32(value))) if pa.types.is_float32(kind) else value
