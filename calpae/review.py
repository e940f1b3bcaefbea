"""The command `review`: pages on which a person judges the figures for review, as a folder of static HTML."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .ending import FAILED, HELD, USAGE, fail
from .options import OUT, Folder

RAW = Path("data/raw")
PAGES = "_review"
"""Where the pages go in a published folder: no reader of Parquet looks into a folder of this name."""


def review(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders, as they were given to `run` (default: data/raw).")
    ] = None,
    out: Folder = OUT,
    to: Annotated[Path | None, typer.Option(help="Where the pages go (default: _review in the dataset).")] = None,
    password_file: Annotated[
        Path | None, typer.Option(help="A file with a password a line, tried on encrypted PDF.")
    ] = None,
) -> None:
    """Make pages (HTML, in French) that show each figure for review beside the picture of its cell.

    Example: calpae review data/raw --out data/parquet
    """
    from schemas.files import Held

    from .settings import read_passwords

    if not (out / "conventions").is_dir() and not (out / "findings").is_dir():
        fail(f"{out}: no published dataset; `calpae run --out` makes one", USAGE)
    try:
        passwords = read_passwords(password_file) if password_file else ()
    except (OSError, ValueError) as error:
        fail(f"{password_file}: cannot be read as text: {error}", USAGE)
    if paths is None:
        paths = [RAW] if RAW.is_dir() else []
    try:
        line = _build(paths, out, to or out / PAGES, passwords)
    except FileNotFoundError as error:
        if not error.args or not isinstance(error.args[0], Path):
            raise
        fail(f"{error.args[0]}: no such file or folder; give files or folders that exist", USAGE)
    except Held:
        fail(f"{out}: a run writes there; wait until it has ended", HELD)
    except OSError as error:
        fail(f"{error.filename or out}: {error.strerror or error}", FAILED)
    typer.echo(line)


def _build(paths: list[Path], out: Path, to: Path, passwords: tuple[str, ...]) -> str:
    """Make the pages; a line that says what was done."""
    from schemas.store import Store

    from .review_raw import RawFiles
    from .review_site import INDEX, Site

    store = Store(out)
    with store.hold():
        tally = Site(store, to, RawFiles(paths), passwords).build()
    documents = tally.made + tally.unchanged
    return (
        f"{to / INDEX}: {documents} documents, {tally.for_review} figures for review "
        f"(pages: {tally.made} made, {tally.unchanged} unchanged, {tally.removed} removed)"
    )
