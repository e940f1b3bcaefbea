"""The published dataset in another form, written beside its place and put there when it is whole."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, get_args

from .export_duckdb import is_ours, write_duckdb
from .export_files import write_files
from .package import FILE, NAME
from .shelf import hold_folder
from .snapshot import Snapshot
from .vintage_tables import EVERY

Form = Literal["duckdb", "csv", "parquet"]
FORMS: tuple[Form, ...] = get_args(Form)
WRITING = ".calpae_writing"
"""The folder beside, or in, an export's place where it is written."""
LOG = ".wal"
"""The ending of the file in which DuckDB keeps what it has not yet put into the file of that name."""


class NotOurs(Exception):
    """What lies where an export would be put, and was not put there by one."""

    def __init__(self, path: Path, why: str = "not written by `calpae export`") -> None:
        super().__init__(f"{path}: {why}; give another --to, or --overwrite to replace it")


def export(snapshot: Snapshot, form: Form, to: Path, overwrite: bool = False) -> dict[str, int]:
    """Write the dataset as one DuckDB file or as a folder of CSV or Parquet; how many rows each table has.

    What is of this program is replaced, all else in the folder stays. Raises `NotOurs` where something else has a
    name of ours and is not to be overwritten, `Held` where another export writes there, OSError.
    """
    if form == "duckdb":
        return _export_file(snapshot, to, overwrite)
    return _export_folder(snapshot, form, to, overwrite)


def _export_file(snapshot: Snapshot, to: Path, overwrite: bool) -> dict[str, int]:
    log = to.with_name(to.name + LOG)
    if log.exists() and not overwrite:
        raise NotOurs(log, "another program writes to the database beside it, or did not close it")
    if to.exists() and not overwrite and not is_ours(to):
        raise NotOurs(to, "not written by `calpae export`, or open in another program")
    with _beside(to.with_name(f".{to.name}{WRITING}")) as writing:
        counts = write_duckdb(snapshot, writing / to.name, writing / "spill")
        log.unlink(missing_ok=True)
        (writing / to.name).replace(to)
    return counts


def _export_folder(snapshot: Snapshot, form: Form, to: Path, overwrite: bool) -> dict[str, int]:
    """Rename each file to its place, `datapackage.json` last.

    Until then that lies in `.calpae_writing`, and says to the next export whose the files are, should this one be
    killed between two of them.
    """
    old = _files_of(to) | _files_of(to / WRITING / "files")
    new = [f"{name}.{form}" for name in EVERY]
    for name in (*new, FILE):
        if (to / name).exists() and name not in old and not overwrite:
            raise NotOurs(to / name)
    with _beside(to / WRITING) as writing:
        files = writing / "files"
        files.mkdir()
        counts = write_files(snapshot, form, files, writing / "spill")
        for name in new:
            (files / name).replace(to / name)
        for name in sorted(old - {*new, FILE}):
            (to / name).unlink(missing_ok=True)
        (files / FILE).replace(to / FILE)
    return counts


def _files_of(folder: Path) -> set[str]:
    """The names of an export's files in a folder, by its `datapackage.json`; none where that is not ours."""
    try:
        told = json.loads((folder / FILE).read_text(encoding="utf-8"))
        paths = {str(each["path"]) for each in told["resources"]} if told["name"] == NAME else set()
    except (OSError, ValueError, LookupError, TypeError):
        return set()
    ours = {f"{name}.{form}" for name in EVERY for form in FORMS}
    return paths & ours | ({FILE} if paths else set())


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A folder to write in, empty whatever a killed export left there, and gone at the end. Raises `Held`."""
    with hold_folder(folder):
        for each in folder.iterdir():
            shutil.rmtree(each) if each.is_dir() else each.unlink()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
