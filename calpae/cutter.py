"""The process that cuts pictures out of one document, and may die of it: `python -m calpae.cutter`.

It is told on standard input, as one JSON object, which file to read and what to cut; it leaves the pictures in a
folder, each whole or not there, and says on its standard output why there are none, or nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from extract.crop import Cut

CUTTER = (sys.executable, "-m", "calpae.cutter")
SECONDS, SECONDS_A_PICTURE = 60.0, 1.0
"""A document may take so long."""

Failure = Literal["gone", "changed", "encrypted", "unreadable", "failed"]
"""Why there are no pictures: no such file; other bytes than those that were published; a password is missing; PDFium
cannot open it; the process died, or took too long."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to cut: from which file, of which SHA-256, into which folder, each picture under its name."""

    path: Path
    sha256: str
    folder: Path
    cuts: Mapping[str, Cut]
    passwords: tuple[str, ...] = ()

    def to_data(self) -> dict[str, Any]:
        """As JSON takes it."""
        cuts = {name: asdict(cut) for name, cut in self.cuts.items()}
        return {**asdict(self), "path": str(self.path), "folder": str(self.folder), "cuts": cuts}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Order:
        """The reverse of `to_data`."""
        cuts = {name: _cut(cut) for name, cut in data["cuts"].items()}
        return cls(Path(data["path"]), data["sha256"], Path(data["folder"]), cuts, tuple(data["passwords"]))


def _cut(data: Mapping[str, Any]) -> Cut:
    from extract.crop import Cut
    from extract.model import Region

    shown, covered = (tuple(Region(**place) for place in data[name]) for name in ("shown", "covered"))
    return Cut(Region(**data["frame"]), shown, covered, data["quarters"])


def cut_pictures(order: Order, command: Sequence[str] = CUTTER, seconds: float = SECONDS) -> Failure | None:
    """Have the pictures cut by a process of its own; why there are none, or null. Raises `OSError` on a full disk."""
    order.folder.mkdir(parents=True, exist_ok=True)
    try:
        done = subprocess.run(
            command,
            input=json.dumps(order.to_data()).encode(),
            capture_output=True,
            timeout=seconds + SECONDS_A_PICTURE * len(order.cuts),
            check=True,
        )
        answer = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        return "failed"
    if answer.get("not_written"):
        raise OSError(None, answer["not_written"], str(order.folder))
    failure: Failure | None = answer.get("failure")
    return failure


def carry_out(order: Order) -> Failure | None:
    """Cut the pictures; why there are none, or null. Raises `OSError` where they cannot be written."""
    from extract import Refused
    from extract.crop import cut_out

    try:
        data = order.path.read_bytes()
    except OSError:
        return "gone"
    if hashlib.sha256(data).hexdigest() != order.sha256:
        return "changed"
    try:
        for name, picture in zip(order.cuts, cut_out(data, list(order.cuts.values()), order.passwords), strict=True):
            write_whole(order.folder / name, picture)
    except Refused as refusal:
        return "encrypted" if refusal.code == "encrypted" else "unreadable"
    return None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place, then put it there: it is whole, or the one before."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def main() -> None:
    """Do the one order that is given."""
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)  # what a library prints is no answer
    order = Order.from_data(json.load(sys.stdin))
    try:
        answer: dict[str, Any] = {"failure": carry_out(order)}
    except OSError as error:
        answer = {"not_written": error.strerror or str(error)}
    json.dump(answer, answers)
    answers.close()


if __name__ == "__main__":
    main()
