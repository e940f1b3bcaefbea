"""An annexe's gold rows, from what was drawn: never through the product."""

from __future__ import annotations

from tests.drawn.spec import Annexe, Group, Indicator, Measure, Part

Row = dict[str, str | float | None]
COLUMNS = (
    "measure_code", "measure", "indicator_group", "indicator", "territory", "period", "period_kind", "raw", "status",
    "value", "unit", "value_low", "value_high", "comparator",
)  # fmt: skip


def gold_rows(annexe: Annexe) -> list[Row]:
    """One row for each part of each cell whose period can be known."""
    return [
        row
        for measure in annexe.measures
        for group in measure.groups
        for indicator in group.indicators
        for row in rows_of(annexe, measure, group, indicator)
    ]


def rows_of(annexe: Annexe, measure: Measure, group: Group, indicator: Indicator) -> list[Row]:
    return [
        {
            "measure_code": measure.code,
            "measure": measure.label,
            "indicator_group": group.heading,
            "indicator": indicator.label,
            "territory": territory_of(annexe, part),
            "period": period.period,
            "period_kind": period.kind_for(measure.code),
            "raw": part.value.text,
            "status": part.value.status,
            "value": part.value.value,
            "unit": part.value.unit,
            "value_low": part.value.low,
            "value_high": part.value.high,
            "comparator": part.value.comparator,
        }
        for period, parts in zip(annexe.periods, indicator.cells, strict=True)
        if period.kind
        for part in parts
    ]


def territory_of(annexe: Annexe, part: Part) -> str:
    return "+".join(sorted(territory.code for territory in part.territories)) or annexe.signatory.code
