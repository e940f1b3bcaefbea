"""The published tables, column by column, as an analyst finds them (the dataset's page tells the same at length)."""

from __future__ import annotations

from . import vocabulary
from .annexes import ACTIONS, FUNDING
from .columns import (
    AGREEMENT,
    BOOL,
    CANONICAL,
    CODE,
    COLLECTIVITY,
    COLUMN,
    CONFIDENCE,
    CONVENTION_YEAR,
    DATE,
    DAY,
    DOCUMENT_ID,
    FLAGS,
    FLOAT64,
    INT16,
    INT32,
    OF_CELL,
    OF_DOCUMENT,
    PLACE,
    PLACE_ON_PAGE,
    READER,
    REFERENCE,
    REVIEW,
    ROW,
    SOURCE,
    TABLE,
    TEXT,
    list_of,
)
from .law import Column, Law
from .rules import CELL_RULES, CONVENTION_RULES, FINDING_RULES, OBSERVATION_RULES

OBSERVATIONS = Law(
    "observations",
    "One printed figure, marker or sentence: indicator, territory, period.",
    ("document_id", "table", "row", "column", "part"),
    (
        DOCUMENT_ID,
        SOURCE,
        CONVENTION_YEAR,
        *COLLECTIVITY,
        Column("section_code", TEXT, "Number of the section, such as 2; null where none is printed.", nullable=True),
        Column("section", TEXT, "Label of the section without its number; null where none is printed.", nullable=True),
        Column("measure_code", TEXT, "Number of the measure, such as 2.1; null where none is printed.", nullable=True),
        Column("measure", TEXT, "Label of the measure without its number; null where none is printed.", nullable=True),
        Column("indicator_group", TEXT, "Sub-heading above the indicator inside its measure, or null.", nullable=True),
        Column("indicator", TEXT, "Label of the indicator as printed, line and page breaks mended."),
        *CANONICAL,
        Column("comment", TEXT, "The definition cell that goes with the indicator; null where none.", nullable=True),
        Column(
            "territory",
            TEXT,
            "Code of the territory whose figure this is, several sorted and joined by + where one figure is printed "
            "once for all of them; null where none is printed anywhere, then for review.",
            nullable=True,
            pattern=rf"{CODE}(?:\+{CODE})*",
        ),
        Column(
            "territory_label", TEXT, "The territory as the table prints it; null where it prints none.", nullable=True
        ),
        Column(
            "territory_name", TEXT, "The name that goes with the territory's code; null without code.", nullable=True
        ),
        Column(
            "period",
            TEXT,
            "The period: 2019, 2022-S1, 2022-Q3, a day 2022-06-30, or a span 2020-07-01/2021-06-30.",
            pattern=rf"\d{{4}}(?:-S[12]|-Q[1-4])?|{DAY}(?:/{DAY})?",
        ),
        Column(
            "period_kind",
            TEXT,
            "Whether the figure is the baseline at a date, what was reached, or what was aimed at.",
            allowed=vocabulary.PERIOD_KINDS,
        ),
        Column("period_start", DATE, "First day of the period, as printed where it is, otherwise the period's own."),
        Column("period_end", DATE, "Last day of the period, as printed where it is, otherwise the period's own."),
        Column("period_label", TEXT, "Header of the column, as printed."),
        Column("raw", TEXT, "This territory's part of the cell as printed, without the territory's label."),
        Column("status", TEXT, "What is printed: a figure, or which marker or absence.", allowed=vocabulary.STATUSES),
        Column("value", FLOAT64, "The number in `unit`; set exactly where status is reported.", nullable=True),
        Column("value_low", FLOAT64, "Lower bound in `unit`; set exactly where status is range.", nullable=True),
        Column("value_high", FLOAT64, "Upper bound in `unit`; set exactly where status is range.", nullable=True),
        Column(
            "comparator",
            TEXT,
            "How the figure is bounded or approximate; null where it is exact.",
            nullable=True,
            allowed=vocabulary.COMPARATORS,
        ),
        Column(
            "unit", TEXT, "Noun or sign printed after the number, singular; null where none is printed.", nullable=True
        ),
        Column("note", TEXT, "What the cell says beside its figure or marker; null where nothing.", nullable=True),
        Column(
            "stock_or_flow",
            TEXT,
            "Whether comment or header say that the figure is a stock or a flow; null where neither does, or both do.",
            nullable=True,
            allowed=vocabulary.STOCK_OR_FLOW,
        ),
        TABLE,
        ROW,
        COLUMN,
        Column("part", INT16, "Which part of a split cell, from 0.", low=0),
        *PLACE_ON_PAGE,
        READER,
        CONFIDENCE,
        FLAGS,
        REVIEW,
        Column("correction", TEXT, "Id of the correction a person made; null where raw was read as is.", nullable=True),
    ),
    OBSERVATION_RULES,
    (OF_DOCUMENT, OF_CELL),
)

CELLS = Law(
    "cells",
    "One cell of any table of the document as printed, before any interpretation.",
    ("document_id", "table", "row", "column"),
    (
        DOCUMENT_ID,
        SOURCE,
        TABLE,
        ROW,
        COLUMN,
        Column("rowspan", INT16, "How many rows the cell covers, at least 1.", low=1),
        Column("colspan", INT16, "How many columns the cell covers, at least 1.", low=1),
        Column("text", TEXT, "The cell's text as printed, line breaks kept; private data is withheld."),
        Column(
            "role",
            TEXT,
            "What the cell is; null only without text.",
            nullable=True,
            allowed=vocabulary.ROLES,
        ),
        Column(
            "places",
            list_of(PLACE),
            "Where the cell is printed, once a page: page from 1, box in PDF points from the top left; empty for "
            "formats without pages.",
        ),
        READER,
        CONFIDENCE,
    ),
    CELL_RULES,
    (OF_DOCUMENT,),
)

FINDINGS = Law(
    "findings",
    "One thing that the run noticed about a document and a person may want to see.",
    ("document_id", "number"),
    (
        DOCUMENT_ID,
        Column("number", INT32, "Number of the finding in its document, from 0.", low=0),
        SOURCE,
        Column("severity", TEXT, "How much it matters.", allowed=vocabulary.SEVERITIES),
        Column("code", TEXT, "What kind of finding.", allowed=vocabulary.FINDING_CODES),
        Column("message", TEXT, "The finding in words."),
        *(
            Column(c.name, c.type, f"{c.description} Null where the finding is about no one place.", True, low=0)
            for c in (TABLE, ROW, COLUMN)
        ),
        Column("page", INT16, "Page of the finding, from 1; null where it has none.", nullable=True, low=1),
    ),
    FINDING_RULES,
    (OF_DOCUMENT,),
)

CONVENTIONS = Law(
    "conventions",
    "One document; its file marks the document as whole.",
    ("document_id",),
    (
        DOCUMENT_ID,
        SOURCE,
        Column("sha256", TEXT, "SHA-256 of the document's bytes.", pattern="[0-9a-f]{64}"),
        Column("format", TEXT, "The file's format.", allowed=vocabulary.FORMATS),
        Column("pages", INT16, "How many pages; null for formats without pages.", nullable=True, low=1),
        READER,
        CONVENTION_YEAR,
        Column("title", TEXT, "The document's title as printed; null where none was found.", nullable=True),
        Column(
            "kind",
            TEXT,
            "What it is; null where not known.",
            nullable=True,
            allowed=vocabulary.CONVENTION_KINDS,
        ),
        *COLLECTIVITY,
        Column(
            "collectivity_siren", TEXT, "The signatory's SIREN; null where not known.", nullable=True, pattern=r"\d{9}"
        ),
        Column("state_amount_eur", FLOAT64, "What the State pays, in euros; null where not found.", nullable=True),
        Column("start_date", DATE, "First day of the convention; null where not printed.", nullable=True),
        Column("end_date", DATE, "Last day of the convention; null where not printed.", nullable=True),
        Column("duration_months", INT16, "Length in months; null where not printed.", nullable=True, low=0),
        Column("deliberation_date", DATE, "Day of the assembly's deliberation; null where not printed.", nullable=True),
        Column("report_due", TEXT, "When the report is due, as printed (30 juin); null where not.", nullable=True),
        Column("programme", TEXT, "Budget programme of the State, a code; null where not printed.", nullable=True),
        Column("action", TEXT, "Action of the budget programme, a code; null where not printed.", nullable=True),
        Column(
            "sub_action", TEXT, "Sub-action of the budget programme, a code; null where not printed.", nullable=True
        ),
        Column("court", TEXT, "The court that hears disputes, as printed; null where not.", nullable=True),
        Column(
            "action_sheets",
            list_of(INT16),
            "Numbers of the action sheets, every one; empty where there are none, null where a scan is unsure of them.",
            nullable=True,
        ),
        Column(
            "legal_references",
            list_of(REFERENCE),
            "Texts that the document cites, by number or date; null where a scan is unsure of them.",
            nullable=True,
        ),
        Column(
            "previous_agreements",
            list_of(AGREEMENT),
            "Agreements that it follows: kind, territory, day of signature; null where a scan is unsure of them.",
            nullable=True,
        ),
        Column(
            "signed", BOOL, "Whether the file carries an electronic signature; null where not known.", nullable=True
        ),
        Column(
            "signature_covers_document",
            BOOL,
            "Whether the signature covers the whole file; null where there is none or it is not known.",
            nullable=True,
        ),
        Column("observations", INT32, "How many observations are published for it.", low=0),
        Column("for_review", INT32, "How many of its observations are for review.", low=0),
        Column("findings", INT32, "How many findings are published for it.", low=0),
        Column("pipeline_version", TEXT, "Version of the pipeline that published it."),
    ),
    CONVENTION_RULES,
)

LAWS = {law.name: law for law in (OBSERVATIONS, CELLS, FUNDING, ACTIONS, FINDINGS, CONVENTIONS)}
"""In the order of `vocabulary.TABLES`."""
