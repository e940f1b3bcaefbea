"""The files of this machine or of a store of objects, by one small interface: what the shelf and the inputs need."""

from __future__ import annotations

import fcntl
import hashlib
import os
import stat
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Literal, Protocol, TypeVar

from .location import Location, Url

WRITING = "_writing"
"""The folder where files are written before they are renamed into their table's: polars refuses a folder that holds a
file of another ending, hidden or not."""
AT_A_TIME = 16
"""Requests to a store of objects that are under way together: each waits some 20 ms, for the network."""

Item = TypeVar("Item")
Result = TypeVar("Result")


class Held(Exception):
    """Another run, or export, writes to the same folder: which, and what to do."""

    def __init__(self, folder: Location, said: str) -> None:
        super().__init__(folder, said)
        self.said = said

    def __str__(self) -> str:
        return self.said


class Files(Protocol):
    """What may be done with files. Each is there whole or not at all; what fails raises `OSError`."""

    def kind(self, at: Location) -> Literal["file", "folder"] | None:
        """What is there; null for nothing."""
        ...

    def names(self, folder: Location) -> list[str]:
        """The names in a folder, in any order; none where there is no folder."""
        ...

    def walk(self, folder: Location) -> Iterator[str]:
        """Every file below a folder, by its path from there with slashes, in any order."""
        ...

    def read(self, at: Location) -> bytes:
        """All of a file."""
        ...

    def end_of(self, at: Location, count: int) -> bytes:
        """The last bytes of a file, so many or all that there are."""
        ...

    def sha256(self, at: Location) -> str:
        """Of a file's bytes, in hexadecimal."""
        ...

    def make_folder(self, at: Location) -> None:
        """Make it, where folders are something of their own."""
        ...

    def put(self, source: Path, at: Location) -> None:
        """Move a file of this machine to its place, instead of what is there."""
        ...

    def remove(self, at: Location) -> None:
        """Remove a file, if it is there."""
        ...

    def lines_to(self, at: Location) -> AbstractContextManager[Callable[[str], None]]:
        """A new file that grows line by line."""
        ...

    def drafts(self, root: Location) -> Path:
        """The folder of this machine where files are written before they are put in their places below the root."""
        ...

    def hold(self, root: Location, to_read: bool = False) -> AbstractContextManager[Callable[[], None]]:
        """Hold a root alone, or together with others that only read it. Raises `Held`.

        What it gives raises `Held` too, where the hold was lost since.
        """
        ...


class LocalFiles:
    """The disk."""

    def kind(self, at: Location) -> Literal["file", "folder"] | None:
        """A link is what it leads to."""
        path = _path(at)
        return "folder" if path.is_dir() else "file" if path.exists() else None

    def names(self, folder: Location) -> list[str]:
        """Hidden ones too."""
        try:
            with os.scandir(_path(folder)) as entries:
                return [entry.name for entry in entries]
        except FileNotFoundError:
            return []

    def walk(self, folder: Location) -> Iterator[str]:
        """Links to folders are not followed."""
        whole = _path(folder)
        return (path.relative_to(whole).as_posix() for path in whole.rglob("*") if path.is_file())

    def read(self, at: Location) -> bytes:
        """At once, into memory."""
        return _path(at).read_bytes()

    def end_of(self, at: Location, count: int) -> bytes:
        """Nothing before them is read."""
        with _path(at).open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - count))
            return file.read()

    def sha256(self, at: Location) -> str:
        """A pipe or a device, which could be read for ever, is not opened."""
        if not stat.S_ISREG(_path(at).stat().st_mode):
            raise OSError(None, "it is no regular file")
        with _path(at).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def make_folder(self, at: Location) -> None:
        """With the folders above it."""
        _path(at).mkdir(parents=True, exist_ok=True)

    def put(self, source: Path, at: Location) -> None:
        """By renaming it: both lie on one disk."""
        source.replace(_path(at))

    def remove(self, at: Location) -> None:
        """Its folder stays."""
        _path(at).unlink(missing_ok=True)

    @contextmanager
    def lines_to(self, at: Location) -> Iterator[Callable[[str], None]]:
        """Each line is on the disk at once."""
        _path(at).parent.mkdir(parents=True, exist_ok=True)
        with _path(at).open("w", encoding="utf-8") as file:

            def write(line: str) -> None:
                file.write(line + "\n")
                file.flush()

            yield write

    def drafts(self, root: Location) -> Path:
        """On the same disk: a rename puts a file in place."""
        return _path(root) / WRITING

    @contextmanager
    def hold(self, root: Location, to_read: bool = False) -> Iterator[Callable[[], None]]:
        """The system lets go when this process ends, however it ends: the hold is never lost before."""
        with hold_folder(_path(root), to_read):
            yield lambda: None


@contextmanager
def hold_folder(folder: Path, to_read: bool = False) -> Iterator[None]:
    """Hold a folder of this machine, which is made, alone, or together with others that only read it. Raises `Held`."""
    folder.mkdir(parents=True, exist_ok=True)
    held = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(held, (fcntl.LOCK_SH if to_read else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            said = "another run writes there; wait until it has ended, or give another --out"
            raise Held(folder, said) from None
        yield
    finally:
        os.close(held)


def files_of(at: Location) -> Files:
    """The files among which a location is. Raises `OSError` where its store cannot be opened."""
    if isinstance(at, Url):
        from .remote import remote_files

        return remote_files(at)
    return LocalFiles()


def each(do: Callable[[Item], Result], items: Iterable[Item], at: Location) -> Iterator[Result]:
    """What `do` gives of each item, in their order: one after the other, or several at a time in a store of objects."""
    if not isinstance(at, Url):
        yield from map(do, items)
        return
    under_way: deque[Future[Result]] = deque()
    with ThreadPoolExecutor(AT_A_TIME) as threads:
        for item in items:
            under_way.append(threads.submit(do, item))
            while under_way and (under_way[0].done() or len(under_way) > 2 * AT_A_TIME):
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def _path(at: Location) -> Path:
    assert isinstance(at, Path)
    return at
