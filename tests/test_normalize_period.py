from __future__ import annotations

from datetime import date

import pytest

from normalize.knowledge import load_knowledge
from normalize.period import names_measure, read_kind, read_periods
from normalize.spelling import fold

LAYOUT = load_knowledge().layout


def read(header: str) -> tuple[str, str] | None:
    """Name and kind; a kind that no word says for sure has a question mark."""
    found = read_periods(header, LAYOUT)
    return (found.usual.name, found.usual.kind + "?" * found.usual.kind_inferred) if found else None


@pytest.mark.parametrize(
    ("header", "name", "kind"),
    [
        ("Situation au 31 déc. 2018", "2018", "situation"),
        ("Situation au 31/12/18", "2018", "situation"),
        ("Situation au 31/12/2018", "2018", "situation"),
        ("Situation au 31.12.2018", "2018", "situation"),
        ("SITUATION AU 31 DÉCEMBRE 2018", "2018", "situation"),
        ("Situation\nau 31\ndécembre 2018", "2018", "situation"),
        ("Situation fin 2019", "2019", "situation"),
        ("Situation au 30/06/2022", "2022-06-30", "situation"),
        ("Situation au 1er janvier 2019", "2019-01-01", "situation"),
        ("Situation à fin juin 2022", "2022-06-30", "situation"),
        ("État des lieux 2018", "2018", "situation"),
        ("Etat initial 2018", "2018", "situation"),
        ("Valeur de référence 2018", "2018", "situation"),
        ("Référence 2018", "2018", "situation"),
        ("Réalisé 2020", "2020", "result"),
        ("Réalisé au 31/12/2020", "2020", "result"),
        ("Réalisé 2021 ", "2021", "result"),
        ("Résultats obtenus en 2021", "2021", "result"),
        ("Résultat atteint\nen 2019", "2019", "result"),
        ("Atteint 2019", "2019", "result"),
        ("Bilan 2020", "2020", "result"),
        ("Résultat 2020 (N-1)", "2020", "result"),
        ("Résultat 2019¹", "2019", "result"),
        ("Résultat 2020 (1)", "2020", "result"),
        ("Résultat 2020 (en %)", "2020", "result"),
        ("Résultat atteint au 31/12/19", "2019", "result"),
        ("Résultat au 30 juin 2020", "2020-S1", "result"),
        ("Résultat 2020 (au 30/06/2020)", "2020-S1", "result"),
        ("Résultats 2020 au 30/06", "2020-S1", "result"),
        ("Résultat à fin juin 2022", "2022-S1", "result"),
        ("Réalisé au 30/09/2021", "2021-01-01/2021-09-30", "result"),
        ("Réalisé au 31 mars 2021", "2021-Q1", "result"),
        ("Résultat atteint au 1er semestre 2022 (1/01 au 30/05/22)", "2022-S1", "result"),
        ("Résultat 1er semestre (du 1/01/22 au 30/06/22)", "2022-S1", "result"),
        ("Résultat 2022 - 2ème semestre", "2022-S2", "result"),
        ("Réalisé S2 2021", "2021-S2", "result"),
        ("Réalisé semestre 1 2022", "2022-S1", "result"),
        ("Réalisé 1 er semestre 2022", "2022-S1", "result"),
        ("Réalisé T3 2022", "2022-Q3", "result"),
        ("Réalisé 3T 2022", "2022-Q3", "result"),
        ("Réalisé au 3ème trimestre 2022", "2022-Q3", "result"),
        ("Réalisé du 1er juillet 2020 au 30 juin 2021", "2020-07-01/2021-06-30", "result"),
        ("Réalisé du 01.07.2020 au 30.06.2021", "2020-07-01/2021-06-30", "result"),
        ("Réalisé 01/07/20-30/06/21", "2020-07-01/2021-06-30", "result"),
        ("Réalisé du 1er juillet au 30 juin 2021", "2020-07-01/2021-06-30", "result"),
        ("Résultat juillet 2021 - juin 2022", "2021-07-01/2022-06-30", "result"),
        ("Résultat de janvier à juin 2022", "2022-S1", "result"),
        ("Résultat atteint en 2021 (1/01/21 au 31/12/21)", "2021", "result"),
        ("Résultat attendu en 2022 (objectif fixé)", "2022", "target"),
        ("Résultats attendus 2021", "2021", "target"),
        ("Résultat prévu 2022", "2022", "target"),
        ("Résultats à atteindre en 2022", "2022", "target"),
        ("Résultat prévisionnel 2023", "2023", "target"),
        ("Résultat cible 2023", "2023", "target"),
        ("Situation attendue au 31/12/2022", "2022", "target"),
        ("Prévisionnel 2023", "2023", "target"),
        ("Cible 2022", "2022", "target"),
        ("Cible 2022 révisée", "2022", "target"),
        ("Cible à fin 2022", "2022", "target"),
        ("Valeur cible 2022", "2022", "target"),
        ("Objectif 2021", "2021", "target"),
        ("Prévu 2021", "2021", "target"),
        ("À réaliser en 2023", "2023", "target"),
        ("Résultat attendu au 31/12/2022", "2022", "target"),
    ],
)  # fmt: skip
def test_a_header_names_its_period_and_kind(header: str, name: str, kind: str) -> None:
    assert read(header) == (name, kind)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("2019", "2019"),
        ("Année 2021", "2021"),
        ("S1 2022", "2022-S1"),
        ("2022-S1", "2022-S1"),
        ("1er semestre 2022", "2022-S1"),
        ("ler semestre 2022", "2022-S1"),
        ("3ème trimestre 2022", "2022-Q3"),
        ("au 30 juin 2020", "2020-S1"),
        ("2020 (au 30/06/2020)", "2020-S1"),
        ("2021 (1/01/21 au 31/12/21)", "2021"),
        ("du 1er juillet 2020 au 30 juin 2021", "2020-07-01/2021-06-30"),
        ("Juillet 2021 - juin 2022", "2021-07-01/2022-06-30"),
    ],
)
def test_a_header_without_a_word_for_the_kind_is_taken_for_a_result_and_doubted(header: str, name: str) -> None:
    assert read(header) == (name, "result?")


@pytest.mark.parametrize(
    "header",
    [
        "", "Cible", "Résultat", "Réalisé", "Situation", "Écart", "Évolution 2019-2020", "Taux de réalisation 2020",
        "% réalisé 2020", "Écart 2020", "Rappel 2019", "Cumul 2019", "Reste à réaliser 2022", "2021-2022", "2021/2022",
        "2021-22", "Objectifs 2020 / 2021", "Cible 2022-2023", "Résultats de 2019 à 2021", "Résultat juin 2022",
        "Résultat au 30 juin", "Réalisé 2021 (au 15/01/2022)", "Début 2021", "Situation mi-2021", "Depuis 2019",
        "12 derniers mois 2021", "Dernier trimestre 2021", "Mesure 2.1 résultat 2020 12-15", "Résultat 31/02/2020",
        "Résultat 20191", "1er semestre", "Commentaires 2020", "Résultat 2018-12-31", "Premier bilan 2020",
        "Résultat du 1/07/21 au 30/06/20", "Résultat au 30/06/2020 et au 31/12/2020",
    ],
)  # fmt: skip
def test_a_header_that_cannot_be_told_is_no_period(header: str) -> None:
    assert read(header) is None


@pytest.mark.parametrize(
    "header",
    [
        "Objectif atteint 2020",
        "Résultat 2020 attendu",
        "Non réalisé 2020",
        "Prévu réalisé 2021",
        "Cible atteinte en 2021",
    ],
)
def test_two_kinds_that_nothing_divides_are_in_doubt(header: str) -> None:
    found = read(header)
    assert found is None or found[1].endswith("?")


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Résultat atteint en 2020 (objectif fixé)", "result"),
        ("Objectif / réalisé 2020", "target"),
        ("Résultat atteint en 2020 et situation au 31 décembre 2020", "result"),
    ],
)
def test_a_header_that_names_two_kinds_is_of_the_first(header: str, kind: str) -> None:
    found = read(header)
    assert found is not None
    assert found[1] == kind


def test_bounds_are_those_that_are_printed() -> None:
    found = read_periods("Résultat atteint au 1er semestre 2022 (1/01 au 30/05/22)", LAYOUT)
    assert found is not None
    assert (found.usual.start, found.usual.end) == (date(2022, 1, 1), date(2022, 5, 30))
    assert found.usual.bounds_inconsistent
    assert not found.usual.kind_inferred


@pytest.mark.parametrize(
    "header",
    ["Résultat 2021 (du 1/07/22 au 30/06/23)", "Résultat 1er semestre 2022 (1/01/22 au 31/12/22)"],
)
def test_bounds_that_contradict_the_name_are_for_review(header: str) -> None:
    found = read_periods(header, LAYOUT)
    assert found is not None
    assert found.usual.bounds_inconsistent
    assert found.usual.kind_inferred


def test_bounds_without_print_are_those_of_the_period() -> None:
    found = read_periods("Cible 2022", LAYOUT)
    assert found is not None
    assert (found.usual.start, found.usual.end) == (date(2022, 1, 1), date(2022, 12, 31))


def test_a_clause_changes_the_period_for_the_measure_that_it_names() -> None:
    found = read_periods("Résultat atteint en 2020 et situation au 31 dec. 2020 pour la mesure mobilité", LAYOUT)
    assert found is not None
    assert found.of_measure("5.1", "Mobilités à des fins d'insertion").kind == "situation"
    assert found.of_measure("2.1", "Premier accueil social").kind == "result"
    assert found.of_measure(None, None).kind == "result"


def test_a_clause_may_name_a_measure_by_its_code() -> None:
    found = read_periods("Résultat 2020 et situation au 31 décembre 2020 pour la mesure 5.1", LAYOUT)
    assert found is not None
    assert found.of_measure("5.1", "Mobilités").kind == "situation"
    assert found.of_measure("5.2", "Mobilités").kind == "result"


def test_a_clause_that_cannot_be_told_makes_the_whole_header_unclear() -> None:
    assert read("Résultat 2020 et situation au 31 décembre pour la mesure mobilité") is None


@pytest.mark.parametrize(
    ("words", "label", "named"),
    [
        ("mobilite", "Mobilités", True),
        ("mobilite", "Immobilité", False),
        ("", "Mobilités", False),
        ("la rsa", "RSA", False),
    ],
)
def test_a_measure_is_named_by_all_longer_words(words: str, label: str, named: bool) -> None:
    assert names_measure(words, None, label) is named


def test_the_longest_phrase_at_a_place_says_the_kind() -> None:
    assert read_kind(fold("Résultats attendus"), LAYOUT) == ("target", True)
    assert read_kind(fold("Résultats"), LAYOUT) == ("result", True)
    assert read_kind(fold("Nombre"), LAYOUT) == ("result", False)


@pytest.mark.parametrize(
    ("header", "name", "kind"),
    [
        ("Résultat atten-du en 2023 (ob-jectif fixé)", "2023", "target"),
        ("Situation au 31 décem-bre 2019", "2019", "situation"),
        ("Réalisé au 1er semes\u2010tre 2022", "2022-S1", "result"),
        ("Résult at attend u en 2023 (object if fixé)", "2023", "target"),
        ("Objecti f 2020", "2020", "target"),
        ("Résulta ts obtenu s en 2020", "2020", "result"),
        ("Réalis é S1 2023", "2023-S1", "result"),
    ],
)
def test_a_period_whose_words_a_line_end_breaks_is_read(header: str, name: str, kind: str) -> None:
    assert read(header) == (name, kind)


@pytest.mark.parametrize("header", ["Résultat pressenti en 2023", "Situation espérée en 2023"])
def test_a_word_that_is_not_known_beside_one_for_several_kinds_leaves_the_kind_in_doubt(header: str) -> None:
    assert read(header) in (("2023", "result?"), ("2023", "situation?"))
