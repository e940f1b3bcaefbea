"""A .doc, .odt or .rtf to a document: what LibreOffice makes of it is read like any DOCX, and that is said."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from dataclasses import replace
from typing import Literal

from .model import Document, Notice, Refused, Source
from .office import to_docx

Foreign = Literal["doc", "odt", "rtf"]
KINDS: dict[Foreign, str] = {
    "doc": "a document of old Word (.doc)",
    "odt": "an OpenDocument text (.odt)",
    "rtf": "a Rich Text document (.rtf)",
}
OLE_MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
"""An OLE compound file: a document of Word 97 to 2003, or a DOCX that is encrypted ([MS-OFFCRYPTO] 1.3.2)."""
SECTOR = 512
"""Bytes of its header; a stream of it begins at a multiple of this ([MS-CFB] 2.2)."""
SECTOR_SHIFTS = (9, 12)
SHIFT_AT, TABLES_AT, TABLES = 30, 76, 109
FREE, LAST_SECTOR = 0xFFFFFFFF, 0xFFFFFFFA
"""Of its table of sectors: one that is not used, and the last number that a sector may have ([MS-CFB] 2.1)."""
ENCRYPTED_STREAM, WORD_STREAM = ("EncryptedPackage".encode("utf-16-le"), "WordDocument".encode("utf-16-le"))
WORD_BEGINS, ENCRYPTED_AT = b"\xec\xa5", 11
"""How the stream of a Word document begins, and in which byte its first bit says "encrypted" ([MS-DOC] 2.5.2)."""
ODT_TYPE = b"application/vnd.oasis.opendocument.text"
ODT_TYPE_WITHIN = 100
"""The type stands uncompressed in the first member, `mimetype` (OpenDocument 1.3, part 2, 3.3)."""
MAX_MANIFEST = 2**20
MADE_BY = re.compile(rb"<Application>LibreOffice/([0-9.]{1,20})")
CUT_OFF = "the file breaks off before its end; ask for the whole file"
LOCKED = "it asks for a password; ask the sender for an unprotected copy"


def foreign_format(data: bytes) -> Foreign | None:
    """The format by the bytes; null for what is none of these. Raises `Refused` for an OLE file without a text."""
    if data[: len(OLE_MAGIC)] == OLE_MAGIC:
        if ENCRYPTED_STREAM in data:
            raise Refused("encrypted", LOCKED)
        if _is_cut_off(data):
            raise Refused("truncated", CUT_OFF)
        if WORD_STREAM not in data:
            said = "it is a file of old Office without a Word document (.xls, .ppt, .msg)"
            raise Refused("unsupported_format", f"{said}; save the document as DOCX or PDF and send that")
        return "doc"
    if data[:5] == b"{\\rtf":
        if _is_rtf_cut_off(data):
            raise Refused("truncated", CUT_OFF)
        return "rtf"
    return "odt" if data[:2] == b"PK" and ODT_TYPE in data[:ODT_TYPE_WITHIN] else None


def _is_cut_off(data: bytes) -> bool:
    """Whether an OLE file lacks sectors that its own tables call used: a part of it would be read for the whole."""
    if len(data) < SECTOR or data[SHIFT_AT] not in SECTOR_SHIFTS:
        return len(data) < SECTOR
    size = 1 << data[SHIFT_AT]
    tables = [at for at in struct.unpack_from(f"<{TABLES}I", data, TABLES_AT) if at <= LAST_SECTOR]
    used = 0
    for number, sector in enumerate(tables):
        begins = (sector + 1) * size
        if begins + size > len(data):
            return True
        states = struct.unpack_from(f"<{size // 4}I", data, begins)
        used = max((number * len(states) + i for i, state in enumerate(states) if state != FREE), default=used)
    return (used + 1) * size >= len(data)


def _is_rtf_cut_off(data: bytes) -> bool:
    r"""Whether a group of an RTF is not closed; raw bytes (`\bin`) may hold braces of their own."""
    opened, closed = (data.count(brace) - data.count(b"\\" + brace) for brace in (b"{", b"}"))
    return opened > closed and b"\\bin" not in data


def read_foreign(data: bytes, form: Foreign, name: str, sha256: str) -> Document:
    """Read a document through LibreOffice; a notice says so. Raises `Refused` where that cannot be done."""
    from .docx import read_docx

    if _is_encrypted(data, form):
        raise Refused("encrypted", LOCKED)
    made = to_docx(data, f".{form}")
    document = read_docx(made, Source(name, sha256, form))
    said = f"{KINDS[form]}, read from the DOCX that LibreOffice{_version(made)} makes of it"
    notice = Notice("info", "converted", f"{said}; its pages are not known")
    return replace(document, reader="libreoffice", notices=(notice, *document.notices))


def _is_encrypted(data: bytes, form: Foreign) -> bool:
    if form == "doc":
        begins = (at for at in range(SECTOR, len(data), SECTOR) if data[at : at + 2] == WORD_BEGINS)
        first = next(begins, None)
        return first is not None and bool(data[first + ENCRYPTED_AT] & 1)
    return form == "odt" and b"encryption-data" in _member(data, "META-INF/manifest.xml")


def _version(made: bytes) -> str:
    found = MADE_BY.search(_member(made, "docProps/app.xml"))
    return f" {found.group(1).decode()}" if found else ""


def _member(data: bytes, name: str) -> bytes:
    """The first bytes of a ZIP's member; none where it has none or is damaged, which its reader says better."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open(name) as member:
            return member.read(MAX_MANIFEST)
    except Exception:  # zipfile raises a dozen types on damaged bytes
        return b""
