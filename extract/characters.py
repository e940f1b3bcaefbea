"""The visible characters of a page: what every other step works on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float64]]

NO_MAPPING = "\ufffd"
"""Stands for a glyph that the font maps to no character."""


@dataclass(frozen=True, slots=True)
class Characters:
    """The visible characters of a page, blanks left out, in the order of the page's content.

    Boxes are loose (the font's height, the glyph's advance), in points from the page's top left. `turn` is the
    direction of reading in degrees clockwise (0, 90, 180, 270). `spaced` tells that a printed blank stands before,
    `in_text` that it is one within a text: not one so wide that the text before may be of another column.
    """

    text: tuple[str, ...]
    x0: Floats
    top: Floats
    x1: Floats
    bottom: Floats
    turn: Floats
    spaced: np.ndarray[Any, np.dtype[np.bool_]]
    in_text: np.ndarray[Any, np.dtype[np.bool_]]
    index: np.ndarray[Any, np.dtype[np.int64]]
    """Each character's number on PDFium's text page."""

    def __len__(self) -> int:
        return len(self.text)

    def only(self, chosen: Any) -> Characters:
        """Those at the places that a boolean mask or an array of places chooses."""
        places = np.flatnonzero(chosen) if chosen.dtype == np.bool_ else chosen
        return Characters(
            tuple(map(self.text.__getitem__, places.tolist())),
            self.x0[places],
            self.top[places],
            self.x1[places],
            self.bottom[places],
            self.turn[places],
            self.spaced[places],
            self.in_text[places],
            self.index[places],
        )
