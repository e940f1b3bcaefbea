"""Draws an annexe as PDF, cell by cell: its own layout, so that nothing is as a library would have it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reportlab.lib.pagesizes import A3, A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.drawn.body import body_lines, funding_sheet
from tests.drawn.layout import Frame, Piece, font_of, lay_on_pages, wrap
from tests.drawn.pagestyle import PageStyle, draw_page_style
from tests.drawn.sheet import Sheet, lay_all
from tests.drawn.spec import Annexe
from tests.drawn.strokes import draw_fills, draw_rules

HEAD = 62.0


def draw_pdf(annexe: Annexe, path: Path) -> None:
    style = draw_page_style(annexe)
    tables = [(annexe.heading, sheet) for sheet in lay_all(annexe)]
    if annexe.funding:
        tables.append(("Annexe B – Tableau financier récapitulatif", funding_sheet(annexe)))
    laid = []
    for heading, sheet in tables:
        style_here, pieces = fit(sheet, style)
        laid.append((heading, style_here, pieces))
    total = 1 + sum(1 + max(piece.page for piece in pieces) for _, _, pieces in laid)
    canvas = Canvas(str(path), pagesize=A4, invariant=1, pageCompression=1)
    draw_body(canvas, annexe, replace(style, page=A4), total)
    number = 1
    for heading, style_here, pieces in laid:
        for page in range(1 + max(piece.page for piece in pieces)):
            number += 1
            begin_page(canvas, style_here)
            draw_furniture(canvas, annexe, style_here, (number, total))
            if page == 0:
                draw_text(canvas, style_here, (style_here.margin, HEAD + 14), heading, (style_here.bold, 12))
            draw_table(canvas, [piece for piece in pieces if piece.page == page], style_here)
            canvas.showPage()
    canvas.save()


def begin_page(canvas: Canvas, style: PageStyle) -> None:
    """A wide page, or a tall one that is shown turned."""
    canvas.setPageSize(style.page)  # reportlab swaps both lengths of a turned page
    canvas.setPageRotation(90 if style.turned else 0)
    if style.turned:
        canvas.transform(0, 1, -1, 0, style.page[1], 0)


def fit(sheet: Sheet, style: PageStyle) -> tuple[PageStyle, list[Piece]]:
    """Smaller print, then a larger page, until every word fits its column."""
    while True:
        width, height = style.page
        left = style.margin + style.indent
        frame = Frame(left, width - 2 * style.margin, HEAD + 26, HEAD, height - style.margin - 12)
        try:
            return style, lay_on_pages(sheet, style, frame)
        except ValueError:
            if style.size > 5:
                style = replace(style, size=style.size - 0.5, leading=style.leading * (style.size - 0.5) / style.size)
            else:
                style = replace(style, page=(max(A3[1], width + 100), A3[0]))


def draw_text(canvas: Canvas, style: PageStyle, at: tuple[float, float], text: str, font: tuple[str, float]) -> None:
    """`at`: left and baseline, from the page's top left."""
    canvas.setFont(*font)
    x, y = at[0], style.page[1] - at[1]
    if not style.words_apart:
        canvas.drawString(x, y, text)
        return
    for word in text.split(" "):
        canvas.drawString(x, y, word)
        x += stringWidth(word + " ", *font)


def draw_body(canvas: Canvas, annexe: Annexe, style: PageStyle, total: int) -> None:
    draw_furniture(canvas, annexe, style, (1, total))
    y = HEAD + 20
    for text, font in [(annexe.title, (style.bold, 16.0)), *((t, (style.font, 10.0)) for t in body_lines(annexe))]:
        for line in wrap(text, *font, style.page[0] - 2 * style.margin):
            draw_text(canvas, style, (style.margin, y), line, font)
            y += font[1] * 1.2
        y += 8
    canvas.showPage()


def draw_furniture(canvas: Canvas, annexe: Annexe, style: PageStyle, number: tuple[int, int]) -> None:
    for i, line in enumerate(style.letterhead):
        draw_text(canvas, style, (style.margin, 20 + 10 * i), line, (style.font, 8))
    footer = style.footer.format(who=annexe.signatory.full, year=annexe.year, page=number[0], pages=number[1])
    draw_text(canvas, style, (style.margin, style.page[1] - style.margin / 2), footer, (style.font, 8))
    if style.frame:
        canvas.setStrokeGray(0.2)
        canvas.setLineWidth(0.75)
        canvas.rect(9, 9, style.page[0] - 18, style.page[1] - 18, stroke=1, fill=0)


def draw_table(canvas: Canvas, pieces: list[Piece], style: PageStyle) -> None:
    draw_fills(canvas, pieces, style)
    draw_rules(canvas, pieces, style)
    canvas.setFillGray(0)
    for piece in pieces:
        draw_lines(canvas, piece, style)


def draw_lines(canvas: Canvas, piece: Piece, style: PageStyle) -> None:
    font = font_of(piece.box, style)
    top = piece.top + style.padding
    whole = not (piece.comes or piece.goes_on)
    if style.middle and whole:
        top += (piece.bottom - piece.top - 2 * style.padding - len(piece.lines) * style.leading) / 2
    for i, line in enumerate(piece.lines):
        x = piece.x0 + style.padding
        if style.centred and piece.box.look in ("figure", "header"):
            x += (piece.x1 - piece.x0 - 2 * style.padding - stringWidth(line, font, style.size)) / 2
        if line:
            draw_text(canvas, style, (x, top + style.size * 0.85 + i * style.leading), line, (font, style.size))
