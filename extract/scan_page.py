"""A scanned page set upright: the quarter turn under which its lines can be read, its rules and strips of text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .open_bodies import all_levels_in, finer
from .paths import Fill
from .rules import find_grids
from .scan_bend import unbent
from .scan_cells import Cells, cells_of
from .scan_drawn import places_of
from .scan_lines import Strip, crop, find_strips
from .scan_ocr import recogniser
from .scan_picture import Picture, straightened, turned
from .scan_rules import Ruled, take_rules
from .scan_shade import find_fills
from .scan_specks import drawing_of, find_specks

SAMPLE = 24
"""So many strips tell whether a page stands upright."""
WORD = (2.5, 14.0)
"""A strip so wide, in capitals' heights, is a word or some."""
LEGIBLE = 0.9
"""A page of which the sample's characters are as sure as this stands upright; engine scores are no gate elsewhere."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page upright and straight: its rules (points), its picture without them, its strips of text.

    `drawn`: the places (x, y; pixels) of stamps, signatures and other drawings; `pieces`: the boxes (x0, y0, x1, y1;
    pixels) of what hangs together in the ink beside them.
    """

    ruled: Ruled
    fills: tuple[Fill, ...]
    cells: Cells
    strips: tuple[Strip, ...]
    drawn: Any
    pieces: Any

    @property
    def picture(self) -> Picture:
        """The picture without its rules."""
        return self.ruled.picture


def set_upright(picture: Picture) -> Sheet:
    """The page turned by the quarter under which its words are read best; as it lies if that is legible."""
    best, most = None, -1.0
    for quarters in (0, 1, 3, 2):
        sheet = lay_out(straightened(turned(picture, quarters)))
        legible = legibility(sheet)
        if legible > most:
            best, most = sheet, legible
        if most >= LEGIBLE:
            break
    assert best is not None
    return best


def lay_out(picture: Picture) -> Sheet:
    """What a straight picture holds."""
    ruled = take_rules(unbent(picture))
    grids = [finer(ruled.rules, grid, all_levels_in(ruled.rules, grid)) for grid in find_grids(ruled.rules)]
    cells = cells_of(grids, picture.scale)
    specks = find_specks(ruled.picture)
    strips = tuple(find_strips(specks, cells, picture.scale))
    return Sheet(
        ruled, find_fills(ruled.picture), cells, strips, places_of(drawing_of(specks), specks.capital), specks.letters
    )


def legibility(sheet: Sheet) -> float:
    """How surely a sample of a page's words is read, 0 to 1; 1 where there is none."""
    low, high = WORD
    words = [s for s in sheet.strips if low <= (s.x1 - s.x0) / s.capital <= high]
    if not words:
        return 1.0 if not sheet.strips else 0.0
    step = max(1, len(words) // SAMPLE)
    lines = recogniser().read([crop(sheet.picture.grey, strip)[0] for strip in words[::step][:SAMPLE]])
    return float(np.mean([np.mean(line.sure) if line.sure else 0.0 for line in lines]))
