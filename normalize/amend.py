"""Where people's corrections go in: cells before they are read, facts, and figures before they are parsed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from extract.model import Address, Cell, Document
from schemas.vocabulary import FLAGS_FOR_REVIEW, Role

from .corrections import Correction, Corrections
from .facts import Facts
from .knowledge import Knowledge
from .label import covered


def amend_cells(document: Document, corrections: Corrections) -> Document:
    """The document as it is to be read: label and header cells with the texts that people gave them."""
    if not corrections:
        return document
    tables = tuple(
        replace(table, cells=tuple(_amended(cell, corrections) for cell in table.cells)) for table in document.tables
    )
    return replace(document, tables=tables)


def _amended(cell: Cell, corrections: Corrections) -> Cell:
    correction = corrections.of_cell(cell.at, cell.text)
    return replace(cell, text=correction.read) if correction else cell


def refuse_whole_figures(roles: Mapping[Address, Role], corrections: Corrections) -> None:
    """A figure is corrected part by part, so that `raw` stays what is printed; a whole cell of one is not."""
    for at in corrections.whole_cells():
        if roles.get(at) == "figure":
            corrections.complain(f"a correction of table {at.table}, row {at.row}, column {at.column} names no `part`")


def amend_facts(facts: Facts, corrections: Corrections, knowledge: Knowledge) -> Facts:
    """The facts with what people know better. A collectivity's code brings the départements that it covers."""
    if year := corrections.of_fact("convention_year", _text(facts.year)):
        facts = replace(facts, year=_year(year, corrections))
    if name := corrections.of_fact("collectivity", facts.collectivity):
        facts = replace(facts, collectivity=name.read)
    if code := corrections.of_fact("collectivity_code", facts.collectivity_code):
        territory = knowledge.territories.get(code.read)
        if territory is None:
            corrections.complain(f"correction {code.id!r} names no known code: {code.read!r}")
        else:
            facts = replace(facts, collectivity_code=territory.code, departments=covered((territory,)))
    return facts


def _text(year: int | None) -> str | None:
    return None if year is None else str(year)


def _year(correction: Correction, corrections: Corrections) -> int | None:
    if correction.read.isdecimal() and len(correction.read) == 4:
        return int(correction.read)
    corrections.complain(f"correction {correction.id!r} gives no year: {correction.read!r}")
    return None


def corrected_flags(flags: frozenset[str]) -> frozenset[str]:
    """The flags of a figure that a person has looked at."""
    return (flags - set(FLAGS_FOR_REVIEW)) | {"corrected"}
