"""A child of the pool whose reader does what some documents have done to readers. Only tests can start it."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import extract
from calpae import child
from extract.model import Scans

STEP = 50_000_000
whole = extract.read
held: list[bytearray] = []


def take_memory(_: Scans) -> None:
    while len(held) < 100:
        held.append(bytearray(b"x" * STEP))
        time.sleep(0.01)


def slow_scan(scans: Scans) -> None:
    assert scans.on_page
    scans.on_page(1)
    time.sleep(3)


DISASTERS: dict[bytes, Callable[[Scans], object]] = {
    b"segfault": lambda _: ctypes.string_at(0),
    b"hang": lambda _: time.sleep(3600),
    b"memory": take_memory,
    b"slow": lambda _: time.sleep(3),
    b"slow scan": slow_scan,
    b"exit": lambda _: os._exit(7),
    b"one page at a time": lambda scans: os._exit(7) if scans.at_once > 1 else None,
    b"spoil": lambda _: held.append(bytearray(1)),
    b"spoilt": lambda _: os._exit(9) if held else None,
}


def read(path: Path, *more: Any) -> Any:
    """What is at the path; but first, where its first line names a disaster, that."""
    disaster = DISASTERS.get(path.read_bytes().partition(b"\n")[0])
    if disaster:
        disaster(more[-1])
    return whole(path, *more)


if __name__ == "__main__":
    setattr(extract, "read", read)  # noqa: B010
    child.main()
