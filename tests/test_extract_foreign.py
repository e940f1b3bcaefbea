"""Documents of other word processors: which they are, who reads them, and that nothing in them is carried out."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

import extract
from extract.foreign import foreign_format
from extract.model import Document, Refused
from normalize.interpret import interpret
from normalize.knowledge import load_knowledge
from tests.drawn.score import score
from tests.office import CONVERTS, GOLDEN, NEEDS_OFFICE, put_on_path
from tests.test_dataset import assert_right, full, gold

ODT, DOC = (GOLDEN / f"finistere.{form}" for form in ("odt", "doc"))
RTF = rb"{\rtf1\ansi bonjour}"


def read(data: bytes, folder: Path) -> Document:
    path = folder / "annexe.odt"
    path.write_bytes(data)
    return extract.read(path)


def changed(data: bytes, member: str, old: str, new: str) -> bytes:
    """An OpenDocument text with another text in one of its members."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(held, "w") as after:
        for info in before.infolist():
            text = before.read(info)
            assert info.filename != member or old.encode() in text
            after.writestr(info, text.replace(old.encode(), new.encode()) if info.filename == member else text)
    return held.getvalue()


def test_the_bytes_say_the_format() -> None:
    assert [foreign_format(data) for data in (ODT.read_bytes(), DOC.read_bytes(), RTF)] == ["odt", "doc", "rtf"]
    assert foreign_format((GOLDEN / "finistere.docx").read_bytes()) is None


def test_the_reader_and_a_notice_say_that_it_was_converted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_on_path(tmp_path / "bin", monkeypatch, CONVERTS)
    document = read(ODT.read_bytes(), tmp_path)
    assert (document.reader, document.source.format) == ("libreoffice", "odt")
    first = document.notices[0]
    assert (first.severity, first.code) == ("info", "converted")
    assert "an OpenDocument text (.odt), read from the DOCX that LibreOffice makes of it" in first.message
    assert document.tables == extract.read(GOLDEN / "finistere.docx").tables


@pytest.mark.parametrize("form", ["doc", "odt", "rtf"])
def test_without_libreoffice_it_is_refused(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_on_path(tmp_path / "bin", monkeypatch, None)
    with pytest.raises(Refused) as caught:
        read({"doc": DOC.read_bytes(), "odt": ODT.read_bytes(), "rtf": RTF}[form], tmp_path)
    assert caught.value.code == "converter_missing"
    assert f"convert .{form} documents, is not installed here; install it (" in caught.value.message


def locked_doc() -> bytes:
    data = bytearray(DOC.read_bytes())
    begins = [at for at in range(0, len(data), 512) if data[at : at + 2] == b"\xec\xa5"]
    data[begins[0] + 11] |= 1
    return bytes(data)


def locked_odt() -> bytes:
    entry = '<manifest:file-entry manifest:full-path="content.xml"'
    locked = f"{entry} manifest:size='1'><manifest:encryption-data/></manifest:file-entry>{entry}"
    return changed(ODT.read_bytes(), "META-INF/manifest.xml", entry, locked)


@pytest.mark.parametrize("make", [locked_doc, locked_odt])
def test_one_with_a_password_is_refused_before_it_is_converted(
    make: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_on_path(tmp_path / "bin", monkeypatch, f'touch "{tmp_path}/asked"')
    assert callable(make)
    with pytest.raises(Refused) as caught:
        read(make(), tmp_path)
    assert caught.value.code == "encrypted"
    assert not (tmp_path / "asked").exists()


@NEEDS_OFFICE
@pytest.mark.parametrize("path", [ODT, DOC], ids=["odt", "doc"])
def test_what_libreoffice_converts_gives_its_gold(path: Path) -> None:
    published = interpret(extract.read(path), load_knowledge(), "0")
    own = published["observations"]
    assert_right(path.name, score(gold(path.name), own), full(gold(path.name)), full(own))
    [convention] = published["conventions"]
    assert (convention["reader"], convention["format"]) == ("libreoffice", path.suffix[1:])
    [said] = [row["message"] for row in published["findings"] if row["code"] == "converted"]
    assert "read from the DOCX that LibreOffice " in str(said)


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 0.9, 0.98])
def test_a_doc_that_was_cut_off_is_not_read_in_part(share: float, tmp_path: Path) -> None:
    data = DOC.read_bytes()
    with pytest.raises(Refused) as caught:
        read(data[: int(len(data) * share)], tmp_path)
    assert caught.value.code == "truncated"


def test_an_rtf_that_was_cut_off_is_not_read_in_part(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        read(rb"{\rtf1 {\b bonjour \{} et", tmp_path)
    assert caught.value.code == "truncated"


@NEEDS_OFFICE
def test_what_only_looks_like_a_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        read(ODT.read_bytes()[:9000], tmp_path)
    assert caught.value.code == "unreadable"


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A server's address, and what it was asked for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            paths.append(self.rfile.readline().decode())

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    server.server_close()


@NEEDS_OFFICE
def test_no_link_of_a_document_is_followed(tmp_path: Path, asked: tuple[str, list[str]]) -> None:
    address, paths = asked
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden elsewhere")
    frame = '<draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm"><draw:image xlink:type="simple"'
    linked = (
        f'<text:p>{frame} xlink:href="{address}/picture.png"/></draw:frame></text:p><text:section text:name="S">'
        f'<text:section-source xlink:href="{secret.as_uri()}" text:filter-name="Text"/></text:section></office:text>'
    )
    document = read(changed(ODT.read_bytes(), "content.xml", "</office:text>", linked), tmp_path)
    assert document.tables
    assert not paths
    assert "hidden elsewhere" not in repr(document)
