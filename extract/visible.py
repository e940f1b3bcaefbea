"""Which characters nobody sees: drawn invisibly, white on white, cut off by a clip path, or painted over."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np

from . import native
from .drawn import Box
from .native import Object
from .paths import Walk

Floats = np.ndarray[Any, np.dtype[np.float64]]
Bools = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Unseen:
    """Which characters are `hidden` where they stand or `clipped`, and each one's text object if all were asked."""

    hidden: Bools
    clipped: Bools
    owners: list[Object]


def find_unseen(textpage: Object, x: Floats, y: Floats, walk: Walk) -> Unseen:
    """Which characters are not seen, by their middles as seen."""
    hidden, clipped = np.zeros(len(x), dtype=np.bool_), np.zeros(len(x), dtype=np.bool_)
    owners: list[Object] = []
    if walk.unseen_text or walk.pale_text or walk.clipped_text:
        owners = list(map(native.TEXT_OBJECT, repeat(textpage), range(len(x))))
        hidden |= _drawn_unseen(owners, x, y, walk)
        clipped |= _cut_off(owners, x, y, walk)
    for cover in walk.covers:
        for i in np.flatnonzero(_inside(cover.box, x, y)).tolist():
            owner = owners[i] if owners else native.TEXT_OBJECT(textpage, i)
            hidden[i] |= walk.text_order.get(owner, cover.after) < cover.after
    return Unseen(hidden, clipped, owners)


def _drawn_unseen(owners: list[Object], x: Floats, y: Floats, walk: Walk) -> Bools:
    unseen = np.fromiter((owner in walk.unseen_text for owner in owners), dtype=np.bool_, count=len(owners))
    pale = np.fromiter((owner in walk.pale_text for owner in owners), dtype=np.bool_, count=len(owners))
    for box in [*walk.pictures, *((f.x0, f.top, f.x1, f.bottom) for f in walk.fills if not f.pale)]:
        pale &= ~_inside(box, x, y)
    return unseen | pale


def _cut_off(owners: list[Object], x: Floats, y: Floats, walk: Walk) -> Bools:
    cut = np.zeros(len(owners), dtype=np.bool_)
    for i, owner in enumerate(owners):
        if clip := walk.clipped_text.get(owner):
            x0, top, x1, bottom = clip
            cut[i] = not (x0 <= x[i] <= x1 and top <= y[i] <= bottom)
    return cut


def _inside(box: Box, x: Floats, y: Floats) -> Bools:
    x0, top, x1, bottom = box
    return np.asarray((x >= x0) & (x <= x1) & (y >= top) & (y <= bottom))
