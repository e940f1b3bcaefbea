"""The seam where documents are handed out: in this process, to children of it, or by an engine that others wrote."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from typing import Protocol

from .ingest import Workshop, ingest
from .job import Done, Job


class EngineFailed(Exception):
    """What hangs on no document: the program, the machine or the cluster is not right."""


class Engine(Protocol):
    """Reads documents somewhere. It publishes nothing: whoever gave the jobs puts the files in place."""

    def run(self, jobs: Iterable[Job]) -> Generator[Done]:
        """Each job's result, as it comes, in any order, exactly one each. Closing the iterator ends all work."""
        ...


@dataclass(frozen=True, slots=True)
class Serial:
    """One document after the other in this process: no limits hold, and a crash ends the run. For looking into one."""

    workshop: Workshop

    def run(self, jobs: Iterable[Job]) -> Generator[Done]:
        """The results in the order of the jobs."""
        return (ingest(job, self.workshop) for job in jobs)
