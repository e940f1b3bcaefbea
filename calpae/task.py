"""What a worker of a cluster does: a few documents by their bytes, read by a child of it, and back the bytes of files.

Worker and command share no disk: all that is needed goes with the order, all that is published comes back.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from .desk import CHILD, Limits
from .engine import EngineFailed
from .job import Done, Job
from .origin import Origin
from .pool import Pool
from .settings import Settings


@dataclass(frozen=True, slots=True, repr=False)
class Order:
    """Documents with their bytes, and how to read them. A cluster's log never quotes it: it has no `repr`.

    `known` are the files that the settings name, by name: people's corrections under `corrections/`, and `passwords`.
    `command` is what starts a child, where it is not the usual one.
    """

    documents: Sequence[tuple[Job, bytes]]
    settings: Settings
    limits: Limits
    known: Mapping[str, bytes]
    command: Sequence[str] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Read:
    """What came of one document: an outcome, and for each table the bytes of its file."""

    done: Done
    files: Mapping[str, bytes]


def read_batch(order: Order) -> list[Read]:
    """Read the documents one after the other, each in a child and within its limits, as a run on one machine does.

    Raises `EngineFailed` where this worker is not able to.
    """
    with tempfile.TemporaryDirectory(prefix="calpae-", dir=_scratch()) as scratch:
        folder = Path(scratch)
        for name, data in order.known.items():
            _lay(folder / name, data)
        settings = replace(
            order.settings,
            drafts=str(folder / "drafts"),
            corrections=str(folder / "corrections"),
            password_file=str(folder / "passwords") if "passwords" in order.known else "",
        )
        jobs = [_laid(folder, number, job, data) for number, (job, data) in enumerate(order.documents)]
        results = Pool(settings, 1, order.limits, order.command or CHILD).run(jobs)
        return [_packed(done, folder / "drafts") for done in results]


def _scratch() -> str | None:
    """The worker's own folder, which its next start empties where it was killed."""
    from distributed import get_worker

    try:
        return str(get_worker().local_directory)
    except ValueError:  # this is no worker
        return None


def _laid(folder: Path, number: int, job: Job, data: bytes) -> Job:
    """The job with its document where a child can read it. Raises `EngineFailed` where it would read it otherwise."""
    differ = sorted(name for name, own in _program().items() if job.made_from.get(name, own) != own)
    if differ:
        raise EngineFailed(f"a worker has another {' and '.join(differ)} than the command; install the same version")
    path = folder / f"{number}{job.found.path.suffix}"
    _lay(path, data)
    return replace(job, found=replace(job.found, path=path))


@cache
def _program() -> dict[str, str]:
    """What of a document's origin is this machine's own."""
    here = Origin().of("", "")
    return {name: here[name] for name in ("pipeline", "knowledge")}


def _lay(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _packed(done: Done, drafts: Path) -> Read:
    files = done.draft.files if done.draft else {}
    return Read(done, {table: (drafts / name).read_bytes() for table, name in files.items()})
