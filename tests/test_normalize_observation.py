from __future__ import annotations

import pytest

from tests.tables import ALSACE, document, observations, published, table

HEAD = "Mesure | Indicateur | Réalisé 2021"


def row(cell: str, body: str = ALSACE) -> dict[str, object]:
    [found] = observations(table(HEAD, f"2.1 Accueil | A | {cell}"), body=body)
    return found


@pytest.mark.parametrize(
    ("cell", "status", "value", "unit", "review"),
    [
        ("4 827", "reported", 4827, None, False), ("95%", "reported", 95, "%", False), ("ND", "nd", None, None, False),
        ("/", "not_applicable", None, None, False), ("en cours", "text", None, None, False),
        ("12/15", "ambiguous", None, None, True),
        ("120 %", "reported", 120, "%", True), ("17, soit le nombre de lieux", "reported", 17, None, True),
        ("", "blank", None, None, False),
    ],
)  # fmt: skip
def test_a_row_is_typed(cell: str, status: str, value: float | None, unit: str | None, review: bool) -> None:
    found = row(cell)
    assert (found["status"], found["value"], found["unit"], found["review"]) == (status, value, unit, review)


def test_a_range_has_two_ends() -> None:
    found = row("80 à 85 %")
    assert (found["status"], found["value"], found["value_low"], found["value_high"], found["unit"]) == (
        "range",
        None,
        80,
        85,
        "%",
    )


def test_the_raw_text_is_the_territorys_part_without_its_label() -> None:
    rows = observations(table(HEAD, "m | A | Pour le 67 :¶355 agents¶formés¶Pour le 68 : 3"), body=ALSACE)
    assert [found["raw"] for found in rows] == ["355 agents\nformés", "3"]


def test_a_row_carries_the_conventions_facts() -> None:
    found = row("1")
    assert (found["convention_year"], found["collectivity"], found["collectivity_code"]) == (
        2022,
        "Collectivité européenne d'Alsace",
        "6AE",
    )


def test_a_figure_without_territory_is_for_review_and_a_blank_is_not() -> None:
    assert (row("1", body="")["territory"], row("1", body="")["review"]) == (None, True)
    assert (row("", body="")["territory"], row("", body="")["review"]) == (None, False)


def test_a_blank_says_only_what_is_doubtful_about_its_period() -> None:
    [found] = observations(table("Indicateur | 2021", "A | "), body=ALSACE)
    assert (found["flags"], found["review"]) == (["period_kind_inferred"], True)


def test_counts_of_the_convention_are_those_of_its_rows() -> None:
    rows = published(document(table(HEAD, "m | A | 1", "m | B | 12/15"), body=ALSACE))
    [convention] = rows["conventions"]
    assert (convention["observations"], convention["for_review"]) == (2, 1)
    assert convention["findings"] == len(rows["findings"])
