"""Ruled rows that hold several rows each: parted where labels stand beside figures, whole where a cell is a list."""

from __future__ import annotations

from tests.drawing import Paper, only, plan, texts
from tests.unruled import draw

WIDTHS = [130, 120, 70, 70]
HEADER = ["Mesure", "Indicateur", "2019", "2020"]


def closed(rows: list[list[str]]) -> list[list[str]]:
    """Texts of which blank lines are left out."""
    return [[text.replace("\n\n", "\n") for text in row] for row in rows]


def drawn(*rows: list[str]) -> Paper:
    return Paper().table(50, 60, plan([HEADER, *rows], WIDTHS))


def test_rules_between_measures_alone_leave_the_rows_of_indicators_to_their_texts() -> None:
    first = ["1. Accueil", "Nombre de lieux\n\nNombre de places\n\nTaux de refus", "12\n\n4\n\n5 %", "15\n\n6\n\n7 %"]
    rows = texts(only(drawn(first, ["2. Logement", "Nombre de baux", "3", "5"]).read()))
    assert rows == [
        HEADER,
        ["1. Accueil", "Nombre de lieux", "12", "15"],
        ["", "Nombre de places", "4", "6"],
        ["", "Taux de refus", "5 %", "7 %"],
        ["2. Logement", "Nombre de baux", "3", "5"],
    ]


def test_figures_of_two_territories_with_a_blank_line_between_are_one_row() -> None:
    row = ["1. Accueil", "Nombre de lieux\nouverts", "67 : 12\n\n68 : 13", "67 : 1\n\n68 : 2"]
    assert texts(only(drawn(row, row, row).read())) == closed([HEADER, row, row, row])


def test_paragraphs_of_a_comment_beside_such_figures_part_nothing() -> None:
    header = ["Indicateur", "Commentaire", "2019", "2020"]
    row = ["Nombre de lieux", "Flux annuel\n\nSelon la CAF", "67 : 12\n68 : 13", "67 : 1\n68 : 2"]
    assert texts(only(Paper().table(50, 60, plan([header, row, row], WIDTHS)).read())) == closed([header, row, row])


def test_two_labels_beside_two_figures_may_be_two_rows_and_are_unstable() -> None:
    table = only(drawn(["1. Accueil", "Nombre de lieux\n\nNombre de places", "12\n\n4", ""]).read())
    assert len({cell.at.row for cell in table.cells}) == 2
    assert {cell.at.row for cell in table.cells if "unstable" in cell.marks} == {1}


def test_a_heading_round_which_uprights_break_off_is_a_row() -> None:
    rows = [["Axe 1", "<", "<", "<"], ["1.1 Accueil", "Lieux", "12", "15"], ["1.2 Aide", "Jeunes", "3", "4"]]
    paper = Paper()
    draw(paper, 50, 60, plan([HEADER, *rows, ["Axe 2", "<", "<", "<"], *rows[1:]], WIDTHS), "upright rules only")
    assert texts(only(paper.read())) == [HEADER, *rows, ["Axe 2", "<", "<", "<"], *rows[1:]]


def test_level_rules_between_measures_alone_leave_their_rows_to_their_texts() -> None:
    first = ["Nombre de lieux\n\nNombre de places\n\nTaux de refus", "12\n\n4\n\n5 %", "15\n\n6\n\n7 %"]
    second = ["Nombre de baux\n\nNombre de ménages\n\nPart des refus", "3\n\n9\n\n1 %", "5\n\n8\n\n2 %"]
    rows = [HEADER, ["1. Accueil", *first], ["2. Logement", *second], ["3. Aide", "Montant versé", "7", "8"]]
    paper = Paper()
    draw(paper, 50, 60, plan(rows, WIDTHS), "level rules only")
    found = texts(only(paper.read()))
    assert [row[1:] for row in found] == [
        HEADER[1:],
        ["Nombre de lieux", "12", "15"],
        ["Nombre de places", "4", "6"],
        ["Taux de refus", "5 %", "7 %"],
        ["Nombre de baux", "3", "5"],
        ["Nombre de ménages", "9", "8"],
        ["Part des refus", "1 %", "2 %"],
        ["Montant versé", "7", "8"],
    ]


def test_two_headings_one_under_the_other_round_which_uprights_break_off_are_two_rows() -> None:
    header = ["Indicateur", "Dépt", "2019", "2020"]
    body = [[f"Nombre {i}", f"Lieu {i}", str(i), f"{i} %"] for i in range(8)]
    paper = Paper()
    end = draw(paper, 50, 60, plan([header], WIDTHS), "open sides")
    for x in (50, 50 + sum(WIDTHS)):
        paper.canvas.line(x, 60, x, end + 30)
    paper.text(53, end + 11, "5. Lutte").text(53, end + 26, "5.1 Accueil")
    draw(paper, 50, end + 30, plan(body, WIDTHS), "upright rules only")
    found = texts(only(paper.read()))
    assert [row[0] for row in found[:4]] == ["Indicateur", "5. Lutte", "5.1 Accueil", "Nombre 0"]


def test_a_section_above_a_group_beside_a_measure_is_a_row_of_its_own_between_uprights() -> None:
    rows = [["Axe 1", "<", "<", "<"], ["1.1 Accueil", "Par thème :", "<", "<"], ["", "Jeunes", "3", "4"]]
    more = [[f"1.{number} Aide", f"Lieux {number}", "12", "15"] for number in range(2, 9)]
    paper = Paper()
    draw(paper, 50, 60, plan([HEADER, *rows, *more], WIDTHS), "upright rules only")
    table = only(paper.read())
    assert [row[:2] for row in texts(table)[1:4]] == [["Axe 1", "<"], ["1.1 Accueil", "Par thème :"], ["^", "Jeunes"]]
    assert not any("irregular" in cell.marks for cell in table.cells)


def test_few_rows_between_rules_are_parted_where_uprights_break_off_round_their_headings() -> None:
    paper = Paper()
    rows = [
        ["Indicateur", "2019", "2020"],
        ["Mesure 5.1 : Accueil", "<", "<"],
        ["Nombre de lieux", "12", "15"],
        ["Mesure 5.2 : Aide", "<", "<"],
        ["Nombre de baux", "3", "5"],
    ]
    draw(paper, 50, 60, plan(rows, [200, 90, 90]), "uprights, and rules above headings")
    assert texts(only(paper.read())) == rows


def test_a_ruled_row_in_which_figures_begin_anew_beside_each_other_holds_two_though_the_label_is_to_come() -> None:
    first = ["1. Accueil", "Nombre de lieux\n\nNombre de places\n\nTaux de refus", "12\n\n4\n\n5 %", "15\n\n6\n\n7 %"]
    last = ["2. Aide", "Montant versé\npar foyer\n\n", "\n\n\n9", "7\n\n\n8"]
    rows = texts(only(drawn(first, ["2. Logement", *first[1:]], last).read()))
    assert rows[-2:] == [["2. Aide", "Montant versé\npar foyer", "", "7"], ["", "", "9", "8"]]


def test_uprights_of_a_table_part_its_rows_though_another_table_of_the_page_has_them_a_little_farther_left() -> None:
    rows = [
        ["Indicateur", "Définition", "2019"],
        ["Mesure 5.1", "<", "<"],
        ["Nombre de lieux ouverts", "Flux annuel", "12"],
        ["Mesure 5.2", "<", "<"],
        ["Nombre de baux", "Stock", "3"],
    ]
    paper, style = Paper(), "uprights, and rules above headings"
    bottom = draw(paper, 50, 60, plan(rows, [96, 120, 60]), style)
    draw(paper, 50, bottom + 60, plan(rows, [97.5, 118.5, 60]), style)
    assert [texts(table) for table in paper.read().tables] == [rows, rows]
