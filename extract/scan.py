"""The reader of scanned pages: a picture to the same ink that a digital page shows."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import prod
from threading import Lock
from typing import Any

import numpy as np
import pypdfium2 as pdfium

from . import scan_cache
from .model import Scans
from .page import Ink
from .scan_agree import differences
from .scan_drawn import hiding, is_of_drawing
from .scan_lines import Strip
from .scan_ocr import Recognised
from .scan_page import Sheet, set_upright
from .scan_picture import Picture, render
from .scan_second import read_first, read_second
from .scan_shapes import look_again
from .scan_text import to_characters
from .tilt import Tilt
from .underlines import without_underlines

A4 = 595 * 842
"""Square points."""


@dataclass(frozen=True, slots=True)
class ReadStrip:
    """What a strip says, its columns of ink, and where along it (0 to 1) there is doubt of what it says.

    Or, apart from that, of how it spells a long word.
    """

    strip: Strip
    line: Recognised
    columns: Any
    doubts: tuple[float, ...] = ()
    spelt: tuple[float, ...] = ()


def read_scans(pdf: pdfium.PdfDocument, numbers: Sequence[int], scans: Scans) -> list[scan_cache.Page]:
    """Read the pages of these numbers (from 1) from their pictures, and how each was turned; several at a time.

    How many at a time changes no reading: whatever is summed is summed in one thread.
    """
    import cv2

    cv2.setNumThreads(1)
    one_by_one = Lock()  # PDFium knows no threads; and whoever hears of pages need not

    def read(number: int) -> scan_cache.Page:
        with one_by_one:
            if scans.on_page:
                scans.on_page(number)
            picture = render(pdf[number - 1], number)
        return read_kept(picture, number)

    largest = max(prod(pdf.get_page_size(number - 1)) for number in numbers)
    with ThreadPoolExecutor(max(1, int(scans.at_once / max(1.0, largest / A4)))) as pool:
        return list(pool.map(read, numbers))


def read_kept(picture: Picture, number: int) -> scan_cache.Page:
    """Read the picture of page `number` (from 1); what was read before is not read again."""
    kept = scan_cache.folder()
    if kept is None:
        return read_picture(picture)
    at = kept / scan_cache.key_of(picture)
    found = scan_cache.load(at, number)
    if found is None:
        found = read_picture(picture)
        scan_cache.keep(at, found)
    return found


def read_picture(picture: Picture) -> tuple[Ink, Tilt]:
    """Read a page's picture, and how it was turned."""
    sheet = set_upright(picture)
    read = read_strips(sheet.picture, sheet.strips)
    scale, tilt = sheet.picture.scale, sheet.picture.tilt
    characters = to_characters([(each.strip, each.line, each.columns) for each in read], scale)
    nothing = np.empty((0, 2))
    drawings = sheet.drawn / scale
    doubted = np.concatenate((_doubted(read, sheet) / scale, sheet.ruled.stems))
    rules = without_underlines(sheet.ruled.rules, characters)
    spelt = np.array([_middle(each, at) for each in read for at in each.spelt]).reshape(-1, 2) / scale
    seen = doubted, spelt, drawings, sheet.pieces / scale
    return Ink(tilt.upright, characters, rules, sheet.fills, nothing, True, (), True, *seen), tilt


def read_strips(picture: Picture, strips: Sequence[Strip]) -> list[ReadStrip]:
    """What each strip says, read twice: outside of rules too, where a table without any may stand."""
    found = []
    for strip, read, other in zip(strips, read_first(picture, strips), read_second(picture, strips), strict=True):
        ink = picture.ink[strip.y0 : strip.y1, strip.x0 : strip.x1] > 0
        line, odd = look_again(strip, read, ink)
        differ = differences(read, other)
        found.append(ReadStrip(strip, line, ink.any(axis=0), (*differ.said, *odd), differ.spelt))
    return found


def _doubted(read: Sequence[ReadStrip], sheet: Sheet) -> Any:
    """The places of doubt (pixels): where two readings differ, and where a drawing or unread ink may hide text."""
    unread = [(each, is_of_drawing(each.strip, sheet.drawn)) for each in read if not each.line.text]
    pieces = [_middle(each, 0.5) for each, is_piece in unread if is_piece]
    places = [_middle(each, 0.5) for each, is_piece in unread if not is_piece]
    places += [_middle(each, at) for each in read for at in each.doubts]
    legible = [each.strip for each in read if each.line.text]
    inky = np.concatenate((np.array(pieces).reshape(-1, 2), sheet.drawn))
    return np.concatenate((np.array(places).reshape(-1, 2), hiding(inky, legible, sheet.cells.boxes)))


def _middle(read: ReadStrip, at: float) -> tuple[float, float]:
    strip = read.strip
    return strip.x0 + at * (strip.x1 - strip.x0), (strip.y0 + strip.y1) / 2
