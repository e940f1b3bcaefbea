"""The picture as second reader of a scanned table's edges: those that nobody drew must cut through no ink."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from .characters import Floats
from .model import Document, Region, Table
from .page import Ink
from .second import AGREED, are_too_many

RIM = 1.0
"""Ink may reach over an edge by so many points: the edge stands anywhere between two texts."""
DESCENT, LOWEST = 0.3, 2.5
"""Over a row's edge a letter may reach by this share of its height, and so many points: what hangs below its line."""


def look_at_edges(document: Document, inks: Sequence[Ink]) -> Document:
    """The document with the marks gone that say that edges are imagined, round cells whose edges cut through no ink."""
    return replace(document, tables=tuple(_seen(table, inks) for table in document.tables))


def _seen(table: Table, inks: Sequence[Ink]) -> Table:
    """The table as its picture shows it; of a page that is none nothing is said."""
    shown = [cell for cell in table.cells if all(inks[place.page - 1].is_scanned for place in cell.places)]
    whole = {cell.at for cell in shown if not any(is_cut(place, inks[place.page - 1].pieces) for place in cell.places)}
    if are_too_many(len(shown) - len(whole), len(table.cells)):
        return table
    cells = tuple(replace(cell, marks=cell.marks - AGREED) if cell.at in whole else cell for cell in table.cells)
    return replace(table, cells=cells)


def is_cut(place: Region, pieces: Floats) -> bool:
    """Whether a piece of ink (rows of x0, top, x1, bottom; points) lies over an edge of a cell."""
    x0, top, x1, bottom = pieces.T
    over = np.clip(DESCENT * (bottom - top), RIM, LOWEST)
    beside = (x1 <= place.x0 + RIM) | (x0 >= place.x1 - RIM)
    beside |= (bottom <= place.top + over) | (top >= place.bottom - RIM)
    inside = (x0 >= place.x0 - RIM) & (x1 <= place.x1 + RIM)
    inside &= (top >= place.top - RIM) & (bottom <= place.bottom + over)
    return bool((~beside & ~inside).any())
