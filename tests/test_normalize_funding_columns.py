from __future__ import annotations

import pytest

from normalize.funding_columns import find_funding_header, only_year, payer_of
from normalize.grid import to_grid
from tests.facts import KNOWLEDGE
from tests.tables import table


def columns(*rows: str) -> list[tuple[object, ...]] | None:
    header = find_funding_header(to_grid(table(*rows)), KNOWLEDGE)
    return [(c.role, c.payer, c.year) for c in header.columns] if header else None


@pytest.mark.parametrize(
    ("header", "payer"),
    [
        ("Part État", "state"),
        ("Financement Etat 2022", "state"),
        ("Participation de l'État", "state"),
        ("Crédits DREETS", "state"),
        ("Montant CD", "collectivity"),
        ("CD67", "collectivity"),
        ("Part Collectivité européenne d'Alsace", "collectivity"),
        ("Conseil départemental", "collectivity"),
        ("Participation de la Métropole", "collectivity"),
        ("Conseil régional", "other"),
        ("Autres financeurs", "other"),
        ("FSE", "other"),
        ("Autres collectivités", "other"),
        ("État et Département", None),
        ("Montant", None),
    ],
)
def test_a_header_names_one_kind_of_payer_or_none(header: str, payer: str | None) -> None:
    assert payer_of(header, KNOWLEDGE) == payer


def test_columns_are_known_in_any_order() -> None:
    rows = ("Total | Montant CD | Financement Etat 2022 | Action | N°", "3 000 | 1 000 | 2 000 | Maraude | 18")
    assert columns(*rows) == [
        ("total", None, None),
        ("payer", "collectivity", None),
        ("payer", "state", 2022),
        ("action", None, None),
        ("number", None, None),
    ]


def test_a_header_of_two_rows_names_payer_and_year() -> None:
    found = columns(
        "Intitulé | Part État | < | Part CD67", "^ | 2021 | 2022 | 2021", "Maraude | 1 000 € | 1 100 € | 900 €"
    )
    assert found == [
        ("action", None, None),
        ("payer", "state", 2021),
        ("payer", "state", 2022),
        ("payer", "collectivity", 2021),
    ]


def test_a_title_over_all_columns_is_no_header() -> None:
    rows = ("Annexe financière de l'État 2022 | < | <", "Actions | État | CD", "Maraude | 5 000 € | 500 €")
    assert columns(*rows) == [("action", None, None), ("payer", "state", None), ("payer", "collectivity", None)]


@pytest.mark.parametrize(
    "rows",
    [
        ("Indicateur | Département | Valeur", "Nombre | 67 | 12"),
        ("Action | Département | Nombre", "Accueil | 67 | 12"),
        ("Action | État d'avancement", "Accueil | 2"),
        ("Part État | Part Département", "5 000 € | 500 €"),
        ("Charges | Montant | Produits", "Personnel | 10 000 | État"),
        ("Action | Taux État (%)", "Accueil | 50"),
    ],
)
def test_what_only_looks_like_money_is_no_financial_annexe(rows: tuple[str, ...]) -> None:
    assert columns(*rows) is None


def test_a_total_of_one_payer_is_what_it_pays_unless_it_sums_its_columns() -> None:
    assert columns("Action | Total État | Part CD", "A | 2 000 | 3 000") == [
        ("action", None, None),
        ("payer", "state", None),
        ("payer", "collectivity", None),
    ]
    found = columns("Action | État 2021 | État 2022 | Total État", "A | 2 000 € | 3 000 € | 5 000 €")
    assert found is not None
    assert found[3] == ("total", "state", None)


def test_a_text_names_one_year_or_none() -> None:
    assert [only_year(text) for text in ("Tableau 2022", "2021 et 2022", "Tableau")] == [2022, None, None]
