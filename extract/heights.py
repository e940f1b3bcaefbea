"""How high lines are: as their capitals, whatever letters they have."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from .text import TextLine

TALL = re.compile(r"[^-acegmnopqrsuvwxyzœæ.,… ]")
"""What is nearly as high as a capital letter."""
LOWER = 0.27
"""A line without such is lower, by this share of their height,"""
ALIKE, NEARLY_ALL = 0.03, 0.9
"""unless such a share of lines is alike in height, within this share of it: their boxes are the font's."""


def of_one_height(columns: Sequence[Sequence[TextLine]]) -> list[list[TextLine]]:
    """The lines as high as their capitals, as those of scans are: what reaches below tells nothing of how far apart."""
    heights = np.array([line.bottom - line.top for column in columns for line in column] or [0.0])
    height = float(np.median(heights))
    if (np.abs(heights - height) <= ALIKE * height).mean() >= NEARLY_ALL:
        return [list(column) for column in columns]

    def whole(line: TextLine) -> TextLine:
        top = line.top if TALL.search(line.text) else line.top - LOWER * height
        return line._replace(top=top, bottom=top + height)

    return [[whole(line) for line in column] for column in columns]
