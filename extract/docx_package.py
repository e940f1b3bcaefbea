"""The parts of a DOCX: found through its relationships, read within limits, parsed without entities; no text yet.

Both namespaces of OOXML (transitional and strict) get the same short names: `w:p`, `m:t`, `mc:Choice`.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias
from urllib.parse import unquote

from lxml import etree  # type: ignore[import-untyped, unused-ignore]  # typed where lxml-stubs is installed

from .model import Refused

Element: TypeAlias = etree._Element

MAX_PART = 64 * 2**20
"""Bytes of one part, unpacked. The largest of the documents seen has 2 MiB."""
MAX_ALL = 200 * 2**20
"""Bytes of all parts that are read, unpacked; pictures are never unpacked."""
MAX_MARKUP = 2_000_000
"""Signs `<` and `=` in one part: each costs a hundred bytes once parsed. A handbook of 872 pages has 350 000."""

PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/package/2006/content-types": "types",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rels",
}
UNDERSTOOD = frozenset(
    f"http://schemas.microsoft.com/office/word/{name}"
    for name in (
        "2010/wordprocessingShape",
        "2010/wordprocessingGroup",
        "2010/wordprocessingCanvas",
        "2010/wordprocessingDrawing",
        "2010/wordml",
        "2012/wordml",
    )
)
"""Namespaces whose `mc:Choice` is read; for any other (emoji, charts) the `mc:Fallback` holds the text."""
_PROPERTIES = ("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sectPr")
NOT_PRINTED = frozenset(f"w:{name}" for name in ("del", "moveFrom", "rt", *_PROPERTIES))
"""Properties, deleted text, ruby guides: what stands in them is not the document's text."""


@lru_cache(maxsize=4096)
def _short(tag: object) -> str:
    namespace, _, local = str(tag)[1:].rpartition("}")
    return f"{PREFIXES.get(namespace, '')}:{local}"


def name(element: Element) -> str:
    """Its short name (`w:p`); one of an unknown namespace has no prefix (`:shape`)."""
    return _short(element.tag)


@lru_cache(maxsize=256)
def full_names(short: str) -> tuple[str, ...]:
    """The names that lxml knows a short name by, one for each namespace."""
    prefix, _, local = short.partition(":")
    return tuple(f"{{{namespace}}}{local}" for namespace, known in PREFIXES.items() if known == prefix)


def attribute(element: Element, short: str) -> str | None:
    """An attribute's value by its short name."""
    return next((value for full in full_names(short) if (value := element.get(full)) is not None), None)


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of this short name, or its own first child of the next, and so on."""
    for short in path:
        if element is None:
            return None
        element = next((part for part in element if name(part) == short), None)
    return element


def value(element: Element | None, *path: str) -> str | None:
    """The `w:val` of the element at this path; null where either is missing."""
    found = child(element, *path)
    return None if found is None else attribute(found, "w:val")


def is_on(element: Element | None) -> bool:
    """Whether a property that is either on or off is there and on."""
    return element is not None and attribute(element, "w:val") not in ("0", "false", "off", "none")


def chosen(alternate: Element) -> list[Element]:
    """What is shown of an `mc:AlternateContent`: the first choice that is understood, else the fallback, never both."""
    choices = [part for part in alternate if name(part) == "mc:Choice"]
    for choice in choices:
        if all(choice.nsmap.get(prefix) in UNDERSTOOD for prefix in (choice.get("Requires") or "").split()):
            return list(choice)
    fallback = child(alternate, "mc:Fallback")
    return list(fallback) if fallback is not None else [part for choice in choices[:1] for part in choice]


def visible(element: Element, *wanted: str) -> Iterator[Element]:
    """The topmost elements of these names below it, in document order, through every wrapper that is printed."""
    waiting = list(element)[::-1]
    while waiting:
        part = waiting.pop()
        short = name(part)
        if short in wanted:
            yield part
        elif short == "mc:AlternateContent":
            waiting.extend(chosen(part)[::-1])
        elif short not in NOT_PRINTED:
            waiting.extend(list(part)[::-1])


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: `kind` is the last word of the relationship's type, `target` a part's name."""

    id: str
    kind: str
    target: str


class Package:
    """An open DOCX. Part names have no leading slash, and their case does not matter."""

    def __init__(self, data: bytes) -> None:
        self._zip = _open(data)
        self._infos = {_part_name(info.filename): info for info in self._zip.infolist()}
        self._parsed: dict[str, Element | None] = {}
        self._unpacked = 0

    def main(self) -> tuple[str, Element]:
        """The name and the root of the document's main part."""
        types = self.part("[Content_Types].xml")
        items = () if types is None else types
        parts = [(_part_name(item.get("PartName") or ""), item.get("ContentType") or "") for item in items]
        wordy = [part for part, type_ in parts if type_.endswith("main+xml") and _is_word(type_)]
        related = [relation.target for relation in self.relations("") if relation.kind == "officeDocument"]
        for part in related or wordy:
            type_ = dict(parts).get(_part_name(part))
            root = self.part(part) if type_ is None or _is_word(type_) else None
            if root is not None and name(root) == "w:document":
                return part, root
        raise Refused("not_a_document", f"this is {self._what(parts)}, not a DOCX document; send the DOCX or the PDF")

    def relations(self, part: str) -> tuple[Relation, ...]:
        """What a part refers to inside the package; for "" the package's own relationships."""
        folder, _, file = part.rpartition("/")
        root = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        return tuple(
            Relation(item.get("Id") or "", (item.get("Type") or "").rpartition("/")[2], _target(folder, item))
            for item in (() if root is None else root)
            if item.get("TargetMode") != "External"
        )

    def related(self, part: str, kind: str) -> Element | None:
        """The root of the part of this kind that a part refers to; null where there is none."""
        return next((self.part(found.target) for found in self.relations(part) if found.kind == kind), None)

    def part(self, part: str) -> Element | None:
        """The root of a part; null where the package does not hold it."""
        key = _part_name(part)
        if key not in self._parsed:
            info = self._infos.get(key)
            self._parsed[key] = None if info is None else _parse(self._unpack(info), part)
        return self._parsed[key]

    def _unpack(self, info: zipfile.ZipInfo) -> bytes:
        said = f"the part {info.filename!r}"
        if info.flag_bits & 1:
            raise Refused("encrypted", f"{said} is encrypted; send the document without a password")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused("unreadable", f"{said} is packed in a way that DOCX does not know; save the document anew")
        if info.file_size > MAX_PART or self._unpacked + info.file_size > MAX_ALL:
            raise Refused("too_large", f"{said} unpacks to {info.file_size} bytes; save the document anew")
        try:
            with self._zip.open(info) as file:
                data = file.read(MAX_PART + 1)
        except Exception as error:  # zipfile and zlib raise a dozen types on damaged bytes
            raise Refused("unreadable", f"{said} is damaged ({error}); send the file again") from error
        if len(data) > MAX_PART:
            raise Refused("too_large", f"{said} unpacks to over {MAX_PART} bytes; save the document anew")
        self._unpacked += len(data)
        return data

    def _what(self, parts: list[tuple[str, str]]) -> str:
        types = " ".join(type_ for _, type_ in parts)
        if "mimetype" in self._infos:
            return "an OpenDocument or EPUB file"
        if "spreadsheetml" in types or "ms-excel" in types:
            return "an Excel workbook"
        return "a PowerPoint presentation" if "presentationml" in types else "a ZIP archive without a Word document"


def _open(data: bytes) -> zipfile.ZipFile:
    if data[:2] != b"PK":
        raise Refused("not_a_document", f"not a DOCX: it begins with {data[:8]!r}; send the DOCX or the PDF")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # zipfile raises a dozen types on damaged bytes
        if b"PK\x05\x06" not in data[-65557:]:
            raise Refused("truncated", "the DOCX has no end: it was cut off; send the whole file again") from error
        raise Refused("unreadable", f"the ZIP of this DOCX is damaged ({error}); send the file again") from error


def _part_name(written: str) -> str:
    return written.replace("\\", "/").lstrip("/").lower()


def _target(folder: str, relation: Element) -> str:
    return posixpath.normpath(posixpath.join("/", folder, unquote(relation.get("Target") or ""))).lstrip("/")


def _is_word(content_type: str) -> bool:
    return "wordprocessingml" in content_type or "ms-word" in content_type


def _parse(data: bytes, part: str) -> Element:
    """The root of a part. libxml2 itself refuses more than 256 levels and texts over 10 MB (`huge_tree`)."""
    said = f"the part {part!r}"
    forbidden = f"{said} declares a DOCTYPE, which DOCX forbids; save the document anew"
    if any("<!DOCTYPE".encode(encoding) in data for encoding in ("ascii", "utf-16-le", "utf-16-be")):
        raise Refused("unreadable", forbidden)
    if data.count(b"<") + data.count(b"=") > MAX_MARKUP:
        raise Refused("too_large", f"{said} holds more markup than any document needs; save the document anew")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise Refused("unreadable", f"{said} is no valid XML ({error}); send the file again") from error
    written: Any = root.getroottree().docinfo
    if written.doctype:
        raise Refused("unreadable", forbidden)
    return root
