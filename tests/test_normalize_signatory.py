"""Who could sign in which year."""

from __future__ import annotations

import pytest

from normalize.facts import Facts
from normalize.knowledge import load_knowledge
from normalize.signatory import doubt_signatory
from tests.tables import ALSACE, codes_of, document, published


@pytest.mark.parametrize(
    ("code", "year", "can_sign"),
    [
        ("67", 2020, True),
        ("67", 2021, False),
        ("68", 2021, False),
        ("6AE", 2020, False),
        ("6AE", 2021, True),
        ("69D", 2019, True),
        ("69M", 2019, True),
        ("69", 2019, False),
        ("2A", 2019, False),
        ("2B", 2019, False),
        ("20R", 2019, True),
        ("38", 2019, True),
        ("67", None, True),
        (None, 2022, True),
    ],
)
def test_a_collectivity_signs_in_its_own_years(code: str | None, year: int | None, can_sign: bool) -> None:
    facts = Facts(year=year, collectivity="A", collectivity_code=code)
    assert (doubt_signatory(facts, load_knowledge()) == []) is can_sign


def test_a_contradiction_is_a_warning_and_changes_nothing() -> None:
    rows = published(document(body=ALSACE.replace("2022", "2020")))
    [convention] = rows["conventions"]
    assert (convention["collectivity_code"], convention["convention_year"]) == ("6AE", 2020)
    assert "collectivity_out_of_its_years" in codes_of(rows)
    message = next(row["message"] for row in rows["findings"] if row["code"] == "collectivity_out_of_its_years")
    assert "signs since 2021" in message
    assert "the convention is of 2020" in message
