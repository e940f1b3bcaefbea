"""One way to read a file, measured in a process of its own: `python bench/ways.py WAY FILE`.

After a first run it runs once for each line of standard input and prints the seconds; at the end, the peak of resident
memory in MB.
"""

from __future__ import annotations

import ctypes
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def read_ours(path: Path) -> None:
    import extract

    extract.read(path)


def read_raw(path: Path) -> None:
    """The floor: each page's text and every path object with its segments."""
    import pypdfium2 as pdfium
    from pypdfium2 import raw

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


def read_tablers(path: Path) -> None:
    import tablers

    with tablers.Document(str(path)) as document:
        for page in document.pages():
            tablers.find_tables(page, extract_text=True)


def read_pdfplumber(path: Path) -> None:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()


def read_camelot(path: Path, engine: str = "") -> None:
    import camelot

    more = {"engine": engine} if engine else {}
    camelot.read_pdf(str(path), pages="all", flavor="lattice", **more)


def publish(path: Path) -> None:
    """The whole way, in a warm process."""
    from calpae.ingest import ingest
    from calpae.job import Found, Job
    from calpae.settings import Settings

    with tempfile.TemporaryDirectory() as folder:
        workshop = Settings(folder).workshop()
        done = ingest(Job(Found(path, path.name), ""), workshop)
        if done.draft is not None:
            workshop.store.place(done.draft)


def publish_by_hand(path: Path) -> None:
    from by_hand import publish_by_hand

    with tempfile.TemporaryDirectory() as folder:
        publish_by_hand(path, Path(folder) / "out.parquet")


WAYS: dict[str, Callable[[Path], None]] = {
    "extract.read": read_ours,
    "raw pypdfium2": read_raw,
    "tablers": read_tablers,
    "pdfplumber": read_pdfplumber,
    "camelot lattice": read_camelot,
    "camelot lattice, vector": lambda path: read_camelot(path, "vector"),
    "PDF to Parquet": publish,
    "PDF to Parquet by hand": publish_by_hand,
}


def peak() -> int:
    """The most bytes of memory that this process has held; Linux counts its parent's in what `getrusage` says."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    way, path = WAYS[sys.argv[1]], Path(sys.argv[2])
    way(path)
    print("ready", flush=True)
    for _ in sys.stdin:
        begun = time.perf_counter()
        way(path)
        print(time.perf_counter() - begun, flush=True)
    print(peak() / 1e6, flush=True)


if __name__ == "__main__":
    main()
