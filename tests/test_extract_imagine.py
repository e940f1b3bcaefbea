"""Tables that lack rules: read back as drawn, told apart, or no table; a letter is never lost."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from extract.body import Body
from extract.imagined_rows import has_open_rows, imagine_rows
from extract.model import Document
from extract.paths import Fill
from extract.sketch import Sketch
from extract.spacing import Spacing
from extract.text import TextLine
from tests.drawing import Paper, cell_at, only, plan, read, texts
from tests.unruled import STYLES, draw, kept_letters, paper_with, printed_letters

WIDTHS = [150, 90, 90, 90]
ROWS = [
    ["Indicateur", "2019", "2020", "2021"],
    ["Nombre de jeunes\nsuivis", "12", "15", "18"],
    ["1. Publics en insertion et accès aux droits de tous les usagers du département", "<", "<", "<"],
    ["Nombre de places", "4 827", "ND", "95%"],
    ["Budget mobilisé", "10 000", "12 000", "9 500"],
    ["Dont familles\nmonoparentales\nsans emploi", "3", "4", "5"],
    ["Part des sorties", "56 %", "60 %", "61 %"],
]
OTHER_WIDTHS = [180, 80, 100, 80]
OTHER = [
    ["Action", "État", "Département", "Total"],
    ["Aller vers", "1 000", "1 000", "2 000"],
    ["Référent de parcours", "2 500", "2 500", "5 000"],
    ["Formation des\ntravailleurs sociaux", "400", "600", "1 000"],
    ["Garantie d'activité", "7 000", "7 000", "14 000"],
]
MERGED = [
    ["Mesure", "Indicateur", "2019", "2020", "2021"],
    ["2.1 Accueil", "Nombre de lieux", "12", "15", "18"],
    ["^", "Taux de\ncouverture", "56 %", "60 %", "61 %"],
    ["2.2 Référent", "Nombre de places", "4 827", "ND", "95%"],
    ["^", "Budget mobilisé", "10 000", "12 000", "9 500"],
]
PARAGRAPH = """\
La présente convention a pour objet de définir les engagements réciproques des parties dans la mise en
œuvre de la stratégie nationale de prévention et de lutte contre la pauvreté pour une durée de douze mois,
et de fixer les modalités de suivi et d'évaluation des actions que le département conduit avec l'État."""
COLUMN = """\
La présente convention a pour objet de
définir les engagements réciproques des
parties dans la mise en œuvre de la
stratégie nationale de prévention et de
lutte contre la pauvreté pour une durée
de douze mois, et de fixer les modalités
de suivi et d'évaluation des actions."""
CHAPTERS = ["Préambule", "Article 1. Objet", "Article 2. Engagements des parties", "Article 3. Suivi", "Annexe 1"]
HIDES_MERGED = {
    "no rules",
    "zebra",
    "rules round the header",
    "top, middle and bottom rule",
    "upright rules only",
    "uprights, and rules above headings",
}
SHOWS_MERGED = set(STYLES) - HIDES_MERGED
"""Styles that draw a rule for each row, but not through a merged label."""

styles = pytest.mark.parametrize("style", STYLES)


def read_whole(paper: Paper) -> Document:
    """The document, once every letter of its page has been found in one cell or line of it."""
    data = paper.save()
    document = read(data)
    assert kept_letters(document) == printed_letters(data)
    return document


def grids(paper: Paper) -> list[list[list[str]]]:
    return [texts(table) for table in read_whole(paper).tables]


def paragraph(paper: Paper, top: float) -> float:
    paper.text(50, top, PARAGRAPH, size=9)
    return top + 3 * 9 * 1.2


@styles
def test_a_table_that_lacks_rules_is_read_as_drawn(style: str) -> None:
    assert grids(paper_with(ROWS, WIDTHS, style)) == [ROWS]


@styles
def test_cells_with_edges_that_nobody_drew_say_so(style: str) -> None:
    drawn = {"open sides", "no bottom rule", "no inner upright rules in the body"}
    table = only(paper_with(ROWS, WIDTHS, style).read())
    assert [("imagined" in cell.marks) for cell in table.cells] == [style not in drawn] * len(table.cells)


@styles
def test_a_merged_label_covers_its_rows_where_the_rules_say_so(style: str) -> None:
    wanted = MERGED if style in SHOWS_MERGED else [["" if text == "^" else text for text in row] for row in MERGED]
    assert grids(paper_with(MERGED, [80, 130, 80, 80, 80], style)) == [wanted]


@styles
def test_a_title_between_two_tables_tells_them_apart(style: str) -> None:
    paper = Paper()
    bottom = draw(paper, 50, 120, plan(ROWS, WIDTHS), style)
    paper.text(50, bottom + 30, "Tableau 2. Financement", size=10)
    draw(paper, 50, bottom + 42, plan(OTHER, OTHER_WIDTHS), style)
    assert grids(paper) == [ROWS, OTHER]


@styles
def test_a_paragraph_between_two_tables_of_the_same_columns_tells_them_apart(style: str) -> None:
    paper = Paper()
    bottom = paragraph(paper, draw(paper, 50, 120, plan(OTHER, OTHER_WIDTHS), style) + 24)
    draw(paper, 50, bottom + 12, plan(OTHER, OTHER_WIDTHS), style)
    assert grids(paper) == [OTHER, OTHER]


@styles
def test_a_blank_strip_tells_two_tables_apart(style: str) -> None:
    paper = Paper()
    bottom = draw(paper, 50, 120, plan(ROWS, WIDTHS), style)
    draw(paper, 50, bottom + 40, plan(OTHER, OTHER_WIDTHS), style)
    assert grids(paper) == [ROWS, OTHER]


@styles
def test_a_table_without_rules_stands_beside_a_ruled_one(style: str) -> None:
    paper = Paper().table(50, 60, plan(OTHER, OTHER_WIDTHS))
    draw(paper, 50, 260, plan(ROWS, WIDTHS), style)
    assert grids(paper) == [OTHER, ROWS]


@styles
def test_letterhead_and_footer_with_their_rules_stay_outside(style: str) -> None:
    paper = Paper().text(50, 40, "Préfecture du département").text(50, 90, "Annexe 1. Indicateurs", size=12)
    paper.canvas.line(50, 50, 545, 50)
    paper.canvas.line(50, 790, 545, 790)
    paper.text(50, 800, "Convention 2022 - page 1")
    paragraph(paper, draw(paper, 50, 120, plan(ROWS, WIDTHS), style) + 30)
    assert grids(paper) == [ROWS]


@styles
def test_a_paragraph_above_and_a_note_below_stay_outside(style: str) -> None:
    paper = Paper()
    paper.canvas.line(50, 790, 545, 790)
    paper.text(50, 800, "Convention 2022 - page 1")
    bottom = draw(paper, 50, paragraph(paper, 60) + 10, plan(ROWS, WIDTHS), style)
    paper.text(50, bottom + 30, "* données provisoires, sous réserve de la consolidation par le département.")
    assert grids(paper) == [ROWS]


@styles
def test_a_title_and_a_source_close_to_the_table_stay_outside_or_leave_a_doubt(style: str) -> None:
    paper = Paper().text(50, 100, "Annexe 1. Indicateurs de suivi", size=10)
    bottom = draw(paper, 50, 108, plan(ROWS, WIDTHS), style)
    table = only(read_whole(paper.text(50, bottom + 12, "Source : département, 2022.")))
    if style == "no bottom rule":  # text under an open cell may be the rest of it
        assert "outside_rules" in cell_at(table, 6, 0).marks
    else:
        assert texts(table) == ROWS


LONG = [ROWS[0], *([f"Indicateur {i}", str(3 * i), str(4 * i), str(5 * i)] for i in range(25))]
REST = [[f"Indicateur {i}", str(3 * i), str(4 * i), str(5 * i)] for i in range(25, 30)]


def two_pages(style: str, second: list[list[str]]) -> Document:
    paper = Paper()
    for number, rows in enumerate((LONG, second), 1):
        paper.text(50, 30, "Convention d'appui à la lutte contre la pauvreté").text(280, 825, f"page {number} / 2")
        draw(paper, 50, 60, plan(rows, WIDTHS, [28.5] * len(rows)), style)
        paper.next_page()
    return paper.read()


@styles
def test_a_table_goes_on_over_a_page_break(style: str) -> None:
    document = two_pages(style, REST)
    if style == "rules round the header":  # the drawing rules the first row of each page
        assert texts(document.tables[0])[: len(LONG)] == LONG
    else:
        assert texts(only(document)) == LONG + REST


@styles
def test_a_header_that_comes_back_is_one_cell(style: str) -> None:
    assert texts(only(two_pages(style, [ROWS[0], *REST]))) == LONG + REST


def test_a_page_learns_the_columns_from_the_page_before() -> None:
    paper = paper_with([ROWS[0], *ROWS[3:] * 9], WIDTHS, "no rules").next_page()
    sparse = [["Indicateur A", "12", "", "18"], ["Indicateur B", "13", "", "19"], ["Indicateur C", "14", "", "20"]]
    draw(paper, 50, 60, plan(sparse * 2, WIDTHS), "no rules")
    assert texts(only(paper.read()))[-6:] == sparse * 2


def test_a_row_cut_by_a_page_break_goes_on_above_the_first_rule() -> None:
    paper = Paper()
    bottom = draw(paper, 50, 60, plan([*OTHER, *OTHER[1:4] * 10], OTHER_WIDTHS), "level rules only")
    paper.text(53, bottom + 11, "Accueil social").text(233, bottom + 11, "11").next_page()
    paper.text(53, 60, "inconditionnel")
    draw(paper, 50, 66, plan(OTHER[1:], OTHER_WIDTHS), "level rules only")
    rows = texts(only(read_whole(paper)))
    assert ["Accueil social\ninconditionnel", "11", "", ""] in rows
    assert rows[-4:] == OTHER[1:]


def signatures(paper: Paper, columns: list[tuple[float, str, str]]) -> Paper:
    for x, role, name in columns:
        paper.text(x, 400, f"Pour l'institution\n{role}").text(x, 480, name)
    return paper


def contents(paper: Paper, leader: str) -> Paper:
    for i, title in enumerate(CHAPTERS * 2):
        begin = 54 + paper.canvas.stringWidth(title, "Helvetica", 10)
        count = int((500 - begin) / paper.canvas.stringWidth(leader, "Helvetica", 10)) if leader else 0
        paper.text(50, 60 + 16 * i, title, size=10).text(begin, 60 + 16 * i, leader * count, size=10)
        paper.text(510, 60 + 16 * i, str(3 + i), size=10)
    return paper


def paragraphs(paper: Paper) -> Paper:
    top = 60.0
    for _ in range(6):
        top = paragraph(paper, top) + 14
    return paper


def between_rules(paper: Paper) -> Paper:
    paper.canvas.line(50, 50, 545, 50)
    paper.canvas.line(50, 790, 545, 790)
    return paper


PROSE = {
    "paragraphs": paragraphs(Paper()),
    "paragraphs between rules": paragraphs(between_rules(Paper())),
    "two columns of text": Paper().text(50, 60, f"{COLUMN}\n{COLUMN}").text(310, 60, f"{COLUMN}\n{COLUMN}"),
    "two columns between rules": between_rules(Paper()).text(50, 70, COLUMN).text(310, 70, COLUMN),
    "two signatures": signatures(Paper(), [(80, "La préfète", "Josiane EXEMPLE"), (380, "Le président", "Paul ESSAI")]),
    "two signatures between rules": signatures(
        between_rules(Paper()), [(80, "La préfète", "Josiane EXEMPLE"), (380, "Le président", "Paul ESSAI")]
    ),
    "three signatures": signatures(
        Paper(), [(60, "La préfète", "Josiane E."), (240, "Le président", "Paul E."), (430, "La directrice", "Anne E.")]
    ),
    "contents with dots": contents(Paper(), "."),
    "contents with spaced dots": contents(Paper(), " . "),
    "contents without dots": contents(Paper(), ""),
    "a list": Paper().text(50, 60, "-\n-\n-\n-").text(70, 60, "accueil social\nréférent\naller vers\nformation"),
    "an address": Paper().text(50, 60, "Siret\nAdresse").text(200, 60, "123 456 789 00012\n1 place Verte"),
}


@pytest.mark.parametrize("name", PROSE)
def test_what_is_no_table_stays_in_lines(name: str) -> None:
    assert not read_whole(PROSE[name]).tables


def test_the_rest_of_a_label_alone_at_the_top_of_a_page_is_its_rows() -> None:
    header = ["Mesure", "Indicateur", "2019", "2020"]
    heights = [26.0] * 5
    first = [header, *([f"1.{i} Accueil", f"Nombre {i}", str(i), f"{i} %"] for i in range(3))]
    first.append(["1.4 Logement", "Part disposant d'un", "7", "8"])
    second = [["", "service", "", ""], *([f"2.{i} Emploi", f"Part {i}", str(i), f"{i} %"] for i in range(4))]
    paper = Paper()
    draw(paper, 50, 690, plan(first, WIDTHS, heights), "no rules")
    paper.next_page()
    draw(paper, 50, 60, plan(second, WIDTHS, heights), "no rules")
    found = texts(only(paper.read()))
    assert found[4][1] == "Part disposant d'un\nservice"


@pytest.mark.parametrize(
    ("x", "text", "is_doubted"),
    [
        (203, "Sociaux", True),
        (203, "sociaux)", True),
        (53, "Sociaux", False),
        (53, "sociaux)", True),
        (120, "Le conseil départemental, d'autre part,", False),
    ],
)
def test_a_line_inside_a_column_on_the_page_after_an_open_table_may_be_the_rest_of_its_last_row(
    x: float, text: str, is_doubted: bool
) -> None:
    paper = paper_with(OTHER, [150, 90, 90, 90], "no rules", 700).next_page().text(x, 60, text)
    last = [cell for cell in only(paper.read()).cells if cell.at.row == len(OTHER) - 1]
    assert all(("unsure_text" in cell.marks) == is_doubted for cell in last)


@pytest.mark.parametrize(("text", "is_doubted"), [("jours", True), ("Jours", False)])
def test_a_small_letter_shows_the_rest_of_a_last_row_though_a_rule_closes_it(text: str, is_doubted: bool) -> None:
    paper = paper_with(OTHER, [150, 90, 90, 90], "level rules only", 700).next_page().text(203, 60, text)
    last = [cell for cell in only(paper.read()).cells if cell.at.row == len(OTHER) - 1]
    assert all(("unsure_text" in cell.marks) == is_doubted for cell in last)


def test_a_page_of_rows_of_one_line_learns_from_the_page_before_how_near_lines_of_a_cell_stand() -> None:
    first = [["Indicateur", "2019", "2020", "2021"], *([f"Nombre {i}\nde lieux", "1", "2", "3"] for i in range(5))]
    second = [[f"{'dont' if i else 'Tout'} public {i}", str(i), "7", "8"] for i in range(6)]
    paper = Paper()
    draw(paper, 50, 640, plan(first, WIDTHS), "no rules")
    paper.next_page()
    draw(paper, 50, 60, plan(second, WIDTHS, [14.0, 14.0, 14.0, 19.0, 14.0, 14.0]), "no rules")
    assert texts(only(paper.read()))[6:] == second


def test_a_title_in_larger_print_at_a_pages_top_begins_another_table() -> None:
    other = [
        ["Action", "État", "Département", "Total"],
        *([f"Accueil {i}", "1 000", "2 000", "3 000"] for i in range(4)),
    ]
    paper = paper_with([ROWS[0], *ROWS[3:] * 3], WIDTHS, "no rules").next_page()
    paper.text(47, 71, "Annexe B : le tableau financier récapitulatif", size=12)
    draw(paper, 50, 73, plan(other, WIDTHS), "no rules")
    first, second = read_whole(paper).tables
    assert texts(first) == [ROWS[0], *ROWS[3:] * 3]
    assert texts(second) == other


def test_rows_under_a_ruled_header_part_columns_where_headings_are_shaded() -> None:
    widths = [150, 60, 60, 60]
    rows = [
        ["Indicateur", "Réalisé dans le département", "<", "<"],
        ["^", "2019", "2020", "2021"],
        ["Axe 1", "<", "<", "<"],
    ]
    rows += [[f"Nombre {i}", "12 jours", "13 jours", "14 jours"] for i in range(5)]
    paper = Paper()
    paper.canvas.setFillColorRGB(0.9, 0.9, 0.9)
    paper.canvas.rect(50, 88, 330, 14, stroke=0, fill=1)
    paper.canvas.setFillColorRGB(0, 0, 0)
    for y, x0 in ((60, 50), (74, 200), (88, 50)):
        paper.canvas.line(x0, y, 380, y)
    draw(paper, 50, 60, plan(rows, widths, [14.0] * 8), "no rules")
    table = only(read_whole(paper))
    assert [row[1:] for row in texts(table)[-5:]] == [["12 jours", "13 jours", "14 jours"]] * 5


def test_a_header_of_many_lines_beside_others_in_its_middle_begins_with_its_first_line() -> None:
    rows = [["", "", "", ""], *([f"Nombre {i}", "12", "15", "18"] for i in range(5))]
    paper = Paper().text(50, 60, "Annexe 1", size=12)
    draw(paper, 50, 120, plan(rows, WIDTHS, [14.0] * 6), "no rules")
    for x, text in ((53, "Indicateur"), (203, "2019"), (383, "2021")):
        paper.text(x, 110, text)
    lines = "Réalisé au\npremier\nsemestre\nde l'année\n2020"
    paper.text(293, 110 - 2 * 1.2 * 8, lines)
    first, *rest = texts(only(paper.read()))
    assert first == ["Indicateur", "2019", lines, "2021"]
    assert rest == rows[1:]


def test_a_heading_alone_at_a_pages_top_is_the_tables_though_the_first_row_is_set_lower() -> None:
    paper = paper_with([ROWS[0], *ROWS[3:] * 9], WIDTHS, "no rules").next_page()
    heading = "Nombre de personnes formées,\npar thématique et par bassin :"
    paper.text(53, 47.4, heading)
    paper.text(203, 75.5, "au moins\n316")
    for x, text in ((53, "Jeunes"), (293, "12"), (383, "15")):
        paper.text(x, 80.3, text)
    rows = [[f"Nombre {i}", "12", "15", "18"] for i in range(4)]
    draw(paper, 50, 92, plan(rows, WIDTHS), "no rules")
    found = texts(only(paper.read()))
    assert found[-6][0] == heading
    assert found[-5:] == [["Jeunes", "au moins\n316", "12", "15"], *rows]


def test_shaded_headings_between_rows_are_no_rows_that_are_shaded_in_turn() -> None:
    """A header of two ruled rows above them does not make it so."""
    levels = np.array([(y, 0.0, 200.0) for y in (0.0, 15.0, 30.0)])
    fills = tuple(Fill(0, top, 200, top + 15, pale=False) for top in (40, 150))
    sketch = Sketch(0, 200, 0, 300, levels, (40.0, 55.0, 150.0, 165.0))
    body = Body(sketch, (0, 100, 200), ((), ()), levels, fills, (), (), Spacing(1.0, 10.0), (0, 300))
    assert has_open_rows(body)
    one_row = replace(sketch, soft=(40.0, 55.0, 75.0, 90.0))
    near = tuple(Fill(0, top, 200, top + 15, pale=False) for top in (40, 75))
    assert has_open_rows(replace(body, sketch=one_row, fills=near))
    zebra = tuple(Fill(0, top, 200, top + 15, pale=False) for top in (30, 60, 90, 120))
    turns = replace(sketch, soft=tuple(y for fill in zebra for y in (fill.top, fill.bottom)))
    assert not has_open_rows(replace(body, sketch=turns, fills=zebra))


def test_a_table_without_rules_may_end_farther_right_on_its_second_page() -> None:
    paper = paper_with(LONG, WIDTHS, "no rules").next_page()
    wider = ["Montant", "12", "15", "1 864 467 €"]
    draw(paper, 50, 60, plan([*REST, wider], WIDTHS), "no rules")
    assert texts(only(read_whole(paper)))[-1] == wider


def test_the_last_shaded_row_of_a_zebra_is_one_row() -> None:
    rows = [ROWS[0], *([f"Nombre {i}\nde lieux", "1", "2", "3"] for i in range(7))]
    assert texts(only(paper_with(rows, WIDTHS, "zebra").read())) == rows


def test_rows_on_a_page_of_which_no_table_is_read_are_a_finding() -> None:
    paper = Paper()
    for y in (100, 120):
        for x, text in ((50, "Nombre de lieux"), (250, "12"), (400, "15 000")):
            paper.text(x, y, text)
    assert [notice.code for notice in paper.read().notices] == ["unplaced_text"]


def test_the_rest_of_a_label_alone_in_the_first_column_is_no_title() -> None:
    heights = [26.0] * 5
    first = [ROWS[0], *([f"Nombre {i}", str(i), "15", "18"] for i in range(3)), ["Part disposant d'un", "7", "8", "9"]]
    rest = [["service", "", "", ""], *([f"Part {i}", str(i), f"{i} %", "ND"] for i in range(4))]
    paper = Paper()
    draw(paper, 50, 690, plan(first, WIDTHS, heights), "no rules")
    paper.next_page()
    draw(paper, 50, 60, plan(rest, WIDTHS, heights), "no rules")
    assert texts(only(paper.read()))[-4:] == rest[1:]


def test_a_row_of_which_texts_stand_close_below_a_header_that_comes_back_is_none_of_its_rows() -> None:
    header = ["Indicateur", "Résultat\nobtenu", "2020", "2021"]
    paper = Paper()
    draw(paper, 50, 60, plan([header, *LONG[1:]], WIDTHS), "no rules")
    paper.next_page()
    draw(paper, 50, 60, plan([header], WIDTHS), "no rules")
    draw(paper, 50, 86, plan([["", "agents", "", ""], *REST], WIDTHS), "no rules")
    found = only(paper.read())
    assert texts(found)[0] == header
    assert all("agents" not in cell.text for cell in found.cells if cell.at.row == 0)
    assert len(next(cell for cell in found.cells if cell.text == "2021").places) == 2


@pytest.mark.parametrize("style", ["no rules", "zebra", "level rules only"])
def test_a_frame_round_the_page_is_no_side_of_a_table(style: str) -> None:
    paper = paper_with(ROWS, WIDTHS, style)
    paper.canvas.rect(30, 100, 535, 700)
    assert texts(only(paper.read())) == ROWS


def test_a_line_right_below_the_last_row_of_a_zebra_is_no_part_of_its_label() -> None:
    rows = [ROWS[0], *([f"Nombre {i}", "1", "2", "3"] for i in range(6))]
    paper = Paper()
    end = draw(paper, 50, 120, plan(rows, WIDTHS), "zebra")
    paper.text(50, end + 16, "Fait en deux exemplaires.")
    found = only(paper.read())
    assert texts(found)[: len(rows)] == rows
    assert all("exemplaires" not in cell.text for cell in found.cells if cell.at.row < len(rows))


def test_rows_between_a_ruled_header_and_a_frames_lower_side_are_parted_by_their_texts() -> None:
    paper = Paper()
    rows = [ROWS[0], *([f"Nombre {i}", "12", "15", "18"] for i in range(5))]
    end = draw(paper, 50, 120, plan(rows, WIDTHS), "rules round the header")
    paper.canvas.line(50, end, 50 + sum(WIDTHS), end)
    assert texts(only(paper.read())) == rows


def test_a_ruled_header_set_in_the_middle_is_one_row_above_rows_set_at_the_top() -> None:
    rows = [[f"Nombre {i}\nde lieux", str(i), "15", "18"] for i in range(5)]
    paper = Paper()
    for x, top, text in (
        (53, 88, "Indicateur"),
        (203, 78, "Situation\nde\n2020"),
        (293, 88, "2021"),
        (383, 88, "2022"),
    ):
        paper.text(x, top, text)
    end = draw(paper, 50, 105, plan(rows, WIDTHS), "no rules")
    for y in (60, 105, end):
        paper.canvas.line(50, y, 50 + sum(WIDTHS), y)
    assert texts(only(paper.read())) == [["Indicateur", "Situation\nde\n2020", "2021", "2022"], *rows]


def test_a_label_beside_no_text_of_its_shaded_row_may_be_of_more_rows() -> None:
    fills = tuple(Fill(0, top, 400, top + 40, pale=False) for top in (40, 120, 200))
    sketch = Sketch(0, 400, 0, 280, np.empty((0, 3)), tuple(y for fill in fills for y in (fill.top, fill.bottom)))

    def unsure_columns(low: float) -> set[int]:
        tops = [[43.0, 83, 123 + low, 163, 203], *([43.0, 83, 123, 163, 203] for _ in range(3))]
        columns = tuple(
            tuple(TextLine("12", 100 * c + 3, y, 100 * c + 50, y + 10) for y in own) for c, own in enumerate(tops)
        )
        body = Body(sketch, (0, 100, 200, 300, 400), columns, sketch.hard, fills, (), (), Spacing(1.0, 10.0), (0, 280))
        return {column for column, _, _ in imagine_rows(body).unsure}

    assert unsure_columns(low=0) == set()
    assert unsure_columns(low=19) == {0}


def test_a_label_that_begins_beside_a_heading_and_reaches_into_the_shaded_row_below_is_of_the_headings_row() -> None:
    fills = tuple(Fill(0, top, 400, top + 40, pale=False) for top in (40, 120, 200))
    sketch = Sketch(0, 400, 0, 280, np.empty((0, 3)), tuple(y for fill in fills for y in (fill.top, fill.bottom)))

    def unsure_columns(heading: float) -> set[int]:
        boxes = [[(102.0, 143.0)], [(heading, heading + 10), (123, 133)], [(123.0, 133.0)], [(123.0, 133.0)]]
        columns = tuple(
            tuple(TextLine("12", 100 * c + 3, top, 100 * c + 50, bottom) for top, bottom in own)
            for c, own in enumerate(boxes)
        )
        body = Body(sketch, (0, 100, 200, 300, 400), columns, sketch.hard, fills, (), (), Spacing(1.0, 10.0), (0, 280))
        return {column for column, _, _ in imagine_rows(body).unsure}

    assert unsure_columns(heading=102) == set()
    assert unsure_columns(heading=85) == {0}
