"""Signs of one shape on scanned tables: told apart where one label fits, for review elsewhere, raw as it was read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.model import Mark
from normalize.confusions import meant_by
from normalize.knowledge import load_knowledge
from tests.tables import ALSACE, Row, document, published, table

HEADER = "Mesure | Indicateur | Résultat 2021 | Résultat 2022"
UNSURE = ["ocr_low_confidence"]


def scanned(*rows: str, is_scanned: bool = True) -> dict[str, list[Row]]:
    printed = replace(table(HEADER, *rows), is_scanned=is_scanned)
    return published(document(printed, body=ALSACE))


def about(rows: list[Row], *columns: str) -> list[tuple[object, ...]]:
    return [tuple(row[column] for column in columns) for row in rows]


LABELS = ("1.1 Accueil | Nombre de lieux | Pour le 68 : 4¶Pour le 67 : 5 | Pour le 6B : 17¶Pour le 67 : 9",)


def test_a_label_of_the_documents_list_is_told_from_what_has_its_shape_and_said() -> None:
    rows = scanned(*LABELS)
    found = about(rows["observations"], "territory", "value", "raw", "review")
    assert ("68", 17.0, "17", False) in found
    (message,) = [row["message"] for row in rows["findings"] if "6B" in str(row["message"])]
    assert "Pour le 68 : 17" in str(message)
    assert any("6B" in str(row["text"]) for row in rows["cells"])


def test_a_space_that_is_lost_before_a_territory_of_the_document_is_put_back() -> None:
    rows = scanned("1.1 Accueil | Nombre de lieux | Pour le68 : 4¶Pour le 67 : 5 | Pour le 68 : 17¶Pour le 67 : 9")
    assert ("68", 4.0, "4", False) in about(rows["observations"], "territory", "value", "raw", "review")


def test_a_digital_table_is_read_as_it_is_printed() -> None:
    rows = scanned(*LABELS, is_scanned=False)
    assert ("68", 17.0) not in about(rows["observations"], "territory", "value")


def test_a_figure_that_looks_like_a_label_stays_a_figure() -> None:
    rows = scanned("1.1 Accueil | Nombre de lieux | 6B | 67")
    (first, _) = about(rows["observations"], "raw", "value", "review")
    assert first == ("6B", 68.0, True)


def test_a_number_of_look_alikes_is_for_review_and_its_print_stays() -> None:
    rows = scanned("1.1 Accueil | Nombre de lieux | Pour le 67 : 1O | Pour le 67 : 12")
    (first, second) = about(rows["observations"], "value", "raw", "flags", "review")
    assert first == (10.0, "1O", UNSURE, True)
    assert second == (12.0, "12", [], False)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("1O", "10"), ("l 234", "1 234"), ("O", "0"), ("2l %", "21 %"), ("1B jours", "18 jours"), ("NO", "nd")],
)
def test_what_a_text_may_mean_is_all_that_may_stand_there(text: str, meant: str) -> None:
    found = meant_by(text, load_knowledge())
    assert found is not None and found.text == meant


def test_a_text_that_may_mean_two_things_is_left_and_in_doubt() -> None:
    found = meant_by("5O", load_knowledge())
    assert found is not None and found.text == "5O"


@pytest.mark.parametrize(
    "text", ["12", "ND", "/", "Oui", "D", "S", "B", "en cours", "2O2 personnes sont accompagnées ici"]
)
def test_what_is_understood_or_holds_no_figure_stays(text: str) -> None:
    assert meant_by(text, load_knowledge()) is None


def test_a_figure_that_ends_as_a_misread_sign_beside_figures_with_the_sign_is_for_review() -> None:
    (wrong, right) = scanned("1.1 Accueil | Part des lieux | Pour le 67 : 9596 | Pour le 67 : 93 %")["observations"]
    assert (wrong["value"], wrong["flags"]) == (9596.0, UNSURE)
    assert not right["review"]


def test_the_same_figure_beside_numbers_is_in_no_doubt() -> None:
    rows = scanned("1.1 Accueil | Nombre de lieux | Pour le 67 : 9596 | Pour le 67 : 9300")["observations"]
    assert not any(row["review"] for row in rows)


@pytest.mark.parametrize("mark", ["ocr_unsure", "layer_disagrees"])
def test_an_empty_cell_with_ink_that_nobody_read_is_for_review(mark: Mark) -> None:
    printed = table(HEADER, "1.1 Accueil | Nombre de lieux | Pour le 67 : 1 | ", marks={(1, 3): (mark,)})
    (full, empty) = published(document(replace(printed, is_scanned=True), body=ALSACE))["observations"]
    assert (full["status"], full["review"]) == ("reported", False)
    assert (empty["status"], empty["flags"]) == ("blank", UNSURE)
