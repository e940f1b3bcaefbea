"""Where the published files lie, without a reader of Parquet: what is whole, what is put in place, what goes.

A run that has nothing to do touches nothing else, so this module imports no third party.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .vocabulary import OVER_ALL, TABLES

MARK = TABLES[-1]
"""The table whose file says that a document is whole: the last to come, the first to go."""

PUBLISHED = re.compile(r"([0-9a-f]{16})\.parquet")

WRITING = "_writing"
"""The folder where files are written before they are renamed into their table's: polars refuses a folder that holds a
file of another ending, hidden or not."""

NOTE = b"calpae"
"""The key of a file's own metadata under which a document's note stands, as JSON in ASCII."""

Note = Mapping[str, Any]
"""What a run wants to know of a document when it comes back: what it was made from, and what became of it. It stands in
the file that says so, a published document's mark or a refused one's findings, and so cannot differ from it."""


class Held(Exception):
    """Another run, or export, writes to the same folder."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One document's files, written whole beside their places: for each table a name in the folder `_writing`."""

    document_id: str
    files: Mapping[str, str]


class Shelf:
    """The published dataset under one folder, as files."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @contextmanager
    def hold(self, to_read: bool = False) -> Iterator[None]:
        """Keep runs that write away; the system lets go when this process ends, however it ends. Raises `Held`."""
        with hold_folder(self.root, to_read):
            yield

    def place(self, draft: Draft) -> None:
        """Rename a document's files to their places, instead of what an earlier run said of it; the mark comes last."""
        for name in reversed(TABLES):
            if name == MARK or name not in draft.files:
                self.path(name, draft.document_id).unlink(missing_ok=True)
        for name in TABLES:
            if name in draft.files:
                (self.root / WRITING / draft.files[name]).replace(self.path(name, draft.document_id))

    def remove(self, document_id: str) -> None:
        """Take a document out of the dataset, its mark first."""
        for name in reversed(TABLES):
            self.path(name, document_id).unlink(missing_ok=True)

    def documents(self) -> list[str]:
        """The ids of the published documents, sorted."""
        return sorted(self._ids(MARK))

    def refused(self) -> list[str]:
        """The ids of the refused documents, sorted."""
        ids = {name: self._ids(name) for name in TABLES}
        alone = ids["findings"].difference(*(ids[name] for name in TABLES if name != "findings"))
        return sorted(self._notes("findings", alone))

    def notes(self) -> dict[str, Note]:
        """The note of every document of which every file is there, refused ones too, by id."""
        whole = set.intersection(*(self._ids(name) for name in TABLES))
        return self._notes(MARK, whole) | self._notes("findings", self.refused())

    def note_over_all(self) -> Note:
        """The note of the tables over all documents: a digest of which are published and what each was made from."""
        digest = hashlib.sha256()
        for document_id in self.documents():
            note = _note_at(self.path(MARK, document_id))
            digest.update(json.dumps([document_id, note], sort_keys=True).encode())
        return {"made_from": digest.hexdigest()}

    def is_current(self) -> bool:
        """Whether the tables over all documents are there, made from the documents that are published now.

        A run that was killed, or interrupted, leaves those of the run before.
        """
        now = self.note_over_all()
        return all(_note_at(self.path_over_all(name)) == now for name in OVER_ALL)

    def sweep(self) -> list[Path]:
        """Remove what a killed run left, while no other run writes. Gives what was removed."""
        known = {*self.documents(), *self.refused()}
        leftovers = sorted((self.root / WRITING).glob("*"))
        for name in TABLES:
            leftovers += [self.path(name, document_id) for document_id in sorted(self._ids(name) - known)]
        for path in leftovers:
            path.unlink()
        return leftovers

    def path(self, table: str, document_id: str) -> Path:
        """Where a document's file of a table lies, or would."""
        return self.root / table / f"{document_id}.parquet"

    def path_over_all(self, name: str) -> Path:
        """Where a table over all documents lies, or would."""
        return self.root / f"{name}.parquet"

    def _notes(self, table: str, documents: Iterable[str]) -> dict[str, Note]:
        """The note of each document whose file of a table has one."""
        notes = {document_id: _note_at(self.path(table, document_id)) for document_id in sorted(documents)}
        return {document_id: note for document_id, note in notes.items() if note is not None}

    def _ids(self, table: str) -> set[str]:
        try:
            with os.scandir(self.root / table) as files:
                return {match.group(1) for file in files if (match := PUBLISHED.fullmatch(file.name))}
        except FileNotFoundError:
            return set()


@contextmanager
def hold_folder(folder: Path, to_read: bool = False) -> Iterator[None]:
    """Hold a folder, which is made, alone, or together with others that only read it. Raises `Held`."""
    folder.mkdir(parents=True, exist_ok=True)
    held = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(held, (fcntl.LOCK_SH if to_read else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Held(folder) from None
        yield
    finally:
        os.close(held)


def _note_at(path: Path) -> Note | None:
    """The note in a file; null where there is none, or half a file after a power cut."""
    try:
        return _note_of(_footer(path))
    except (OSError, ValueError, IndexError):
        return None


def _footer(path: Path) -> bytes:
    """The metadata at the end of a Parquet file: before them all, after them their length and "PAR1"."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 8))
        length, magic = int.from_bytes(file.read(4), "little"), file.read(4)
        if magic != b"PAR1" or length > size - 8:
            raise ValueError(f"{path}: no whole Parquet file")
        file.seek(size - 8 - length)
        return file.read(length)


def _note_of(footer: bytes) -> Note | None:
    """The value under `NOTE`: a text after the key in Thrift's compact form, its length as a varint before it.

    To load pyarrow for it would take longer than all else that a run without work does.
    """
    field = b"\x18"  # the next field of the same struct, a text
    key = field + bytes([len(NOTE)]) + NOTE + field
    at = footer.rfind(key)
    if at < 0:
        return None
    at += len(key)
    length = shift = 0
    while True:
        byte = footer[at]
        length |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            break
    note: Note = json.loads(footer[at : at + length])
    return note
