"""Tables over pages: rows cut in two, merged cells that go on, headers that come back, tables that are two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import pytest

from extract.fragment import Fragment, Piece
from extract.model import Document, Mark, Region
from extract.repeated import doubt_rest
from extract.rules import Span
from extract.seam import Draft
from extract.stitch import Stitched, append
from extract.text import TextLine
from tests.drawing import Paper, cell_at, marked, only, plan, texts

HEADER = ["Mesure", "Indicateur", "2019", "2020"]
WIDTHS = (90.0, 120.0, 80.0, 80.0)
FIRST = ["1.1. Formation", "Nombre de jours", "12", "14"]
LAST = ["1.3. Logement", "Nombre", "5", "6"]
Rows = Sequence[Sequence[str]]
BOTTOM = 750.0


@dataclass
class Second:
    """How the second page is drawn."""

    x: float = 50
    title: str = ""
    widths: Sequence[float] = WIDTHS
    header: bool = False
    note: str = ""
    """Printed under the table of the first page."""


def two(above: Rows, below: Rows, second: Second | None = None) -> Paper:
    second = second or Second()
    first_rows = plan([HEADER, FIRST, *above], WIDTHS)
    paper = Paper().table(50, BOTTOM - sum(first_rows.heights), first_rows)
    if second.note:
        paper.text(50, BOTTOM + 12, second.note)
    paper.next_page()
    if second.title:
        paper.text(50, 50, second.title)
    return paper.table(second.x, 60, plan([*([HEADER] if second.header else []), *below, LAST], second.widths))


def stitched(above: Rows, below: Rows, second: Second | None = None) -> list[list[str]]:
    rows = texts(only(two(above, below, second).read()))
    assert (rows[0], rows[1], rows[-1]) == (HEADER, FIRST, LAST)
    return rows[2:-1]


def joined(document: Document, row: int, column: int) -> bool:
    cell = cell_at(only(document), row, column)
    return "joined_over_page" in cell.marks and [place.page for place in cell.places] == [1, 2]


def is_unsure(document: Document, row: int) -> bool:
    marks = marked(only(document))
    own = [cell.at.column for cell in only(document).cells if cell.at.row == row]
    return all("break_unsure" in marks.get((row, column), set()) for column in own)


@pytest.mark.parametrize("header", [False, True])
@pytest.mark.parametrize(
    ("above", "below", "row", "columns"),
    [
        (
            ["1.2. Accueil", "Délai", "Pour le 67 :", "Pour le 67 :"],
            ["", "", "3 semaines", "4"],
            ["1.2. Accueil", "Délai", "Pour le 67 :\n3 semaines", "Pour le 67 :\n4"],
            (2, 3),
        ),
        (
            ["1.2. Accueil", "Nombre d'accompagne-", "7", "8"],
            ["", "ments", "", ""],
            ["1.2. Accueil", "Nombre d'accompagne-\nments", "7", "8"],
            (1,),
        ),
        (
            ["1.2. Accueil", "Nombre", "Pour le 67 : 6", "Pour le 67 : 8"],
            ["", "", "000", "500"],
            ["1.2. Accueil", "Nombre", "Pour le 67 : 6\n000", "Pour le 67 : 8\n500"],
            (2, 3),
        ),
        (
            ["1.2. Accueil", "Nombre", "121 agents formés et", "8"],
            ["", "", "en cours", ""],
            ["1.2. Accueil", "Nombre", "121 agents formés et\nen cours", "8"],
            (2,),
        ),
    ],
)
def test_a_row_cut_in_two_is_one(
    above: list[str], below: list[str], row: list[str], columns: tuple[int, ...], header: bool
) -> None:
    assert stitched([above], [below], Second(header=header)) == [row]
    document = two([above], [below], Second(header=header)).read()
    assert all(joined(document, 2, column) for column in columns)
    assert all(len(cell_at(only(document), 2, column).places) == 2 for column in range(4))


@pytest.mark.parametrize("below", [["", "", "000", ""], ["", "", "150", ""], ["", "", "150", "160"]])
def test_a_bare_number_below_a_bare_number_is_in_doubt_whether_joined_or_not(below: list[str]) -> None:
    document = two([["1.2. Accueil", "Nombre", "6", "8"]], [below]).read()
    marks = marked(only(document))
    assert all("break_unsure" in marks[2, column] for column, text in enumerate(below) if text)
    if only(document).rows == 5:
        assert is_unsure(document, 3)
        assert not any("joined_over_page" in marks for marks in marked(only(document)).values())


def test_figures_below_blank_ones_are_joined_in_doubt() -> None:
    rows = [["1.2. Accueil", "Nombre", "", ""]], [["", "", "13", "15"]]
    assert stitched(*rows) == [["1.2. Accueil", "Nombre", "13", "15"]]
    assert is_unsure(two(*rows).read(), 2)


PUSHED = [["1.2. Accueil", "Nombre", "Pour le 67 : 5", ""], ["", "", "Pour le 68 : 6", "Pour le 68 : 7"]]
"""A row of a table in which rows without label stand, and its second territory's below."""


@pytest.mark.parametrize(("label", "rows"), [("Pour le 67 :", 2), ("Pour le 68 :", 3)])
def test_a_figure_pushed_to_the_next_page_is_of_the_row_above_if_it_is_of_the_same_territory(
    label: str, rows: int
) -> None:
    above, below = (
        [["1.0. A", "B", "Pour le 67 : 1", "Pour le 67 : 2"], ["", "", "Pour le 68 : 3", ""]],
        ["", "", "", ""],
    )
    document = two([*above, PUSHED[0]], [[*below[:3], f"{label} 9"], PUSHED[1]]).read()
    body = texts(only(document))[4:-1]
    assert len(body) == rows
    assert body[0] == [*PUSHED[0][:3], "Pour le 67 : 9" if rows == 2 else ""]
    assert is_unsure(document, 4) == (rows == 3)


def pair(label: str, *territories: str) -> list[list[str]]:
    """Rows beside one label, each of a territory."""
    return [
        [*(["", label] if i == 0 else ["", ""]), f"Pour le {t} : 1", f"Pour le {t} : 2"]
        for i, t in enumerate(territories)
    ]


@pytest.mark.parametrize(
    ("above", "second", "is_sure"),
    [
        (("68", "67", "68"), "67", True),
        (("68", "67", "68"), "68", False),
        (("68", "67", "66"), "67", False),
    ],
    ids=["the territories again", "the same territory", "a third territory"],
)
def test_a_label_pushed_to_the_next_page_is_of_the_row_above_too_where_territories_begin_again(
    above: tuple[str, ...], second: str, is_sure: bool
) -> None:
    document = two(pair("Nombre", *above), pair("Délai", second)).read()
    table, last = only(document), 1 + len(above)
    assert (cell_at(table, last, 1).text == "Délai") == is_sure
    assert is_unsure(document, last) != is_sure


def test_a_comment_alone_that_did_not_fit_leaves_the_rest_of_its_row_sure() -> None:
    above = ["1.2. Accueil", "Nombre", "Flux, hors", "12"]
    document = two([above], [["", "", "Global", ""]]).read()
    assert texts(only(document))[2] == [*above[:2], "Flux, hors\nGlobal", "12"]
    marks = marked(only(document))
    assert [column for column in range(4) if "break_unsure" in marks.get((2, column), set())] == [2]


def test_a_label_whose_own_words_go_on_is_sure_though_what_stands_beside_it_may_be_new() -> None:
    above = ["1.2. Accueil", "Nombre de jours de", "Stock", "Pour le 67 : 5"]
    marks = marked(only(two([above], [["", "formation", "Depuis", "Pour le 68 : 7"]]).read()))
    assert "break_unsure" not in marks[2, 1]
    assert "break_unsure" in marks[2, 2]


def test_a_merged_cell_goes_on_over_the_break() -> None:
    above = [["1.2. Accueil", "Nombre", "7", "8"], ["^", "Part", "70 %", "80 %"]]
    assert stitched(above, [["", "Délai", "5", "6"]]) == [*above, ["^", "Délai", "5", "6"]]
    document = two(above, [["", "Délai", "5", "6"]]).read()
    assert [place.page for place in cell_at(only(document), 2, 0).places] == [1, 2]
    assert is_unsure(document, 4)


def test_own_text_of_a_merged_cell_goes_on_over_the_break() -> None:
    above, below = [["3.2. Garantie", "Nombre", "7", "8"]], [["d'activité", "Part", "5", "9"]]
    assert stitched(above, below) == [["3.2. Garantie\nd'activité", "Nombre", "7", "8"], ["^", "Part", "5", "9"]]
    assert joined(two(above, below).read(), 2, 0)


def test_the_text_of_a_merged_cell_that_stands_on_the_next_page_is_the_cells_own() -> None:
    above, below = [["", "Nombre", "7", "8"]], [["Accueil", "Part", "5", "9"]]
    assert stitched(above, below) == [["Accueil", "Nombre", "7", "8"], ["^", "Part", "5", "9"]]
    assert is_unsure(two(above, below).read(), 2)
    assert "pushed" in marked(only(two(above, below).read()))[2, 0]
    assert not any("pushed" in marks for marks in marked(only(two(below, above).read())).values())


def test_another_measure_begins_its_own_row() -> None:
    rows = [["1.2. Accueil", "Nombre", "7", "8"]], [["1.2.1. Autre", "Part", "5", "9"]]
    assert stitched(*rows) == [*rows[0], *rows[1]]
    assert not any("joined_over_page" in marks for marks in marked(only(two(*rows).read())).values())


def test_labels_of_another_territory_begin_their_own_row() -> None:
    above = [["1.2. Accueil", "Nombre", "Pour le 67 : 7", "Pour le 67 : 8"]]
    rows = stitched(above, [["", "", "Pour le 68 : 9", "Pour le 68 : 10"]])
    assert rows == [*above, ["^", "^", "Pour le 68 : 9", "Pour le 68 : 10"]]


def test_a_header_that_comes_back_is_one_cell_with_a_place_on_each_page() -> None:
    document = two([], [], Second(header=True)).read()
    assert texts(only(document)) == [HEADER, FIRST, LAST]
    for column in range(4):
        head = cell_at(only(document), 0, column)
        assert [place.page for place in head.places] == [1, 2]
        assert "joined_over_page" not in head.marks


def test_a_header_over_two_rows_comes_back_whole() -> None:
    heads = [["Mesure", "Résultats", "<"], ["^", "2019", "2020"]]
    paper = Paper().table(50, 600, plan([*heads, ["a", "1", "2"]])).next_page()
    table = only(paper.table(50, 60, plan([*heads, ["b", "3", "4"]])).read())
    assert texts(table) == [*heads, ["a", "1", "2"], ["b", "3", "4"]]


@pytest.mark.parametrize(
    "second",
    [
        Second(widths=(60, 60, 60, 60)),
        Second(widths=(90, 150, 80, 50)),
        Second(title="2. Un autre tableau"),
        Second(note="Un paragraphe de texte sous le tableau."),
        Second(title="Département 68", header=True),
        Second(note="Pour le Haut-Rhin, les résultats sont :", header=True),
    ],
)
def test_what_may_be_another_table_is_not_joined(second: Second) -> None:
    assert len(two([], [], second).read().tables) == 2


@pytest.mark.parametrize(
    "second",
    [
        Second(),
        Second(note="* Nota : chiffres provisoires"),
        Second(note="(1) au 31 décembre", header=True),
        Second(widths=(90.8, 120.9, 80.5, 79)),
        Second(x=80),
        Second(x=20, header=True),
        Second(widths=(99, 132, 88, 88), header=True),
        Second(widths=(80, 140, 75, 90), header=True),
        Second(title="Tableau 1 (suite)", header=True),
    ],
)
def test_the_same_table_goes_on(second: Second) -> None:
    assert stitched([], [], second) == []


def test_a_title_printed_again_over_the_same_header_does_not_divide_the_table() -> None:
    paper = Paper().text(50, 590, "Tableau 1").table(50, 600, plan([HEADER, FIRST], WIDTHS)).next_page()
    table = only(paper.text(50, 50, "Tableau 1").table(50, 60, plan([HEADER, LAST], WIDTHS)).read())
    assert (table.title, texts(table)) == ("Tableau 1", [HEADER, FIRST, LAST])


def test_an_edge_that_only_one_page_needs_leaves_the_other_rows_whole() -> None:
    paper = Paper().table(50, 700, plan([["a", "12"]], [90, 160])).next_page()
    table = only(paper.table(50, 60, plan([["b", "13", "14"]], [90, 80, 80])).read())
    assert texts(table) == [["a", "12", "<"], ["b", "13", "14"]]


def test_a_row_may_fill_a_whole_page() -> None:
    paper = Paper().table(50, 700, plan([HEADER, ["1.2. Accueil", "Un texte qui commence et", "7", "8"]], WIDTHS))
    paper.next_page().table(50, 60, plan([["", "qui se poursuit sur une page et", "", ""]], WIDTHS, [700]))
    table = only(paper.next_page().table(50, 60, plan([["", "finit ici.", "", ""], LAST], WIDTHS)).read())
    whole = "Un texte qui commence et\nqui se poursuit sur une page et\nfinit ici."
    assert texts(table) == [HEADER, ["1.2. Accueil", whole, "7", "8"], LAST]
    assert [place.page for place in cell_at(table, 1, 1).places] == [1, 2, 3]


def test_a_blank_page_between_does_not_end_a_table() -> None:
    paper = Paper().table(50, 700, plan([HEADER, FIRST], WIDTHS)).next_page().next_page()
    assert texts(only(paper.table(50, 60, plan([LAST], WIDTHS)).read())) == [HEADER, FIRST, LAST]


def test_a_page_of_text_between_ends_a_table() -> None:
    paper = Paper().table(50, 700, plan([HEADER, FIRST], WIDTHS)).next_page().text(50, 300, "Un texte.").next_page()
    assert len(paper.table(50, 60, plan([LAST], WIDTHS)).read().tables) == 2


def test_only_the_last_table_of_a_page_goes_on() -> None:
    paper = (
        Paper().table(50, 60, plan([HEADER, FIRST], WIDTHS)).table(50, 600, plan([["x", "1"], ["y", "2"]], [60, 60]))
    )
    document = paper.next_page().table(50, 60, plan([LAST], WIDTHS)).read()
    assert [table.rows for table in document.tables] == [2, 2, 1]


@pytest.mark.parametrize(
    ("open_sides", "is_doubted"), [(frozenset({"bottom"}), True), (frozenset[str](), False)], ids=["open", "closed"]
)
def test_text_of_a_column_on_the_page_after_a_last_row_that_no_rule_closes_may_be_its_rest(
    open_sides: frozenset[str], is_doubted: bool
) -> None:
    rows = replace(plan([HEADER, FIRST, LAST], WIDTHS), open_sides=open_sides)
    paper = Paper().table(50, BOTTOM - sum(rows.heights), rows).next_page()
    table = only(paper.text(50 + sum(WIDTHS[:2]) + 5, 60, "sociaux").read())
    assert all(("unsure_text" in cell.marks) == is_doubted for cell in table.cells if cell.at.row == 2)


def test_marks_of_a_piece_stay_with_the_joined_cell() -> None:
    paper = two([["1.2. Accueil", "Délai", "Pour le 67 :", "Pour le 67 :"]], [["", "", "3 semaines", ""]])
    table = only(paper.text(310, 71, "123456789").read())
    assert "unsure_text" in cell_at(table, 2, 3).marks


def test_a_figure_merged_over_two_territories_goes_on_over_a_break_between_their_rows() -> None:
    above = [["1.2. Accueil", "Délai", "Pour le 67 : 5 jours", "Pour les 67 et 68 : 32"]]
    below = [["", "", "Pour le 68 : 7 jours", "semaines"]]
    assert stitched(above, below) == [
        ["1.2. Accueil", "Délai", "Pour le 67 : 5 jours", "Pour les 67 et 68 : 32\nsemaines"],
        ["^", "^", "Pour le 68 : 7 jours", "^"],
    ]


def test_what_goes_on_beside_a_new_indicator_is_not_joined() -> None:
    above = [["1.2. Accueil", "Délai", "Pour le 67 : 5 jours", "Pour les 67 et 68 : 32"]]
    below = [["", "Budget", "Pour le 68 : 7 jours", "néant"]]
    assert stitched(above, below)[-1] == ["^", "Budget", "Pour le 68 : 7 jours", "néant"]


def unstable(rows: int, texts: Sequence[str], at: int) -> set[int]:
    """The rows of one column that are unstable at the end where one of them is at first."""
    place = Region(1, 0, 0, 100, 20)
    drafts = [
        Draft(Span(row, 0, row + 1, 1), [Piece(Span(row, 0, row + 1, 1), (TextLine(text, 0, 0, 9, 9),), place)])
        for row, text in enumerate(texts)
    ]
    drafts[at].marks.add("unstable")
    table = Stitched([], [0, 100], rows, drafts, drafts, has_empty_labels=False).table(0, None)
    return {cell.at.row for cell in table.cells if "unstable" in cell.marks}


def test_what_is_blank_below_an_unstable_cell_is_unstable_down_to_the_next_text() -> None:
    assert unstable(5, ["A", "B", "", "", "C"], at=1) == {1, 2, 3}


def one_row(page: int, xs: tuple[float, ...]) -> Fragment:
    """A fragment of one row of imagined cells, each with a text."""
    pieces = [
        Piece(
            Span(0, column, 1, column + 1),
            (TextLine(f"Texte {column}", xs[column], 0, xs[column] + 9, 9),),
            Region(page, xs[column], 0, xs[column + 1], 20),
            marks=frozenset({"imagined"}),
        )
        for column in range(len(xs) - 1)
    ]
    return Fragment(page, xs, 1, tuple(pieces))


@pytest.mark.parametrize(("first", "second"), [((0, 80, 160), (0, 40, 80, 160)), ((0, 40, 80, 160), (0, 80, 160))])
def test_where_edges_are_imagined_and_another_page_has_more_the_cells_without_are_unstable(
    first: tuple[float, ...], second: tuple[float, ...]
) -> None:
    table = Stitched.begin(one_row(1, first))
    assert append(table, one_row(2, second))
    lacking = 1 if len(first) < len(second) else 2
    cells = table.table(0, None).cells
    assert all("unstable" in cell.marks for cell in cells if cell.places[0].page == lacking)


def rows_of(*rows: Sequence[str]) -> Fragment:
    """A fragment of rows of cells with these texts."""
    pieces = [
        Piece(
            Span(row, column, row + 1, column + 1),
            (TextLine(text, 80 * column, 20 * row, 80 * column + 9, 20 * row + 9),) if text else (),
            Region(1, 80 * column, 20 * row, 80 * column + 80, 20 * row + 20),
        )
        for row, own in enumerate(rows)
        for column, text in enumerate(own)
    ]
    return Fragment(1, tuple(80.0 * i for i in range(len(rows[0]) + 1)), len(rows), tuple(pieces))


@pytest.mark.parametrize(("row", "is_doubted"), [(["", "Attendu", "Atteint"], True), (["", "Attendu", "3"], False)])
def test_a_row_below_a_header_that_says_what_the_header_says_is_in_doubt(row: list[str], is_doubted: bool) -> None:
    upper = ["Indicateur", "2020", "2021"]
    table = Stitched.begin(rows_of(upper, ["", "Attendu", "Atteint"], ["Nombre", "12", "14"]))
    found = doubt_rest(table.first, rows_of(upper, row, ["Part", "5", "6"]), 1)
    assert {p.span.row for p in found.pieces if "unsure_text" in p.marks} == ({1} if is_doubted else set())


def test_words_in_two_rows_that_may_be_one_text_cut_by_the_break_are_in_doubt() -> None:
    below = ["1.2. Aller vers", "Part", "3", "de maisons de services"]
    document = two([["1.1. Accueil", "Nombre", "12", "20, soit le nombre"]], [below]).read()
    table = only(document)
    doubted = {(c.at.row, c.at.column) for c in table.cells if "unsure_text" in c.marks}
    assert doubted == {(2, 3), (3, 3)}


def test_imagined_columns_are_the_same_where_the_last_one_ends_farther_right() -> None:
    table = Stitched.begin(one_row(1, (0, 40, 80, 160)))
    assert append(table, one_row(2, (0, 40, 80, 175)))
    assert table.xs == [0, 40, 80, 160]
    assert not append(table, one_row(3, (0, 40, 95, 160, 175)))


def test_a_figure_that_may_be_the_rest_of_the_one_above_is_in_doubt_where_texts_alone_part_the_rows() -> None:
    rows = [["Nombre", "67 : 12", "67 : Action non"], ["", "68 : 3", "contractualisée"], ["Part", "67 : 4", "67 : 5"]]
    whole = rows_of(*rows)
    open_rows = tuple(replace(piece, marks=frozenset({"open_rows"})) for piece in whole.pieces)
    for pieces, doubted in ((open_rows, {(0, 2), (1, 2)}), (whole.pieces, set())):
        cells = Stitched.begin(replace(whole, pieces=pieces)).table(0, None).cells
        assert {(c.at.row, c.at.column) for c in cells if "unsure_text" in c.marks} == doubted


def fragment(page: int, xs: tuple[float, ...], sliver: str = "") -> Fragment:
    """A row of a table on one page; `sliver` stands in its column but last, where that is a narrow one."""
    said = [f"Nombre {page}", "12", *([sliver] if len(xs) > 4 else []), "15"]
    places = [Region(page, a, 60, b, 80) for a, b in pairwise(xs)]
    pieces = tuple(
        Piece(Span(0, c, 1, c + 1), (TextLine(text, place.x0, 62, place.x1, 72),) if text else (), place)
        for c, (text, place) in enumerate(zip(said, places, strict=True))
    )
    return Fragment(page, xs, 1, pieces)


def test_a_sliver_between_two_rules_of_a_later_page_is_no_column() -> None:
    table = Stitched.begin(fragment(1, (50, 150, 250, 350)))
    assert append(table, fragment(2, (50, 150, 250, 252, 350)))
    assert all(draft.span.column < draft.span.column_end for draft in table.cells)
    assert [draft.text for draft in table.cells] == ["Nombre 1", "12", "15", "Nombre 2", "12", "15"]


def test_a_later_page_with_text_in_a_sliver_is_no_part_of_the_table() -> None:
    table = Stitched.begin(fragment(1, (50, 150, 250, 350)))
    assert not append(table, fragment(2, (50, 150, 250, 252, 350), sliver="x"))


def test_texts_at_the_bottom_of_one_pages_cells_leave_the_cells_of_all_pages_in_doubt() -> None:
    def page(number: int, *marks: Mark) -> Fragment:
        own = fragment(number, (50, 150, 250, 350))
        pieces = [replace(piece, marks=frozenset({"imagined", "open_rows", *marks})) for piece in own.pieces]
        return replace(own, pieces=tuple(pieces))

    some: tuple[tuple[Mark, ...], ...] = (("at_bottom",), ())
    for marks, are_unstable in zip(some, (True, False), strict=True):
        table = Stitched.begin(page(1))
        assert append(table, page(2, *marks))
        assert all(("unstable" in cell.marks) == are_unstable for cell in table.table(0, None).cells)


def test_a_text_over_columns_in_a_first_row_that_is_no_header_is_in_doubt_where_its_edges_are_imagined() -> None:
    def page(number: int, *spans: tuple[int, int]) -> Fragment:
        own = fragment(number, (50, 150, 250, 350))
        marks: frozenset[Mark] = frozenset({"imagined"})
        pieces = [
            replace(p, span=Span(0, span[0], 1, span[1]), marks=marks)
            for p, span in zip(own.pieces, spans, strict=False)
        ]
        return replace(own, pieces=tuple(pieces))

    for spans, doubted in (([(0, 1), (1, 3)], {1}), ([(0, 1), (1, 2), (2, 3)], set()), ([(0, 3)], set())):
        table = Stitched.begin(page(1, (0, 1), (1, 2), (2, 3)))
        assert append(table, page(2, *spans))
        assert {d.span.column for d in table.cells if d.span.row == 1 and "unstable" in d.marks} == doubted
