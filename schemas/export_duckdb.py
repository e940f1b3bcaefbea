"""An export as one DuckDB file: every table with its comments, the view `wide`, and what all that is (`about`)."""

from __future__ import annotations

from pathlib import Path

import duckdb

from .engine import ROWS, engine, fed, literal, quoted
from .law import Law
from .package import LICENCE, NAME, NOTICE, SOURCES, TITLE
from .snapshot import Snapshot
from .vintage_tables import EVERY
from .wide import make_wide


def write_duckdb(snapshot: Snapshot, path: Path, spill: Path) -> dict[str, int]:
    """Write the database; how many rows each table has. The same dataset gives the same rows, not the same bytes."""
    counts = {}
    with engine(path, spill) as connection:
        for law in EVERY.values():
            rows = snapshot.rows(law.name)
            with fed(connection, rows):
                connection.execute(f"CREATE TABLE {quoted(law.name)} AS SELECT * FROM {ROWS}")
            _comment(connection, law)
            counts[law.name] = rows.count
        make_wide(connection)
        about = {
            "name": NAME,
            "title": TITLE,
            "description": NOTICE,
            "sources": SOURCES,
            "version": snapshot.version,
            "licence": f"{LICENCE['title']} ({LICENCE['path']})",
        }
        columns = ", ".join(f"{literal(value)} AS {quoted(name)}" for name, value in about.items())
        connection.execute(f"CREATE TABLE about AS SELECT {columns}")
    return counts


def is_ours(path: Path) -> bool:
    """Whether a file is a database that `write_duckdb` made."""
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            return connection.sql("SELECT name FROM about").fetchall() == [(NAME,)]
    except duckdb.Error:
        return False


def _comment(connection: duckdb.DuckDBPyConnection, law: Law) -> None:
    connection.execute(f"COMMENT ON TABLE {quoted(law.name)} IS {literal(law.description)}")
    for column in law.columns:
        place = f"{quoted(law.name)}.{quoted(column.name)}"
        connection.execute(f"COMMENT ON COLUMN {place} IS {literal(column.meaning)}")
