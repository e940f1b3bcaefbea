"""What reading needs beside Python packages: whether it is here, what its absence costs, and how to have it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .office import INSTALL, find_office, office_version
from .scan_cache import VARIABLE, folder
from .scan_ocr import MODEL, SHA256, ModelChanged, Recogniser, model_path
from .scan_second import DATA, PREFIX, find_engine

LOCKED = "pip install --require-hashes -r requirements.lock"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an installation. `costs` and `remedy` are said where it is not as it should be; `needed`: by all."""

    name: str
    is_right: bool
    found: str
    costs: str
    remedy: str
    needed: bool = False


def look_over() -> Iterator[Part]:
    """Each part that readers need or make use of."""
    yield _recogniser()
    yield _second_engine()
    yield _office()
    yield _kept_pages()


def _recogniser() -> Part:
    try:
        Recogniser(model_path())
        found, is_right = f"{MODEL}, SHA-256 {SHA256[:16]}… as measured", True
    except (ModelChanged, OSError, ImportError) as error:
        found, is_right = str(error), False
    return Part("recogniser of scans", is_right, found, "documents with a scanned page are refused", LOCKED, True)


def _second_engine() -> Part:
    try:
        engine = find_engine()
        found = engine.message.removeprefix("no ").removeprefix("second engine: ")
        is_right = engine.engine is not None
    except (ImportError, RuntimeError) as error:
        found, is_right = f"Tesseract does not start ({error})", False
    costs = "a scanned page takes twice as long, and its second reading is less independent: our own, from another crop"
    data = f"apt-get install tesseract-ocr-fra, or {DATA} in a folder that {PREFIX} names"
    remedy = f"pip install --require-hashes -r requirements-tesseract.lock, and the French data: {data}"
    return Part("second engine", is_right, found, costs, remedy)


def _office() -> Part:
    program = find_office()
    version = office_version(program) if program else None
    found = f"{version} ({program})" if version else f"{program} does not answer" if program else "not installed"
    return Part("LibreOffice", version is not None, found, "documents .doc, .odt and .rtf are refused", INSTALL)


def _kept_pages() -> Part:
    at = folder()
    if at is None:
        return Part("cache of scanned pages", True, f"off, as {VARIABLE} says", "", "")
    reason = why_not_writable(at)
    found = f"{at}: {reason}" if reason else str(at)
    costs = "scanned pages are recognised anew in each run, which takes four times as long"
    remedy = f"make the folder writable, or name another by {VARIABLE} (off: none)"
    return Part("cache of scanned pages", reason is None, found, costs, remedy)


def why_not_writable(at: Path) -> str | None:
    """Why nothing can be written into a folder, or where it would be made; null where that can be."""
    existing = next(path for path in (at, *at.absolute().parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=existing):
            return None
    except OSError as error:
        return f"{existing}: {error.strerror}" if existing != at else error.strerror
