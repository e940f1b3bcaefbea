from __future__ import annotations

import pytest

from normalize.bank import account_numbers, account_places, is_iban, is_rib, without_accounts

IBAN = "FR76 3000 6000 0112 3456 7890 189"
"""A textbook IBAN."""


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        (IBAN, "[withheld: iban]"),
        ("FR7630006000011234567890189", "[withheld: iban]"),
        ("IBAN : FR76 3000 6000 0112\n3456 7890 189, domicilié", "IBAN : [withheld: iban], domicilié"),
        ("fr76-3000-6000-0112-3456-7890-189", "[withheld: iban]"),
        ("FR76\u00a03000\u00a06000\u00a00112\u00a03456\u00a07890\u00a0189 au nom de X", "[withheld: iban] au nom de X"),
        ("DE89 3704 0044 0532 0130 00", "[withheld: iban]"),
        (f"{IBAN} BIC AGRIFRPP", "[withheld: iban] BIC [withheld: account]"),
        ("BIC : AGRIFRPPXXX", "BIC : [withheld: account]"),
        ("RIB 30006 00001 12345678901 89", "RIB [withheld: account]"),
        ("compte 30006 00001 12345678901 89 ouvert", "compte [withheld: account] ouvert"),
        (
            "Code banque 30006 Code guichet 00001 N° de compte 12345678901 Clé RIB 89",
            "Code banque [withheld: account] Code guichet [withheld: account] N° de compte [withheld: account] "
            "Clé RIB [withheld: account]",
        ),
    ],
)
def test_bank_details_are_replaced(text: str, cleaned: str) -> None:
    assert without_accounts(text) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "4 827",
        "4.817.132,60 euros",
        "2 231 197,47 €",
        "40000",
        "1 250 000",
        "FR76 3000 6000 0112 3456 7890 188",
        "Compte rendu du 12 mars 2021",
        "2018 2019 2020 2021 2022",
        "Instruction n° DGCS/SD1B/DGEFP/SD PAE/2020/28",
        "Le compte est bon : 12 000 personnes",
        "BIC",
        "Pour le 68 : 6 000\nPour le 67 : 12 345",
        "SIRET 200 094 332 00018",
        "30006 00001 12345678901 88",
        "clé 12",
        "au compte de 12 structures",
    ],
)
def test_what_is_no_bank_detail_stays(text: str) -> None:
    assert without_accounts(text) == text


def test_check_digits_decide() -> None:
    assert is_iban(IBAN)
    assert not is_iban(IBAN.replace("189", "188"))
    assert is_rib("30006 00001 12345678901 89")
    assert not is_rib("30006 00001 12345678901 88")
    assert is_rib("20041 01005 0500013M026 06")


def test_a_number_beside_the_words_for_an_account_is_one_whatever_its_shape() -> None:
    assert without_accounts("Numéro de compte : B 7 412 000 009") == "Numéro de compte : [withheld: account]"
    assert without_accounts("Code établissement : 30006") == "Code établissement : [withheld: account]"
    assert account_numbers("N° de compte 0500013M026, clé RIB 06") == {"0500013M026"}


def test_cells_below_and_beside_the_words_for_an_account_are_bank_details() -> None:
    below = {
        (0, 0): "Code banque",
        (0, 1): "Code guichet",
        (0, 2): "N° de compte",
        (0, 3): "Clé RIB",
        (1, 0): "30006",
        (1, 1): "00001",
        (1, 2): "12345678901",
        (1, 3): "89",
        (2, 0): "Domicilié à Lyon",
    }
    assert account_places(below) == {(1, 0), (1, 1), (1, 2), (1, 3)}
    assert account_places({(0, 0): "Code guichet", (0, 1): "00001", (1, 0): "Agence", (1, 1): "Lyon"}) == {(0, 1)}
    assert account_places({(0, 0): "Indicateur", (0, 1): "Clé", (1, 0): "Accueil", (1, 1): "12"}) == set()
