"""Rows to lawful tables, all failures at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

if TYPE_CHECKING:
    from pandera.errors import SchemaError

from .across import ACROSS, Rows
from .convert import Failure, Row, rows_to_table
from .law import Law
from .tables import FINDINGS, LAWS
from .vocabulary import REFUSALS

LONGEST_FOUND = 80


class CheckFailed(Exception):
    """Rows that the law of the published tables forbids. `failures` says each: table, key, column, found, rule."""

    def __init__(self, failures: Sequence[str]) -> None:
        super().__init__(f"{len(failures)} against the law of the tables:\n" + "\n".join(failures))
        self.failures = list(failures)


@dataclass(frozen=True, slots=True)
class Checked:
    """One document's lawful tables, whole. Only `check` makes it, and the store takes nothing else."""

    document_id: str
    tables: Mapping[str, pa.Table]


def check(rows: Mapping[str, Sequence[Mapping[str, object]]]) -> Checked:
    """One document's rows of every table, with Python's own values, as lawful tables. Raises CheckFailed."""
    if rows.keys() != LAWS.keys():
        raise CheckFailed([f"tables: found {', '.join(sorted(rows))}; rule: exactly {', '.join(LAWS)}"])
    tables, failures = {}, []
    for name, law in LAWS.items():
        tables[name], wrong = _table(law, rows[name])
        failures += wrong
    failures += _failures_across(rows, failures)
    if failures:
        order = list(LAWS)
        failures.sort(key=lambda failure: (order.index(failure.table), -1 if failure.row is None else failure.row))
        raise CheckFailed([_in_words(failure, rows) for failure in failures])
    return Checked(str(rows["conventions"][0]["document_id"]), MappingProxyType(tables))


def check_refusal(document_id: str, findings: Sequence[Row]) -> pa.Table:
    """A refused document's one finding as a lawful table. Raises CheckFailed."""
    table, failures = _table(FINDINGS, findings)
    if len(findings) != 1:
        failures.append(
            Failure("findings", None, "number", f"{len(findings)} rows", "a refused document has one finding")
        )
    for number, row in enumerate(findings):
        for column, lawful in (("document_id", (document_id,)), ("severity", ("error",)), ("code", REFUSALS)):
            if row.get(column) not in lawful:
                rule = f"a refusal has {' or '.join(lawful)}"
                failures.append(Failure("findings", number, column, row.get(column), rule))
    if failures:
        raise CheckFailed([_in_words(failure, {"findings": findings}) for failure in failures])
    return table


def lawful_table(law: Law, rows: Sequence[Row]) -> pa.Table:
    """The rows of a table over all documents. Raises CheckFailed: a wrong program, for no document is to blame."""
    table, failures = _table(law, rows)
    if failures:
        raise CheckFailed([f"{failure.table}, {failure.column}: rule: {failure.rule}" for failure in failures])
    return table


def _table(law: Law, rows: Sequence[Row]) -> tuple[pa.Table, list[Failure]]:
    table, failures = rows_to_table(law, rows)
    frame = table.to_pandas(types_mapper=pd.ArrowDtype)
    if failures or not law.holds(table, frame):
        failures += _failures_of_model(law, rows, _errors(law, frame), failures)
        if not failures:
            raise AssertionError(f"{law.name}: the law and its model disagree")
    return table, failures


def _errors(law: Law, frame: pd.DataFrame) -> Sequence[SchemaError]:
    """What the model has against a frame; imported here, where something is wrong, for it takes half a second."""
    from pandera.config import ValidationDepth, config_context
    from pandera.errors import SchemaErrors

    try:
        # said here, for the environment (PANDERA_VALIDATION_ENABLED) could switch the law off
        with config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA):
            law.model.validate(frame, lazy=True)
    except SchemaErrors as errors:
        return list(errors.schema_errors)
    return []


def _failures_of_model(
    law: Law, rows: Sequence[Row], errors: Sequence[SchemaError], known: Sequence[Failure]
) -> list[Failure]:
    """The model's failures, save those that follow from a value already known to be wrong by itself."""
    from pandera.errors import SchemaErrorReason

    failures: list[Failure] = []
    wrong = {(failure.row, failure.column) for failure in known}
    for error in errors:  # pandera gives the columns' own before those of the rules between columns
        if error.reason_code is SchemaErrorReason.SERIES_CONTAINS_NULLS:
            continue  # the conversion said it already
        if not isinstance(error.check_output, pd.Series):
            raise error  # a rule that itself fails is a wrong program
        says = str(getattr(error.check, "error", error.check))
        between = law.all_rules.get(says)
        columns = between.columns if between else (str(error.schema.name),)
        for number in error.check_output.index[~error.check_output.fillna(False).astype(bool)]:
            if wrong.isdisjoint((number, column) for column in columns):
                found = rows[number].get(columns[0]) if len(columns) == 1 else [rows[number].get(c) for c in columns]
                failures.append(Failure(law.name, number, ", ".join(columns), found, says))
        if not between:
            wrong |= {(failure.row, failure.column) for failure in failures}
    return failures


def _failures_across(rows: Rows, known: Sequence[Failure]) -> list[Failure]:
    """The failures between tables, by the rules whose columns hold no value that is wrong by itself."""
    wrong = {(failure.table, failure.column) for failure in known}
    return [
        failure
        for rule in ACROSS
        if wrong.isdisjoint((table, column) for table, columns in rule.reads.items() for column in columns)
        for failure in rule.failures(rows)
    ]


def _in_words(failure: Failure, rows: Rows) -> str:
    where = failure.table
    if failure.row is not None:
        row = rows[failure.table][failure.row]
        where += " " + "/".join(str(row.get(name, "?")) for name in LAWS[failure.table].key)
    found = repr(failure.found)
    found = found if len(found) <= LONGEST_FOUND else found[:LONGEST_FOUND] + "…"
    return f"{where}, {failure.column}: found {found}; rule: {failure.rule}"
