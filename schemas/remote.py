"""A store of objects as files, by pyarrow's file systems. Imported where a URL is given, and only there."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from time import monotonic
from typing import Any, Literal
from urllib.parse import quote

import pyarrow as pa
import pyarrow.fs as pafs

from .claim import claimed, is_gone
from .location import Location, Url

DRAFTS = "calpae-drafts-"
"""How the folder of drafts of a process is called, before its number."""
CHUNK = 1 << 20
"""Bytes of an object that are asked for at a time."""
SECONDS_UNSEEN = 30.0
"""How long the lines of a file that grows are kept back; an object cannot grow, it is written again whole."""
SHARE = 20
"""Writing it again takes at most one in so many seconds."""


class RemoteFiles:
    """One store. An object appears whole when its upload ends; nothing can be renamed; a folder is but a prefix."""

    def __init__(self, system: Any) -> None:
        self.system = system
        self._drafts: Path | None = None

    def kind(self, at: Location) -> Literal["file", "folder"] | None:
        """A prefix of any object is a folder."""
        found = self.system.get_file_info(key_of(at)).type
        return "folder" if found == pafs.FileType.Directory else "file" if found == pafs.FileType.File else None

    def names(self, folder: Location) -> list[str]:
        """Folders' too."""
        return [found.base_name for found in self.infos(folder)]

    def walk(self, folder: Location) -> Iterator[str]:
        """One list of all, a request for each thousand."""
        above = key_of(folder).rstrip("/") + "/"
        for found in self.infos(folder, recursive=True):
            if found.type == pafs.FileType.File and found.path.startswith(above):
                yield found.path.removeprefix(above)

    def infos(self, folder: Location, recursive: bool = False) -> list[Any]:
        """What the store says of all that lies in a folder."""
        found: list[Any] = self.system.get_file_info(
            pafs.FileSelector(key_of(folder), recursive=recursive, allow_not_found=True)
        )
        return found

    def read(self, at: Location) -> bytes:
        """In one request."""
        return b"".join(self._chunks(at))

    def end_of(self, at: Location, count: int) -> bytes:
        """In two requests: its length, then they."""
        with self.system.open_input_file(key_of(at)) as file:
            begins = max(0, file.size() - count)
            end: bytes = file.read_at(file.size() - begins, begins)
            return end

    def sha256(self, at: Location) -> str:
        """Nothing of it is kept."""
        digest = hashlib.sha256()
        for chunk in self._chunks(at):
            digest.update(chunk)
        return digest.hexdigest()

    def make_folder(self, at: Location) -> None:
        """There are none."""

    def put(self, source: Path, at: Location) -> None:
        """An upload; the file here is removed then."""
        self.write(source.read_bytes(), at)
        source.unlink()

    def write(self, data: bytes, at: Location) -> None:
        """Make an object, instead of what is there. In one request, but for large ones."""
        file = self.system.open_output_stream(key_of(at))
        file.write(data)
        file.close()

    def remove(self, at: Location) -> None:
        """What is not there costs a request too."""
        with suppress(FileNotFoundError):
            self.system.delete_file(key_of(at))

    @contextmanager
    def lines_to(self, at: Location) -> Iterator[Callable[[str], None]]:
        """Written again whole now and then, and at the end; a run that is killed may lose its last lines."""
        lines: list[str] = []
        after = monotonic() + SECONDS_UNSEEN

        def write(line: str) -> None:
            nonlocal after
            lines.append(line + "\n")
            if (begun := monotonic()) > after:
                self.write("".join(lines).encode(), at)
                after = monotonic() + max(SECONDS_UNSEEN, SHARE * (monotonic() - begun))

        try:
            yield write
        finally:
            self.write("".join(lines).encode(), at)

    def drafts(self, root: Location) -> Path:
        """A folder that only its owner may read, removed when this process ends, or by the next one if it is killed."""
        if self._drafts is None:
            _sweep_drafts()
            self._drafts = Path(tempfile.mkdtemp(prefix=f"{DRAFTS}{os.getpid()}-"))
            weakref.finalize(self, shutil.rmtree, self._drafts, ignore_errors=True)
        return self._drafts

    @contextmanager
    def hold(self, root: Location, to_read: bool = False) -> Iterator[Callable[[], None]]:
        """By a claim, as no store can lock: see `claim`."""
        with claimed(self, root, to_read) as still_held:
            yield still_held

    def _chunks(self, at: Location) -> Iterator[bytes]:
        with self.system.open_input_stream(key_of(at)) as file:
            while chunk := file.read(CHUNK):
                yield chunk


def _sweep_drafts() -> None:
    """Remove the folders of processes that are no more: they may hold copies of documents."""
    for folder in Path(tempfile.gettempdir()).glob(f"{DRAFTS}*-*"):
        process = folder.name.removeprefix(DRAFTS).partition("-")[0]
        if process.isdecimal() and is_gone(int(process)) and folder.stat().st_uid == os.getuid():
            shutil.rmtree(folder, ignore_errors=True)


def remote_files(at: Url) -> RemoteFiles:
    """The store that holds a URL, opened once a process. Raises `OSError` where it cannot be opened."""
    scheme, _, rest = at.text.partition("://")
    return _opened(scheme, rest.partition("/")[0])


@cache
def _opened(scheme: str, authority: str) -> RemoteFiles:
    # without `allow_delayed_open` every object costs three requests, a multipart upload of one part
    options = "?allow_delayed_open=true" if scheme == "s3" else ""
    try:
        system, _ = pafs.FileSystem.from_uri(f"{scheme}://{quote(authority, safe='@:')}/{options}")
    except (pa.ArrowException, ValueError) as error:
        raise OSError(None, f"{scheme}://{authority} cannot be opened: {error}") from None
    return RemoteFiles(system)


def key_of(at: Location) -> str:
    """What pyarrow calls it: bucket and path, or for a store with one root the path alone."""
    scheme, _, rest = str(at).partition("://")
    authority, _, path = rest.partition("/")
    if scheme == "hdfs":
        return f"/{path}"
    container = authority.partition("@")[0] if scheme in ("abfs", "abfss") else authority
    return f"{container}/{path}".rstrip("/")
