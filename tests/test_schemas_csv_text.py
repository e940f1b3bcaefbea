"""CSV from which every value can be taken back, and in which no text is a formula."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.csv
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.columns import PLACE, list_of
from schemas.csv_text import RISKY, header, lines

TEXTS = pa.schema([("a", pa.string()), ("b", pa.string())])
NASTY = (
    None, "", "'", "''", '"', '""', ",", ";", "a\nb", "a\r\nb", "\r", "\n", "\t", "4\u202f827", "\u00a0", "=1+1",
    "+33", "-3,2", "@SUM(A1)", "'=1", "＝1+1", '=HYPERLINK("http://a";"b")', "null", "NULL", "NA", " a ", "\ufeff", "é",
    "true", "007", "2022-01-01", "[]", "\\", "\\n", "#", "\x0b", "\u2028",
)  # fmt: skip


def written(schema: pa.Schema, *rows: tuple[Any, ...]) -> bytes:
    columns = [pa.array([row[number] for row in rows], field.type) for number, field in enumerate(schema)]
    return header(schema) + lines(pa.record_batch(columns, schema=schema))


def harmful(text: str | None) -> bool:
    return text is not None and text[:1] in (*RISKY.replace("\\", ""),)


def taken_back(text: str | None) -> str | None:
    """What the documentation says: one ' away from each text that begins with it."""
    return text[1:] if text and text.startswith("'") else text


def by_duckdb(path: Path) -> list[tuple[str | None, ...]]:
    options = "header = true, all_varchar = true, allow_quoted_nulls = false, delim = ',', quote = '\"', escape = '\"'"
    with duckdb.connect() as connection:
        return connection.sql(f"FROM read_csv('{path}', {options}, new_line = '\\r\\n')").fetchall()


def by_pyarrow(path: Path) -> list[tuple[str | None, ...]]:
    table = pyarrow.csv.read_csv(
        path,
        parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types=TEXTS, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False
        ),
    )
    return [tuple(row.values()) for row in table.to_pylist()]


def by_polars(path: Path) -> list[tuple[str | None, ...]]:
    return pl.read_csv(path, infer_schema=False).rows()


@pytest.mark.parametrize("read", [by_duckdb, by_pyarrow, by_polars])
def test_every_text_is_taken_back_null_and_empty_apart(read: Any, tmp_path: Path) -> None:
    rows = [(text, "x") for text in NASTY] + [("x", text) for text in NASTY]
    (tmp_path / "a.csv").write_bytes(written(TEXTS, *rows))
    found = read(tmp_path / "a.csv")
    assert [tuple(map(taken_back, row)) for row in found] == rows
    assert not any(harmful(text) for row in found for text in row)


@given(st.lists(st.tuples(*[st.none() | st.text()] * 2), max_size=5))
def test_any_text_is_taken_back_by_the_rules_of_rfc_4180(rows: list[tuple[str | None, str | None]]) -> None:
    text = written(TEXTS, *rows).decode()
    found = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert found[0] == ["a", "b"]
    assert [tuple(map(taken_back, row)) for row in found[1:]] == [(a or "", b or "") for a, b in rows]
    assert not any(harmful(each) for row in found for each in row)


def test_lines_end_as_rfc_4180_says_and_only_texts_stand_in_quotes() -> None:
    schema = pa.schema(
        [("t", pa.string()), ("n", pa.float64()), ("i", pa.int16()), ("b", pa.bool_()), ("d", pa.date32())]
    )
    rows = [("a", -3.2, -1, True, date(2022, 1, 31)), (None, None, None, None, None)]
    assert written(schema, *rows) == b't,n,i,b,d\r\n"a",-3.2,-1,true,2022-01-31\r\n,,,,\r\n'


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_taken_back_to_the_last_bit(number: float) -> None:
    schema = pa.schema([("n", pa.float64())])
    assert float(written(schema, (number,)).split()[1]) == number


def test_lists_are_json_with_short_numbers_and_iso_dates() -> None:
    reference = pa.struct([("kind", pa.string()), ("date", pa.date32())])
    schema = pa.schema([("p", list_of(PLACE)), ("l", list_of(pa.string())), ("r", pa.list_(reference))])
    place = {"page": 2, "x0": 10.5, "top": 20.3, "x1": 90.0, "bottom": 32.1}
    law = {"kind": 'décret "x"', "date": date(2019, 11, 26)}
    text = written(schema, ([place], ["=a", 'b"'], [law]), ([], [], None)).decode()
    first, second = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert [json.loads(each) for each in first] == [[place], ["=a", 'b"'], [{**law, "date": "2019-11-26"}]]
    assert second == ["[]", "[]", ""]


def test_no_rows_are_no_lines() -> None:
    assert written(TEXTS) == b"a,b\r\n"
