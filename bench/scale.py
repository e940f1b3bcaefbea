"""How a run on a cluster grows, by simulation: time, memory, objects and cost of 10³, 10⁵ and 10⁷ documents.

The batches, what is out at a time, and the order of requests are the program's own; what a document takes is assumed
(`MIX`), what the tables over all documents take is measured here, on a small dataset, and what the simulation says is
held against a real cluster of this machine (`python -m bench.scale --check`).
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heapify, heappop, heappush, heapreplace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from calpae.cluster import AHEAD, BATCH_BYTES, BATCH_SECONDS  # noqa: E402
from schemas.files import AT_A_TIME  # noqa: E402

REQUEST = 0.03
"""Seconds that a store of objects takes to answer."""
BANDWIDTH = 100e6
"""Bytes a second between the command, the store and the scheduler: 1 Gbit/s."""
CHILD_SECONDS = 2.5
"""For each batch: a child starts."""
PUBLISHED_BYTES = 90_000
"""Of one document, its six files together."""
TASK_BYTES = 20_000
"""What the scheduler and the command keep for a task that is out, beside its documents."""
EURO_A_CORE_HOUR, EURO_A_WRITE, EURO_A_READ = 0.04, 5e-6, 4e-7
"""What a cloud asks, by its order of magnitude."""
REQUESTS = 7
"""To put a document in place: six objects, and a question after an older mark."""


@dataclass(frozen=True)
class Kind:
    """Documents of a kind: their share, bytes, and seconds of a core to read one."""

    name: str
    share: float
    size: int
    seconds: float


MIX = (
    Kind("annexe, PDF, 8 pages", 0.35, 70_000, 0.9),
    Kind("annexe, DOCX", 0.15, 60_000, 0.9),
    Kind("whole convention, PDF, 50 pages", 0.25, 1_500_000, 4.0),
    Kind("scanned annexe, 9 pages", 0.15, 4_500_000, 36.0),
    Kind("scanned convention, 60 pages", 0.10, 25_000_000, 160.0),
)


@dataclass(frozen=True)
class Batch:
    """Documents that go out together."""

    documents: int
    size: int
    seconds: float


@dataclass(frozen=True)
class Grown:
    """What a run of so many documents takes; seconds and bytes."""

    threads: int
    hashing: float
    reading: float
    busy: float
    batches: int
    scheduler: float
    core_seconds: float


def batches(count: int, kinds: tuple[Kind, ...]) -> Iterator[Batch]:
    """As `calpae.cluster.batches` makes them, in an order that is drawn."""
    chance = random.Random(count)
    documents, size, seconds = 0, 0, 0.0
    while count:
        drawn = chance.choices(kinds, [kind.share for kind in kinds], k=min(count, 100_000))
        count -= len(drawn)
        for kind in drawn:
            if documents and (seconds + kind.seconds > BATCH_SECONDS or size + kind.size > BATCH_BYTES):
                yield Batch(documents, size, seconds)
                documents, size, seconds = 0, 0, 0.0
            documents, size, seconds = documents + 1, size + kind.size, seconds + kind.seconds
    yield Batch(documents, size, seconds)


def simulate(count: int, threads: int, kinds: tuple[Kind, ...] = MIX, is_remote: bool = True) -> Grown:
    """One command, one scheduler, so many threads of workers: the command sends a batch where one has come back."""
    request = REQUEST if is_remote else 0.0
    now = busy = size = work = 0.0
    number = largest = 0
    out: list[tuple[float, int, Batch]] = []
    free = [0.0] * threads
    heapify(free)

    def take_back() -> float:
        finished, _, batch = heappop(out)
        cost = batch.documents * (REQUESTS * request / AT_A_TIME + 2 * PUBLISHED_BYTES / BANDWIDTH)
        return max(0.0, finished - now) + cost

    for number, batch in enumerate(batches(count, kinds), 1):
        if len(out) == AHEAD * threads:
            waits = max(0.0, out[0][0] - now)
            took = take_back()
            now, busy = now + took, busy + took - waits
        cost = batch.documents * request / AT_A_TIME + 2 * batch.size / BANDWIDTH
        now, busy = now + cost, busy + cost
        finished = max(now, free[0]) + CHILD_SECONDS + batch.seconds
        heapreplace(free, finished)
        heappush(out, (finished, number, batch))
        size, work, largest = size + batch.size, work + CHILD_SECONDS + batch.seconds, max(largest, len(out))
    while out:
        now += take_back()
    mean = size / number
    hashing = size / BANDWIDTH + count * request / AT_A_TIME
    return Grown(threads, hashing, now, busy, number, largest * (mean + TASK_BYTES), work)


def measured_vintages(documents: int) -> tuple[float, float]:
    """Seconds of a core and bytes of memory that the tables over all documents take, a document."""
    code = """
import resource, sys, time
from pathlib import Path
from calpae.vintages import publish_vintages
begun = time.process_time()
publish_vintages(Path(sys.argv[1]))
print(time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for count in (documents // 10, documents):
            draw_dataset(Path(folder), count)
            command = [sys.executable, "-c", code, folder]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
            found.append([float(word) for word in done.stdout.split()])
    (early, small), (late, large) = found
    more = documents - documents // 10
    return (late - early) / more, (large - small) / more


def draw_dataset(folder: Path, count: int) -> None:
    """The sample's published files again and again, under other ids; each a document of another year and place."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from calpae.cli import app

    first = folder / "first"
    if not first.exists():
        arguments = ["run", str(ROOT / "data/raw/cea-rows.pdf"), "--out", str(first), "--workers", "0", "-q"]
        app(arguments, standalone_mode=False)
    for path in sorted(first.glob("*/*.parquet")):
        table = pq.read_table(path)
        (folder / path.parent.name).mkdir(exist_ok=True)
        for number in range(count):
            own = f"{number:016x}"
            ids = pa.array([own] * table.num_rows, table.schema.field("document_id").type)
            other = table.set_column(0, table.schema.field("document_id"), ids)
            if "convention_year" in table.column_names:
                at = table.column_names.index("convention_year")
                years = pa.array([1900 + number % 200] * table.num_rows, table.schema.field(at).type)
                other = other.set_column(at, table.schema.field(at), years)
            pq.write_table(other, folder / path.parent.name / f"{own}.parquet", compression="zstd")


COLUMNS = (
    "documents", "threads", "hashing", "reading", "the command is busy", "scheduler holds", "tables over all",
    "objects", "euro a document",
)  # fmt: skip


def table(growns: dict[int, list[Grown]], vintages: tuple[float, float]) -> Iterator[str]:
    yield f"| {' | '.join(COLUMNS)} |\n|{' --- |' * len(COLUMNS)}\n"
    for count, some in growns.items():
        for grown in some:
            over = f"{span(count * (vintages[0] + 2 * REQUEST / AT_A_TIME))}, {volume(count * vintages[1])}"
            euro = grown.core_seconds / 3600 * EURO_A_CORE_HOUR / count + 6 * EURO_A_WRITE + 4 * EURO_A_READ
            yield (
                f"| {count:.0e} | {grown.threads} | {span(grown.hashing)} | {span(grown.reading)} "
                f"| {grown.busy / grown.reading:.0%} | {volume(grown.scheduler)} | {over} "
                f"| {6 * count:.0e} | {euro:.5f} |\n"
            )


def span(seconds: float) -> str:
    for unit, size in (("days", 86400), ("h", 3600), ("min", 60)):
        if seconds >= 1.5 * size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds:.3g} s"


def volume(size: float) -> str:
    return f"{size / 1e12:.2g} TB" if size > 1e12 else f"{size / 1e9:.2g} GB" if size > 1e9 else f"{size / 1e6:.2g} MB"


def check(count: int = 60) -> Iterator[str]:
    """A real cluster of two workers on this machine, and what the simulation says of the same documents."""
    from bench.growth import draw, run

    with tempfile.TemporaryDirectory() as folder:
        raw = draw(Path(folder) / "raw", count)
        alone = run(raw, Path(folder) / "alone", 1)
        size = sum(path.stat().st_size for path in raw.iterdir()) // count
        kind = Kind("drawn", 1.0, size, (alone.seconds - CHILD_SECONDS) / count)
        said = simulate(count, 2, (kind,), is_remote=False)
        command = [sys.executable, "-m", "calpae.cli", "run", str(raw), "--out", f"{folder}/far", "-q"]
        begun = time.perf_counter()
        subprocess.run([*command, "--engine", "dask", "--workers", "2"], cwd=ROOT, check=True)
        took = time.perf_counter() - begun
    yield f"{count} drawn documents, one after the other {alone.seconds:.0f} s; on two workers {took:.0f} s, "
    yield f"the simulation {said.reading:.0f} s (without the start of the cluster and the tables over all)"


def main() -> None:
    os.environ["CALPAE_CACHE"] = "off"
    if "--check" in sys.argv:
        print("".join(check()))
        return
    vintages = measured_vintages(300)
    growns = {
        count: [simulate(count, threads) for threads in some]
        for count, some in {10**3: [2, 16], 10**5: [16, 128, 1024], 10**7: [1024, 8192]}.items()
    }
    print("".join(table(growns, vintages)))
    print(f"Tables over all documents: {vintages[0] * 1000:.1f} ms and {vintages[1] / 1000:.0f} kB a document.")


if __name__ == "__main__":
    main()
