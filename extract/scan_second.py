"""The second reading of a line: another engine's where one is installed, else ours from another crop and scale."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from .scan_even import Grey
from .scan_lines import Strip, crop
from .scan_ocr import Recognised, recogniser
from .scan_picture import Picture

MARGIN = 0.06
"""A reading sees so much paper round the line, as a share of a capital's height; ..."""
OTHER_MARGIN = 0.3
"""... our second one so much more, ..."""
OTHER_WIDTH = 1.12
"""... and its letters so much wider."""
PAPER = 10
"""Tesseract finds a line's letters where so many pixels of white are round it (0 of 193 lines differ, 1 without)."""
LANGUAGE = "fra"
DATA = f"{LANGUAGE}.traineddata"
PREFIX = "TESSDATA_PREFIX"
"""The environment variable by which Tesseract is told where its data are."""
USUAL_FOLDERS = (
    "/usr/share/tesseract-ocr/*/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)


class Engine(Protocol):
    """Another recogniser of lines than ours."""

    @property
    def identity(self) -> str:
        """What it is, with all that its readings hang on: program, version, data."""

    def read(self, lines: Sequence[Grey]) -> list[str]:
        """What each line says, in the given order; empty where it sees no text."""


@dataclass(frozen=True, slots=True)
class Found:
    """What there is for the second reading: an engine, or none and in a sentence what lacks."""

    engine: Engine | None
    message: str


@lru_cache(maxsize=1)
def find_engine() -> Found:
    """The second engine of this process; `message` says what it is or what to do to have one."""
    if importlib.util.find_spec("tesserocr") is None:
        return Found(None, "no second engine: install calpae[tesseract]")
    data = french_data()
    if data is None:
        return Found(None, f"no second engine: Tesseract lacks {DATA}; install it, or name its folder by {PREFIX}")
    engine = Tesseract(data)
    return Found(engine, f"second engine: {engine.identity}, data in {data.parent}")


def french_data() -> Path | None:
    """Tesseract's French data: where the environment says, else where systems keep them."""
    named = os.environ.get(PREFIX)
    folders = [Path(named), Path(named) / "tessdata"] if named else []
    for pattern in USUAL_FOLDERS:
        folders += sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)
    return next((folder / DATA for folder in folders if (folder / DATA).is_file()), None)


class Tesseract:
    """Tesseract through tesserocr, the French data from a file."""

    def __init__(self, data: Path) -> None:
        import tesserocr

        self._data = data
        self._own = threading.local()  # an engine reads one line at a time; each thread has its own
        digest = hashlib.sha256(data.read_bytes()).hexdigest()
        self.identity = f"{tesserocr.tesseract_version().splitlines()[0]} {DATA} {digest[:16]}"

    def read(self, lines: Sequence[Grey]) -> list[str]:
        """What each line says, in the given order; empty where it sees no text."""
        return [self._read(line) for line in lines]

    def _read(self, line: Grey) -> str:
        framed = np.pad(line, PAPER, constant_values=255)
        height, width = framed.shape
        api = self._api()
        api.SetImageBytes(framed.tobytes(), width, height, 1, width)
        return " ".join(api.GetUTF8Text().split())

    def _api(self) -> Any:
        """This thread's engine."""
        import tesserocr

        if not hasattr(self._own, "api"):
            api = tesserocr.PyTessBaseAPI(path=str(self._data.parent), lang=LANGUAGE, psm=tesserocr.PSM.SINGLE_LINE)
            api.SetVariable("debug_file", os.devnull)
            self._own.api = api
        return self._own.api


def read_first(picture: Picture, strips: Sequence[Strip]) -> list[Recognised]:
    """What each strip says by our own recogniser."""
    return _read(picture, strips, MARGIN, 1.0)


def read_second(picture: Picture, strips: Sequence[Strip]) -> list[str]:
    """What each strip says in a reading independent of the first; an engine that sees no text has not read."""
    engine = find_engine().engine
    said = engine.read([crop(picture.grey, strip, MARGIN)[0] for strip in strips]) if engine else [""] * len(strips)
    unread = [i for i, text in enumerate(said) if not text]
    ours = _read(picture, [strips[i] for i in unread], OTHER_MARGIN, OTHER_WIDTH)
    for i, line in zip(unread, ours, strict=True):
        said[i] = line.text
    return said


def _read(picture: Picture, strips: Sequence[Strip], margin: float, stretch: float) -> list[Recognised]:
    """One reading of each strip, its characters' places as shares of the strip's width."""
    crops = [crop(picture.grey, strip, margin) for strip in strips]
    lines = recogniser().read([_stretched(image, stretch) for image, _ in crops])
    found = []
    for strip, (image, left), line in zip(strips, crops, lines, strict=True):
        width = strip.x1 - strip.x0
        at = tuple(min(1.0, max(0.0, (left + a * image.shape[1] - strip.x0) / width)) for a in line.at)
        found.append(Recognised(line.text, at, line.sure))
    return found


def _stretched(image: Grey, factor: float) -> Grey:
    import cv2

    if factor == 1.0:
        return image
    stretched: Any = cv2.resize(image, None, fx=factor, fy=1.0, interpolation=cv2.INTER_LINEAR)
    return np.asarray(stretched, dtype=np.uint8)
