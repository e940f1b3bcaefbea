"""What the review pages say in French of a figure, and that they have words for every closed list."""

from __future__ import annotations

from typing import Any

import pytest

from calpae import review_words
from calpae.review_figures import doubts, figure_in_french, measure_of, period_in_french, remarks, territory_of
from schemas import vocabulary

ROW: dict[str, Any] = {"value": None, "value_low": None, "value_high": None, "comparator": None, "unit": None}


@pytest.mark.parametrize(
    ("words", "listed"),
    [
        (review_words.STATUSES, vocabulary.STATUSES),
        (review_words.FLAGS, (*vocabulary.FLAGS, review_words.NO_TERRITORY)),
        (review_words.KINDS, vocabulary.PERIOD_KINDS),
        (review_words.COMPARATORS, vocabulary.COMPARATORS),
        (review_words.READERS, vocabulary.READERS),
        (review_words.DOCUMENTS, vocabulary.CONVENTION_KINDS),
        (review_words.PAYERS, vocabulary.PAYERS),
        (review_words.SEVERITIES, vocabulary.SEVERITIES),
        (review_words.FINDINGS, vocabulary.FINDING_CODES),
    ],
)
def test_every_closed_list_has_its_words(words: dict[str, object], listed: tuple[str, ...]) -> None:
    assert sorted(words) == sorted(listed)


def test_no_two_statuses_share_a_shape_or_words() -> None:
    shapes, words = zip(*review_words.STATUSES.values(), strict=True)
    assert len(set(shapes)) == len(set(words)) == len(vocabulary.STATUSES)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"status": "reported", "value": 4827.0}, "4\u202f827"),
        ({"status": "reported", "value": 1896316.08, "unit": "€"}, "1\u202f896\u202f316,08\u202f€"),
        ({"status": "reported", "value": 1.5e13}, "15\u202f000\u202f000\u202f000\u202f000"),
        ({"status": "reported", "value": -0.5, "unit": "%"}, "−0,5\u202f%"),
        ({"status": "reported", "value": 30.0, "comparator": "<=", "unit": "jour"}, "≤\u202f30 jour(s)"),
        ({"status": "range", "value_low": 80.0, "value_high": 85.0, "unit": "%"}, "80 à 85\u202f%"),
        ({"status": "nd"}, "non disponible"),
        ({"status": "ambiguous"}, "plusieurs chiffres, aucun retenu"),
    ],
)
def test_a_figure_in_french(row: dict[str, Any], text: str) -> None:
    assert figure_in_french(ROW | row) == text


@pytest.mark.parametrize(
    ("period", "text"),
    [
        ("2019", "2019"),
        ("2022-S1", "1er semestre 2022"),
        ("2022-S2", "2e semestre 2022"),
        ("2022-Q1", "1er trimestre 2022"),
        ("2022-Q3", "3e trimestre 2022"),
        ("2020-06-30", "au 30/06/2020"),
        ("2020-07-01/2021-06-30", "du 01/07/2020 au 30/06/2021"),
    ],
)
def test_a_period_in_french(period: str, text: str) -> None:
    assert period_in_french(period) == text


def test_doubts_are_told_from_remarks() -> None:
    row = {"review": True, "territory": "67", "flags": ["corrected", "multiple_numbers", "series_break"]}
    assert (doubts(row), remarks(row)) == (("multiple_numbers",), ("corrected", "series_break"))


def test_a_figure_without_territory_is_for_review_by_that() -> None:
    assert doubts({"review": True, "territory": None, "flags": []}) == ("no_territory",)
    assert doubts({"review": False, "territory": None, "flags": []}) == ()


def test_measure_and_territory_as_printed_or_said_to_be_missing() -> None:
    assert measure_of({"measure_code": "2.1", "measure": "Accueil\nsocial"}) == "2.1 Accueil social"
    assert measure_of({"measure_code": None, "measure": None}) == ""
    assert territory_of({"territory": "67", "territory_name": "Bas-Rhin"}) == "Bas-Rhin (67)"
    assert territory_of({"territory": None, "territory_name": None}) == "territoire non imprimé"
