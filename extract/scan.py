"""The reader of scanned pages: a picture to the same ink that a digital page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2 as pdfium

from .page import Ink
from .rules import find_grids
from .scan_lines import Strip, crop, find_specks, find_strips
from .scan_ocr import Recognised, recogniser
from .scan_picture import Picture, render, straightened, turned
from .scan_rules import take_rules
from .scan_text import to_characters
from .tilt import Tilt


def read_scan(page: pdfium.PdfPage, number: int) -> tuple[Ink, Tilt]:
    """Read page `number` (from 1) from its picture, and how that was turned."""
    picture = straightened(upright(render(page, number)))
    ruled = take_rules(picture)
    specks = find_specks(ruled.picture)
    strips = find_strips(specks, find_grids(ruled.rules), picture.scale)
    read = read_strips(ruled.picture, strips)
    characters = to_characters(read, picture.scale)
    ink = Ink(picture.tilt.upright, characters, ruled.rules, (), np.empty((0, 2)), True, ())
    return ink, picture.tilt


def upright(picture: Picture) -> Picture:
    """The picture turned so that its text can be read."""
    return turned(picture, 0)


def read_strips(picture: Picture, strips: Sequence[Strip]) -> list[tuple[Strip, Recognised, Any]]:
    """What each strip says, and its columns of ink."""
    crops = [crop(picture.grey, strip) for strip in strips]
    lines = recogniser().read([image for image, _ in crops])
    found = []
    for strip, (image, left), line in zip(strips, crops, lines, strict=True):
        columns = picture.ink[strip.y0 : strip.y1, strip.x0 : strip.x1].any(axis=0)
        width = strip.x1 - strip.x0
        at = tuple(min(1.0, max(0.0, (left + a * image.shape[1] - strip.x0) / width)) for a in line.at)
        found.append((strip, Recognised(line.text, at, line.sure), columns))
    return found
