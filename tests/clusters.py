"""A cluster of dask on this machine: a scheduler and workers as processes of their own, as others would start them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cli import ROOT

COMMAND = (sys.executable, "-m", "distributed.cli.dask_{}", "--host", "127.0.0.1", "--no-dashboard")
SETTINGS = {
    "CALPAE_CACHE": "off",
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
    "PYTHONPATH": str(ROOT),
    "PYTHONWARNINGS": "ignore",
}


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[str]:
    """The address of a scheduler with so many workers of one thread each; a worker that dies is started again."""
    folder.mkdir(parents=True, exist_ok=True)
    started: list[subprocess.Popen[bytes]] = []
    try:
        started.append(_start("scheduler", folder, "--port", "0", "--scheduler-file", str(folder / "scheduler.json")))
        for number in range(workers):
            own = ("--nthreads", "1", "--memory-limit", "0", "--local-directory", str(folder / str(number)))
            started.append(_start("worker", folder, "--scheduler-file", str(folder / "scheduler.json"), *own))
        yield _address(folder, workers)
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _start(what: str, folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command = [part.format(what) for part in COMMAND]
    with (folder / f"{what}.log").open("ab") as log:
        return subprocess.Popen([*command, *arguments], cwd=folder, env=os.environ | SETTINGS, stdout=log, stderr=log)


def _address(folder: Path, workers: int) -> str:
    from distributed import Client

    while not (folder / "scheduler.json").exists():
        time.sleep(0.05)
    with Client(scheduler_file=str(folder / "scheduler.json")) as client:
        client.wait_for_workers(workers, timeout=60)
        return str(client.scheduler.address)


def kill_a_worker(address: str) -> None:
    """Kill the process of one that is at work, once there is one."""
    from distributed import Client

    with Client(address) as client:
        while not (busy := [name for name, tasks in client.processing().items() if tasks]):
            time.sleep(0.05)
        processes = client.run(os.getpid, workers=busy[:1])
    os.kill(processes[busy[0]], signal.SIGKILL)
