"""Which reader for which bytes: the room's only door."""

from __future__ import annotations

import hashlib
from pathlib import Path

from .model import Document, Refused, Source

PDF_HEADER_WITHIN = 1024
"""Readers of PDF accept its header within the first 1024 bytes (ISO 32000-1, annex H, note 13)."""


def read(path: str | Path) -> Document:
    """Read what is printed in a PDF or DOCX file; the bytes decide which, not the name.

    Raises `Refused` for a file that is no such document, is damaged or encrypted; `OSError` where it cannot be opened.
    """
    path = Path(path)
    data = path.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        return _read_bytes(data, path.name, sha256)
    except Refused as refusal:
        refusal.sha256 = sha256
        raise


def _read_bytes(data: bytes, name: str, sha256: str) -> Document:
    if not data:
        raise Refused("empty_file", "the file is empty (0 bytes); ask for it again")
    if b"%PDF-" in data[:PDF_HEADER_WITHIN]:
        from .pdf import read_pdf

        return read_pdf(data, Source(name, sha256, "pdf"))
    if data[:4] == b"PK\x03\x04":
        from .docx import read_docx

        return read_docx(data, Source(name, sha256, "docx"))
    raise Refused("not_a_document", f"neither a PDF nor a DOCX: it begins with {data[:8]!r}; send the original file")
