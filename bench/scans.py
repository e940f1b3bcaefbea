"""One scanned page, read by ours and by OCRmyPDF (Tesseract) with camelot lattice: `make bench-scans`.

The page is a golden document's, drawn as a scan; its digital twin has the truth. The peers are no dependencies: what is
not installed is left out, and said. Seconds are of one run on one machine: only their ratio means anything.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import extract
from extract.scan_second import find_engine
from tests.scanning import GOLDEN, scanned, skewed

NAME, PAGE = "savoie-lines.pdf", 2
SKEW = 0.7
"""Degrees: paper never lies straight on the glass."""


def squeeze(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum() or character in "%,.<>/")


def ours(path: Path, _: Path) -> list[str]:
    return [cell.text for table in extract.read(path).tables for cell in table.cells]


def peers(path: Path, folder: Path) -> list[str]:
    import camelot

    read = folder / "read.pdf"
    command = ["ocrmypdf", "--language", "fra", "--deskew", "--force-ocr", "--output-type", "pdf", "--quiet"]
    subprocess.run([*command, str(path), str(read)], check=True)
    return [cell for table in camelot.read_pdf(str(read), flavor="lattice") for row in table.data for cell in row]


def exact_cells(found: Iterable[str], truth: Counter[str]) -> int:
    return sum((Counter(filter(None, map(squeeze, found))) & truth).values())


def measure(way: Callable[[Path, Path], list[str]], truth: Counter[str]) -> str:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "scan.pdf"
        path.write_bytes(scanned(NAME, PAGE, lambda scan: skewed(scan, SKEW)))
        begun = time.perf_counter()
        found = way(path, Path(name))
        seconds = time.perf_counter() - begun
    return f"{exact_cells(found, truth)} of {truth.total()} | {seconds:.1f}"


def main() -> None:
    """Print the table."""
    cells = [cell.text for table in extract.read(GOLDEN / NAME).tables for cell in table.cells]
    truth = Counter(filter(None, map(squeeze, cells)))
    print(f"# Page {PAGE} of {NAME} as a scan (200 dpi, {SKEW} degrees)\n\n{find_engine().message}\n")
    print("| what | cells exact | seconds |\n| --- | --- | ---: |")
    print(f"| ours, loading the model | {measure(ours, truth)} |")
    print(f"| ours, warm | {measure(ours, truth)} |")
    if shutil.which("ocrmypdf"):
        print(f"| OCRmyPDF + camelot lattice | {measure(peers, truth)} |")
    else:
        print("| OCRmyPDF + camelot lattice | not installed: apt-get install ocrmypdf tesseract-ocr-fra | |")


if __name__ == "__main__":
    main()
