"""The header of a financial annexe: which column holds which payer's amounts, in any order and under any name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from extract.model import Address
from schemas.vocabulary import Payer

from .document_words import FundingWords
from .figure import read_figure
from .grid import Grid, mend
from .knowledge import Knowledge
from .layout import phrase_pattern
from .spelling import fold

Role = Literal["number", "action", "payer_name", "payer", "total", "amount", "ignored"]
DEEPEST = 4
"""Rows of a header."""
CODE_OF_CD = re.compile(r"(?<!\w)cd\s?(?:\d[\dab]|97\d)(?!\w)")
"""A council by its d\u00e9partement's code: "CD67", "CD 2A"."""
FEWEST_EUROS = 1000
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
FACTORS = (
    (re.compile(r"k\s?(?:\u20ac|eur)|milliers? d'euros"), 1000),
    (re.compile(r"m\s?\u20ac|millions? d'euros"), 1_000_000),
)
ASIDE = re.compile(r"\([^)]*\)|(?<!\w)(?:en )?(?:k|m)?\s?(?:\u20ac|euros?|ttc|ht)(?!\w)|20\d\d")


@dataclass(frozen=True, slots=True)
class FundingColumn:
    """A column: what it holds, its header as printed; of a payer's also whose, and the year where the header says it.

    `payer` of a total is the payer whose amounts alone it sums. Amounts are printed in `factor` euros.
    """

    number: int
    label: str
    role: Role | None
    payer: Payer | None = None
    year: int | None = None
    factor: int = 1


@dataclass(frozen=True, slots=True)
class FundingHeader:
    """The columns, and the first row below the header."""

    columns: tuple[FundingColumn, ...]
    first_row: int

    def of_role(self, *roles: Role) -> tuple[FundingColumn, ...]:
        """The columns of these roles."""
        return tuple(column for column in self.columns if column.role in roles)


def find_funding_header(grid: Grid, knowledge: Knowledge) -> FundingHeader | None:
    """The header of a financial annexe; none where the table is no such annexe."""
    for end in range(1, min(DEEPEST, len(grid.rows) - 1) + 1):
        read = (_read_column(grid, number, end, knowledge) for number in range(grid.columns))
        columns = _without_subtotals(tuple(_if_money(grid, column, end, knowledge) for column in read))
        header = FundingHeader(columns, end)
        if _is_whole(header) and _has_amounts(grid, header, knowledge):
            return header
    return None


def payer_of(text: str, knowledge: Knowledge) -> Payer | None:
    """The one kind of payer that a text names; a longer name hides those inside ("conseil r\u00e9gional")."""
    kinds = set(_payers_in(fold(text), knowledge.funding))
    return kinds.pop() if len(kinds) == 1 else None


def _payers_in(folded: str, words: FundingWords) -> Iterator[Payer]:
    """The kind of each payer named in a folded text."""
    folded = CODE_OF_CD.sub("cd", folded)
    named = sorted(((word, p.payer) for p in words.payers for word in p.words), key=lambda each: -len(each[0]))
    for word, payer in named:
        folded, times = phrase_pattern((word,)).subn(" | ", folded)
        if times:
            yield payer


def _read_column(grid: Grid, number: int, end: int, knowledge: Knowledge) -> FundingColumn:
    cells = dict.fromkeys(grid.rows[row][number].at for row in range(end))
    label = mend(" ".join(_text(grid, at) for at in cells if _is_header_cell(grid, at, end)))
    folded = fold(label)
    factor = next((value for pattern, value in FACTORS if pattern.search(folded)), 1)
    role, payer = _role(folded, knowledge)
    return FundingColumn(number, label, role, payer, only_year(label), factor)


def only_year(text: str) -> int | None:
    """The one year that a text names."""
    years = {int(year) for year in YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None


def _text(grid: Grid, at: Address) -> str:
    return grid.rows[at.row][at.column].text


def _is_header_cell(grid: Grid, at: Address, end: int) -> bool:
    """Not the table's title, which stands over all columns."""
    cell = grid.rows[at.row][at.column]
    return cell.colspan < grid.columns and cell.at.row + cell.rowspan <= end


def _role(folded: str, knowledge: Knowledge) -> tuple[Role | None, Payer | None]:
    """What a header says that its column holds. A payer's name decides, unless it is a share in per cent."""
    words = knowledge.funding
    plain = " ".join(ASIDE.sub(" ", folded).split()).strip(" :-")
    lists: tuple[tuple[Role, tuple[str, ...]], ...] = (
        ("ignored", words.ignored), ("number", words.numbers), ("payer_name", words.payer_names),
        ("action", words.actions), ("total", words.totals), ("amount", words.amounts),
    )  # fmt: skip
    begun = [(len(match[0]), role) for role, spelled in lists if (match := _pattern(spelled).match(plain))]
    role = max(begun, key=lambda each: each[0])[1] if begun else None
    if role in ("ignored", "number", "payer_name") or "%" in folded:
        return ("ignored" if "%" in folded else role), None
    payer = payer_of(plain, knowledge)
    if payer and role in (None, "total", "amount"):
        return ("total" if role == "total" else "payer"), payer
    names_two = role in (None, "amount") and any(_payers_in(plain, words))
    return (None if names_two else role), None


@lru_cache(maxsize=16)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """The words, of which a sign such as "%" or "n\u00b0" has no edge."""
    spelled = "|".join(re.escape(word) for word in map(fold, words) if not word[-1].isalnum())
    return re.compile(f"{phrase_pattern(words).pattern}|(?:{spelled})" if spelled else phrase_pattern(words).pattern)


def _without_subtotals(columns: tuple[FundingColumn, ...]) -> tuple[FundingColumn, ...]:
    """A payer's "Montant total \u00c9tat" is a sum where the payer has columns of its own, else what it pays."""
    paying = {column.payer for column in columns if column.role == "payer"}
    return tuple(
        replace(column, role="payer")
        if column.role == "total" and column.payer and column.payer not in paying
        else column
        for column in columns
    )


def _if_money(grid: Grid, column: FundingColumn, end: int, knowledge: Knowledge) -> FundingColumn:
    """A payer's column whose cells may be amounts: "D\u00e9partement" with 67 and 68 below it holds codes."""
    if column.role != "payer" or phrase_pattern(knowledge.facts.money_nouns).search(fold(column.label)):
        return column
    figures = [read_figure(row[column.number].text, knowledge, wrapped=True) for row in grid.rows[end:]]
    is_money = any(figure.unit == "\u20ac" or (figure.value or 0) >= FEWEST_EUROS for figure in figures)
    return column if is_money or "\u20ac" in column.label else replace(column, role="ignored", payer=None)


def _is_whole(header: FundingHeader) -> bool:
    """Whether there is a column of actions, and payers as columns or by name in a column beside one amount."""
    has_payers = bool(header.of_role("payer")) or bool(header.of_role("payer_name") and header.of_role("amount"))
    return bool(header.of_role("action", "number")) and has_payers


def _has_amounts(grid: Grid, header: FundingHeader, knowledge: Knowledge) -> bool:
    """Whether the first row below holds an amount, or a label alone, and half of the cells of money are amounts."""
    money = [column.number for column in header.of_role("payer", "amount", "total")]
    texts = [grid.rows[row][c].text for row in range(header.first_row, len(grid.rows)) for c in money]
    filled = [text for text in texts if text.strip()]
    amounts = [text for text in filled if is_amount(text, knowledge)]
    first = [grid.rows[header.first_row][c].text for c in money]
    begins = any(is_amount(text, knowledge) for text in first) or not any(text.strip() for text in first)
    merged = grid.rows[header.first_row][0].colspan == grid.columns
    return len(amounts) * 2 >= len(filled) > 0 and (begins or merged)


def is_amount(text: str, knowledge: Knowledge) -> bool:
    """Whether a cell is one number, of euros or without a unit."""
    figure = read_figure(text, knowledge, wrapped=True)
    return figure.status == "reported" and figure.unit in (None, "\u20ac")


def first_label(texts: Sequence[str]) -> str:
    """The first text that is not empty."""
    return next((mend(text) for text in texts if text.strip()), "")
