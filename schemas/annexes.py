"""The published tables of what stands beside the indicators: money and action sheets, column by column."""

from __future__ import annotations

from . import vocabulary
from .columns import (
    COLLECTIVITY,
    COLUMN,
    CONFIDENCE,
    CONVENTION_YEAR,
    DOCUMENT_ID,
    FLAGS,
    FLOAT64,
    INT16,
    OF_CELL,
    OF_DOCUMENT,
    PLACE_ON_PAGE,
    READER,
    REVIEW,
    ROW,
    SOURCE,
    TABLE,
    TEXT,
)
from .law import Column, Law
from .rules import FUNDING_RULES

FUNDING = Law(
    "funding",
    "One amount of the financial annexe: action, payer, year. Sums are checked and not published.",
    ("document_id", "table", "row", "column"),
    (
        DOCUMENT_ID,
        SOURCE,
        CONVENTION_YEAR,
        COLLECTIVITY[1],
        Column("action_number", INT16, "Number of the action sheet; null where none is printed.", nullable=True, low=0),
        Column("action", TEXT, "Label of the action, without its number; null where none is printed.", nullable=True),
        Column("payer", TEXT, "Who pays.", allowed=vocabulary.PAYERS),
        Column("payer_label", TEXT, "Header of the payer's column, as printed."),
        Column(
            "year", INT16, "Year in the header or the title, else the convention's; null where none is.", nullable=True
        ),
        Column("amount_eur", FLOAT64, "The amount in euros, those in thousands or millions multiplied."),
        Column("raw", TEXT, "The cell as printed."),
        TABLE,
        ROW,
        COLUMN,
        *PLACE_ON_PAGE,
        READER,
        CONFIDENCE,
        FLAGS,
        REVIEW,
    ),
    FUNDING_RULES,
    (OF_DOCUMENT, OF_CELL),
)

ACTIONS = Law(
    "actions",
    "One field of an action sheet (fiche action), by the sheet's own heading.",
    ("document_id", "action_number", "field"),
    (
        DOCUMENT_ID,
        SOURCE,
        CONVENTION_YEAR,
        Column("action_number", INT16, "Number of the action sheet.", low=0),
        Column("title", TEXT, "Title of the sheet, without its number; null where none is printed.", nullable=True),
        Column("field", TEXT, "Heading of the field, as printed, without its colon."),
        Column(
            "text", TEXT, "What stands there, line breaks kept; empty where nothing does; private data is withheld."
        ),
        Column("page", INT16, "Page where the field begins, from 1; null without pages.", nullable=True, low=1),
        READER,
    ),
    (),
    (OF_DOCUMENT,),
)
