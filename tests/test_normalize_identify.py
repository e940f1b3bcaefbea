"""Printed labels to canonical indicators: sure, or none and a finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from rapidfuzz.fuzz import WRatio

from normalize.catalogue import Spelled
from normalize.identify import match_label, words_of
from normalize.knowledge import load_knowledge
from tests.tables import ISERE, document, published, table

CATALOGUE = load_knowledge().catalogue
LITTLE = CATALOGUE.little_words
HEADER = "Mesure | Indicateur | Définition | Réalisé 2020"
REFERENT = "2.2. Référent de parcours"


@dataclass(frozen=True)
class Entry:
    id: str
    spellings: tuple[str, ...]


PAYMENT = Entry("payment", ("Montant des crédits de paiement",))
COMMITMENT = Entry("commitment", ("Montant des crédits d'engagement",))


def read(*rows: str, body: str = ISERE) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The observations of a table of these rows, and the findings about their labels."""
    published_rows = published(document(table(HEADER, *rows), body=body))
    findings = [row for row in published_rows["findings"] if row["code"] == "indicator_not_matched"]
    return published_rows["observations"], findings


def id_of(row: str, **more: str) -> str | None:
    [observation], _ = read(row, **more)
    known: str | None = observation["indicator_id"]
    return known


@pytest.mark.parametrize(
    "label",
    [
        "Nombre total de personnes accompagnées par un référent de parcours",
        "NOMBRE TOTAL DE PERSONNES ACCOMPAGNEES PAR UN REFERENT DE PARCOURS",
        "Nombre total de personnes accompagnées par le référent de parcours",
        "Nombre total de personne accompagnée par un référent du parcours",
        "Nombre total de per¶sonnes accompagnées par un référent de parcours",
    ],
)
def test_spaces_accents_case_number_and_articles_make_no_other_indicator(label: str) -> None:
    assert id_of(f"{REFERENT} | {label} | | 12") == "referent_de_parcours.personnes_accompagnees"


def test_a_label_known_from_another_document_is_an_alias() -> None:
    short, long = (
        id_of(f"2.1. Premier accueil social inconditionnel | {label} | | 12 %")
        for label in (
            "Taux de couverture à moins de 30 minutes",
            "Taux de couverture de premier accueil social inconditionnel par département accessible à moins de "
            "30 minutes",
        )
    )
    assert short == long == "premier_accueil.taux_de_couverture"


@pytest.mark.parametrize(
    "label",
    [
        "Nombre total de personnes orientées par un référent de parcours",
        "Nombre total de personnes accompagnées par un référent de santé",
        "Nombre total de personnes accompagnées sans un référent de parcours",
        "Nombre total de ménages accompagnés par un référent de parcours",
        "Nombre total de référents de parcours accompagnés par une personne",
        "Nombre total de personnes accompagnées par un référent de parcours en 2020",
        "Part de personnes accompagnées par un référent de parcours",
    ],
)
def test_one_word_more_less_or_elsewhere_forbids_a_match_and_is_said(label: str) -> None:
    [observation], [finding] = read(f"{REFERENT} | {label} | | 12")
    assert (observation["indicator_id"], observation["indicator_unit"]) == (None, None)
    assert repr(label) in finding["message"]
    assert "nearest is personnes_accompagnees" in finding["message"]
    assert (finding["severity"], finding["table"], finding["row"], finding["column"]) == ("info", 0, 1, 1)


@pytest.mark.parametrize(("printed", "other"), [("orientés", "accompagnés"), ("accompagnés", "orientés")])
def test_oriented_is_never_accompanied(printed: str, other: str) -> None:
    entry = Entry("it", (f"Nombre de bénéficiaires du RSA {other} vers l'emploi",))
    match = match_label(f"Nombre de bénéficiaires du RSA {printed} vers l'emploi", [entry], LITTLE)
    assert (match.sure, match.nearest) == (None, entry)


def test_commitments_are_never_payments_however_like_they_look() -> None:
    label = COMMITMENT.spellings[0]
    assert WRatio(label, PAYMENT.spellings[0]) > 75
    assert match_label(label, [PAYMENT], LITTLE).sure is None
    assert match_label(label, [PAYMENT, COMMITMENT], LITTLE).sure is COMMITMENT


def test_two_entries_that_are_as_near_are_both_none() -> None:
    same = Entry("same", ("Montant de crédits de paiement",))
    assert match_label("Montant crédits paiement", [PAYMENT, same], LITTLE).sure is None


def families() -> Iterator[Sequence[Spelled]]:
    """What a label is chosen from: the measures, the sub-headings of one, the indicators below one heading."""
    yield CATALOGUE.measures
    for measure in CATALOGUE.measures:
        yield measure.groups
        yield measure.indicators
        for group in measure.groups:
            yield group.indicators


@pytest.mark.parametrize("change", ["replaced", "removed", "doubled", "moved"])
def test_no_label_of_the_set_survives_the_change_of_one_word(change: str) -> None:
    tried = 0
    for entries in families():
        known = {words_of(spelling, LITTLE) for entry in entries for spelling in entry.spellings}
        for spelling in (spelling for entry in entries for spelling in entry.spellings):
            words = spelling.split()
            for i, word in enumerate(words):
                rest = words[:i] + words[i + 1 :]
                put = {"replaced": ["autres"], "removed": [], "doubled": [word, word], "moved": []}[change]
                label = " ".join(words[:i] + put + words[i + 1 :] if change != "moved" else [*rest, word])
                if words_of(label, LITTLE) not in known:
                    tried += 1
                    assert match_label(label, entries, LITTLE).sure is None, label
    assert tried > 200


def test_a_number_is_a_word() -> None:
    assert words_of("Accessible à moins de 30 minutes", LITTLE) != words_of("Accessible à moins de 20 minutes", LITTLE)
    assert words_of("Taux (en %)", LITTLE) != words_of("Taux (en)", LITTLE)


def test_the_same_theme_is_another_indicator_under_another_sub_heading() -> None:
    plan = "4.1. Plan de formation"
    first = "Nombre de personnes formées par des formations figurant sur le catalogue CNFPT, par thématique :"
    second = (
        "Nombre de personnes formées par des formations faisant l'objet d'un financement spécifique, par thématique :"
    )
    rows, findings = read(f"{plan} | {first} | |", "^ | Numérique | | 3", f"^ | {second} | |", "^ | Numérique | | 4")
    assert [(row["indicator_id"], row["value"]) for row in rows] == [
        ("plan_de_formation.catalogue_cnfpt.numerique", 3),
        ("plan_de_formation.financement_specifique.numerique", 4),
    ]
    assert findings == []


def test_a_theme_under_no_sub_heading_or_an_unknown_one_is_none() -> None:
    assert id_of("4.1. Plan de formation | Numérique | | 3") is None
    rows, [finding] = read("4.1. Plan | Agents, par thématique : | |", "^ | Numérique | | 3", "^ | Aller vers | | 4")
    assert [row["indicator_id"] for row in rows] == [None, None]
    rows, [finding] = read(
        "4.1. Plan de formation | Agents, par thématique : | |", "^ | Numérique | | 3", "^ | Aller vers | | 4"
    )
    assert [row["indicator_id"] for row in rows] == [None, None]
    assert "sub-heading is 'Agents, par thématique'" in finding["message"]


def test_a_label_of_one_measure_is_none_in_another_and_without_measure() -> None:
    assert id_of("3.1. Orienter et accompagner les allocataires du RSA | Nombre de nouveaux entrants | | 3")
    assert id_of("3.2. Garantie d'activité | Nombre de nouveaux entrants | | 3") is None
    assert id_of("9.9. Notre action | Nombre de nouveaux entrants | | 3") is None
    rows = published(document(table("Indicateur | Réalisé 2020", "Nombre de nouveaux entrants | 3"), body=ISERE))
    assert [row["indicator_id"] for row in rows["observations"]] == [None]
    assert "no measure is printed" in rows["findings"][-1]["message"]


def test_a_measure_that_is_not_known_is_said_once() -> None:
    _, findings = read("9.9. Notre action | Un | | 1", "^ | Deux | | 2", "9.8. Une autre | Trois | | 3")
    assert [finding["row"] for finding in findings] == [1, 3]


def test_outside_its_years_a_measure_is_none_and_said() -> None:
    row = "1.1. Prévenir les sorties sèches de l'ASE | Nombre de jeunes devenus majeurs | | 3"
    assert id_of(row) == "sorties_ase.jeunes_devenus_majeurs"
    [observation], [finding] = read(row, body=ISERE.replace("2021", "2022"))
    assert observation["indicator_id"] is None
    assert "no part of the conventions of 2022 (2019 to 2021)" in finding["message"]


def test_two_labels_of_a_document_are_never_one_indicator() -> None:
    short, long = (
        "Nombre de personnes accompagnées",
        "Nombre total de personnes accompagnées par un référent de parcours",
    )
    rows, findings = read(f"{REFERENT} | {short} | | 12", f"^ | {long} | | 30")
    assert [row["indicator_id"] for row in rows] == [None, None]
    assert ["several labels" in finding["message"] for finding in findings] == [True, True]
    assert [finding["row"] for finding in findings] == [1, 2]


def test_the_unit_is_the_indicator_s_and_never_the_cell_s() -> None:
    [observation], _ = read(f"{REFERENT} | Nombre de personnes accompagnées | | 50 situations")
    assert (observation["unit"], observation["indicator_unit"]) == ("situation", "personne")
