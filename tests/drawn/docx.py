"""Writes an annexe as DOCX: merged cells as Word merges them, a header row that repeats."""

from __future__ import annotations

from pathlib import Path
from random import Random

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table, _Cell

from tests.drawn.body import body_lines, funding_sheet
from tests.drawn.sheet import Box, Sheet, lay_all
from tests.drawn.spec import Annexe, draws


def draw_docx(annexe: Annexe, path: Path) -> None:
    rng = Random(f"docx-{annexe.seed}")
    document = docx.Document()
    document.add_heading(annexe.title, 0)
    for line in body_lines(annexe):
        document.add_paragraph(line)
    section = document.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    if draws(rng, 0.5):
        document.sections[0].footer.paragraphs[0].text = f"{annexe.signatory.full} – convention {annexe.year}"
    document.add_heading(annexe.heading, 1)
    for sheet in lay_all(annexe):
        add_table(document, sheet, rng)
        document.add_paragraph()
    if annexe.funding:
        document.add_heading("Annexe B – Tableau financier récapitulatif", 1)
        add_table(document, funding_sheet(annexe), rng)
    document.save(str(path))


def add_table(document: Document, sheet: Sheet, rng: Random) -> None:
    table = document.add_table(sheet.rows, len(sheet.roles))
    table.style = "Table Grid"
    grid = [list(row.cells) for row in table.rows]
    runs_apart, paragraphs = draws(rng, 0.3), draws(rng, 0.5)
    for box in sheet.boxes:
        cell = merged(grid, box)
        fill(cell, box, (runs_apart, paragraphs))
    if sheet.repeat_header:
        repeat_header(table, sheet.header_rows)


def merged(grid: list[list[_Cell]], box: Box) -> _Cell:
    cell = grid[box.row][box.column]
    if box.rows > 1 or box.columns > 1:
        cell = cell.merge(grid[box.row + box.rows - 1][box.column + box.columns - 1])
    return cell


def fill(cell: _Cell, box: Box, habits: tuple[bool, bool]) -> None:
    """`habits`: runs cut in the middle of words; a paragraph for each line rather than a break."""
    runs_apart, paragraphs = habits
    lines = box.text.split("\n") if paragraphs else [box.text]
    for i, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
        half = len(line) // 2 if runs_apart else len(line)
        for piece in (line[:half], line[half:]):
            if piece:
                run = paragraph.add_run(piece)
                run.bold = box.look in ("header", "section", "measure", "group")
                run.font.size = Pt(8)


def repeat_header(table: Table, rows: int) -> None:
    for row in list(table.rows)[:rows]:
        properties = row._tr.get_or_add_trPr()
        mark = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        properties.append(mark)
