"""Rows of the published tables other than `observations`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from extract.model import Address, Document, Notice, Table
from schemas.vocabulary import Role, sets_review

from .citations import Agreement, Reference
from .doubt import confidence_of
from .facts import Facts
from .funding import Amount
from .funding_columns import only_year
from .observation import Context, place_of, reader_of
from .sheets import Sheet

Row = dict[str, object]
FACTS = (
    "title", "kind", "collectivity", "collectivity_code", "collectivity_siren", "state_amount_eur", "start_date",
    "end_date", "duration_months", "deliberation_date", "report_due", "programme", "action", "sub_action", "court",
)  # fmt: skip
"""Columns of `conventions` that are facts of the same name; those that hold several come apart from them."""
SEVERAL = ("legal_references", "previous_agreements")


def cell_rows(document: Document, table: Table, roles: Mapping[Address, Role]) -> list[Row]:
    """A table's cells as published."""
    return [
        {
            "document_id": document.source.document_id,
            "source": document.source.name,
            "table": cell.at.table,
            "row": cell.at.row,
            "column": cell.at.column,
            "rowspan": cell.rowspan,
            "colspan": cell.colspan,
            "text": cell.text,
            "role": roles.get(cell.at),
            "places": [{"page": p.page, "x0": p.x0, "top": p.top, "x1": p.x1, "bottom": p.bottom} for p in cell.places],
            "reader": reader_of(document, table),
            "confidence": cell.confidence,
        }
        for cell in table.cells
    ]


def finding_rows(document: Document, notices: Sequence[Notice]) -> list[Row]:
    """What was noticed as published, numbered from 0."""
    return [
        {
            "document_id": document.source.document_id,
            "number": number,
            "source": document.source.name,
            "severity": notice.severity,
            "code": notice.code,
            "message": notice.message,
            "table": notice.at.table if notice.at else None,
            "row": notice.at.row if notice.at else None,
            "column": notice.at.column if notice.at else None,
            "page": notice.page,
        }
        for number, notice in enumerate(notices)
    ]


def convention_row(document: Document, facts: Facts, tables: Mapping[str, Sequence[Row]], version: str) -> Row:
    """The document's row in `conventions`, with the counts of its rows in the other tables."""
    return {
        **{name: getattr(facts, name) for name in FACTS},
        **{name: _several(getattr(facts, name)) for name in SEVERAL},
        "document_id": document.source.document_id,
        "source": document.source.name,
        "sha256": document.source.sha256,
        "format": document.source.format,
        "pages": len(document.pages) or None,
        "reader": document.reader,
        "convention_year": facts.year,
        "action_sheets": None if facts.action_sheets is None else list(facts.action_sheets),
        "signed": document.signed,
        "signature_covers_document": document.signature_covers_document,
        "observations": len(tables["observations"]),
        "for_review": sum(bool(row["review"]) for row in tables["observations"]),
        "findings": len(tables["findings"]),
        "pipeline_version": version,
    }


def _several(cited: Sequence[Reference | Agreement] | None) -> list[Row] | None:
    return None if cited is None else [asdict(each) for each in cited]


def funding_rows(context: Context, amounts: Sequence[Amount]) -> list[Row]:
    """The amounts of a financial annexe as published, in printed order."""
    document, facts = context.document, context.facts
    rows: list[Row] = []
    for amount in sorted(amounts, key=lambda each: each.cell.at):
        flags = tuple(sorted(amount.flags))
        title = document.tables[amount.cell.at.table].title or ""
        rows.append(
            {
                "document_id": document.source.document_id,
                "source": document.source.name,
                "convention_year": facts.year,
                "collectivity_code": facts.collectivity_code,
                "action_number": amount.number,
                "action": amount.action,
                "payer": amount.payer,
                "payer_label": amount.payer_label,
                "year": amount.column.year or only_year(title) or facts.year,
                "amount_eur": amount.value,
                "raw": amount.cell.text,
                **place_of(amount.cell),
                "reader": context.reader_of(amount.cell.at.table),
                "confidence": confidence_of(flags, amount.cell.confidence),
                "flags": list(flags),
                "review": sets_review(flags),
            }
        )
    return rows


def action_rows(context: Context, sheets: Sequence[Sheet]) -> list[Row]:
    """The fields of action sheets as published."""
    document = context.document
    return [
        {
            "document_id": document.source.document_id,
            "source": document.source.name,
            "convention_year": context.facts.year,
            "action_number": sheet.number,
            "title": sheet.title,
            "field": each.name,
            "text": each.text,
            "page": each.page,
            "reader": document.reader if each.table is None else context.reader_of(each.table),
        }
        for sheet in sheets
        for each in sheet.fields
    ]
