"""Documents of the tests written as transcripts, with the faults that engines make: page breaks, shifts, cut rows."""

from __future__ import annotations

import hashlib
import html
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extract.model import Document, Format, Source, Table
from extract.transcript import read_transcript

LETTERHEAD = ("MINISTÈRE DES ESSAIS", "Ordre", "Progrès")
Cells = list[str]


@dataclass(frozen=True)
class Row:
    """A row as it will be written; `after_break`: a page begins before it."""

    cells: Cells
    after_break: bool = False


@dataclass(frozen=True)
class Page:
    """What stands round the table: lines above it, its title, lines that come back on every page."""

    body: tuple[str, ...]
    title: str
    furniture: tuple[str, ...] = field(default=LETTERHEAD)


def transcribed(text: str, form: Format = "md", name: str = "essai") -> Document:
    """The text as the reader of transcripts reads it."""
    data = text.encode()
    return read_transcript(data, Source(f"{name}.{form}", hashlib.sha256(data).hexdigest(), form))


def rows_of(table: Table) -> list[Row]:
    """The rows of a table without its spans: a merged cell stands once, the others are empty."""
    rows = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.at.row][cell.at.column] = cell.text
    return [Row(cells) for cells in rows]


def as_tabs(rows: list[Row], page: Page) -> str:
    """Tab-separated lines; a line break in a cell is a blank, labels are underlined."""
    lines = [*_head(page), f"## {page.title}", ""]
    for row in rows:
        lines += _letterhead(page) if row.after_break else []
        lines.append("\t".join(_label(cell).replace("\n", " ") for cell in row.cells))
    return "\n".join([*lines, *_letterhead(page)])


def as_pipes(rows: list[Row], page: Page) -> str:
    """Markdown's tables, one a page, each with an alignment row under its first row."""
    lines = [*_head(page), f"## {page.title}", ""]
    for number, row in enumerate(rows):
        lines += _letterhead(page) if row.after_break else []
        lines.append(
            f"| {' | '.join(cell.replace('|', chr(92) + '|').replace(chr(10), '<br>') for cell in row.cells)} |"
        )
        lines += ["|" + "---|" * len(row.cells)] if number == 0 or row.after_break else []
    return "\n".join([*lines, *_letterhead(page)])


def as_html(rows: list[Row], page: Page) -> str:
    """An HTML page with a table for each page of the print."""
    head = "".join(f"<p>{html.escape(line)}</p>" for line in (*page.furniture, *page.body))
    foot = "".join(f"<p>{html.escape(line)}</p>" for line in page.furniture)
    parts = [f"<html><body>{head}<h2>{html.escape(page.title)}</h2><table>"]
    for row in rows:
        parts += [f"</table>{foot}<table>"] if row.after_break else []
        cells = "".join(f"<td>{html.escape(cell).replace(chr(10), '<br>')}</td>" for cell in row.cells)
        parts.append(f"<tr>{cells}</tr>")
    return "\n".join([*parts, f"</table>{foot}</body></html>"])


def as_spans(table: Table, breaks: list[int], page: Page) -> str:
    """An HTML page that keeps rowspan and colspan; a page break cuts the spans that it crosses."""
    foot = "".join(f"<p>{html.escape(line)}</p>" for line in page.furniture)
    head = foot + "".join(f"<p>{html.escape(line)}</p>" for line in page.body)
    parts = [f"<html><body>{head}<h2>{html.escape(page.title)}</h2>"]
    edges = [0, *sorted(breaks), table.rows]
    for first, end in pairwise(edges):
        parts.append(f"{foot if first else ''}<table>")
        for row in range(first, end):
            begun = [c for c in table.cells if max(c.at.row, first) == row < c.at.row + c.rowspan]
            cells = ""
            for cell in sorted(begun, key=lambda c: c.at.column):
                text = html.escape(cell.text).replace("\n", "<br>") if cell.at.row >= first else ""
                down = min(cell.at.row + cell.rowspan, end) - row
                cells += f'<td rowspan="{down}" colspan="{cell.colspan}">{text}</td>'
            parts.append(f"<tr>{cells}</tr>")
        parts.append("</table>")
    return "\n".join([*parts, f"{foot}</body></html>"])


def _head(page: Page) -> list[str]:
    return [*_letterhead(page), *(line for text in page.body for line in (text, ""))]


def _letterhead(page: Page) -> list[str]:
    return ["", "", f"**{page.furniture[0]}**", "", *(f"{line}  " for line in page.furniture[1:]), "", ""]


def _label(cell: str) -> str:
    label, colon, figure = cell.partition(" :")
    return f"<u>{label}{colon}</u>{figure}" if cell.startswith("Pour le") and colon else cell


def break_page(rows: list[Row], at: int, _: random.Random) -> None:
    """A page begins before a row."""
    rows[at] = replace(rows[at], after_break=True)


def drop_an_empty_cell(rows: list[Row], at: int, chance: random.Random) -> None:
    """What stands right of an empty cell moves left, and the row is filled up at its end."""
    cells = rows[at].cells
    if empty := [c for c, text in enumerate(cells) if not text and any(cells[c + 1 :])]:
        place = chance.choice(empty)
        rows[at] = replace(rows[at], cells=[*cells[:place], *cells[place + 1 :], ""])


def strip_left(rows: list[Row], at: int, _: random.Random) -> None:
    """A row without the empty cells at its beginning, and then too short."""
    cells = rows[at].cells
    first = next((c for c, text in enumerate(cells) if text), 0)
    rows[at] = replace(rows[at], cells=cells[first:])


def insert_an_empty_cell(rows: list[Row], at: int, chance: random.Random) -> None:
    """A row with an empty cell too many."""
    cells = rows[at].cells
    place = chance.randrange(len(cells))
    moved = [*cells[:place], "", *cells[place:]]
    rows[at] = replace(rows[at], cells=moved if moved[-1] else moved[:-1])


def spill(rows: list[Row], at: int, chance: random.Random) -> None:
    """The last words of a cell in the next one, and the row moved left for it where it has room."""
    cells = rows[at].cells
    long = [c for c, text in enumerate(cells) if " " in text]
    if long:
        place = chance.choice(long)
        words = cells[place].split(" ")
        cut = chance.randrange(1, len(words))
        moved = [*cells[:place], " ".join(words[:cut]), " ".join(words[cut:]), *cells[place + 1 :]]
        if "" in moved[:place]:
            moved.remove("")
        rows[at] = replace(rows[at], cells=moved)


def part_labels_from_figures(rows: list[Row], at: int, chance: random.Random) -> None:
    """A row of labels over a row of their figures, one of the two or both moved left."""
    cells = rows[at].cells
    if not any(text.startswith("Pour le") and text.count(":") == 1 for text in cells):
        return
    is_label = [text.startswith("Pour le") and ":" in text for text in cells]
    labels = [text.partition(":")[0] + ":" if one else text for one, text in zip(is_label, cells, strict=True)]
    figures = [text.partition(":")[2].strip() if one else "" for one, text in zip(is_label, cells, strict=True)]
    rows[at : at + 1] = [replace(rows[at], cells=labels), Row(figures, chance.random() < 0.5)]
    for place in range(at, at + 2):
        if chance.random() < 0.4:
            drop_an_empty_cell(rows, place, chance)


def cut_over_the_page(rows: list[Row], at: int, chance: random.Random) -> None:
    """The last words of some cells in a row of their own, at the top of the next page."""
    above, below = list(rows[at].cells), [""] * len(rows[at].cells)
    for place, text in enumerate(above):
        words = text.split(" ")
        if len(words) > 1 and chance.random() < 0.5:
            cut = chance.randrange(1, len(words))
            above[place], below[place] = " ".join(words[:cut]), " ".join(words[cut:])
    if any(below):
        rows[at : at + 1] = [replace(rows[at], cells=above), Row(below, chance.random() < 0.7)]


def part_a_label_from_its_row(rows: list[Row], at: int, chance: random.Random) -> None:
    """The row's first text alone, the rest in a row of its own."""
    cells = rows[at].cells
    first = next((c for c, text in enumerate(cells) if text), 0)
    alone = [text if c == first else "" for c, text in enumerate(cells)]
    rest = ["" if c == first else text for c, text in enumerate(cells)]
    if any(rest):
        rows[at : at + 1] = [replace(rows[at], cells=alone), Row(rest, chance.random() < 0.7)]


FAULTS: tuple[Callable[[list[Row], int, random.Random], None], ...] = (
    break_page, drop_an_empty_cell, strip_left, insert_an_empty_cell, spill, part_labels_from_figures,
    cut_over_the_page, part_a_label_from_its_row,
)  # fmt: skip


def spoil(rows: list[Row], faults: int, chance: random.Random) -> list[Row]:
    """The rows with so many faults below their first row."""
    spoiled = list(rows)
    for _ in range(faults):
        chance.choice(FAULTS)(spoiled, chance.randrange(1, len(spoiled)), chance)
    return spoiled
