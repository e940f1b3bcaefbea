"""The sums of a financial annexe held against what they sum, to the cent, and the State's against the body."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.model import Notice

from .funding import Amount, FundingTable

CENT = 0.005
DOUBT = frozenset({"digits_suspect"})


def check_totals(table: FundingTable) -> tuple[list[Amount], list[Notice]]:
    """The amounts, those of a row or column that its sum gainsays in doubt, and a finding for each such sum."""
    wrong_rows = _wrong_rows(table)
    wrong_columns = _wrong_columns(table)
    checked = {amount.row for amount in table.row_sums if not amount.column.payer}
    doubted = [
        replace(amount, flags=amount.flags | DOUBT)
        if amount.row in wrong_rows
        or (amount.column in wrong_columns and amount.row not in checked - wrong_rows.keys())
        else amount
        for amount in table.amounts
    ]
    return doubted, [*wrong_rows.values(), *wrong_columns.values()]


def _wrong_rows(table: FundingTable) -> dict[int, Notice]:
    """The rows whose total column prints another sum than that of their payers; none where a payer was not read."""
    wrong: dict[int, Notice] = {}
    unread = {at.row for at in table.unread}
    if any(column.role is None and column.label for column in table.header.columns):
        return wrong
    for total in table.row_sums:
        own = [a for a in table.amounts if a.row == total.row and total.column.payer in (None, a.payer)]
        if total.row not in unread and own and _differs(own, total):
            wrong[total.row] = _mismatch(own, total, f"row {total.row}")
    return wrong


def _wrong_columns(table: FundingTable) -> dict[object, Notice]:
    """The columns whose total row prints neither the sum of all rows above nor that since the last sum or heading."""
    wrong: dict[object, Notice] = {}
    unread = {(at.row, at.column) for at in table.unread}
    sum_rows = sorted({total.row for total in table.column_sums})
    for total in table.column_sums:
        source = table.row_sums if total.column.role == "total" else table.amounts
        above = [a for a in source if a.column == total.column and a.row < total.row]
        starts = [row for row in (*sum_rows, *table.breaks) if row < total.row]
        part = [a for a in above if a.row > max(starts, default=-1)]
        since_sum = [a for a in above if a.row > max((r for r in sum_rows if r < total.row), default=-1)]
        if not above or any(column == total.column.number and row < total.row for row, column in unread):
            continue
        if all(_differs(each, total) for each in (above, since_sum, part)):
            wrong[total.column] = _mismatch(above, total, f"column {total.payer_label!r}")
    return wrong


def _differs(amounts: Iterable[Amount], total: Amount) -> bool:
    return abs(sum(amount.value for amount in amounts) - total.value) >= CENT


def _mismatch(amounts: Iterable[Amount], total: Amount, where: str) -> Notice:
    summed = sum(amount.value for amount in amounts)
    message = f"{where}: {total.value:.2f} \u20ac is printed and its amounts sum to {summed:.2f} \u20ac"
    page = total.cell.places[0].page if total.cell.places else None
    return Notice("warning", "total_mismatch", message, page, total.cell.at)


def check_against_body(amounts: Sequence[Amount], stated: float | None) -> list[Notice]:
    """Whether the State's amounts, of one annexe or of all together, are what the body says that it pays."""
    own = [amount for amount in amounts if amount.payer == "state"]
    if stated is None or not own:
        return []
    by_table: dict[int, list[Amount]] = {}
    for amount in own:
        by_table.setdefault(amount.cell.at.table, []).append(amount)
    sums = [sum(a.value for a in each) for each in (own, *by_table.values())]
    if any(abs(each - stated) < CENT for each in sums):
        return []
    message = (
        f"the body says that the State pays {stated:.2f} \u20ac, the financial annexe sums to {sums[0]:.2f} \u20ac"
    )
    cell = own[0].cell
    return [Notice("warning", "total_mismatch", message, cell.places[0].page if cell.places else None, cell.at)]
