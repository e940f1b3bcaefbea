"""A header that comes back on a later page: known by its cells, or by its letters where edges are imagined."""

from __future__ import annotations

from collections.abc import Sequence

from extract.fragment import Fragment, Piece
from extract.model import Mark, Region
from extract.repeated import heads_again, repeated_rows
from extract.rules import Span
from extract.seam import Draft
from extract.text import TextLine

Cells = Sequence[tuple[int, int, int, str]]
"""Row, first and last column (exclusive), text."""
FIRST: Cells = [
    (0, 0, 1, "Indicateurs"), (0, 1, 2, "Objectifs pour 2022"), (0, 2, 3, "Réalisation 2022"),
    (1, 0, 1, "Nombre"), (1, 1, 2, "12"), (1, 2, 3, "15"),
]  # fmt: skip
CUT_OTHERWISE: Cells = [
    (0, 0, 1, "Indicateurs"), (0, 1, 3, "Objectifs Réalisation pour 2022 2022"),
    (1, 0, 1, "Part"), (1, 1, 2, "4"), (1, 2, 3, "7"),
]  # fmt: skip


def pieces(page: int, top: float, cells: Cells, marks: frozenset[Mark]) -> tuple[Piece, ...]:
    found = []
    for row, first, last, text in cells:
        place = Region(page, 100.0 * first, top + 20 * row, 100.0 * last, top + 20 * row + 20)
        lines = (TextLine(text, place.x0, place.top, place.x1, place.bottom),)
        found.append(Piece(Span(row, first, row + 1, last), lines, place, marks=marks))
    return tuple(found)


def first(mark: Mark = "imagined") -> list[Draft]:
    return [Draft(piece.span, [piece]) for piece in pieces(1, 80, FIRST, frozenset([mark]))]


def fragment(cells: Cells, mark: Mark = "imagined") -> Fragment:
    return Fragment(2, (0, 100, 200, 300), 2, pieces(2, 50, cells, frozenset([mark])))


def test_rows_with_the_same_cells_are_the_header_again() -> None:
    again = fragment([*FIRST[:3], *CUT_OTHERWISE[2:]], "irregular")
    assert repeated_rows(first(), again) == 1
    assert [piece.place.top for _, piece in heads_again(first(), again, 1)] == [50, 50, 50]


def test_rows_with_the_same_letters_in_other_cells_are_the_header_again_where_edges_are_imagined() -> None:
    assert repeated_rows(first(), fragment(CUT_OTHERWISE)) == 1
    assert repeated_rows(first(), fragment(CUT_OTHERWISE, "irregular")) == 0


def test_a_header_that_is_cut_otherwise_stands_where_its_cells_stood_on_the_first_page() -> None:
    found = heads_again(first(), fragment(CUT_OTHERWISE), 1)
    assert [draft.text for draft, _ in found] == [text for _, _, _, text in FIRST[:3]]
    assert [(piece.place.page, piece.place.x0, piece.place.top) for _, piece in found] == [
        (2, 0, 50), (2, 100, 50), (2, 200, 50)
    ]  # fmt: skip


def test_rows_with_other_letters_are_no_header() -> None:
    other = [(0, 0, 1, "Indicateurs"), (0, 1, 3, "Objectifs Réalisation pour 2023 2022"), *CUT_OTHERWISE[2:]]
    assert repeated_rows(first(), fragment(other)) == 0


def test_what_recognisers_mix_up_and_accents_are_no_other_header_but_another_year_is() -> None:
    def header(text: str) -> Cells:
        return [(0, 0, 1, "Indicateurs"), (0, 1, 2, text)]

    begun = [Draft(piece.span, [piece]) for piece in pieces(1, 80, header("Réalisé au 1er semestre 2022"), frozenset())]
    for text, rows in (("Realisé au ler semestre 2022", 1), ("Réalisé au 1er semestre 2023", 0)):
        again = pieces(2, 50, [*header(text), (1, 0, 1, "Part"), (1, 1, 2, "4")], frozenset())
        assert repeated_rows(begun, Fragment(2, (0, 100, 200), 2, again)) == rows


def test_a_header_that_its_picture_leaves_in_doubt_says_what_a_later_page_says_surely() -> None:
    def headers(text: str, *marks: Mark) -> list[Draft]:
        header: Cells = [(0, 0, 1, "Indicateurs"), (0, 1, 2, text)]
        return [Draft(piece.span, [piece], set(piece.marks)) for piece in pieces(1, 80, header, frozenset(marks))]

    for marks, text, is_unsure in (((), "1er semestre", False), (("ocr_unsure",), "ler semestre", True)):
        begun = headers("ler semestre", "ocr_unsure")
        again = [draft.pieces[0] for draft in headers("1er semestre", *marks)]
        heads_again(begun, Fragment(2, (0, 100, 200), 1, tuple(again)), 1)
        assert (begun[1].text, "ocr_unsure" in begun[1].marks) == (text, is_unsure)
