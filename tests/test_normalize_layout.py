from __future__ import annotations

import pytest

from normalize.knowledge import load_knowledge
from normalize.layout import phrase_pattern
from normalize.spelling import fold

LAYOUT = load_knowledge().layout


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("résultat attendu", "Résultats attendus en 2022", True),
        ("résultat attendu", "RESULTAT\nATTENDU", True),
        ("valeur visée", "valeurs visees", True),
        ("résultat", "résultante", False),
        ("n°", "n° 2", True),
        ("à atteindre", "a atteindre", True),
        ("cible", "cibler", False),
    ],
)
def test_a_phrase_is_found_in_singular_and_plural_as_whole_words(phrase: str, text: str, found: bool) -> None:
    assert (phrase_pattern((phrase,)).search(fold(text)) is not None) is found


def test_of_two_phrases_at_one_place_the_longer_wins() -> None:
    found = phrase_pattern(("résultat", "résultat attendu")).findall
    assert found("resultats attendus") == ["resultats attendus"]
    assert found("resultats") == ["resultats"]
    assert found("cible") == []


def test_no_word_says_two_roles_or_two_kinds() -> None:
    words = [fold(word) for entry in LAYOUT.roles for word in entry.words]
    phrases = [fold(phrase) for entry in LAYOUT.kinds for phrase in entry.phrases]
    assert len(words) == len(set(words))
    assert len(phrases) == len(set(phrases))


def test_every_month_and_part_of_the_year_is_there() -> None:
    assert [month.number for month in LAYOUT.months] == list(range(1, 13))
    assert {
        part.months * max(o.number for o in LAYOUT.ordinals if o.number * part.months <= 12) for part in LAYOUT.parts
    } == {12}


def test_no_role_is_a_kind_but_what_both_say() -> None:
    """The word "mesuré" folds to "mesure": a column of measures would be one of results."""
    roles = {fold(word) for entry in LAYOUT.roles for word in entry.words}
    phrases = {fold(phrase) for entry in LAYOUT.kinds for phrase in entry.phrases}
    assert roles & phrases <= {"engagement", "reference"}


@pytest.mark.parametrize("text", ["Résultat atten-du en 2022", "Résul\u2010tats attendus"])
def test_a_phrase_is_found_though_a_line_end_breaks_its_words(text: str) -> None:
    found = phrase_pattern(("résultat", "résultat attendu")).search(fold(text))
    assert found is not None
    assert found[0].replace("-", "").removesuffix("s") in ("resultat attendu", "resultats attendu")
