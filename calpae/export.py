"""The command `export`: the published dataset as one DuckDB file, as CSV, or as few large Parquet files."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from schemas.files import Held, files_of
from schemas.location import Location
from schemas.shelf import Shelf

from .ending import FAILED, HELD, USAGE, fail
from .options import OUT, Out
from .vintages import lifetimes


class Form(StrEnum):
    """What an export is written as."""

    duckdb = "duckdb"
    csv = "csv"
    parquet = "parquet"


def export(
    form: Annotated[
        Form, typer.Option("--format", help="One DuckDB file, or a folder with a CSV or a Parquet file a table.")
    ],
    to: Annotated[Path, typer.Option(help="The file (duckdb) or the folder (csv, parquet) to write.")],
    out: Out = OUT,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace files that no export wrote.")] = False,
) -> None:
    """Write the published dataset, whole documents only, in another form.

    CSV and Parquet come with `datapackage.json`, a DuckDB file with the view `wide`.

    Example: calpae export --format duckdb --to calpae.duckdb
    """
    _check(form, to, out)
    from schemas.export import NotOurs
    from schemas.export import export as write
    from schemas.snapshot import Snapshot
    from schemas.store import Store

    try:
        with Shelf(out).hold(to_read=True):
            counts = write(Snapshot(Store(out), lifetimes()), form.value, to, overwrite)
    except Held as held:
        fail(f"{held.args[0]}: a run or an export writes there; wait until it has ended", HELD)
    except NotOurs as error:
        fail(str(error), USAGE)
    except OSError as error:
        fail(f"{error.filename or to}: {error.strerror or error}", FAILED)
    rows = ", ".join(f"{name} {count}" for name, count in counts.items())
    typer.echo(f"{counts['conventions']} documents exported to {to}: {rows}")


def _check(form: Form, to: Path, out: Location) -> None:
    """End the command where nothing can be written, or nothing is there to be."""
    if files_of(out).kind(out / "findings") != "folder":
        raise typer.BadParameter(f"{out}: no published dataset; `calpae run --out` makes one")
    if isinstance(out, Path) and out.resolve() in (to.resolve(), *to.resolve().parents):
        raise typer.BadParameter(f"{to}: inside the published dataset; give a place outside of {out}")
    if form is Form.duckdb and to.is_dir():
        raise typer.BadParameter(f"{to}: a folder; a DuckDB export is one file, such as {to / 'calpae.duckdb'}")
    if form is not Form.duckdb and to.exists() and not to.is_dir():
        raise typer.BadParameter(f"{to}: a file; an export as {form.value} is a folder")
