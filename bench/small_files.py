"""Many small published files, and what exports make of them: python bench/small_files.py DOCUMENTS [FORM ...].

Draws the tables of so many documents as Parquet (a golden one's, under other ids, territories and years), then measures
the exports, and one query over `observations` before and after, each in a process of its own. Only ratios of one run
mean anything.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

MODEL = ROOT / "tests" / "golden" / "finistere.pdf"
TO = {"parquet": "large", "csv": "csv", "duckdb": "calpae.duckdb"}
TERRITORIES = [f"{number:02}" for number in range(1, 96) if number != 20]
KB = 1e6 if sys.platform == "darwin" else 1e3
"""`ru_maxrss` is in bytes there, else in KB; so many are a MB."""
ASKED = ("premier_accueil.taux_de_couverture", "38")


def draw(out: Path, count: int) -> None:
    """A published folder of so many documents. The tables over all of them are empty: they are one file anyway."""
    from schemas.check import Checked
    from schemas.store import Store
    from schemas.vintage_tables import VINTAGES
    from schemas.vocabulary import TABLES

    with tempfile.TemporaryDirectory() as folder:
        run = [sys.executable, "-m", "calpae.cli", "run", str(MODEL), "--out", folder, "--workers", "0", "-q"]
        subprocess.run(run, cwd=ROOT, check=True)
        model = Store(Path(folder))
        tables = {name: model.read(name, model.documents()[0]) for name in TABLES}
    store = Store(out)
    for number in range(count):
        sha256 = hashlib.sha256(b"%d" % number).hexdigest()
        territory = TERRITORIES[number % len(TERRITORIES)]
        other: dict[str, Any] = {
            "document_id": sha256[:16],
            "sha256": sha256,
            "source": f"{number:06}.pdf",
            "collectivity_code": territory,
            "territory": territory,
            "convention_year": 2019 + number // len(TERRITORIES) % 7,
        }
        store.publish(Checked(sha256[:16], {name: _with(table, other) for name, table in tables.items()}))
    for name, law in VINTAGES.items():
        store.publish_whole(name, law.arrow.empty_table(), store.note_over_all())


def _with(table: Any, other: dict[str, Any]) -> Any:
    import pyarrow as pa

    for at, field in enumerate(table.schema):
        if field.name in other:
            table = table.set_column(at, field, pa.array([other[field.name]] * len(table), field.type))
    return table


def export(out: Path, form: str, to: Path) -> None:
    """What `calpae export` does."""
    from calpae.vintages import lifetimes
    from schemas.export import export as write
    from schemas.snapshot import Snapshot
    from schemas.store import Store

    write(Snapshot(Store(out), lifetimes()), form, to)  # type: ignore[arg-type]


def query(library: str, files: str) -> None:
    """One indicator in one territory, by period, over every document."""
    indicator, territory = ASKED
    if library == "duckdb":
        import duckdb

        found = duckdb.sql(
            f"SELECT period, period_kind, count(*), avg(value) FROM read_parquet('{files}') "
            f"WHERE indicator_id = '{indicator}' AND territory = '{territory}' GROUP BY ALL"
        ).fetchall()
    elif library == "polars":
        import polars as pl

        asked = (pl.col("indicator_id") == indicator) & (pl.col("territory") == territory)
        by = pl.scan_parquet(files).filter(asked).group_by("period", "period_kind")
        found = by.agg(pl.len(), pl.col("value").mean()).collect().rows()
    else:
        import pandas as pd

        asked = [("indicator_id", "==", indicator), ("territory", "==", territory)]
        frame = pd.read_parquet(files.removesuffix("/*.parquet"), filters=asked)
        by = frame.groupby(["period", "period_kind"])["value"]
        found = [(*key, size, mean) for key, size, mean in zip(by.groups, by.size(), by.mean(), strict=True)]
    print(sorted(tuple(map(str, row[:3])) for row in found))


@dataclass(frozen=True)
class Spent:
    """Seconds on the clock, seconds of all processors, peak resident memory in MB; and what was printed."""

    seconds: float
    processor: float
    mb: float
    said: str

    def __str__(self) -> str:
        return f"{self.seconds:.2f} s ({self.processor:.2f} processor s), peak {self.mb:.0f} MB"


def measure(*arguments: object) -> Spent:
    """What one of these functions takes in a process of its own, imports aside."""
    command = [sys.executable, __file__, "--do", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    *said, last = done.stdout.splitlines()
    return Spent(*json.loads(last), "\n".join(said))


def report(folder: Path, count: int, forms: Sequence[str]) -> None:
    """Draw, export, ask; print a line each."""
    out = folder / "published"
    print(f"{count} documents, drawn: {measure('draw', out, count)}", flush=True)
    for form in forms:
        print(f"{count} documents, exported as {form}: {measure('export', out, form, folder / TO[form])}", flush=True)
    for library in ("duckdb", "polars", "pandas"):
        before = measure("query", library, f"{out}/observations/*.parquet")
        after = measure("query", library, folder / TO["parquet"] / "observations.parquet")
        assert before.said == after.said, "the same question, the same answer"
        ratios = f"{before.seconds / after.seconds:.0f} ({before.processor / after.processor:.0f} processor)"
        print(f"{count} documents, query by {library}: before {before}, after {after}; ratio {ratios}", flush=True)


def do(what: str, *given: str) -> None:
    """What a process of its own does, and the last line it prints."""
    functions: dict[str, Any] = {
        "draw": lambda out, count: draw(Path(out), int(count)),
        "export": lambda out, form, to: export(Path(out), form, Path(to)),
        "query": query,
    }
    importlib.import_module(given[0] if what == "query" else "schemas.store")
    begun, before = time.perf_counter(), time.process_time()
    functions[what](*given)
    seconds, processor = time.perf_counter() - begun, time.process_time() - before
    print(json.dumps([seconds, processor, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KB]))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--do"]:
        do(*sys.argv[2:])
    else:
        with tempfile.TemporaryDirectory() as folder:
            report(Path(folder), int(sys.argv[1]), sys.argv[2:] or list(TO))
