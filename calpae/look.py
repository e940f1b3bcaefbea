"""The commands that read one document and publish nothing: `show` and `tables`."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from schemas.location import Location

from . import __version__
from .ending import NONE_READABLE, USAGE, fail
from .form import Form
from .options import Document, NoCache

if TYPE_CHECKING:
    from extract import model


def show(file: Document, no_cache: NoCache = False) -> None:
    """Print what is read of one document, as tables.

    "(?)" marks what a person should look at.

    Example: calpae show data/raw/finistere.docx
    """
    from normalize.interpret import interpret
    from normalize.knowledge import load_knowledge

    from .show import shown

    rows = interpret(_read(file), load_knowledge(), __version__)
    for line in shown(rows):
        typer.echo(line)


def tables(
    file: Document,
    form: Annotated[Form, typer.Option("--format", help="json, or text for the eye.")] = Form.text,
    no_cache: NoCache = False,
) -> None:
    """Print every table of a document as it is printed.

    Stitched over its pages, before any interpretation but for private data.

    Example: calpae tables data/raw/cea-rows.pdf --format json
    """
    from .tables import tables_as_data, tables_as_text, without_private

    document = without_private(_read(file))
    as_json = form is Form.json
    for line in [json.dumps(tables_as_data(document), ensure_ascii=False)] if as_json else tables_as_text(document):
        typer.echo(line)


def _read(file: Location) -> model.Document:
    """The document at a place; a file that is none ends the command with one line."""
    import extract
    from extract.model import Scans
    from schemas.inputs import local_copy

    from .hands import cores

    try:
        with tempfile.TemporaryDirectory(prefix="calpae-") as folder, local_copy(file, Path(folder)) as path:
            document = extract.read(path, scans=Scans(at_once=cores()))
        return replace(document, source=replace(document.source, name=file.name))
    except extract.Refused as refusal:
        fail(f"{file}: {refusal.code}: {refusal.message}", NONE_READABLE)
    except FileNotFoundError:
        fail(f"{file}: no such file; give the path of a document", USAGE)
    except IsADirectoryError:
        fail(f"{file}: is a folder; give one document (`calpae run` reads folders)", USAGE)
    except OSError as error:
        fail(f"{file}: cannot be read: {error.strerror or error}; check the file and its rights", NONE_READABLE)
