"""What PDFium tells of one drawn object: its corners, box, colour, matrix, and what its clip paths leave visible."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdfium2 import raw

Object = Any
"""An opaque PDFium handle."""
Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a form XObject lays on its objects: a matrix to page space, a clip box in page space, its depth."""

    matrix: Matrix
    clip: Box | None = None
    depth: int = 0


def subpaths(item: Object, segments: int, outer: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path, in page space; closed parts come back to their first corner.

    A curve gives its end points, so that a rounded box keeps its straight sides.
    """
    matrix = compose(matrix_of(item), outer)
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


def clip_box(item: Object, frame: Frame) -> Box | None:
    """The box of what the clip paths of an object and its form leave visible, in page space; none without any."""
    clip = raw.FPDFPageObj_GetClipPath(item)
    count = raw.FPDFClipPath_CountPaths(clip)
    if count < 1:
        return frame.clip
    box = frame.clip
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(count):
        points = []
        for k in range(raw.FPDFClipPath_CountPathSegments(clip, i)):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, i, k), x, y)
            points.append((x.value, y.value))
        if points:
            own = turned_box(box_round(points), frame.matrix)
            box = own if box is None else overlap(box, own)
    return box


def overlap(one: Box, other: Box) -> Box:
    """What lies in both boxes; turned inside out where nothing does."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def turned_box(box: Box, matrix: Matrix) -> Box:
    """The upright box round a box that a matrix moves."""
    if matrix is IDENTITY:
        return box
    a, b, c, d, e, f = matrix
    return box_round([(a * x + c * y + e, b * x + d * y + f) for x in box[::2] for y in box[1::2]])


def holds(outer: Box, inner: Box) -> bool:
    """Whether one box lies in another."""
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]


def bounds_of(item: Object) -> Box:
    """An object's box in the space of its page or form."""
    left, bottom, right, top = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    raw.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def colour_of(item: Object) -> tuple[tuple[int, int, int], int]:
    """Fill colour and alpha, 0 to 255 each."""
    red, green, blue, alpha = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
    if not raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return (0, 0, 0), 255
    return (red.value, green.value, blue.value), alpha.value


def matrix_of(item: Object) -> Matrix:
    """An object's own matrix."""
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def compose(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner` first, then `outer` (PDF's row vectors)."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def box_round(points: list[tuple[float, float]]) -> Box:
    """The upright box round points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
