"""Scanned tables: doubt about a label is doubt about its figures."""

from __future__ import annotations

import pytest

from extract.model import Address, Cell, Document, Line, Mark, Source, Table
from normalize.unsure_print import _is_misread, _with_odd_words, settle_spelling


def cell(row: int, text: str, *marks: Mark) -> Cell:
    return Cell(Address(0, row, 0), text, marks=frozenset(marks))


def document(*cells: Cell, lines: tuple[Line, ...] = ()) -> Document:
    return Document(Source("a.pdf", "0" * 64, "pdf"), "scan", tables=(Table(0, 9, 1, cells),), lines=lines)


@pytest.mark.parametrize("text", ["Aller vers les publics", "Aller vers la MSAPDE"])
def test_a_long_word_that_two_readings_spell_differently_is_sure_where_it_is_known(text: str) -> None:
    known = document(cell(0, text, "spelt_unsure"), lines=(Line("la MSAPDE est là"),))
    assert settle_spelling(known, frozenset()).tables[0].cells[0].marks == frozenset()


def test_a_long_word_that_nobody_knows_stays_in_doubt() -> None:
    lines = (Line("les pubIiqs", is_unsure=True),)
    read = document(cell(0, "les pubIiqs", "spelt_unsure"), cell(1, "pubIiqs", "ocr_unsure"), lines=lines)
    settled = settle_spelling(read, frozenset())
    assert settled.tables[0].cells[0].marks == {"ocr_unsure"}
    assert settled.tables[0].cells[1].marks == {"ocr_unsure"}
    cut = document(cell(0, "les pub lics", "spelt_unsure"))
    assert settle_spelling(cut, frozenset()).tables[0].cells[0].marks == {"ocr_unsure"}
    assert settle_spelling(read, frozenset({"pubiiqs"})).tables[0].cells[0].marks == frozenset()


def test_a_word_that_is_another_but_for_one_letter_inside_is_odd() -> None:
    cells = [cell(0, "Tertitoires"), cell(1, "Territoires"), cell(2, "Territoires")]
    assert Address(0, 0, 0) in _with_odd_words(cells)


def test_words_of_other_endings_are_words_of_their_own() -> None:
    assert not _is_misread("orientes", "orientees")
    assert not _is_misread("accompagne", "accompagner")


def test_a_word_that_comes_back_is_no_misreading_of_another() -> None:
    cells = [cell(0, "prestation"), cell(1, "prestation"), cell(2, "orientation")]
    assert not _with_odd_words(cells)


def test_a_long_word_that_is_a_more_frequent_one_but_for_its_first_letter_is_odd() -> None:
    texts = ("l'accompagnement", "un accompagnement", "l'accompagnement", "raccompagnement", "raccompagnement")
    cells = [cell(i, text) for i, text in enumerate(texts)]
    assert _with_odd_words(cells) == {Address(0, 3, 0), Address(0, 4, 0)}
    lost = [cell(0, "accompagnement"), cell(1, "accompagnement"), cell(2, "daccompagnement")]
    assert not _with_odd_words(lost)


def test_a_word_that_is_one_of_known_labels_but_for_a_letter_is_odd_wherever_it_comes_back() -> None:
    known = frozenset({"accompagnement", "publics", "territoires"})
    cells = [cell(0, "raccompagnement"), cell(1, "tertitoires"), cell(2, "tertitoires"), cell(3, "territoires")]
    assert _with_odd_words(cells, known) == {Address(0, 0, 0), Address(0, 1, 0), Address(0, 2, 0)}
    assert not _with_odd_words([cell(0, "accompagnements"), cell(1, "territoire")], known)


def test_letters_that_no_word_has_are_odd() -> None:
    assert _with_odd_words([cell(0, "en \u0153ours d'accompagnement")])
    assert not _with_odd_words([cell(0, "mise en \u0153uvre")])
