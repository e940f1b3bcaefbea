"""How fast documents are read and published, beside the peers, in one run: `make bench`.

Prints tables and writes bench/results.md. Machines differ and are noisy: what counts are the ratios of one run, never
the seconds. `make bench SIZES="10 100 1000 5000"` says at how many documents the growth is looked at.
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

import beside
import growth
from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import SimpleDocTemplate, Table

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "raw" / "cea-rows.pdf"
SIZES = (10, 100, 1000)
COLUMNS, ROWS = 9, 640
PEERS = ("pypdfium2", "tablers", "pdfplumber", "camelot-py")


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


def stages(path: Path) -> str:
    """Seconds of each stage of the story of one document, in a warm process."""
    sys.path.insert(0, str(ROOT))
    from calpae.ingest import ingest
    from calpae.job import Found, Job
    from calpae.settings import Settings

    with tempfile.TemporaryDirectory() as folder:
        workshop = Settings(folder).workshop()
        told: list[Any] = [ingest(Job(Found(path, path.name), ""), workshop).outcome.seconds for _ in range(8)]
    medians = {stage: statistics.median(seconds[stage] for seconds in told[1:]) for stage in told[0]}
    return "\nBy stage: " + ", ".join(f"{stage} {seconds * 1000:.0f} ms" for stage, seconds in medians.items()) + "."


def machine() -> str:
    """What it was measured on, and how busy that was."""
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    peers = ", ".join(f"{name} {version(name)}" for name in PEERS)
    python = f"Python {platform.python_version()}"
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, {python}, {peers}; load {load}."


def main() -> int:
    """Measure, print, write; 0 if all targets are met."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    lines = ["# Speed\n", "One run on one machine (`make bench`); only the ratios mean anything.", "", machine()]
    are_met = []
    with tempfile.TemporaryDirectory() as folder:
        drawn = Path(folder) / "drawn.pdf"
        draw_table(drawn)
        for path, name, rounds in (
            (SAMPLE, "data/raw/cea-rows.pdf (6 pages)", 15),
            (drawn, "a drawn ruled table of 20 pages", 6),
        ):
            found, is_met = beside.report(path, name, rounds)
            lines += [*found, stages(path)]
            are_met.append(is_met)
    found, is_met = growth.report(sizes)
    lines += [*found, f"\nAt the end: {machine()}"]
    text = "\n".join(lines) + "\n"
    print(text)
    (ROOT / "bench" / "results.md").write_text(text, encoding="utf-8")
    return 0 if all((*are_met, is_met)) else 1


if __name__ == "__main__":
    sys.exit(main())
