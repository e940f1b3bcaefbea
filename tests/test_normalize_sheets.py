from __future__ import annotations

from dataclasses import replace

from extract.model import Document, Line, Region
from normalize.sheets import Sheet, read_sheets
from tests.facts import KNOWLEDGE
from tests.tables import ISERE, document, published, table

HEADED = """
Les fiches actions n° 18 à 20 sont jointes.
Fiche action n° 18 : Maraude mixte .......... 12
Fiche action n° 18 : Maraude mixte
Description de l'action
Une équipe parcourt la ville.
Elle va vers les personnes.
Objectifs :
- aller vers
- orienter
Budget : 150 000 €
Fiche action n° 18 (suite)
Calendrier : 2021
Fiche-action 20 – Référent de parcours
Public visé : allocataires
Annexe B – Tableau financier
Total
"""


def sheets(what: Document) -> dict[int, tuple[str | None, dict[str, str]]]:
    found, _ = read_sheets(what, KNOWLEDGE.sheets)
    return {sheet.number: (sheet.title, {each.name: each.text for each in sheet.fields}) for sheet in found}


def test_a_form_of_two_columns_is_one_field_a_row() -> None:
    form = table("Fiche action n° 18 – Maraude | <", "Description | Une équipe¶va vers", "Notre ambition | Aller vers",
                 "Budget | 150 000 €", " | dont État 75 000 €")  # fmt: skip
    assert sheets(document(form)) == {
        18: ("Maraude", {"Description": "Une équipe\nva vers", "Notre ambition": "Aller vers",
                         "Budget": "150 000 €\ndont État 75 000 €"})
    }  # fmt: skip


def test_the_number_may_stand_above_the_form_or_in_a_field_of_it() -> None:
    above = table("Intitulé de l'action | Maraude", "Objectifs | x", title="FICHE ACTION N° 19")
    assert sheets(document(above))[19][0] == "Maraude"
    inside = table("N° fiche action | 21", "Intitulé de l'action | Mobilité", "Objectifs | y")
    assert sheets(document(inside))[21][0] == "Mobilité"


def test_a_form_may_hold_several_sheets_and_headings_above_their_texts() -> None:
    form = table("Fiche action n° 5 | <", "Objectifs | <", "Aller vers tous | <", "Fiche action n° 6 : Mobilité | <",
                 "Objectifs | bouger", "Début | 2021", title="Annexe")  # fmt: skip
    assert sheets(document(form)) == {
        5: (None, {"Objectifs": "Aller vers tous"}), 6: ("Mobilité", {"Objectifs": "bouger", "Début": "2021"}),
    }  # fmt: skip


def test_a_headed_sheet_goes_on_over_its_pages_and_ends_at_the_next_annexe() -> None:
    assert sheets(document(body=HEADED)) == {
        18: ("Maraude mixte", {
            "Description de l'action": "Une équipe parcourt la ville.\nElle va vers les personnes.",
            "Objectifs": "- aller vers\n- orienter", "Budget": "150 000 €", "Calendrier": "2021",
        }),
        20: ("Référent de parcours", {"Public visé": "allocataires"}),
    }  # fmt: skip


def test_a_field_has_the_page_where_it_begins() -> None:
    lines = tuple(
        Line(text, Region(page, 0, 0, 1, 1))
        for page, text in ((7, "Fiche action n° 1 : X"), (7, "Objectifs : a"), (8, "encore"), (8, "Budget : 1 €"))
    )
    [sheet], _ = read_sheets(replace(document(), lines=lines), KNOWLEDGE.sheets)
    assert [(each.name, each.text, each.page) for each in sheet.fields] == [
        ("Objectifs", "a\nencore", 7),
        ("Budget", "1 €", 8),
    ]


def test_a_sheet_whose_title_a_scan_is_unsure_of_is_left_out_and_said() -> None:
    printed = ("Fiche action n° 1 : X", "Objectifs : a", "Fiche action n° 8 : Y", "Objectifs : b")
    lines = tuple(Line(text, None, is_unsure="8" in text) for text in printed)
    found, notices = read_sheets(replace(document(), lines=lines), KNOWLEDGE.sheets)
    assert [(sheet.number, len(sheet.fields)) for sheet in found] == [(1, 1)]
    assert [notice.code for notice in notices] == ["sheet_not_understood"]


def test_a_number_printed_twice_or_without_fields_is_said() -> None:
    def said(body: str) -> tuple[list[Sheet], list[str]]:
        found, notices = read_sheets(document(body=body), KNOWLEDGE.sheets)
        return found, [notice.message for notice in notices]

    found, messages = said(
        "Fiche action n° 1 : A\nObjectifs : a\nFiche action n° 2 : C\nFiche action n° 1 : B\nObjectifs : b"
    )
    assert [each.text for each in found[0].fields] == ["a"]
    assert [message[:14] for message in messages] == ["action sheet 1", "action sheet 2"]


def test_sheets_are_published_and_numbers_of_a_financial_annexe_are_none() -> None:
    money = table("Fiche action | Part État", "Fiche action n° 3 : Accueil | 1 000 €", number=0)
    form = table("Fiche action n° 4 : Maraude | <", "Objectifs | Aller vers", number=1)
    rows = published(document(money, form, body=ISERE))
    [field] = rows["actions"]
    assert (field["action_number"], field["title"], field["field"], field["text"], field["page"]) == (
        4, "Maraude", "Objectifs", "Aller vers", 1,
    )  # fmt: skip
    assert rows["conventions"][0]["action_sheets"] == [4]
