"""A LibreOffice that is none: a script on the PATH, for what the real one does only on a bad day."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from extract import office

GOLDEN = Path(__file__).parent / "golden"
HAS_OFFICE = office.find_office() is not None
NEEDS_OFFICE = pytest.mark.skipif(not HAS_OFFICE, reason=f"LibreOffice is not installed ({office.INSTALL})")
CONVERTS = f'for last; do :; done; cp "{GOLDEN}/finistere.docx" "${{last%.*}}.docx"'
"""What it does on a good day: the last argument is the document."""


TOOLS = ("cp", "mv", "ps", "sleep", "touch")


def put_on_path(folder: Path, monkeypatch: pytest.MonkeyPatch, does: str | None) -> None:
    """Let there be a LibreOffice that does this, in the language of `sh`, or none at all, and hardly anything else."""
    monkeypatch.setattr(office, "ELSEWHERE", folder / "nowhere")
    folder.mkdir(exist_ok=True)
    for tool in TOOLS:
        if (real := shutil.which(tool)) and not (folder / tool).exists():
            (folder / tool).symlink_to(real)
    if does is not None:
        script = folder / "soffice"
        script.write_text(f"#!/bin/sh\n{does}\n")
        script.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
