"""Where the published files lie, without a reader of Parquet: what is whole, what is put in place, what goes.

A run that has nothing to do touches nothing else, so this module imports no third party.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from .files import Files, each, files_of
from .location import Location
from .vocabulary import OVER_ALL, TABLES

MARK = TABLES[-1]
"""The table whose file says that a document is whole: the last to come, the first to go."""

PUBLISHED = re.compile(r"([0-9a-f]{16})\.parquet")

NOTE = b"calpae"
"""The key of a file's own metadata under which a document's note stands, as JSON in ASCII."""

FOOTER = 1 << 14
"""Bytes at a file's end that hold the metadata of nearly all of them."""

Note = Mapping[str, Any]
"""What a run wants to know of a document when it comes back: what it was made from, and what became of it. It stands in
the file that says so, a published document's mark or a refused one's findings, and so cannot differ from it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One document's files, written whole beside their places: for each table a name in the folder of drafts."""

    document_id: str
    files: Mapping[str, str]


class Shelf:
    """The published dataset under one folder, of this machine or of a store of objects, as files."""

    def __init__(self, root: Location) -> None:
        self.root = root
        self._still_held: Callable[[], None] = lambda: None

    @cached_property
    def files(self) -> Files:
        """Those among which it lies. Raises `OSError` where their store cannot be opened."""
        return files_of(self.root)

    @property
    def drafts(self) -> Path:
        """The folder of this machine where files are written before they are placed."""
        return self.files.drafts(self.root)

    @contextmanager
    def hold(self, to_read: bool = False) -> Iterator[None]:
        """Keep runs that write away, until this process ends, however it ends. Raises `Held`."""
        with self.files.hold(self.root, to_read) as still_held:
            self._still_held = still_held
            try:
                yield
            finally:
                self._still_held = lambda: None

    def place(self, draft: Draft) -> None:
        """Move a document's files to their places, instead of what an earlier run said of it; the mark comes last.

        Raises `Held` where another run may hold the folder now.
        """
        self._still_held()
        for name in TABLES:
            self.files.make_folder(self.root / name)
        for name in reversed(TABLES):
            if name == MARK or name not in draft.files:
                self.files.remove(self.path(name, draft.document_id))
        for name in TABLES:
            if name in draft.files:
                self.files.put(self.drafts / draft.files[name], self.path(name, draft.document_id))

    def remove(self, document_id: str) -> None:
        """Take a document out of the dataset, its mark first."""
        self._still_held()
        for name in reversed(TABLES):
            self.files.remove(self.path(name, document_id))

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
        ids = self.documents()
        notes = each(self._note_at, (self.path(MARK, document_id) for document_id in ids), self.root)
        for document_id, note in zip(ids, notes, strict=True):
            digest.update(json.dumps([document_id, note], sort_keys=True).encode())
        return {"made_from": digest.hexdigest()}

    def is_current(self) -> bool:
        """Whether the tables over all documents are there, made from the documents that are published now.

        A run that was killed, or interrupted, leaves those of the run before.
        """
        now = self.note_over_all()
        return all(self._note_at(self.path_over_all(name)) == now for name in OVER_ALL)

    def sweep(self) -> list[Location]:
        """Remove what a killed run left, while no other run writes. Gives what was removed."""
        self._still_held()
        known = {*self.documents(), *self.refused()}
        here = files_of(self.drafts)
        leftovers = sorted(self.drafts / name for name in here.names(self.drafts))
        for path in leftovers:
            here.remove(path)
        parts = [self.path(name, lost) for name in TABLES for lost in sorted(self._ids(name) - known)]
        for part in parts:
            self.files.remove(part)
        return [*leftovers, *parts]

    def path(self, table: str, document_id: str) -> Location:
        """Where a document's file of a table lies, or would."""
        return self.root / table / f"{document_id}.parquet"

    def path_over_all(self, name: str) -> Location:
        """Where a table over all documents lies, or would."""
        return self.root / f"{name}.parquet"

    def _notes(self, table: str, documents: Iterable[str]) -> dict[str, Note]:
        """The note of each document whose file of a table has one."""
        ids = sorted(documents)
        notes = each(self._note_at, (self.path(table, document_id) for document_id in ids), self.root)
        return {document_id: note for document_id, note in zip(ids, notes, strict=True) if note is not None}

    def _ids(self, table: str) -> set[str]:
        names = self.files.names(self.root / table)
        return {match.group(1) for name in names if (match := PUBLISHED.fullmatch(name))}

    def _note_at(self, at: Location) -> Note | None:
        """The note in a file; null where there is none, or half a file after a power cut."""
        try:
            return _note_of(self._footer(at))
        except (FileNotFoundError, ValueError, IndexError):
            return None

    def _footer(self, at: Location) -> bytes:
        """The metadata at the end of a Parquet file: after them stand their length and "PAR1"."""
        end = self.files.end_of(at, FOOTER)
        length = int.from_bytes(end[-8:-4], "little")
        if end[-4:] != b"PAR1":
            raise ValueError(f"{at}: no whole Parquet file")
        if length + 8 > len(end):
            end = self.files.end_of(at, length + 8)
        if length + 8 > len(end):
            raise ValueError(f"{at}: no whole Parquet file")
        return end[-8 - length : -8]


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
