"""A page's drawn objects: thin shapes and strokes become rules, the rest of what is filled becomes fills."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import pypdfium2.raw as raw

Object = Any
"""An opaque PDFium handle."""
Segments = np.ndarray[Any, np.dtype[np.float64]]

THIN = 4.0
"""A filled shape at most this thick (points) is a rule; Word draws its borders as such."""
DOT = 0.8
"""A shape whose sides are in this ratio is a dot, which may be part of a level or of an upright rule."""
PALE = 250
"""An RGB component from here on is paper white."""
FORM_DEPTH = 8
"""Form XObjects are followed this deep; PDFium itself stops at about as many."""
RECTANGLE_SEGMENTS = (4, 5)

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]


class Placing(Protocol):
    """What turns a box of the page's own space into one of the view."""

    def place(self, x0: Any, y0: Any, x1: Any, y1: Any) -> tuple[Any, Any, Any, Any]: ...


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled rectangle too thick for a rule: shading. `pale` where it is white."""

    x0: float
    top: float
    x1: float
    bottom: float
    pale: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """Straight rules as rows of (place across, begin, end), in points: `horizontal` (y, x0, x1), `vertical` (x, top, bottom)."""

    horizontal: Segments
    vertical: Segments


@dataclass(frozen=True, slots=True)
class Cover:
    """An opaque filled rectangle (x0, top, x1, bottom as seen), and how many text objects were painted before it."""

    box: Box
    after: int


@dataclass(frozen=True, slots=True)
class Frame:
    """What a form XObject lays on its objects: a matrix to page space, a clip box in page space, its depth."""

    matrix: Matrix
    clip: Box | None = None
    depth: int = 0


@dataclass
class Walk:
    """What a walk over the page's objects gathers."""

    view: Placing
    horizontal: list[tuple[float, float, float]] = field(default_factory=list)
    vertical: list[tuple[float, float, float]] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    unseen_text: set[int] = field(default_factory=set)
    pale_text: set[int] = field(default_factory=set)
    clipped_text: dict[int, Box] = field(default_factory=dict)
    text_order: dict[int, int] = field(default_factory=dict)
    covers: list[Cover] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    has_turned_text: bool = False
    has_images: bool = False

    def rules(self) -> Rules:
        """The rules found so far, as arrays."""
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

    def fill(self, box: Box, pale: bool) -> bool:
        """Keep a filled box (page space): a thin one as a rule, another as shading, which is told."""
        left, top, right, bottom = self.view.place(*box)
        if min(right - left, bottom - top) <= THIN:
            self._keep(left, top, right, bottom)
            return False
        self.fills.append(Fill(left, top, right, bottom, pale))
        return True


IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def walk_objects(page: Object, view: Placing) -> Walk:
    """Walk over all drawn objects of a page, those inside form XObjects included."""
    walk = Walk(view)
    count = raw.FPDFPage_CountObjects(page)
    for i in range(count):
        _visit(raw.FPDFPage_GetObject(page, i), walk, Frame(IDENTITY))
    return walk


def _visit(item: Object, walk: Walk, frame: Frame) -> None:
    kind = raw.FPDFPageObj_GetType(item)
    if kind == raw.FPDF_PAGEOBJ_PATH:
        _visit_path(item, walk, frame.matrix)
    elif kind == raw.FPDF_PAGEOBJ_TEXT:
        _visit_text(item, walk, frame)
    elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
        walk.has_images |= kind == raw.FPDF_PAGEOBJ_IMAGE
        walk.pictures.append(walk.view.place(*turned_box(_bounds(item), frame.matrix)))
    elif kind == raw.FPDF_PAGEOBJ_FORM and frame.depth < FORM_DEPTH:
        inner = Frame(compose(_matrix(item), frame.matrix), _clip_box(item, frame), frame.depth + 1)
        for i in range(raw.FPDFFormObj_CountObjects(item)):
            _visit(raw.FPDFFormObj_GetObject(item, i), walk, inner)


def _visit_text(item: Object, walk: Walk, frame: Frame) -> None:
    mode = raw.FPDFTextObj_GetTextRenderMode(item)
    address = ctypes.cast(item, ctypes.c_void_p).value or 0
    walk.text_order[address] = len(walk.text_order)
    rgb, alpha = _colour(item)
    if mode in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP) or alpha == 0:
        walk.unseen_text.add(address)
    elif min(rgb) >= PALE and mode == raw.FPDF_TEXTRENDERMODE_FILL:
        walk.pale_text.add(address)
    elif (clip := _clip_box(item, frame)) and not _holds(clip, turned_box(_bounds(item), frame.matrix)):
        walk.clipped_text[address] = walk.view.place(*clip)
    a, b, _, _, _, _ = compose(_matrix(item), frame.matrix)
    if abs(b) > abs(a) * 0.02 or a < 0:
        walk.has_turned_text = True


def _visit_path(item: Object, walk: Walk, outer: Matrix) -> None:
    fill_mode, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill_mode, stroked)
    segments = raw.FPDFPath_CountSegments(item)
    rgb, alpha = _colour(item)
    if fill_mode.value and alpha:
        if segments in RECTANGLE_SEGMENTS and outer is IDENTITY and not stroked.value:
            boxes = [_bounds(item)]
        else:
            boxes = [_box_round(points) for points in _subpaths(item, segments, outer)]
        is_shading = [walk.fill(box, min(rgb) >= PALE) for box in boxes]
        if is_shading == [True] and walk.text_order and alpha == 255 and _is_cover(item, segments, outer):
            walk.covers.append(Cover(walk.view.place(*boxes[0]), len(walk.text_order)))
    if stroked.value:
        for points in _subpaths(item, segments, outer):
            for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
                walk.stroke(x0, y0, x1, y1)


def _is_cover(item: Object, segments: int, outer: Matrix) -> bool:
    """Whether a filled path hides all in its box: a rectangle without transparency or blending (a highlighter's)."""
    if segments not in RECTANGLE_SEGMENTS or raw.FPDFPageObj_HasTransparency(item):
        return False
    (points,) = _subpaths(item, segments, outer)
    return all(len({round(p[axis], 2) for p in points}) == 2 for axis in (0, 1))


def _box_round(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _subpaths(item: Object, segments: int, outer: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path, in page space; closed parts come back to their first corner.

    A curve gives its end points, so that a rounded box keeps its straight sides.
    """
    matrix = compose(_matrix(item), outer)
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for i in range(segments):
        segment = raw.FPDFPath_GetPathSegment(item, i)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if raw.FPDFPathSegment_GetClose(segment) and points[-1] != points[0]:
            points.append(points[0])
    if points:
        yield points


def _clip_box(item: Object, frame: Frame) -> Box | None:
    """The box of what the clip paths of an object and its form leave visible, in page space; none without any."""
    clip = raw.FPDFPageObj_GetClipPath(item)
    box = frame.clip
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(max(0, raw.FPDFClipPath_CountPaths(clip))):
        points = []
        for k in range(raw.FPDFClipPath_CountPathSegments(clip, i)):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, i, k), x, y)
            points.append((x.value, y.value))
        if points:
            own = turned_box(_box_round(points), frame.matrix)
            box = own if box is None else (*map(max, box[:2], own[:2]), *map(min, box[2:], own[2:]))
    return box


def turned_box(box: Box, matrix: Matrix) -> Box:
    """The upright box round a box that a matrix moves."""
    if matrix is IDENTITY:
        return box
    a, b, c, d, e, f = matrix
    return _box_round([(a * x + c * y + e, b * x + d * y + f) for x in box[::2] for y in box[1::2]])


def _holds(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]


def _bounds(item: Object) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _colour(item: Object) -> tuple[tuple[int, int, int], int]:
    """Fill colour and alpha, 0 to 255 each."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return (0, 0, 0), 255
    return (red.value, green.value, blue.value), alpha.value


def _matrix(item: Object) -> Matrix:
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def compose(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner` first, then `outer` (PDF's row vectors)."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)
