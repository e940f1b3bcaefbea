"""Read strips to characters with boxes: what a digital page's text layer would have said."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np

from .characters import Characters
from .scan_lines import Strip
from .scan_ocr import Recognised

WORD_GAP = 0.36
"""Letters farther apart than this share of a capital's height are of two words."""
BLANK = 0.75
"""A blank that is printed is no wider than this; what stands farther apart may be of two columns."""
FEWEST_BLANKS, WIDER = 3, 1.2
"""Beside so many blanks of a line one that is so much wider than each of them may be between two columns."""
PITCH = 1.08
"""The middles of two digits of one number stand nearer than this share of a capital's height, ..."""
POINT_PITCH = 0.8
"""... those of a digit and the point or comma beside it than this."""
FIGURES = frozenset("0123456789.,")
NO_GAP = 0.06
"""Letters nearer than this are of one word, whatever the recogniser says."""
ACCENTED = frozenset("ÀÂÄÉÈÊËÎÏÔÖÙÛÜ")
TALL = frozenset("bdfhkltijàâäéèêëîïôöùûüß/()[]|%€&")
DEEP = frozenset("gjpqyçÇQ()[]|")
HANGING = frozenset(",;")
ACCENT, DESCENT, HANG, LOW = 0.28, 0.28, 0.21, 0.73
"""How far accents stand above capitals, descenders and commas below, and how high low letters are: shares of one."""
MIDDLE = {":": 0.36, ";": 0.28, ".": 0.06, ",": -0.04, "-": 0.34, "–": 0.34, "—": 0.34, "~": 0.34, "=": 0.36}
CENTRE = 0.5
"""So high above the baseline (shares of a capital) is the middle of a sign, and that of others."""
ABOVE, BELOW, BESIDE = 0.21, 0.05, 0.055
"""A font's own boxes reach so far above capitals, below descenders and beside letters (shares of a capital)."""
ONE_PRINT = 0.06
"""Lines whose capitals' heights differ by less than this share are of one print."""
APART = 100
"""Between the numbers of two strips' characters: they are never of one word."""


Letter = tuple[str, float, float, bool, bool]
"""A letter, its left and right edge (pixels), and whether a printed blank stands before it, and one within a text."""


def to_characters(read: Sequence[tuple[Strip, Recognised, Any]], scale: float) -> Characters:
    """The characters of strips, each with what it says and its columns of ink; `scale` is in pixels a point."""
    texts: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    spaced: list[bool] = []
    in_text: list[bool] = []
    index: list[int] = []
    capitals = np.array([_capital(strip, line.text)[0] for strip, line, _ in read])
    follows = _follow([strip for strip, line, _ in read if line.text], [strip for strip, *_ in read])
    for number, (strip, line, columns) in enumerate(read):
        own, top = _capital(strip, line.text)
        usual = float(np.median(capitals[np.abs(capitals - own) <= ONE_PRINT * own]))
        middle = top + own * (1 + DESCENT + BELOW - ABOVE) / 2
        half = usual * (1 + DESCENT + BELOW + ABOVE) / 2
        for k, (text, x0, x1, is_spaced, goes_on) in enumerate(_letters(strip, line, columns, usual)):
            texts.append(text)
            boxes.append((x0 / scale, (middle - half) / scale, x1 / scale, (middle + half) / scale))
            follows_on = k == 0 and bool(follows[number])
            spaced.append(is_spaced or follows_on)
            in_text.append(goes_on or follows_on)
            index.append(number * APART * 10 + k)
    left, upper, right, lower = np.array(boxes, dtype=np.float64).reshape(-1, 4).T
    return Characters(
        tuple(texts), left, upper, right, lower, np.zeros(len(texts)), np.array(spaced, dtype=np.bool_),
        np.array(in_text, dtype=np.bool_), np.array(index, dtype=np.int64),
    )  # fmt: skip


def _follow(legible: Sequence[Strip], strips: Sequence[Strip]) -> Any:
    """Which strips stand a blank behind another on their level: words of one line that were cut apart."""
    x, top, bottom = np.array([(s.x1, s.y0, s.y1) for s in legible]).reshape(-1, 3).T
    return [
        bool(
            (
                (x <= strip.x0)
                & (strip.x0 - x <= BLANK * strip.capital)
                & (2 * (np.minimum(bottom, strip.y1) - np.maximum(top, strip.y0)) > strip.y1 - strip.y0)
            ).any()
        )
        for strip in strips
    ]


def _capital(strip: Strip, text: str) -> tuple[float, float]:
    """How high a capital is in a strip and where one would begin (pixels), whatever letters it holds."""
    height = strip.y1 - strip.y0
    letters = [letter for letter in text if letter.isalnum()]
    if not letters:
        middle = MIDDLE.get(text.strip(), CENTRE)
        return strip.capital, (strip.y0 + strip.y1) / 2 - (1 - middle) * strip.capital
    accents, tall, deep, hang = (any(map(kind.__contains__, text)) for kind in (ACCENTED, TALL, DEEP, HANGING))
    above = ACCENT if accents else 0.0 if tall or any(c.isupper() or c.isdigit() for c in letters) else LOW - 1
    capital = height / (1 + above + (DESCENT if deep else HANG if hang else 0.0))
    return capital, strip.y0 + above * capital


def _letters(strip: Strip, line: Recognised, columns: Any, capital: float) -> list[Letter]:
    """Each printed letter with its edges in pixels, and what stands before it.

    Letters of one word reach to the middle between them: how far apart they are set says no more. The first and the
    last one reach a little beyond their ink, as a font's own boxes do. `capital` is the height of its print's capitals.
    """
    places = [k for k, text in enumerate(line.text) if text != " "]
    width = strip.x1 - strip.x0
    gaps = [widest_gap(columns, line.at[a] * width, line.at[b] * width) for a, b in itertools.pairwise(places)]
    edges = [(0.0, 0.0), *gaps, (float(width), float(width))]
    found: list[Letter] = []
    beside = BESIDE * capital
    left, is_spaced, goes_on = -beside, False, False
    spans = [(left[1], right[0]) for left, right in itertools.pairwise(edges)]
    said = [line.text[a : b + 1] for a, b in itertools.pairwise(places)]
    are_blank = list(map(_has_blank, said, itertools.pairwise(spans), itertools.repeat(strip.capital)))
    blanks = [end - begin for (begin, end), is_blank in zip(gaps, are_blank, strict=True) if is_blank]
    for i, k in enumerate(places):
        right, after = edges[i + 1]
        has_blank = i + 1 < len(places) and are_blank[i]
        if has_blank or i + 1 == len(places):
            right, after = right + beside, after - beside
        else:
            right = after = (right + after) / 2
        found.append((line.text[k], strip.x0 + left, strip.x0 + max(right, left + 0.5), is_spaced, goes_on))
        left, blank = max(after, left + 0.5), gaps[i][1] - gaps[i][0] if has_blank else np.inf
        is_spaced = blank <= BLANK * capital
        goes_on = is_spaced and not _is_widest(blank, blanks)
    return found


def _is_widest(blank: float, blanks: Sequence[float]) -> bool:
    """Whether a blank is wider than all others of its line are."""
    usual = sorted(blanks)[:-1]
    return len(usual) >= FEWEST_BLANKS and blank > WIDER * usual[-1]


def _has_blank(said: str, spans: tuple[tuple[float, float], tuple[float, float]], capital: float) -> bool:
    """Whether a blank is between two letters: `said` from the one to the other, `spans` where their ink is (pixels).

    Figures are set at one pitch, however narrow: beside a 1 stands more paper than beside an 8.
    """
    one, other = spans
    gap = other[0] - one[1]
    if len(said) > 2 and gap > NO_GAP * capital:
        return True
    if gap <= WORD_GAP * capital or not FIGURES.issuperset(said):
        return gap > WORD_GAP * capital
    pitch = (sum(other) - sum(one)) / 2
    return pitch > (PITCH if said.isdigit() else POINT_PITCH) * capital


def widest_gap(columns: Any, begin: float, end: float) -> tuple[float, float]:
    """The widest run of columns without ink between two places; an empty one in the middle if there is none."""
    low, high = max(0, int(begin)), min(len(columns), int(end) + 1)
    best = (0, 0)
    start = None
    for x in range(low, high + 1):
        if x < high and not columns[x]:
            start = x if start is None else start
        elif start is not None:
            best = max(best, (start, x), key=lambda run: run[1] - run[0])
            start = None
    return best if best[1] else ((begin + end) / 2, (begin + end) / 2)
