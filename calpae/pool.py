"""Documents read by children of this process, several at a time, each within its limits."""

from __future__ import annotations

import selectors
from collections import deque
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field

from .desk import CHILD, Desk, Limits
from .job import Done, Job
from .settings import Settings

WATCH_SECONDS = 0.05
"""How often time and memory are looked at."""
READER_MB, PAGE_MB = 500, 300
"""What reading a scan takes, as measured: the libraries and the model; and each A4 page that is being read."""


@dataclass(frozen=True, slots=True)
class Pool:
    """An engine: what a document does to its process costs that document alone."""

    settings: Settings
    workers: int = 1
    limits: Limits = field(default_factory=Limits)
    command: Sequence[str] = CHILD

    def run(self, jobs: Iterable[Job]) -> Generator[Done]:
        """The results as they come. Raises `ChildFailed` where no child works."""
        waiting = deque(jobs)
        desks = [Desk(self.settings, self.limits, self.command) for _ in range(min(max(1, self.workers), len(waiting)))]
        try:
            while waiting or any(desk.job for desk in desks):
                for desk in desks:
                    if desk.job is None and waiting:
                        job = waiting.popleft()
                        desk.take(job, self._share(len(waiting) + sum(desk.job is not None for desk in desks) + 1))
                for desk in _that_spoke(desks):
                    done = desk.hear()
                    if done is not None:
                        yield done
                for desk in desks:
                    desk.watch()
        finally:
            for desk in desks:
                desk.stop()

    def _share(self, unread: int) -> int:
        """How many of its scanned pages a document may have read at a time, where so many documents are left."""
        in_memory = (self.limits.memory - READER_MB) // PAGE_MB
        return max(1, min(self.workers // unread, in_memory))


def _that_spoke(desks: Iterable[Desk]) -> list[Desk]:
    """The desks whose child has said something, or has ended, before it is time to look at all of them."""
    with selectors.DefaultSelector() as selector:
        for desk in desks:
            if desk.child is not None and desk.child.stdout is not None:
                selector.register(desk.child.stdout, selectors.EVENT_READ, desk)
        return [key.data for key, _ in selector.select(WATCH_SECONDS)]
