"""One place where documents are read: a child process, what it was given, and how long and how much it may take."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from .job import Done, Job
from .settings import Settings

CHILD = (sys.executable, "-m", "calpae.child")
START_SECONDS = 120.0
"""A child that has not loaded its libraries by then never will."""
MB = 1_000_000
log = logging.getLogger("calpae")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds, more of them for each scanned page, and resident memory in MB (10⁶)."""

    seconds: float = 60.0
    seconds_a_scan: float = 20.0
    memory: int = 1500

    def __str__(self) -> str:
        return f"{self.seconds:g} s, {self.memory} MB"


class ChildFailed(Exception):
    """A child cannot do what hangs on no document: the program or the machine is not right."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a document is refused that its reader did not survive."""

    code: str
    message: str


class Desk:
    """A child, started when there is work; it is replaced when it dies, is killed, or has grown too large."""

    def __init__(self, settings: Settings, limits: Limits, command: Sequence[str] = CHILD) -> None:
        self.settings, self.limits, self.command = settings, limits, command
        self.job: Job | None = None
        self.refusal: Refusal | None = None
        self.child: subprocess.Popen[bytes] | None = None
        self._rest = b""
        self._is_ready = self._is_told = False
        self._documents = 0
        self._scans_at_once = 1
        self._deadline = 0.0

    def take(self, job: Job, scans_at_once: int = 1) -> None:
        """Begin with a job, once the child is ready for it; that many scanned pages are read at a time."""
        self.job, self.refusal, self._is_told = job, None, False
        self._scans_at_once = scans_at_once
        if self.child is None:
            self._start()
        elif self._is_ready:
            self._tell()

    def hear(self) -> Done | None:
        """Read what the child has said, which must be something; the result if that is among it."""
        assert self.child is not None and self.child.stdout is not None
        said = os.read(self.child.stdout.fileno(), 1 << 16)
        if not said:
            self._fail(Refusal("crashed", f"the process that read it {_end_of(self.child.wait())}; please report it"))
            return None
        *lines, self._rest = (self._rest + said).split(b"\n")
        done = None
        for line in lines:
            done = self._understand(json.loads(line)) or done
        return done

    def watch(self) -> None:
        """Kill the child if it takes too long or too much."""
        if self.child is None or self.job is None:
            return
        if monotonic() > self._deadline:
            taken = f"reading it took longer than {self.limits.seconds:g} s"
            more = f"{self.limits.seconds_a_scan:g} s a scanned page"
            self._fail(Refusal("timed_out", f"{taken} (and {more}); --timeout gives it more"))
        elif self._is_ready and resident(self.child.pid) > self.limits.memory * MB:
            taken = f"reading it took more than {self.limits.memory} MB of memory"
            self._fail(Refusal("out_of_memory", f"{taken}; --memory gives it more"))

    def stop(self) -> None:
        """End the child, whatever it does."""
        if self.child is not None:
            self.child.kill()
            self.child.communicate()
            self.child = None

    def _start(self) -> None:
        # A group of its own: Ctrl-C is for the parent, which then decides.
        self.child = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
        self._rest, self._is_ready, self._is_told, self._documents = b"", False, False, 0
        self._deadline = monotonic() + START_SECONDS
        self._send(self.settings.to_data())

    def _understand(self, message: Mapping[str, Any]) -> Done | None:
        match message:
            case {"ready": _}:
                self._is_ready = True
                self._tell()
            case {"scanned": _}:
                self._deadline += self.limits.seconds_a_scan
            case {"done": data}:
                self.job, self._documents = None, self._documents + 1
                if self.child is not None and resident(self.child.pid) > self.limits.memory * MB / 2:
                    self.stop()  # what it keeps would be counted against the next document
                return Done.from_data(data)
        return None

    def _tell(self) -> None:
        assert self.job is not None
        self._deadline = monotonic() + self.limits.seconds
        self._is_told = True
        refusal = {"code": self.refusal.code, "message": self.refusal.message} if self.refusal else None
        self._send({"job": self.job.to_data(), "refusal": refusal, "scans_at_once": self._scans_at_once})

    def _send(self, message: Mapping[str, Any]) -> None:
        assert self.child is not None and self.child.stdin is not None
        try:
            self.child.stdin.write(json.dumps(message).encode() + b"\n")
            self.child.stdin.flush()
        except BrokenPipeError:  # it has died: the end of its answers says so
            pass

    def _fail(self, refusal: Refusal) -> None:
        """Kill the child; its document is refused, or tried again in a new child where another may have spoiled it.

        A document that takes too long is not tried again: nobody would wait twice.
        """
        was_told, was_fresh = self._is_told, self._documents == 0
        self.stop()
        if self.job is None:
            return
        if not was_told or self.refusal is not None:
            raise ChildFailed(f"the process that reads documents does not work: {refusal.message}")
        if was_fresh or refusal.code == "timed_out":
            self.refusal = refusal
        else:
            log.info("%s: %s; tried again in a new process", self.job.found.name, refusal.message)
        self._start()


def resident(process: int) -> int:
    """The resident memory of a process in bytes; 0 where it is gone."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        if Path("/proc/self").exists():
            return 0
    said = subprocess.run(["ps", "-o", "rss=", "-p", str(process)], capture_output=True, text=True, check=False)
    return int(said.stdout.strip() or 0) * 1024


def _end_of(code: int) -> str:
    return f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
