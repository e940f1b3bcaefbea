"""Which reader for which bytes: the room's only door."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from .model import ONE_BY_ONE, Document, Format, Refused, Scans, SecondReader, Source

PDF_HEADER_WITHIN = 1024
"""Readers of PDF accept its header within the first 1024 bytes (ISO 32000-1, annex H, note 13)."""
TRANSCRIPTS: dict[str, Format] = {".md": "md", ".markdown": "md", ".txt": "txt", ".html": "html", ".htm": "html"}
OLE_MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
"""An OLE compound file: a document of Word 97 to 2003, or a DOCX that is encrypted ([MS-OFFCRYPTO] 1.3.2)."""
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
ODT_TYPE = b"application/vnd.oasis.opendocument.text"
ODT_TYPE_WITHIN = 100
"""The type stands uncompressed in the first member, `mimetype` (OpenDocument 1.3, part 2, 3.3)."""


def read(
    path: str | Path,
    second_reader: SecondReader = "doubt",
    passwords: Sequence[str] = (),
    scans: Scans = ONE_BY_ONE,
) -> Document:
    """Read what is printed in a PDF, DOCX or transcript; the bytes decide which, the name only what is plain text.

    Where the structure of a PDF's tables is in doubt an independent reader is asked too, unless `second_reader` is
    `never`; a difference is a mark on the cell and a notice. The passwords are tried, in order, on an encrypted PDF.
    `scans` says how scanned pages are read.

    Raises `Refused` for a file that is no such document, is damaged or encrypted; `OSError` where it cannot be opened.
    """
    path = Path(path)
    data = path.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        if b"%PDF-" in data[:PDF_HEADER_WITHIN]:
            return _read_pdf(data, Source(path.name, sha256, "pdf"), second_reader, passwords, scans)
        return _read_bytes(data, path.name, sha256)
    except Refused as refusal:
        refusal.sha256 = sha256
        raise


def _read_pdf(
    data: bytes,
    source: Source,
    second_reader: SecondReader,
    passwords: Sequence[str],
    scans: Scans,
) -> Document:
    from .pdf import read_pdf
    from .signature import signature_of

    plain = decrypted(data, passwords) if passwords else data
    document = read_pdf(plain, source, scans)
    if second_reader == "doubt":
        from .second import read_again

        document = read_again(plain, document)
    signed, covers = signature_of(data)
    return replace(document, signed=signed, signature_covers_document=covers)


def decrypted(data: bytes, passwords: Sequence[str]) -> bytes:
    """A PDF's bytes without its password, where one of these opens it; else as they are."""
    import pikepdf

    for password in ("", *passwords):
        try:
            with pikepdf.open(io.BytesIO(data), password=password) as pdf:
                if not password:  # it asks for none
                    return data
                plain = io.BytesIO()
                pdf.save(plain, encryption=False)
                return plain.getvalue()
        except pikepdf.PasswordError:
            continue
        except pikepdf.PdfError:  # PDFium may still read it, or say better what is wrong
            return data
    return data


def _read_bytes(data: bytes, name: str, sha256: str) -> Document:
    if not data:
        raise Refused("empty_file", "the file is empty (0 bytes); ask for it again")
    if data[: len(OLE_MAGIC)] == OLE_MAGIC:
        raise _refuse_ole(data)
    if data[:5] == b"{\\rtf":
        raise Refused("unsupported_format", "it is an RTF document; save it as DOCX or PDF and send that")
    if data[:4] == b"PK\x03\x04":
        if ODT_TYPE in data[:ODT_TYPE_WITHIN]:
            raise Refused(
                "unsupported_format", "it is an OpenDocument text (.odt); save it as DOCX or PDF and send that"
            )
        from .docx import read_docx

        return read_docx(data, Source(name, sha256, "docx"))
    if (form := _transcript_format(data, name)) is not None:
        from .transcript import read_transcript

        return read_transcript(data, Source(name, sha256, form))
    raise Refused("not_a_document", f"neither a PDF nor a DOCX: it begins with {data[:8]!r}; send the original file")


def _refuse_ole(data: bytes) -> Refused:
    if ENCRYPTED_STREAM in data:
        return Refused("encrypted", "the DOCX asks for a password; ask the sender for an unprotected copy")
    return Refused("unsupported_format", "it is a document of old Word (.doc); save it as DOCX or PDF and send that")


def _transcript_format(data: bytes, name: str) -> Format | None:
    """The format of a transcript: text, by its name, that holds no NUL byte; HTML where its first bytes say so."""
    form = TRANSCRIPTS.get(Path(name).suffix.lower())
    if form is None or (b"\0" in data and data[:2] not in (b"\xff\xfe", b"\xfe\xff")):
        return None
    begins = data[:PDF_HEADER_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "html" if begins.startswith((b"<!doctype html", b"<html")) else form
