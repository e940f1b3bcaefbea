"""Labels that may be sub-headings of those that follow, though no rule or colon says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import filterfalse

from extract.model import Cell

from .grid import Grid, mend
from .header import Header
from .heading import Heading
from .layout import Layout, phrase_pattern
from .spelling import fold
from .subject import UNSURE, Subject


def under_parent(state: Subject, following: str, has_figures: bool, layout: Layout) -> Subject:
    """The subject below an indicator whose label may be a sub-heading too: in doubt, unless its words announce parts.

    It may be one without figures and without a colon, or with both, where the next labels cannot stand alone ("dont
    hommes"), or are no indicators as it is one.
    """
    if has_figures and not state.indicator.endswith(layout.group_endings):
        return state
    starts = phrase_pattern(layout.indicator_starts)
    is_piece = not following[0].isalnum() or following[0].islower()
    is_piece |= phrase_pattern(layout.piece_starts).match(fold(following)) is not None
    is_other = bool(starts.match(fold(state.indicator))) != bool(starts.match(fold(following)))
    if not (is_piece or is_other or has_figures):
        return state
    is_theme = state.group is not None and not (is_piece or has_figures)
    announces = phrase_pattern(layout.group_phrases).search(fold(state.indicator)) is not None
    is_sure = announces and not (is_piece or has_figures or is_theme)
    group = state.group if is_theme else state.indicator.rstrip(" :")
    return replace(state, group=group, doubts=state.doubts | (frozenset() if is_sure else UNSURE))


def under_bare_group(state: Subject, label: Cell) -> Subject:
    """What a measure begins under: its section, and a group right above that has no rows: its label stands lower.

    A page break pushes a measure's label to the next page, else it is odd; a group's doubts are its measure's.
    """
    group = state.group if not state.indicator else None
    is_pushed = "break_unsure" in label.marks or "joined_over_page" in label.marks
    doubts = (state.doubts if is_pushed else UNSURE) if group else frozenset[str]()
    return Subject(state.section_code, state.section, group=group, doubts=doubts)


def next_label(
    grid: Grid, header: Header, headings: Mapping[int, Heading], number: int
) -> tuple[str | None, list[int]]:
    """The next indicator's label below a row, in the same measure, and the rows above it."""
    measures = [column.number for column in header.of_role("measure")]
    rows = [number]
    for below in filterfalse(header.is_header_row, range(number + 1, header.until)):
        row = grid.rows[below]
        new_measure = any(row[c].at.row == below and row[c].text.strip() for c in measures)
        if below in headings or new_measure:
            break
        cell = row[header.indicator.number]
        if cell.text.strip() and cell.at.row == below:
            return mend(cell.text), rows
        rows.append(below)
    return None, rows


def doubts_of_figures(label: str, row: Sequence[Cell], header: Header, layout: Layout) -> frozenset[str]:
    """The doubt of a label that is a group's by its end, where all figures beside it are merged downwards."""
    figures = [row[column.number] for column in header.periods if row[column.number].text.strip()]
    is_odd = label.endswith(layout.group_endings) and all(cell.rowspan > 1 for cell in figures)
    return UNSURE if is_odd else frozenset()
