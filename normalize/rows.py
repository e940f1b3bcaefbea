"""Rows of the published tables `cells`, `findings` and `conventions`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.model import Address, Document, Notice, Table
from schemas.vocabulary import Role

from .facts import Facts
from .observation import reader_of

Row = dict[str, object]
LATER = (
    "kind", "collectivity_siren", "state_amount_eur", "start_date", "end_date", "duration_months", "deliberation_date",
    "report_due", "programme", "action", "sub_action", "court", "action_sheets", "legal_references",
    "previous_agreements",
)  # fmt: skip
"""Columns of `conventions` that stay null for now."""


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
        "signed": document.signed,
        "signature_covers_document": document.signature_covers_document,
        "observations": len(tables["observations"]),
        "for_review": sum(bool(row["review"]) for row in tables["observations"]),
        "findings": len(tables["findings"]),
        "pipeline_version": version,
    }
