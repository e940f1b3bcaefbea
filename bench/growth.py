"""How a run grows with its documents: time, the parent's memory, a second worker, a run without work."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from calpae.desk import resident  # noqa: E402
from tests.drawn.draw import draw_annexe  # noqa: E402
from tests.drawn.spec import Family  # noqa: E402
from tests.drawn.write import write_document  # noqa: E402

DRAWN = 10
"""So many different annexes; the others are the same with another comment at the end, so other bytes. Every number of
documents is a multiple of it: what they cost together is then a multiple too, if nothing grows faster than they do."""
RULED: tuple[Family, ...] = ("ruled", "odd")
"""Annexes with rules, 3 to 13 pages: the others take several times longer, and what is asked is how a run grows."""
LOOKED_AT = 0.02
"""Seconds between two looks at the memory of the parent."""
NOT_MORE = 1.1
"""A document more may cost so many times what one did when there were fewer, by the processors' time."""
NO_WORK, TIMES_FASTER = 2.0, 50
"""A run without work takes less than so many seconds, and is so many times faster than the first."""


@dataclass(frozen=True)
class Spent:
    """Seconds on the clock, seconds of all processors, and the largest resident memory of the parent in MB."""

    seconds: float
    processor: float
    mb: float

    @property
    def times(self) -> tuple[float, float]:
        """On the clock, and of all processors."""
        return self.seconds, self.processor


def draw(folder: Path, count: int) -> Path:
    """A folder of so many documents."""
    models = folder.parent / "models"
    if not models.exists():
        models.mkdir()
        for seed in range(DRAWN):
            write_document(draw_annexe(seed, RULED[seed % len(RULED)]), models / f"{seed:02}.pdf")
    data = [path.read_bytes() for path in sorted(models.iterdir())]
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:05}.pdf").write_bytes(data[number % len(data)] + b"\n%% %d\n" % number)
    return folder


def run(raw: Path, out: Path, workers: int) -> Spent:
    """The command on a folder, looked at from outside."""
    arguments = [sys.executable, "-m", "calpae.cli", "run", str(raw), "--out", str(out), "-q"]
    begun, before, peak = time.perf_counter(), os.times(), 0
    with subprocess.Popen([*arguments, "--workers", str(workers)], cwd=ROOT) as process:
        while process.poll() is None:
            peak = max(peak, resident(process.pid))
            time.sleep(LOOKED_AT)
    after = os.times()
    own = after.children_user + after.children_system - before.children_user - before.children_system
    if process.returncode:
        raise SystemExit(f"the run over {raw} ended with {process.returncode}")
    return Spent(time.perf_counter() - begun, own, peak / 1e6)


def start_up() -> float:
    """Seconds until the command has said its version."""
    seconds = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-m", "calpae.cli", "--version"], cwd=ROOT, capture_output=True, check=True)
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds)


def report(sizes: list[int]) -> tuple[list[str], bool]:
    """The section of results.md; whether the targets are met."""
    with tempfile.TemporaryDirectory() as folder:
        grown, is_linear = _grown(Path(folder), sizes)
        others, is_quick = _workers_and_no_work(Path(folder))
    return [*grown, *others], is_linear and is_quick


def _grown(folder: Path, sizes: list[int]) -> tuple[list[str], bool]:
    lines = [
        "\n## How a run grows (drawn annexes with rules, 2 workers)\n",
        "| documents | s | processor s | ms a document more | processor ms a document more | parent's peak MB |",
        "| ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    last, spent_last, marginals = 0, Spent(0, 0, 0), []
    for size in sizes:
        spent = run(draw(folder / f"raw{size}", size), folder / f"out{size}", 2)
        print(f"{size} documents: {spent}", file=sys.stderr)
        seconds, own = ((b - a) / (size - last) * 1000 for a, b in zip(spent_last.times, spent.times, strict=True))
        more = f"{seconds:.0f} | {own:.1f}" if last else "|"
        marginals += [own] if last else []
        lines.append(f"| {size} | {spent.seconds:.1f} | {spent.processor:.1f} | {more} | {spent.mb:.0f} |")
        last, spent_last = size, spent
        shutil.rmtree(folder / f"raw{size}")
        shutil.rmtree(folder / f"out{size}")
    is_linear = all(after <= NOT_MORE * before for before, after in pairwise(marginals))
    said = "yes" if is_linear else "NO"
    return [*lines, f"\n- each next document costs at most {NOT_MORE:g} times the one before: {said}"], is_linear


def _workers_and_no_work(folder: Path) -> tuple[list[str], bool]:
    raw = draw(folder / "raw", 300)
    one, two = (run(raw, folder / f"workers{workers}", workers) for workers in (1, 2))
    again = run(raw, folder / "workers2", 2)
    gain, ratio = one.seconds / two.seconds, two.seconds / again.seconds
    is_quick = again.seconds < NO_WORK and ratio >= TIMES_FASTER
    return [
        f"- 300 documents: {one.seconds:.1f} s with one worker, {two.seconds:.1f} s with two ({gain:.2f} times)",
        f"- a second run over them, with nothing to do: {again.seconds:.2f} s ({again.processor:.2f} s of processor), "
        f"{ratio:.0f} times faster than the first, {again.mb:.0f} MB; wanted under {NO_WORK:g} s and {TIMES_FASTER} "
        f"times: {'yes' if is_quick else 'NO'}",
        f"- `calpae --version`: {start_up():.2f} s",
    ], is_quick
