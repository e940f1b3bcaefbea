"""How a scanned page was turned to be read, and where on the page as it lies what was read on it stands."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from .characters import Characters
from .model import Document, PageSize, Region


@dataclass(frozen=True, slots=True)
class Tilt:
    """A page as it lies (`size`), the quarter turns clockwise that set it upright, and the skew left after them.

    `skew` is in degrees clockwise: by so much the upright page's lines fall to the right.
    """

    size: PageSize
    quarters: int = 0
    skew: float = 0.0

    @property
    def upright(self) -> PageSize:
        """The page's size once it stands upright."""
        width, height = self.size.width, self.size.height
        return PageSize(self.size.page, height, width) if self.quarters % 2 else self.size

    def to_page(self, place: Region) -> Region:
        """The box round a place of the straightened page, on the page as it lies; never beyond the page."""
        corners = [
            self._point(x, y)
            for x, y in (
                (place.x0, place.top),
                (place.x1, place.top),
                (place.x0, place.bottom),
                (place.x1, place.bottom),
            )
        ]
        xs = [min(max(x, 0.0), self.size.width) for x, _ in corners]
        ys = [min(max(y, 0.0), self.size.height) for _, y in corners]
        return Region(place.page, min(xs), min(ys), max(xs), max(ys))

    def to_upright(self, characters: Characters) -> Characters:
        """Level characters of the page as it lies, on the straightened page, where they read from left to right."""
        width, height = self.upright.width, self.upright.height
        x = (characters.x0 + characters.x1) / 2
        y = (characters.top + characters.bottom) / 2
        half_wide, half_high = (characters.x1 - characters.x0) / 2, (characters.bottom - characters.top) / 2
        if self.quarters % 2:
            half_wide, half_high = half_high, half_wide
        lying = self.size
        x, y = ((x, y), (lying.height - y, x), (lying.width - x, lying.height - y), (y, lying.width - x))[
            self.quarters % 4
        ]
        angle = math.radians(self.skew)
        dx, dy = x - width / 2, y - height / 2
        x = width / 2 + dx * math.cos(angle) + dy * math.sin(angle)
        y = height / 2 - dx * math.sin(angle) + dy * math.cos(angle)
        return replace(
            characters, x0=x - half_wide, x1=x + half_wide, top=y - half_high, bottom=y + half_high,
            turn=(characters.turn + 90 * self.quarters) % 360,
        )  # fmt: skip

    def _point(self, x: float, y: float) -> tuple[float, float]:
        upright = self.upright
        angle = math.radians(self.skew)
        dx, dy = x - upright.width / 2, y - upright.height / 2
        x = upright.width / 2 + dx * math.cos(angle) - dy * math.sin(angle)
        y = upright.height / 2 + dx * math.sin(angle) + dy * math.cos(angle)
        width, height = self.size.width, self.size.height
        return ((x, y), (y, height - x), (width - x, height - y), (width - y, x))[self.quarters % 4]


def as_lying(document: Document, tilts: Mapping[int, Tilt]) -> Document:
    """A document whose scanned pages (by number) were turned to be read, with every place on the pages as they lie.

    A table with a part on a scanned page is scanned; a document is if one of its tables is, or if it has none.
    """

    def placed(place: Region) -> Region:
        return tilts[place.page].to_page(place) if place.page in tilts else place

    tables = tuple(
        replace(
            table,
            cells=tuple(replace(cell, places=tuple(map(placed, cell.places))) for cell in table.cells),
            is_scanned=any(place.page in tilts for cell in table.cells for place in cell.places),
        )
        for table in document.tables
    )
    return replace(
        document,
        reader="scan" if any(table.is_scanned for table in tables) or not tables else document.reader,
        pages=tuple(tilts[size.page].size if size.page in tilts else size for size in document.pages),
        tables=tables,
        lines=tuple(replace(line, place=placed(line.place)) if line.place else line for line in document.lines),
    )
