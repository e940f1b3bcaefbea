"""Tables drawn without some of their rules, and what a page must keep of its letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import pypdfium2 as pdfium

from extract.model import Document
from tests.drawing import PAD, SIZE, Paper, Plan, plan

Border = tuple[bool, int, int]
"""Whether it is level, which edge it is on, which band it crosses."""
Kept = Callable[[Plan, Border], bool]
"""Which borders a style draws."""
HEADER_ROWS = 1
SHADE = (0.85, 0.89, 0.95)


def _levels(plan_: Plan, border: Border) -> bool:
    return border[0]


def _none(plan_: Plan, border: Border) -> bool:
    return False


def _round_header(plan_: Plan, border: Border) -> bool:
    is_level, edge, band = border
    return edge <= HEADER_ROWS if is_level else band < HEADER_ROWS


def _no_sides(plan_: Plan, border: Border) -> bool:
    return border[0] or 0 < border[1] < len(plan_.widths)


def _no_bottom(plan_: Plan, border: Border) -> bool:
    return not (border[0] and border[1] == len(plan_.heights))


def _no_inner_uprights(plan_: Plan, border: Border) -> bool:
    is_level, edge, band = border
    return is_level or band < HEADER_ROWS or edge in (0, len(plan_.widths))


def _framed(plan_: Plan, border: Border) -> bool:
    return border[0] or border[1] in (0, len(plan_.widths))


def _upright(plan_: Plan, border: Border) -> bool:
    is_level, edge, _ = border
    return not is_level or edge in (0, HEADER_ROWS, len(plan_.heights))


def _above_headings(plan_: Plan, border: Border) -> bool:
    is_level, edge, _ = border
    is_heading = edge < len(plan_.heights) and len(set(plan_.labels[edge])) == 1
    return not is_level or is_heading or edge in (0, HEADER_ROWS, len(plan_.heights))


def _booktabs(plan_: Plan, border: Border) -> bool:
    return border[0] and border[1] in (0, HEADER_ROWS, len(plan_.heights))


STYLES: dict[str, Kept] = {
    "level rules only": _levels,
    "no rules": _none,
    "zebra": _none,
    "rules round the header": _round_header,
    "open sides": _no_sides,
    "no bottom rule": _no_bottom,
    "no inner upright rules in the body": _no_inner_uprights,
    "level rules in a frame": _framed,
    "top, middle and bottom rule": _booktabs,
    "upright rules only": _upright,
    "uprights, and rules above headings": _above_headings,
}


def draw(paper: Paper, x: float, top: float, table: Plan, style: str) -> float:
    """Draw a table in a style; gives where it ends, in points."""
    xs = [x + sum(table.widths[:i]) for i in range(len(table.widths) + 1)]
    ys = [top + sum(table.heights[:i]) for i in range(len(table.heights) + 1)]
    if style == "zebra":
        paper.canvas.setFillColorRGB(*SHADE)
        for r in range(1, len(table.heights), 2):
            paper.canvas.rect(xs[0], ys[r], xs[-1] - xs[0], table.heights[r], stroke=0, fill=1)
        paper.canvas.setFillColorRGB(0, 0, 0)
    for border in table.borders():
        if STYLES[style](table, border):
            is_level, edge, band = border
            x0, x1 = (xs[band], xs[band + 1]) if is_level else (xs[edge], xs[edge])
            y0, y1 = (ys[edge], ys[edge]) if is_level else (ys[band], ys[band + 1])
            paper.canvas.line(x0, y0, x1, y1)
    for (r, c), text in table.texts.items():
        paper.text(xs[c] + PAD, ys[r] + PAD + SIZE, text)
    return ys[-1]


def paper_with(rows: Sequence[Sequence[str]], widths: Sequence[float], style: str, top: float = 120.0) -> Paper:
    """A page with one table."""
    paper = Paper()
    draw(paper, 50, top, plan(rows, widths), style)
    return paper


def letters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


def kept_letters(document: Document) -> Counter[str]:
    """The letters of all cells and of all lines outside the tables."""
    cells = [cell.text for table in document.tables for cell in table.cells]
    return letters("".join([*cells, *(line.text for line in document.lines)]))


def printed_letters(data: bytes) -> Counter[str]:
    """The letters that PDFium finds on the pages, blanks aside."""
    pdf = pdfium.PdfDocument(data)
    found: Counter[str] = Counter()
    for page in pdf:
        textpage = page.get_textpage()
        found += letters(textpage.get_text_range())
        textpage.close()
        page.close()
    pdf.close()
    return found
