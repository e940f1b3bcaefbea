"""DuckDB, with bounded memory: what is too much for it goes to the disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from .snapshot import Rows

MEMORY = "1GB"
ROWS = "rows"
"""The name under which SQL finds the rows that an engine is fed with."""


@contextmanager
def engine(database: Path | None, spill: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a database file, or to none; what exceeds `MEMORY` is laid aside in the folder `spill`.

    Raises OSError where the engine cannot go on: the disk is full, or refuses.
    """
    try:
        with duckdb.connect(str(database or ":memory:")) as connection:
            connection.execute(f"SET memory_limit = {literal(MEMORY)}; SET temp_directory = {literal(str(spill))}")
            yield connection
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise OSError(None, str(error).strip(), str(database or spill)) from error


@contextmanager
def fed(connection: duckdb.DuckDBPyConnection, rows: Rows) -> Iterator[None]:
    """Let SQL read the rows under the name `ROWS`. What goes wrong while they are read is raised as it was."""
    connection.register(ROWS, rows.reader())
    try:
        yield
    except duckdb.Error as error:
        raise (rows.error or error) from error
    finally:
        connection.unregister(ROWS)


def quoted(name: str) -> str:
    """A name as SQL writes it: `table`, `row` and `column` are words of its own."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
