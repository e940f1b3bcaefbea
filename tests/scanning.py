"""Scans for tests: pages of a digital PDF as pictures in a PDF, with noise and whatever a glass does to paper."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

GOLDEN = Path(__file__).parent / "golden"
Picture = np.ndarray[Any, np.dtype[Any]]


def pictures(name: str, pages: Sequence[int], dpi: float = 200) -> list[Picture]:
    """Pages (from 1) of a golden PDF, grey, with the noise of a scanner."""
    noise = np.random.default_rng(1)
    document = pdfium.PdfDocument(GOLDEN / name)
    found = []
    for page in pages:
        bitmap = document[page - 1].render(scale=dpi / 72, grayscale=True)
        grey = bitmap.to_numpy().reshape(bitmap.height, bitmap.width)
        found.append(np.clip(grey + noise.normal(0, 4, grey.shape), 0, 255).astype(np.uint8))
    document.close()
    return found


def to_pdf(scans: Sequence[Picture], dpi: float = 200) -> bytes:
    """Pictures as the pages of a PDF."""
    held = io.BytesIO()
    first, *rest = (Image.fromarray(scan) for scan in scans)
    first.save(held, "PDF", save_all=True, append_images=rest, resolution=dpi, quality=70)
    return held.getvalue()


def scanned(name: str, page: int, change: Callable[[Picture], Picture] = lambda scan: scan) -> bytes:
    """One page of a golden PDF as a scan, changed by a function of its picture."""
    return to_pdf([np.ascontiguousarray(change(scan)) for scan in pictures(name, [page])])


def skewed(scan: Picture, degrees: float) -> Picture:
    """A picture turned by a few degrees on white."""
    return np.asarray(Image.fromarray(scan).rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255))


def with_layer(data: bytes, texts: Sequence[tuple[str, float, float]]) -> bytes:
    """A PDF, on its first page invisible texts, each from a place (x, y of its foot; points from the top left)."""
    pdf = pdfium.PdfDocument(data)
    page = pdf[0]
    for text, x, y in texts:
        layer = pdfium.raw.FPDFPageObj_NewTextObj(pdf, b"Helvetica", 5)
        pdfium.raw.FPDFTextObj_SetTextRenderMode(layer, pdfium.raw.FPDF_TEXTRENDERMODE_INVISIBLE)
        encoded = (text + "\0").encode("utf-16-le")
        pdfium.raw.FPDFText_SetText(layer, (pdfium.raw.FPDF_WCHAR * (len(text) + 1)).from_buffer_copy(encoded))
        pdfium.raw.FPDFPageObj_Transform(layer, 1, 0, 0, 1, x, page.get_height() - y)
        pdfium.raw.FPDFPage_InsertObject(page.raw, layer)
    pdfium.raw.FPDFPage_GenerateContent(page.raw)
    held = io.BytesIO()
    pdf.save(held)
    pdf.close()
    return held.getvalue()
