from __future__ import annotations

from datetime import date

import pytest

from normalize.deadlines import deliberation_dates, report_days
from tests.facts import KNOWLEDGE, sentences


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "Vu la délibération du Conseil de la Collectivité européenne d'Alsace en date du 20 octobre 2022 ;",
            [date(2022, 10, 20)],
        ),
        ("dûment habilitée par délibération de la commission permanente du 8 juillet 2019,", [date(2019, 7, 8)]),
        ("Vu la délibération n° 2021-09-12 du 24/09/2021 autorisant la signature", [date(2021, 9, 24)]),
        ("Vu la délibération approuvant la convention du 3 juillet 2019", []),
        ("Ce rapport fait l'objet d'une délibération au plus tard le 30 juin.", []),
        (
            "Vu la délibération du 12 mai 2019 sur les aides ;\nVu la délibération du 3 juin 2021 l'autorisant ;",
            [date(2021, 6, 3)],
        ),
        (
            "Vu la délibération du 12 mai 2019 ;\nVu la délibération du 3 juin 2021 ;",
            [date(2019, 5, 12), date(2021, 6, 3)],
        ),
    ],
)
def test_the_deliberation_is_that_which_lets_somebody_sign(text: str, days: list[date]) -> None:
    assert [claim.value for claim in deliberation_dates(sentences(text), KNOWLEDGE)] == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Elle remet un rapport d'exécution au plus tard le 30 juin de l'exercice qui suit.", ["30 juin"]),
        ("Le Département transmet, avant le 31 mars 2023, le rapport d'exécution.", ["31 mars 2023"]),
        ("Le bilan d'exécution est adressé au préfet au plus tard le 1er avril.", ["1er avril"]),
        ("Le rapport final sera transmis avant le 30/06/2021.", ["30/06/2021"]),
        ("Un rapport intermédiaire est transmis au plus tard le 30 septembre.", []),
        ("La dénonciation doit être adressée au plus tard le 31 décembre.", []),
        ("Le comité se réunit avant le 15 mai pour examiner le rapport.", []),
    ],
)
def test_the_day_of_the_report_is_taken_as_printed(text: str, days: list[str]) -> None:
    assert [claim.value for claim in report_days(sentences(text), KNOWLEDGE)] == days
