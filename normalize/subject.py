"""Rows of an annexe table to their subjects: section, measure, indicator group, indicator, comment."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extract.model import Address, Cell
from schemas.vocabulary import Role

from .grid import Grid, columns_of, mend
from .header import Header
from .knowledge import Knowledge
from .layout import ColumnRole, phrase_pattern
from .spelling import fold

LEVELS = re.compile(r"^(\d+(?:\.\d+)+)\.?\s*[-\u2013\u2014:]?\s*(?=\D|$)(.*)$", re.DOTALL)
LEVEL = re.compile(r"^(\d+)\s*[.:)\u2013\u2014-]\s*(?=\D|$)(.*)$", re.DOTALL)
COLUMN_ROLES: dict[ColumnRole, Role] = {
    "section": "section", "measure": "measure", "number": "indicator",
    "indicator": "indicator", "comment": "comment", "territory": "territory",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Subject:
    """What the figures of a row are about. `key` is the cell of the indicator's label.

    `is_carried`: the row's own label cell is empty, and the label is that of a row above.
    """

    section_code: str | None = None
    section: str | None = None
    measure_code: str | None = None
    measure: str | None = None
    group: str | None = None
    indicator: str = ""
    comment: str | None = None
    key: Address | None = None
    is_carried: bool = False


@dataclass
class Subjects:
    """The subject of each row that has one, and the role of each cell that is no figure."""

    of_row: dict[int, Subject] = field(default_factory=dict)
    roles: dict[Address, Role] = field(default_factory=dict)


def read_subjects(grid: Grid, header: Header, knowledge: Knowledge) -> Subjects:
    """Walk down the rows below the header."""
    found = Subjects()
    state = Subject()
    measure_cell: Address | None = None
    for number, row in enumerate(grid.rows):
        if header.is_header_row(number):
            found.roles.update({cell.at: "header" for cell in row})
            continue
        _label_roles(row, header, found)
        heading = find_heading(grid, number, header, knowledge)
        if heading is None or heading[1] == "group":
            state, measure_cell = _measure_of(state, measure_cell, row, header, knowledge)
        if heading:
            cell, role = heading
            found.roles[cell.at] = role
            state = _under_heading(state, mend(cell.text), role, knowledge)
            measure_cell = cell.at if role == "measure" else measure_cell
            continue
        state = _indicator_of(state, row, header)
        if state.indicator:
            found.of_row[number] = state
    _whole_comments(found, grid, header)
    return found


def _label_roles(row: tuple[Cell, ...], header: Header, found: Subjects) -> None:
    for column in header.columns:
        cell = row[column.number]
        if column.role and cell.at not in found.roles:
            found.roles[cell.at] = COLUMN_ROLES[column.role]


def find_heading(grid: Grid, number: int, header: Header, knowledge: Knowledge) -> tuple[Cell, Role] | None:
    """The cell of a heading row and its role; none where the row is an indicator's."""
    row = grid.rows[number]
    filled = [cell for cell in dict.fromkeys(row) if cell.text.strip() and cell.at.row == number]
    periods = {column.number for column in header.periods}
    label = min((c.number for c in header.columns if c.role in ("indicator", "measure", "section")), default=0)
    indicator = header.of_role("indicator")[0].number
    for cell in filled:
        own = set(columns_of(cell))
        if own >= periods and cell.at.column <= indicator:
            return cell, _heading_role(cell, cell.at.column <= label, header, knowledge)
    figures = any(row[c].text.strip() for c in periods)
    if figures or len(filled) != 1:
        return None
    lone = filled[0]
    if lone.at.column < indicator and not row[indicator].text.strip():
        return lone, _heading_role(lone, True, header, knowledge)
    if lone.at.column == indicator and _says_group(lone.text, knowledge):
        return lone, "group"
    return None


def _heading_role(cell: Cell, is_leading: bool, header: Header, knowledge: Knowledge) -> Role:
    text = mend(cell.text)
    layout = knowledge.layout
    code, _ = split_code(text, knowledge)
    if code is None and (len(text) > layout.longest_heading or fold(text).startswith(layout.note_starts)):
        return "comment"
    if not is_leading:
        return "group"
    if code is None:
        if header.of_role("measure") or not _starts_measures(header):
            return "section"
        return "measure"
    return "measure" if "." in code else "section"


def _starts_measures(header: Header) -> bool:
    """Whether measures stand in rows of their own: the table has no column for them."""
    return not header.of_role("measure")


def _says_group(text: str, knowledge: Knowledge) -> bool:
    folded = fold(text)
    layout = knowledge.layout
    return folded.endswith(layout.group_endings) or phrase_pattern(layout.group_phrases).search(folded) is not None


def split_code(text: str, knowledge: Knowledge) -> tuple[str | None, str]:
    """The number before a label, and the label: "2.1. Premier accueil" -> "2.1", "Premier accueil"."""
    prefix = phrase_pattern(knowledge.layout.numbered).match(fold(text))
    rest = re.sub(r"^\s*(?:n\s?°\s*)?", "", text[prefix.end() :]) if prefix else text
    match = LEVELS.match(rest) or LEVEL.match(rest)
    if not match and prefix:
        match = re.match(r"^(\d+)\b\s*()$", rest) or re.match(r"^(\d+)\s+(\D.*)$", rest, re.DOTALL)
    return (match[1], match[2].strip()) if match else (None, text)


def _under_heading(state: Subject, text: str, role: Role, knowledge: Knowledge) -> Subject:
    code, label = split_code(text, knowledge)
    if role == "section":
        return Subject(section_code=code, section=label)
    if role == "measure":
        return Subject(state.section_code, state.section, code, label)
    if role == "group":
        return replace(state, group=text.rstrip(" :") if text.endswith(":") else text, indicator="", key=None)
    return state


def _measure_of(
    state: Subject, known: Address | None, row: tuple[Cell, ...], header: Header, knowledge: Knowledge
) -> tuple[Subject, Address | None]:
    """The state with the measure that the row's measure cell names; an empty cell leaves it as it was."""
    for column in header.of_role("section"):
        if (text := mend(row[column.number].text)) and split_code(text, knowledge)[1] != state.section:
            code, label = split_code(text, knowledge)
            state, known = Subject(section_code=code, section=label), None
    for column in header.of_role("measure"):
        cell = row[column.number]
        if cell.text.strip() and cell.at != known:
            code, label = split_code(mend(cell.text), knowledge)
            return Subject(state.section_code, state.section, code, label), cell.at
    return state, known


def _indicator_of(state: Subject, row: tuple[Cell, ...], header: Header) -> Subject:
    cell = row[header.of_role("indicator")[0].number]
    comments = [mend(row[c.number].text) for c in header.of_role("comment")]
    comment = " ".join(dict.fromkeys(text for text in comments if text)) or None
    if cell.text.strip():
        return replace(state, indicator=mend(cell.text), comment=comment, key=cell.at, is_carried=False)
    return replace(state, comment=comment or state.comment, is_carried=True)


def _whole_comments(found: Subjects, grid: Grid, header: Header) -> None:
    """An indicator whose comment stands in several cells down its rows has all of it, in each row."""
    by_key: dict[Address | None, list[str]] = {}
    for number, subject in found.of_row.items():
        for column in header.of_role("comment"):
            text = mend(grid.rows[number][column.number].text)
            if text and text not in by_key.setdefault(subject.key, []):
                by_key[subject.key].append(text)
    for number, subject in found.of_row.items():
        found.of_row[number] = replace(subject, comment=" ".join(by_key.get(subject.key, [])) or None)
