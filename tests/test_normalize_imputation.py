from __future__ import annotations

import pytest

from normalize.imputation import courts, imputations, is_siren, sirens
from tests.facts import KNOWLEDGE, sentences


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("La dépense est imputée sur le programme 304, action 19, sous-action 01.", ["304-19-01"]),
        (
            "imputée sur le programme 304 « Inclusion sociale », action 19 « Stratégie », sous-action 01 « Mesures »",
            ["304-19-01"],
        ),
        ("sur le BOP 304, action n° 19", ["304-19"]),
        ("Les crédits relèvent du programme n° 0304.", ["304"]),
        ("domaine fonctionnel 0304-19-02", ["304-19-02"]),
        ("Le programme de 304 actions et la fiche action 19", []),
    ],
)
def test_programme_action_and_sub_action(text: str, codes: list[str]) -> None:
    assert [str(claim.value) for claim in imputations(sentences(text), KNOWLEDGE)] == codes


@pytest.mark.parametrize(
    ("text", "court"),
    [
        ("Les litiges relèvent du tribunal administratif de Strasbourg.", ["tribunal administratif de Strasbourg"]),
        (
            "Le Tribunal administratif\nde Clermont Ferrand est compétent.",
            ["Tribunal administratif de Clermont Ferrand"],
        ),
        ("Il est porté devant le tribunal administratif d'Orléans.", ["tribunal administratif d'Orléans"]),
        ("Le tribunal administratif compétent est saisi.", []),
        ("Le tribunal administratif de Strasbcurg est compétent.", []),
    ],
)
def test_a_court_is_one_that_exists_as_printed(text: str, court: list[str]) -> None:
    assert [claim.value for claim in courts(sentences(text), KNOWLEDGE)] == court


def test_a_siren_is_a_local_bodys_with_a_right_key() -> None:
    assert is_siren("222600017")
    assert not is_siren("222600018")
    assert not is_siren("110000023")  # the State's
    local = "et le Département de la Drôme, SIRET n° 222 600 017 00019, représenté"
    assert [claim.value for claim in sirens(sentences(local), KNOWLEDGE)] == ["222600017"]
    assert not list(sirens(sentences("la préfecture, SIREN 222600017"), KNOWLEDGE))
