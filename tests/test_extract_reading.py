"""The room's only door: the bytes decide who reads, and what is no document is refused in one sentence."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

import extract
from extract.model import Refused
from schemas.vocabulary import REFUSALS
from tests.drawing import Paper, plan

GOLDEN = Path(__file__).parent / "golden"
OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)


def zipped(**members: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for name, text in members.items():
            package.writestr(name, text)
    return held.getvalue()


# What arrives, by a name of its own: a test's name may not hold bytes, which hold the time they were written.
NO_DOCUMENTS = {
    "nothing": (b"", "empty_file"),
    "a word": (b"bonjour", "not_a_document"),
    "a page of a proxy": (b"<html><body>Acces refuse</body></html>", "not_a_document"),
    "a picture": (b"\xff\xd8\xff\xe0" + bytes(100), "not_a_document"),
    "zeros": (b"\x00" * 5000, "not_a_document"),
    "a PDF's first line": (b"%PDF-1.7\n", "truncated"),
    "a PDF without pages": (b"%PDF-1.7\n1 0 obj << >> endobj\n%%EOF", "unreadable"),
    "an Office file under a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "an old Office file": (OLE, "unsupported_format"),
    "a ZIP of something else": (zipped(**{"bonjour.txt": "bonjour"}), "not_a_document"),
    "half a ZIP": (zipped(**{"bonjour.txt": "bonjour"})[:-30], "truncated"),
    "half a DOCX": ((GOLDEN / "finistere.docx").read_bytes()[:20_000], "truncated"),
    "half a PDF": ((GOLDEN / "finistere.pdf").read_bytes()[:500], "truncated"),
}


@pytest.mark.parametrize(("data", "code"), NO_DOCUMENTS.values(), ids=NO_DOCUMENTS)
def test_what_is_no_document_is_refused_in_one_sentence(data: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "annexe.pdf"
    path.write_bytes(data)
    with pytest.raises(Refused) as caught:
        extract.read(path)
    assert caught.value.code == code
    assert code in REFUSALS
    assert caught.value.message
    assert "\n" not in caught.value.message
    assert caught.value.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(("name", "reader"), [("finistere.pdf", "pdf"), ("finistere.docx", "docx")])
def test_the_bytes_and_not_the_name_decide_who_reads(name: str, reader: str, tmp_path: Path) -> None:
    path = tmp_path / "annexe.doc"
    path.write_bytes((GOLDEN / name).read_bytes())
    document = extract.read(path)
    assert (document.reader, document.source.format, document.source.name) == (reader, reader, "annexe.doc")
    assert document.source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_pdf_may_begin_after_other_bytes(tmp_path: Path) -> None:
    path = tmp_path / "annexe.pdf"
    path.write_bytes(b"\r\n" * 100 + Paper().table(50, 60, plan([["a", "b"]])).save())
    assert extract.read(path).tables


def test_a_file_that_is_not_there_is_the_callers_fault(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        extract.read(tmp_path / "annexe.pdf")
