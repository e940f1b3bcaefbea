"""How the rows of a transcript's annexe table are laid out: what a text looks like, where most rows have what."""

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
from .heading import split_code
from .knowledge import Knowledge
from .label import whole_label
from .layout import ColumnRole, phrase_pattern
from .reading import Territories
from .spelling import fold
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

    `covered`: the columns of merged cells, and of those that begin above: they stay where they are.
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

    def own(self, column: int) -> str:
        """What stands in a column and begins in this row: not a merged cell from above."""
        cell = self.covered.get(column)
        return "" if cell is not None and cell.at.row != self.number else self.text(column)

    def fixed(self) -> list[Cell]:
        """The merged cells that begin in this row."""
        return list(dict.fromkeys(cell for cell in self.covered.values() if cell.at.row == self.number))

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
        if code and (re.search(r"[^\W\d_]{3}", rest) or (not rest and plain.endswith("."))):
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

    def names_twice(self, text: str) -> bool:
        """Whether a cell has two parts for the same territory."""
        parts = split_cell(text, self.knowledge, self.territories.known)
        codes = [code for part in parts for code in part.codes]
        return len(codes) > len(set(codes))

    def codes_in(self, line: Line, column: int) -> frozenset[str]:
        """The territories that a row's own cell in a column names."""
        if column not in line.cells:
            return frozenset()
        parts = split_cell(line.text(column), self.knowledge, self.territories.known)
        return frozenset(code for part in parts for code in part.codes)


def read_plan(header: Header, knowledge: Knowledge, territories: Territories, lines: Iterable[Line]) -> Plan:
    """The plan of a table with these rows."""

    def first_of(role: ColumnRole) -> int | None:
        columns = header.of_role(role)
        return columns[0].number if columns else None

    periods = tuple(column.number for column in header.periods)
    measure = first_of("measure") if header.of_role("measure") else first_of("section")
    comments = tuple(c.number for c in header.of_role("comment") if c.number < periods[0])
    indicator = header.of_role("indicator")[0].number
    plan = Plan(header, knowledge, territories, measure, indicator, comments, first_of("territory"), periods)
    lines = list(lines)
    kinds = Counter(plan.kind(line.own(measure or 0)) for line in lines)
    coded = kinds["code"] > 1 and kinds["code"] * 3 >= kinds["code"] + kinds["words"]
    usual = Counter(tuple(c for c in periods if line.text(c).strip()) for line in lines)
    del usual[()]
    ends = Counter(columns[-1] for columns in usual.elements())
    often = [column for column, times in ends.items() if times > 1 and times * 4 >= ends.total()]
    last = max(often or ends, default=periods[-1])
    aligned = (
        bool(ends) and ends[last] * 2 >= sum(ends.values()) and periods == tuple(range(periods[0], periods[-1] + 1))
    )
    small = Counter(is_small(line.text(c)) for line in lines for c in comments if line.text(c).strip())
    mostly_small = small[True] * 3 > small.total()
    return replace(plan, is_coded=coded, last=last, can_align=aligned, usual=usual, small_comments=mostly_small)


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
