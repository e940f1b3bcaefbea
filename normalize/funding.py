"""The financial annexe: one amount for each action and payer. Its sums are checked and not published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.model import Address, Cell, Notice
from schemas.vocabulary import Payer

from .doubt import flags_of_marks
from .figure import read_figure
from .funding_columns import FundingColumn, FundingHeader, find_funding_header, first_label, payer_of
from .grid import Grid, mend
from .knowledge import Knowledge
from .layout import phrase_pattern
from .spelling import fold, squeeze

NUMBERED = re.compile(
    r"(?:(?:fiche[\s-]?action|fiche|action|fa)\s*)?(?:n\s?[\u00b0\u00bao]\s*)?(?P<number>\d{1,3})(?![\d.,])\s*(?:[-\u2013\u2014:.)]\s*|$)(?P<label>.*)",
    re.IGNORECASE | re.DOTALL,
)
NO_LABEL = "a row of amounts without an action"


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount of the annexe, in euros, with its action and payer; or a sum, of which `payer` may be null."""

    cell: Cell
    column: FundingColumn
    row: int
    value: float
    payer: Payer | None
    number: int | None = None
    action: str | None = None
    flags: frozenset[str] = frozenset()

    @property
    def payer_label(self) -> str:
        """The column's header."""
        return self.column.label


@dataclass(slots=True)
class FundingTable:
    """What a financial annexe gives: amounts, the sums of rows and columns, what is to be said."""

    grid: Grid
    header: FundingHeader
    amounts: list[Amount] = field(default_factory=list)
    row_sums: list[Amount] = field(default_factory=list)
    column_sums: list[Amount] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    unread: list[Address] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def say(self, message: str, cell: Cell, code: str = "funding_not_understood") -> None:
        """Keep a finding about a cell."""
        page = cell.places[0].page if cell.places else None
        self.notices.append(Notice("warning", code, message, page, cell.at))


def read_funding(grid: Grid, knowledge: Knowledge) -> FundingTable | None:
    """The amounts of a table that is a financial annexe; none where it is not."""
    header = find_funding_header(grid, knowledge)
    if header is None:
        return None
    table = FundingTable(grid, header)
    for column in header.columns:
        if column.role is None and column.label:
            message = f"the header {column.label!r} names no payer that is known: its amounts are not read"
            table.say(message, grid.rows[0][column.number])
    for row in range(header.first_row, len(grid.rows)):
        _read_row(table, row, knowledge)
    return table


def _read_row(table: FundingTable, row: int, knowledge: Knowledge) -> None:
    """One row: amounts of an action, or sums, or a heading."""
    cells, header = table.grid.rows[row], table.header
    found = list(_amounts(table, row, knowledge))
    money = {column.number for column in _money(header)}
    labels = [fold(mend(cell.text)) for number, cell in enumerate(cells) if number not in money]
    if any(phrase_pattern(knowledge.funding.total_rows).match(label) for label in labels):
        table.column_sums += [amount for amount in found if amount.cell.rowspan == 1]
        return
    if not found:
        table.breaks.append(row)
        return
    number, action = _action(cells, header)
    if number is None and action is None:
        table.say(NO_LABEL, found[0].cell)
        table.unread.append(found[0].cell.at)
        return
    for amount in found:
        if amount.column.role == "total":
            table.row_sums.append(amount)
        elif amount.payer is None:
            table.say(f"the payer of {mend(amount.cell.text)!r} is not known", amount.cell)
            table.unread.append(amount.cell.at)
        elif amount.cell.at.row == row:
            table.amounts.append(_of_action(amount, number, action))


def _money(header: FundingHeader) -> tuple[FundingColumn, ...]:
    return header.of_role("payer", "amount", "total")


def _of_action(amount: Amount, number: int | None, action: str | None) -> Amount:
    flags = amount.flags | ({"printed_once_for_several_indicators"} if amount.cell.rowspan > 1 else set())
    return Amount(amount.cell, amount.column, amount.row, amount.value, amount.payer, number, action, flags)


def _amounts(table: FundingTable, row: int, knowledge: Knowledge) -> Iterator[Amount]:
    """The amounts of a row's cells of money; what is no amount there is said."""
    cells = table.grid.rows[row]
    named = [cells[column.number].text for column in table.header.of_role("payer_name")]
    for column in _money(table.header):
        cell = cells[column.number]
        text = mend(cell.text)
        if not text or squeeze(text) in {squeeze(word) for word in knowledge.funding.nothing}:
            continue
        if cell.colspan > 1:
            if cell.colspan < table.grid.columns and any(map(str.isdigit, text)):
                table.say(f"{text!r} stands in several columns: nothing is taken from it", cell)
                table.unread.append(cell.at)
            continue
        figure = read_figure(cell.text, knowledge, wrapped=True)
        if figure.value is None or figure.unit not in (None, "\u20ac"):
            if not _is_header_again(table, column, text):
                table.say(f"{text!r} is no amount", cell)
                table.unread.append(cell.at)
            continue
        payer = column.payer if column.role != "amount" else payer_of(" ".join(named), knowledge)
        factor = column.factor if figure.unit is None else 1
        flags = frozenset(figure.flags) | flags_of_marks(cell)
        yield Amount(cell, column, row, round(figure.value * factor, 2), payer, flags=flags)


def _is_header_again(table: FundingTable, column: FundingColumn, text: str) -> bool:
    return fold(text) in fold(column.label)


def _action(cells: Sequence[Cell], header: FundingHeader) -> tuple[int | None, str | None]:
    """The action's number and label, the number without what stands around it, the label without its number."""
    number = _number(first_label([cells[c.number].text for c in header.of_role("number")]))
    columns = header.of_role("action")
    label = first_label([cells[c.number].text for c in columns])
    match = NUMBERED.fullmatch(label)
    if match and number is None and (match["label"] or not header.of_role("number")):
        return int(match["number"]), match["label"] or None
    return number, label or None


def _number(text: str) -> int | None:
    match = NUMBERED.fullmatch(text)
    return int(match["number"]) if match and not match["label"] else None
