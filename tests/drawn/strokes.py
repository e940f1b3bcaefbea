"""The rules and fills of a drawn table, by the ways in which programs draw them."""

from __future__ import annotations

from collections import defaultdict

from reportlab.pdfgen.canvas import Canvas

from tests.drawn.layout import Piece
from tests.drawn.pagestyle import PageStyle

Edge = tuple[float, float, float, float]


def draw_fills(canvas: Canvas, pieces: list[Piece], style: PageStyle) -> None:
    height = style.page[1]
    for piece in pieces:
        look = piece.box.look
        filled = (look == "header" and style.header_fill) or (look in ("section", "group") and style.section_fill)
        if style.ruling == "zebra" and look != "header":
            filled = piece.box.row % 2 == 0
        if filled:
            canvas.setFillGray(0.86 if look == "header" else 0.93)
            canvas.rect(
                piece.x0, height - piece.bottom, piece.x1 - piece.x0, piece.bottom - piece.top, stroke=0, fill=1
            )


def edges_of(pieces: list[Piece], style: PageStyle) -> list[Edge]:
    """x0, top, x1, bottom of every side that is drawn."""
    edges: set[Edge] = set()
    levels = open_levels(pieces, style) if style.ruling in ("columns", "measures") else set()
    for piece in pieces:
        x0, top, x1, bottom = (round(v, 3) for v in (piece.x0, piece.top, piece.x1, piece.bottom))
        is_header = piece.box.look == "header"
        if style.ruling in ("all", "horizontal") or (style.ruling == "header_only" and is_header):
            if not (piece.comes and style.open_cut):
                edges.add((x0, top, x1, top))
            if not (piece.goes_on and style.open_cut):
                edges.add((x0, bottom, x1, bottom))
        edges |= {(x0, y, x1, y) for y in (top, bottom) if y in levels}
        if style.ruling in ("all", "columns", "measures"):
            edges |= {(x0, top, x0, bottom), (x1, top, x1, bottom)}
    return sorted(edges)


def open_levels(pieces: list[Piece], style: PageStyle) -> set[float]:
    """Where level rules stand though rows have none: round the header and the table, and above each measure if so."""
    of_header = [piece for piece in pieces if piece.box.look == "header"]
    levels = {y for piece in of_header for y in (piece.top, piece.bottom)}
    levels |= {min(piece.top for piece in pieces), max(piece.bottom for piece in pieces)}
    if style.ruling == "measures":
        first = min(piece.box.column for piece in pieces)
        begin = [p for p in pieces if p.box.look in ("section", "measure") or p.box.column == first]
        levels |= {piece.top for piece in begin}
    return {round(y, 3) for y in levels}


def joined(edges: list[Edge]) -> list[Edge]:
    """Edges that touch on one line, as one long edge."""
    lines: dict[tuple[bool, float], list[tuple[float, float]]] = defaultdict(list)
    for x0, top, x1, bottom in edges:
        flat = top == bottom
        lines[flat, top if flat else x0].append((x0, x1) if flat else (top, bottom))
    found = []
    for (flat, at), spans in sorted(lines.items()):
        merged: list[list[float]] = []
        for low, high in sorted(spans):
            if merged and low <= merged[-1][1] + 0.01:
                merged[-1][1] = max(merged[-1][1], high)
            else:
                merged.append([low, high])
        found += [(low, at, high, at) if flat else (at, low, at, high) for low, high in merged]
    return found


def draw_rules(canvas: Canvas, pieces: list[Piece], style: PageStyle) -> None:
    canvas.setStrokeGray(style.grey)
    canvas.setFillGray(style.grey)
    canvas.setLineWidth(style.line_width)
    canvas.setDash([2, 1.5] if style.dashed else [])
    edges = edges_of(pieces, style)
    match style.pen:
        case "boxes" if style.ruling == "all" and not style.open_cut:
            for piece in pieces:
                y = style.page[1] - piece.bottom
                canvas.rect(piece.x0, y, piece.x1 - piece.x0, piece.bottom - piece.top, stroke=1, fill=0)
        case "rectangles":
            for edge in edges:
                draw_thin_rectangle(canvas, edge, style)
        case "long":
            for edge in joined(edges):
                draw_stroke(canvas, edge, style)
        case _:
            for edge in edges:
                draw_stroke(canvas, edge, style)
    canvas.setDash([])


def draw_thin_rectangle(canvas: Canvas, edge: Edge, style: PageStyle) -> None:
    x0, top, x1, bottom = edge
    half = style.line_width / 2
    width, height = x1 - x0 + 2 * half, bottom - top + 2 * half
    canvas.rect(x0 - half, style.page[1] - bottom - half, width, height, stroke=0, fill=1)


def draw_stroke(canvas: Canvas, edge: Edge, style: PageStyle) -> None:
    x0, top, x1, bottom = edge
    height = style.page[1]
    if not style.double:
        canvas.line(x0, height - top, x1, height - bottom)
        return
    for shift in (-0.6, 0.6):
        dx, dy = (0.0, shift) if top == bottom else (shift, 0.0)
        canvas.line(x0 + dx, height - top + dy, x1 + dx, height - bottom + dy)
