"""The command in this process, and what it left on the disk."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from calpae.cli import app
from schemas.shelf import Shelf
from schemas.store import Store
from tests.drawing import Paper, plan

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
NO_CORRECTIONS = GOLDEN
"""A folder without any."""
FINISTERE, SAVOIE = "finistere.pdf", "savoie-lines.docx"
TABLES = ("actions", "cells", "conventions", "findings", "funding", "observations")
OVER_ALL = ("coverage", "latest", "revisions")
WITHOUT_TABLE = Paper().text(50, 60, "Convention d'appui 2022\nArticle 1. Objet").save()
NO_DOCUMENT = b"bonjour"


class Done:
    """What a call of the command gave."""

    def __init__(self, *arguments: object) -> None:
        result = CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="calpae")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        self.code, self.out, self.err = result.exit_code, result.stdout.splitlines(), result.stderr.splitlines()


def calpae(*arguments: object) -> Done:
    return Done(*arguments)


def run(*paths: Path, out: Path, corrections: Path | None = None, options: Sequence[str] = ()) -> Done:
    """`calpae run` in this process, without the corrections that lie in this repository."""
    corrections = corrections or NO_CORRECTIONS
    return calpae("run", *paths, "--out", out, "--corrections", corrections, "--workers", 0, *options)


def fill(folder: Path, **files: str | bytes) -> Path:
    """Put files into a folder: golden ones by name, others by their bytes; "__" in a key is "/", "_" is "."."""
    for key, what in files.items():
        path = folder / key.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(what, str):
            shutil.copy(GOLDEN / what, path)
        else:
            path.write_bytes(what)
    return folder


def dataset(out: Path) -> dict[str, bytes]:
    """Every published file by its path; the runs' own records aside."""
    paths = [path for path in out.rglob("*") if path.is_file() and "_runs" not in path.parts]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(paths)}


def journal(out: Path) -> list[dict[str, Any]]:
    """The lines of the newest run."""
    newest = max((out / "_runs").iterdir())
    return [json.loads(line) for line in newest.read_text(encoding="utf-8").splitlines()]


def root_of(shelf: Shelf) -> Path:
    """The folder of a shelf that lies on this machine."""
    assert isinstance(shelf.root, Path)
    return shelf.root


def path_of(shelf: Shelf, table: str, document_id: str) -> Path:
    """A document's file of a table, on this machine."""
    path = shelf.path(table, document_id)
    assert isinstance(path, Path)
    return path


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    """The published rows of a table, refused documents' findings included."""
    store = Store(out)
    ids = store.documents() + (store.refused() if table == "findings" else [])
    return [row for document_id in ids for row in store.read(table, document_id).to_pylist()]


def one_cell_table(text: str) -> bytes:
    """A PDF with a table that is no annexe."""
    return Paper().table(50, 60, plan([["Nom", "Valeur"], [text, "1"]])).save()
