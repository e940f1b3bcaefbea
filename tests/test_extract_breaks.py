"""What two texts on both sides of a page break show."""

from __future__ import annotations

import pytest

from extract.breaks import judge, may_go_on, shows_rest


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Nombre de jours de", "formation"),
        ("Nombre d'accompagne-", "ments"),
        ("Pour le 67 :", "3 semaines"),
        ("Pour le 68 :", "ND\nPour le 67 :\nND"),
        ("Taux (en", "pourcentage)"),
        ("Agents, élus,", "Partenaires"),
        ("Nombre d'", "Usagers"),
        ("12 +", "14"),
        ("Nombre d'entrants ->", "cela concerne l'année"),
        ("Part des personnes et", "Familles"),
    ],
)
def test_what_cannot_end_there_is_unfinished(above: str, below: str) -> None:
    assert judge(above, below) == "unfinished"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Nombre de personnes", "accompagnées"),
        ("Taux de réponse", ") en pourcentage"),
        ("Pour le 67 : 6", "000"),
        ("Pour le 67 : 12 agents", "formés"),
        ("3.2. Garantie", "d'activité"),
        ("Savoie (73) :\n12\nHaute-Savoie", "(74) :\n995"),
        ("Nombre d'entrants", "(reporting assuré par la caisse)"),
    ],
)
def test_what_cannot_begin_there_goes_on(above: str, below: str) -> None:
    assert judge(above, below) == "goes_on"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Pour le 67 : 12", "Pour le 68 : 14"),
        ("(67) : 12", "(68) : 14"),
        ("1.1. Formation", "1.2. Accueil"),
        ("Nombre de", "2. Logement"),
        ("Part des entrants orientés", "Action n° 8 : Accueil"),
        ("Part des entrants", "Mesure 2.1 – Accueil"),
        ("Part des entrants", "Fiche action 8 : Accueil"),
        ("Part des entrants", "2 - Renforcer les compétences"),
    ],
)
def test_a_number_of_a_section_or_a_second_label_is_new(above: str, below: str) -> None:
    assert judge(above, below) == "new"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("12", "14"),
        ("6", "000"),
        ("n.d.", "personnes formées"),
        ("Nombre de structures", "Part des structures"),
        ("12 %", "14 %"),
        ("ND", "en cours"),
        ("12", "Département 7 : Non renseigné"),
    ],
)
def test_figures_and_whole_labels_leave_it_unsure(above: str, below: str) -> None:
    assert judge(above, below) == "unsure"


@pytest.mark.parametrize(
    ("above", "below", "may"),
    [
        ("20 710, soit le nombre", "de maisons de services", True),
        ("Au moins", "164", True),
        ("12 agents", "164", False),
        ("ND", "de 12 à 15", False),
        ("12", "de 12 à 15", False),
        ("12 agents", "Non disponible", False),
        ("Dépt 67 : 641", "structures", True),
        ("Dépt 67 : 641", "Dépt 68 : 12", False),
        ("641", "non disponible", False),
    ],
)
def test_words_may_go_on_over_a_break_where_nothing_shows_it(above: str, below: str, may: bool) -> None:
    assert may_go_on(above, below) == may


@pytest.mark.parametrize(
    ("above", "below", "shows"),
    [
        ("Dépt 67 : Action non", "contractualisée", True),
        ("ND (logiciel en cours de", "déploiement)", True),
        ("Non disponible", "plus de 12", False),
        ("Dépt 67 : 12", "Dépt 68 : plus de 3", False),
        ("12 agents", "environ 5", False),
    ],
)
def test_what_stands_below_a_figure_may_show_that_it_is_its_rest(above: str, below: str, shows: bool) -> None:
    assert shows_rest(above, below) == shows
