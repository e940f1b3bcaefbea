"""What a page shows of a figure: its neighbours, its printed row, its table redrawn."""

from __future__ import annotations

from typing import Any

from calpae.review_rows import items_of
from calpae.review_table import sheets_of
from tests.tables import ALSACE, document, published, table

Rows = dict[str, list[dict[str, Any]]]
HEADER = "Mesures | Indicateurs | Situation au 31 déc. 2019 | Résultat atteint en 2020 | Résultat attendu en 2021"


def rows(*lines: str) -> Rows:
    return published(document(table(HEADER, *lines), body=ALSACE))


TWO = (
    "2.1 Accueil | Nombre de places | Pour le 67 : 4 ¶ Pour le 68 : 5 | Pour le 67 : 6 et 7 ¶ Pour le 68 : ND "
    "| Pour le 67 et le 68 : 9",
    "^ | Nombre de jeunes | Pour le 67 : 1 ¶ Pour le 68 : 2 | Pour le 67 : 3 ¶ Pour le 68 : 4 "
    "| Pour le 67 : / ¶ Pour le 68 :",
)


def test_only_figures_for_review_are_items() -> None:
    found = rows(*TWO)
    (item,) = items_of(found)
    assert item.figure.row in found["observations"]
    assert (item.territory, item.period, item.kind) == ("Bas-Rhin (67)", "2020", "résultat")
    assert item.why == (
        ("multiple_numbers", "La cellule contient plusieurs nombres et aucune règle ne dit lequel retenir."),
    )


def test_the_figures_own_territory_comes_first_beside_it() -> None:
    (item,) = items_of(rows(*TWO))
    assert [(column.period, column.kind) for column in item.columns] == [
        ("2019", "situation"),
        ("2020", "résultat"),
        ("2021", "cible"),
    ]
    assert {line.territory: [[f.text for f in slot] for slot in line.slots] for line in item.lines} == {
        "Bas-Rhin (67)": [["4"], ["plusieurs chiffres, aucun retenu"], []],
        "Haut-Rhin (68)": [["5"], ["non disponible"], []],
        "Bas-Rhin + Haut-Rhin (67+68)": [[], [], ["9"]],
    }
    assert item.lines[0].territory == item.territory


def test_the_printed_row_has_each_cell_under_its_header() -> None:
    (item,) = items_of(rows(*TWO))
    assert [(cell.header, cell.is_own) for cell in item.printed] == [
        ("Mesures", False),
        ("Indicateurs", False),
        ("Situation au 31 déc. 2019", False),
        ("Résultat atteint en 2020", True),
        ("Résultat attendu en 2021", False),
    ]
    assert item.printed[0].text == "2.1 Accueil"
    assert item.printed[3].text.startswith("Pour le 67 : 6 et 7")


def test_what_was_noticed_at_its_cell_stands_with_a_figure() -> None:
    found = rows(*TWO)
    row = next(row for row in found["observations"] if row["review"])
    finding = {**found["findings"][0], **{name: row[name] for name in ("table", "row", "column")}}
    elsewhere = {**finding, "column": 2}
    (item,) = items_of({**found, "findings": [elsewhere, finding]})
    assert item.findings == (finding,)


def test_what_is_printed_is_quoted_where_no_figure_was_taken() -> None:
    (item,) = items_of(rows(*TWO))
    own, other = (line.slots[1][0] for line in item.lines[:2])
    assert (own.said, other.said) == ("6 et 7", None)


def test_a_table_is_redrawn_by_measure_indicator_and_territory() -> None:
    (sheet,) = sheets_of(rows(*TWO)["observations"])
    assert (sheet.number, sheet.pages) == (0, (1,))
    (group,) = sheet.groups
    assert group.heading == ("2.1 Accueil",)
    assert [(i.label, [line.territory for line in i.lines]) for i in group.indicators] == [
        ("Nombre de places", ["Bas-Rhin (67)", "Haut-Rhin (68)", "Bas-Rhin + Haut-Rhin (67+68)"]),
        ("Nombre de jeunes", ["Bas-Rhin (67)", "Haut-Rhin (68)"]),
    ]
    slots = [figure.text for line in group.indicators[1].lines for slot in line.slots for figure in slot]
    assert slots == ["1", "3", "sans objet", "2", "4", "vide"]
