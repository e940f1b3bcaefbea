"""Writes an annexe in the format of its family."""

from __future__ import annotations

from pathlib import Path

from tests.drawn.docx import draw_docx
from tests.drawn.pdf import draw_pdf
from tests.drawn.spec import Annexe, is_docx


def write_document(annexe: Annexe, path: Path) -> Path:
    """The file, whose suffix is the format's own whatever `path` says."""
    docx = is_docx(annexe.seed, annexe.family)
    path = path.with_suffix(".docx" if docx else ".pdf")
    (draw_docx if docx else draw_pdf)(annexe, path)
    return path
