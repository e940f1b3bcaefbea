"""Labels that may be others, or two, or a heading: what stands beside them, or below, may be of another subject."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.model import Cell

from .columns import says_header
from .grid import Grid, mend
from .header import Header
from .heading import NUMBER, is_numbered, role_by_word, split_code
from .knowledge import Knowledge
from .layout import ColumnRole, phrase_pattern
from .spelling import fold
from .subject import UNSURE

ODD_MARKS = frozenset("irregular imagined unstable shifted unsure_text readers_disagree".split())
"""A label cell with one of these may stand elsewhere or say something else: so may what it labels."""
FEWEST_ROWS = 4
"""So many rows with a number each show that these number the rows, whatever their header says."""
HYPHENS = "-", "\u2010", "\u00ad"
"""A label that ends so is cut."""
LABELS: tuple[ColumnRole, ...] = ("indicator", "measure", "territory")


def doubts_of_labels(row: tuple[Cell, ...], header: Header, knowledge: Knowledge) -> frozenset[str]:
    """A second label beside the indicator's, two labels or two numbers in one cell, a cut label, one in odd rules."""
    labels = [row[c.number] for c in header.of_role("indicator")]
    beside = any(cell.text.strip() and cell.at != labels[0].at for cell in labels[1:])
    are_two = says_two(labels[0], knowledge) or any(_has_two_numbers(row[c.number]) for c in header.of_role("number"))
    odd = any(row[c.number].marks & ODD_MARKS for c in header.columns if c.role in LABELS)
    is_cut = mend(labels[0].text).endswith(HYPHENS)
    return (UNSURE if beside or are_two or is_cut else frozenset()) | ({"row_shift_repaired"} if odd else frozenset())


def says_two(label: Cell, knowledge: Knowledge) -> bool:
    """Whether a line of a label but the first begins as an indicator does: "... par an", "Part des jeunes".

    Or one but the last ends as a group's label does: "... par thématique :", "Numérique".
    """
    starts = phrase_pattern(knowledge.layout.indicator_starts)
    lines = [line.strip() for line in label.text.strip().split("\n")]
    begins = any(line[:1].isupper() and starts.match(fold(line)) for line in lines[1:])
    return begins or _holds_group(label, knowledge)


def _holds_group(label: Cell, knowledge: Knowledge) -> bool:
    lines = [line.strip() for line in label.text.strip().split("\n")]
    ends = any(line.endswith(knowledge.layout.group_endings) for line in lines[:-1])
    return ends and "open_rows" in label.marks  # a ruled cell is one


def is_odd_measure(measure: Cell, knowledge: Knowledge) -> bool:
    """Whether a measure's cell says something else than it seems to, or holds two measures."""
    is_odd = bool(measure.marks & ODD_MARKS - {"unstable"})  # that mark stands on the empty cells below it too
    return is_odd or _holds_two_numbered(measure, knowledge)


def may_hold_more(section: Cell, knowledge: Knowledge) -> bool:
    """Whether a section's cell may hold a measure's heading too, of which nothing else would tell."""
    return "unstable" in section.marks or _holds_two_numbered(section, knowledge)


def _holds_two_numbered(heading: Cell, knowledge: Knowledge) -> bool:
    """Whether two lines of a cell begin with different numbers, the second as "Mesure 2.2" or "2.2" does."""
    lines = [mend(line) for line in heading.text.strip().split("\n")]
    codes = [split_code(line, knowledge)[0] for line in lines]
    begins = [
        code and ("." in code or role_by_word(line, knowledge.layout)) for code, line in zip(codes, lines, strict=True)
    ]
    return any(begins[1:]) and len({code for code in codes if code}) > 1


def _has_two_numbers(cell: Cell) -> bool:
    """Whether the lines of a cell are numbers of several indicators each."""
    lines = [line.strip(" .") for line in cell.text.split("\n") if line.strip()]
    return len(lines) > 1 and all(NUMBER.fullmatch(line) for line in lines)


def is_badly_joined(cell: Cell, row: int, knowledge: Knowledge) -> bool:
    """Whether a label was put together over a page break and may be two; then what follows may be the second one's."""
    if "joined_over_page" not in cell.marks or cell.at.row != row:
        return False
    return "break_unsure" in cell.marks or says_two(cell, knowledge)


def hides_heading(row: tuple[Cell, ...], header: Header, knowledge: Knowledge) -> bool:
    """Whether a label that is taken for no heading may be one, or hold one.

    It reaches into columns of measures or figures; or has a number, as measures that stand in no column have, and
    several lines, or no figure that is its own for sure; or one of its lines, where its extent is in doubt, or a colon
    beside it announces what follows, or a line but the last ends as a group's label. So may a text with such a number
    that is alone in a row, under comments or figures, and a label over several columns of figures; and one that has its
    number with what stands beside it, in two cells: "Fiche", "action 7 – Accueil".
    """
    label = row[header.indicator.number]
    figures = [row[c.number] for c in header.periods]
    ends = [*label.text.split("\n"), *(cell.text for cell in figures if cell.text.strip() == ":")]
    announces = bool(label.marks & ODD_MARKS) and any(line.rstrip().endswith(":") for line in ends)
    measures = [row[c.number] for c in header.of_role("measure")]
    reaches = any(cell.at == label.at for cell in (*measures, *figures))
    own = (cell for cell in figures if cell.at.row == label.at.row and cell.rowspan == 1 and not cell.marks & ODD_MARKS)
    has_own = any(cell.text.strip() for cell in own)
    may_be_two = "\n" in label.text.strip()
    may_be_one = not header.of_role("measure") and (may_be_two or not has_own)
    is_like_one = may_be_one and is_numbered(mend(label.text), knowledge)
    filled = [cell for cell in dict.fromkeys(row) if cell.text.strip()]
    comments = [row[c.number] for c in header.of_role("comment")]
    is_lone = len(filled) == 1 and filled[0] in (*comments, *figures) and is_numbered(mend(filled[0].text), knowledge)
    if 1 < len(filled) < len(header.columns) and _is_heading_in_parts([mend(cell.text) for cell in filled], knowledge):
        return True
    over = {mend(cell.text) for cell, other in pairwise(figures) if cell.at == other.at}
    if any(_is_like_label(text, knowledge) for text in over):
        return True
    if not label.text.strip():
        return announces or is_lone
    return announces or is_lone or reaches or is_like_one or _holds_group(label, knowledge)


def _is_heading_in_parts(texts: Sequence[str], knowledge: Knowledge) -> bool:
    """Whether texts beside each other name a section or measure, and the first of them alone does not."""
    is_whole = role_by_word(texts[0], knowledge.layout) is not None
    return not is_whole and role_by_word(" ".join(texts), knowledge.layout) is not None


def _is_like_label(text: str, knowledge: Knowledge) -> bool:
    """Whether a text ends as a group's label does, or begins as an indicator's."""
    starts = phrase_pattern(knowledge.layout.indicator_starts)
    return text.endswith(knowledge.layout.group_endings) or starts.match(fold(text)) is not None


def has_unknown_labels(grid: Grid, header: Header, knowledge: Knowledge) -> bool:
    """Whether words stand before the indicators under a header that is not understood: a measure, or a territory.

    Or numbers under none that are not each row's own: they may be those of measures. Or a heading in a header, or
    measures where sections should stand.
    """
    rows = [grid.rows[row] for row in range(header.first_row, header.end_row)]
    if any(is_numbered(mend(row[0].text), knowledge) for row in rows[1:] if row[0].at.row > header.first_row):
        return True
    sections = [mend(grid.rows[row][c.number].text) for c in header.of_role("section") for row in header.body]
    if any(role_by_word(text, knowledge.layout) == "measure" for text in sections):
        return True
    for column in header.before_labels:
        cells = [grid.rows[row][column.number] for row in header.body]
        own = [cell for cell in cells if cell.colspan == 1]
        numbers = [cell.text.strip() for cell in own if any(map(str.isdigit, cell.text))]
        is_of_rows = len(set(numbers)) == len(own) and (len(own) >= FEWEST_ROWS or not column.label.strip())
        if any(map(str.isalpha, "".join(cell.text for cell in own))) or (numbers and not is_of_rows):
            return True
    return False


def says_header_again(row: tuple[Cell, ...], header: Header) -> bool:
    """Whether a label is its column's header, or ends with lines that are: a page's header was not known again."""
    columns = [c for c in header.columns if c.role in (*LABELS, "number") and c.label.strip()]
    lines = [(column, row[column.number].text.split("\n")) for column in columns]
    return any(says_header(" ".join(own[i:]), column) for column, own in lines for i in range(len(own)))
