"""The way down the rows of an annexe table: which subject each has, and what its label cells are."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extract.model import Address, Cell
from schemas.vocabulary import Role

from .columns import says_period
from .comment import comment_of, whole_comments
from .grid import Grid, mend, once
from .header import Header
from .heading import Heading, find_headings, is_cut_from_group, may_be_two, says_again, split_code
from .knowledge import Knowledge
from .label import whole_label
from .layout import ColumnRole, phrase_pattern
from .measure_cells import MeasureCells, rows_of_unsure_measures
from .numbering import Numbering, measure_numbers
from .odd_labels import (
    LABELS,
    ODD_MARKS,
    doubts_of_labels,
    has_unknown_labels,
    hides_heading,
    is_badly_joined,
    is_odd_measure,
    may_hold_more,
    says_header_again,
)
from .parent import doubts_of_figures, next_label, under_bare_group, under_parent
from .spelling import fold, is_misread
from .subject import UNSURE, Subject, Subjects

COLUMN_ROLES: dict[ColumnRole, Role] = {
    "section": "section", "measure": "measure", "number": "indicator",
    "indicator": "indicator", "comment": "comment", "territory": "territory",
}  # fmt: skip


def read_subjects(grid: Grid, headers: tuple[Header, ...], knowledge: Knowledge) -> Subjects:
    """Walk down the rows below each header; what was the measure above one in the middle is so below it."""
    found = Subjects()
    state = Subject()
    for header in headers:
        headings = find_headings(grid, header, knowledge)
        walk = _Walk(grid, header, knowledge, headings, found, state, measure_numbers(grid, header))
        walk.of_table = UNSURE if walk.numbers.is_unsure or has_unknown_labels(grid, header, knowledge) else frozenset()
        for number in range(header.first_row if header is not headers[0] else 0, header.until):
            walk.take(number)
        state = walk.state
        for number in rows_of_unsure_measures(grid, header, found.of_row) & found.of_row.keys():
            subject = found.of_row[number]
            found.of_row[number] = replace(subject, doubts=subject.doubts | UNSURE)
        whole_comments(found.of_row, grid, header)
    return found


@dataclass
class _Walk:
    """The way down the rows of one header. `measure_cell` is where the measure that holds is printed.

    `of_table`, `of_section`, `of_measure`, `of_label`: the doubts that reach to the end of each, whatever is in it.
    `territory_is_outer`: a territory's heading stands above measures, and not inside one.
    `begun`: the measures so far: one that comes back behind another may go on, under a group that is not known.
    `has_rows_before_measures`: rows stand above the first measure of a section; where texts part them it may be theirs.
    """

    grid: Grid
    header: Header
    knowledge: Knowledge
    headings: dict[int, Heading]
    found: Subjects
    state: Subject
    numbers: Numbering = field(default_factory=Numbering)
    of_table: frozenset[str] = frozenset()
    of_section: frozenset[str] = frozenset()
    measure_cell: Address | None = None
    of_measure: frozenset[str] = frozenset()
    of_label: frozenset[str] = frozenset()
    territory_is_outer: bool = False
    territory_has_rows: bool = False
    has_rows_before_measures: bool = False
    begun: set[tuple[object, object, str | None]] = field(default_factory=set)

    def take(self, number: int) -> None:
        """Give a row's cells their roles, and the row its subject."""
        row = self.grid.rows[number]
        if self.header.is_header_row(number):
            self.found.roles.update({cell.at: "header" for cell in row})
            return
        heading = self.headings.get(number)
        self._label_roles(row)
        self.of_table |= UNSURE if not heading and says_header_again(row, self.header) else frozenset()
        if heading is None or heading.role == "group":
            self._measure_of(row, number)
        if any(is_badly_joined(row[c.number], number, self.knowledge) for c in self.header.columns if c.role in LABELS):
            self._doubt_measure()
        if heading:
            self.found.roles[heading.cell.at] = heading.role
            self._under(heading)
            return
        self._indicator_of(row)
        if hides_heading(row, self.header, self.knowledge):
            self._doubt_measure()
        if self.state.indicator:
            self.territory_has_rows = True
            self.has_rows_before_measures |= self.state.measure is None
            doubts = self.state.doubts | self.of_table | self.of_section | self._doubts_of(row)
            self.of_label = doubts if not self.state.is_carried else self.of_label
            doubts |= self.of_label
            self.found.of_row[number] = replace(self.state, doubts=doubts)
            self._maybe_parent(row[self.header.indicator.number], number)

    def _label_roles(self, row: tuple[Cell, ...]) -> None:
        for column in self.header.columns:
            cell = row[column.number]
            if column.role and cell.at not in self.found.roles:
                self.found.roles[cell.at] = COLUMN_ROLES[column.role]

    def _under(self, heading: Heading) -> None:
        """The state below a heading row."""
        state, text = self.state, mend(heading.cell.text)
        doubts = UNSURE if not heading.is_sure or heading.cell.marks & ODD_MARKS else frozenset[str]()
        if not any(map(str.isalnum, text)):  # a colon that the label above lost
            self._doubt_measure()
        elif heading.role == "section":
            is_unsure = may_hold_more(heading.cell, self.knowledge) or is_cut_from_group(heading, self.headings)
            self.of_section = UNSURE if is_unsure else frozenset()
            self._begin(Subject(heading.code, heading.label, doubts=doubts), heading.cell)
        elif heading.role == "measure" and self._goes_on(heading.code, heading.label, heading.cell):
            self.measure_cell = heading.cell.at
        elif heading.role == "measure":
            is_odd = may_be_two(heading, self.knowledge.layout) or is_cut_from_group(heading, self.headings)
            may_be_group = self.of_measure and not (heading.code or state.measure)
            doubts |= UNSURE if is_odd or may_be_group else frozenset()
            new = Subject(state.section_code, state.section, heading.code, heading.label, doubts=doubts)
            self._begin(new, heading.cell)
        elif heading.role == "group":
            group = text.rstrip(" :") if text.endswith(":") else text
            doubts |= self.of_measure | self._doubts_of_words(group) | self._doubts_of_group(heading)
            self.state = replace(state, group=group, indicator="", key=None, comment=None, doubts=doubts)
        elif heading.role == "territory":
            codes = whole_label(text, self.knowledge)
            self.state = replace(state, indicator="", key=None, comment=None, territory=codes, territory_label=text)
            self.territory_is_outer = self.territory_has_rows = False
        elif doubts:
            self._doubt_measure()

    def _begin(self, new: Subject, cell: Cell) -> None:
        """Begin a section or measure. A territory's heading holds on where it stands above measures."""
        old = self.state
        if old.territory:
            self.territory_is_outer |= not self.territory_has_rows
            doubts = new.doubts if self.territory_is_outer else new.doubts | {"territory_inferred"}
            new = replace(new, territory=old.territory, territory_label=old.territory_label, doubts=doubts)
        again = (new.territory, new.section, new.measure_code)
        comes_back = UNSURE if new.measure_code and again in self.begun else frozenset[str]()
        self.begun.add(again)
        new = replace(new, doubts=new.doubts | comes_back | self._doubts_of_words(new.measure or new.section or ""))
        self.state, self.measure_cell, self.of_measure = new, cell.at, new.doubts
        self.has_rows_before_measures &= new.measure is not None

    def _doubt_measure(self) -> None:
        self.of_measure |= UNSURE
        self.state = replace(self.state, doubts=self.state.doubts | UNSURE)

    def _doubts_of_words(self, text: str) -> frozenset[str]:
        """A label that is a word of headers ("Cible", "Réalisé 2021") may say another period than the column's."""
        return frozenset({"period_kind_inferred"}) if text and says_period(text, self.knowledge) else frozenset()

    def _doubts_of_group(self, heading: Heading) -> frozenset[str]:
        """A group right below another one, or one that begins as no heading does, may be the rest of a cut one."""
        above = self.headings.get(heading.cell.at.row - 1)
        text = mend(heading.cell.text)
        begins_low = text[:1].islower() and not phrase_pattern(self.knowledge.layout.piece_starts).match(fold(text))
        return UNSURE if begins_low or (above and above.role == "group") else frozenset()

    def _goes_on(self, code: str | None, label: str, cell: Cell) -> bool:
        """Whether a measure is the one that holds, printed again, perhaps as "2.1 Accueil (suite)".

        Or with another letter, where two readings of its cell differ: then it is misread.
        """
        state = self.state
        if (code, label) == (state.measure_code, state.measure):
            return True
        is_same = code is not None and code == state.measure_code and state.measure is not None
        own, other = fold(label), fold(state.measure or "")
        is_again = own.startswith(other) and says_again(label, self.knowledge)
        return is_same and (is_again or ("ocr_unsure" in cell.marks and is_misread(own, other)))

    def _measure_of(self, row: tuple[Cell, ...], number: int) -> None:
        """The measure that the row's measure cells name; empty ones leave it as it was."""
        for column in self.header.of_role("section"):
            cell = row[column.number]
            text = mend(cell.text)
            code, label = split_code(text, self.knowledge)
            if text and (code, label) != (self.state.section_code, self.state.section):
                self._begin(Subject(code, label), cell)
        cells = list(dict.fromkeys(row[column.number] for column in self.header.of_role("measure")))
        text = " ".join(once(mend(cell.text)) for cell in cells if cell.text.strip())
        if not text:
            gaps = MeasureCells(self.grid, self.header, self.headings)
            if self.state.measure is not None and gaps.is_gap(number, cells, self.measure_cell):
                self._doubt_measure()
            return
        first = next(cell for cell in cells if cell.text.strip())
        if first.at == self.measure_cell:
            return
        code, label = split_code(text, self.knowledge)
        code = code or self.numbers.codes.get(first.at)
        if self._goes_on(code, label, first):
            self.measure_cell = first.at
            return
        may_be_of_rows_above = self.has_rows_before_measures and self.state.measure is None
        may_be_cut = "break_unsure" in first.marks and self.state.measure_code and not code
        if text[:1].islower() and code is None and any(number for _, _, number in self.begun):
            whole = " ".join(filter(None, (self.state.measure, label)))  # the rest of a measure's label
            self.state, self.measure_cell = replace(self.state, measure=whole), first.at
            self._doubt_measure()
            return
        self._begin(replace(under_bare_group(self.state, first), measure_code=code, measure=label), first)
        if is_odd_measure(first, self.knowledge) or may_be_cut or (may_be_of_rows_above and "open_rows" in first.marks):
            self._doubt_measure()

    def _indicator_of(self, row: tuple[Cell, ...]) -> None:
        cell, comment = row[self.header.indicator.number], comment_of(row, self.header)
        state, text = self.state, mend(cell.text)
        if not text or (text == state.indicator and cell.at != state.key):
            self.state = replace(state, comment=comment or state.comment, is_carried=not text)
        else:
            doubts = state.doubts | doubts_of_figures(text, row, self.header, self.knowledge.layout)
            self.state = replace(state, indicator=text, comment=comment, key=cell.at, is_carried=False, doubts=doubts)

    def _maybe_parent(self, label: Cell, number: int) -> None:
        """A label may be a sub-heading of those that follow: then they are under it."""
        if label.at != self.state.key or label.at.row != number:
            return
        following, rows = next_label(self.grid, self.header, self.headings, number)
        if following is not None:
            has_figures = any(self.grid.rows[r][c.number].text.strip() for r in rows for c in self.header.periods)
            self.state = under_parent(self.state, following, has_figures, self.knowledge.layout)

    def _doubts_of(self, row: tuple[Cell, ...]) -> frozenset[str]:
        """What the labels of a row say against it, and that it has no measure where there is a column for them."""
        has_measures = self.header.of_role("measure") or any(h.role == "measure" for h in self.headings.values())
        lacks = UNSURE if has_measures and self.state.measure is None else frozenset[str]()
        words = self._doubts_of_words(mend(row[self.header.indicator.number].text))
        return lacks | words | doubts_of_labels(row, self.header, self.knowledge)
