"""Rows of a transcript that do not stand in their columns: set right where their like show how, and always in doubt.

A transcript has no rules, and engines drop cells that are empty: a row then stands too far left although it may have
as many cells as the header. Nothing moves without the mark `shifted`, which sets a row for review; what is misplaced
and cannot be set right keeps its place and has the mark too. Addresses stay those of the print.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extract.model import Address, Cell, Mark, Notice
from schemas.vocabulary import Role

from .grid import Grid, to_grid
from .header import Header
from .knowledge import Knowledge
from .misplaced import is_misplaced, is_other_header
from .plan import Line, Plan, read_plan, says_group
from .reading import Reading, Territories
from .realign import join_by_order, realign
from .scopes import doubt_of_rows, match_by_order


@dataclass(frozen=True, slots=True)
class Repaired:
    """A grid whose cells stand where they belong. `printed`: for a cell's place in it, its address in the print.

    `absorbed`: cells of the print whose text stands in another cell now, with that cell's place.
    """

    grid: Grid
    headers: tuple[Header, ...]
    printed: dict[Address, Address] = field(default_factory=dict)
    absorbed: dict[Address, Address] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()

    def as_printed(
        self, readings: list[Reading], roles: dict[Address, Role], notices: Sequence[Notice]
    ) -> tuple[list[Reading], dict[Address, Role], list[Notice]]:
        """What was read from the grid, under the addresses of the print."""

        def address(at: Address) -> Address:
            return self.printed.get(at, at)

        found = [replace(r, cell=replace(r.cell, at=address(r.at))) for r in readings]
        begun = {cell.at for cell in self.grid.table.cells}
        own = {address(at): role for at, role in roles.items() if at in begun}
        own |= {at: roles[place] for at, place in self.absorbed.items() if place in roles}
        said = [replace(n, at=address(n.at)) if n.at else n for n in notices]
        said += [replace(n, at=at) for at, place in self.absorbed.items() for n in notices if n.at == place]
        return found, own, [*self.notices, *said]


@dataclass(frozen=True, slots=True)
class _Part:
    """The rows below one header, set right, and which of them are in doubt."""

    plan: Plan
    lines: list[Line]
    doubtful: set[int]


def repair(grid: Grid, headers: tuple[Header, ...], territories: Territories, knowledge: Knowledge) -> Repaired:
    """Find the rows that are misplaced below each header, and set right those whose like show how."""
    printed: dict[Address, Address] = {}
    parts = [_part(grid, header, (territories, knowledge), printed) for header in headers if header.periods]
    own = {part.plan.header.first_row: part.plan.header for part in parts}
    return _build(grid, parts, tuple(own.get(header.first_row, header) for header in headers), printed)


def _part(grid: Grid, header: Header, known: tuple[Territories, Knowledge], printed: dict[Address, Address]) -> _Part:
    begun = {cell.at for cell in grid.table.cells}
    lines = [_line(grid, row, begun) for row in header.body]
    plan = read_plan(header, known[1], known[0], lines)
    again = {line.number: is_other_header(line, plan) for line in lines}
    plan = replace(plan, header=replace(header, again=header.again | {row for row, which in again.items() if which}))
    body = [line for line in lines if not again[line.number]]
    _set_right(body, plan)
    printed |= _widen_headings(body, plan, grid)
    match_by_order(body, plan)
    other = min((row for row, which in again.items() if which == "other"), default=len(grid.rows))
    return _Part(plan, body, doubt_of_rows(body, plan) | {line.number for line in body if line.number > other})


def _line(grid: Grid, row: int, begun: set[Address]) -> Line:
    """A row by column. A row that is too short has no cell where the grid shows an empty one."""
    cells: dict[int, tuple[Cell, ...]] = {}
    covered: dict[int, Cell] = {}
    for column, cell in enumerate(grid.rows[row]):
        if cell.at.row == row and cell.rowspan == cell.colspan == 1:
            cells |= {column: (cell,)} if cell.at in begun else {}
        else:
            covered[column] = cell
    return Line(row, cells, covered)


def _set_right(lines: list[Line], plan: Plan) -> None:
    """Join labels and their figures that stand in two rows, then move what is misplaced."""
    for line, below in pairwise(lines):
        join_by_order(line, below, plan)
    for place, line in enumerate(lines):
        above = lines[place - 1] if place else None
        block = _block(lines, place, plan)
        line.doubtful = _is_joined_unsure(line)
        if not is_misplaced(line, plan, block, above):
            continue
        slots = realign(line, plan, block, above)
        if slots is None:
            line.doubtful = True
        else:
            line.cells, line.moved = slots, True


def _is_joined_unsure(line: Line) -> bool:
    own = [*line.fixed(), *(cell for cells in line.cells.values() for cell in cells)]
    return any("joined_unsure" in cell.marks for cell in own)


def _block(lines: list[Line], place: int, plan: Plan) -> list[Line]:
    """The rows of a row's indicator: from the nearest label above to the next one below."""
    first, end = place, place + 1
    while first and not _begins(lines[first], plan):
        first -= 1
    while end < len(lines) and not _begins(lines[end], plan):
        end += 1
    return lines[first:end]


def _begins(line: Line, plan: Plan) -> bool:
    return any(c in line.cells and line.text(c).strip() for c in {plan.indicator, plan.measure or 0})


def _widen_headings(lines: list[Line], plan: Plan, grid: Grid) -> dict[Address, Address]:
    """Give a heading the width that a transcript cannot show: that of its row. Gives where each is printed.

    It is a lone text with a number in a table without a column for measures, or a group's name without figures.
    """
    printed: dict[Address, Address] = {}
    for line in lines:
        first = line.cells.get(plan.indicator)
        right = [c for c in (*line.filled(), *line.covered) if c > plan.indicator]
        if not first or right:
            continue
        lone = line.filled() == [plan.indicator]
        is_measure = plan.measure is None and lone and plan.kind(line.text(plan.indicator)) == "code"
        if is_measure or says_group(line.text(plan.indicator), plan):
            at = Address(grid.table.number, line.number, plan.indicator)
            printed[at] = first[0].at
            cell = replace(first[0], at=at, colspan=grid.columns - plan.indicator)
            line.cells = {c: cells for c, cells in line.cells.items() if c < plan.indicator}
            line.covered |= dict.fromkeys(range(plan.indicator, grid.columns), cell)
    return printed


def _build(grid: Grid, parts: list[_Part], headers: tuple[Header, ...], printed: dict[Address, Address]) -> Repaired:
    rows = {line.number for part in parts for line in part.lines}
    kept = [cell for cell in grid.table.cells if cell.at.row not in rows]
    absorbed: dict[Address, Address] = {}
    for part in parts:
        for line in part.lines:
            marks: set[Mark] = {"shifted"} if line.number in part.doubtful else set()
            marks |= {"by_order"} if line.by_order else set()
            kept += [_marked(cell, marks, part.plan) for cell in line.fixed()]
            for column, cells in line.cells.items():
                at = Address(grid.table.number, line.number, column)
                first = _bearer(cells, part.plan)
                own = frozenset(mark for cell in cells for mark in cell.marks)
                kept.append(_marked(replace(first, at=at, text=line.text(column), marks=own), marks, part.plan))
                printed[at] = first.at
                absorbed |= {cell.at: at for cell in cells if cell is not first}
            _spread_empty(grid, line, printed, kept)
    table = replace(grid.table, cells=tuple(sorted(kept, key=lambda cell: cell.at)))
    labelled = _with_labels(to_grid(table), parts)
    notices = tuple(notice for part in parts for notice in _notices(part.lines, grid.table.number))
    return Repaired(labelled, headers, printed, absorbed, notices)


def _marked(cell: Cell, marks: set[Mark], plan: Plan) -> Cell:
    """A figure with the doubts of its row; how far those of a label reach is known already."""
    return replace(cell, marks=cell.marks | marks) if cell.at.column in plan.periods else cell


def _bearer(cells: tuple[Cell, ...], plan: Plan) -> Cell:
    """The cell whose address the figure bears: that of the figure, not that of a label alone."""
    return next((cell for cell in cells if plan.kind(cell.text) != "label"), cells[0])


def _spread_empty(grid: Grid, line: Line, printed: dict[Address, Address], kept: list[Cell]) -> None:
    """A moved row's empty cells stand in the columns that are left."""
    if not line.cells:
        return
    used = {cell.at for cells in line.cells.values() for cell in cells}
    begun = (cell for cell in grid.table.cells if cell.at.row == line.number and cell.rowspan == cell.colspan == 1)
    own = (cell for cell in begun if cell.at not in used and not cell.text.strip())
    free = [c for c in range(grid.columns) if c not in line.cells and c not in line.covered]
    for column, cell in zip(free, own, strict=False):
        at = Address(cell.at.table, line.number, column)
        kept.append(replace(cell, at=at))
        printed[at] = cell.at


def _with_labels(grid: Grid, parts: list[_Part]) -> Grid:
    """The grid in which a row that goes with the label of another one has that label, and its comment."""
    rows = [list(row) for row in grid.rows]
    for part in parts:
        for line in part.lines:
            for column in (part.plan.indicator, *part.plan.comments):
                if line.label_of is not None and not rows[line.number][column].text.strip():
                    rows[line.number][column] = rows[line.label_of][column]
    return Grid(grid.table, tuple(tuple(row) for row in rows))


def _notices(lines: list[Line], table: int) -> list[Notice]:
    notices = []
    for line in lines:
        at = Address(table, line.number, 0)
        if line.doubtful:
            message = "its cells do not stand in the columns of their like, and where they belong is not sure"
            notices.append(Notice("warning", "row_not_understood", message, at=at))
        elif line.moved:
            message = "its cells did not stand in the columns of their like, and were set right: look at it"
            notices.append(Notice("info", "row_not_understood", message, at=at))
    return notices
