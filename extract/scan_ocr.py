"""The recogniser of printed lines: the model that rapidocr's wheel brings, run by onnxruntime, never downloaded."""

from __future__ import annotations

import hashlib
import importlib.util
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from .scan_even import Grey

MODEL = "PP-OCRv6_rec_small.onnx"
SHA256 = "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884"
HEIGHT = 48
"""The model reads lines of this height (pixels)."""
WIDTH_STEP = 64
"""Lines are padded to a multiple of this width (pixels), and those of one width are read together."""
BATCH = 12
LATIN = frozenset(
    "".join(map(chr, range(0x21, 0x7F))) + "°²³½€«»–—’‘“”…•→≥≤±×ÀÂÄÆÇÈÉÊËÎÏÔÖÙÛÜŸàâäæçèéêëîïôöùûüÿŒœ" + "·§■□●○"
)
"""What French documents are printed with; the model knows thousands of other characters."""


class ModelChanged(RuntimeError):
    """The model in the wheel is not the one that was measured."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A line's text with single blanks, each character's place along the line (0 to 1), and how sure the model is.

    `sure` is for each character the share of it among all (0 to 1): no gate, only an order.
    """

    text: str
    at: tuple[float, ...]
    sure: tuple[float, ...]


def model_path() -> Path:
    """Where the wheel put the model; rapidocr itself is not imported."""
    spec = importlib.util.find_spec("rapidocr")
    if spec is None or not spec.submodule_search_locations:
        raise ModelChanged("rapidocr is not installed: install the project again")
    return Path(next(iter(spec.submodule_search_locations))) / "models" / MODEL


@lru_cache(maxsize=1)
def recogniser() -> Recogniser:
    """The one of this process."""
    return Recogniser(model_path())


class Recogniser:
    """Reads pictures of lines."""

    def __init__(self, path: Path) -> None:
        import onnxruntime

        data = path.read_bytes()
        if (found := hashlib.sha256(data).hexdigest()) != SHA256:
            raise ModelChanged(f"{path.name} has the SHA-256 {found} and not {SHA256}: install the locked rapidocr")
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        options.intra_op_num_threads = 1  # pages are read side by side
        self.session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
        characters = self.session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self.characters = ["", *characters, " "]
        allowed = [i for i, c in enumerate(self.characters) if not i or c == " " or c in LATIN]
        self.allowed = np.array(allowed, dtype=np.int64)

    def read(self, lines: Sequence[Grey]) -> list[Recognised]:
        """What each line says, in the given order."""
        prepared = [_prepare(line) for line in lines]
        by_width: dict[int, list[int]] = defaultdict(list)
        for i, (array, _) in enumerate(prepared):
            by_width[array.shape[-1]].append(i)
        found: dict[int, Recognised] = {}
        for width in sorted(by_width):
            own = by_width[width]
            for begin in range(0, len(own), BATCH):
                batch = own[begin : begin + BATCH]
                output = self.session.run(None, {"x": np.stack([prepared[i][0] for i in batch])})[0]
                for i, steps in zip(batch, output, strict=True):
                    found[i] = self._decode(steps[:, self.allowed], prepared[i][1])
        return [found[i] for i in range(len(lines))]

    def _decode(self, steps: Any, filled: float) -> Recognised:
        """The best path through the steps; blanks at the ends go."""
        best = steps.argmax(axis=1)
        keep = np.flatnonzero((best != 0) & (best != np.concatenate(([-1], best[:-1]))))
        read = [
            (self.characters[self.allowed[best[t]]], min(1.0, (t + 0.5) / len(best) / filled), float(steps[t, best[t]]))
            for t in keep.tolist()
        ]
        read = [one for k, one in enumerate(read) if one[0] != " " or (k and read[k - 1][0] != " ")]
        if read and read[-1][0] == " ":
            read.pop()
        return Recognised("".join(r[0] for r in read), tuple(r[1] for r in read), tuple(r[2] for r in read))


def _prepare(line: Grey) -> tuple[Any, float]:
    """A line as the model takes it, and the share of its width that the line fills."""
    import cv2

    height, width = line.shape
    own = max(8, round(width * HEIGHT / height))
    kind = cv2.INTER_AREA if height > HEIGHT else cv2.INTER_CUBIC
    scaled = cv2.resize(line, (own, HEIGHT), interpolation=kind).astype(np.float32) / 127.5 - 1
    padded = np.zeros((3, HEIGHT, -(-own // WIDTH_STEP) * WIDTH_STEP), dtype=np.float32)
    padded[:, :, :own] = scaled
    return padded, own / padded.shape[-1]
