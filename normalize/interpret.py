"""The room's only door: a document to the rows of the published tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extract.model import Address, Document, Notice
from schemas.vocabulary import Role

from .amend import amend_cells, amend_facts, refuse_whole_figures
from .comparability import compare
from .confusions import doubt_swallowed_signs, with_known_labels
from .continuation import continue_header, doubt_continued, doubt_last, doubt_without_group
from .corrections import Correction, Corrections
from .crosscheck import cross_check
from .doubt import add_doubts, doubt_contradictions
from .facts import Facts, read_facts, with_sheets
from .funding import Amount, FundingTable, read_funding
from .funding_totals import check_against_body, check_totals
from .grid import Grid, mend, to_grid
from .header import Header, find_headers, looks_like_annexe
from .identify import identify
from .knowledge import Knowledge
from .label import territories_in, territory_codes, whole_label
from .melt import melt
from .naming import codes_of_lines, named_codes
from .observation import Context, to_observation
from .private import find_private, withhold
from .reading import Melting, Reading, Territories
from .repair import Repaired, repair
from .rows import Row, action_rows, cell_rows, convention_row, finding_rows, funding_rows
from .sheets import read_sheets
from .signatory import doubt_signatory
from .thousands import has_dotted_thousands
from .unsure_print import Printed, doubt_unsure_print, settle_spelling
from .walk import read_subjects

Rows = dict[str, list[Row]]
SEGMENTS = re.compile(r"\s[-\u2013\u2014]\s|[:(),]")


@dataclass(frozen=True, slots=True)
class TableReading:
    """What one table gave."""

    readings: list[Reading]
    roles: dict[Address, Role]
    notices: list[Notice]
    is_annexe: bool = False
    funding: FundingTable | None = None


def interpret(
    document: Document, knowledge: Knowledge, pipeline_version: str, corrections: Iterable[Correction] = ()
) -> Rows:
    """The rows of every published table, by its name. Raises `StaleCorrection`."""
    held, document = Corrections(corrections), settle_spelling(document, knowledge.catalogue.words)
    private = find_private(document, knowledge)
    facts, notices = read_facts(document, knowledge, private)
    facts = amend_facts(facts, held, knowledge)
    tables = _read_tables(amend_cells(document, held), facts, knowledge)
    if not any(read.is_annexe for read in tables):
        message = f"none of its {len(tables)} tables has an indicator column and a column of a period"
        notices.append(Notice("warning", "no_annexe_table", message))
    sheets, on_sheets = read_sheets(document, knowledge.sheets, _taken(tables))
    facts = with_sheets(facts, [sheet.number for sheet in sheets])
    amounts, on_funding = _amounts(tables, facts)
    notices = [*document.notices, *notices, *doubt_signatory(facts, knowledge)]
    notices += [*(notice for read in tables for notice in read.notices), *on_funding, *on_sheets]
    readings = [r for own in doubt_contradictions([read.readings for read in tables]) for r in own]
    context = Context(document, facts, knowledge, held, has_dotted_thousands(r.text for r in readings))
    absent = [notice.at for notice in notices if notice.code == "territory_absent" and notice.at]
    observations, signs = cross_check([to_observation(reading, context) for reading in readings], absent)
    rows: Rows = {"observations": observations, "cells": []}
    rows |= {"funding": funding_rows(context, amounts), "actions": action_rows(context, sheets)}
    for table, read in zip(document.tables, tables, strict=True):
        rows["cells"] += cell_rows(document, table, read.roles)
        refuse_whole_figures(read.roles, held)
    held.finish()
    rows["observations"], unknown = identify(observations, rows["cells"], knowledge.catalogue)
    rows["observations"], said = compare(rows["observations"], rows["cells"], knowledge)
    rows["findings"] = finding_rows(document, [*notices, *signs, *unknown, *said])
    rows["conventions"] = [convention_row(document, facts, rows, pipeline_version)]
    return withhold(rows, document, private)


def _taken(tables: Sequence[TableReading]) -> frozenset[int]:
    """The numbers of the tables that are an annexe or money, and so no action sheet."""
    return frozenset(number for number, read in enumerate(tables) if read.is_annexe or read.funding)


def _amounts(tables: Sequence[TableReading], facts: Facts) -> tuple[list[Amount], list[Notice]]:
    """The amounts of all financial annexes, and what their sums gainsay."""
    amounts: list[Amount] = []
    notices: list[Notice] = []
    for funding in (read.funding for read in tables if read.funding):
        checked, said = check_totals(funding)
        amounts += checked
        notices += [*funding.notices, *said]
    return amounts, [*notices, *check_against_body(amounts, facts.state_amount_eur)]


def _read_tables(document: Document, facts: Facts, knowledge: Knowledge) -> list[TableReading]:
    """What each table of the document gives, in their order."""
    annexes, continued = _annexes(grids := [to_grid(table) for table in document.tables], knowledge)
    territories = _territories(grids, annexes, facts, knowledge)
    tables = []
    for grid in grids:
        headers = annexes.get(grid.table.number)
        if not headers:
            tables.append(_other_table(grid, knowledge))
            continue
        own = _of_table(grid, headers, territories, knowledge)
        read = _read_annexe(_repaired(grid, headers, document.reader, own, knowledge), own, knowledge)
        if grid.table.number in continued:
            above = continued[grid.table.number]
            tables[above] = replace(tables[above], readings=doubt_last(tables[above].readings))
            readings, notice = doubt_continued(read.readings, grid, above)
            read = replace(read, readings=readings, notices=[notice, *read.notices])
        readings = doubt_without_group(tables[-1].readings if tables else [], read.readings)
        tables.append(replace(read, readings=readings))
    return tables


def _repaired(
    grid: Grid, headers: tuple[Header, ...], reader: str, territories: Territories, knowledge: Knowledge
) -> Repaired:
    """The grid with what its reader is known to get wrong set right."""
    if reader == "transcript":
        return repair(grid, headers, territories, knowledge)
    if not grid.table.is_scanned:
        return Repaired(grid, headers)
    labelled, notices = with_known_labels(grid, headers, territories.known, knowledge)
    return Repaired(labelled, headers, notices=tuple(notices))


def _annexes(grids: Sequence[Grid], knowledge: Knowledge) -> tuple[dict[int, tuple[Header, ...]], dict[int, int]]:
    """The headers of each annexe table, and of those without one the table that they go on with."""
    headers: dict[int, tuple[Header, ...]] = {}
    continued: dict[int, int] = {}
    last: int | None = None
    for grid in grids:
        number = grid.table.number
        found = find_headers(grid, knowledge)
        if not found and last is not None and looks_like_annexe(grid, knowledge) is None:
            above = continue_header(grid, headers[last][-1], knowledge)
            found = (above,) if above else ()
            continued.update({number: last} if above else {})
        if found:
            headers[number] = found
        last = number if found else None
    return headers, continued


def _territories(
    grids: Sequence[Grid], annexes: dict[int, tuple[Header, ...]], facts: Facts, knowledge: Knowledge
) -> Territories:
    """Whose figures the annexe tables hold: the signatory's; where none is known theirs that are named repeatedly."""
    pairs = [(grid, annexes[grid.table.number]) for grid in grids if grid.table.number in annexes]
    own = frozenset(facts.departments)
    counts = named_codes(pairs, knowledge, own)
    if not own:
        named = {code for codes in counts for code in codes}
        counts = named_codes(pairs, knowledge, frozenset(named | codes_of_lines(pairs, knowledge)))
    times = Counter(code for codes, number in counts.items() for code in codes for _ in range(number))
    known = own or frozenset(code for code, number in times.items() if number > 1)
    return Territories(known, facts.departments, any(set(codes) != own for codes in counts))


def _of_table(grid: Grid, headers: tuple[Header, ...], territories: Territories, knowledge: Knowledge) -> Territories:
    """The territories with those that the table's title names, where these are not all that are known."""
    titles = [grid.table.title or "", *(mend(cell.text) for row in grid.rows[: headers[0].first_row] for cell in row)]
    for title in dict.fromkeys(titles):
        sure = {code for segment in SEGMENTS.split(title) for code in whole_label(segment.strip(), knowledge)}
        names = [each.territory.name for each in territories_in(title, knowledge) if each.by_name]
        codes = sure or set(territory_codes(" ; ".join(names), knowledge))
        if codes & territories.known and codes & territories.known < territories.known:
            return replace(territories, of_table=tuple(sorted(codes & territories.known)), of_table_is_sure=bool(sure))
    return territories


def _read_annexe(mended: Repaired, territories: Territories, knowledge: Knowledge) -> TableReading:
    grid, headers = mended.grid, mended.headers
    subjects = read_subjects(grid, headers, knowledge)
    readings: list[Reading] = []
    roles: dict[Address, Role] = {}
    notices: list[Notice] = []
    for header in headers:
        own, own_roles, said = melt(Melting(grid, header, subjects, territories, knowledge))
        readings += own
        roles = {**roles, **own_roles, **subjects.roles}
        notices += [*said, *_on_header(grid, header)]
    readings, more = add_doubts(readings, grid, knowledge.layout)
    if grid.table.is_scanned:
        readings = doubt_unsure_print(readings, Printed(grid, headers, roles), knowledge.catalogue.words)
        readings = doubt_swallowed_signs(readings, knowledge)
    printed = mended.as_printed(readings, roles, [*notices, *more])
    return TableReading(*printed, is_annexe=True)


def _on_header(grid: Grid, header: Header) -> list[Notice]:
    """What is to be said about the columns of a header."""
    notices = []
    for column in header.columns:
        row = min(header.first_row, len(grid.rows) - 1)
        at = Address(grid.table.number, row, column.number)
        label = column.label
        said: list[tuple[str, str, str]] = []
        usual = column.periods.usual if column.periods else None
        if not column.is_understood and _has_text(grid, header, column.number):
            message = f"the header {label!r} of column {column.number} is not understood: its cells are not read"
            said.append(("warning", "header_not_understood", message))
        if usual and usual.kind_inferred:
            message = f"the header {label!r} does not say for sure what kind of period it is: taken for a {usual.kind}"
            said.append(("warning", "period_kind_inferred", message))
        if usual and usual.bounds_inconsistent:
            message = f"the header {label!r} names {usual.name} and prints {usual.start} to {usual.end}"
            said.append(("info", "period_bounds_inconsistent", message))
        notices += [Notice(severity, code, text, _page(grid, at), at) for severity, code, text in said]  # type: ignore[arg-type]
    return notices


def _has_text(grid: Grid, header: Header, column: int) -> bool:
    return any(grid.rows[row][column].text.strip() and grid.rows[row][column].colspan == 1 for row in header.body)


def _page(grid: Grid, at: Address) -> int | None:
    places = grid.rows[at.row][at.column].places
    return places[0].page if places else None


def _other_table(grid: Grid, knowledge: Knowledge) -> TableReading:
    roles: dict[Address, Role] = {cell.at: "other_table" for cell in grid.table.cells}
    if funding := read_funding(grid, knowledge):
        return TableReading([], roles, [], funding=funding)
    at = Address(grid.table.number, 0, 0)
    page = _page(grid, at) if grid.rows and grid.columns else None
    doubtful = looks_like_annexe(grid, knowledge)
    if doubtful:
        message = (
            f"may be an annexe table, but its header {doubtful.label!r} is not understood: nothing was read from it"
        )
        at = Address(grid.table.number, 0, doubtful.number)
        return TableReading([], roles, [Notice("warning", "header_not_understood", message, page, at)])
    title = f" {grid.table.title!r}" if grid.table.title else ""
    message = f"table {grid.table.number}{title} is no annexe table ({grid.table.rows} rows): left alone"
    return TableReading([], roles, [Notice("info", "other_table", message, page, at)])
