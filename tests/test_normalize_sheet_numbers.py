from __future__ import annotations

import pytest

from normalize.sheet_numbers import sheet_numbers
from tests.facts import KNOWLEDGE, sentences


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("décrites dans les fiches actions numérotées de 18 à 21.", [18, 19, 20, 21]),
        ("Les fiches-actions n° 1, 2, 5 à 7 et 12 sont jointes.", [1, 2, 5, 6, 7, 12]),
        ("Les fiches d'action n°3 et n°4 sont modifiées.", [3, 4]),
        ("La fiche action n° 18 décrit la maraude.", [18]),
        ("Les fiches actions 2022 sont jointes.", []),
        ("Les fiches actions sont jointes, 12 personnes.", []),
        ("Les fiches actions n° 9 à 3", []),
    ],
)
def test_every_number_is_written_out(text: str, numbers: list[int]) -> None:
    assert list(sheet_numbers(sentences(text), KNOWLEDGE.facts)) == numbers
