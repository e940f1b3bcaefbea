"""One page as it is seen: its characters, rules and fills, from PDFium's own objects.

Fed from PDFium through ctypes rather than through pdfplumber's object layer, which spends four fifths of its time
building Python objects; `tablers` is faster still, but it breaks words at glyph runs, and a broken word is a wrong text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from .model import PageSize
from .paths import Fill, Object, Rules, Walk, walk_objects
from .visible import find_unseen

Floats = np.ndarray[Any, np.dtype[np.float64]]

LINE_END_HYPHENS = {0x02: "-", 0xFFFE: "-"}
"""PDFium gives a hyphen at a line's end as one of these."""
NO_MAPPING = "\ufffd"


@dataclass(frozen=True, slots=True)
class Characters:
    """The visible characters of a page, blanks left out, in the order of the page's content.

    Boxes are loose (the font's height, the glyph's advance), in points from the page's top left. `turn` is the
    direction of reading in degrees clockwise (0, 90, 180, 270). `spaced` tells that a printed blank stands before.
    """

    text: tuple[str, ...]
    x0: Floats
    top: Floats
    x1: Floats
    bottom: Floats
    turn: Floats
    spaced: np.ndarray[Any, np.dtype[np.bool_]]
    index: np.ndarray[Any, np.dtype[np.int64]]
    """Each character's number on PDFium's text page."""

    def __len__(self) -> int:
        return len(self.text)

    def only(self, chosen: Any) -> Characters:
        """Those at the places that a boolean mask or an array of places chooses."""
        places = np.flatnonzero(chosen) if chosen.dtype == np.bool_ else chosen
        return Characters(
            tuple(self.text[i] for i in places.tolist()),
            *(a[places] for a in (self.x0, self.top, self.x1, self.bottom, self.turn, self.spaced, self.index)),
        )


@dataclass(frozen=True, slots=True)
class Ink:
    """All that one page shows, and how many characters it holds that nobody sees."""

    size: PageSize
    characters: Characters
    rules: Rules
    fills: tuple[Fill, ...]
    hidden: int
    has_images: bool
    objects: tuple[int, ...]
    """For each character the text object (an opaque number) that drew it, where the page was asked; else empty."""


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
    walk = walk_objects(page.raw, view)
    textpage = page.get_textpage()
    try:
        characters, hidden, objects = read_characters(textpage.raw, view, walk)
    finally:
        textpage.close()
    size = PageSize(number, *view.size)
    return Ink(size, characters, walk.rules(), tuple(walk.fills), hidden, walk.has_images, objects)


def read_characters(textpage: Object, view: View, walk: Walk) -> tuple[Characters, int, tuple[int, ...]]:
    """The visible characters, the number of those nobody sees, and the text object of each."""
    codes, boxes = read_glyphs(textpage)
    texts = [LINE_END_HYPHENS.get(code) or (chr(code) if code else NO_MAPPING) for code in codes]
    blank = np.fromiter((text.isspace() for text in texts), dtype=np.bool_, count=len(texts))
    left, top, right, bottom = boxes.T if len(boxes) else np.empty((4, 0))
    x0, y0, x1, y1 = view.place(np.minimum(left, right), np.minimum(bottom, top), np.maximum(left, right), top)
    width, height = view.size
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
    seen = ~blank & (middle_x >= 0) & (middle_x <= width) & (middle_y >= 0) & (middle_y <= height)
    seen &= ~_generated(textpage, texts)
    unseen, owners = find_unseen(textpage, middle_x, middle_y, walk)
    seen &= ~unseen
    objects = tuple(owners[i] for i in np.flatnonzero(seen).tolist()) if owners else ()
    printed_blank = blank & ~_generated(textpage, texts, blanks=True)
    spaced = np.zeros(len(texts), dtype=np.bool_)
    spaced[1:] = printed_blank[:-1]
    turn = _turns(textpage, len(texts), view, walk.has_turned_text)
    index = np.arange(len(texts))
    everything = Characters(tuple(texts), x0, y0, x1, y1, turn, spaced, index)
    return everything.only(seen), int((~blank & ~seen).sum()), objects


def read_glyphs(textpage: Object) -> tuple[list[int], Floats]:
    """Code points and loose boxes (left, top, right, bottom in page space) of every character PDFium knows."""
    count = max(0, raw.FPDFText_CountChars(textpage))
    boxes = (raw.FS_RECTF * count)()
    code, box = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    codes = [0] * count
    for i, rectangle in enumerate(boxes):
        codes[i] = code(textpage, i)
        box(textpage, i, rectangle)
    return codes, np.frombuffer(boxes, dtype=np.float32).reshape(-1, 4).astype(np.float64)


def _generated(textpage: Object, texts: list[str], blanks: bool = False) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which characters PDFium made up (a blank or a hyphen that is not printed)."""
    made = np.zeros(len(texts), dtype=np.bool_)
    for i, text in enumerate(texts):
        if text.isspace() if blanks else text == "-":
            made[i] = raw.FPDFText_IsGenerated(textpage, i) == 1
    return made


def _turns(textpage: Object, count: int, view: View, has_turned_text: bool) -> Floats:
    """Each character's direction of reading as seen, in degrees clockwise, to the nearest quarter."""
    if not has_turned_text:
        return np.full(count, float(view.rotation))
    # PDFium's angle is clockwise, whatever its documentation leaves open (tests/test_extract_page.py)
    angles = [raw.FPDFText_GetCharAngle(textpage, i) for i in range(count)]
    clockwise = np.degrees(np.asarray(angles, dtype=np.float64))
    return np.asarray((np.round((view.rotation + clockwise) / 90) * 90) % 360, dtype=np.float64)
