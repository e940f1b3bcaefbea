"""Which rows of a transcript's annexe table do not stand in the columns of their like, and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from extract.model import Cell

from .figure import read_figure
from .grid import mend
from .header import Header
from .knowledge import Knowledge
from .label import whole_label
from .layout import phrase_pattern
from .period import read_periods
from .reading import Territories
from .spelling import fold
from .subject import split_code
from .territory import split_cell

Kind = Literal["empty", "code", "words", "territory", "label", "labelled", "figure"]
"""What a text looks like, wherever it stands: `code` begins with a measure's number, `label` is a territory's label
without a figure, `labelled` begins with one, `figure` is a number or a marker, `territory` is the whole name of one in
a table with a column for them."""
FIGURES: frozenset[Kind] = frozenset(("label", "labelled", "figure"))
NO_FIGURE = frozenset(("text", "ambiguous", "blank"))


@dataclass(eq=False)
class Line:
    """A row of the grid: by column the printed cells that now stand there, and what was noticed about it.

    `covered`: columns that a merged cell fills which begins above or is wider than one column; they stay where they are.
    `moved`, `doubtful`, `by_order`: something was set right, could not be, or was matched by the order of rows.
    """

    number: int
    cells: dict[int, tuple[Cell, ...]]
    covered: dict[int, Cell]
    moved: bool = False
    doubtful: bool = False
    by_order: bool = False
    label_of: int | None = None
    """The row whose label this row's figures belong to."""

    def text(self, column: int) -> str:
        """What stands in a column."""
        if column in self.covered:
            return self.covered[column].text
        return "\n".join(cell.text for cell in self.cells.get(column, ()) if cell.text.strip())

    def filled(self) -> list[int]:
        """The columns whose own cells hold a text."""
        return sorted(column for column in self.cells if self.text(column).strip())


@dataclass(frozen=True, slots=True)
class Plan:
    """How the rows of the table are laid out, from its header and from most of its rows."""

    header: Header
    knowledge: Knowledge
    territories: Territories
    measure: int | None
    indicator: int
    comments: tuple[int, ...]
    territory: int | None
    periods: tuple[int, ...]
    is_coded: bool = False
    last: int = 0
    can_align: bool = False
    small_comments: bool = False
    usual: Mapping[tuple[int, ...], int] = field(default_factory=dict)

    @property
    def first(self) -> int:
        """The first column of figures."""
        return self.periods[0]

    def kind(self, text: str) -> Kind:
        """What a text looks like."""
        plain = mend(text)
        if not plain:
            return "empty"
        code, rest = split_code(plain, self.knowledge)
        if code and re.search(r"[^\W\d_]{3}", rest):
            return "code"
        if self.territory is not None and whole_label(plain, self.knowledge):
            return "territory"
        parts = split_cell(text, self.knowledge, self.territories.known)
        if parts[0].codes:
            return "labelled" if any(part.text for part in parts) else "label"
        return "words" if read_figure(plain, self.knowledge).status in NO_FIGURE else "figure"

    def codes(self, line: Line) -> frozenset[str]:
        """The territories that a row's cells name."""
        if self.territory is not None:
            return frozenset(whole_label(line.text(self.territory), self.knowledge))
        return frozenset(code for column in self.periods for code in self.codes_in(line, column))

    def codes_in(self, line: Line, column: int) -> frozenset[str]:
        """The territories that a row's own cell in a column names."""
        if column not in line.cells:
            return frozenset()
        parts = split_cell(line.text(column), self.knowledge, self.territories.known)
        return frozenset(code for part in parts for code in part.codes)


def read_plan(header: Header, knowledge: Knowledge, territories: Territories, lines: Iterable[Line]) -> Plan:
    """The plan of a table with these rows."""

    def first_of(role: Literal["measure", "territory", "section"]) -> int | None:
        columns = header.of_role(role)
        return columns[0].number if columns else None

    periods = tuple(column.number for column in header.periods)
    measure = first_of("measure") if header.of_role("measure") else first_of("section")
    comments = tuple(c.number for c in header.of_role("comment") if c.number < periods[0])
    indicator = header.of_role("indicator")[0].number
    plan = Plan(header, knowledge, territories, measure, indicator, comments, first_of("territory"), periods)
    lines = list(lines)
    kinds = Counter(plan.kind(line.text(measure or 0)) for line in lines if line.filled()[:1] == [measure or 0])
    coded = kinds["code"] > 1 and kinds["code"] * 3 >= kinds["code"] + kinds["words"]
    usual = Counter(tuple(c for c in periods if line.text(c).strip()) for line in lines)
    del usual[()]
    ends = Counter(columns[-1] for columns in usual.elements())
    last = max(ends, key=lambda column: (ends[column], column), default=periods[-1])
    aligned = (
        bool(ends) and ends[last] * 2 >= sum(ends.values()) and periods == tuple(range(periods[0], periods[-1] + 1))
    )
    small = Counter(is_small(line.text(c)) for line in lines for c in comments if line.text(c).strip())
    mostly_small = small[True] * 3 > small.total()
    return replace(plan, is_coded=coded, last=last, can_align=aligned, usual=usual, small_comments=mostly_small)


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
        or any(line.text(c).strip() for c in line.filled() if c >= len(plan.header.columns) or _is_unknown(c, plan))
        or (has_figures and not _has_lawful_figures(line, plan, list(block), above))
    )


def _is_unknown(column: int, plan: Plan) -> bool:
    """Whether a column has no header at all: what stands in it was pushed there."""
    return not plan.header.columns[column].label.strip()


def has_lawful_labels(line: Line, plan: Plan, has_figures: bool) -> bool:
    """Whether measure, indicator, comment and territory stand in their columns."""
    label = plan.kind(line.text(plan.indicator))
    if label in FIGURES or label == "territory" or starts_like_rest(line.text(plan.indicator), plan):
        return False
    if plan.measure is not None and plan.measure not in line.covered:
        measure = plan.kind(line.text(plan.measure))
        if measure in FIGURES or measure == "territory" or (measure == "words" and not _may_be_measure(line, plan)):
            return False
        if measure == "empty" and label == "code" and plan.is_coded:
            return False
        if measure != "empty" and label == "empty" and has_figures:
            return False
    if label == "empty" and line.filled() and says_group(line.text(line.filled()[-1]), plan) and not has_figures:
        return False
    if any(plan.kind(line.text(c)) in (*FIGURES, "territory") for c in plan.comments if c in line.cells):
        return False
    comments = [line.text(c) for c in plan.comments if c in line.cells]
    if label != "empty" and not plan.small_comments and any(is_small(text) for text in comments):
        return False
    if label == "empty" and has_figures and any(line.text(c).strip() for c in plan.comments if c in line.cells):
        return plan.measure is None or "joined_over_page" in {
            m for cs in line.cells.values() for c in cs for m in c.marks
        }
    own = plan.territory is not None and has_figures
    return not own or plan.kind(line.text(plan.territory or 0)) == "territory"


def _may_be_measure(line: Line, plan: Plan) -> bool:
    """Whether a text without a number may name a measure: in a table that numbers none, beside a label and a comment."""
    comments = [c for c in plan.comments if c in line.cells]
    return not plan.is_coded and (
        not comments or any(line.text(c).strip() for c in comments) or len(line.filled()) == 1
    )


def is_small(text: str) -> bool:
    """Whether a text begins in lower case."""
    return text.strip()[:1].islower()


def starts_like_rest(label: str, plan: Plan) -> bool:
    """Whether a label begins as the rest of another text does, or as a note."""
    plain = mend(label)
    return bool(plain) and (is_small(plain) or fold(plain).startswith(plan.knowledge.layout.note_starts))


def says_group(text: str, plan: Plan) -> bool:
    """Whether a text names a group of indicators."""
    layout = plan.knowledge.layout
    folded = fold(text)
    return folded.endswith(layout.group_endings) or phrase_pattern(layout.group_phrases).search(folded) is not None


def _has_lawful_figures(line: Line, plan: Plan, block: list[Line], above: Line | None) -> bool:
    """Whether the figures end with the last column, without gaps that no other row has, all labelled or none."""
    columns = tuple(c for c in plan.periods if line.text(c).strip())
    if columns[-1] != plan.last and not _is_joint(plan.last, block, line, plan):
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
        rests = [c for c, kind in kinds.items() if c > plan.first and kind == "words" and _is_rest(line.text(c))]
        return not any(line.text(c - 1).strip() for c in rests)
    odd = [c for c, kind in kinds.items() if kind not in ("label", "labelled")]
    return all(above is not None and plan.kind(above.text(c)) == "label" for c in odd)


def _is_split_over_columns(line: Line, plan: Plan) -> bool:
    """Whether two neighbours name a territory each where other cells of the row name both."""
    codes = {c: plan.codes_in(line, c) for c in plan.periods}
    pairs = [(codes[a], codes[b]) for a, b in zip(plan.periods, plan.periods[1:], strict=False)]
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


def _is_rest(text: str) -> bool:
    """Whether a text is words that begin in lower case, or a sign or unit alone."""
    plain = mend(text)
    if not any(map(str.isdigit, plain)) and ("€" in plain or "%" in plain):
        return True
    return not any(map(str.isalnum, plain)) or (len(plain) > 1 and plain[0].islower() and plain[1].isalpha())
