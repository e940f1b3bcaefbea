"""Documents handed to a cluster of dask, in batches of some seconds; what dies with a worker is tried on another."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from time import monotonic
from typing import Any

from extract.weight import seconds_to_read
from schemas.files import each, files_of
from schemas.shelf import Draft

from .desk import Limits
from .engine import EngineFailed
from .ingest import refuse, unpublished, unreadable
from .job import Done, Job
from .settings import Settings
from .task import Order, Read, read_batch

BATCH_SECONDS = 20.0
BATCH_BYTES = 32_000_000
"""What a batch holds at most, but for a single document."""
AHEAD = 2
"""Batches that are out for each thread of a worker: one is read, one waits. So much the scheduler's memory holds."""
POLL_SECONDS = 5.0
PATIENCE_SECONDS = 60.0
"""A cluster that has had no worker for so long gets none."""
HERE = {
    "threads_per_worker": 1,
    "host": "127.0.0.1",
    "security": True,  # by TLS, with certificates of its own: nobody else of this machine may give it work
    "dashboard_address": "127.0.0.1:0",
    "memory_limit": 0,  # the children's own limits hold
    "silence_logs": logging.CRITICAL,
    "scheduler_kwargs": {"allowed_failures": 1},
}
"""A cluster that is started here."""

Batch = list[tuple[Job, bytes]]


@dataclass(frozen=True)
class Cluster:
    """An engine. Its workers need this program and nothing else: no shared disk, no store of objects, no credentials.

    `workers`: of a cluster that is started here, where no scheduler's address is given.
    """

    settings: Settings
    limits: Limits
    scheduler: str | None = None
    workers: int = 1
    command: Sequence[str] = ()

    def run(self, jobs: Iterable[Job]) -> Generator[Done]:
        """The results as they come. Raises `EngineFailed` where the cluster does not work."""
        lost: list[Done] = []
        suspects: list[Job] = []
        with connected(self.scheduler, self.workers) as client:
            yield from self._hand_out(client, batches(jobs, lost), suspects)
            for job in suspects:  # alone in the cluster: if a worker dies, it dies of this
                guilty: list[Job] = []
                yield from self._hand_out(client, batches([job], lost), guilty)
                yield from map(self._refused, guilty)
        yield from lost

    def _hand_out(self, client: Any, waiting: Iterator[Batch], suspects: list[Job]) -> Iterator[Done]:
        """Keep every worker busy; the jobs of batches that workers died of are added to the suspects."""
        from distributed import KilledWorker

        out: dict[Any, list[Job]] = {}
        try:
            while True:
                while len(out) < AHEAD * max(1, _threads(client)) and (batch := next(waiting, None)):
                    order = Order(batch, self.settings, self.limits, self._known, self.command)
                    out[client.submit(read_batch, order, pure=False)] = [job for job, _ in batch]
                if not out:
                    return
                for future in _finished(client, list(out)):
                    jobs = out.pop(future)
                    try:
                        results = future.result()
                    except KilledWorker:
                        suspects += jobs
                        continue
                    yield from map(self._unpacked, results)
        except EngineFailed:
            raise
        except Exception as error:
            said = " ".join(str(error).split())
            raise EngineFailed(f"the cluster does not work: {type(error).__name__}: {said}") from error
        finally:
            client.cancel(list(out))

    def _unpacked(self, read: Read) -> Done:
        """The result with its files among the drafts of this machine."""
        outcome, draft, folder = read.done.outcome, read.done.draft, Path(self.settings.drafts)
        if draft is None:
            return read.done
        names = {table: f"{draft.document_id}.{table}.{os.getpid()}" for table in read.files}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for table, data in read.files.items():
                (folder / names[table]).write_bytes(data)
        except OSError as error:
            return Done(unpublished(outcome.name, outcome.document_id, error.strerror or str(error)))
        return Done(outcome, Draft(draft.document_id, names))

    def _refused(self, job: Job) -> Done:
        message = "every worker that read it died, the last ones with nothing else to do; please report it"
        return refuse(job, "crashed", message, self.settings.workshop())

    @cached_property
    def _known(self) -> dict[str, bytes]:
        """The files that the settings name."""
        corrections = sorted(Path(self.settings.corrections).glob("*.yaml")) if self.settings.corrections else []
        known = {f"corrections/{path.name}": path.read_bytes() for path in corrections}
        if self.settings.password_file:
            known["passwords"] = Path(self.settings.password_file).read_bytes()
        return known


def batches(jobs: Iterable[Job], lost: list[Done]) -> Iterator[Batch]:
    """Documents with their bytes, `BATCH_SECONDS` of reading together; what cannot be read is added to the lost."""
    jobs = list(jobs)
    batch: Batch = []
    seconds, size = 0.0, 0
    for job, data in zip(jobs, each(_bytes_of, jobs, jobs[0].found.path) if jobs else (), strict=True):
        if isinstance(data, OSError):
            lost.append(Done(unreadable(job.found, data)))
            continue
        own = seconds_to_read(data)
        if batch and (seconds + own > BATCH_SECONDS or size + len(data) > BATCH_BYTES):
            yield batch
            batch, seconds, size = [], 0.0, 0
        batch.append((job, data))
        seconds, size = seconds + own, size + len(data)
    if batch:
        yield batch


def _bytes_of(job: Job) -> bytes | OSError:
    try:
        return files_of(job.found.path).read(job.found.path)
    except OSError as error:
        return error


@contextmanager
def connected(scheduler: str | None, workers: int) -> Iterator[Any]:
    """A client of the cluster at an address, or of one on this machine that ends with it. Raises `EngineFailed`."""
    from distributed import Client, LocalCluster

    warnings.filterwarnings("ignore", "Sending large graph")  # bytes travel on purpose
    for name in ("distributed", "distributed.client"):  # what they note, results and errors say
        logging.getLogger(name).setLevel(logging.CRITICAL)
    if scheduler is None:
        with LocalCluster(n_workers=workers, **HERE) as cluster, Client(cluster) as client:
            yield client
        return
    try:
        client = Client(scheduler)
    except (OSError, ValueError) as error:
        raise EngineFailed(f"no scheduler of dask answers at {scheduler}: {error}") from None
    with client:
        yield client


def _threads(client: Any) -> int:
    return sum(client.nthreads().values())


def _finished(client: Any, out: list[Any]) -> list[Any]:
    """Those that have ended, one at least. Raises `EngineFailed` where there is nobody to do the work."""
    from distributed import wait

    seen = monotonic()
    while True:
        try:
            return list(wait(out, timeout=POLL_SECONDS, return_when="FIRST_COMPLETED").done)
        except TimeoutError:
            if _threads(client):
                seen = monotonic()
            elif monotonic() - seen > PATIENCE_SECONDS:
                raise EngineFailed("the cluster has no workers; start some (`dask worker`), and run again") from None
