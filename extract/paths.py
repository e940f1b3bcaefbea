"""A page's drawn objects: thin shapes and strokes become rules, the rest of what is filled becomes fills."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from pypdfium2 import raw

from . import native
from .drawn import IDENTITY, Box, Frame, Matrix, box_round, clip_box, compose, holds, subpaths, turned_box
from .native import Object

Segments = np.ndarray[Any, np.dtype[np.float64]]
Colour = tuple[int, ...]
"""Red, green and blue, 0 to 255."""

THIN = 4.0
"""A filled shape at most this thick (points) is a rule; Word draws its borders as such."""
DOT = 0.8
"""A shape whose sides are in this ratio is a dot, which may be part of a level or of an upright rule."""
UNSEEN = 0.01
"""Points: a side of this thickness is none."""
SAME_END = 0.1
"""Points: shading of one row begins and ends within this."""
PALE = 250
"""An RGB component from here on is paper white."""
FORM_DEPTH = 8
"""Form XObjects are followed this deep; PDFium itself stops at about as many."""
RECTANGLE_SEGMENTS = (4, 5)
UNSEEN_MODES = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)


class Placing(Protocol):
    """What turns a box of the page's own space into one of the view."""

    def place(self, x0: Any, y0: Any, x1: Any, y1: Any) -> tuple[Any, Any, Any, Any]:
        """Boxes (x0, y0, x1, y1; y upwards) as (x0, top, x1, bottom) of the view."""
        ...


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled rectangle too thick for a rule: shading. `pale` where it is white.

    `is_joined` where it may be that of several cells, which a picture does not part.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    pale: bool
    is_joined: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """Straight rules as rows of (place across, begin, end), in points: (y, x0, x1) and (x, top, bottom)."""

    horizontal: Segments
    vertical: Segments


@dataclass(frozen=True, slots=True)
class Cover:
    """An opaque filled rectangle (x0, top, x1, bottom as seen), and how many text objects were painted before it."""

    box: Box
    after: int


@dataclass
class Walk:
    """What a walk over the page's objects gathers."""

    view: Placing
    horizontal: list[tuple[float, float, float]] = field(default_factory=list)
    vertical: list[tuple[float, float, float]] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    colours: list[Colour] = field(default_factory=list)
    thin: list[tuple[Colour, tuple[float, float, float, float]]] = field(default_factory=list)
    unseen_text: set[Object] = field(default_factory=set)
    pale_text: set[Object] = field(default_factory=set)
    clipped_text: dict[Object, Box] = field(default_factory=dict)
    text_order: dict[Object, int] = field(default_factory=dict)
    covers: list[Cover] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    has_turned_text: bool = False
    has_images: bool = False

    def rules(self) -> Rules:
        """The rules found so far, as arrays; what is left of a shaded row that a page break cut is none."""
        shaded: dict[Colour, list[tuple[float, float, float, float]]] = {}
        for fill, colour in zip(self.fills, self.colours, strict=True):
            shaded.setdefault(colour, []).append((fill.x0, fill.top, fill.x1, fill.bottom))
        of_colour = {colour: np.array(boxes) for colour, boxes in shaded.items()}
        for colour, box in self.thin:
            if colour not in of_colour or not _is_left_of_shading(box, of_colour[colour]):
                self._keep(*box)
        self.thin.clear()
        return Rules(np.array(self.horizontal).reshape(-1, 3), np.array(self.vertical).reshape(-1, 3))

    def stroke(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Keep a straight stroke (page space) if it is level or upright."""
        left, top, right, bottom = self.view.place(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        self._keep(left, top, right, bottom)

    def _keep(self, left: float, top: float, right: float, bottom: float) -> None:
        width, height = right - left, bottom - top
        if height <= THIN and width >= height * DOT:
            self.horizontal.append(((top + bottom) / 2, left, right))
        if width <= THIN and height >= width * DOT:
            self.vertical.append(((left + right) / 2, top, bottom))

    def fill(self, box: Box, colour: Colour) -> bool:
        """Keep a filled box (page space): a thin one as a rule, another as shading, which is told."""
        left, top, right, bottom = self.view.place(*box)
        if min(right - left, bottom - top) <= THIN:
            self.thin.append((colour, (left, top, right, bottom)))
            return False
        self.fills.append(Fill(left, top, right, bottom, min(colour) >= PALE))
        self.colours.append(colour)
        return True


def walk_objects(page: Object, view: Placing) -> Walk:
    """Walk over all drawn objects of a page, those inside form XObjects included."""
    walk, frame = Walk(view), Frame(IDENTITY)
    for i in range(native.COUNT_OBJECTS(page)):
        _visit(native.OBJECT(page, i), walk, frame)
    return walk


def _visit(item: Object, walk: Walk, frame: Frame) -> None:
    kind = native.KIND(item)
    if kind == raw.FPDF_PAGEOBJ_PATH:
        _visit_path(item, walk, frame.matrix)
    elif kind == raw.FPDF_PAGEOBJ_TEXT:
        _visit_text(item, walk, frame)
    elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
        walk.has_images |= kind == raw.FPDF_PAGEOBJ_IMAGE
        walk.pictures.append(walk.view.place(*turned_box(native.bounds(item), frame.matrix)))
    elif kind == raw.FPDF_PAGEOBJ_FORM and frame.depth < FORM_DEPTH:
        inner = Frame(compose(native.matrix(item), frame.matrix), clip_box(item, frame), frame.depth + 1)
        for i in range(native.COUNT_INNER(item)):
            _visit(native.INNER(item, i), walk, inner)


def _visit_text(item: Object, walk: Walk, frame: Frame) -> None:
    mode = native.RENDER_MODE(item)
    walk.text_order[item] = len(walk.text_order)
    red, green, blue, alpha = native.fill_colour(item)
    if mode in UNSEEN_MODES or alpha == 0:
        walk.unseen_text.add(item)
    elif mode == raw.FPDF_TEXTRENDERMODE_FILL and red >= PALE and green >= PALE and blue >= PALE:
        walk.pale_text.add(item)
    elif (clip := clip_box(item, frame)) and not holds(clip, turned_box(native.bounds(item), frame.matrix)):
        walk.clipped_text[item] = walk.view.place(*clip)
    a, b, _, _, _, _ = compose(native.matrix(item), frame.matrix)
    if abs(b) > abs(a) * 0.02 or a < 0:
        walk.has_turned_text = True


def _visit_path(item: Object, walk: Walk, outer: Matrix) -> None:
    fill_mode, is_stroked = native.draw_mode(item)
    segments = native.COUNT_SEGMENTS(item)
    *rgb, alpha = native.fill_colour(item)
    if fill_mode and alpha:
        if segments in RECTANGLE_SEGMENTS and outer is IDENTITY and not is_stroked:
            boxes = [native.bounds(item)]
        else:
            boxes = solid_boxes([box_round(points) for points in subpaths(item, segments, outer)])
        is_shading = [walk.fill(box, tuple(rgb)) for box in boxes]
        if is_shading == [True] and walk.text_order and alpha == 255 and _is_cover(item, segments, outer):
            walk.covers.append(Cover(walk.view.place(*boxes[0]), len(walk.text_order)))
    if is_stroked:
        for points in subpaths(item, segments, outer):
            for (x0, y0), (x1, y1) in itertools.pairwise(points):
                walk.stroke(x0, y0, x1, y1)


def _is_left_of_shading(box: tuple[float, float, float, float], shading: Segments) -> bool:
    """Whether a thin level box begins or ends where shading of its colour does, and lies on none: it is beside it."""
    left, top, right, bottom = box
    if bottom - top >= right - left:
        return False
    x0, begin, x1, end = shading.T
    if ((right - x0 > SAME_END) & (x1 - left > SAME_END) & (bottom - begin > SAME_END) & (end - top > SAME_END)).any():
        return False
    return bool((np.minimum(np.abs(begin - top), np.abs(end - bottom)) < SAME_END).any())


def solid_boxes(boxes: list[Box]) -> list[Box]:
    """The filled boxes of a path; of a box with another one cut out, as borders of a cell are filled, its sides."""
    if len(boxes) != 2:
        return boxes
    inner, outer = sorted(boxes, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))
    x0, y0, x1, y1 = outer
    if outer == inner or not holds(outer, inner):
        return boxes
    sides = [(x0, y0, inner[0], y1), (inner[2], y0, x1, y1), (x0, y0, x1, inner[1]), (x0, inner[3], x1, y1)]
    return [side for side in sides if min(side[2] - side[0], side[3] - side[1]) > UNSEEN]


def _is_cover(item: Object, segments: int, outer: Matrix) -> bool:
    """Whether a filled path hides all in its box: a rectangle without transparency or blending (a highlighter's)."""
    if segments not in RECTANGLE_SEGMENTS or native.HAS_TRANSPARENCY(item):
        return False
    (points,) = subpaths(item, segments, outer)
    return all(len({round(p[axis], 2) for p in points}) == 2 for axis in (0, 1))
