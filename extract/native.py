"""PDFium's functions, called with plain numbers and addresses.

PDFium is asked for each character and each object by itself. `pypdfium2` builds a Python object for each argument; here
the same functions take numbers and addresses, and keep Python's lock, which halves what such a call costs. What they
write they write into one scratch, to be read before the next call: PDFium itself serves one thread only.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from struct import Struct
from typing import Any

from pypdfium2 import raw

Object = int | None
"""The address of one of PDFium's objects."""

ADDRESS, NUMBER = ctypes.c_void_p, ctypes.c_int


def _plain(function: Any, *takes: Any, gives: Any = NUMBER) -> Callable[..., Any]:
    call: Callable[..., Any] = ctypes.PYFUNCTYPE(gives, *takes)(address_of(function) or 0)
    return call


def address_of(pointer: Any) -> Object:
    """Where one of PDFium's objects lies, as `pypdfium2` gives it."""
    return ctypes.cast(pointer, ctypes.c_void_p).value


COUNT_CHARACTERS = _plain(raw.FPDFText_CountChars, ADDRESS)
TEXT = _plain(raw.FPDFText_GetText, ADDRESS, NUMBER, NUMBER, ADDRESS)
UNICODE = _plain(raw.FPDFText_GetUnicode, ADDRESS, NUMBER, gives=ctypes.c_uint)
LOOSE_BOX = _plain(raw.FPDFText_GetLooseCharBox, ADDRESS, NUMBER, ADDRESS)
HAS_ERROR = _plain(raw.FPDFText_HasUnicodeMapError, ADDRESS, NUMBER)
IS_GENERATED = _plain(raw.FPDFText_IsGenerated, ADDRESS, NUMBER)
ANGLE = _plain(raw.FPDFText_GetCharAngle, ADDRESS, NUMBER, gives=ctypes.c_float)
TEXT_OBJECT = _plain(raw.FPDFText_GetTextObject, ADDRESS, NUMBER, gives=ADDRESS)

COUNT_OBJECTS = _plain(raw.FPDFPage_CountObjects, ADDRESS)
OBJECT = _plain(raw.FPDFPage_GetObject, ADDRESS, NUMBER, gives=ADDRESS)
COUNT_INNER = _plain(raw.FPDFFormObj_CountObjects, ADDRESS)
INNER = _plain(raw.FPDFFormObj_GetObject, ADDRESS, ctypes.c_ulong, gives=ADDRESS)
KIND = _plain(raw.FPDFPageObj_GetType, ADDRESS)
RENDER_MODE = _plain(raw.FPDFTextObj_GetTextRenderMode, ADDRESS)
HAS_TRANSPARENCY = _plain(raw.FPDFPageObj_HasTransparency, ADDRESS)
COUNT_SEGMENTS = _plain(raw.FPDFPath_CountSegments, ADDRESS)
SEGMENT = _plain(raw.FPDFPath_GetPathSegment, ADDRESS, NUMBER, gives=ADDRESS)
SEGMENT_KIND = _plain(raw.FPDFPathSegment_GetType, ADDRESS)
IS_CLOSED = _plain(raw.FPDFPathSegment_GetClose, ADDRESS)
CLIP_PATH = _plain(raw.FPDFPageObj_GetClipPath, ADDRESS, gives=ADDRESS)
COUNT_PATHS = _plain(raw.FPDFClipPath_CountPaths, ADDRESS)
COUNT_CLIP_SEGMENTS = _plain(raw.FPDFClipPath_CountPathSegments, ADDRESS, NUMBER)
CLIP_SEGMENT = _plain(raw.FPDFClipPath_GetPathSegment, ADDRESS, NUMBER, NUMBER, gives=ADDRESS)

_BOUNDS = _plain(raw.FPDFPageObj_GetBounds, ADDRESS, *[ADDRESS] * 4)
_COLOUR = _plain(raw.FPDFPageObj_GetFillColor, ADDRESS, *[ADDRESS] * 4)
_MATRIX = _plain(raw.FPDFPageObj_GetMatrix, ADDRESS, ADDRESS)
_POINT = _plain(raw.FPDFPathSegment_GetPoint, ADDRESS, ADDRESS, ADDRESS)
_DRAW_MODE = _plain(raw.FPDFPath_GetDrawMode, ADDRESS, ADDRESS, ADDRESS)

_scratch = bytearray(24)
_PLACES = tuple(ctypes.addressof(ctypes.c_char.from_buffer(_scratch)) + 4 * i for i in range(4))
_TWO_FLOATS, _FOUR_FLOATS, _SIX_FLOATS = (Struct(f"{count}f").unpack_from for count in (2, 4, 6))
_TWO_NUMBERS, _FOUR_NUMBERS = (Struct(f"{count}i").unpack_from for count in (2, 4))


def bounds(item: Object) -> tuple[float, float, float, float]:
    """An object's box in the space of its page or form: left, bottom, right, top."""
    left, bottom, right, top = _FOUR_FLOATS(_scratch) if _BOUNDS(item, *_PLACES) else (0.0, 0.0, 0.0, 0.0)
    return left, bottom, right, top


def fill_colour(item: Object) -> tuple[int, int, int, int]:
    """Red, green, blue and alpha, 0 to 255 each; opaque black where an object has no colour."""
    red, green, blue, alpha = _FOUR_NUMBERS(_scratch) if _COLOUR(item, *_PLACES) else (0, 0, 0, 255)
    return red, green, blue, alpha


def matrix(item: Object) -> tuple[float, float, float, float, float, float]:
    """An object's own matrix."""
    a, b, c, d, e, f = _SIX_FLOATS(_scratch) if _MATRIX(item, _PLACES[0]) else (0.0,) * 6
    return a, b, c, d, e, f


def point(segment: Object) -> tuple[float, float]:
    """Where a segment of a path ends, in the path's own space."""
    x, y = _TWO_FLOATS(_scratch) if _POINT(segment, _PLACES[0], _PLACES[1]) else (0.0, 0.0)
    return x, y


def draw_mode(item: Object) -> tuple[int, int]:
    """How a path is filled (0: not at all), and whether it is stroked."""
    mode, is_stroked = _TWO_NUMBERS(_scratch) if _DRAW_MODE(item, _PLACES[0], _PLACES[1]) else (0, 0)
    return mode, is_stroked
