"""Keeping other runs away from a store of objects, which can neither lock nor, by pyarrow, write on a condition.

Each run writes a claim of its own, then lists the claims. A store lists what was written before (S3 since 2020,
Google's and Azure's too), so of two runs the one that lists last sees the other's: never do both go on, at worst
neither does. A claim is written again every `RENEWED` seconds; one that is `LEASE` seconds older than one's own, by the
store's own clock, is a dead run's, and so is one of this machine whose process is no more.
"""

from __future__ import annotations

import json
import os
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from .files import Held
from .location import Location

if TYPE_CHECKING:
    from .remote import RemoteFiles

LEASE = 120.0
RENEWED = 20.0
SURE = 60.0
"""So long after the last renewal a run still writes: well before another may take its claim for dead."""


@contextmanager
def claimed(files: RemoteFiles, root: Location, to_read: bool) -> Iterator[Callable[[], None]]:
    """Hold a root. Raises `Held`; what it gives raises it once the claim may have been taken for dead."""
    folder = root / "_claims"
    own = folder / f"{uuid.uuid4().hex}.json"
    text = json.dumps({"host": socket.gethostname(), "process": os.getpid(), "reads": to_read}).encode()
    renewed = [time.time()]
    files.write(text, own)
    over = threading.Event()
    keeper = threading.Thread(target=_renew, args=(files, own, text, renewed, over), daemon=True)
    try:
        _look_for_others(files, folder, own.name, to_read)
        keeper.start()
        yield lambda: _still(root, renewed[0])
    finally:
        over.set()
        if keeper.ident is not None:
            keeper.join()
        with suppress(OSError):  # it will be taken for dead
            files.remove(own)


def _look_for_others(files: RemoteFiles, folder: Location, own: str, to_read: bool) -> None:
    claims = {found.base_name: found for found in files.infos(folder) if found.base_name.endswith(".json")}
    for name, found in sorted(claims.items()):
        if name == own:
            continue
        age = (claims[own].mtime - found.mtime).total_seconds()
        said = _said(files, folder / name)
        if age > LEASE or _is_dead_here(said):
            files.remove(folder / name)
        elif said is not None and not (to_read and said.get("reads")):
            who = f"another run (process {said.get('process')} on {said.get('host')}) holds it"
            wait = f"wait until it has ended, or {LEASE:g} s after it was killed, or give another --out"
            raise Held(folder, f"{who}; {wait}")


def _said(files: RemoteFiles, at: Location) -> dict[str, Any] | None:
    """What a claim says; null where its run has ended since."""
    try:
        said: dict[str, Any] = json.loads(files.read(at))
    except FileNotFoundError:
        return None
    return said


def _is_dead_here(said: dict[str, Any] | None) -> bool:
    return said is not None and said.get("host") == socket.gethostname() and is_gone(int(said["process"]))


def is_gone(process: int) -> bool:
    """Whether no process of this machine has the number."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except PermissionError:  # it is another user's
        return False
    return False


def _renew(files: RemoteFiles, own: Location, text: bytes, renewed: list[float], over: threading.Event) -> None:
    """Write the claim again and again, but never one that another run has taken for dead."""
    while not over.wait(RENEWED):
        with suppress(OSError):  # the store does not answer: the next time, or the claim runs out
            if files.kind(own) is None or not _is_sure(renewed[0]):
                renewed[0] = 0.0
                return
            files.write(text, own)
            renewed[0] = time.time()


def _is_sure(renewed: float) -> bool:
    return time.time() - renewed < SURE  # the wall's clock, which runs while the machine sleeps too


def _still(root: Location, renewed: float) -> None:
    if not _is_sure(renewed):
        raise Held(root, "the hold on it was lost (no word from the store, or the machine slept); run again to go on")
