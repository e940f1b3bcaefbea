"""Ways to read one file beside each other: each in a process of its own, in turns, so that noise meets all alike."""

from __future__ import annotations

import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from ways import WAYS

SLOW = {"camelot lattice": 5, "camelot lattice, vector": 3}
"""Takes part in every so many-th round."""
TARGETS = (
    ("extract.read", "pdfplumber", 10.0),
    ("extract.read", "camelot lattice", 30.0),
    ("extract.read", "raw pypdfium2", 1 / 4),
    ("PDF to Parquet", "pdfplumber", 1.0),
)
"""Ours is at least so many times faster than the other."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The median of a way's seconds, how many there are, and the most MB of memory that its process has held."""

    seconds: float
    runs: int
    mb: float


class Way:
    """A process that waits, and reads the file once each time it is asked."""

    def __init__(self, name: str, path: Path) -> None:
        command = [sys.executable, str(Path(__file__).with_name("ways.py")), name, str(path)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.seconds: list[float] = []
        self._hear()

    def run(self) -> None:
        """Measure one run."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        self.seconds.append(float(self._hear()))

    def end(self) -> Measured:
        """What was measured."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        mb = float(self._hear())
        self.process.wait()
        return Measured(statistics.median(self.seconds), len(self.seconds), mb)

    def _hear(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()


def measure(path: Path, rounds: int) -> dict[str, Measured]:
    """Every way over one file, so many times."""
    ways = {name: Way(name, path) for name in WAYS}
    for number in range(rounds):
        for name, way in ways.items():
            if number % SLOW.get(name, 1) == 0:
                way.run()
    return {name: way.end() for name, way in ways.items()}


def report(path: Path, title: str, rounds: int) -> tuple[list[str], bool]:
    """The section of results.md; whether the targets are met."""
    measured = measure(path, rounds)
    ours = measured["extract.read"].seconds
    lines = [f"\n## {title}\n"]
    lines += ["| what | median ms | of runs | ratio to extract.read | peak MB |", "| --- | ---: | ---: | ---: | ---: |"]
    for way, found in measured.items():
        ratio = found.seconds / ours
        lines.append(f"| {way} | {found.seconds * 1000:.1f} | {found.runs} | {ratio:.2f} | {found.mb:.0f} |")
    lines.append("")
    is_met = True
    for own, other, factor in TARGETS:
        ratio = measured[other].seconds / measured[own].seconds
        is_met &= ratio >= factor
        lines.append(f"- {own} against {other}: {ratio:.2f}, wanted {factor:g}: {'yes' if ratio >= factor else 'NO'}")
    return lines, is_met
