"""The documents that are given: found by path or URL, hashed, and lent to readers, which know files alone."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .files import each, files_of
from .location import Location, Url


def digests(places: Iterable[Location]) -> Iterator[str | OSError]:
    """The SHA-256 of each file's bytes, in hexadecimal, or why it cannot be read."""
    places = list(places)
    far = next((at for at in places if isinstance(at, Url)), Path())
    return each(_digest, places, far)


def _digest(at: Location) -> str | OSError:
    try:
        return files_of(at).sha256(at)
    except OSError as error:
        return error


@contextmanager
def local_copy(at: Location, folder: Path) -> Iterator[Path]:
    """The file itself where it is of this machine; else its bytes in the folder, of the same ending, for a while.

    Who is killed meanwhile leaves the copy there: `Shelf.sweep` removes it. Raises `OSError`.
    """
    if not isinstance(at, Url):
        yield at
        return
    copy = folder / f"{uuid.uuid4().hex}{at.suffix}"
    folder.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(files_of(at).read(at))
    try:
        yield copy
    finally:
        copy.unlink()
