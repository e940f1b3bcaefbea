"""Action sheets (fiches action): two-column forms and headed texts, over pages, one field a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extract.model import Address, Cell, Document, Line, Notice, Table

from .document_words import SheetWords
from .grid import Grid, mend, to_grid
from .layout import phrase_pattern
from .sheet_titles import Titled, titled
from .spelling import fold

LONGEST_HEADING = 70
"""Characters of a field's heading."""


@dataclass(frozen=True, slots=True)
class SheetField:
    """One field of a sheet by its own heading, line breaks of its text kept; `page` is where it begins."""

    name: str
    text: str
    page: int | None
    table: int | None = None


@dataclass(slots=True)
class Sheet:
    """An action sheet as it is printed."""

    number: int
    title: str | None
    page: int | None
    fields: list[SheetField] = field(default_factory=list)


def read_sheets(
    document: Document, words: SheetWords, taken: frozenset[int] = frozenset()
) -> tuple[list[Sheet], list[Notice]]:
    """The document's action sheets in the order of their numbers, and a finding for each that is not understood.

    `taken`: the numbers of the tables that are something else.
    """
    forms = [sheet for t in document.tables if t.number not in taken for sheet in _of_table(t, words)]
    found = [*(sheet for sheet in forms if sheet.fields), *_headed(document.lines, words)]
    sheets: dict[int, Sheet] = {}
    notices = [_unsure(line) for line in document.lines if _is_unsure_title(line, words)]
    for sheet in found:
        held = sheets.setdefault(sheet.number, sheet)
        if held is sheet or not sheet.fields:
            continue
        if held.fields and _names(held) & _names(sheet):
            message = f"action sheet {sheet.number} is printed twice, the second time {sheet.title!r}: that is left out"
            notices.append(Notice("warning", "sheet_not_understood", message, sheet.page))
            continue
        held.fields += sheet.fields
    for sheet in sheets.values():
        sheet.fields = _merged(sheet.fields)
        sheet.title = sheet.title or _title_field(sheet, words)
        if not sheet.fields:
            message = f"action sheet {sheet.number} ({sheet.title}) has no field that is understood"
            notices.append(Notice("info", "sheet_not_understood", message, sheet.page))
    return sorted(sheets.values(), key=lambda sheet: sheet.number), notices


def _is_unsure_title(line: Line, words: SheetWords) -> bool:
    return line.is_unsure and titled(line.text, words) is not None


def _unsure(line: Line) -> Notice:
    message = f"two readings of the scan differ in {line.text.strip()!r}: the action sheet is left out"
    return Notice("warning", "sheet_not_understood", message, line.place.page if line.place else None)


def _title_field(sheet: Sheet, words: SheetWords) -> str | None:
    """The title that a field holds."""
    names = {fold(name) for name in words.title_fields}
    return next((mend(each.text) for each in sheet.fields if fold(each.name) in names and each.text), None)


def _names(sheet: Sheet) -> set[str]:
    return {fold(each.name) for each in sheet.fields}


def is_field(text: str, words: SheetWords) -> bool:
    """Whether a text is the heading of a field: short, and beginning with one of the words for it."""
    folded = fold(text).strip(" :")
    return len(folded) <= LONGEST_HEADING and phrase_pattern(words.fields).match(folded) is not None


def _of_table(table: Table, words: SheetWords) -> Iterator[Sheet]:
    """The sheets of a form: labels left, texts right; a row over all columns, or the line above, titles a sheet."""
    grid = to_grid(table)
    if not any(is_field(row[0].text, words) for row in grid.rows if row):
        return
    above = titled(table.title or "", words)
    page = _page(table.cells)
    sheet = Sheet(above.number, above.title, page) if above else _by_number_field(grid, words)
    for row in range(len(grid.rows)):
        cells = list(dict.fromkeys(cell.at for cell in grid.rows[row]))
        texts = [_at(grid, at) for at in cells if _at(grid, at).at.row == row]
        filled = [cell for cell in texts if cell.text.strip()]
        title = titled(" ".join(cell.text for cell in filled), words) if filled else None
        if title:
            if sheet and sheet.number != title.number:
                yield sheet
            is_unsure = any("ocr_unsure" in cell.marks for cell in filled)
            sheet = None if is_unsure else _begin(title, _page(filled), sheet)
        elif sheet:
            _add_row(sheet, filled, texts, words)
    if sheet:
        yield sheet


def _begin(title: Titled, page: int | None, before: Sheet | None) -> Sheet:
    """The sheet that a title begins; the same number again, on its next page, goes on with the one before."""
    if before and before.number == title.number:
        before.title = before.title or title.title
        return before
    return Sheet(title.number, title.title, page)


def _at(grid: Grid, at: Address) -> Cell:
    return grid.rows[at.row][at.column]


def _by_number_field(grid: Grid, words: SheetWords) -> Sheet | None:
    """The sheet of a form that prints its number in a field of its own."""
    if not grid.rows or grid.columns != 2:
        return None
    values = {fold(row[0].text).strip(" :"): mend(row[1].text) for row in grid.rows}
    numbers = [values[name] for word in words.number_fields if (name := fold(word)) in values]
    if len(numbers) != 1 or not re.fullmatch(r"\d{1,3}", numbers[0]) or not any(is_field(n, words) for n in values):
        return None
    return Sheet(int(numbers[0]), None, _page(grid.table.cells))


def _add_row(sheet: Sheet, filled: Sequence[Cell], cells: Sequence[Cell], words: SheetWords) -> None:
    """A row of a form: label and text side by side, a label above its text, or more of the field before."""
    if not filled:
        return
    first, *rest = filled
    if rest and first.at.column == 0:
        pairs = _pairs(filled, words)
    elif is_field(first.text, words) and len(cells) == 1:
        pairs = [(first, [])]
    else:
        pairs = []
    for label, texts in pairs:
        text = "\n".join(cell.text.strip() for cell in texts)
        sheet.fields.append(SheetField(mend(label.text).rstrip(" :"), text, _page([label]), label.at.table))
    if not pairs and sheet.fields:
        last = sheet.fields[-1]
        text = "\n".join(filter(None, [last.text, *(cell.text.strip() for cell in filled)]))
        sheet.fields[-1] = SheetField(last.name, text, last.page, last.table)


def _pairs(filled: Sequence[Cell], words: SheetWords) -> list[tuple[Cell, list[Cell]]]:
    """Label and texts of a row; "Début | 2021 | Fin | 2022" are two where the third is a known label."""
    if len(filled) == 4 and is_field(filled[2].text, words):
        return [(filled[0], [filled[1]]), (filled[2], [filled[3]])]
    return [(filled[0], list(filled[1:]))]


def _page(cells: Sequence[Cell]) -> int | None:
    places = [cell.places[0] for cell in cells if cell.places]
    return places[0].page if places else None


def _headed(lines: Sequence[Line], words: SheetWords) -> Iterator[Sheet]:
    """The sheets of the text outside tables: a title, then headings of fields, each with what stands below it."""
    sheet: Sheet | None = None
    for line in (line for line in lines if line.role == "body" and line.text.strip()):
        text, page = line.text.strip(), line.place.page if line.place else None
        title = titled(text, words)
        if title or _ends(text, words):
            if sheet and not (title and title.number == sheet.number):
                yield sheet
            sheet = _begin(title, page, sheet) if title and not line.is_unsure else None
        elif sheet:
            _add_line(sheet, text, page, words)
    if sheet:
        yield sheet


def _ends(text: str, words: SheetWords) -> bool:
    match = phrase_pattern(words.ends).match(fold(text))
    return match is not None and len(text) < LONGEST_HEADING


def _add_line(sheet: Sheet, text: str, page: int | None, words: SheetWords) -> None:
    """A line of a headed sheet: a heading, "heading : text", more of the title, or more of a field."""
    head, colon, rest = text.partition(":")
    is_heading = is_field(head, words) and (bool(colon) or _stands_alone(text))
    if is_heading:
        sheet.fields.append(SheetField(mend(head).strip(" -\u2022"), rest.strip(), page))
    elif sheet.fields:
        last = sheet.fields[-1]
        sheet.fields[-1] = SheetField(last.name, "\n".join(filter(None, [last.text, text])), last.page)
    elif sheet.title is None:
        sheet.title = text.strip(" :\u00ab\u00bb")


def _stands_alone(text: str) -> bool:
    """Whether a line without a colon can be a heading: a few words from a capital on, no sentence."""
    return text[0].isupper() and not text.endswith((".", ",", ";")) and len(text.split()) <= 7


def _merged(fields: Iterable[SheetField]) -> list[SheetField]:
    """The fields, those of one heading as one: its texts one below the other."""
    merged: dict[str, SheetField] = {}
    for each in fields:
        key = fold(each.name)
        held = merged.get(key)
        text = "\n".join(filter(None, [held.text, each.text])) if held else each.text
        merged[key] = SheetField(held.name, text, held.page, held.table) if held else each
    return list(merged.values())
