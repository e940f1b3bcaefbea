"""Dots that part thousands: what one figure cannot tell, a document's figures together can."""

from __future__ import annotations

import pytest

from normalize.thousands import has_dotted_thousands
from tests.tables import observations, sure, table

HEAD = "Indicateur | Réalisé 2021 | Réalisé 2022"


@pytest.mark.parametrize(
    ("texts", "has_them"),
    [
        (["1.234", "82,3 %"], True),
        (["1.234", "4.817.132 €"], True),
        (["1.234", "1.234,50 €"], True),
        (["1.234", "5.678", "9.012", "3.456", "7.890"], True),
        (["1.234", "1.234", "1.234", "1.234", "1.234"], False),
        (["1.234", "5"], False),
        (["1.234", "82,3 %", "4.5"], False),
        (["1.234", "1,234"], False),
        (["1.234", "82,3 %", "le 30.06.2021"], False),
    ],
)
def test_dots_part_thousands_where_other_figures_show_it(texts: list[str], has_them: bool) -> None:
    assert has_dotted_thousands(texts) == has_them


def test_a_figure_with_a_dot_is_sure_in_a_document_that_has_commas_before_decimals() -> None:
    rows = observations(table(HEAD, "A | 1.234 | 82,3", "B | 1.234 % | 2.345 M€"))
    assert [row["value"] for row in sure(rows)] == [1234, 82.3]
    assert all(row["review"] for row in observations(table(HEAD, "A | 1.234 | 5.678")))
