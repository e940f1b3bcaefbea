"""Whether a PDF is signed, and whether a signature covers all of it."""

from __future__ import annotations

import io

import pikepdf
import pytest

from extract.signature import signature_of


def signed(byte_range: list[int]) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    value = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Sig, ByteRange=pikepdf.Array(byte_range)))
    field = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Sig, T=pikepdf.String("s"), V=value))
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]), SigFlags=3)
    held = io.BytesIO()
    pdf.save(held, static_id=True)
    return held.getvalue()


def test_a_pdf_without_a_signature_is_not_signed() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    held = io.BytesIO()
    pdf.save(held)
    assert signature_of(held.getvalue()) == (False, None)


@pytest.mark.parametrize("change", [0, 50])
def test_a_signature_covers_the_document_if_nothing_was_added_after_it(change: int) -> None:
    data = signed([0, 0, 0, 0])
    data = data.replace(b"/ByteRange [ 0 0 0 0 ]", b"/ByteRange [ 0 9 9 99999 ]")
    begin = data.index(b"<<")
    data = data[:begin] + b"<00>" + data[begin:]
    own = (0, begin, begin + 4, len(data) - begin - 4 - change)
    from extract.signature import _covers

    assert _covers(own, data) is (change == 0)


def test_a_signed_pdf_says_so() -> None:
    assert signature_of(signed([0, 10, 20, 30])) == (True, False)


def test_what_is_no_pdf_is_not_known() -> None:
    assert signature_of(b"%PDF-1.4 broken") == (None, None)
