"""What the cells of a column hold, where its header does not tell, or tells too much."""

from __future__ import annotations

from dataclasses import replace

from .columns import Column
from .grid import Grid, mend
from .knowledge import Knowledge
from .label import territories_in, whole_label


def read_cells(grid: Grid, column: Column, end: int, knowledge: Knowledge) -> Column:
    """A column that its header does not tell: of territories, of numbers, or not known for anything."""
    cells = [row[column.number] for row in grid.rows[end:]]
    each = [mend(cell.text) for cell in dict.fromkeys(cells) if cell.text.strip() and cell.colspan == 1]
    texts = set(each)
    if texts and all(whole_label(text, knowledge) for text in texts):
        by_name = all(any(named.by_name for named in territories_in(text, knowledge)) for text in texts)
        if by_name or column.role == "indicator" or len(texts) <= len(each) / 2:
            return replace(column, role="territory", is_inferred=not by_name)
    if column.role == "indicator" and texts and all(not any(map(str.isalpha, text[1:])) for text in texts):
        return replace(column, role="number")
    return replace(column, role=None) if not texts or column.role != "indicator" else column


def holds_words(grid: Grid, column: Column, end: int) -> bool:
    """Whether most cells of a column are words: two columns of which the headers touch were taken for one."""
    texts = [mend(row[column.number].text) for row in grid.rows[end:] if row[column.number].colspan == 1]
    filled = [text for text in texts if text]
    return 2 * sum(sum(map(str.isalpha, text)) > sum(map(str.isdigit, text)) for text in filled) > len(filled)
