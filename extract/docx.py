"""A DOCX to a document, natively: the grid comes from the file's own cells, never from a picture of them.

Tables are numbered in the order in which they begin; a nested table follows its parent and its text leaves the
parent's cell. Tracked changes are read as accepted, hidden text is left out. Known limits, each said by a notice:
numbers that Word generates in lists are not text (`table_geometry`), embedded files (`w:altChunk`) are not opened
(`unplaced_text`). Tables in headers, footers and notes are read as lines; text in pictures and charts is not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .docx_package import Element, Package, attribute, child, full_names, is_on, name, value, visible
from .docx_styles import Styles
from .docx_text import Flow, TextReader, tracked_changes
from .model import Address, Cell, Document, Line, LineRole, Mark, Notice, Refused, Source, Table

MAX_NESTED = 30
"""Tables inside tables; more would only be made to exhaust the stack."""
MAX_ROWS, MAX_COLUMNS, MAX_PLACES = 32_767, 4_096, 4_000_000
"""A table's bounds: rows and columns are published as int16, and a dense grid is made of them."""
MAX_SPAN = 1_024
"""Columns of one cell (Word writes 63 at most); a larger number is damage, and read as this one."""
MAX_TITLE = 200
"""Characters; a longer paragraph before a table is text, not its title."""


def read_docx(data: bytes, source: Source) -> Document:
    """Read a DOCX (or DOCM, whose macros are never run). Raises `Refused` for bytes that are no such document."""
    package = Package(data)
    part, main = package.main()
    reader = _Reader(TextReader(Styles(package.related(part, "styles"), package.related(part, "numbering"))))
    body = Flow()
    for story in main:
        if name(story) == "w:body":
            reader.blocks(story, body)
    notes = reader.notes(package, part)
    header, footer = (reader.furniture(package, part, main, kind) for kind in ("header", "footer"))
    above = frozenset(header)
    lines = [
        *_lines(header, "furniture"),
        *_lines([line for paragraph in body.paragraphs for line in paragraph.split("\n")], "body"),
        *_lines(notes, "note"),
        *_lines([line for line in footer if line not in above], "furniture"),
    ]
    tables = tuple(table for _, table in sorted(reader.tables.items()))
    return Document(source, "docx", tables=tables, lines=tuple(lines), notices=tuple(reader.all_notices(main)))


@dataclass(slots=True)
class _Place:
    """A cell of the grid while its rows are laid out: where it begins, what it covers, and the `w:tc` it shows."""

    row: int
    column: int
    colspan: int
    merge: str | None
    shown: Element
    touched: bool
    rowspan: int = 1
    covered: list[Element] = field(default_factory=list)


def _lay_out(rows: list[Element]) -> tuple[list[_Place], int]:
    """The cells of a table and its number of columns; the rows' own spans are trusted, not the `w:tblGrid`."""
    places: list[_Place] = []
    above: dict[int, _Place] = {}
    columns = 0
    for number, row in enumerate(rows):
        in_group: dict[int, _Place] = {}
        cells, width = _row(row, number)
        for cell in cells:
            start = above.get(cell.column)
            if cell.merge == "continue" and start is not None and start.colspan == cell.colspan:
                start.rowspan += 1
                start.covered += [cell.shown, *cell.covered]
                start.touched |= cell.touched
                cell = start  # noqa: PLW2901
            else:
                places.append(cell)
            if cell.merge is not None:
                in_group[cell.column if start is not cell else start.column] = cell
        above = in_group
        columns = max(columns, width)
        if number >= MAX_ROWS or columns > MAX_COLUMNS or columns * (number + 1) > MAX_PLACES:
            raise Refused(
                "too_large", f"a table has {columns} columns and over {number} rows; split it and send it anew"
            )
    return places, columns


def _row(row: Element, number: int) -> tuple[list[_Place], int]:
    """The cells of a row, `w:hMerge` resolved, and its width in grid columns."""
    properties = child(row, "w:trPr")
    column = _count(value(properties, "w:gridBefore"), 0)
    inserted = child(properties, "w:ins") is not None
    cells: list[_Place] = []
    for cell in visible(row, "w:tc"):
        own = child(cell, "w:tcPr")
        if child(own, "w:cellDel") is not None:
            continue
        span = max(1, _count(value(own, "w:gridSpan"), 1))
        across = child(own, "w:hMerge")
        if across is not None and attribute(across, "w:val") != "restart" and cells:
            cells[-1].colspan += span
            cells[-1].covered.append(cell)
        else:
            touched = inserted or child(own, "w:cellIns") is not None or child(own, "w:cellMerge") is not None
            cells.append(_Place(number, column, span, _merge(own), cell, touched))
        column += span
    return cells, column + _count(value(properties, "w:gridAfter"), 0)


def _merge(properties: Element | None) -> str | None:
    """Whether a cell begins a vertical merge (`restart`), goes on with one (`continue`), or stands alone (null)."""
    down, tracked = child(properties, "w:vMerge"), child(properties, "w:cellMerge")
    if tracked is not None:
        return {"cont": "continue", "rest": "restart"}.get(attribute(tracked, "w:vMerge") or "")
    if down is None:
        return None
    return "restart" if attribute(down, "w:val") == "restart" else "continue"


def _count(written: str | None, default: int) -> int:
    """A number of columns; the default where none is written or it is no number."""
    if written is None or not written.strip().isdecimal():
        return default
    return int(written) if len(written) < 6 and int(written) <= MAX_SPAN else MAX_SPAN


class _Reader:
    """The walk through a document: its tables by number, and what is to be said of it."""

    def __init__(self, text: TextReader) -> None:
        self.text = text
        self.tables: dict[int, Table] = {}
        self.found: list[Notice] = []
        self.numbered: list[Address] = []
        self._begun = 0
        self._nested = 0
        self._tracked = 0

    def blocks(self, container: Element, flow: Flow) -> None:
        """Read paragraphs into the flow and tables into tables, in order."""
        title: str | None = None
        for block in visible(container, "w:p", "w:tbl", "w:altChunk"):
            if name(block) == "w:p":
                read = len(flow.paragraphs)
                self.text.paragraph(block, flow)
                self._boxes(flow)
                title = next((text for text in reversed(flow.paragraphs[read:]) if text.strip()), title)
            elif name(block) == "w:tbl":
                flow.close()
                self._table(block, _title(title) if flow.at is None else None)
                title = None
            else:
                message = "a file embedded in the document (altChunk) was not read; open it and save it as a plain DOCX"
                self.found.append(Notice("warning", "unplaced_text", message, at=flow.at))
        flow.close()
        self._boxes(flow)

    def _boxes(self, flow: Flow) -> None:
        """Read the text boxes of the paragraph that has just ended, after it."""
        while flow.boxes and not flow.pieces:
            self.blocks(flow.boxes.pop(0), flow)

    def _table(self, table: Element, title: str | None) -> None:
        rows = [row for row in visible(table, "w:tr") if child(row, "w:trPr", "w:del") is None]
        places, columns = _lay_out(rows)
        if not places:
            return
        if self._nested == MAX_NESTED:
            raise Refused("unreadable", f"tables are nested more than {MAX_NESTED} deep; no document needs that")
        number = self._begun
        self._begun += 1
        self._nested += 1
        cells = tuple(self._cell(place, Address(number, place.row, place.column)) for place in places)
        self._nested -= 1
        self.tables[number] = Table(number, len(rows), columns, cells, title)

    def _cell(self, place: _Place, at: Address) -> Cell:
        flow = Flow(at, touched=place.touched)
        self.blocks(place.shown, flow)
        if flow.numbered:
            self.numbered.append(at)
        covered = [text for cell in place.covered for text in cell.iter(*full_names("w:t"))]
        self.text.hidden += any((text.text or "").strip() for text in covered)
        marks: frozenset[Mark] = frozenset({"tracked_change"} if flow.touched else ())
        return Cell(at, "\n".join(flow.paragraphs).strip("\n"), (), place.rowspan, place.colspan, marks=marks)

    def _flat(self, story: Element) -> list[str]:
        """The paragraphs of a note, header or footer with text, those of its tables among them."""
        flow = Flow()
        for paragraph in visible(story, "w:p"):
            self.text.paragraph(paragraph, flow)
            for box in flow.boxes:
                flow.paragraphs += self._flat(box)
            flow.boxes.clear()
        flow.close()
        return [line for text in flow.paragraphs for line in text.split("\n") if line.strip()]

    def notes(self, package: Package, part: str) -> list[str]:
        """The notes that the text calls, footnotes first, each as one line; those called in a cell are found."""
        texts: list[str] = []
        for kind in ("footnote", "endnote"):
            root = package.related(part, f"{kind}s")
            self._tracked += tracked_changes(root)
            known = {attribute(note, "w:id"): note for note in (() if root is None else root)}
            calls = [call for call in self.text.references if call.kind == kind]
            order = {id_: number for number, id_ in enumerate(dict.fromkeys(call.id for call in calls), 1)}
            texts += [" ".join(self._flat(known[id_])) for id_ in order if id_ in known]
            for call in calls:
                if call.at is not None:
                    said = f"{kind} {order[call.id]} is called in this cell; its text is among the notes"
                    self.found.append(Notice("info", "footnote", said, at=call.at))
        return texts

    def furniture(self, package: Package, part: str, main: Element, kind: str) -> list[str]:
        """The lines of all headers, or of all footers, each distinct one once."""
        targets = {relation.id: relation.target for relation in package.relations(part)}
        settings = package.related(part, "settings")
        printed = {"default", None}
        printed |= {"even"} if is_on(child(settings, "w:evenAndOddHeaders")) else set()
        printed |= {"first"} if any(is_on(page) for page in main.iter(*full_names("w:titlePg"))) else set()
        calls = [call for call in main.iter(*full_names(f"w:{kind}Reference")) if attribute(call, "w:type") in printed]
        named = dict.fromkeys(targets.get(attribute(call, "r:id") or "", "") for call in calls)
        roots = [package.part(target) for target in named]
        return list(dict.fromkeys(line for root in roots if root is not None for line in self._flat(root)))

    def all_notices(self, main: Element) -> Iterator[Notice]:
        """What is to be said of the document as a whole, then of its places."""
        tracked = self._tracked + tracked_changes(main)
        if tracked:
            yield Notice("warning", "tracked_change", f"{tracked} tracked changes, read as if all were accepted")
        if self.text.hidden:
            yield Notice("info", "invisible_text", f"{self.text.hidden} pieces of hidden text were left out")
        if self.numbered:
            message = f"{len(self.numbered)} cells hold numbers that Word generates; these are not part of their text"
            yield Notice("info", "table_geometry", message, at=self.numbered[0])
        yield from self.found


def _title(paragraph: str | None) -> str | None:
    title = " ".join((paragraph or "").split())
    return title if 0 < len(title) <= MAX_TITLE else None


def _lines(texts: list[str], role: LineRole) -> list[Line]:
    return [Line(text, role=role) for text in texts if text.strip()]
