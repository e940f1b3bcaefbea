"""How long a file will take, by its bytes alone."""

from __future__ import annotations

import zlib
from pathlib import Path

import pikepdf
import pytest

from extract.weight import count_pages, seconds_to_read
from tests.cli import FINISTERE, GOLDEN, SAVOIE


@pytest.mark.parametrize("mode", ["disable", "preserve", "generate"])
def test_pages_are_counted_whether_their_objects_are_packed_or_not(mode: str, tmp_path: Path) -> None:
    for path in sorted(GOLDEN.glob("*.pdf")):
        with pikepdf.open(path) as pdf:
            pdf.save(tmp_path / path.name, object_stream_mode=pikepdf.ObjectStreamMode[mode])
            assert count_pages((tmp_path / path.name).read_bytes()) == len(pdf.pages)


def test_a_scanned_page_weighs_many_of_text() -> None:
    page, picture = b"/Type /Page /Parent 1 0 R", b"/Subtype /Image" + bytes(60_000)
    text = b"%PDF-1.7" + 10 * page
    scan = b"%PDF-1.7" + 10 * (page + picture)
    with_a_logo = text + picture + bytes(200_000)
    assert seconds_to_read(scan) > 20 * seconds_to_read(text)
    assert seconds_to_read(with_a_logo) == seconds_to_read(text)


def test_what_is_no_pdf_or_a_broken_one_weighs_little_and_harms_nobody() -> None:
    packed = b"%PDF-1.7 /Type /ObjStm >>\nstream\n"
    broken = packed + b"not packed"
    cut = packed + zlib.compress(b"/Type /Page " * 3)[:15]
    large = packed + zlib.compress(bytes(50_000_000))
    for data in (b"", b"%PDF-", broken, cut, large, (GOLDEN / SAVOIE).read_bytes()):
        assert seconds_to_read(data) < 1
    assert seconds_to_read((GOLDEN / FINISTERE).read_bytes()) < 1
