"""Rows of an annexe table that are headings: of a section, a measure, a group, a territory; or notes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import filterfalse

from extract.model import Cell
from schemas.vocabulary import Role

from .grid import Grid, columns_of, mend
from .header import Header
from .knowledge import Knowledge
from .label import spelling_pattern, whole_label
from .layout import Layout, phrase_pattern
from .spelling import fold

LEVELS = re.compile(r"^(\d{1,2}(?:\.\d{1,2})+)\.?\s*[-\u2013\u2014:)]?\s*(?=\D|$)(.*)$", re.DOTALL)
LEVEL = re.compile(r"^(\d{1,2})\s*[.:)\u2013\u2014-]\s*(?=\D|$)(.*)$", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{3}")
NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*")
AFTER_WORD = re.compile(r"^(\d{1,2})(?:\b\s*()$|\s+(\D.*)$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading row: its cell, what it is, its number and label. `is_sure`: its print leaves no doubt what it is."""

    cell: Cell
    role: Role
    code: str | None
    label: str
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that may be a heading. `leads`: its cell begins with the row. `is_lone`: it fills its own column only."""

    number: int
    cell: Cell
    leads: bool
    is_lone: bool

    @property
    def text(self) -> str:
        """The text as one line."""
        return mend(self.cell.text)


def find_headings(grid: Grid, header: Header, knowledge: Knowledge) -> dict[int, Heading]:
    """The heading rows below a header, by row."""
    rows = {number: row for number in header.body if (row := _candidate(grid, number, header, knowledge))}
    judge = _Judge(grid, header, knowledge, rows)
    return {number: judge.heading(row) for number, row in rows.items()}


def _candidate(grid: Grid, number: int, header: Header, knowledge: Knowledge) -> _Row | None:
    """A row's cell that covers all figures, or that is alone in the row; or the label of a group without figures."""
    row = grid.rows[number]
    filled = [cell for cell in dict.fromkeys(row) if cell.text.strip() and cell.at.row == number]
    periods = {column.number for column in header.periods}
    roles = ("indicator", "measure", "section", "number")
    first = min(column.number for column in header.columns if column.role in roles)
    indicator = header.indicator.number
    for cell in filled:
        if set(columns_of(cell)) >= periods and cell.at.column <= indicator:
            return _Row(number, cell, cell.at.column <= first, False)
    if any(row[c].text.strip() for c in periods):
        return None
    lone = filled[0] if len(filled) == 1 else None
    if lone and lone.at.column < indicator and not row[indicator].text.strip() and WORD.search(lone.text):
        return _Row(number, lone, True, True)
    label = row[indicator]
    if label.text.strip() and label.at.row == number:
        text = mend(label.text)
        names_measure = lone is not None and not header.of_role("measure") and is_numbered(text, knowledge)
        if (
            (lone and is_note(text, knowledge.layout))
            or names_measure
            or (lone and whole_label(text, knowledge))
            or text.endswith(knowledge.layout.group_endings)
        ):
            return _Row(number, label, names_measure, True)
    return None


def is_numbered(text: str, knowledge: Knowledge) -> bool:
    """Whether a text has the number of a section or measure, and is no indicator that has one."""
    code, label = split_code(text, knowledge)
    starts = phrase_pattern(knowledge.layout.indicator_starts)
    return (code is not None or role_by_word(text, knowledge.layout) is not None) and not starts.match(fold(label))


def may_be_two(heading: Heading, layout: Layout) -> bool:
    """Whether a heading of several lines, where texts part rows, ends as the label of a group does: it may hold one."""
    cell = heading.cell
    is_open = "open_rows" in cell.marks and "\n" in cell.text.strip()
    return is_open and mend(cell.text).endswith(layout.group_endings)


def is_cut_from_group(heading: Heading, headings: Mapping[int, Heading]) -> bool:
    """Whether a label below a page break may be of the group's row above it, that is then under this label."""
    above = headings.get(heading.cell.at.row - 1)
    if above is None or above.role != "group" or above.cell.at.column <= heading.cell.at.column:
        return False
    return "break_unsure" in heading.cell.marks & above.cell.marks


@dataclass(frozen=True, slots=True)
class _Judge:
    """What the headings of one table are, seen together."""

    grid: Grid
    header: Header
    knowledge: Knowledge
    rows: dict[int, _Row]

    def heading(self, row: _Row) -> Heading:
        """The heading that a row is."""
        text = row.text
        layout = self.knowledge.layout
        code, label = split_code(text, self.knowledge)
        if code is None and is_note(text, layout):
            return Heading(row.cell, "comment", None, text)
        if whole_label(text, self.knowledge):
            return Heading(row.cell, "territory", None, text)
        if code is None and row.leads and len(text) > layout.longest_heading:
            return Heading(row.cell, "comment", None, text, self._begins_measure(row))
        if not row.leads:
            return Heading(row.cell, "group", None, text)
        by_word = role_by_word(text, layout)
        if self.header.of_role("measure"):
            role, is_sure = self._beside_measures(row, code, by_word)
        else:
            role, is_sure = self._among_headings(row, code, by_word)
        return Heading(row.cell, role, code, label, is_sure)

    def _beside_measures(self, row: _Row, code: str | None, by_word: Role | None) -> tuple[Role, bool]:
        """A heading in a table that has a column for measures."""
        begins = self._begins_measure(row)
        if by_word == "section" or begins:
            return "section", True
        if code is not None or by_word:
            return ("measure" if by_word or "." in str(code) else "section"), True
        if row.text.endswith(self.knowledge.layout.group_endings):
            return "group", True
        in_column = row.is_lone and row.cell.at.column in {c.number for c in self.header.of_role("measure")}
        return "measure", in_column

    def _among_headings(self, row: _Row, code: str | None, by_word: Role | None) -> tuple[Role, bool]:
        """A heading in a table whose measures stand in rows of their own."""
        if by_word:
            return by_word, True
        deep, plain, worded = self._kinds()
        if code is not None:
            return ("measure" if "." in code or not (deep or plain or worded) else "section"), True
        is_group = row.text.endswith(self.knowledge.layout.group_endings)
        if is_group and (deep or worded):
            return "group", True
        if row.number + 1 in self.rows and self.rows[row.number + 1].leads:
            return "section", True
        return ("group", False) if deep or worded else ("measure", True)

    def _kinds(self) -> tuple[bool, bool, bool]:
        """Whether there are headings with a number of two levels, without a number, with a word for measures."""
        deep = plain = worded = False
        for row in self.rows.values():
            code, _ = split_code(row.text, self.knowledge)
            word = role_by_word(row.text, self.knowledge.layout)
            deep |= row.leads and "." in (code or "")
            worded |= row.leads and word == "measure"
            is_text = not is_note(row.text, self.knowledge.layout) and not whole_label(row.text, self.knowledge)
            plain |= row.leads and code is None and word is None and is_text
        return deep, plain, worded

    def _begins_measure(self, row: _Row) -> bool:
        """Whether the next row that is no heading names a measure in the column for it."""
        for number in filterfalse(self.header.is_header_row, range(row.number + 1, self.header.until)):
            if number not in self.rows:
                cells = [self.grid.rows[number][c.number] for c in self.header.of_role("measure")]
                return any(cell.text.strip() and cell.at.row == number for cell in cells)
        return False


def is_note(text: str, layout: Layout) -> bool:
    """Whether a row's text is a note: "* Nota : ...", "(1) ...", "Source : ..."."""
    return fold(text).startswith(layout.note_starts)


def role_by_word(text: str, layout: Layout) -> Role | None:
    """Section or measure, where the text begins with a word for one and a number or sign: "Axe 1", "Mesure 2.1"."""
    folded = fold(text)
    roles: tuple[tuple[Role, tuple[str, ...]], ...] = (
        ("section", layout.numbered_sections),
        ("measure", layout.numbered),
    )
    for role, words in roles:
        match = phrase_pattern(words).match(folded)
        if match and re.match(r"\s*(?:n\s?°\s*)?(?:\d{1,2}(?!\d)|[ivx]+\b|[:\u2013\u2014-])", folded[match.end() :]):
            return role
    return None


@lru_cache(maxsize=4)
def _numbered(layout: Layout) -> re.Pattern[str]:
    words = sorted((*layout.numbered, *layout.numbered_sections), key=len, reverse=True)
    either = "|".join(spelling_pattern(word) for word in words)
    return re.compile(rf"^\s*(?:{either})\s*(?:n\s?[°o]\s*)?(?=\d)", re.IGNORECASE)


def split_code(text: str, knowledge: Knowledge) -> tuple[str | None, str]:
    """The number before a label, and the label: "2.1. Premier accueil" -> "2.1", "Premier accueil"."""
    prefix = _numbered(knowledge.layout).match(text)
    rest = text[prefix.end() :] if prefix else text
    match = LEVELS.match(rest) or LEVEL.match(rest)
    if match:
        return match[1], match[2].strip()
    if prefix and (match := AFTER_WORD.match(rest)):
        return match[1], (match[3] or "").strip()
    return None, text


def says_again(label: str, knowledge: Knowledge) -> bool:
    """Whether a label says that it comes again: "(suite)"."""
    return phrase_pattern(knowledge.layout.continued).search(fold(label)) is not None
