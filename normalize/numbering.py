"""The numbers of measures that stand in a column of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extract.model import Address, Cell

from .grid import Grid, mend
from .header import Header
from .heading import NUMBER, WORD
from .subject import Subject


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbers of measures, by the measure's cell; `is_unsure` where the column may number something else."""

    codes: dict[Address, str] = field(default_factory=dict)
    is_unsure: bool = False


def measure_numbers(grid: Grid, header: Header) -> Numbering:
    """The numbers in a column right before the measures, but for blank ones.

    They are the measures' if each covers just its measure's rows (begins with it, where nothing shows how far cells
    reach), and no measure has two of them: otherwise they number the indicators, or, where most are such, or not every
    indicator has one, some are in doubt.
    """
    measures = header.of_role("measure")
    columns = [c for c in header.of_role("number") if measures and _is_right_before(c.number, measures[0].number, grid)]
    if not columns:
        return Numbering()
    found: dict[Address, str] = {}
    by_label: dict[str, str] = {}
    others = 0
    for row in header.body:
        number, measure = grid.rows[row][columns[0].number], grid.rows[row][measures[0].number]
        text, label = mend(number.text).rstrip(". "), mend(measure.text)
        if number.at == measure.at or not text or number.at.row != row or WORD.search(text):
            continue
        if _is_of(number, measure) and NUMBER.fullmatch(text) and by_label.setdefault(label, text) == text:
            found[measure.at] = text
        else:
            others += 1
    if len(found) > others:
        return Numbering(found, others > 0)
    return Numbering(is_unsure=bool(found) and _lacks_numbers(grid, header, columns[0].number))


def _is_right_before(number: int, measure: int, grid: Grid) -> bool:
    """Whether nothing but blank columns stands between two."""
    between = range(number + 1, measure)
    return number < measure and not any(row[c].text.strip() for row in grid.rows for c in between)


def _lacks_numbers(grid: Grid, header: Header, number: int) -> bool:
    """Whether an indicator with figures has no number beside it."""
    for row in header.body:
        label = grid.rows[row][header.indicator.number]
        has_figures = any(grid.rows[row][c.number].text.strip() for c in header.periods)
        if label.text.strip() and label.at.row == row and has_figures and not grid.rows[row][number].text.strip():
            return True
    return False


def _is_of(number: Cell, measure: Cell) -> bool:
    """Whether a number covers just a measure's rows."""
    are_of_same_rows = number.rowspan == measure.rowspan or "open_rows" in number.marks & measure.marks
    return bool(measure.text.strip()) and number.at.row == measure.at.row and are_of_same_rows


def contradicted_rows(grid: Grid, header: Header, subjects: Mapping[int, Subject]) -> list[int]:
    """The rows whose indicator's number is not of their measure ("6.2.1" below "6.1"), where most others' are."""
    agreeing: list[int] = []
    others: list[int] = []
    for row in filter(subjects.__contains__, header.body):
        code = subjects[row].measure_code
        for column in header.of_role("number") if code else ():
            text = mend(grid.rows[row][column.number].text).rstrip(". ")
            if NUMBER.fullmatch(text):
                (agreeing if f"{text}.".startswith(f"{code}.") else others).append(row)
    return others if len(agreeing) > len(others) else []


def rows_without_dot(header: Header, subjects: Mapping[int, Subject]) -> list[int]:
    """The rows whose measure's number has several digits and no dot ("21"), where most measures' have one ("1.1")."""
    codes = {row: code for row in header.body if row in subjects and (code := subjects[row].measure_code)}
    dotted = {code for code in codes.values() if "." in code}
    others = set(codes.values()) - dotted
    return [row for row, code in codes.items() if code.isdigit() and len(code) > 1 and len(dotted) > len(others)]
