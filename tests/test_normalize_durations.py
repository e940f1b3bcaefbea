from __future__ import annotations

from datetime import date

import pytest

from normalize.durations import durations, ends, last_day, starts
from tests.facts import KNOWLEDGE, sentences


def dates(text: str, heading: str = "Article 5 – Durée") -> tuple[set[date], set[date], set[int]]:
    said = sentences(f"{heading}\n{text}")
    claims = starts(said, KNOWLEDGE), ends(said, KNOWLEDGE), durations(said, KNOWLEDGE)
    return tuple({claim.value for claim in each} for each in claims)  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "La convention est conclue pour une durée d'un an à compter du 1er juillet 2022.",
            ({date(2022, 7, 1)}, set(), {12}),
        ),
        (
            "La présente convention est conclue pour une durée de douze (12) mois à compter de du 1er juillet 2022.",
            ({date(2022, 7, 1)}, set(), {12}),
        ),
        (
            "La présente convention est conclue pour trois ans, soit du 1er janvier 2019 au 31 décembre 2021.",
            ({date(2019, 1, 1)}, {date(2021, 12, 31)}, {36}),
        ),
        ("Elle prend effet le 01/07/2022 et s'achève le 30/06/2023.", ({date(2022, 7, 1)}, {date(2023, 6, 30)}, set())),
        (
            "Le présent avenant entre en vigueur à la date de sa signature et prend fin le 31 décembre 2022.",
            (set(), {date(2022, 12, 31)}, set()),
        ),
        (
            "Elle est conclue pour une durée d'un an et six mois, renouvelable pour une durée d'un an.",
            (set(), set(), {18}),
        ),
        ("Elle peut être prolongée jusqu'au 30 juin 2024.", (set(), set(), set())),
        ("La précédente convention était conclue pour une durée de trois ans.", (set(), set(), set())),
        ("La convention peut être dénoncée avec un préavis d'une durée de trois mois.", (set(), set(), set())),
        ("Le rapport est remis dans un délai de deux mois à compter du 1er mars 2023.", (set(), set(), set())),
    ],
)
def test_the_article_on_the_duration_however_it_is_worded(text: str, expected: tuple[set[object], ...]) -> None:
    assert dates(text) == expected


def test_under_another_heading_the_sentence_must_name_the_document() -> None:
    text = "L'action est conduite pour une durée d'un an à compter du 1er mars 2021."
    assert dates(text, "Article 1 – Objet") == (set(), set(), set())
    named = "La présente convention prend effet le 1er mars 2021."
    assert dates(named, "Article 9 – Dispositions finales") == ({date(2021, 3, 1)}, set(), set())


def test_the_last_day_of_a_length() -> None:
    assert last_day(date(2022, 7, 1), 12) == date(2023, 6, 30)
    assert last_day(date(2021, 8, 31), 6) == date(2022, 2, 28)
