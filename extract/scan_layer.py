"""The text that a scanner's recogniser left behind a picture: one more reading of each cell, which may be wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from .characters import Characters
from .model import Cell, Document, Notice, Region, Table
from .scan_agree import is_same
from .text import read_blocks

MANY = 20
"""From so many cells on it shows what a layer is worth: ..."""
WORTH = 0.5
"""... one that says the same as ours in a smaller share of them is no reading."""

RULE = "|"
"""A bar by itself is what recognisers make of a rule (OCRmyPDF on savoie-scan-200.pdf: one cell in ten)."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A cell, and what the layer says in its place where that is something else."""

    cell: Cell
    other: str | None


def compare_layers(document: Document, layers: Mapping[int, Characters]) -> Document:
    """The document with the mark `layer_disagrees` where the layer of a scanned page says something else than ours.

    Where it says the same, no doubt goes. Layers (by page number) stand as the pages were set upright to be read.
    """
    pages = {number: layer for number, layer in layers.items() if len(layer)}
    if not pages:
        return document
    compared = [[_compare(cell, pages) for cell in table.cells] for table in document.tables]
    asked = [one for own in compared for one in own if one is not None]
    wrong = [one for one in asked if one.other is not None]
    if len(asked) >= MANY and len(wrong) > (1 - WORTH) * len(asked):
        message = f"what a recogniser has put behind the scan differs in {len(wrong)} of {len(asked)} cells: not used"
        return replace(document, notices=(*document.notices, Notice("info", "readers_disagree", message, min(pages))))
    tables = tuple(_marked(table, own) for table, own in zip(document.tables, compared, strict=True))
    return replace(document, tables=tables, notices=(*document.notices, *map(_notice, wrong)))


def _compare(cell: Cell, layers: Mapping[int, Characters]) -> Compared | None:
    """A cell beside what the layer says in its places; none where that is nothing."""
    texts = [_text_in(place, layers[place.page]) for place in cell.places if place.page in layers]
    other = "\n".join(text for text in texts if text)
    if not other or len(texts) < len(cell.places):
        return None
    agrees = is_same(cell.text, other) or all(is_same(cell.text, text) for text in texts)
    return Compared(cell, None if agrees else other)


def _text_in(place: Region, layer: Characters) -> str:
    x, y = (layer.x0 + layer.x1) / 2, (layer.top + layer.bottom) / 2
    inside = (place.x0 <= x) & (x <= place.x1) & (place.top <= y) & (y <= place.bottom)
    (lines,) = read_blocks(layer, np.where(inside, 0, -1), 1)
    texts = (" ".join(word for word in line.text.split() if word != RULE) for line in lines)
    return "\n".join(filter(None, texts))


def _marked(table: Table, compared: Iterable[Compared | None]) -> Table:
    cells = (
        replace(cell, marks=cell.marks | {"layer_disagrees"}) if one is not None and one.other is not None else cell
        for cell, one in zip(table.cells, compared, strict=True)
    )
    return replace(table, cells=tuple(cells))


def _notice(one: Compared) -> Notice:
    message = f"read from the picture {one.cell.text!r}, and the text behind it says {one.other!r}"
    return Notice("warning", "readers_disagree", message, one.cell.places[0].page, one.cell.at)
