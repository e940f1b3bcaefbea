"""A browser's page breaks: the rules of a cut row end, and its text goes on below them, or on the next page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.model import Table
from tests.drawing import Paper, cell_at, marked, only, plan, texts

XS = (50.0, 130.0, 260.0, 340.0, 420.0)
HEADER = ("Mesure", "Indicateur", "2019", "2020")
TOP = 60.0
BASELINE = 7.0
Row = tuple[float, Sequence[str]]


def frame(paper: Paper, bottom: float) -> None:
    """A rule above and below the header, and the two sides."""
    for y in (TOP, TOP + 18):
        paper.canvas.line(XS[0], y, XS[-1], y)
    for x in (XS[0], XS[-1]):
        paper.canvas.line(x, TOP, x, bottom)


def uprights(paper: Paper, bottom: float) -> None:
    """A rule below the header, and all uprights."""
    paper.canvas.line(XS[0], TOP + 18, XS[-1], TOP + 18)
    for x in XS:
        paper.canvas.line(x, TOP, x, bottom)


STYLES = {"frame": frame, "uprights": uprights}


def page(paper: Paper, style: str, rows: Sequence[Row], bottom: float) -> Paper:
    STYLES[style](paper, bottom)
    for top, row in ((TOP + 4, HEADER), *rows):
        for x, text in zip(XS, row, strict=False):
            if text:
                paper.text(x + 4, top + BASELINE, text, size=8)
    return paper


FIRST: list[Row] = [
    (84, ["2.1 Accueil", "Nombre de jours", "Pour le 67 : 12", "Pour le 67 : 14"]),
    (96, ["", "", "Pour le 68 : 13", "Pour le 68 : 15"]),
    (114, ["", "Nombre de lieux ouverts\nau public", "Pour le 67 : 3", "Pour le 67 : 4"]),
    (126, ["", "", "Pour le 68 : 5", "Pour le 68 : 6"]),
    (144, ["", "Nombre de personnes\naccompagnées par", "Pour le 67 : 21", "Pour le 67 : 24"]),
]
SECOND: list[Row] = [
    (84, ["", "un référent", "Pour le 68 : 22", "Pour le 68 : 25"]),
    (102, ["", "Nombre de places", "Pour le 67 : 7", "Pour le 67 : 8"]),
    (114, ["", "", "Pour le 68 : 9", "Pour le 68 : 1"]),
    (132, ["", "Nombre de jeunes", "Pour le 67 : 31", "Pour le 67 : 32"]),
    (144, ["", "Nombre de familles", "Pour le 67 : 33", "Pour le 67 : 34"]),
]


def two_pages(style: str) -> Table:
    paper = page(Paper(), style, FIRST, bottom=154)  # the label's second line stands below the rules
    return only(page(paper.next_page(), style, SECOND, bottom=160).read())


@pytest.mark.parametrize("style", STYLES)
def test_a_line_below_the_rules_of_a_cut_row_is_of_its_cell_and_the_table_goes_on(style: str) -> None:
    table = two_pages(style)
    assert texts(table)[0] == list(HEADER)
    label = next(cell for cell in table.cells if cell.text.startswith("Nombre de personnes"))
    assert label.text == "Nombre de personnes\naccompagnées par\nun référent"
    assert [place.page for place in label.places] == [1, 2]
    assert [row[2:] for row in texts(table)[-5:]] == [row[2:] for _, row in SECOND]


@pytest.mark.parametrize("style", STYLES)
def test_the_rest_of_a_cut_row_at_a_pages_top_leaves_the_others_sure(style: str) -> None:
    marks = marked(two_pages(style))
    assert not any(own & {"unstable", "irregular", "unsure_text"} for own in marks.values())


@pytest.mark.parametrize("style", STYLES)
def test_a_title_right_below_open_rules_is_no_text_of_the_last_row(style: str) -> None:
    paper = page(Paper(), style, FIRST, bottom=166)
    paper.text(XS[0] + 2, 180, "Annexe", size=13)
    table = only(paper.read())
    assert not any("Annexe" in cell.text for cell in table.cells)
    assert not any("unsure_text" in own for own in marked(table).values())


def test_a_line_right_below_a_last_row_that_no_rule_closes_leaves_it_in_doubt() -> None:
    rows: list[Row] = [*FIRST, (166.5, ["", "Nombre de places en crèche ou en halte-garderie ouvertes à tous", "", ""])]
    table = only(page(Paper(), "uprights", rows, bottom=166).read())
    last = max(cell.at.row for cell in table.cells)
    assert "unsure_text" in cell_at(table, last, 2).marks
    assert "unsure_text" not in cell_at(table, 1, 2).marks


def test_a_title_between_two_tables_does_not_make_the_first_one_forget_the_page_before() -> None:
    paper = page(Paper(), "frame", FIRST, bottom=166)
    page(paper.next_page(), "frame", [(y, ["", *row[1:]]) for y, row in SECOND], bottom=160)
    paper.text(XS[0] + 2, 190, "Annexe", size=13)
    table = paper.read().tables[0]
    assert {place.page for cell in table.cells for place in cell.places} == {1, 2}


LEVELS = [HEADER, ("2.1 Accueil", "Nombre de lieux", "12", "14"), ("", "Nombre de places", "13", "15")]
COMMENT = [f"ligne {number} du commentaire" for number in range(1, 22)]


def ruled_levels(paper: Paper) -> Paper:
    """Three rows with a level rule above each; the last one's label goes on down the page."""
    for number, row in enumerate(LEVELS):
        paper.canvas.line(XS[0], TOP + 18 * number, XS[-1], TOP + 18 * number)
        for x, text in zip(XS, row, strict=False):
            if text:
                paper.text(x + 4, TOP + 18 * number + 11, text, size=8)
    return paper


def test_text_that_goes_on_far_below_the_last_rule_is_of_its_cell() -> None:
    paper = ruled_levels(Paper())
    for number, line in enumerate(COMMENT, start=1):
        paper.text(XS[1] + 4, TOP + 47 + 9.6 * number, line, size=8)
    paper.next_page()
    table = only(ruled_levels(paper).read())
    label = next(cell for cell in table.cells if cell.text.startswith("Nombre de places"))
    assert label.text.split("\n")[1:] == COMMENT


@pytest.mark.parametrize(("x", "is_inside"), [(XS[1] + 4, True), (XS[0] + 4, False)])
def test_a_heading_at_a_pages_end_that_begins_where_a_column_does_is_the_tables(x: float, is_inside: bool) -> None:
    paper = Paper()
    rows = [HEADER, *(("", f"Nombre de {what}", "12", "14") for what in ("lieux", "places", "jours", "visites"))]
    for number, row in enumerate(rows):
        for left, text in zip(XS, row, strict=False):
            if text:
                paper.text(left + 4, 640 + 14 * number, text, size=8)
    paper.text(
        x, 640 + 14 * len(rows), "Nombre de personnes formées par des formations inscrites au plan, par thème :", size=8
    )
    table = only(paper.read())
    assert any(cell.text.startswith("Nombre de personnes") for cell in table.cells) == is_inside


def test_a_line_farther_below_the_last_one_than_lines_of_a_text_stand_is_of_no_cell() -> None:
    paper = ruled_levels(Paper())
    for number, line in enumerate(COMMENT[:6], start=1):
        paper.text(XS[1] + 4, TOP + 47 + 9.6 * number + 8 * (number > 4), line, size=8)
    table = only(paper.read())
    label = next(cell for cell in table.cells if cell.text.startswith("Nombre de places"))
    assert label.text.split("\n")[1:] == COMMENT[:4]


@pytest.mark.parametrize(("off", "is_of_table"), [(0.0, True), (40.0, False)])
def test_a_heading_that_begins_a_page_of_a_table_with_open_sides_is_its_row(off: float, is_of_table: bool) -> None:
    rows = replace(
        plan([["Indicateur", "2019", "2020"], ["Nombre", "12", "14"]]), open_sides=frozenset({"left", "right"})
    )
    paper = Paper().table(50, 60, rows).next_page().table(50, 90, rows)
    paper.canvas.line(50, 74, 50 + sum(rows.widths) - off, 74)
    paper.text(54, 85, "4. Formation des travailleurs sociaux", size=8)
    found = [row[0] for table in paper.read().tables for row in texts(table)]
    assert ("4. Formation des travailleurs sociaux" in found) == is_of_table


@pytest.mark.parametrize(("column", "is_doubted"), [(1, True), (0, False)])
def test_a_line_in_a_column_right_below_a_rule_leaves_the_last_row_in_doubt(column: int, is_doubted: bool) -> None:
    rows = plan([["Indicateur", "2019", "2020"], ["Nombre", "12", "14"]], widths=(100.0, 100.0, 100.0))
    paper = Paper().table(50, 60, rows)
    paper.text(53 + 100 * column, 60 + sum(rows.heights) + 8, "agents")
    marks = marked(only(paper.read()))
    assert ("unsure_text" in marks.get((1, 1), set())) == is_doubted
