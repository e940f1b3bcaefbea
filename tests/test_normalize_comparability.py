"""What comments and headers say about comparing: the flag, the column, and the finding at the words."""

from __future__ import annotations

from typing import Any

import pytest

from normalize.comparability import said_in
from normalize.knowledge import load_knowledge
from tests.tables import ALSACE, document, published, table

BREAK, APART = "series_break", "not_comparable_between_territories"


def said(text: str) -> list[str]:
    return [each.what for each in said_in(text, load_knowledge())]


def read(
    comment: str, header: str = "Réalisé 2021", figure: str = "Pour le 67 : 12"
) -> dict[str, list[dict[str, Any]]]:
    annexe = table(
        f"Mesure | Indicateur | Définition | Cible 2022 | {header}",
        f"3.2. Garantie d'activité | Nombre de places | {comment} | | {figure}",
        "^ | Nombre de lieux | | 3 | 4",
    )
    return published(document(annexe, body=ALSACE))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Stock", ["stock"]),
        ("Stock NB : pour le 68, hors accompagnement social", ["stock"]),
        ("Flux. Entre deux remontées d'informations", ["flow"]),
        ("FLUX annuel", ["flow"]),
        ("Personnes suivies. Flux", ["flow"]),
        ("(Stocks au 31/12)", ["stock"]),
        ("Les chiffres sont une donnée de stock", ["stock"]),
        ("Nombre de dossiers en flux tendu", []),
        ("Le stockage des données", []),
        ("Fluxus", []),
        ("", []),
    ],
)
def test_a_stock_or_flow_is_said_where_a_sentence_begins_or_by_a_whole_phrase(text: str, what: list[str]) -> None:
    assert said(text) == what


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("(changement de périmètre en cours de contractualisation)", [BREAK]),
        ("Changements de périmètre en 2020", [BREAK]),
        ("Un travail est en cours ; il aura un impact sur les séries.", [BREAK]),
        ("Il ne permettra pas une comparaison entre 2023 et les années précédentes.", [BREAK]),
        ("Sans changement de périmètre", []),
        ("Il n'y a pas eu de changement de périmètre", []),
        ("Aucune rupture de série", []),
        ("À ce stade, aucune comparaison des volumétries 67/68 n'est donc pertinente.", [APART]),
        ("Les modalités de calculs ne sont pas encore convergées entre le 67 et le 68", [APART]),
        ("Chiffres non comparables entre départements", [APART]),
        ("Chiffres non comparables entre le Bas-Rhin et le Haut-Rhin", [APART]),
        ("Chiffres non comparables d'une année à l'autre", [BREAK]),
        ("Chiffres non comparables", []),
        ("Chiffres non comparables. Voir 67 et 68", []),
        ("Périmètre : jeunes confiés à l'ASE", []),
    ],
)
def test_each_rule_reads_one_sentence_and_what_stands_beside(text: str, what: list[str]) -> None:
    assert said(text) == what


def test_the_figures_of_the_indicator_are_flagged_and_of_no_other_and_none_is_for_review() -> None:
    rows = read("Stock. Changement de périmètre en 2021")["observations"]
    assert [(row["indicator"], row["status"], row["stock_or_flow"], BREAK in row["flags"]) for row in rows] == [
        ("Nombre de places", "blank", "stock", False),
        ("Nombre de places", "reported", "stock", True),
        ("Nombre de lieux", "reported", None, False),
        ("Nombre de lieux", "reported", None, False),
    ]
    plain = read("Périmètre")["observations"]
    assert [(row["confidence"], row["review"]) for row in rows] == [(row["confidence"], row["review"]) for row in plain]


def test_the_finding_quotes_the_sentence_and_names_its_cell() -> None:
    findings = read("Places ouvertes. Changement de périmètre en 2021 !")["findings"]
    [finding] = [row for row in findings if row["code"] == BREAK]
    assert "'Changement de périmètre en 2021'" in finding["message"]
    assert (finding["page"], finding["table"], finding["row"], finding["column"]) == (1, 0, 1, 2)


def test_a_header_speaks_for_its_column() -> None:
    rows = read("Places ouvertes", "Réalisé 2021. Stock")
    assert [row["stock_or_flow"] for row in rows["observations"]] == [None, "stock", None, "stock"]
    [finding] = [row for row in rows["findings"] if row["code"] == "stock_or_flow"]
    assert (finding["row"], finding["column"]) == (0, 4)


def test_both_stock_and_flow_are_neither_and_a_warning() -> None:
    rows = read("Stock. Flux")
    assert {row["stock_or_flow"] for row in rows["observations"]} == {None}
    severities = [row["severity"] for row in rows["findings"] if row["code"] == "stock_or_flow"]
    assert sorted(severities) == ["info", "info", "warning"]


def test_what_the_comment_says_against_the_canonical_indicator_is_a_warning() -> None:
    annexe = table(
        "Mesure | Indicateur | Définition | Réalisé 2021",
        "3.1. Orienter et accompagner les allocataires du RSA | Nombre de nouveaux entrants | Stock | 12",
    )
    rows = published(document(annexe, body=ALSACE))
    assert rows["observations"][0]["stock_or_flow"] == "stock"
    [warning] = [row for row in rows["findings"] if row["code"] == "stock_or_flow" and row["severity"] == "warning"]
    assert "orientation_rsa.nouveaux_entrants is a flow" in warning["message"]
