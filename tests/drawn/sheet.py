"""An annexe laid out as a grid of boxes, before any page or file format."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random
from typing import Literal

from tests.drawn.header import Heading, lay_header
from tests.drawn.signatories import names
from tests.drawn.spec import Annexe, Group, Indicator, Measure, Part, draws

Look = Literal["header", "section", "measure", "group", "label", "figure"]


@dataclass(frozen=True, slots=True)
class Box:
    """One cell: where it begins, how far it goes, what it says."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class Sheet:
    """`roles` names each column; the first `header_rows` rows are the header."""

    roles: tuple[str, ...]
    header_rows: int
    rows: int
    boxes: tuple[Box, ...]
    repeat_header: bool = True


@dataclass
class Laying:
    """The sheet while it grows downwards."""

    annexe: Annexe
    rng: Random
    heading: Heading
    row: int
    boxes: list[Box] = field(default_factory=list)

    def put(self, column: int, text: str, look: Look, rows: int = 1, columns: int = 1) -> None:
        self.boxes.append(Box(self.row, column, rows, columns, text, look))

    def put_tall(self, column: int, top: int, text: str, look: Look) -> None:
        """A cell from row `top` down to the row above the current one."""
        self.boxes.append(Box(top, column, self.row - top, 1, text, look))

    @property
    def width(self) -> int:
        return len(self.heading.roles)

    def at(self, role: str) -> int | None:
        return self.heading.roles.index(role) if role in self.heading.roles else None


def lay_all(annexe: Annexe) -> list[Sheet]:
    """One table, or one for each section."""
    if not annexe.style.apart:
        return [lay(annexe)]
    return [lay(replace(annexe, sections=(section,))) for section in annexe.sections]


def lay(annexe: Annexe) -> Sheet:
    heading = lay_header(annexe)
    laying = Laying(annexe, Random(f"lay-{annexe.family}-{annexe.seed}"), heading, heading.rows)
    for section in annexe.sections:
        if section.printed is not None:
            laying.put(0, section.printed, "section", columns=laying.width)
            laying.row += 1
        for measure in section.measures:
            lay_measure(laying, measure)
    if annexe.style.note:
        laying.put(0, annexe.style.note, "label", columns=laying.width)
        laying.row += 1
    boxes = [Box(h.row, h.column, h.rows, h.columns, h.text, "header") for h in heading.boxes] + laying.boxes
    ordered = sorted(boxes, key=lambda box: (box.row, box.column))
    return Sheet(heading.roles, heading.rows, laying.row, tuple(ordered), annexe.style.repeat_header)


def lay_measure(laying: Laying, measure: Measure) -> None:
    style = laying.annexe.style
    if style.measures == "full_width":
        laying.put(0, measure.printed, "measure", columns=laying.width)
        laying.row += 1
    first = laying.row
    number = 0
    for group in measure.groups:
        lay_group_heading(laying, group)
        for i, indicator in enumerate(group.indicators):
            number += 1
            lay_indicator(laying, indicator, f"{measure.code}.{number}", group.indicators[i + 1 :])
    for role, text in (("measure_number", measure.code or ""), ("measure", measure.printed)):
        column = laying.at(role)
        if column is not None:
            lay_measure_column(laying, column, first, text)


def lay_measure_column(laying: Laying, column: int, first: int, text: str) -> None:
    """Merged down, repeated on each row, or on the first row with empty cells below."""
    match laying.annexe.style.measures:
        case "merged":
            laying.put_tall(column, first, text, "measure")
        case "repeated":
            laying.boxes += [Box(row, column, 1, 1, text, "measure") for row in range(first, laying.row)]
        case _:
            laying.boxes += [
                Box(row, column, 1, 1, text if row == first else "", "measure") for row in range(first, laying.row)
            ]


def lay_group_heading(laying: Laying, group: Group) -> None:
    if group.heading is None:
        return
    column = laying.at("indicator") or 0
    left = sum(role in ("measure", "measure_number") for role in laying.heading.roles)
    if laying.annexe.style.groups == "wide":
        laying.put(left, group.heading, "group", columns=laying.width - left)
    else:
        for other in range(left, laying.width):
            laying.put(other, group.heading if other == column else "", "group" if other == column else "figure")
    laying.row += 1


def lay_indicator(laying: Laying, indicator: Indicator, number: str, below: tuple[Indicator, ...]) -> None:
    style = laying.annexe.style
    rows = len(laying.annexe.signatory.territories) if style.split.startswith(("rows", "column_")) else 1
    labels = {"indicator": indicator.label, "comment": indicator.comment, "indicator_number": number}
    for role, text in labels.items():
        column = laying.at(role)
        if column is None:
            continue
        if style.split in ("rows_merged", "column_merged"):
            laying.put(column, text, "label", rows=rows)
        else:
            repeats = style.split == "column_repeated" and role != "comment"
            for i in range(rows):
                said = text if repeats or i == 0 else ""
                laying.boxes.append(Box(laying.row + i, column, 1, 1, said, "label"))
    lay_figures(laying, indicator, rows, below)
    laying.row += rows


def covered_rows(below: tuple[Indicator, ...], period: int) -> int:
    """How many rows the figure reaches, its own among them."""
    rows = 1
    for indicator in below:
        if indicator.cells[period]:
            break
        rows += 1
    return rows


def lay_figures(laying: Laying, indicator: Indicator, rows: int, below: tuple[Indicator, ...]) -> None:
    annexe, first = laying.annexe, laying.heading.roles.index("figure")
    territories, split = annexe.signatory.territories, annexe.style.split
    column = laying.at("territory")
    if column is not None:
        for i, territory in enumerate(territories):
            text = annexe.style.named.format(**names(territory))
            laying.boxes.append(Box(laying.row + i, column, 1, 1, text, "label"))
    for i, parts in enumerate(indicator.cells):
        match split:
            case "columns":
                for j, part in enumerate(parts):
                    laying.put(first + i * len(territories) + j, part.value.text, "figure")
            case "rows_merged" | "rows_empty" | "column_merged" | "column_repeated":
                lay_figure_rows(laying, first + i, parts, rows)
            case _ if parts:
                laying.put(first + i, cell_text(laying, parts), "figure", rows=covered_rows(below, i))


def lay_figure_rows(laying: Laying, column: int, parts: tuple[Part, ...], rows: int) -> None:
    labelled = laying.annexe.style.split.startswith("rows")
    if len(parts) == 1:
        laying.put(column, labelled_text(laying, parts[0], " "), "figure", rows=rows)
        return
    for i, part in enumerate(parts):
        text = labelled_text(laying, part, " ") if labelled else part.value.text
        laying.boxes.append(Box(laying.row + i, column, 1, 1, text, "figure"))


def cell_text(laying: Laying, parts: tuple[Part, ...]) -> str:
    match laying.annexe.style.split:
        case "none":
            return parts[0].value.text
        case "lines":
            return "\n".join(labelled_text(laying, part, " ", always=True) for part in parts)
        case "lines_apart":
            return "\n".join(labelled_text(laying, part, "\n", always=True) for part in parts)
        case _:
            after = laying.annexe.style.label.after
            return "\n".join(f"{p.value.text} {after(p.territories)}" if p.value.text else "" for p in parts).strip()


def labelled_text(laying: Laying, part: Part, between: str, always: bool = False) -> str:
    """`always`: the label stands even where nothing follows it."""
    label = laying.annexe.style.label.before(part.territories)
    if part.value.text:
        return f"{label}{between}{part.value.text}"
    return label if always or draws(laying.rng, 0.5) else ""
