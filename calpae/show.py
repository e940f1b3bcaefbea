"""What was read of one document, as tables for a person: a row an indicator and territory, a column a period."""

from __future__ import annotations

from collections.abc import Iterator

from .tables import draw_rows

Row = dict[str, object]
WIDEST = 30
FOR_REVIEW = " (?)"


def shown(rows: dict[str, list[Row]]) -> Iterator[str]:
    """The convention, its figures ("(?)": for review) and its findings."""
    convention = rows["conventions"][0]
    for name in ("source", "title", "convention_year", "collectivity", "collectivity_code", "reader", "pages"):
        if convention[name] is not None:
            yield f"{name.replace('_', ' ')}: {convention[name]}"
    for table in dict.fromkeys(row["table"] for row in rows["observations"]):
        yield ""
        yield f"table {table}"
        yield from draw_rows(_wide([row for row in rows["observations"] if row["table"] == table]), WIDEST)
    yield ""
    yield f"{convention['observations']} rows, {convention['for_review']} for review; {convention['findings']} findings"
    for finding in rows["findings"]:
        where = " ".join(
            f"{name} {finding[name]}" for name in ("page", "table", "row", "column") if finding[name] is not None
        )
        yield f"  {finding['severity']} {finding['code']}: {finding['message']}" + (f" [{where}]" if where else "")


def _wide(observations: list[Row]) -> list[list[str]]:
    periods = list(dict.fromkeys((row["period"], row["period_kind"]) for row in observations))
    lines: dict[tuple[str, ...], dict[tuple[object, object], list[str]]] = {}
    for row in observations:
        measure = " ".join(str(row[name]) for name in ("measure_code", "measure") if row[name])
        label = " / ".join(str(row[name]) for name in ("indicator_group", "indicator") if row[name])
        subject = (measure, label, str(row["territory"] or ""))
        text = _figure(row)
        lines.setdefault(subject, {}).setdefault((row["period"], row["period_kind"]), []).append(text)
    header = ["measure", "indicator", "territory", *(f"{period}\n{kind}" for period, kind in periods)]
    body = [[*subject, *("\n".join(cells.get(period, [])) for period in periods)] for subject, cells in lines.items()]
    return [header, *body]


def _figure(row: Row) -> str:
    doubt = FOR_REVIEW if row["review"] else ""
    if row["status"] == "blank":
        return ""
    if row["status"] == "reported":
        comparator = f"{row['comparator']} " if row["comparator"] else ""
        return f"{comparator}{_number(row['value'])}{_unit(row)}{doubt}"
    if row["status"] == "range":
        return f"{_number(row['value_low'])} to {_number(row['value_high'])}{_unit(row)}{doubt}"
    return f"[{row['status']}]{doubt}"


def _unit(row: Row) -> str:
    return f" {row['unit']}" if row["unit"] else ""


def _number(value: object) -> str:
    return f"{float(str(value)):.12g}"
