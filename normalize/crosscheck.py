"""Figures held against their neighbours along a row. A sign alone is a finding; two on one figure are doubt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median

from extract.model import Address, Notice

from .doubt import DOUBTFUL

Row = dict[str, object]
SEVERAL = frozenset({"multiple_numbers", "digits_suspect"})
"""What a cell of several lines is flagged where each may be a figure."""
Signs = dict[int, set[str]]

FEWEST = 3
"""Figures that a row must have before one of them can stand out."""
MOSTLY = 2 / 3
"""A unit is the row's if this share of its figures has it."""
SIGNS = frozenset({"%", "€"})
"""Units that a figure does not go without."""
FACTORS = (10.0, 1000.0)
"""A lost comma, or lost thousands."""
TOLERANCE = 1.25
"""A figure stands out by a factor if it does so within this, and the others stay within NEAR of each other."""
NEAR = 3.0
DOUBT = 2
"""So many signs on one figure are doubt."""
MESSAGES = {
    "unit_changes": "its unit is not that of the row",
    "semester_above_year": "the semester is above its year",
    "factor_along_row": "it stands out along the row by a factor of 10 or 1 000",
}


def cross_check(rows: Sequence[Row], absent: Iterable[Address] = ()) -> tuple[list[Row], list[Notice]]:
    """The rows, those with two signs flagged `digits_suspect`, and a finding for each sign. No figure is changed.

    Those of a printed row in which several cells hold several numbers may be of several rows: `rows_matched_by_order`.

    `absent`: cells of indicators that lack a territory which most others have, already said; a sign too.
    """
    signs: Signs = defaultdict(set)
    for members in _series(rows).values():
        _unit_changes(rows, members, signs)
        _semester_above_year(rows, members, signs)
        _factor(rows, members, signs)
    notices = [_notice(rows[i], name) for i in sorted(signs) for name in sorted(signs[i])]
    without = set(absent)
    for i, row in enumerate(rows):
        if row["status"] == "reported" and _address(row) in without:
            signs[i].add("territory_absent")
    checked = [_doubted(row, "digits_suspect") if len(signs.get(i, ())) >= DOUBT else row for i, row in enumerate(rows)]
    several = _of_several_rows(rows)
    return [
        _doubted(row, "rows_matched_by_order") if row["raw"] and (row["table"], row["row"]) in several else row
        for row in checked
    ], notices


def _of_several_rows(rows: Sequence[Row]) -> set[tuple[object, object]]:
    """The printed rows (table, row) in which several cells of some lines hold several numbers: they may be two."""
    columns: dict[tuple[object, object], set[object]] = defaultdict(set)
    for row in rows:
        is_odd = isinstance(row["flags"], list) and not SEVERAL.isdisjoint(row["flags"])
        if is_odd and "\n" in str(row["raw"]).strip():
            columns[row["table"], row["row"]].add(row["column"])
    return {place for place, own in columns.items() if len(own) >= DOUBT}


def _series(rows: Sequence[Row]) -> dict[tuple[object, ...], list[int]]:
    """Places of the reported figures of one indicator and territory, in printed order."""
    series: dict[tuple[object, ...], list[int]] = defaultdict(list)
    names = ("table", "section", "measure_code", "measure", "indicator_group", "indicator", "territory")
    for i, row in enumerate(rows):
        if row["status"] == "reported":
            series[tuple(row[name] for name in names)].append(i)
    return series


def _unit_changes(rows: Sequence[Row], members: list[int], signs: Signs) -> None:
    """Zeros need no unit, and a noun is often printed once: "36", "50 situations"."""
    counted = [i for i in members if rows[i]["value"] != 0]
    units = [rows[i]["unit"] for i in counted]
    for unit in set(units):
        if len(units) >= FEWEST and units.count(unit) >= MOSTLY * len(units):
            for i in counted:
                pair = {unit, rows[i]["unit"]}
                if len(pair) > 1 and (None not in pair or pair & SIGNS):
                    signs[i].add("unit_changes")


def _semester_above_year(rows: Sequence[Row], members: list[int], signs: Signs) -> None:
    results = {str(rows[i]["period"]): i for i in members if rows[i]["period_kind"] == "result"}
    for period, i in results.items():
        year = results.get(period[:4])
        if year is not None and period[4:] in ("-S1", "-S2") and _value(rows[i]) > _value(rows[year]):
            signs[i].add("semester_above_year")


def _factor(rows: Sequence[Row], members: list[int], signs: Signs) -> None:
    for i in members:
        others = [_value(rows[k]) for k in members if k != i and rows[k]["unit"] == rows[i]["unit"]]
        value = _value(rows[i])
        if len(others) < FEWEST - 1 or min(others) <= 0 or value <= 0 or max(others) > NEAR * min(others):
            continue
        ratio = max(value / median(others), median(others) / value)
        if any(factor / TOLERANCE <= ratio <= factor * TOLERANCE for factor in FACTORS):
            signs[i].add("factor_along_row")


def _value(row: Row) -> float:
    return float(str(row["value"]))


def _address(row: Row) -> Address:
    return Address(int(str(row["table"])), int(str(row["row"])), int(str(row["column"])))


def _notice(row: Row, name: str) -> Notice:
    page = row["page"]
    message = f"{MESSAGES[name]}: {row['raw']!r} ({row['indicator']}, {row['territory']}, {row['period']})"
    return Notice("info", name, message, page if isinstance(page, int) else None, _address(row))


def _doubted(row: Row, flag: str) -> Row:
    known = row["flags"]
    flags = sorted({*(known if isinstance(known, list) else ()), flag})
    return {**row, "flags": flags, "review": True, "confidence": min(float(str(row["confidence"])), DOUBTFUL)}
