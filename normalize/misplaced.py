"""Which rows of a transcript's annexe table do not stand in the columns of their like."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Literal

from .grid import mend
from .period import read_periods
from .plan import FIGURES, Kind, Line, Plan, is_small, says_group, starts_like_rest
from .territory import split_cell


def is_other_header(line: Line, plan: Plan) -> Literal["same", "other"] | None:
    """Whether a row is a header: this table's, perhaps with other letters, or that of another table."""
    filled = [c for c in plan.periods if line.text(c).strip()]
    found = {c: periods for c in filled if (periods := read_periods(mend(line.text(c)), plan.knowledge.layout))}
    if len(found) < 2 or len(found) * 2 < len(filled) or any(plan.kind(line.text(c)) in FIGURES for c in found):
        return None
    own = {c.number: c.periods for c in plan.header.periods if c.periods}
    same = all((own[c].usual.name, own[c].usual.kind) == (p.usual.name, p.usual.kind) for c, p in found.items())
    return "same" if same else "other"


def is_misplaced(line: Line, plan: Plan, block: Iterable[Line], above: Line | None) -> bool:
    """Whether a row does not stand as its header and its like say. `block`: the rows of its indicator."""
    has_figures = any(line.text(c).strip() for c in plan.periods)
    return (
        not has_lawful_labels(line, plan, has_figures)
        or any(line.text(c).strip() for c in (*line.cells, *line.covered) if _is_unknown(c, plan))
        or (has_figures and not _has_lawful_figures(line, plan, list(block), above))
    )


def _is_unknown(column: int, plan: Plan) -> bool:
    """Whether a column has no header at all: what stands in it was pushed there."""
    return column >= len(plan.header.columns) or not plan.header.columns[column].label.strip()


def has_lawful_labels(line: Line, plan: Plan, has_figures: bool) -> bool:
    """Whether measure, indicator, comment and territory stand in their columns."""
    label = plan.kind(line.text(plan.indicator))
    if label in FIGURES or label == "territory" or starts_like_rest(line.text(plan.indicator), plan):
        return False
    last = line.filled()[-1] if line.filled() else plan.indicator
    if last > plan.indicator and not has_figures and says_group(line.text(last), plan):
        return False
    if not _has_lawful_measure(line, plan, label, has_figures) or not _has_lawful_comments(
        line, plan, label, has_figures
    ):
        return False
    own = plan.territory is not None and has_figures
    return not own or plan.kind(line.text(plan.territory or 0)) == "territory"


def _has_lawful_measure(line: Line, plan: Plan, label: Kind, has_figures: bool) -> bool:
    """Whether the measure's column holds a measure beside a label, or nothing."""
    if plan.measure is None or plan.measure in line.covered:
        return True
    measure = plan.kind(line.text(plan.measure))
    if measure == "empty":
        return label != "code" or not plan.is_coded
    if measure in FIGURES or measure == "territory" or (measure == "words" and not _may_be_measure(line, plan)):
        return False
    if measure == "code" and not has_figures and says_group(line.text(plan.measure), plan):
        return False  # a measure that took in its group
    if not re.search(r"[^\W\d_]", line.text(plan.measure)) and label != "empty":
        return False  # "4.1." beside its own name
    return label != "empty" or not has_figures


def _has_lawful_comments(line: Line, plan: Plan, label: Kind, has_figures: bool) -> bool:
    """Whether comments are words beside a label; one without label may be the rest of the comment above, or a label."""
    own = [line.text(c) for c in plan.comments if c in line.cells and line.text(c).strip()]
    if any(plan.kind(text) in (*FIGURES, "territory") for text in own):
        return False
    if label != "empty":
        return plan.small_comments or not any(is_small(text) for text in own)
    marks = {mark for cells in line.cells.values() for cell in cells for mark in cell.marks}
    return not own or not has_figures or plan.measure is None or "joined_over_page" in marks


def _may_be_measure(line: Line, plan: Plan) -> bool:
    """Whether a text without number may name a measure: the table numbers none, and a label and a comment follow."""
    comments = [c for c in plan.comments if c in line.cells]
    return not plan.is_coded and (
        not comments or any(line.text(c).strip() for c in comments) or len(line.filled()) == 1
    )


def _has_lawful_figures(line: Line, plan: Plan, block: list[Line], above: Line | None) -> bool:
    """Whether the figures end with the last column, without gaps that no other row has, all labelled or none."""
    columns = _filled(line, plan)
    if columns[-1] != plan.last and not (_ends_before_last(columns, plan) and _is_joint(plan.last, block, line, plan)):
        return False
    whole = tuple(c for c in plan.periods if columns[0] <= c <= columns[-1])
    if columns != whole and plan.usual.get(columns, 0) < 2:
        return False
    if columns[0] != plan.first and re.search(r"\d\s?[%€]?$", mend(line.text(plan.indicator))):
        return False  # a label that took in the first figure
    if _is_split_over_columns(line, plan):
        return False
    kinds = {c: plan.kind(line.text(c)) for c in columns if c in line.cells}
    if not any(kind in ("label", "labelled") for kind in kinds.values()):
        if any(_filled(other, plan) == columns for other in block if other.number != line.number):
            return True  # no other row has room for a rest
        rests = [c for c in kinds if c > plan.first and _is_rest(line.text(c), kinds[c])]
        return not any(line.text(c - 1).strip() for c in rests)
    odd = [c for c, kind in kinds.items() if kind not in ("label", "labelled")]
    return all(above is not None and plan.kind(above.text(c)) == "label" for c in odd)


def _ends_before_last(columns: tuple[int, ...], plan: Plan) -> bool:
    return plan.periods[plan.periods.index(plan.last) - 1] == columns[-1]


def _filled(line: Line, plan: Plan) -> tuple[int, ...]:
    return tuple(c for c in plan.periods if line.text(c).strip())


def _is_split_over_columns(line: Line, plan: Plan) -> bool:
    """Whether a cell took in its neighbour: it names a territory twice; or left it a territory that others name."""
    if any(plan.names_twice(line.text(c)) for c in plan.periods if c in line.cells):
        return True
    codes = {c: plan.codes_in(line, c) for c in plan.periods}
    pairs = [(codes[a], codes[b]) for a, b in pairwise(plan.periods)]
    return any(one and two and not one & two and one | two in codes.values() for one, two in pairs)


def _is_joint(column: int, block: list[Line], line: Line, plan: Plan) -> bool:
    """Whether another row of the indicator says in a column what holds for this row's territories too."""
    own = plan.codes(line)
    for other in block:
        if other is not line and other.text(column).strip():
            parts = split_cell(other.text(column), plan.knowledge, plan.territories.known)
            if any(len(part.codes) > 1 and own <= set(part.codes) for part in parts):
                return True
    return False


def _is_rest(text: str, kind: Kind) -> bool:
    """Whether a text is the rest of another: words in lower case, a sign or unit alone, a number that begins with 0."""
    plain = mend(text)
    if kind != "words":
        return re.match(r"0\d\d\b", plain) is not None
    has_sign = "€" in plain or "%" in plain
    return is_small(plain) or not any(map(str.isalnum, plain)) or (has_sign and not any(map(str.isdigit, plain)))
