"""The room's only door: a document to the rows of the published tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.model import Address, Document, Notice, Table
from schemas.vocabulary import Role

from .doubt import add_doubts
from .facts import Facts, read_facts
from .grid import Grid, to_grid
from .header import Header, find_header, looks_like_annexe
from .knowledge import Knowledge
from .observation import Context, Row, to_observation
from .reading import Melting, Reading, Territories, melt, named_codes
from .subject import read_subjects

Rows = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class TableReading:
    """What one table gave."""

    readings: list[Reading]
    roles: dict[Address, Role]
    notices: list[Notice]


def interpret(document: Document, knowledge: Knowledge, pipeline_version: str) -> Rows:
    """The rows of every published table, by its name."""
    facts, notices = read_facts(document, knowledge)
    context = Context(document, facts, knowledge)
    grids = [to_grid(table) for table in document.tables]
    annexes = {grid.table.number: header for grid in grids if (header := find_header(grid, knowledge))}
    territories = _territories(grids, annexes, facts, knowledge)
    observations: list[Row] = []
    cells: list[Row] = []
    notices = [*document.notices, *notices]
    for grid in grids:
        header = annexes.get(grid.table.number)
        if header:
            read = _read_annexe(grid, header, territories, knowledge)
        else:
            read = _other_table(grid, knowledge)
        observations += [to_observation(reading, context) for reading in read.readings]
        cells += [_cell_row(document, grid.table, index, read.roles) for index in range(len(grid.table.cells))]
        notices += read.notices
    if not annexes:
        message = f"none of its {len(grids)} tables has an indicator column and a column of a period"
        notices.append(Notice("warning", "no_annexe_table", message))
    findings = [_finding(document, number, notice) for number, notice in enumerate(notices)]
    convention = _convention(document, facts, observations, len(findings), pipeline_version)
    return {"observations": observations, "cells": cells, "findings": findings, "conventions": [convention]}


def _territories(
    grids: Sequence[Grid], annexes: dict[int, Header], facts: Facts, knowledge: Knowledge
) -> Territories:
    """Whose figures the annexe tables hold; a code that is named once and is not the signatory's is not known."""
    pairs = [(grid, annexes[grid.table.number]) for grid in grids if grid.table.number in annexes]
    own = frozenset(facts.departments)
    counts = named_codes(pairs, knowledge, own)
    counts = named_codes(pairs, knowledge, own | frozenset(counts))
    known = own | {code for code, times in counts.items() if times > 1 and (not own or code in own or times > 2)}
    return Territories(frozenset(known), facts.departments, bool(counts))


def _read_annexe(grid: Grid, header: Header, territories: Territories, knowledge: Knowledge) -> TableReading:
    subjects = read_subjects(grid, header, knowledge)
    readings, roles, notices = melt(Melting(grid, header, subjects, territories, knowledge))
    readings, more = add_doubts(readings)
    for column in header.columns:
        if not column.is_understood and _has_text(grid, header, column.number):
            message = f"the header {column.label!r} of column {column.number} is not understood: its cells are not read"
            at = Address(grid.table.number, header.first_row, column.number)
            notices.append(Notice("warning", "header_not_understood", message, _page(grid, at), at))
        if column.periods and column.periods.usual.kind_inferred:
            at = Address(grid.table.number, header.first_row, column.number)
            message = f"the header {column.label!r} names no kind of period: taken for a result"
            notices.append(Notice("warning", "period_kind_inferred", message, _page(grid, at), at))
        if column.periods and column.periods.usual.bounds_inconsistent:
            at = Address(grid.table.number, header.first_row, column.number)
            usual = column.periods.usual
            message = f"the header {column.label!r} names {usual.name} and prints {usual.start} to {usual.end}"
            notices.append(Notice("info", "period_bounds_inconsistent", message, _page(grid, at), at))
    return TableReading(readings, {**roles, **subjects.roles}, [*notices, *more])


def _has_text(grid: Grid, header: Header, column: int) -> bool:
    return any(row[column].text.strip() and row[column].colspan == 1 for row in grid.rows[header.end_row :])


def _page(grid: Grid, at: Address) -> int | None:
    places = grid.rows[at.row][at.column].places
    return places[0].page if places else None


def _other_table(grid: Grid, knowledge: Knowledge) -> TableReading:
    roles: dict[Address, Role] = {cell.at: "other_table" for cell in grid.table.cells}
    at = Address(grid.table.number, 0, 0)
    page = _page(grid, at)
    doubtful = looks_like_annexe(grid, knowledge)
    if doubtful:
        message = f"may be an annexe table, but its header {doubtful.label!r} is not understood: nothing was read from it"
        at = Address(grid.table.number, 0, doubtful.number)
        return TableReading([], roles, [Notice("warning", "header_not_understood", message, page, at)])
    title = f" {grid.table.title!r}" if grid.table.title else ""
    message = f"table {grid.table.number}{title} is no annexe table ({grid.table.rows} rows): left alone"
    return TableReading([], roles, [Notice("info", "other_table", message, page, at)])


def _cell_row(document: Document, table: Table, index: int, roles: dict[Address, Role]) -> Row:
    cell = table.cells[index]
    return {
        "document_id": document.source.document_id,
        "source": document.source.name,
        "table": cell.at.table,
        "row": cell.at.row,
        "column": cell.at.column,
        "rowspan": cell.rowspan,
        "colspan": cell.colspan,
        "text": cell.text,
        "role": roles.get(cell.at),
        "places": [
            {"page": p.page, "x0": p.x0, "top": p.top, "x1": p.x1, "bottom": p.bottom} for p in cell.places
        ],
        "reader": document.reader,
        "confidence": cell.confidence,
    }


def _finding(document: Document, number: int, notice: Notice) -> Row:
    at = notice.at
    return {
        "document_id": document.source.document_id,
        "number": number,
        "source": document.source.name,
        "severity": notice.severity,
        "code": notice.code,
        "message": notice.message,
        "table": at.table if at else None,
        "row": at.row if at else None,
        "column": at.column if at else None,
        "page": notice.page,
    }


LATER = (
    "kind", "collectivity_siren", "state_amount_eur", "start_date", "end_date", "duration_months", "deliberation_date",
    "report_due", "programme", "action", "sub_action", "court", "action_sheets", "legal_references",
    "previous_agreements", "signed", "signature_covers_document",
)  # fmt: skip
"""Columns of `conventions` that stay null for now."""


def _convention(document: Document, facts: Facts, observations: list[Row], findings: int, version: str) -> Row:
    return {
        **dict.fromkeys(LATER),
        "document_id": document.source.document_id,
        "source": document.source.name,
        "sha256": document.source.sha256,
        "format": document.source.format,
        "pages": len(document.pages) or None,
        "reader": document.reader,
        "convention_year": facts.year,
        "title": facts.title,
        "collectivity": facts.collectivity,
        "collectivity_code": facts.collectivity_code,
        "observations": len(observations),
        "for_review": sum(bool(row["review"]) for row in observations),
        "findings": findings,
        "pipeline_version": version,
    }
