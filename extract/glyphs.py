"""PDFium's characters in bulk: code points, boxes, and which of them it made up.

PDFium is asked for each character by itself. `pypdfium2` builds an object for each argument; here the same functions
take numbers and addresses, and keep Python's lock, which halves what such a call costs.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import numpy as np
from pypdfium2 import raw

from .drawn import Object
from .model import Refused

Floats = np.ndarray[Any, np.dtype[np.float64]]
Address = int | None

MOST_CHARACTERS = 2_000_000
"""On one page: a whole book has fewer."""
BOX_BYTES = 16
"""Four 32-bit floats: left, top, right, bottom."""
SURROGATES = (0xD800, 0xDFFF)


def _plain(function: Any, gives: Any, *takes: Any) -> Callable[..., int]:
    """One of PDFium's functions, to be called with numbers."""
    call: Callable[..., int] = ctypes.PYFUNCTYPE(gives, *takes)(_address(function) or 0)
    return call


def _address(pointer: Any) -> Address:
    return ctypes.cast(pointer, ctypes.c_void_p).value


ADDRESS, NUMBER = ctypes.c_void_p, ctypes.c_int
UNICODE = _plain(raw.FPDFText_GetUnicode, ctypes.c_uint, ADDRESS, NUMBER)
LOOSE_BOX = _plain(raw.FPDFText_GetLooseCharBox, NUMBER, ADDRESS, NUMBER, ADDRESS)
HAS_ERROR = _plain(raw.FPDFText_HasUnicodeMapError, NUMBER, ADDRESS, NUMBER)
IS_GENERATED = _plain(raw.FPDFText_IsGenerated, NUMBER, ADDRESS, NUMBER)


def read_glyphs(textpage: Object) -> tuple[np.ndarray[Any, np.dtype[np.int64]], Floats]:
    """Code points and loose boxes (left, top, right, bottom in page space) of every character PDFium knows."""
    count = max(0, raw.FPDFText_CountChars(textpage))
    if count > MOST_CHARACTERS:
        raise Refused("too_large", f"one page of the PDF holds {count} characters; ask for the original file")
    page = _address(textpage)
    boxes = np.zeros((count, 4), dtype=np.float32)
    begin = boxes.ctypes.data
    for i, at in enumerate(range(begin, begin + count * BOX_BYTES, BOX_BYTES)):
        LOOSE_BOX(page, i, at)
    codes = _read_codes(textpage, count)
    return _without_guesses(page, codes), boxes.astype(np.float64)


def _read_codes(textpage: Object, count: int) -> np.ndarray[Any, np.dtype[np.int64]]:
    """All at once, where PDFium's text has a unit for each character; it leaves out those without a code."""
    units = np.zeros(count + 1, dtype=np.uint16)
    written = raw.FPDFText_GetText(textpage, 0, count, units.ctypes.data_as(ctypes.POINTER(ctypes.c_ushort)))
    low, high = SURROGATES
    if written == count + 1 and not ((units >= low) & (units <= high)).any():
        return units[:count].astype(np.int64)
    page = _address(textpage)
    return np.array([UNICODE(page, i) for i in range(count)], dtype=np.int64)


def _without_guesses(page: Address, codes: np.ndarray[Any, np.dtype[np.int64]]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """The codes, 0 where PDFium gives a glyph's number in its font because the font maps it to no character.

    To ask for each costs a tenth of the reading: digits are asked, and every sixteenth, and all once one is found.
    """
    asked = (np.arange(len(codes)) % 16 == 0) | ((codes >= 0x30) & (codes <= 0x39))
    if not any(HAS_ERROR(page, i) == 1 for i in np.flatnonzero(asked).tolist()):
        return codes
    guessed = np.array([HAS_ERROR(page, i) == 1 for i in range(len(codes))], dtype=np.bool_)
    return np.where(guessed, 0, codes)


def generated(textpage: Object, asked: np.ndarray[Any, Any], count: int) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which of the asked characters PDFium made up (a blank or a hyphen that is not printed)."""
    page = _address(textpage)
    made = np.zeros(count, dtype=np.bool_)
    made[asked] = [IS_GENERATED(page, i) == 1 for i in asked.tolist()]
    return made
