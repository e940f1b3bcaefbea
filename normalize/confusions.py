"""Scanned print: signs of one shape, told apart where the grammar leaves one of them, in doubt elsewhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.model import Address, Cell, Notice
from schemas.vocabulary import Status

from .figure import read_figure
from .grid import Grid, mend, to_grid
from .header import Header
from .knowledge import Knowledge
from .label import whole_label
from .reading import Reading
from .spelling import squeeze
from .territory import split_cell

UNSURE = frozenset({"ocr_low_confidence"})
NOT_UNDERSTOOD: frozenset[Status] = frozenset({"text", "ambiguous"})
TOKEN = re.compile(r"[^\s.,:;()/]+")

FindLabels = Callable[[str, frozenset[str], Knowledge], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Meant:
    """What a text that is no figure as it was read may say; where that is several things, the text as it was read."""

    text: str


@lru_cache(maxsize=4096)
def meant_by(text: str, knowledge: Knowledge) -> Meant | None:
    """What a scanned figure says once signs of one shape are told apart; none where it needs, or bears, no such help.

    Never sure: the row is for review.
    """
    if len(text) > knowledge.confusions.longest or read_figure(text, knowledge).status not in NOT_UNDERSTOOD:
        return None
    shape = knowledge.confusions.shape_of(squeeze(text).upper())
    markers = {
        marker.status: spelling
        for spelling, marker in knowledge.markers.items()
        if knowledge.confusions.shape_of(spelling.upper()) == shape
    }
    digits = _in_digits(text, knowledge)
    is_number = digits != text and read_figure(digits, knowledge).status not in NOT_UNDERSTOOD
    found = [*markers.values(), *([digits] if is_number else [])]
    return Meant(found[0] if len(found) == 1 else text) if found else None


def _in_digits(text: str, knowledge: Knowledge) -> str:
    """The text, each word of it in digits that holds one and nothing else but letters of their shapes."""
    confusions = knowledge.confusions

    def digits_of(match: re.Match[str]) -> str:
        word = match[0]
        in_digits = confusions.shape_of(word)
        has_digit = any(map(str.isdigit, word)) or word in confusions.lone
        return in_digits if has_digit and in_digits.isdigit() else word

    return TOKEN.sub(digits_of, text)


def with_known_labels(
    grid: Grid, headers: Iterable[Header], known: frozenset[str], knowledge: Knowledge
) -> tuple[Grid, list[Notice]]:
    """The grid, its labels of territories that the document is about told from what has their shape ("Pour le 6B :").

    Only where a text then has a label that it had not.
    """
    mended: dict[Address, Cell] = {}
    for header in headers:
        labels = {column.number for column in header.of_role("territory")}
        figures = {column.number for column in header.periods}
        body = frozenset(header.body)
        for cell in grid.table.cells:
            if cell.at.row in body and cell.at.column in labels | figures and cell.text.strip():
                find = _labels_before if cell.at.column in figures else _label_of_all
                text = _labelled(cell.text, find, known, knowledge)
                if text != cell.text:
                    mended[cell.at] = replace(cell, text=text)
    if not mended:
        return grid, []
    notices = [_notice(cell, mended[cell.at].text) for cell in grid.table.cells if cell.at in mended]
    cells = tuple(mended.get(cell.at, cell) for cell in grid.table.cells)
    return to_grid(replace(grid.table, cells=cells)), notices


def _notice(cell: Cell, text: str) -> Notice:
    message = f"read as {cell.text!r}, taken for {text!r}: the only territory of the document with such a label"
    return Notice("info", "row_not_understood", message, cell.places[0].page if cell.places else None, cell.at)


def _labelled(text: str, find: FindLabels, known: frozenset[str], knowledge: Knowledge) -> str:
    """The text with its labels as the document's list has them, if these are labels where they stand.

    The space before a territory may be lost ("Département68").
    """
    before = find(text, known, knowledge)
    for code in sorted(known & knowledge.territories.keys()):
        for name in (code, knowledge.territories[code].name):
            pattern = "".join(map(knowledge.confusions.class_of, name))
            parted = re.sub(rf"(?<=[^\W\d_]){re.escape(name)}(?!\w)", f" {name}", text)
            other = re.sub(rf"(?<!\w){pattern}(?!\w)", name, parted)
            labels = find(other, known, knowledge) if other != text else before
            if len(labels) > len(before) and set(labels) - set(before) == {code}:
                text, before = other, labels
    return text


def _label_of_all(text: str, known: frozenset[str], knowledge: Knowledge) -> tuple[str, ...]:
    """The known territories that a text is the label of."""
    return tuple(code for code in whole_label(mend(text), knowledge) if code in known)


def _labels_before(text: str, known: frozenset[str], knowledge: Knowledge) -> tuple[str, ...]:
    """The known territories that labels of figures in a text are for sure of, those of one label after the other."""
    parts = split_cell(text, knowledge, known)
    return tuple(code for part in parts if not part.is_doubtful for code in part.codes if code in known)


def doubt_swallowed_signs(readings: Sequence[Reading], knowledge: Knowledge) -> list[Reading]:
    """The readings, those flagged that end as a misread sign does where the indicator's others bear that sign."""
    by_key: dict[Address | None, list[str]] = defaultdict(list)
    for reading in readings:
        by_key[reading.subject.key].append(reading.text.rstrip())
    return [
        replace(r, flags=r.flags | UNSURE) if _is_swallowed(r.text.rstrip(), by_key[r.subject.key], knowledge) else r
        for r in readings
    ]


def _is_swallowed(text: str, texts: Sequence[str], knowledge: Knowledge) -> bool:
    return any(
        text.endswith(sign.read) and text[:1].isdigit() and any(other.endswith(sign.sign) for other in texts)
        for sign in knowledge.confusions.swallowed
    )
