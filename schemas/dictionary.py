"""The data dictionary, made from the laws of the tables: `make dictionary` writes docs/dictionary.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa

from . import meanings, vocabulary
from .law import Law
from .package import CSV_FORM, LICENCE, NOTICE, SOURCES
from .tables import LAWS
from .vintage_tables import VINTAGES

BEGINNING = f"""# Data dictionary

Made by `make dictionary` from the laws of the tables (`schemas/tables.py`); do not edit.

{NOTICE}

Licence: [{LICENCE["title"]}]({LICENCE["path"]}). Source: {SOURCES[0].lower()}{SOURCES[1:]}

A column is never null unless "or null" stands beside its type. The key names the columns that no two rows share."""

TAKEN_BACK = """SELECT regexp_replace(raw, '^''', '') AS raw, value, review
FROM read_csv('observations.csv', allow_quoted_nulls = false)"""


def dictionary() -> Iterator[str]:
    """The page, line by line."""
    yield from BEGINNING.splitlines()
    yield from ("", "## Tables of documents: one Parquet file a document")
    for law in LAWS.values():
        yield from _table(law)
    yield from ("", "## Tables over all documents: one file each")
    for law in VINTAGES.values():
        yield from _table(law)
    yield from ("", "## Statuses", "", *_list(("status", "what is printed"), meanings.STATUSES))
    yield from ("", "## Flags", "", "Each of these sets `review`:", "")
    yield from _list(("flag", "why"), {name: meanings.FLAGS[name] for name in vocabulary.FLAGS_FOR_REVIEW})
    yield from ("", "None of these does by itself:", "")
    yield from _list(("flag", "why"), {name: meanings.FLAGS[name] for name in vocabulary.FLAGS_ONLY_SAID})
    yield from ("", "## CSV", "", CSV_FORM, "In DuckDB:", "", "```sql", *TAKEN_BACK.splitlines(), "```")


def _table(law: Law) -> Iterator[str]:
    yield from ("", f"### {law.name}", "", law.description, "", f"Key: {_code(law.key)}.")
    for reference in law.references:
        yield f"Each {_code(reference.columns)} is a key of `{reference.table}`."
    yield from ("", "| column | type | what it holds |", "| --- | --- | --- |")
    for column in law.columns:
        kind = f"{_type(column.type)} or null" if column.nullable else _type(column.type)
        yield f"| `{column.name}` | {kind} | {_cell(column.meaning)} |"


def _type(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"list of {_type(kind.value_type)}"
    if pa.types.is_struct(kind):
        return "{" + ", ".join(f"{field.name}: {_type(field.type)}" for field in kind.fields) + "}"
    return {pa.float32(): "float32", pa.float64(): "float64", pa.date32(): "date"}.get(kind, str(kind))


def _code(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _list(heads: tuple[str, str], meaning: Mapping[str, str]) -> Iterator[str]:
    yield from (f"| {heads[0]} | {heads[1]} |", "| --- | --- |")
    yield from (f"| `{name}` | {_cell(text)} |" for name, text in meaning.items())


if __name__ == "__main__":
    for line in dictionary():
        print(line)
