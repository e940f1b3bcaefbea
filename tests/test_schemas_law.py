"""The quick way to see that a table is lawful says what the pandera model says."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandera.errors import SchemaError

from schemas.convert import rows_to_table
from schemas.law import Law
from schemas.tables import LAWS
from schemas.vocabulary import FLAGS
from tests.test_schemas_tables import lawful

TEXTS = (
    "",
    " ",
    "2026",
    "26",
    "26+29",
    "29+26",
    "2A",
    "reported",
    "range",
    "nd",
    "blank",
    "docx",
    "pdf",
    "a\n",
    "26\n",
)
NUMBERS = (-1, 0, 1, 2, 40, 0.5, 1.0, 1.5)


def model_holds(law: Law, frame: pd.DataFrame) -> bool:
    try:
        law.model.validate(frame)
    except SchemaError:
        return False
    return True


def changes(law: Law) -> st.SearchStrategy[tuple[int, str, Any]]:
    """A row, a column, and a value that may or may not fit there: often one that the closed list names."""
    values = {
        column.name: st.one_of(
            st.none(),
            st.sampled_from(column.allowed or TEXTS),
            st.sampled_from(TEXTS),
            st.sampled_from(NUMBERS),
            st.booleans(),
            st.lists(st.sampled_from(FLAGS), max_size=3),
        )
        for column in law.columns
    }
    one = st.sampled_from(sorted(values)).flatmap(lambda name: st.tuples(st.just(name), values[name]))
    return st.tuples(st.integers(0, 2), one).map(lambda drawn: (drawn[0], *drawn[1]))


@pytest.mark.parametrize("name", LAWS)
@given(data=st.data())
def test_a_table_holds_exactly_where_its_model_says_so(name: str, data: st.DataObject) -> None:
    law, rows = LAWS[name], [dict(row) for row in lawful(3)[name]]
    for number, column, value in data.draw(st.lists(changes(law), max_size=4)):
        rows[number % len(rows)][column] = value
    table, failures = rows_to_table(law, rows)
    if failures:
        return
    frame = table.to_pandas(types_mapper=pd.ArrowDtype)
    assert law.holds(table, frame) == model_holds(law, frame)


@pytest.mark.parametrize("name", LAWS)
def test_lawful_rows_and_no_rows_hold(name: str) -> None:
    for rows in (lawful(3)[name], []):
        table, _ = rows_to_table(LAWS[name], rows)
        frame = table.to_pandas(types_mapper=pd.ArrowDtype)
        assert LAWS[name].holds(table, frame)
        assert model_holds(LAWS[name], frame)
