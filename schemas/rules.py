"""What must hold between the columns of one published table."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from .law import Rule
from .vocabulary import FLAGS, FLAGS_FOR_REVIEW

BOX = ("page", "x0", "top", "x1", "bottom")
WITH_FIGURE = ("reported", "range")
WITHOUT_PAGES = ("docx", "libreoffice", "transcript")


def _series(df: pd.DataFrame, lawful: object) -> pd.Series:
    return pd.Series(lawful, index=df.index, dtype=bool)


def _in_order(df: pd.DataFrame, low: str, high: str) -> pd.Series:
    """Whether low is at most high; where either is null another rule speaks."""
    return (df[low] <= df[high]).fillna(True).astype(bool)


def _only_with_figure(column: str) -> Rule:
    return Rule(
        f"{column} is set only where status is reported or range",
        (column, "status"),
        lambda df: df[column].isna() | df["status"].isin(WITH_FIGURE),
    )


def _set_exactly_where(column: str, status: str) -> Rule:
    return Rule(
        f"{column} is set exactly where status is {status}",
        (column, "status"),
        lambda df: df[column].notna() == df["status"].isin((status,)),
    )


def _territory_is_sorted(df: pd.DataFrame) -> pd.Series:
    lawful = df["territory"].isna().to_numpy(copy=True)
    codes = [text.split("+") for text in df["territory"].dropna()]
    lawful[~lawful] = [each == sorted(set(each)) for each in codes]
    return _series(df, lawful)


def _flags(df: pd.DataFrame) -> list[list[str]]:
    return [each or [] for each in pa.array(df["flags"]).to_pylist()]


def _flags_are_known(df: pd.DataFrame) -> pd.Series:
    return _series(df, [set(flags) <= set(FLAGS) for flags in _flags(df)])


def _flags_are_sorted(df: pd.DataFrame) -> pd.Series:
    return _series(df, [flags == sorted(set(flags)) for flags in _flags(df)])


def _doubted(df: pd.DataFrame) -> pd.Series:
    return _series(df, [not set(flags).isdisjoint(FLAGS_FOR_REVIEW) for flags in _flags(df)])


def _review_follows(df: pd.DataFrame) -> pd.Series:
    nobody = df["territory"].isna() & ~df["status"].isin(("blank",))
    return df["review"].fillna(False).astype(bool) == (_doubted(df) | nobody)


def _box_is_whole(df: pd.DataFrame) -> pd.Series:
    missing = df[list(BOX)].isna()
    return missing.all(axis=1) | ~missing.any(axis=1)


SHARED_RULES = (
    Rule("page and box are all set or all null", BOX, _box_is_whole),
    Rule(
        "page is null exactly where the reader is docx, libreoffice or transcript",
        ("page", "reader"),
        lambda df: df["page"].isna() == df["reader"].isin(WITHOUT_PAGES),
    ),
    Rule("flags are from the closed list", ("flags",), _flags_are_known),
    Rule("flags are sorted, each once", ("flags",), _flags_are_sorted),
)
"""Of every table of figures."""

OBSERVATION_RULES = (
    _set_exactly_where("value", "reported"),
    _set_exactly_where("value_low", "range"),
    _set_exactly_where("value_high", "range"),
    Rule("value_low <= value_high", ("value_low", "value_high"), lambda df: _in_order(df, "value_low", "value_high")),
    _only_with_figure("comparator"),
    _only_with_figure("unit"),
    Rule(
        "indicator_unit is set only where indicator_id is",
        ("indicator_unit", "indicator_id"),
        lambda df: df["indicator_unit"].isna() | df["indicator_id"].notna(),
    ),
    Rule("territory is sorted and names each code once", ("territory",), _territory_is_sorted),
    Rule(
        "period_start <= period_end",
        ("period_start", "period_end"),
        lambda df: _in_order(df, "period_start", "period_end"),
    ),
    *SHARED_RULES,
    Rule(
        "review is true exactly where a flag asks for it, or territory is null and status is not blank",
        ("review", "flags", "territory", "status"),
        _review_follows,
    ),
)


FUNDING_RULES = (
    *SHARED_RULES,
    Rule(
        "review is true exactly where a flag asks for it",
        ("review", "flags"),
        lambda df: df["review"].fillna(False).astype(bool) == _doubted(df),
    ),
)


def _no_overlap(df: pd.DataFrame) -> pd.Series:
    """Whether a cell is free of each cell that stands left of it, or starts there too, in one of its rows.

    Two rectangles that overlap do so in a row where one of them starts, so a cell is followed down to its table's last
    starting row only: a rowspan of 32767 costs no memory.
    """
    table, row, column, rowspan, colspan = (
        df[name].to_numpy(np.int64, na_value=0) for name in ("table", "row", "column", "rowspan", "colspan")
    )
    if not len(table):
        return _series(df, True)
    last = df["row"].groupby(table).transform("max").to_numpy(np.int64, na_value=0)
    height = np.clip(np.minimum(rowspan, last - row + 1), 1, None)
    cell = np.repeat(np.arange(len(table)), height)
    down = np.arange(len(cell)) - np.repeat(np.cumsum(height) - height, height)
    line = row[cell] + down
    order = np.lexsort((cell, column[cell], line, table[cell]))
    cell, line = cell[order], line[order]
    before, after = cell[:-1], cell[1:]
    clash = (table[before] == table[after]) & (line[:-1] == line[1:]) & (column[after] < (column + colspan)[before])
    lawful = np.ones(len(table), dtype=bool)
    lawful[after[clash]] = False
    return _series(df, lawful)


def _pages_from_one(df: pd.DataFrame) -> pd.Series:
    places = pa.array(df["places"])
    places = places.combine_chunks() if isinstance(places, pa.ChunkedArray) else places
    wrong = pc.less(pc.struct_field(pc.list_flatten(places), "page"), 1)
    lawful = np.ones(len(df), dtype=bool)
    lawful[pc.filter(pc.list_parent_indices(places), wrong).to_numpy()] = False
    return _series(df, lawful)


CELL_RULES = (
    Rule("no two cells of a table cover the same place", ("table", "row", "column", "rowspan", "colspan"), _no_overlap),
    Rule("pages of places count from 1", ("places",), _pages_from_one),
    Rule(
        "role is null only where text is blank",
        ("role", "text"),
        lambda df: df["role"].notna() | df["text"].str.strip().eq("").fillna(True).astype(bool),
    ),
)

FINDING_RULES = (
    Rule(
        "number is the row's place, from 0",
        ("number",),
        lambda df: _series(df, df["number"].to_numpy(np.int64, na_value=-1) == df.index.to_numpy()),
    ),
)

CONVENTION_RULES = (
    Rule(
        "document_id is the first 16 digits of sha256",
        ("document_id", "sha256"),
        lambda df: (df["sha256"].str.slice(0, 16) == df["document_id"]).fillna(True).astype(bool),
    ),
)
