from __future__ import annotations

import re

import pytest

from extract.model import Address, Notice
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


def test_what_is_said_of_a_label_gives_no_name_away_that_a_line_breaks() -> None:
    label = "Accueils suivis par Hugues¶TESTARD"
    head = "Mesure | Indicateur | Définition | Réalisé 2021 suivi par Hugues¶TESTARD"
    rows = published(document(table(head, f"m | {label} | Flux selon Hugues¶TESTARD | 12"), body=SIGNED))
    about = {row["code"]: row["message"] for row in rows["findings"]}
    assert "'m'" in about["indicator_not_matched"]
    assert "[withheld: name]" in about["stock_or_flow"]
    assert "testard" not in squeezed(rows)


def test_what_another_reader_makes_of_a_withheld_cell_is_withheld_too() -> None:
    bank = table("Code banque | Pilote", "30006 | Hugues TESTARD", "30007 | Ligne", number=1)
    said = [
        Notice("warning", "readers_disagree", f"read {text!r}, and the text behind it says {other!r}", 1, at)
        for text, other, at in (
            ("30006", "3OOO6", Address(1, 1, 0)),
            ("Hugues TESTARD", "Hugves TESTAR0", Address(1, 1, 1)),
            ("Ligne", "Ligue", Address(1, 2, 1)),
        )
    ]
    rows = published(document(table(*ANNEXE), bank, body=SIGNED, notices=tuple(said)))
    messages = [row["message"] for row in rows["findings"] if row["code"] == "readers_disagree"]
    silent = "what is to be said of this cell is withheld with it"
    assert messages == [silent, silent, "read 'Ligne', and the text behind it says 'Ligue'"]


@pytest.mark.parametrize("text", ["Hugues\nTESTARD", "ND selon TESTARD\nHugues", f"IBAN\n{IBAN}"])
def test_a_text_that_is_quoted_with_its_line_ends_is_cleaned(text: str) -> None:
    private = find_private(document(table(*ANNEXE), body=SIGNED), KNOWLEDGE)
    cleaned = private.clean(f"the cell holds {text!r}")
    assert "withheld" in cleaned
    assert not [secret for secret in ("testard", "30006") if secret in squeezed(cleaned)]
    assert private.clean(repr("Premier\naccueil")) == repr("Premier\naccueil")


def test_what_is_said_of_a_surname_that_stands_alone_is_withheld_with_it() -> None:
    money = table("Action | Part État", "Maraude | 1 000 €", "Accueil | TESTARD", number=1)
    rows = published(document(table(*ANNEXE), money, body=SIGNED))
    [row] = [row for row in rows["findings"] if row["code"] == "funding_not_understood"]
    assert (row["table"], row["row"], row["column"]) == (1, 2, 1)
    assert row["message"] == "what is to be said of this cell is withheld with it"


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


def test_a_list_of_persons_is_left_where_only_who_signs_is_withheld() -> None:
    what = document(table("Membre | Suppléant", "M. Jean MARTINEAU | Mme Odile TESTARD"), body=SIGNED)
    [cleaned] = withhold_tables(what, find_private(what, KNOWLEDGE, by_civility=False)).tables
    assert cleaned.cells[2].text == "M. Jean MARTINEAU"
    [strict] = withhold_tables(what, find_private(what, KNOWLEDGE)).tables
    assert strict.cells[2].text == "M. [withheld: name]"
