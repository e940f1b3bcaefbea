"""The reader of digital PDF: pages -> fragments -> furniture set aside -> tables stitched over pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pypdfium2 as pdfium

from .before import Before, is_in
from .characters import Characters
from .divide import divide_merged
from .ends import body_lines, doubt_end, goes_on_below, is_note, may_be_rest
from .fragment import Fragment, PageContent, free_lines, lines_in, take_apart
from .furniture import find_furniture, is_furniture_table, without_furniture
from .heading_rows import with_headings
from .imagine import imagine_grids
from .justified import join_justified
from .model import ONE_BY_ONE, Document, Line, LineRole, Notice, Refused, Region, Scans, Source, Table
from .opening import open_page, open_pdf
from .page import Ink, read_page
from .rules import find_grids
from .scan_chart import is_chart
from .scan_edges import look_at_edges
from .scan_layer import compare_layers
from .sketch import rows_outside
from .stitch import Stitched, append
from .tilt import Tilt, as_lying

TITLE_WITHIN = 80.0
"""A table's title stands at most this far (points) above it."""
CONTINUED = re.compile(r"\bsuite\b", re.IGNORECASE)
"""A title that says that the table goes on."""
FEWEST_ROWS = 2
"""So many lines like a table's rows, and no table, are worth a finding; one may be of signatures."""
MOST_PAGES = 10_000
LONGEST_TITLE = 200
"""Characters."""


def read_pdf(data: bytes, source: Source, scans: Scans = ONE_BY_ONE) -> Document:
    """Read a PDF's bytes. Raises `Refused` where PDFium cannot open them or finds no page."""
    pdf = open_pdf(data)
    try:
        if len(pdf) > MOST_PAGES:
            raise Refused("too_large", f"the PDF has {len(pdf)} pages, more than any document; send it in parts")
        inks, tilts, layers = _read_inks(pdf, scans)
    finally:
        pdf.close()
    contents = _take_apart(inks)
    if not contents:
        raise Refused("unreadable", "the PDF has no page; ask for the original file")
    furniture = find_furniture(contents)
    tables = tuple(_number(list(_stitch(contents, furniture)), contents, furniture))
    document = Document(
        source,
        "pdf",
        tuple(content.size for content in contents),
        tables,
        tuple(_lines(contents, furniture)),
        tuple(_notices(contents)),
    )
    return as_lying(compare_layers(look_at_edges(document, inks), layers), tilts) if tilts else document


def _take_apart(inks: Sequence[Ink]) -> list[PageContent]:
    """Each page taken apart; a page learns the columns of a table without rules from the page before."""
    ruled = [[divide_merged(ink, grid) for grid in find_grids(ink.rules)] for ink in inks]
    ruled = with_headings(inks, ruled)
    lines = [free_lines(ink, grids) for ink, grids in zip(inks, ruled, strict=True)]
    lines = join_justified(without_furniture([(ink.size, own) for ink, own in zip(inks, lines, strict=True)]))
    contents: list[PageContent] = []
    before = Before()
    for ink, own_ruled, own_lines in zip(inks, ruled, lines, strict=True):
        found = imagine_grids(ink, own_ruled, own_lines, before)
        grids = [grid for grid in found if not is_chart(ink, grid)]
        charts = len(found) - len(grids)
        imagined = [grid for grid in grids if grid not in own_ruled]
        before = before.then(imagined[-1], lines_in(ink, imagined[-1])) if imagined else Before()
        content = take_apart(ink, sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0])))
        left = rows_outside([line for line in own_lines if not any(is_in(grid, line) for grid in found)])
        contents.append(replace(content, charts=charts, rows_outside=left))
    return contents


def _read_inks(pdf: pdfium.PdfDocument, scans: Scans) -> tuple[list[Ink], dict[int, Tilt], dict[int, Characters]]:
    """What each page shows; by its number how each scanned one was turned to be read, and the text behind it."""
    inks = [_read_ink(pdf, index) for index in range(len(pdf))]
    numbers = [index + 1 for index, ink in enumerate(inks) if ink.is_scanned]
    tilts: dict[int, Tilt] = {}
    layers: dict[int, Characters] = {}
    if numbers:
        from .scan import read_scans

        for number, (ink, tilt) in zip(numbers, read_scans(pdf, numbers, scans), strict=True):
            layer = inks[number - 1].layer
            if layer is not None:
                layers[number] = tilt.to_upright(layer)
            inks[number - 1], tilts[number] = ink, tilt
    return inks, tilts, layers


def _read_ink(pdf: pdfium.PdfDocument, index: int) -> Ink:
    page = open_page(pdf, index)
    try:
        return read_page(page, index + 1)
    finally:
        page.close()


def _stitch(contents: Sequence[PageContent], furniture: dict[int, frozenset[int]]) -> Iterator[Stitched]:
    """Each table of the document in reading order, nested ones right after the table that holds them."""
    running: Stitched | None = None
    finished: list[Stitched] = []
    for number, content in enumerate(contents):
        own = [f for f in content.fragments if not is_furniture_table(f, contents)]
        for fragment in own:
            is_first = not fragment.nested and all(f.nested or f is fragment for f in own[: own.index(fragment) + 1])
            goes_on = running is not None and is_first and _may_go_on(running, fragment, contents, furniture, number)
            if goes_on and running is not None and append(running, fragment):
                continue
            if goes_on and running is not None and all("imagined" in piece.marks for piece in fragment.pieces):
                doubt_end(running)  # its columns may be misread, and its first row the rest of the last one
            stitched = Stitched.begin(fragment)
            finished.append(stitched)
            if not fragment.nested:
                running = stitched
    for stitched in finished:
        following = stitched.fragments[-1].page
        is_rest = following < len(contents) and may_be_rest(stitched, contents[following], furniture[following])
        if is_rest or goes_on_below(stitched, contents[following - 1], furniture[following - 1]):
            doubt_end(stitched)
    yield from finished


def _may_go_on(
    running: Stitched,
    fragment: Fragment,
    contents: Sequence[PageContent],
    furniture: dict[int, frozenset[int]],
    at: int,
) -> bool:
    """Whether nothing but furniture, blank pages, notes, or the same header again stands between two fragments."""
    last = running.fragments[-1]
    page_before = last.page - 1
    between = [line for i in range(page_before + 1, at) for line in body_lines(contents[i], furniture[i])]
    above = [line for line in body_lines(contents[at], furniture[at]) if line.top < fragment.top]
    if running.repeated_rows(fragment):
        first = running.fragments[0]
        title = _title(first, contents[first.page - 1], furniture[first.page - 1])
        above = [line for line in above if line.text != title and not CONTINUED.search(line.text)]
    below = [line for line in body_lines(contents[page_before], furniture[page_before]) if line.top > last.bottom - 1]
    later = [f for f in contents[page_before].fragments if not f.nested and f.top > last.bottom]
    return last.page < fragment.page and not (between or above or later) and all(is_note(line) for line in below)


def _number(
    stitched: list[Stitched], contents: Sequence[PageContent], furniture: dict[int, frozenset[int]]
) -> Iterator[Table]:
    for number, draft in enumerate(stitched):
        first = draft.fragments[0]
        yield draft.table(number, _title(first, contents[first.page - 1], furniture[first.page - 1]))


def _title(fragment: Fragment, content: PageContent, furniture: frozenset[int]) -> str | None:
    above = [
        line for line in body_lines(content, furniture) if fragment.top - TITLE_WITHIN < line.bottom <= fragment.top + 1
    ]
    return above[-1].text[:LONGEST_TITLE] if above else None


def _lines(contents: Sequence[PageContent], furniture: dict[int, frozenset[int]]) -> Iterator[Line]:
    for number, content in enumerate(contents):
        for i, line in enumerate(content.lines):
            place = Region(content.size.page, line.x0, line.top, line.x1, line.bottom)
            role: LineRole = "furniture" if i in furniture[number] else "body"
            yield Line(line.text, place, role, i in content.unsure)
        for fragment in content.fragments:
            if is_furniture_table(fragment, contents):
                for piece in fragment.pieces:
                    yield from (Line(line.text, piece.place, "furniture") for line in piece.lines)


def _notices(contents: Sequence[PageContent]) -> Iterator[Notice]:
    for content in contents:
        page = content.size.page
        if content.is_blank and content.has_images:
            message = f"page {page} is an image without text: nothing on it was read"
            yield Notice("warning", "page_without_text_layer", message, page)
        if content.rows_outside >= FEWEST_ROWS:
            message = (
                f"{content.rows_outside} lines on page {page} look like rows of a table, and no table was read there"
            )
            yield Notice("warning", "unplaced_text", message, page)
        if content.charts:
            message = f"{content.charts} drawings on page {page} look like tables and were not read as such"
            yield Notice("warning", "drawing_left_out", message, page)
        if content.hidden:
            message = f"{content.hidden} characters on page {page} are printed invisibly and were left out"
            yield Notice("info", "invisible_text", message, page)
