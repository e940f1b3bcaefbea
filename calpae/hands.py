"""Who reads the documents: the engine, as it was asked for."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.util import find_spec

from .desk import Limits
from .engine import Engine, Serial
from .pool import Pool
from .settings import Settings


@dataclass(frozen=True, slots=True)
class Hands:
    """Its name, how many documents are read at a time here (null: one a core; 0: in this process), and whose they are.

    `scheduler` is the address of a cluster that others run.
    """

    name: str = "local"
    workers: int | None = None
    scheduler: str | None = None

    def check(self) -> None:
        """Raises `ValueError` where this cannot be had."""
        if self.name != "dask":
            if self.scheduler is not None:
                raise ValueError("--scheduler is for --engine dask")
            return
        if find_spec("distributed") is None:
            raise ValueError("--engine dask needs an extra: install calpae[cluster] (requirements-cluster.lock)")
        if self.scheduler is not None and self.workers is not None:
            raise ValueError("--workers is for a cluster that is started here; that of --scheduler has its own")
        if self.workers == 0:
            raise ValueError("--workers 0 reads in this process; --engine dask needs one at least")

    def engine(self, settings: Settings, limits: Limits) -> Engine:
        """The engine, ready to be given jobs."""
        workers = cores() if self.workers is None else self.workers
        if self.name == "dask":
            from .cluster import Cluster

            return Cluster(settings, limits, self.scheduler, workers)
        return Pool(settings, workers, limits) if workers else Serial(settings.workshop())


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
