"""An annexe table that goes on in another table, with or without a header of its own."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from extract.model import Notice

from .figure import read_figure
from .grid import Grid, mend
from .header import Header
from .knowledge import Knowledge
from .layout import phrase_pattern
from .reading import Reading
from .spelling import fold
from .territory import split_cell

MOST = 0.6


def continue_header(grid: Grid, above: Header, knowledge: Knowledge) -> Header | None:
    """The header above, for a table that has the same columns and none of its own; else none.

    It goes on if from the first row with several cells on most texts in columns of figures are figures, and no title
    or cell speaks of amounts; what stands right below a header that has no rows is no title.
    """
    if grid.columns != len(above.columns) or not grid.rows:
        return None
    money = phrase_pattern(knowledge.layout.money)
    title = fold(grid.table.title or "") if above.body else ""
    if money.search(title) or any(money.search(fold(cell.text)) for cell in grid.rows[0]):
        return None
    rows = [row for row in grid.rows if len({cell.at for cell in row}) > 1]
    texts = [[row[c.number].text for c in above.periods if row[c.number].text.strip()] for row in rows]
    are_figures = [[_is_figure(text, knowledge) for text in row] for row in texts]
    flat = [each for row in are_figures for each in row]
    labels = [mend(row[above.indicator.number].text) for row in rows]
    has_labels = any(any(map(str.isalpha, label)) for label in labels)
    begins = next((row for row in are_figures if row), [])
    if not flat or not has_labels or sum(flat) < MOST * len(flat) or not any(begins):
        return None
    return replace(above, first_row=0, end_row=0, until=len(grid.rows), again=frozenset())


def _is_figure(text: str, knowledge: Knowledge) -> bool:
    parts = split_cell(text, knowledge, frozenset())
    return all(read_figure(part.text, knowledge).status not in ("text", "ambiguous") for part in parts)


def doubt_continued(readings: list[Reading], grid: Grid, above: int) -> tuple[list[Reading], Notice]:
    """The readings of such a table, all for review, and the finding that says so."""
    doubted = [replace(r, flags=r.flags | {"row_shift_repaired"}) if r.text else r for r in readings]
    first = grid.table.cells[0]
    message = f"table {grid.table.number} has no header: read with that of table {above}, all its figures for review"
    page = first.places[0].page if first.places else None
    return doubted, Notice("warning", "header_not_understood", message, page, first.at)


def doubt_last(readings: list[Reading]) -> list[Reading]:
    """The readings of the table above, its last label's for review: what parted the two may be the rest of its row."""
    last = readings[-1].subject.key if readings else None
    return [
        replace(r, flags=r.flags | {"rows_matched_by_order"}) if r.text and r.subject.key == last else r
        for r in readings
    ]


def doubt_without_group(above: list[Reading], readings: list[Reading]) -> list[Reading]:
    """The readings of a table with a header of its own, those for review that may go on under the last group above.

    They are of the measure that the table above ends with, and under no group.
    """
    last = above[-1].subject if above else None
    if last is None or last.group is None:
        return readings
    goes_on = takewhile(lambda r: r.subject.of[1:] == last.of[1:] and r.subject.group is None, readings)
    first = len(list(goes_on))
    doubted = [replace(r, flags=r.flags | {"rows_matched_by_order"}) if r.text else r for r in readings[:first]]
    return [*doubted, *readings[first:]]
