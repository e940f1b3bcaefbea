"""Scanned pages that were read before, kept by their picture: reading one is the slowest thing the program does."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import re
import tempfile
import time
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from .characters import Characters
from .model import PageSize
from .page import Ink
from .paths import Fill, Rules
from .scan_ocr import SHA256
from .scan_picture import Picture
from .scan_second import find_engine
from .tilt import Tilt

VARIABLE = "CALPAE_CACHE"
"""The environment variable that names the folder, or says `off`."""
OFF = "off"
ENGINES = ("numpy", "onnxruntime", "opencv-python", "opencv-python-headless", "pypdfium2")
WORKED_WITH = (
    "characters", "divide", "edges", "fragment", "model", "open_bodies", "overflow", "page", "paths", "rules",
    "spacing", "tilt", "underlines",
)  # fmt: skip
"""The modules beside `scan*` that a page's reading depends on."""
LONGEST_UNUSED = 30 * 24 * 3600
"""Seconds: a page holds names and accounts too, so that one that no run asks for is not kept for good."""
KEY = re.compile(r"[0-9a-f]{64}")
"""What a page's file is called: nothing else in the folder is ours."""
DIGEST = hashlib.sha256().digest_size

Page = tuple[Ink, Tilt]


def folder() -> Path | None:
    """Where pages are kept; none where they are not."""
    named = os.environ.get(VARIABLE)
    if named:
        return None if named == OFF else Path(named)
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "calpae"


def key_of(picture: Picture) -> str:
    """What a page's reading hangs on, as SHA-256: its picture, the model, the engines, the reader's own code."""
    other = find_engine().engine
    height, width = picture.grey.shape
    size = picture.tilt.size
    engines = f"{SHA256} {reader_version()} {other.identity if other else None}"
    known = f"{width} {height} {size.width!r} {size.height!r} {picture.scale!r} {engines}"
    seen = b"".join(np.ascontiguousarray(image).tobytes() for image in (picture.grey, picture.shade))
    return hashlib.sha256(known.encode() + b"\0" + seen).hexdigest()


@lru_cache(maxsize=1)
def reader_version() -> str:
    """The SHA-256 of the modules that read a scan, and the versions of what they are run by."""
    own = Path(__file__).parent
    modules = sorted([*own.glob("scan*.py"), *(own / f"{name}.py" for name in WORKED_WITH)])
    code = hashlib.sha256(b"\0".join(module.read_bytes() for module in modules)).hexdigest()
    return " ".join([code, *(_version_of(engine) for engine in ENGINES)])


def _version_of(engine: str) -> str:
    try:
        return f"{engine}={version(engine)}"
    except ModuleNotFoundError:
        return f"{engine}=none"


def load(at: Path, number: int) -> Page | None:
    """The page kept in a file, as page `number` (from 1); none where the file is absent or broken."""
    try:
        held = at.read_bytes()
    except OSError:
        return None
    digest, payload = held[:DIGEST], held[DIGEST:]
    if hashlib.sha256(payload).digest() != digest:
        return None
    try:
        with contextlib.suppress(OSError):
            at.touch()
        with np.load(io.BytesIO(payload), allow_pickle=False) as arrays:
            return _to_page(arrays, number)
    except (ValueError, KeyError, zipfile.BadZipFile):
        return None


def keep(at: Path, page: Page) -> None:
    """Write a page whole or not at all; a folder that cannot be written keeps nothing. Only its owner may read it."""
    held = io.BytesIO()
    np.savez_compressed(held, **_to_arrays(page))
    payload = held.getvalue()
    with contextlib.suppress(OSError):
        at.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, beside = tempfile.mkstemp(dir=at.parent, prefix=".")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(hashlib.sha256(payload).digest() + payload)
            Path(beside).replace(at)
        finally:
            Path(beside).unlink(missing_ok=True)
        forget_unused(at.parent, time.time())


def forget_unused(kept: Path, now: float) -> None:
    """Remove the pages of a folder that were not asked for since `LONGEST_UNUSED` before a time (seconds)."""
    for path in kept.iterdir():
        with contextlib.suppress(OSError):
            if KEY.fullmatch(path.name) and now - path.stat().st_mtime > LONGEST_UNUSED:
                path.unlink()


def _to_arrays(page: Page) -> dict[str, Any]:
    ink, tilt = page
    characters = ink.characters
    return {
        "text": np.frombuffer("\0".join(characters.text).encode(), dtype=np.uint8),
        "boxes": np.stack((characters.x0, characters.top, characters.x1, characters.bottom)),
        "turn": characters.turn,
        "spaced": characters.spaced,
        "in_text": characters.in_text,
        "index": characters.index,
        "horizontal": ink.rules.horizontal,
        "vertical": ink.rules.vertical,
        "doubted": ink.doubted,
        "spelt": ink.spelt,
        "drawings": ink.drawings,
        "pieces": ink.pieces,
        "fills": np.array([(fill.x0, fill.top, fill.x1, fill.bottom) for fill in ink.fills]).reshape(-1, 4),
        "tilt": np.array((tilt.size.width, tilt.size.height, tilt.quarters, tilt.skew), dtype=np.float64),
    }


def _to_page(arrays: Mapping[str, Any], number: int) -> Page:
    joined = arrays["text"].tobytes().decode()
    text = tuple(joined.split("\0")) if joined else ()
    x0, top, x1, bottom = arrays["boxes"]
    blanks = arrays["spaced"], arrays["in_text"]
    characters = Characters(text, x0, top, x1, bottom, arrays["turn"], *blanks, arrays["index"])
    width, height, quarters, skew = arrays["tilt"].tolist()
    tilt = Tilt(PageSize(number, width, height), int(quarters), skew)
    rules = Rules(arrays["horizontal"], arrays["vertical"])
    seen = arrays["doubted"], arrays["spelt"], arrays["drawings"], arrays["pieces"]
    fills = tuple(
        Fill(x0, top, x1, bottom, pale=False, is_joined=True) for x0, top, x1, bottom in arrays["fills"].tolist()
    )
    return Ink(tilt.upright, characters, rules, fills, np.empty((0, 2)), True, (), True, *seen), tilt
