"""How a drawn PDF looks: fonts, sizes, rules, fills, page breaks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal

import reportlab
from reportlab.lib.pagesizes import A3, A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from tests.drawn.spec import Annexe, Family, draws, has_rich_font

Ruling = Literal["all", "horizontal", "none", "zebra", "header_only", "columns", "measures"]
Pen = Literal["segments", "long", "rectangles", "boxes"]

RULINGS: dict[Family, list[Ruling]] = {
    "unruled": ["horizontal", "none", "zebra", "header_only"],
    "open": ["columns", "measures"],
}

FONTS = (("Helvetica", "Helvetica-Bold"), ("Times-Roman", "Times-Bold"))
RICH_FONT = ("Vera", "VeraBd")


@dataclass(frozen=True, slots=True)
class PageStyle:
    """Lengths in points. `cut`: rows are cut at the page's end, else pushed whole; `open_cut`: no rule at the cut."""

    font: str
    bold: str
    size: float
    leading: float
    padding: float
    page: tuple[float, float]
    margin: float
    indent: float
    cut: bool
    open_cut: bool
    ruling: Ruling
    pen: Pen
    line_width: float
    grey: float
    dashed: bool
    double: bool
    header_fill: bool
    section_fill: bool
    frame: bool
    centred: bool
    middle: bool
    words_apart: bool
    turned: bool
    letterhead: tuple[str, ...]
    footer: str


def register_fonts() -> None:
    folder = Path(reportlab.__file__).parent / "fonts"
    for name in RICH_FONT:
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))


def draw_page_style(annexe: Annexe) -> PageStyle:
    rng = Random(f"page-{annexe.family}-{annexe.seed}")
    register_fonts()
    font, bold = RICH_FONT if has_rich_font(annexe.seed) else rng.choice(FONTS)
    size = rng.choice([5, 6, 7, 7.5, 8, 9, 10])
    wide = len(annexe.periods) > 3 or draws(rng, 0.6)
    short, tall = rng.choice([A4, A4, A4, A3])
    rulings = RULINGS.get(annexe.family, ["all"])
    pen: Pen = rng.choice(["segments", "segments", "long", "rectangles", "boxes"])
    return PageStyle(
        font=font,
        bold=bold,
        size=size,
        leading=size * rng.choice([1.1, 1.15, 1.2, 1.35]),
        padding=rng.choice([1.5, 2, 3, 5]),
        page=(tall, short) if wide else (short, tall),
        margin=rng.choice([28, 40, 57]),
        indent=rng.choice([0, 0, 0, -6, 15]),
        cut=draws(rng, 0.5),
        open_cut=draws(rng, 0.15),
        ruling=rng.choice(rulings),
        pen=pen,
        line_width=rng.choice([0.25, 0.5, 0.5, 0.75, 1, 1.5]),
        grey=rng.choice([0, 0, 0, 0.4, 0.65]),
        dashed=draws(rng, 0.08) and pen in ("segments", "long"),
        double=draws(rng, 0.06) and pen == "segments",
        header_fill=draws(rng, 0.5),
        section_fill=draws(rng, 0.4),
        frame=draws(rng, 0.08),
        centred=draws(rng, 0.4),
        middle=draws(rng, 0.35),
        words_apart=draws(rng, 0.25),
        turned=draws(rng, 0.08),
        letterhead=rng.choice([("GOUVERNEMENT", "Liberté", "Égalité", "Fraternité"), ("RÉPUBLIQUE FRANÇAISE",), ()]),
        footer=rng.choice(["{who} – convention {year}", "Page {page}", "{page}/{pages}", ""]),
    )
