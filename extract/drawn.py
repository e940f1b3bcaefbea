"""What one drawn object is: its corners in page space, and what its clip paths leave visible of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pypdfium2 import raw

from . import native
from .native import Object

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
    a, b, c, d, e, f = compose(native.matrix(item), outer)
    points: list[tuple[float, float]] = []
    for i in range(segments):
        segment = native.SEGMENT(item, i)
        x, y = native.point(segment)
        if native.SEGMENT_KIND(segment) == raw.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append((a * x + c * y + e, b * x + d * y + f))
        if native.IS_CLOSED(segment) and points[-1] != points[0]:
            points.append(points[0])
    if points:
        yield points


def clip_box(item: Object, frame: Frame) -> Box | None:
    """The box of what the clip paths of an object and its form leave visible, in page space; none without any."""
    clip = native.CLIP_PATH(item)
    box = frame.clip
    for i in range(native.COUNT_PATHS(clip)):
        count = native.COUNT_CLIP_SEGMENTS(clip, i)
        points = [native.point(native.CLIP_SEGMENT(clip, i, k)) for k in range(count)]
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


def compose(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies `inner` first, then `outer` (PDF's row vectors)."""
    if outer is IDENTITY:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def box_round(points: list[tuple[float, float]]) -> Box:
    """The upright box round points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
