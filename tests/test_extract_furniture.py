"""What stands on every page is furniture; what only looks like it is not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from extract.furniture import without_furniture
from extract.model import Document, PageSize
from extract.text import TextLine
from tests.drawing import Paper, plan, texts


def pages(count: int, draw: Callable[[Paper, int], object]) -> Document:
    paper = Paper()
    for number in range(1, count + 1):
        if number > 1:
            paper.next_page()
        draw(paper, number)
    return paper.read()


def lines(document: Document, role: str) -> list[str]:
    return [line.text for line in document.lines if line.role == role]


@pytest.mark.parametrize(
    ("y", "wordings"),
    [
        (30, ["Conseil départemental du Finistère"] * 3),
        (820, ["1/3", "2/3", "3/3"]),
        (820, ["Page 1 sur 3", "Page 2 sur 3", "Page 3 sur 3"]),
        (30, ["p. 4", "p. 5", "p. 6"]),
        (820, ["Convention 2019-2021 – 1", "Convention 2019-2021 – 2", "Convention 2019-2021 – 3"]),
        (30, ["- 1 -", "- 2 -", "- 3 -"]),
        (820, ["Territoire d'Alsace - 1/3", "Territoire d’Alsace – 2/3", "Territoire d'Alsace - 3/3"]),
    ],
)
def test_letterhead_and_page_numbers_are_furniture(y: float, wordings: Sequence[str]) -> None:
    document = pages(3, lambda paper, n: paper.text(50, y, wordings[n - 1]).text(50, 400, f"texte {n}"))
    assert lines(document, "furniture") == list(wordings)
    assert lines(document, "body") == ["texte 1", "texte 2", "texte 3"]


@pytest.mark.parametrize(
    ("y", "wordings"),
    [
        (50, ["Département 67", "Département 68"]),
        (50, ["Fiche action n° 1", "Fiche action n° 2", "Fiche action n° 3"]),
        (50, ["Résultats 2019", "Résultats 2019", "Résultats 2021"]),
        (780, ["Total 17", "Total 34", "Total 51"]),
        (400, ["milieu", "milieu"]),
        (50, ["Annexe A", "Annexe B"]),
    ],
)
def test_text_at_the_same_place_that_differs_is_none(y: float, wordings: Sequence[str]) -> None:
    document = pages(len(wordings), lambda paper, n: paper.text(50, y, wordings[n - 1]))
    assert lines(document, "body") == list(wordings)


def test_a_line_that_wanders_a_little_is_furniture_and_one_that_moves_is_not() -> None:
    document = pages(2, lambda paper, n: paper.text(50, 30 + n, "Conseil").text(50, 60 + 20 * n, "Direction"))
    assert lines(document, "furniture") == ["Conseil"] * 2
    assert lines(document, "body") == ["Direction"] * 2


def test_a_framed_letterhead_is_furniture_and_its_text_is_kept() -> None:
    def draw(paper: Paper, n: int) -> None:
        paper.table(300, 20, plan([["Direction", "Pôle social"]])).table(
            50, 300, plan([["H", "2019"], [f"r{n}", str(n)]])
        )

    document = pages(2, draw)
    assert [texts(table) for table in document.tables] == [[["H", "2019"], ["r1", "1"], ["r2", "2"]]]
    assert lines(document, "furniture") == ["Direction", "Pôle social"] * 2


def test_a_table_that_comes_back_in_the_middle_of_the_page_is_kept() -> None:
    rows = [["H", "2019"], ["r", "12"]]
    document = pages(2, lambda paper, n: paper.table(50, 300, plan(rows)))
    assert [cell.text for table in document.tables for cell in table.cells].count("12") >= 1
    assert not lines(document, "furniture")


def test_a_repeated_table_header_is_no_furniture() -> None:
    document = pages(2, lambda paper, n: paper.table(50, 40, plan([["Indicateur", "2019"], [f"r{n}", str(n)]])))
    assert [texts(table) for table in document.tables] == [[["Indicateur", "2019"], ["r1", "1"], ["r2", "2"]]]


def test_one_page_has_no_furniture() -> None:
    assert lines(pages(1, lambda paper, n: paper.text(50, 820, "1/1")), "body") == ["1/1"]


def test_a_header_in_three_parts_right_above_rows_is_no_furniture() -> None:
    def line(top: float, *texts: str) -> list[TextLine]:
        return [TextLine(text, 150.0 * i, top, 150.0 * i + 60, top + 10) for i, text in enumerate(texts)]

    def page(number: int, *lines: list[TextLine]) -> tuple[PageSize, list[list[TextLine]]]:
        return PageSize(number, 595, 842), list(lines)

    header, far = ("Indicateurs", "Réalisations", "Objectifs"), line(300, "a", "b", "c", "d")
    near = [page(n, line(100, *header), line(125, f"2018 {n}", "2019", "2020", "2018")) for n in (1, 2)]
    assert without_furniture(near) == [lines for _, lines in near]
    assert without_furniture([page(n, line(100, *header), far) for n in (1, 2)]) == [[far], [far]]


def test_a_header_in_three_parts_is_a_tables_on_every_page_where_it_is_on_one() -> None:
    def page(number: int, *below: list[str]) -> tuple[PageSize, list[list[TextLine]]]:
        rows = [["Indicateur", "2019", "2020"], *below]
        lines = [
            [TextLine(text, 50 + 150 * i, 60 + 30 * n, 100 + 150 * i, 70 + 30 * n) for i, text in enumerate(row)]
            for n, row in enumerate(rows)
        ]
        return PageSize(number, 595, 842), lines

    found = without_furniture([page(1, ["Axe 1"], ["1.1"]), page(2, ["Nombre", "1", "2"])])
    assert [len(lines) for lines in found] == [3, 2]


def test_a_label_that_stands_first_below_a_header_on_two_pages_is_a_tables_and_a_footer_is_not() -> None:
    def page(number: int) -> tuple[PageSize, list[list[TextLine]]]:
        rows = [
            ["Conseil"],
            ["Indicateurs", "2018", "2019", "2020"],
            ["par thème :"],
            [f"Jeunes {number}", "1", "2", "3"],
        ]
        lines = [
            [TextLine(text, 50 + 120 * i, 40 + 30 * n, 110 + 120 * i, 50 + 30 * n) for i, text in enumerate(row)]
            for n, row in enumerate(rows)
        ]
        footer = [TextLine("Convention", 50, 800, 120, 810)]
        return PageSize(number, 595, 842), [*lines, footer]

    found = without_furniture([page(1), page(2)])
    assert [[line[0].text for line in lines] for lines in found] == [
        ["Indicateurs", "par thème :", f"Jeunes {number}"] for number in (1, 2)
    ]


@pytest.mark.parametrize(("size", "is_furniture"), [(11.0, True), (7.0, False)])
def test_a_letterhead_in_larger_print_right_above_a_cut_row_is_furniture(size: float, is_furniture: bool) -> None:
    rows = [["Nombre de jours", "12", "14"], ["Nombre de lieux", "3", "4"]]

    def draw(paper: Paper, number: int) -> None:
        paper.text(50, 90, "Fraternité", size=size)
        for place, row in enumerate(rows):
            for x, text in zip((50, 150, 250), row, strict=True):
                paper.text(x, 98 + 16 * place + size / 9, f"{text} {number}" if x == 50 else text, size=7)

    assert ("Fraternité" in lines(pages(3, draw), "furniture")) == is_furniture
