"""The types of the published columns, and the columns that several tables share."""

from __future__ import annotations

import pyarrow as pa

from .law import Column, Reference
from .vocabulary import READERS

TEXT, BOOL, DATE = pa.string(), pa.bool_(), pa.date32()
INT16, INT32, FLOAT32, FLOAT64 = pa.int16(), pa.int32(), pa.float32(), pa.float64()


def list_of(item: pa.DataType) -> pa.DataType:
    """A list that holds no null."""
    return pa.list_(pa.field("element", item, nullable=False))


PLACE = pa.struct(
    [pa.field("page", INT16, False), *(pa.field(s, FLOAT32, False) for s in ("x0", "top", "x1", "bottom"))]
)
REFERENCE = pa.struct([("kind", TEXT), ("number", TEXT), ("date", DATE)])
AGREEMENT = pa.struct([("kind", TEXT), ("territory", TEXT), ("signed_on", DATE)])

CODE = r"(?:0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-8]|98[678]|6AE|20R|69[DM]|75C|97[236]R)"
DAY = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"

DOCUMENT_ID = Column(
    "document_id",
    TEXT,
    "The document: first 16 hexadecimal digits of the SHA-256 of its bytes.",
    pattern="[0-9a-f]{16}",
)
SOURCE = Column("source", TEXT, "The file's path relative to the folder that was given, or its name.")
CONVENTION_YEAR = Column(
    "convention_year", INT16, "Year in the title, an amendment's own year; null where none is printed.", nullable=True
)
COLLECTIVITY = (
    Column("collectivity", TEXT, "Signatory, as printed; null where none was found.", nullable=True),
    Column(
        "collectivity_code",
        TEXT,
        "The signatory's code: its département's, or one such as 6AE or 69M; null for a joint body without one.",
        nullable=True,
        pattern=CODE,
    ),
)
CANONICAL = (
    Column(
        "indicator_id",
        TEXT,
        "The canonical indicator it is matched to; null where no match is sure.",
        nullable=True,
        pattern=r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*){1,2}",
    ),
    Column(
        "indicator_unit",
        TEXT,
        "What the canonical indicator counts, singular, never taken from the cell; null where it is not said.",
        nullable=True,
    ),
)
READER = Column("reader", TEXT, "Which reader read the document.", allowed=READERS)
CONFIDENCE = Column("confidence", FLOAT32, "How sure the reading is, from 0 to 1.", low=0, high=1)
TABLE = Column("table", INT16, "Number of the table in the document, in reading order, from 0.", low=0)
ROW = Column("row", INT16, "Row of the table stitched over its pages, from 0.", low=0)
COLUMN = Column("column", INT16, "Column of the table stitched over its pages, from 0.", low=0)
OF_DOCUMENT = Reference(("document_id",), "conventions")
OF_CELL = Reference(("document_id", "table", "row", "column"), "cells")
FLAGS = Column(
    "flags", list_of(TEXT), "Why the figure may be doubted, from a closed list, sorted; empty where no doubt."
)
REVIEW = Column("review", BOOL, "True where a person should look before the figure is used.")
PLACE_ON_PAGE = (
    Column("page", INT16, "Page where the cell begins, from 1; null for formats without pages.", nullable=True, low=1),
    *(
        Column(
            side,
            FLOAT32,
            f"{words} of the cell where it begins, in PDF points (1/72 in) from the top left; null without page.",
            nullable=True,
        )
        for side, words in (
            ("x0", "Left edge"),
            ("top", "Top edge"),
            ("x1", "Right edge"),
            ("bottom", "Bottom edge"),
        )
    ),
)
