from __future__ import annotations

import pytest

from normalize.money import amounts_in, state_amounts
from tests.facts import KNOWLEDGE, sentences


def state(text: str, year: int | None = 2022) -> list[float]:
    return [claim.value for claim in state_amounts(sentences(text), KNOWLEDGE, year)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Au titre de l'année 2022, le soutien financier de l'État s'élève à 3 862 055 €.", 3862055.0),
        ("le soutien financier de l'Etat s'élève à un montant de 3\u202f862\u202f055 euros", 3862055.0),
        ("La contribution financière de l'État est fixée à la somme de 2 231 197,47 €.", 2231197.47),
        ("L'État s'engage à verser au Département une subvention de 4.817.132,60 euros.", 4817132.6),
        ("L'État alloue à la Métropole de Lyon un concours de deux cent mille euros (200 000 €).", 200000.0),
        (
            "Le montant de la participation de l'État est porté à 1 402 118,50 € dont 200 000 € pour l'enfance",
            1402118.5,
        ),
        ("La part de l'État s'élève à 500 000 € et celle du Département à 600 000 €.", 500000.0),
        ("L'État apporte un soutien de 500 K€.", 500000.0),
        ("Le soutien de l'État s'élève à 612 400 euros, répartis comme suit : 400 000 € et 212 400 €.", 612400.0),
        ("La dotation de l'État est de 350 000 € sous réserve de la disponibilité des crédits.", 350000.0),
    ],
)
def test_the_amount_of_the_state_however_it_is_worded(text: str, value: float) -> None:
    assert state(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Le Département contribue à hauteur de 712 000 euros.",
        "L'État et le Département financent les actions à hauteur de 8 151 555 €.",
        "Le programme cofinancé par le Département et l'État s'élève à 8 151 555 €.",
        "Le soutien de l'État est porté de 1 000 000 € à 1 402 118 €.",
        "L'État verse un acompte de 100 000 €.",
        "L'État verse une aide supplémentaire de 100 000 €.",
        "Le soutien de l'État s'élève à 500 000 € pour la mesure 1 et 300 000 € pour la mesure 2.",
        "L'État apporte un soutien de 500 000 € par an.",
        "Au titre de l'année 2021, le soutien financier de l'État s'élève à 3 000 000 €.",
        "Vu le soutien de l'État qui s'élève à 3 000 000 €",
        "Le soutien de l'État s'élève à 3 personnes.",
        "Le soutien de l'État s'élève à 1.250 €.",
    ],
)
def test_a_part_a_former_amount_or_anothers_is_not_taken(text: str) -> None:
    assert state(text) == []


def test_amounts_are_whole_numbers_with_a_unit_of_money() -> None:
    found = amounts_in("2022 3 862 055 € puis 12 000 agents, 1,4 M€ et 150 euros", KNOWLEDGE)
    assert [(each.value, each.is_exact) for each in found] == [(1400000.0, False), (150.0, True)]
