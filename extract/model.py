"""The types of what is printed: one for each stage from a page to a document, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

Reader = Literal["pdf", "scan", "docx", "libreoffice", "transcript"]
SecondReader = Literal["never", "doubt"]
"""Whether an independent reader is asked: never, or where the first one is in doubt."""
OnScan = Callable[[int], None]
"""Hears the number (from 1) of a scanned page before it is read, perhaps in another thread, one at a time."""
Format = Literal["pdf", "docx", "doc", "odt", "rtf", "md", "txt", "html"]
LineRole = Literal["body", "furniture", "note"]
SetAt = Literal["at_top", "at_bottom"]
Mark = Literal[
    "joined_over_page",
    "break_unsure",
    "pushed",
    "tracked_change",
    "outside_rules",
    "irregular",
    "unsure_text",
    "imagined",
    "unstable",
    "open_rows",
    "at_top",
    "at_bottom",
    "readers_disagree",
    "layer_disagrees",
    "joined_unsure",
    "ocr_unsure",
    "spelt_unsure",
    "shifted",
    "by_order",
]
"""What a reader noticed about a cell: evidence for `normalize`, which alone judges it.

`joined_over_page`: its text was cut by a page break (in a transcript: by a row's end) and put together again.
`break_unsure`: it stands beside a page break, and the print does not show whether it goes on there.
`pushed`: it goes on over such a break, though its text stands below it alone: a break pushes texts that do not fit.
`tracked_change`: its text is the accepted one of a tracked change.
`outside_rules`: part of its text is printed beyond the rules that should close the cell.
`irregular`: it was cut out of a shape that is no rectangle: a rule inside the table is missing.
`unsure_text`: its text runs over its edge into a neighbour, is printed over other text, or stands where text was left
out as invisible: letters may be missing, too many, or in the wrong order.
`imagined`: not all of its rules are drawn; shading, strokes of other cells, or words gave its edges.
`unstable`: its edges are imagined, and its words, read a little narrower or wider, give other cells.
`open_rows`: no rule or shading parts its row from the next, or from the next page: where it ends texts alone show.
`at_top`: the texts of its table are set at the top of their cells, by many that stand beside higher ones.
`at_bottom`: some of its table's page show that they are set at the bottom: which rows a merged cell has they do not.
`readers_disagree`: an independent reader finds another text in its place.
`layer_disagrees`: the text that a recogniser has put behind its picture is another one.
`joined_unsure`: its text goes on in the row below, or may do so, by weak signs only (transcripts have no rules).
`ocr_unsure`: two readings of its picture differ in what it says, or one of them is not what may stand there.
`spelt_unsure`: they spell one of its long words differently, by one letter.
`shifted`, `by_order`: set by `normalize/repair.py` on what stands in another place than its like, or is matched by the
order of rows; no reader sets them.
"""
READ_TWICE: frozenset[Mark] = frozenset({"ocr_unsure", "spelt_unsure"})
"""The marks of cells that two readings of their picture differ in."""


class Refused(Exception):
    """A file that cannot be read as a document.

    `code` is one of the published finding codes, `message` says in one sentence what was found and what to do.
    `sha256` is that of the file's bytes once they have been read.
    """

    def __init__(self, code: str, message: str, sha256: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.sha256 = sha256


@dataclass(frozen=True, slots=True)
class Scans:
    """How scanned pages, each of which takes seconds, are read.

    `at_once`: so many at a time where they are of A4, fewer where they are larger. `on_page` hears of each before.
    """

    at_once: int = 1
    on_page: OnScan | None = None


ONE_BY_ONE = Scans()


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle of a page. Pages count from 1; lengths in PDF points (1/72 in), origin at the page's top left."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """Where a cell is printed: table in reading order, row, column, all from 0. Whatever is mended later, it stays."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Cell:
    r"""One printed cell, its text verbatim (line breaks as `\n`), covering rowspan x colspan places of the grid.

    A cell that crosses a page break has a place on each page, a header that comes back one for each time; a cell of
    a format without pages has none. `confidence` (0 to 1) is the reader's own.
    """

    at: Address
    text: str
    places: tuple[Region, ...] = ()
    rowspan: int = 1
    colspan: int = 1
    confidence: float = 1.0
    marks: frozenset[Mark] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the document, stitched over its pages: no two cells cover the same place of its rows x columns."""

    number: int
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    title: str | None = None
    is_scanned: bool = False
    """Part of it at least was read from a picture."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text outside the tables, in reading order. `place` is null for formats without pages.

    `furniture` stands at the same place on several pages (letterhead, footer); `note` is a foot- or endnote.
    """

    text: str
    place: Region | None = None
    role: LineRole = "body"
    is_unsure: bool = False
    """Two readings of its picture differ, or a drawing covers part of it."""


@dataclass(frozen=True, slots=True)
class PageSize:
    """A page as it is seen, after its rotation and crop: number from 1, width and height in points."""

    page: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader noticed and a person may want to see; `normalize` publishes it as a finding."""

    severity: Literal["info", "warning", "error"]
    code: str
    message: str
    page: int | None = None
    at: Address | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A file as received: its name, the SHA-256 of its bytes in hexadecimal, its format by its bytes."""

    name: str
    sha256: str
    format: Format

    @property
    def document_id(self) -> str:
        """The first 16 hexadecimal digits of the SHA-256."""
        return self.sha256[:16]


@dataclass(frozen=True, slots=True)
class Document:
    """What is printed in one file: its tables, the lines outside them, and what the reader noticed."""

    source: Source
    reader: Reader
    pages: tuple[PageSize, ...] = ()
    tables: tuple[Table, ...] = ()
    lines: tuple[Line, ...] = ()
    notices: tuple[Notice, ...] = field(default=())
    signed: bool | None = None
    """Whether the file carries an electronic signature; null where that is not known."""
    signature_covers_document: bool | None = None
    """Whether a signature covers every byte of the file; null where there is none."""
