"""How fast a PDF is read, beside the peers, in one run: `make bench`. Prints a table and writes bench/results.md.

Machines differ and are noisy: what counts are the ratios of one run, never the seconds.
"""

from __future__ import annotations

import ctypes
import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2 import raw
from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import SimpleDocTemplate, Table

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "raw" / "cea-rows.pdf"
COLUMNS, ROWS = 9, 640
RUNS = {"extract.read": 9, "raw pypdfium2": 9, "pdfplumber": 3, "camelot lattice": 1, "PDF to Parquet": 5}
TARGETS = {"pdfplumber": 5.0, "camelot lattice": 15.0}
"""extract.read is at least so many times faster."""


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


def read_ours(path: Path) -> None:
    import extract

    extract.read(path)


def read_raw(path: Path) -> None:
    """The floor: each page's text and every path object with its segments."""
    x, y = ctypes.c_float(), ctypes.c_float()
    with pdfium.PdfDocument(path) as pdf:
        for page in pdf:
            text = page.get_textpage()
            text.get_text_bounded()
            for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
                for i in range(raw.FPDFPath_CountSegments(item)):
                    raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(item, i), x, y)
            text.close()
            page.close()


def read_pdfplumber(path: Path) -> None:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()


def read_camelot(path: Path) -> None:
    import camelot

    camelot.read_pdf(str(path), pages="all", flavor="lattice")


def publish(path: Path) -> None:
    """The whole way, in a warm process."""
    from calpae.ingest import Found, Workshop, ingest
    from normalize.knowledge import load_knowledge
    from schemas.store import Store

    with tempfile.TemporaryDirectory() as folder:
        ingest(Found(path, path.name), Workshop(load_knowledge(), Store(Path(folder))))


WAYS: dict[str, Callable[[Path], None]] = {
    "extract.read": read_ours,
    "raw pypdfium2": read_raw,
    "pdfplumber": read_pdfplumber,
    "camelot lattice": read_camelot,
    "PDF to Parquet": publish,
}


def median_seconds(way: Callable[[Path], None], path: Path, runs: int) -> float:
    way(path)
    seconds = []
    for _ in range(runs):
        begun = time.perf_counter()
        way(path)
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds)


def measure(path: Path, name: str, out: io.StringIO) -> bool:
    """One table of medians and ratios; whether the targets are met."""
    medians = {way: median_seconds(WAYS[way], path, runs) for way, runs in RUNS.items()}
    ours = medians["extract.read"]
    print(f"\n## {name}\n\n| what | median ms | ratio to extract.read |\n| --- | ---: | ---: |", file=out)
    for way, seconds in medians.items():
        print(f"| {way} | {seconds * 1000:.1f} | {seconds / ours:.2f} |", file=out)
    print(f"\nextract.read takes {ours / medians['raw pypdfium2']:.1f} times the raw pypdfium2 pass.", file=out)
    met = all(medians[peer] >= factor * ours for peer, factor in TARGETS.items())
    wanted = " and ".join(f"{factor:.0f} times faster than {peer}" for peer, factor in TARGETS.items())
    print(f"At least {wanted}: {'yes' if met else 'NO'}.", file=out)
    return met


def main() -> int:
    out = io.StringIO()
    print(
        "# Speed beside the peers\n\nMedians of one run on one machine (`make bench`); only the ratios mean anything.",
        file=out,
    )
    with tempfile.TemporaryDirectory() as folder:
        drawn = Path(folder) / "drawn.pdf"
        draw_table(drawn)
        met = [
            measure(SAMPLE, "data/raw/cea-rows.pdf (6 pages)", out),
            measure(drawn, "a drawn ruled table of 20 pages", out),
        ]
    print(out.getvalue())
    (ROOT / "bench" / "results.md").write_text(out.getvalue(), encoding="utf-8")
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
