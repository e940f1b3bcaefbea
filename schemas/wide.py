"""The view `wide` of a DuckDB export: a row an indicator and territory, a column a period and kind."""

from __future__ import annotations

import duckdb

from .engine import literal, quoted

PLAIN = "status = 'reported' AND NOT review AND comparator IS NULL"
"""A cell of the view can hold a number and nothing of what is said beside it."""
SHOWN = f"({PLAIN}) AND (latest.unit IS NULL OR latest.unit = units.unit)"
LABELS = ("indicator_id", "measure_code", "measure", "indicator_group", "indicator", "territory_name")
FIGURES = "status IN ('reported', 'range')"
COMMENT = (
    "The newest figure of each indicator, territory, period and kind, from `latest`: plain numbers that are not for "
    "review, in `unit` or printed without one. The other figures of the row are counted in figures_left_out."
)
COMMENTS = {
    "unit": "The unit printed beside most of the row's numbers; null where none is printed.",
    "flags": "The flags of the row's figures, such as series_break; sorted.",
    "figures_left_out": "How many figures of the row are for review, ranges, bounded (< 30), or in another unit.",
}


def make_wide(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the view; its columns are the periods of which `latest` holds anything, in the order of time.

    Labels are those of the newest document. A fact has one row in `latest`, so that no number is taken from several.
    """
    periods = connection.sql(
        "SELECT period, period_kind FROM latest GROUP BY ALL "
        "ORDER BY max(period_end), min(period_start), period, period_kind"
    ).fetchall()
    columns = {f"{period} {kind}": (period, kind) for period, kind in periods}
    numbers = "".join(
        f", max(value) FILTER ({SHOWN} AND period = {literal(period)} AND period_kind = {literal(kind)}) "
        f"AS {quoted(name)}"
        for name, (period, kind) in columns.items()
    )
    connection.execute(f"""
        CREATE VIEW wide AS
        WITH labels AS (
            SELECT DISTINCT ON (indicator_key, territory) indicator_key, territory, {", ".join(LABELS)}
            FROM latest
            ORDER BY indicator_key, territory, convention_year DESC NULLS LAST, document_id,
                "table", "row", "column", part
        ), units AS (
            SELECT DISTINCT ON (indicator_key, territory) indicator_key, territory, unit
            FROM (
                SELECT indicator_key, territory, unit, count(*) AS times
                FROM latest WHERE {PLAIN} AND unit IS NOT NULL GROUP BY ALL
            )
            ORDER BY indicator_key, territory, times DESC, unit
        ), numbers AS (
            SELECT indicator_key, territory, any_value(units.unit) AS unit,
                count(*) FILTER ({FIGURES} AND NOT coalesce({SHOWN}, false)) AS figures_left_out,
                list_sort(list_distinct(flatten(list(flags)))) AS flags{numbers}
            FROM latest LEFT JOIN units USING (indicator_key, territory)
            GROUP BY indicator_key, territory
        )
        SELECT * FROM labels JOIN numbers USING (indicator_key, territory) ORDER BY indicator_key, territory
    """)
    connection.execute(f"COMMENT ON VIEW wide IS {literal(COMMENT)}")
    comments = COMMENTS | {name: f"The {kind} of {period}." for name, (period, kind) in columns.items()}
    for name, comment in comments.items():
        connection.execute(f"COMMENT ON COLUMN wide.{quoted(name)} IS {literal(comment)}")
