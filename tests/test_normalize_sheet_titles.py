from __future__ import annotations

import pytest

from normalize.sheet_titles import titled
from tests.facts import KNOWLEDGE


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("Fiche action n° 18 : Maraude mixte", 18, "Maraude mixte"),
        ("FICHE-ACTION N°3", 3, None),
        ("Fiche action 7 – « Accueil »", 7, "Accueil"),
        ("Fiche n° 12 Plateforme de mobilité", 12, "Plateforme de mobilité"),
    ],
)
def test_a_sheets_title_gives_number_and_title(text: str, number: int, title: str | None) -> None:
    found = titled(text, KNOWLEDGE.sheets)
    assert found is not None
    assert (found.number, found.title) == (number, title)


@pytest.mark.parametrize(
    "text",
    [
        "Fiche action n° 18 est modifiée",
        "Fiche action n° 18 : Maraude ...... 12",
        "Fiches actions",
        "Fiche action 2.1 : X",
    ],
)
def test_a_sentence_or_a_line_of_contents_is_no_title(text: str) -> None:
    assert titled(text, KNOWLEDGE.sheets) is None
