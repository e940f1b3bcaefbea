from __future__ import annotations

from extract.model import Address, Notice
from normalize.interpret import interpret
from normalize.knowledge import load_knowledge
from tests.tables import ALSACE, ISERE, codes_of, document, figures, findings_of, published, sure, table

ANNEXE = table(
    "Mesure | Indicateur | Définition | Situation au 31/12/2018 | Réalisé 2020 | Cible 2021",
    "2. Renforcer le travail social | < | < | < | < | <",
    "2.1. Premier accueil social inconditionnel | Taux de couverture à moins de 30 minutes | En voiture "
    "| 91,2 % | 94 % | 100 %",
    "2.2. Référent de parcours | Nombre de personnes accompagnées | | 22 | ND | /",
    "3.1. Orienter et accompagner les allocataires du RSA | Nombre de nouveaux entrants | Dans l'année | | 18 | 50",
    title="Annexe A",
)


def test_a_clean_document_is_sure_and_without_findings() -> None:
    rows = published(document(ANNEXE, body=ISERE))
    assert findings_of(rows) == []
    assert len(rows["observations"]) == 9
    assert len(sure(rows["observations"])) == 8
    assert len(rows["cells"]) == len(ANNEXE.cells)
    [convention] = rows["conventions"]
    assert (convention["convention_year"], convention["collectivity_code"], convention["for_review"]) == (2021, "38", 0)


def test_the_roles_of_the_cells_are_those_of_what_they_say() -> None:
    rows = published(document(ANNEXE, body=ISERE))
    roles = {cell["text"]: cell["role"] for cell in rows["cells"]}
    assert roles["Mesure"] == "header"
    assert roles["2. Renforcer le travail social"] == "section"
    assert roles["2.2. Référent de parcours"] == "measure"
    assert roles["Nombre de nouveaux entrants"] == "indicator"
    assert roles["En voiture"] == "comment"
    assert roles["91,2 %"] == roles["ND"] == "figure"


def test_other_tables_are_left_alone_and_said() -> None:
    money = table(
        "Nom | Prénom usuel | Commune",
        "1 | Accueil | Grenoble",
        number=1,
        title="Annexe B",
    )
    rows = published(document(ANNEXE, money, body=ISERE))
    assert {cell["role"] for cell in rows["cells"] if cell["table"] == 1} == {"other_table"}
    [finding] = findings_of(rows)
    assert (finding["code"], finding["table"], finding["severity"]) == ("other_table", 1, "info")
    assert "'Annexe B'" in finding["message"]


def test_two_annexe_tables_are_both_read() -> None:
    other = table("Indicateur | Réalisé 2022", "Nombre de visites | 5", number=1)
    rows = published(document(ANNEXE, other, body=ISERE))
    assert figures(rows["observations"], "table", "indicator", "period", "value")[-1] == (
        1,
        "Nombre de visites",
        "2022",
        5,
    )
    assert len(sure(rows["observations"])) == 9


def test_a_document_without_annexe_table_says_so() -> None:
    rows = published(document(table("Date | Lieu", "1 | 2"), body=ISERE))
    assert rows["observations"] == []
    assert codes_of(rows) == ["no_annexe_table", "other_table"]
    assert codes_of(published(document(body=ISERE))) == ["no_annexe_table"]


def test_a_table_that_may_be_an_annexe_is_named_with_its_header() -> None:
    rows = published(
        document(table("Mesure | Ce qui est compté | Réalisé 2021 | Cible 2022", "m | A | 1 | 2"), body=ISERE)
    )
    finding = next(f for f in rows["findings"] if f["code"] == "header_not_understood")
    assert "'Ce qui est compté'" in finding["message"]
    assert finding["severity"] == "warning"
    assert {cell["role"] for cell in rows["cells"]} == {"other_table"}


def test_what_the_reader_noticed_comes_first() -> None:
    notice = Notice("warning", "page_without_text_layer", "page 3 is an image", 3, None)
    at = Notice("info", "invisible_text", "2 characters", 1, Address(0, 0, 0))
    rows = published(document(ANNEXE, body=ISERE, notices=(notice, at)))
    assert codes_of(rows) == ["page_without_text_layer", "invisible_text"]
    assert [row["number"] for row in rows["findings"]] == list(range(len(rows["findings"])))


def test_a_table_without_rows_or_with_one_cell_is_left_alone() -> None:
    rows = published(
        document(table(""), table("Indicateur", number=1), table("Indicateur | Réalisé 2021", number=2), body=ISERE)
    )
    assert rows["observations"] == []


def test_a_colon_alone_names_no_indicator_and_leaves_its_measure_in_doubt() -> None:
    cut = table(
        "Mesure | Indicateur | Réalisé 2020",
        "1.1. Accueil | Nombre de visites | 3",
        "2.1. Formation | Répartition des personnes formées par thème |",
        "^ | : |",
        "^ | Numérique | 5",
        "3.1. Emploi | Nombre de contrats | 7",
    )
    rows = published(document(cut, body=ISERE))["observations"]
    assert ":" not in {row["indicator"] for row in rows}
    assert {row["indicator"]: row["review"] for row in rows if row["status"] != "blank"} == {
        "Nombre de visites": False,
        "Numérique": True,
        "Nombre de contrats": False,
    }


def test_the_same_document_gives_the_same_rows() -> None:
    what = document(ANNEXE, body=ALSACE)
    knowledge = load_knowledge()
    assert repr(interpret(what, knowledge, "1")) == repr(interpret(what, knowledge, "1"))


def test_every_visible_character_stands_in_one_cell() -> None:
    rows = published(document(ANNEXE, body=ISERE))
    assert sorted(cell["text"] for cell in rows["cells"]) == sorted(cell.text for cell in ANNEXE.cells)


def test_a_table_with_a_header_of_its_own_may_go_on_under_the_last_group_of_the_table_above() -> None:
    head = "Mesure | Indicateur | Réalisé 2021"
    above = table(head, "2.1 Accueil | Agents formés, par thématique : | ", " | Aller vers | 3", " | Numérique | 4")
    same = table(head, "2.1 Accueil | Territoires | 5", "2.2 Aide | Nombre de lieux | 6", number=1)
    rows = published(document(above, same, body=ISERE))["observations"]
    assert figures(rows, "indicator", "review")[2:] == [("Territoires", True), ("Nombre de lieux", False)]
    other = table(head, "2.2 Aide | Territoires | 5", "2.3 Bourse | Nombre de lieux | 6", number=1)
    rows = published(document(above, other, body=ISERE))["observations"]
    assert not any(row["review"] for row in rows)
