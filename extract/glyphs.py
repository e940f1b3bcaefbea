"""PDFium's characters in bulk: code points, boxes, and which of them it made up."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np

from . import native
from .characters import NO_MAPPING
from .model import Refused
from .native import Object

Floats = np.ndarray[Any, np.dtype[np.float64]]
Bools = np.ndarray[Any, np.dtype[np.bool_]]
Ints = np.ndarray[Any, np.dtype[np.int64]]

MOST_CHARACTERS = 2_000_000
"""On one page: a whole book has fewer."""
BOX_BYTES = 16
"""Four 32-bit floats: left, top, right, bottom."""
SURROGATES = (0xD800, 0xDFFF)
LINE_END_HYPHENS = (0x02, 0xFFFE)
"""PDFium gives a hyphen at a line's end as one of these."""
HYPHEN = 0x2D
LAST_BLANK = 0x3000
"""The last of Unicode's blanks."""
IS_BLANK = np.array([chr(code).isspace() for code in range(LAST_BLANK + 2)], dtype=np.bool_)


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Every character that PDFium knows of a page: its code point, what it is, its loose box where it is not blank.

    Boxes are left, top, right, bottom in page space. `made`: PDFium made up a blank or hyphen that is not printed.
    """

    codes: Ints
    blank: Bools
    made: Bools
    boxes: Floats


def read_glyphs(textpage: Object) -> Glyphs:
    """All characters of a page. Raises `Refused` where there are more than any page holds."""
    count = max(0, native.COUNT_CHARACTERS(textpage))
    if count > MOST_CHARACTERS:
        raise Refused("too_large", f"one page of the PDF holds {count} characters; ask for the original file")
    codes = to_unicode(_without_guesses(textpage, _read_codes(textpage, count)))
    blank = IS_BLANK[np.minimum(codes, LAST_BLANK + 1)]
    made = np.zeros(count, dtype=np.bool_)
    asked = np.flatnonzero(blank | (codes == HYPHEN))
    made[asked] = np.array(_ask(native.IS_GENERATED, textpage, asked)) == 1
    return Glyphs(codes, blank, made, _read_boxes(textpage, ~blank))


def to_unicode(codes: Ints) -> Ints:
    """PDFium's codes as code points of characters; U+FFFD where the font maps a glyph to none."""
    low, high = SURROGATES
    is_none = (codes <= 0) | ((codes >= low) & (codes <= high)) | (codes > sys.maxunicode)
    is_hyphen = np.isin(codes, LINE_END_HYPHENS)
    return np.where(is_none, ord(NO_MAPPING), np.where(is_hyphen, HYPHEN, codes))


def _ask(function: Callable[..., int], textpage: Object, places: Ints) -> list[int]:
    """What one of PDFium's functions says of each of the characters."""
    return list(map(function, repeat(textpage), places.tolist()))


def _read_boxes(textpage: Object, asked: Bools) -> Floats:
    """The loose boxes of the asked characters; 0 for others."""
    boxes = np.zeros((len(asked), 4), dtype=np.float32)
    places = np.flatnonzero(asked)
    addresses = boxes.ctypes.data + BOX_BYTES * places
    deque(map(native.LOOSE_BOX, repeat(textpage), places.tolist(), addresses.tolist()), maxlen=0)
    return boxes.astype(np.float64)


def _read_codes(textpage: Object, count: int) -> Ints:
    """All at once, where PDFium's text has a unit for each character; it leaves out those without a code."""
    units = np.zeros(count + 1, dtype=np.uint16)
    written = native.TEXT(textpage, 0, count, units.ctypes.data)
    low, high = SURROGATES
    if written == count + 1 and not ((units >= low) & (units <= high)).any():
        return units[:count].astype(np.int64)
    return np.array(_ask(native.UNICODE, textpage, np.arange(count)), dtype=np.int64)


def _without_guesses(textpage: Object, codes: Ints) -> Ints:
    """The codes, 0 where PDFium gives a glyph's number in its font because the font maps it to no character.

    To ask for each costs a tenth of the reading: digits are asked, and every sixteenth, and all once one is found.
    """
    asked = (codes >= 0x30) & (codes <= 0x39)
    asked[::16] = True
    if 1 not in map(native.HAS_ERROR, repeat(textpage), np.flatnonzero(asked).tolist()):
        return codes
    guessed = np.array(_ask(native.HAS_ERROR, textpage, np.arange(len(codes)))) == 1
    return np.where(guessed, 0, codes)
