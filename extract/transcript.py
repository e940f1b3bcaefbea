"""A transcript to a document: Markdown, HTML or text as OCR engines and document converters write them.

Tables are runs of tab-separated lines, Markdown's tables between pipes, and HTML's tables, alone or inside Markdown.
What interrupts a table (blank lines, rules, page numbers, a letterhead that comes back) does not end it. Rows stand as
they are written, even with too few or too many cells; only the rest of a row that was cut is put together with it.
Known limits: tables drawn with blanks or with "+---+" are lines of text; pictures are not read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from .model import Document, Line, LineRole, Notice, Source, Table
from .transcript_html import read_table, split_tables
from .transcript_strips import Item, Strip, TextLine, read_lines
from .transcript_tables import Growing
from .transcript_text import is_rule

MAX_TITLE = 200
"""Characters; a longer line before a table is text, not its title."""
LONGEST_FURNITURE = 80
FEWEST_LETTERS = 6
LETTERHEAD_LINES, LETTERHEAD_WIDTH = 6, 40
"""A letterhead that stands in the document only once has at most so many lines, of so many characters."""
_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|head|template|noscript)(?:\s[^<>]*)?>.*?(?:</\1\s*>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_PAGE = re.compile(
    r"(?i)(?:p(?:age|\.)?\s*)?[-\u2013\u2014]?\s*\d{1,4}\s*(?:[/|]|sur|of|[-\u2013\u2014])?\s*(?:\d{1,4})?|\{\d+\}-*"
)


def read_transcript(data: bytes, source: Source) -> Document:
    """Read a transcript's bytes, UTF-8 or else Windows-1252; it never refuses text."""
    text, notices = _decode(data)
    items = _items(text, source)
    furniture = _recurring(items)
    tables, lines = _sort(items, furniture)
    struck = sum(item.struck for item in items if isinstance(item, TextLine))
    struck += sum(field.struck for item in items if isinstance(item, Strip) for row in item.rows for field in row)
    if struck:
        message = f"{struck} passages are struck through and were left out, as deletions are"
        notices.append(Notice("warning", "tracked_change", message))
    return Document(source, "transcript", (), tuple(tables), tuple(lines), tuple(notices))


def _decode(data: bytes) -> tuple[str, list[Notice]]:
    """The text with one kind of line break, and what is to be said of its encoding."""
    notices = []
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        text = data.decode("cp1252", "replace")
        message = f"not UTF-8 (byte {error.start}): read as Windows-1252; look at its accents"
        notices.append(Notice("warning", "table_geometry", message))
    return re.sub(r"\r\n?|\u2028|\u2029|\x85", "\n", text).replace("\f", "\n\n"), notices


def _items(text: str, source: Source) -> list[Item]:
    """Strips and lines of text, in order."""
    items: list[Item] = []
    for is_table, markup in split_tables(_UNSEEN.sub("", text)):
        if is_table:
            items += read_table(markup)
        elif source.format == "html" and "<pre" not in markup.lower():
            items += read_lines(
                re.sub(
                    r"(?i)(</?(?:p|div|h[1-6]|li|br|hr|header|footer|section)\b)", r"\n\1", " ".join(markup.split())
                ).split("\n")
            )
        else:
            items += read_lines(markup.split("\n"))
    return items


def _key(text: str) -> str:
    """What a line has in common with its like on other pages."""
    return re.sub(r"\d+", "#", "".join(text.casefold().split()))


def _recurring(items: Sequence[Item]) -> frozenset[str]:
    """The keys of short lines that come back: letterheads and footers. A single word does so beside such a line."""
    lines = [item.text if isinstance(item, TextLine) else "" for item in items]
    keys = [_key(text) if text and len(text) <= LONGEST_FURNITURE else "" for text in lines]
    again = {key for key, times in Counter(keys).items() if key and times > 1}
    found = {key for key in again if sum(map(str.isalpha, key)) >= FEWEST_LETTERS}
    beside = {a for one, two in pairwise(keys) for a, b in ((one, two), (two, one)) if b in found}
    return frozenset(found | (beside & again))


def _is_furniture(line: TextLine, furniture: frozenset[str]) -> bool:
    return is_rule(line.text) or _PAGE.fullmatch(line.text.strip()) is not None or _key(line.text) in furniture


def _sort(items: Sequence[Item], furniture: frozenset[str]) -> tuple[list[Table], list[Line]]:
    """The tables, numbered in the order in which they begin, and the lines outside them."""
    growing: list[Growing] = []
    running: Growing | None = None
    lines: list[Line] = []
    between: list[TextLine] = []
    for item in items:
        if isinstance(item, TextLine):
            between.append(item)
            continue
        strip, heads = _without_letterhead(item, furniture)
        lines += [Line(text, role="furniture") for text in heads]
        if not strip.rows:
            continue
        goes_on = running is not None and strip.depth == 0 and _goes_on(running, strip, between, furniture)
        lines += _lines(between, furniture, goes_on=goes_on)
        if running is not None and goes_on:
            running.append(strip)
        else:
            growing.append(Growing([strip], _title(between, furniture)))
            running = growing[-1] if strip.depth == 0 else running
        between = []
    lines += _lines(between, furniture, goes_on=False)
    return [table.table(number) for number, table in enumerate(growing)], lines


def _without_letterhead(strip: Strip, furniture: frozenset[str]) -> tuple[Strip, list[str]]:
    """A strip without rows whose only text is a line that comes back outside the tables, and those texts."""
    kept, heads = [], []
    for row in strip.rows:
        texts = [field.text for field in row if field.text]
        if len(texts) == 1 and all(_key(line) in furniture for line in texts[0].split("\n")):
            heads += texts[0].split("\n")
        else:
            kept.append(row)
    return Strip(tuple(kept), strip.depth), heads


def _goes_on(running: Growing, strip: Strip, between: list[TextLine], furniture: frozenset[str]) -> bool:
    """Whether nothing stands between but furniture, or what may be a letterhead that the document has only once."""
    if not running.fits(strip):
        return False
    other = [line for line in between if not _is_furniture(line, furniture)]
    if any(line.is_heading for line in other) or len(other) > LETTERHEAD_LINES:
        return False
    short = all(len(line.text) <= LETTERHEAD_WIDTH and not re.search(r"[\d:.;]", line.text) for line in other)
    return short and (not other or not _looks_like_header(strip))


def _looks_like_header(strip: Strip) -> bool:
    """Whether the first row is full, as a header is."""
    return all(field.text for field in strip.rows[0])


def _title(between: list[TextLine], furniture: frozenset[str]) -> str | None:
    own = [line.text for line in between if not _is_furniture(line, furniture)]
    return own[-1] if own and len(own[-1]) <= MAX_TITLE else None


def _lines(between: list[TextLine], furniture: frozenset[str], *, goes_on: bool) -> list[Line]:
    lines = []
    for line in between:
        role: LineRole = "furniture" if goes_on or _is_furniture(line, furniture) else "body"
        if not is_rule(line.text):
            lines.append(Line(line.text, role=role))
    return lines
