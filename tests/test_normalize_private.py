from __future__ import annotations

import re

import pytest

from normalize.private import find_private, withhold_tables
from normalize.spelling import fold
from tests.facts import DROME, KNOWLEDGE
from tests.tables import ISERE, codes_of, document, published, table

IBAN = "FR76 3000 6000 0112 3456 7890 189"
"""A textbook IBAN."""
SIGNED = f"""{DROME}
Article 9 : Versement
Dénomination sociale : Département de la Drôme
Code établissement : 30006
Numéro de compte : B 7 412 000 009
IBAN : {IBAN}
BIC : AGRIFRPPXXX
Le Préfet
de la Drôme
Hugues TESTARD
La Présidente du conseil
départemental
Marie-Ange d'ESSAI
"""
"""A body of the shape of a real one, all invented."""
SECRETS = ("testard", "dessai", "3000600001", "b7412000009", "agrifrpp", "12345678")
ANNEXE = (
    "Mesure | Indicateur | Commentaire | Réalisé 2021",
    "m | Nombre d'accueils | Suivi par Hugues Testard | 1 234 567",
)


def squeezed(rows: object) -> str:
    """All strings of all rows without spaces, accents and case."""
    return fold(re.sub(r"[\W_]", "", repr(rows)))


def test_nothing_published_holds_a_name_or_an_account() -> None:
    sheet = table("Fiche action n° 3 : Maraude | <", "Pilote | Marie-Ange D'ESSAI", f"Budget | compte {IBAN}", number=1)
    bank = table("Code banque | N° de compte", "30006 | B7412000009", "Titulaire | TESTARD Hugues", number=2)
    money = table("Action suivie par H u g u e s TESTARD | Part État", "Maraude | 1 000 €", number=3)
    rows = published(document(table(*ANNEXE, title="Annexe de M. TESTARD"), sheet, bank, money, body=SIGNED))
    flat = squeezed(rows)
    assert [secret for secret in SECRETS if secret in flat] == []
    assert {"observations", "actions", "cells", "findings"} <= {name for name, own in rows.items() if own}
    said = [row for row in rows["findings"] if row["code"] == "private_data_withheld"]
    assert {row["table"] for row in said} >= {0, 1, 2, None}
    assert rows["conventions"][0]["findings"] == len(rows["findings"])


def test_each_cell_with_bank_details_is_said() -> None:
    rows = published(
        document(
            table(
                f"Mesure | Indicateur | Commentaire {IBAN} | Réalisé 2021",
                f"m | A {IBAN} | RIB 30006 00001 12345678901 89 | {IBAN}",
            ),
            table(f"Compte | {IBAN}", number=1, title=f"Versement {IBAN}"),
            body=ISERE.replace("avenant 2021", f"avenant 2021 - {IBAN}"),
        )
    )
    assert "12345678" not in squeezed(rows)
    assert codes_of(rows).count("private_data_withheld") >= 5


@pytest.mark.parametrize(
    "text",
    [
        "Hugues TESTARD",
        "hugues testard",
        "TESTARD Hugues",
        "Hugues\nTESTARD",
        "HuguesTESTARD",
        "H u g u e s  T E S T A R D",
        "TESTARD",
    ],
)
def test_a_name_is_withheld_however_it_is_spaced_or_turned(text: str) -> None:
    private = find_private(document(body=SIGNED), KNOWLEDGE)
    assert private.clean(text) == "[withheld: name]"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Mme Inconnue est référente", "Mme [withheld: name] est référente"),
        ("MM. Alpha et Bêta, puis M. Gamma", "MM. [withheld: name] et [withheld: name], puis M. [withheld: name]"),
        ("Écrire à prenom.nom@departement.fr", "Écrire à [withheld: name]"),
        ("La Drôme compte 12 testards", "La Drôme compte 12 testards"),
        ("rue Hugues Testard", "rue Hugues Testard"),
        ("Madame la Présidente", "Madame la Présidente"),
        ("un essai de 3 mois", "un essai de 3 mois"),
    ],
)
def test_a_name_with_a_civility_goes_and_words_and_streets_stay(text: str, cleaned: str) -> None:
    assert find_private(document(body=SIGNED), KNOWLEDGE).clean(text) == cleaned


def test_figures_are_not_touched() -> None:
    rows = published(document(table(*ANNEXE[:1], "m | Essai | Stock | 1 234 567"), body=SIGNED))
    assert (rows["observations"][0]["value"], rows["observations"][0]["indicator"]) == (1234567, "Essai")


def test_tables_that_are_printed_before_any_interpretation_give_nothing_away() -> None:
    bank = table(
        "Code banque | Clé", "30006 | 89", f"Domicilié : {IBAN} | Hugues TESTARD", title="Compte de M. TESTARD"
    )
    what = document(bank, body=SIGNED)
    [cleaned] = withhold_tables(what, find_private(what, KNOWLEDGE)).tables
    assert [cell.text for cell in cleaned.cells] == [
        "Code banque",
        "Clé",
        "[withheld: account]",
        "[withheld: account]",
        "Domicilié : [withheld: iban]",
        "[withheld: name]",
    ]
    assert cleaned.title == "Compte de M. [withheld: name]"
