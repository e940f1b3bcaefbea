"""Tables in HTML to strips, by lxml: nothing is fetched, no script is run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import html  # type: ignore[import-untyped, unused-ignore]  # typed where lxml-stubs is installed

from .model import Refused
from .transcript_strips import Field, Item, Strip, TextLine
from .transcript_text import BLOCKS, STRUCK, UNSEEN, raised, tidy

Element = Any
MAX_SPAN = 1_000
MAX_NESTED = 30
_TABLE_TAG = re.compile(r"<(/?)table(?:\s[^<>]*)?>", re.IGNORECASE)
_LINE_TAGS = frozenset(BLOCKS)


def split_tables(markup: str) -> Iterator[tuple[bool, str]]:
    """The markup in order, cut into its outermost tables (true) and what stands between them (false)."""
    depth = start = 0
    for tag in _TABLE_TAG.finditer(markup):
        if not tag[1]:
            if depth == 0:
                yield False, markup[start : tag.start()]
                start = tag.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield True, markup[start : tag.end()]
                start = tag.end()
    yield depth > 0, markup[start:]


@dataclass
class _Reading:
    """A table while it is read: its rows, its nested tables, and what stands in it outside its cells."""

    depth: int
    rows: list[tuple[Field, ...]] = field(default_factory=list)
    nested: list[Item] = field(default_factory=list)
    title: list[TextLine] = field(default_factory=list)
    stray: list[TextLine] = field(default_factory=list)


def read_table(markup: str) -> list[Item]:
    """An outermost table as a strip, its caption before it, its nested tables after it, stray text last."""
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, recover=True, huge_tree=False)
    root = html.fragment_fromstring(markup, create_parent="div", parser=parser)
    items: list[Item] = []
    for table in root.iterchildren("table"):
        items += _table(table, 0)
    return items


def _table(table: Element, depth: int) -> list[Item]:
    if depth > MAX_NESTED:
        raise Refused("unreadable", f"tables are nested more than {MAX_NESTED} deep; no document needs that")
    reading = _Reading(depth)
    _rows(table, reading)
    strip = [Strip(tuple(reading.rows), depth)] if any(f.text for row in reading.rows for f in row) else []
    return [*reading.title, *strip, *reading.nested, *reading.stray]


def _rows(container: Element, reading: _Reading) -> None:
    loose: list[Element] = []
    _stray(container.text, reading)
    for child in container:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in ("td", "th"):
            loose.append(child)
        elif tag == "tr":
            cells = [cell for cell in child if cell.tag in ("td", "th")]
            reading.rows.append(tuple(_field(cell, reading) for cell in cells))
            for text in (child.text, *(other.tail for other in child)):
                _stray(text, reading)
        elif tag == "caption":
            reading.title += [TextLine(line, True) for line in _text(child, reading)[0].split("\n") if line]
        elif tag in ("colgroup", "col", *UNSEEN):
            pass
        else:
            _rows(child, reading)
        _stray(child.tail, reading)
    if loose:
        reading.rows.append(tuple(_field(cell, reading) for cell in loose))


def _stray(text: str | None, reading: _Reading) -> None:
    if text and text.strip():
        reading.stray.append(TextLine(" ".join(text.split())))


def _field(cell: Element, reading: _Reading) -> Field:
    text, struck = _text(cell, reading)
    return Field(text, _span(cell.get("rowspan")), _span(cell.get("colspan")), struck)


def _span(written: str | None) -> int:
    """How many rows or columns; what is no number is one."""
    digits = (written or "").strip()
    return max(1, min(MAX_SPAN, int(digits))) if digits.isdecimal() and len(digits) < 6 else 1


def _text(cell: Element, reading: _Reading) -> tuple[str, bool]:
    """The text of a cell without that of nested tables, which are read; and whether some is struck through."""
    pieces: list[str] = []
    struck = _walk(cell, pieces, reading)
    return tidy(re.sub(r"[ \t\r\f\v]+", " ", "".join(pieces))), struck


def _walk(element: Element, pieces: list[str], reading: _Reading) -> bool:
    struck = False
    _say(element.text, pieces)
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag == "table":
            reading.nested += _table(child, reading.depth + 1)
        elif tag == "br":
            pieces.append("\n")
        elif tag in STRUCK:
            struck = True
        elif tag == "sup":
            inner: list[str] = []
            struck |= _walk(child, inner, reading)
            pieces.append(raised("".join(pieces), "".join(inner)))
        elif tag not in UNSEEN and tag:
            edge = "\n" if tag in _LINE_TAGS else ""
            pieces.append(edge)
            struck |= _walk(child, pieces, reading)
            pieces.append(edge)
        _say(child.tail, pieces)
    return struck


def _say(text: str | None, pieces: list[str]) -> None:
    """Breaks in the source are blanks on the page."""
    if text:
        pieces.append(re.sub(r"[ \t\r\n\f]+", " ", text))
