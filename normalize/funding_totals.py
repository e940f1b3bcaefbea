"""The sums of a financial annexe held against what they sum, to the cent, and the State's against the body."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.model import Address, Notice

from .funding import Amount, FundingTable

CENT = 0.005
DOUBT = frozenset({"digits_suspect"})


def check_totals(table: FundingTable) -> tuple[list[Amount], list[Notice]]:
    """The amounts, those of a row or column that its sum gainsays in doubt, and a finding for each such sum."""
    wrong_rows = _wrong_rows(table)
    wrong_columns = _wrong_columns(table)
    gainsaid = {at for summed, _ in wrong_columns for at in summed}
    checked = {total.row for total in table.row_sums if not total.column.payer} - wrong_rows.keys()
    doubted = [
        replace(amount, flags=amount.flags | DOUBT)
        if amount.row in wrong_rows or (amount.cell.at in gainsaid and amount.row not in checked)
        else amount
        for amount in table.amounts
    ]
    return doubted, [*wrong_rows.values(), *(notice for _, notice in wrong_columns)]


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


def _wrong_columns(table: FundingTable) -> list[tuple[list[Address], Notice]]:
    """The sums of columns that are neither that of all rows above nor of those since the last sum or heading.

    Each with the places of the amounts that come nearest to it.
    """
    wrong: list[tuple[list[Address], Notice]] = []
    sum_rows = {total.row for total in table.column_sums}
    for total in table.column_sums:
        source = table.row_sums if total.column.role == "total" else table.amounts
        above = [a for a in source if a.column == total.column and a.row < total.row]
        if not above or any(at.column == total.column.number and at.row < total.row for at in table.unread):
            continue
        starts = [max((r for r in rows if r < total.row), default=-1) for rows in (sum_rows, table.breaks)]
        parts = [above, *([a for a in above if a.row > start] for start in starts)]
        nearest = min(parts, key=lambda part: _difference(part, total))
        if _differs(nearest, total):
            notice = _mismatch(nearest, total, f"column {total.payer_label!r}")
            wrong.append(([amount.cell.at for amount in nearest], notice))
    return wrong


def _difference(amounts: Iterable[Amount], total: Amount) -> float:
    return abs(sum(amount.value for amount in amounts) - total.value)


def _differs(amounts: Iterable[Amount], total: Amount) -> bool:
    return _difference(amounts, total) >= CENT


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
