"""Level runs of ink in a picture that are long, thin and even: drawn, faint, or in dashes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from .paths import Segments
from .scan_dashes import THIN, Dashes, Run, find_dashes
from .scan_even import Grey, closed, opened

LONG = 9.0
"""A run of ink of this length (points) in one row is a rule: longer than any letter's stroke in a table."""
THICK = 4.0
"""A rule is at most this thick (points)."""
FREE = 90.0
"""A rule of this length (points) is one wherever it ends, and however it sags."""
SAG = 0.5
"""A run that is short and sags by more (points) in its middle is an arc."""

STROKE = 0.7
"""How dark a place is, over so many points of its level: paper has a grain."""
FAINT = 0.06
"""A faint rule is darker than what is above and below it by this share of what usual ink does."""
LEAST = 9
"""... and by so many greys of 255: paper has a grain."""
CROSSING = 3.6
"""... but for no longer than this (points) at a time: where others cross it."""
WHOLE = 0.7
"""A faint run stands out along so much of its length: all but where others cross it."""
DOTS = 2.4
"""Faint dots of a blurred picture make an even run over so many points ..."""
RIM = 0.6
"""Strokes of letters are blurred so far (points) beyond their sides."""
LIGHT = 0.6
"""... and are nowhere darker than this share of usual ink: letters are."""
EVEN = 0.6
"""A run is no lighter than this share of what it usually is: letters that hang together are darker and lighter."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """What makes a rule of one direction, in points.

    A faint one is as long as `faintest`; one in dashes too, and those are as `dashes` says.
    """

    faintest: float
    dashes: Dashes


def find_runs(grey: Grey, ink: Grey, scale: float, lengths: Lengths) -> tuple[Grey, Segments]:
    """The level runs as a mask, and as rows of (y, x0, x1) in points; `scale` is in pixels a point."""
    import cv2

    bent = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    drawn = cv2.bitwise_and(opened(bent, round(LONG * scale), 1), bent)
    dark, thin, usual = _standing_out(grey, ink, scale, STROKE)
    least = max(LEAST, round(FAINT * usual))
    shortest = round(lengths.faintest * scale)
    runs = [
        *_components(drawn, scale),
        *_faint_runs(dark, thin, least, shortest, scale),
        *_dotted(grey, ink, scale, least, shortest),
        *(
            run
            for level in (2 * least, usual // 4, usual // 2)
            for run in find_dashes((dark, thin, level), lengths.dashes, scale)
            if run[0].shape[1] >= shortest
        ),
    ]
    kept = np.zeros(grey.shape, dtype=np.uint8)
    for own, at in runs:
        kept[at][own] = 255
    return kept, np.array([_segment(own, at, scale) for own, at in runs]).reshape(-1, 3)


def _dotted(grey: Grey, ink: Grey, scale: float, least: int, shortest: int) -> Iterator[Run]:
    """Rules in faint dots that a picture of few pixels blurs: even over some points, and nowhere as dark as letters."""
    import cv2

    dark, _, usual = _standing_out(grey, ink, scale, STROKE)
    rim = 2 * round(RIM * scale) + 1
    strokes = cv2.dilate(cv2.inRange(dark, round(LIGHT * usual) + 1, 255), np.ones((rim, rim), np.uint8))
    light = np.where(strokes > 0, 255, grey).astype(np.uint8)
    trim = round(DOTS / 2 * scale)
    for own, (rows, columns) in _faint_runs(*_standing_out(light, ink, scale, DOTS)[:2], least, shortest, scale):
        yield own[:, trim:-trim], (rows, slice(columns.start + trim, columns.stop - trim))


def _standing_out(grey: Grey, ink: Grey, scale: float, along: float) -> tuple[Grey, Grey, int]:
    """How dark each place is, by how much more than what is above and below, and how dark ink usually is.

    `along`: over so many points of its level.
    """
    import cv2

    dark = cv2.blur(255 - grey, (round(along * scale), 1))
    usual = float(np.median(dark[ink > 0])) if ink.any() else 255.0
    dark = cv2.dilate(dark, np.ones((3, 1), np.uint8))
    return dark, cv2.subtract(dark, opened(dark, 1, round(THIN * scale) + 2)), round(usual)


def _faint_runs(dark: Grey, thin: Grey, least: int, shortest: int, scale: float) -> Iterator[Run]:
    for own, at in _components(_faint(dark, thin, least, (shortest, round(CROSSING * scale))), scale):
        for part in _even_parts(own, at, dark, shortest):
            if _stands_out(*part, thin, least):
                yield part


def _faint(dark: Grey, thin: Grey, least: int, lengths: tuple[int, int]) -> Grey:
    """Runs that are dark without a gap and stand out from what is above and below, but where others cross them."""
    import cv2

    shortest, crossing = lengths
    whole = opened(cv2.inRange(dark, least, 255), shortest, 1)
    stands_out = cv2.inRange(thin, least, 255)
    return opened(cv2.bitwise_and(whole, closed(stands_out, crossing, 1)), shortest, 1)


def _even_parts(own: Any, at: tuple[slice, slice], dark: Grey, shortest: int) -> Iterator[Run]:
    """The parts of a run in which it is as dark as it usually is."""
    along = np.where(own, dark[at], 0).max(axis=0)
    even = np.concatenate(([False], along >= EVEN * np.median(along), [False]))
    edges = np.flatnonzero(np.diff(even))
    for begin, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if end - begin >= shortest:
            yield own[:, begin:end], (at[0], slice(at[1].start + begin, at[1].start + end))


def _stands_out(own: Any, at: tuple[slice, slice], thin: Grey, least: int) -> bool:
    return float((np.where(own, thin[at], 0).max(axis=0) >= least).mean()) >= WHOLE


def _components(mask: Grey, scale: float) -> Iterator[Run]:
    """The runs of a mask that may be rules: each as a mask, and where it stands."""
    import cv2

    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    for number in range(1, count):
        x, y, width, height, area = stats[number].tolist()
        if area / max(1, width) > round(THICK * scale) + 2 or width < round(LONG * scale):
            continue
        at = slice(y, y + height), slice(x, x + width)
        own = labels[at] == number
        if width >= FREE * scale or _sag(own) <= SAG * scale:
            yield own, at


def _sag(own: Any) -> float:
    """How far the middle of a level run (a mask) stands from the line between its ends, in pixels."""
    at = np.linspace(0, own.shape[1] - 1, 9).astype(int)
    middles = (own[:, at] * np.arange(own.shape[0])[:, None]).sum(axis=0) / np.maximum(1, own[:, at].sum(axis=0))
    return abs(float(middles[4] - (middles[0] + middles[1] + middles[7] + middles[8]) / 4))


def _segment(own: Any, at: tuple[slice, slice], scale: float) -> tuple[float, float, float]:
    middle = float((own * np.arange(own.shape[0])[:, None]).sum() / own.sum()) + at[0].start + 0.5
    return middle / scale, at[1].start / scale, at[1].stop / scale
