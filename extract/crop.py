"""Pictures cut out of a PDF's pages, for a person's eye: of a page nothing is shown but the places that are named."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .model import Region

if TYPE_CHECKING:
    import pypdfium2 as pdfium
    from PIL.Image import Image

DPI = 150.0
"""Small print can be read at this resolution, and a row of a table stays a light file."""
MOST_PIXELS = 40_000_000
"""A larger page is drawn at a lower resolution."""
GREYS = 16
"""So many shades of grey tell print, rules and shading; four bits a pixel."""
EDGE = 0.8
"""Points beyond a place that are shown with it: half of the rule that closes it."""
PAPER, COVER = 255, 170


@dataclass(frozen=True, slots=True)
class Cut:
    """What to cut out of a page as it lies, and by how many quarter turns clockwise it is then set upright.

    `frame` is the picture's own place; in it only `shown` is seen, the rest stays white, and `covered` is grey.
    """

    frame: Region
    shown: tuple[Region, ...]
    covered: tuple[Region, ...] = ()
    quarters: int = 0


def cut_out(data: bytes, cuts: Sequence[Cut], passwords: Sequence[str] = ()) -> Iterator[bytes]:
    """The picture of each cut as PNG, in order; each page is drawn once where cuts come page by page.

    The same bytes give the same pictures. Raises `Refused` where PDFium cannot open the file or one of the pages.
    """
    from .opening import open_page, open_pdf
    from .reading import decrypted

    pdf = open_pdf(decrypted(data, passwords) if passwords else data)
    try:
        drawn: tuple[int, Image, float] | None = None
        for cut in cuts:
            if drawn is None or drawn[0] != cut.frame.page:
                drawn = (cut.frame.page, *_draw(open_page(pdf, cut.frame.page - 1)))
            yield _to_png(_cut(drawn[1], drawn[2], cut))
    finally:
        pdf.close()


def _draw(page: pdfium.PdfPage) -> tuple[Image, float]:
    """A page's picture in grey, and its scale in pixels a point."""
    width, height = page.get_size()
    scale = min(DPI / 72, math.sqrt(MOST_PIXELS / max(1.0, width * height)))
    try:
        return page.render(scale=scale, grayscale=True, may_draw_forms=True).to_pil().convert("L"), scale
    finally:
        page.close()


def _cut(page: Image, scale: float, cut: Cut) -> Image:
    from PIL import Image

    frame = _pixels(cut.frame, scale, 0.0)
    picture = Image.new("L", (max(1, frame[2] - frame[0]), max(1, frame[3] - frame[1])), PAPER)
    for place in cut.shown:
        box = _meet(_pixels(place, scale, EDGE), _meet(frame, (0, 0, *page.size)))
        if box[0] < box[2] and box[1] < box[3]:
            picture.paste(page.crop(box), (box[0] - frame[0], box[1] - frame[1]))
    for place in cut.covered:
        box = _meet(_pixels(place, scale, EDGE), frame)
        if box[0] < box[2] and box[1] < box[3]:
            picture.paste(COVER, (box[0] - frame[0], box[1] - frame[1], box[2] - frame[0], box[3] - frame[1]))
    turns = (None, Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90)
    turn = turns[cut.quarters % 4]
    return picture if turn is None else picture.transpose(turn)


def _pixels(place: Region, scale: float, edge: float) -> tuple[int, int, int, int]:
    """A place as whole pixels, none of which is cut."""
    return (
        math.floor((place.x0 - edge) * scale),
        math.floor((place.top - edge) * scale),
        math.ceil((place.x1 + edge) * scale),
        math.ceil((place.bottom + edge) * scale),
    )


def _meet(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def _to_png(picture: Image) -> bytes:
    step = 256 // GREYS
    shades = picture.point([value // step for value in range(256)])
    shades = shades.copy()
    shades.putpalette([value * 255 // (GREYS - 1) for value in range(GREYS) for _ in range(3)])
    file = io.BytesIO()
    shades.save(file, format="PNG", bits=4, compress_level=6)
    return file.getvalue()
