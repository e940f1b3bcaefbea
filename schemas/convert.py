"""Plain Python rows to Arrow tables, strictly: nothing is guessed, what does not fit is said."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

import pyarrow as pa

from .law import Column, Law

Row = Mapping[str, object]
MISSING = object()
FLOAT32_MAX = 3.4028234e38
EXACT_MAX = 2**53
"""Whole numbers above are not exact in a float64."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that the law forbids: where, what was found there, and which rule says so. Row counts from 0."""

    table: str
    row: int | None
    column: str
    found: object
    rule: str


@dataclass(frozen=True, slots=True)
class Kind:
    """What a type accepts, as a test and in words."""

    says: str
    accepts: Callable[[object], bool]


def _is_text(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        value.encode()
    except UnicodeEncodeError:  # half a surrogate pair, from a broken font map: no Parquet file can hold it
        return False
    return True


def _whole(bits: int) -> Kind:
    low, high = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
    return Kind(f"a whole number from {low} to {high}", lambda v: type(v) is int and low <= v <= high)


def _number(limit: float) -> Kind:
    def accepts(value: object) -> bool:
        if type(value) is int:
            return abs(value) <= EXACT_MAX
        return isinstance(value, float) and math.isfinite(value) and abs(value) <= limit

    return Kind("a finite number", accepts)


def _list(kind: pa.DataType) -> Kind:
    item = kind_of(kind.value_type)
    return Kind(f"a list, each {item.says}", lambda v: isinstance(v, (list, tuple)) and all(map(item.accepts, v)))


def _struct(kind: pa.DataType) -> Kind:
    fields = [(f.name, kind_of(f.type), f.nullable) for f in kind.fields]
    names = {name for name, _, _ in fields}

    def accepts(value: object) -> bool:
        if not isinstance(value, dict) or value.keys() != names:
            return False
        return all(nullable if value[name] is None else field.accepts(value[name]) for name, field, nullable in fields)

    return Kind("{" + ", ".join(f"{name}: {field.says}" for name, field, _ in fields) + "}", accepts)


@cache
def kind_of(kind: pa.DataType) -> Kind:
    """What an Arrow type accepts from Python. A type that the dataset does not use is a KeyError."""
    if pa.types.is_list(kind):
        return _list(kind)
    if pa.types.is_struct(kind):
        return _struct(kind)
    return {
        pa.string(): Kind("a text", _is_text),
        pa.int16(): _whole(16),
        pa.int32(): _whole(32),
        pa.float32(): _number(FLOAT32_MAX),
        pa.float64(): _number(math.inf),
        pa.bool_(): Kind("true or false", lambda v: isinstance(v, bool)),
        pa.date32(): Kind("a date", lambda v: isinstance(v, date) and not isinstance(v, datetime)),
    }[kind]


def _column(law: Law, column: Column, rows: Sequence[Row]) -> tuple[pa.Array, list[Failure]]:
    kind, failures = kind_of(column.type), []
    values = [row.get(column.name, MISSING) for row in rows]
    for number, value in enumerate(values):
        if (value is None and column.nullable) or kind.accepts(value):
            continue
        found, rule = ("no such key", "every column is given") if value is MISSING else (value, kind.says)
        failures.append(Failure(law.name, number, column.name, found, "never null" if value is None else rule))
        values[number] = None
    return pa.array(values, column.type), failures


def rows_to_table(law: Law, rows: Sequence[Row]) -> tuple[pa.Table, list[Failure]]:
    """The rows as an Arrow table, null where a value does not fit, and a failure for each that does not."""
    failures: list[Failure] = []
    names = {column.name for column in law.columns}
    for number, row in enumerate(rows):
        failures += [Failure(law.name, number, str(k), row[k], "no such column") for k in row if k not in names]
    arrays = []
    for column in law.columns:
        array, wrong = _column(law, column, rows)
        arrays.append(array)
        failures += wrong
    return pa.Table.from_arrays(arrays, schema=law.arrow), failures
