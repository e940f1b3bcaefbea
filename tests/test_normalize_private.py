from __future__ import annotations

import pytest

from normalize.private import is_iban, is_rib, withhold_text
from tests.tables import ISERE, codes_of, document, published, table

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
        ("Code banque 30006 Code guichet 00001 N° de compte 12345678901 Clé RIB 89",
         "Code banque [withheld: account] Code guichet [withheld: account] N° de compte [withheld: account] "
         "Clé RIB [withheld: account]"),
    ],
)  # fmt: skip
def test_bank_details_are_replaced(text: str, cleaned: str) -> None:
    assert withhold_text(text) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "4 827", "4.817.132,60 euros", "2 231 197,47 €", "40000", "1 250 000", "FR76 3000 6000 0112 3456 7890 188",
        "Compte rendu du 12 mars 2021", "2018 2019 2020 2021 2022", "Instruction n° DGCS/SD1B/DGEFP/SD PAE/2020/28",
        "Le compte est bon : 12 000 personnes", "BIC", "Pour le 68 : 6 000\nPour le 67 : 12 345",
        "SIRET 200 094 332 00018",
        "30006 00001 12345678901 88", "clé 12", "au compte de 12 structures",
    ],
)  # fmt: skip
def test_what_is_no_bank_detail_stays(text: str) -> None:
    assert withhold_text(text) == text


def test_check_digits_decide() -> None:
    assert is_iban(IBAN)
    assert not is_iban(IBAN.replace("189", "188"))
    assert is_rib("30006 00001 12345678901 89")
    assert not is_rib("30006 00001 12345678901 88")
    assert is_rib("20041 01005 0500013M026 06")


def test_nothing_published_holds_bank_details_and_each_cell_is_said() -> None:
    rows = published(
        document(
            table(
                f"Mesure | Indicateur | Commentaire {IBAN} | Réalisé 2021",
                f"m | A {IBAN} | RIB 30006 00001 12345678901 89 | {IBAN}",
                f"x {IBAN} | < | < | <",
            ),
            table(f"Compte | {IBAN}", number=1, title=f"Versement {IBAN}"),
            body=ISERE.replace("avenant 2021", f"avenant 2021 - {IBAN}"),
        )
    )
    flat = repr(rows).replace(" ", "")
    assert "300060000112345678" not in flat
    assert "12345678901" not in flat
    assert codes_of(rows).count("private_data_withheld") >= 5
    assert rows["conventions"][0]["findings"] == len(rows["findings"])


def test_figures_are_not_touched() -> None:
    rows = published(document(table("Mesure | Indicateur | Réalisé 2021", "m | A | 1 234 567"), body=ISERE))
    assert rows["observations"][0]["value"] == 1234567
    assert "private_data_withheld" not in codes_of(rows)
