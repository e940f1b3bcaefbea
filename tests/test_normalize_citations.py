from __future__ import annotations

from datetime import date

import pytest

from normalize.citations import disagreeing, legal_references, previous_agreements
from tests.facts import KNOWLEDGE, sentences


def texts(body: str) -> list[str]:
    return [str(reference) for reference, _ in legal_references(sentences(body), KNOWLEDGE)]


@pytest.mark.parametrize(
    ("visa", "text"),
    [
        ("Vu la loi n° 2021-1900 du 30 décembre 2021 de finances pour 2022", "law 2021-1900 of 2021-12-30"),
        ("Vu l'instruction N°DGCS/SD1B/DGEFP/SD PAE/2020/28 du 12 février 2020 relative à la poursuite",
         "instruction DGCS/SD1B/DGEFP/SD PAE/2020/28 of 2020-02-12"),
        ("Vu l'instruction interministérielle n° DGCS/SD1/2019/24 du 04/02/2019",
         "instruction DGCS/SD1/2019/24 of 2019-02-04"),
        ("Vu le décret n°2012-1246 modifié du 7 novembre 2012", "decree 2012-1246 of 2012-11-07"),
        ("Vu l'arrêté du 12 mars 2019 portant délégation", "order of 2019-03-12"),
        ("Vu l'ordonnance n° 2005-1027", "ordinance 2005-1027"),
        ("Vu linstruction n° DGCS/2019/24 du 4 février 2019", "instruction DGCS/2019/24 of 2019-02-04"),
    ],
)  # fmt: skip
def test_a_text_is_cited_by_kind_number_and_date(visa: str, text: str) -> None:
    assert texts(visa) == [text]


def test_a_text_without_number_and_date_is_none() -> None:
    assert texts("La loi prévoit des aides ; les circulaires aussi.") == []


def test_a_text_cited_twice_is_one_and_two_dates_of_it_are_none() -> None:
    twice = "Vu la loi n° 2021-1900 du 30 décembre 2021 ;\nLa loi n° 2021-1900 s'applique."
    assert texts(twice) == ["law 2021-1900 of 2021-12-30"]
    wrong = twice.replace("2021-1900 s'applique", "2021-1900 du 31 décembre 2021 s'applique")
    assert texts(wrong) == ["law 2021-1900"]
    assert len(disagreeing(sentences(wrong), KNOWLEDGE)) == 1


def test_earlier_agreements_of_the_same_policy_one_a_day_of_signature() -> None:
    body = """
    Vu la convention 2019-2021 conclue le 20 décembre 2018 entre l'État et le Département du Bas-Rhin ;
    Vu les avenants de la convention d'appui du Haut-Rhin, signés les 12 novembre 2020 et 29 janvier 2021 ;
    Vu l'avenant n° 1 signé le 3 décembre 2021 ;
    Vu la convention de gestion des routes du 3 mai 2020 ;
    Vu l'avenant à la convention de gestion des routes du 4 mai 2020 ;
    Vu la délibération sur la convention d'appui du 20 octobre 2022 ;
    """
    found = [agreement for agreement, _ in previous_agreements(sentences(body), KNOWLEDGE)]
    assert [(each.kind, each.territory, each.signed_on) for each in found] == [
        ("convention", "67", date(2018, 12, 20)),
        ("amendment", "68", date(2020, 11, 12)),
        ("amendment", "68", date(2021, 1, 29)),
        ("amendment", None, date(2021, 12, 3)),
    ]
