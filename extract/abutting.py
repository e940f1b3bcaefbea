"""Rows that stand on each other without any distance, as a word processor prints them: their words part them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise, takewhile
from typing import NamedTuple

from .before import Before
from .breaks import CODE, FIGURE, LABEL, is_capitalised, judge
from .rows import SAME_ROW, Block
from .spacing import LINE_MORE, Spacing, usual_spacing
from .text import TextLine
from .whole_lines import as_whole_lines

FEWEST_FIGURES = 2
"""So many figures that stand below figures begin a row; so many labels do."""
FEW, FEWEST_ROWS = 0.35, 2
"""No distance parts rows where so few gaps show one, and so many rows that begin right below others."""
MOST, SOME = 0.5, 0.25
"""Such shares of a column's lines."""
BESIDE = 0.8
"""Lines that begin less than this share of their height lower stand half beside each other."""
ROOM = 1.2
"""How wide a word is, is known by the letters of its line, give or take such a share."""
UNSURE_WIDTH = 3.0
"""... and how wide a column's texts may be, give or take so many points."""

Columns = Sequence[Sequence[TextLine]]
Near = dict[int, tuple[TextLine, TextLine]]
"""By column, a line and the next one right below it."""


class Spaced(NamedTuple):
    """The lines of a table's columns, their spacing, and where it is unsure what begins a cell: column, top, bottom."""

    columns: Columns
    spacing: Spacing
    unsure: tuple[tuple[int, float, float], ...] = ()


def spaced(
    columns: Columns, headings: Sequence[Block] | None, xs: Sequence[float], block: float, before: Before
) -> Spaced:
    """How a table's lines stand, with those that begin a cell if no distance parts rows.

    `headings`: what runs over several columns where texts part rows; None where rules do. Where rows of the pages
    before had no distance, nor need these have any, though some stand apart: empty cells are high.
    """
    if headings is None:
        return Spaced(columns, before.narrowed(usual_spacing(columns, block), xs))
    whole = as_whole_lines(columns)
    spacing = before.narrowed(usual_spacing(whole, block), xs)
    lines = _Lines(whole, spacing, headings)
    if not (lines.abut or (before.abuts and before.has_columns(xs))):
        return Spaced(whole, spacing)
    joints = list(lines.joints())
    begun = frozenset(joint.below for joint in joints if joint.begins)
    unsure = tuple((j.column, j.above.top, j.below.bottom) for j in joints if not j.is_sure)
    return Spaced(whole, replace(spacing, begun=begun), unsure)


class _Joint(NamedTuple):
    """Two lines of a column, one right below the other, where a row begins: whether a cell begins there."""

    column: int
    above: TextLine
    below: TextLine
    begins: bool
    is_sure: bool


@dataclass
class _Lines:
    """The lines of a table's columns by their levels on the page."""

    columns: Columns
    spacing: Spacing
    headings: Sequence[Block]

    @cached_property
    def levels(self) -> list[dict[int, TextLine]]:
        """For each level its lines, by column."""
        found: list[tuple[float, dict[int, TextLine]]] = []
        for top, number, line in sorted((w.top, c, w) for c, column in enumerate(self.columns) for w in column):
            if not found or top - found[-1][0] > SAME_ROW * self.spacing.height or number in found[-1][1]:
                found.append((top, {}))
            found[-1][1][number] = line
        return [lines for _, lines in found]

    @cached_property
    def widths(self) -> list[float]:
        """How wide each column's texts may be: up to the next one, but for what stands between two at least."""
        inside = [{c: w for c, w in lines.items() if c < self._heading_at(lines)} for lines in self.levels]
        own = [[lines[c] for lines in inside if c in lines] for c in range(len(self.columns))]
        sides = [(min(w.x0 for w in lines), max(w.x1 for w in lines)) if lines else (0.0, 0.0) for lines in own]
        gaps = [right[0] - left[1] for left, right in pairwise(sides)]
        between = min((gap for gap in gaps if gap > 0), default=0.0) + UNSURE_WIDTH
        whole = [right[0] - left[0] - between for left, right in pairwise(sides)]
        return [max(width, x1 - x0) for width, (x0, x1) in zip([*whole, 0.0], sides, strict=True)]

    @cached_property
    def of_figures(self) -> frozenset[int]:
        """The columns of which most lines have a digit, are a marker or begin with a label; some, right of such one."""
        shares = [sum(_is_of_figures(line.text) for line in own) / max(1, len(own)) for own in self.columns]
        first = next((c for c, share in enumerate(shares) if share > MOST), len(shares))
        return frozenset(c for c, share in enumerate(shares) if share > (SOME if c > first else MOST))

    @property
    def abut(self) -> bool:
        """Whether rows begin right below others, and not many stand apart.

        Nor many lines stand half beside others: texts in the middle of their cells begin below blank, but no row.
        """
        gaps = [below.top - above.bottom for column in self.columns for above, below in pairwise(column)]
        least = self.spacing.gap + self.spacing.block * self.spacing.height
        most = self.spacing.gap + LINE_MORE * self.spacing.height
        are_apart = sum(least < gap < most for gap in gaps) > FEW * len(gaps)
        tops = [min(line.top for line in lines.values()) for lines in self.levels]
        steps = [below - above for above, below in pairwise(tops)]
        are_beside = sum(step < BESIDE * self.spacing.height for step in steps) > FEW * len(steps)
        return not (are_apart or are_beside) and sum(map(self._shows_row, pairwise(self.levels))) >= FEWEST_ROWS

    def _shows_row(self, pair: tuple[dict[int, TextLine], dict[int, TextLine]]) -> bool:
        """Whether what begins a row stands right below another: a number, figures, labels again, or what had room."""
        near = self._near(*pair)
        is_beside_begin = len(near) < len(pair[1]) and any(self._had_room(c, *own) for c, own in near.items())
        again = sum(self._is_labelled_again(c, *own) for c, own in near.items()) >= FEWEST_FIGURES
        is_numbered = any(_is_numbered(c, own[1]) for c, own in near.items())
        return is_beside_begin or again or is_numbered or self._figures_begin(near)

    def _is_labelled_again(self, column: int, above: TextLine, below: TextLine) -> bool:
        """Whether the lines right above a line have its label already: no cell has one twice."""
        label = LABEL.match(below.text)
        lines = [line for line in self.columns[column] if line.top <= above.top]
        chain = [*takewhile(lambda pair: not self.spacing.is_of_another(*pair), _upwards([*lines, below]))]
        return label is not None and any(line.text.startswith(label[0]) for line, _ in chain)

    def _near(self, above: dict[int, TextLine], below: dict[int, TextLine]) -> Near:
        pairs = {c: (above[c], line) for c, line in below.items() if c in above}
        return {c: pair for c, pair in pairs.items() if not self.spacing.is_of_another(*pair)}

    def joints(self) -> Iterator[_Joint]:
        """Where rows begin, the lines that have another right above them."""
        for above, below in pairwise(self.levels):
            near, heading = self._near(above, below), min(self._heading_at(above), self._heading_at(below))
            if heading < len(self.columns) or len(near) < len(below) or self._begin_together(near):
                figures = self._figures_begin(near)
                for column, pair in near.items():
                    is_shown = column >= heading or (figures and _are_whole(*pair))
                    yield _Joint(column, *pair, *((True, True) if is_shown else self._judged(column, *pair)))

    def _heading_at(self, lines: dict[int, TextLine]) -> int:
        """The first column of the heading that a level is; none beyond the last one."""
        middles = [(line.top + line.bottom) / 2 for line in lines.values()]
        own = [block.column for block in self.headings for middle in middles if block.top <= middle <= block.bottom]
        return min(own, default=len(self.columns))

    def _begin_together(self, near: Near) -> bool:
        """Whether several lines begin as those above them do, or one with a measure's number."""
        labels = sum(LABEL.match(below.text) is not None for _, below in near.values())
        is_numbered = any(_is_numbered(c, own[1]) for c, own in near.items())
        return labels >= FEWEST_FIGURES or is_numbered or self._figures_begin(near)

    def _figures_begin(self, near: Near) -> bool:
        """Whether whole figures stand below whole figures, beside each other, and some had room above."""
        figures = {c: own for c, own in near.items() if _are_whole(*own)}
        return len(figures) >= FEWEST_FIGURES and any(self._had_room(c, *own) for c, own in figures.items())

    def _judged(self, column: int, above: TextLine, below: TextLine) -> tuple[bool, bool]:
        """Whether a line begins a cell where a row begins, and whether that is sure.

        It does if its first word had room above, or its words show it; a number alone is followed by what it numbers.
        That a label goes on is sure where its words show it; so does hardly any figure.
        """
        if CODE.fullmatch(f"{above.text} "):
            return False, True
        verdict, had_room = judge(above.text, below.text), self._had_room(column, above, below)
        is_repeated = sum(line.text == below.text for line in self.columns[column]) > 1
        is_shown = _is_numbered(column, below) or (verdict == "unsure" and is_repeated)
        begins = had_room or is_shown or verdict == "new" or (verdict == "unsure" and is_capitalised(below.text))
        if column in self.of_figures:
            return begins, begins and (had_room or is_shown or verdict == "new")
        return begins, is_shown or (verdict in ("unfinished", "goes_on") and not begins)

    def _had_room(self, column: int, above: TextLine, below: TextLine) -> bool:
        """Whether the first word of a line had room at the end of the one above."""
        first = below.text.split(maxsplit=1)[0]
        needed = ROOM * (len(first) + 1) / max(1, len(below.text)) * (below.x1 - below.x0)
        return above.x1 - above.x0 + needed < self.widths[column]


def _upwards(lines: Sequence[TextLine]) -> Iterator[tuple[TextLine, TextLine]]:
    return ((above, below) for below, above in pairwise(reversed(lines)))


def _are_whole(above: TextLine, below: TextLine) -> bool:
    return all(FIGURE.fullmatch(line.text.strip()) for line in (above, below))


def _is_numbered(column: int, line: TextLine) -> bool:
    return column == 0 and CODE.match(f"{line.text} ") is not None


def _is_of_figures(text: str) -> bool:
    has_digit = any(map(str.isdigit, text))
    return has_digit or FIGURE.fullmatch(text.strip()) is not None or LABEL.match(text) is not None
