"""PDF opened with PDFium: what cannot be is refused, and said."""

from __future__ import annotations

import pypdfium2 as pdfium
from pypdfium2 import raw

from .model import Refused

OPENING_FAILURES = {
    raw.FPDF_ERR_PASSWORD: ("encrypted", "the PDF asks for a password; ask the sender for an unprotected copy"),
    raw.FPDF_ERR_SECURITY: ("encrypted", "the PDF is encrypted in a way that cannot be opened; ask for a plain copy"),
}


def open_pdf(data: bytes) -> pdfium.PdfDocument:
    """The PDF in these bytes. Raises `Refused` where PDFium cannot open it."""
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        code, message = OPENING_FAILURES.get(
            error.err_code or 0, ("unreadable", f"PDFium cannot open it ({error}); ask for the original file")
        )
        if code == "unreadable" and b"%%EOF" not in data[-2048:]:
            code, message = "truncated", "the PDF breaks off before its end; ask for the whole file"
        raise Refused(code, message) from None


def open_page(pdf: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    """The page at an index, from 0. Raises `Refused` where it is damaged."""
    try:
        return pdf[index]
    except pdfium.PdfiumError:
        raise Refused("unreadable", f"page {index + 1} of the PDF is damaged; ask for the original file") from None
