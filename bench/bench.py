"""How fast documents are read and published, beside the peers, in one run: `make bench`.

Prints tables and writes bench/results.md. Machines differ and are noisy: what counts are the ratios of one run, never
the seconds. `python bench/bench.py 10 100` stops the growth at 100 documents.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from growth import report
from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import SimpleDocTemplate, Table
from ways import WAYS

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "raw" / "cea-rows.pdf"
SIZES = (10, 100, 1000, 5000)
COLUMNS, ROWS = 9, 640
RUNS = {"extract.read": 15, "raw pypdfium2": 15, "camelot lattice": 3}
OTHER_RUNS = 5
TARGETS = (
    ("extract.read", "pdfplumber", 10.0),
    ("extract.read", "camelot lattice", 30.0),
    ("extract.read", "raw pypdfium2", 1 / 4),
    ("PDF to Parquet", "pdfplumber", 1.0),
)
"""Ours is at least so many times faster than the other."""


def draw_table(path: Path) -> None:
    """A ruled table of 20 landscape pages with merged cells, header on each page."""
    header = [["Mesure", "Indicateur", "Définition", *(f"Résultat {year}" for year in range(2017, 2023))]]
    body = [
        [f"{r // 4}.{r % 4}", f"Indicateur {r}", "Flux annuel", *(f"{r * 7 + c} %" for c in range(6))]
        for r in range(ROWS)
    ]
    merged = [("SPAN", (0, r), (0, r + 3)) for r in range(1, ROWS, 4)]
    table = Table(header + body, repeatRows=1, rowHeights=15)
    table.setStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONTSIZE", (0, 0), (-1, -1), 7), *merged])
    SimpleDocTemplate(str(path), pagesize=landscape(A4), topMargin=30, bottomMargin=30).build([table])


def measure(way: str, path: Path) -> dict[str, float]:
    """Median seconds and peak MB of one way, in a process of its own."""
    arguments = [sys.executable, str(ROOT / "bench" / "ways.py"), way, str(path), str(RUNS.get(way, OTHER_RUNS))]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True)
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return measured


def beside_the_peers(path: Path, name: str) -> tuple[list[str], bool]:
    """One table of medians and ratios; whether the targets are met."""
    measured = {way: measure(way, path) for way in WAYS}
    ours = measured["extract.read"]["seconds"]
    lines = [f"\n## {name}\n", "| what | median ms | ratio to extract.read | peak MB |", "| --- | ---: | ---: | ---: |"]
    for way, found in measured.items():
        seconds = found["seconds"]
        lines.append(f"| {way} | {seconds * 1000:.1f} | {seconds / ours:.2f} | {found['mb']:.0f} |")
    lines.append("")
    is_met = True
    for own, other, factor in TARGETS:
        ratio = measured[other]["seconds"] / measured[own]["seconds"]
        is_met &= ratio >= factor
        lines.append(f"- {own} against {other}: {ratio:.2f}, wanted {factor:g}: {'yes' if ratio >= factor else 'NO'}")
    return lines, is_met


def stages(path: Path) -> list[str]:
    """Seconds of each stage of the story of one document, in a warm process."""
    sys.path.insert(0, str(ROOT))
    from calpae.ingest import ingest
    from calpae.job import Found, Job
    from calpae.settings import Settings

    with tempfile.TemporaryDirectory() as folder:
        workshop = Settings(folder).workshop()
        told: list[Any] = [ingest(Job(Found(path, path.name), ""), workshop).outcome.seconds for _ in range(6)]
    best = {stage: min(seconds[stage] for seconds in told[1:]) for stage in told[0]}
    return ["\nBy stage: " + ", ".join(f"{stage} {seconds * 1000:.0f} ms" for stage, seconds in best.items()) + "."]


def main() -> int:
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    lines = ["# Speed\n", "One run on one machine (`make bench`); only the ratios mean anything."]
    is_met = True
    with tempfile.TemporaryDirectory() as folder:
        drawn = Path(folder) / "drawn.pdf"
        draw_table(drawn)
        for path, name in ((SAMPLE, "data/raw/cea-rows.pdf (6 pages)"), (drawn, "a drawn ruled table of 20 pages")):
            found, met = beside_the_peers(path, name)
            lines += [*found, *stages(path)]
            is_met &= met
    text = "\n".join([*lines, report(sizes)]) + "\n"
    print(text)
    (ROOT / "bench" / "results.md").write_text(text, encoding="utf-8")
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
