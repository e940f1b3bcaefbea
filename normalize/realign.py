"""A misplaced row to where its cells belong: by the columns of its like, or not at all."""

from __future__ import annotations

from dataclasses import dataclass, replace

from extract.model import Cell

from .misplaced import has_lawful_labels, is_misplaced
from .plan import FIGURES, Line, Plan

Slots = dict[int, tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class _Figures:
    """The figures of a row from the first to the last, where they begin, and by how many columns they move right."""

    slots: list[tuple[Cell, ...]]
    start: int
    moved: int


def realign(line: Line, plan: Plan, block: list[Line], above: Line | None) -> Slots | None:
    """Where the cells of a misplaced row belong; none where that is not certain enough to try.

    The figures end with the last column, as those of most rows do; what then has no column left is the rest of its
    left neighbour if it alone has no label. Labels move by one column or not at all.
    """
    filled = line.filled()
    starts = [c for c in filled if plan.kind(line.text(c)) in FIGURES]
    periods = [c for c in filled if c >= plan.first]
    begin = min([*starts[:1], *([] if periods and periods[-1] > plan.last else periods[:1])], default=None)
    figures = _figures(line, plan, begin, filled) if begin is not None else _Figures([], plan.first, 0)
    odd = [c for c in filled if begin is not None and begin <= c < plan.first and c not in starts]
    if figures is None or odd:
        return None
    placed = {figures.start + i: cells for i, cells in enumerate(figures.slots) if cells}
    labels = [c for c in filled if begin is None or c < begin]
    begins_in_labels = begin is not None and begin < plan.first and figures.moved == 1
    for step in (1, 0, -1) if begins_in_labels else (0, 1, -1):
        moved = {c + step: line.cells[c] for c in labels}
        if any(not 0 <= c < plan.first or c in line.covered or c in placed for c in moved):
            continue
        trial = _trial(line, {**moved, **placed})
        if has_lawful_labels(trial, plan, bool(placed)) and not is_misplaced(trial, plan, [trial, *block], above):
            return trial.cells
    return None


def _trial(line: Line, slots: Slots) -> Line:
    return replace(line, cells=dict(sorted(slots.items())))


def _figures(line: Line, plan: Plan, begin: int, filled: list[int]) -> _Figures | None:
    """The row's figures and where they begin when they end with the last column."""
    slots = [line.cells.get(c, ()) if line.text(c).strip() else () for c in range(begin, filled[-1] + 1)]
    in_place = begin >= plan.first and filled[-1] == plan.last
    if in_place:
        return _Figures(slots, begin, 0)
    if not plan.can_align or any(c in line.covered for c in plan.periods):
        return None
    excess = len(slots) - (plan.last - plan.first + 1)
    if excess > 0:
        joined = _join_rests(line, plan, begin, slots)
        if joined is None or len(slots) - len(joined) != excess:
            return None
        slots = joined
    start = plan.last - len(slots) + 1
    own = tuple(start + i for i, cells in enumerate(slots) if cells)
    if begin >= plan.first and filled[-1] < plan.last and not plan.usual.get(own):
        return None
    return _Figures(slots, start, start - begin)


def _join_rests(line: Line, plan: Plan, begin: int, slots: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]] | None:
    """The figures with each text that alone has no label joined to its left neighbour."""
    kinds = [plan.kind(line.text(begin + i)) for i in range(len(slots))]
    if kinds[0] not in ("label", "labelled"):
        return None
    joined: list[tuple[Cell, ...]] = []
    for kind, cells in zip(kinds, slots, strict=True):
        if kind in ("words", "figure") and joined and joined[-1]:
            joined[-1] += cells
        else:
            joined.append(cells)
    return joined


def join_by_order(line: Line, below: Line, plan: Plan) -> bool:
    """Let the figures of the row below follow the labels of this one, in their order; false where they do not match."""
    labels = [c for c in line.filled() if plan.kind(line.text(c)) in FIGURES]
    values = below.filled()
    if not labels or len(labels) != len(values) or below.covered.keys() & set(plan.periods):
        return False
    if any(plan.kind(line.text(c)) != "label" for c in labels):
        return False
    if values[0] < plan.first - 1 or any(plan.kind(below.text(c)) not in ("figure", "words") for c in values):
        return False
    for label, value in zip(labels, values, strict=True):
        line.cells[label] += below.cells[value]
    below.cells = {}
    line.moved = True
    return True
