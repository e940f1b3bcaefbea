"""Which places of a page are shown beside a figure for review: its cell, and the row around it.

Nothing outside the annexe table is shown, and no cell of which something is withheld.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from extract.crop import Cut
from extract.model import Region

Row = Mapping[str, Any]

CLOSE, AROUND = 1.5, 26.0
"""Points shown round a cell in its own picture, and above and below it in that of its row."""
WITHHELD = "[withheld: "
"""How text that is withheld begins in `cells`."""
RULE = 1.0
"""Points beyond a table that its outer rules take."""
OVERRUN = 1.5
"""Points covered beyond a cell of which something is withheld: its print may touch the edge."""


@dataclass(frozen=True, slots=True)
class View:
    """A picture to be shown: what is cut out, and where in it the cell stands (points, in the cut set upright)."""

    cut: Cut
    cell: Region

    @property
    def name(self) -> str:
        """The picture's file name: the same cut of the same document has the same."""
        return f"{hashlib.sha256(repr(self.cut).encode()).hexdigest()[:16]}.png"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points, set upright."""
        frame = self.cut.frame
        width, height = frame.x1 - frame.x0, frame.bottom - frame.top
        return (height, width) if self.cut.quarters % 2 else (width, height)

    @property
    def mark(self) -> tuple[float, float, float, float]:
        """Where the cell stands in the picture set upright: x, y, width, height in points."""
        frame, cell = self.cut.frame, self.cell
        left, top = cell.x0 - frame.x0, cell.top - frame.top
        right, bottom = frame.x1 - cell.x1, frame.bottom - cell.bottom
        width, height = cell.x1 - cell.x0, cell.bottom - cell.top
        match self.cut.quarters % 4:
            case 1:
                return bottom, left, height, width
            case 2:
                return right, bottom, width, height
            case 3:
                return top, right, height, width
        return left, top, width, height


@dataclass(frozen=True, slots=True)
class Sight:
    """What may be shown of one cell's place: close by, and with its row. `is_withheld`: it is covered."""

    page: int
    close: View
    around: View
    is_withheld: bool


@dataclass(frozen=True)
class Leaf:
    """One table on one page: the places of its cells, with each cell's row and column, and all withheld places."""

    cells: tuple[tuple[Row, Region], ...]
    withheld: tuple[Region, ...]

    @cached_property
    def whole(self) -> Region:
        """The box round all its cells, with the outer rules."""
        places = [place for _, place in self.cells]
        box = Region(
            places[0].page,
            min(place.x0 for place in places),
            min(place.top for place in places),
            max(place.x1 for place in places),
            max(place.bottom for place in places),
        )
        return _wider(box, RULE)

    @cached_property
    def quarters(self) -> int:
        """The quarter turns clockwise that set it upright: its columns then follow each other to the right."""
        columns = [cell["column"] + cell["colspan"] / 2 for cell, _ in self.cells]
        mean = sum(columns) / len(columns)
        right = sum((c - mean) * (place.x0 + place.x1) for c, (_, place) in zip(columns, self.cells, strict=True))
        down = sum((c - mean) * (place.top + place.bottom) for c, (_, place) in zip(columns, self.cells, strict=True))
        if abs(right) >= abs(down):
            return 0 if right >= 0 else 2
        return 3 if down > 0 else 1

    def sight(self, place: Region) -> Sight:
        """What is shown of one of its cells."""
        whole, near = self.whole, _wider(place, AROUND)
        if self.quarters % 2 == 0:
            around = Region(place.page, whole.x0, near.top, whole.x1, near.bottom)
        else:
            around = Region(place.page, near.x0, whole.top, near.x1, whole.bottom)
        close = self._view(_wider(place, CLOSE), place)
        return Sight(place.page, close, self._view(around, place), place in self.withheld)

    def _view(self, frame: Region, cell: Region) -> View:
        frame = _meet(frame, self.whole)
        shown = tuple(sorted(_within(frame, (place for _, place in self.cells)), key=_order))
        withheld = (_wider(place, OVERRUN) for place in self.withheld)
        covered = tuple(sorted(_within(frame, withheld), key=_order))
        return View(Cut(frame, shown, covered, self.quarters), cell)


class Leaves:
    """The tables of one document on their pages."""

    def __init__(self, cells: Sequence[Row]) -> None:
        self._places: dict[tuple[int, int], list[tuple[Row, Region]]] = {}
        self._withheld: dict[int, list[Region]] = {}
        self._cells = {(cell["table"], cell["row"], cell["column"]): cell for cell in cells}
        for cell in cells:
            for place in places_of(cell):
                self._places.setdefault((cell["table"], place.page), []).append((cell, place))
                if WITHHELD in cell["text"]:
                    self._withheld.setdefault(place.page, []).append(place)
        self._leaves: dict[tuple[int, int], Leaf] = {}

    def sights(self, row: Row) -> tuple[Sight, ...]:
        """What may be shown of a figure's cell: once for each page on which it stands; empty without pages."""
        cell = self._cells.get((row["table"], row["row"], row["column"]))
        if cell is None:
            return ()
        return tuple(self._leaf(cell["table"], place.page).sight(place) for place in places_of(cell))

    def _leaf(self, table: int, page: int) -> Leaf:
        if (table, page) not in self._leaves:
            withheld = tuple(self._withheld.get(page, ()))
            self._leaves[table, page] = Leaf(tuple(self._places[table, page]), withheld)
        return self._leaves[table, page]


def places_of(cell: Row) -> Iterator[Region]:
    """Where a published cell is printed, to a hundredth of a point."""
    for place in cell["places"]:
        box = (round(place[name], 2) for name in ("x0", "top", "x1", "bottom"))
        yield Region(place["page"], *box)


def views_of(sights: Iterable[Sight]) -> dict[str, View]:
    """Every picture that these need, by its name, page by page."""
    views = chain.from_iterable((sight.close, sight.around) for sight in sights)
    by_page = sorted(views, key=lambda view: (view.cut.frame.page, view.name))
    return {view.name: view for view in by_page}


def _order(place: Region) -> tuple[float, ...]:
    return place.top, place.x0, place.bottom, place.x1


def _wider(place: Region, by: float) -> Region:
    return Region(place.page, place.x0 - by, place.top - by, place.x1 + by, place.bottom + by)


def _meet(a: Region, b: Region) -> Region:
    return Region(a.page, max(a.x0, b.x0), max(a.top, b.top), min(a.x1, b.x1), min(a.bottom, b.bottom))


def _within(frame: Region, places: Iterable[Region]) -> Iterator[Region]:
    """The parts of these places that lie in the frame."""
    for place in places:
        part = _meet(place, frame)
        if part.x0 < part.x1 and part.top < part.bottom:
            yield part
