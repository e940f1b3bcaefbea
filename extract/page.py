"""One page as it is seen: its characters, rules and fills, from PDFium's own objects.

Fed from PDFium through ctypes rather than through pdfplumber's object layer, which spends four fifths of its time
building Python objects; `tablers` is faster still, but it breaks words at glyph runs, and a broken word is a wrong
text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from . import native
from .characters import Characters
from .glyphs import Floats, read_glyphs
from .model import PageSize, Refused
from .native import Object, address_of
from .paths import Fill, Rules, Walk, walk_objects
from .pictures import is_picture
from .underlines import without_underlines
from .visible import Unseen, find_unseen


@dataclass(frozen=True, slots=True)
class Ink:
    """All that one page shows, and for each character that nobody sees the place (x, y) that it makes unsure."""

    size: PageSize
    characters: Characters
    rules: Rules
    fills: tuple[Fill, ...]
    unseen: Floats
    has_images: bool
    objects: tuple[Object, ...]
    """For each character the text object (an opaque number) that drew it, where the page was asked; else empty."""
    is_scanned: bool = False
    """What is seen is a picture, with no text or with text that nobody sees."""
    doubted: Floats = field(default_factory=lambda: np.empty((0, 2)))
    """The places (x, y) of characters that two readings of a scanned page read differently, and of its drawings."""
    spelt: Floats = field(default_factory=lambda: np.empty((0, 2)))
    """Those of long words that the two readings spell differently by one letter."""
    drawings: Floats = field(default_factory=lambda: np.empty((0, 2)))
    """The places (x, y) that stamps, signatures and charts of a scanned page cover."""
    pieces: Floats = field(default_factory=lambda: np.empty((0, 4)))
    """The boxes (x0, top, x1, bottom; points) of what hangs together in a scanned page's ink, without rules."""
    layer: Characters | None = None
    """The characters that nobody sees behind the picture of a scan."""

    @property
    def in_doubt(self) -> Floats:
        """The places (x, y) of all characters that two readings do not agree on."""
        return np.concatenate((self.doubted, self.spelt))


@dataclass(frozen=True, slots=True)
class View:
    """From a page's own space (origin bottom left, before /Rotate) to what is seen (origin top left)."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as seen, in points."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.rotation % 180 else (width, height)

    def place(self, x0: Any, y0: Any, x1: Any, y1: Any) -> tuple[Any, Any, Any, Any]:
        """Boxes (x0, y0, x1, y1; y upwards) as (x0, top, x1, bottom) of the view; arrays or numbers."""
        if self.rotation == 90:
            return y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left
        if self.rotation == 180:
            return self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom
        if self.rotation == 270:
            return self.top - y1, self.right - x1, self.top - y0, self.right - x0
        return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0


def page_view(page: pdfium.PdfPage) -> View:
    """The page's crop box (never beyond its media box) and rotation."""
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.raw, box)
    bottom, top = sorted((box.bottom, box.top))
    left, right = sorted((box.left, box.right))
    return View(left, bottom, right, top, page.get_rotation())


def read_page(page: pdfium.PdfPage, number: int) -> Ink:
    """Read page `number` (from 1)."""
    view = page_view(page)
    walk = walk_objects(address_of(page.raw), view)
    try:
        textpage = page.get_textpage()
    except pdfium.PdfiumError:
        raise Refused("unreadable", f"page {number} of the PDF is damaged; ask for the original file") from None
    try:
        text = read_characters(address_of(textpage.raw), view, walk)
    finally:
        textpage.close()
    size = PageSize(number, *view.size)
    rules = without_underlines(walk.rules(), text.seen)
    is_scanned = is_picture(walk, len(text.seen), view.size)
    return Ink(
        size, text.seen, rules, tuple(walk.fills), text.unseen, walk.has_images, text.objects, is_scanned,
        layer=text.hidden if is_scanned else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageText:
    """The characters that are seen and those that are hidden, as `Ink` holds them with `unseen` and `objects`."""

    seen: Characters
    hidden: Characters
    unseen: Floats
    objects: tuple[Object, ...]


def read_characters(textpage: Object, view: View, walk: Walk) -> PageText:
    """The characters of a page by whether they are seen."""
    glyphs = read_glyphs(textpage)
    left, top, right, bottom = glyphs.boxes.T
    x0, y0, x1, y1 = view.place(np.minimum(left, right), np.minimum(bottom, top), np.maximum(left, right), top)
    width, height = view.size
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
    printed = ~glyphs.blank & ~glyphs.made
    unseen = find_unseen(textpage, middle_x, middle_y, walk)
    seen = printed & (middle_x >= 0) & (middle_x <= width) & (middle_y >= 0) & (middle_y <= height)
    seen &= ~unseen.hidden & ~unseen.clipped
    objects = tuple(unseen.owners[i] for i in np.flatnonzero(seen).tolist()) if unseen.owners else ()
    spaced = np.zeros(len(seen), dtype=np.bool_)
    spaced[1:] = (glyphs.blank & ~glyphs.made)[:-1]
    turn = _turns(textpage, len(seen), view, walk.has_turned_text)
    told = (x0, y0, x1, y1, turn, spaced)
    places = _places_of_doubt(np.flatnonzero(printed & ~seen), np.column_stack((middle_x, middle_y)), seen, unseen)
    hidden = _chosen(printed & unseen.hidden, glyphs.codes, told)
    return PageText(_chosen(seen, glyphs.codes, told), hidden, places, objects)


def _chosen(chosen: Any, codes: Any, told: Sequence[Any]) -> Characters:
    """Those of a page's characters that a mask chooses; `told` is what is told of each, from `x0` to `spaced`."""
    places = np.flatnonzero(chosen)
    text = tuple(codes[places].astype("<u4").tobytes().decode("utf-32-le"))
    x0, top, x1, bottom, turn, spaced = (values[places] for values in told)
    return Characters(text, x0, top, x1, bottom, turn, spaced, spaced, places)


def _places_of_doubt(left_out: Any, middles: Floats, seen: Any, unseen: Unseen) -> Floats:
    """Where each character that was left out makes what is seen unsure; NaN where it does so nowhere.

    One that is cut off does so where the visible part of its text ends.
    """
    places = np.full((len(left_out), 2), np.nan)
    for k, i in enumerate(left_out.tolist()):
        if unseen.hidden[i]:
            places[k] = middles[i]
        elif unseen.clipped[i] and i and seen[i - 1]:
            places[k] = middles[i - 1]
    return places


def _turns(textpage: Object, count: int, view: View, has_turned_text: bool) -> Floats:
    """Each character's direction of reading as seen, in degrees clockwise, to the nearest quarter."""
    if not has_turned_text:
        return np.full(count, float(view.rotation))
    # PDFium's angle is clockwise, whatever its documentation leaves open (tests/test_extract_page.py)
    angles = list(map(native.ANGLE, repeat(textpage), range(count)))
    clockwise = np.degrees(np.asarray(angles, dtype=np.float64))
    return np.asarray((np.round((view.rotation + clockwise) / 90) * 90) % 360, dtype=np.float64)
