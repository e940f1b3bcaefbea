from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from extract.model import Notice
from normalize.facts import Facts, read_facts, with_sheets
from normalize.knowledge import load_knowledge
from normalize.private import find_private
from tests.facts import AMENDMENT, DROME
from tests.tables import document

KNOWLEDGE = load_knowledge()


def facts(body: str, furniture: str = "") -> Facts:
    return read(body, furniture)[0]


def read(body: str, furniture: str = "") -> tuple[Facts, list[Notice]]:
    what = document(body=body, furniture=furniture)
    return read_facts(what, KNOWLEDGE, find_private(what, KNOWLEDGE))


def signed_by(party: str) -> Facts:
    return facts(
        f"Convention d'appui à la lutte contre la pauvreté\nEntre l'État, représenté par le préfet,\net {party}"
    )


@pytest.mark.parametrize(
    ("party", "printed", "code"),
    [
        ("le Département de l'Isère, représenté par son président,", "Département de l'Isère", "38"),
        ("Le Conseil départemental de l'Isère, représenté par M. X,", "Conseil départemental de l'Isère", "38"),
        ("le Département des Côtes-d'Armor, représenté par M. X,", "Département des Côtes-d'Armor", "22"),
        ("le Département du Val-d'Oise représenté par sa présidente", "Département du Val-d'Oise", "95"),
        ("le Département du Territoire de\nBelfort, représenté par M. X", "Département du Territoire de Belfort", "90"),
        ("le Département du Bas-\nRhin, représenté par M. X", "Département du Bas-Rhin", "67"),
        ("le Département du Rhône, représenté par M. X,", "Département du Rhône", "69D"),
        ("la Métropole de Lyon, représentée par son président", "Métropole de Lyon", "69M"),
        ("la Collectivité de Corse, représentée par son président", "Collectivité de Corse", "20R"),
        ("la Collectivité européenne d'Alsace, représentée par", "Collectivité européenne d'Alsace", "6AE"),
        ("la Collectivité territoriale de Guyane, représentée par", "Collectivité territoriale de Guyane", "973R"),
        ("la Ville de Paris, représentée par sa maire", "Ville de Paris", "75C"),
        ("le Département de La Réunion, représenté par", "Département de La Réunion", "974"),
        ("le Département de la Loire (42), représenté par", "Département de la Loire", "42"),
        ("le Conseil Savoie Mont Blanc, représenté par", "Conseil Savoie Mont Blanc", None),
        ("la Métropole d'Aix-Marseille-Provence, représentée par", "Métropole d'Aix-Marseille-Provence", None),
        ("le Département de l'Isère, dont le siège est à Grenoble, rue X, représenté", "Département de l'Isère", "38"),
        ("le Département de l'Isère, ci-après « le Département », représenté par", "Département de l'Isère", "38"),
        ("le Département de l'Isère ci-après dénommé le Département, représenté par", "Département de l'Isère", "38"),
        ("d'autre part, le Département de l'Isère, représenté par", "Département de l'Isère", "38"),
        (": le Département de l'Isère, représenté par", "Département de l'Isère", "38"),
    ],
)  # fmt: skip
def test_the_signatory_is_the_party_beside_the_state(party: str, printed: str, code: str | None) -> None:
    found = signed_by(party)
    assert (found.collectivity, found.collectivity_code) == (printed, code)


def test_the_prefects_of_departements_are_no_party() -> None:
    found = facts(
        "CONVENTION D'APPUI À LA LUTTE CONTRE LA PAUVRETÉ\nANNEE 2022\nEntre\n"
        "L'État, représenté par Mme Dominique EXEMPLE, Préfète de la Région Grand-Est, Préfète du Département du\n"
        "Bas-Rhin et par M. Claude MODÈLE, Préfet du Département du Haut-Rhin et désigné ci-après par les termes\n"
        "« les Préfets », d'une part,\nEt\nLa Collectivité européenne d'Alsace, représentée par M. Camille SPÉCIMEN,\n"
        "d'autre part,\nVu la convention signée entre l'État et le Département du Bas-Rhin, jointe en annexe"
    )
    assert (found.year, found.collectivity_code, found.departments) == (2022, "6AE", ("67", "68"))


def test_two_bodies_that_sign_together_have_no_code_and_both_territories() -> None:
    found = signed_by("le Département du Rhône, représenté par M. X, et la Métropole de Lyon, représentée par M. Y")
    assert (found.collectivity, found.collectivity_code) == ("Département du Rhône et Métropole de Lyon", None)
    assert found.departments == ("69D", "69M")


def test_a_body_of_several_departements_has_no_code_and_all_their_territories() -> None:
    found = signed_by("le Département de la Drôme et le Département de l'Ardèche, représentés par M. X")
    assert found.collectivity == "Département de la Drôme et le Département de l'Ardèche"
    assert (found.collectivity_code, found.departments) == (None, ("07", "26"))


def test_one_body_named_twice_is_one() -> None:
    found = signed_by(
        "le Département de l'Isère, représenté par M. X,\net le Conseil départemental de l'Isère, représenté par Mme Y"
    )
    assert (found.collectivity, found.collectivity_code) == ("Département de l'Isère", "38")


def test_a_body_that_is_not_known_beside_one_that_is_leaves_the_territory_open() -> None:
    found = signed_by("le Département de l'Isère, représenté par M. X, et la Ville de Grenoble, représentée par M. Y")
    assert (found.collectivity_code, found.departments) == (None, ())


@pytest.mark.parametrize(
    ("body", "furniture", "printed", "code"),
    [
        ("Convention d'appui entre l'État et le Département du Finistère", "", "Département du Finistère", "29"),
        ("Convention d'appui\nentre l'État et le Département\nde la Loire 2021", "", "Département de la Loire", "42"),
        ("Convention d'appui", "Département du Finistère – convention 2021", "Département du Finistère", "29"),
        ("Convention d'appui", "Conseil Savoie Mont Blanc – convention 2020", "Conseil Savoie Mont Blanc", None),
        ("Convention d'appui\nDépartement de l'Isère", "", "Département de l'Isère", "38"),
        ("Convention d'appui du Département de la Manche", "", "Département de la Manche", "50"),
        ("Convention d'appui", "Préfet du département de l'Isère", None, None),
        ("Convention d'appui", "Préfecture du Nord – convention 2021", None, None),
        ("Convention d'appui\nPréfecture de la région Pays de la Loire", "GOUVERNEMENT", None, None),
        ("Vu la convention entre les parties", "", None, None),
        ("", "", None, None),
    ],
)  # fmt: skip
def test_without_parties_the_title_the_cover_or_the_page_say_it_or_nothing(
    body: str, furniture: str, printed: str | None, code: str | None
) -> None:
    found = facts(body, furniture)
    assert (found.collectivity, found.collectivity_code) == (printed, code)


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Convention d'appui à la lutte contre la pauvreté – Année 2022", 2022),
        ("Convention d'appui à la lutte contre la pauvreté\nANNÉE 2022", 2022),
        ("Convention d'appui à la lutte contre la pauvreté pour l'année 2021", 2021),
        ("Convention d'appui à la lutte contre la pauvreté – avenant 2021", 2021),
        ("Avenant 2021 à la convention d'appui à la lutte contre la pauvreté 2019-2021", 2021),
        ("Avenant n° 2 (2020) à la convention d'appui à la lutte contre la pauvreté 2019", 2020),
        ("Avenant n° 2 à la convention d'appui à la lutte contre la pauvreté 2019-2021", None),
        ("Avenant n° 2 à la convention d'appui signée le 20 décembre 2018", None),
        ("Avenant n° 2 à la convention d'appui du 20/12/2018", None),
        ("Convention d'appui à la lutte contre la pauvreté 2019-2021", None),
        ("Convention d'appui 2020 et 2021", None),
        ("Convention d'appui à la lutte contre la pauvreté", None),
    ],
)
def test_the_year_is_the_titles_own(title: str, year: int | None) -> None:
    assert facts(title).year == year


@pytest.mark.parametrize(
    ("furniture", "year"),
    [
        ("Département du Finistère – convention 2021", 2021),
        ("Convention 2019-2021", None),
        ("Convention 2021\nAvenant 2022", None),
        ("Préfecture – 12 mars 2021", None),
        ("Imprimé en 2023", None),
    ],
)
def test_the_page_furniture_gives_the_year_where_the_title_has_none(furniture: str, year: int | None) -> None:
    assert facts("Avenant n° 2 à la convention d'appui 2019-2021", furniture).year == year


def test_the_title_is_taken_over_its_lines_and_no_further() -> None:
    found = facts(
        "Avenant n° 2 à la convention d'appui à\nla lutte contre la pauvreté et d'accès à\nl'emploi 2019-2021\n"
        "Entre l'État, représenté par le préfet,"
    )
    assert (
        found.title
        == "Avenant n° 2 à la convention d'appui à la lutte contre la pauvreté et d'accès à l'emploi 2019-2021"
    )


@pytest.mark.parametrize(
    "body",
    [
        "Vu la convention d'appui à la lutte contre la pauvreté du 20 décembre 2018 ;",
        "La mise en œuvre des conventions d'appui à la lutte contre la pauvreté",
        "Contrat local des solidarités 2024",
    ],
)
def test_a_clause_that_cites_a_convention_is_no_title(body: str) -> None:
    assert facts(body).title is None


def test_a_convention_of_three_years_in_other_words_gives_every_fact() -> None:
    found, notices = read(DROME)
    assert (found.kind, found.year, found.collectivity_code, found.collectivity_siren) == (
        "convention", None, "26", "222600017",
    )  # fmt: skip
    assert found.state_amount_eur == 712345.6
    assert (found.start_date, found.end_date, found.duration_months) == (date(2019, 1, 1), date(2021, 12, 31), 36)
    assert (found.deliberation_date, found.report_due) == (date(2019, 7, 8), "31 mars")
    assert (found.programme, found.action, found.sub_action) == ("304", "19", "01")
    assert found.court == "tribunal administratif de Grenoble"
    assert found.action_sheets == (1, 2, 5, 6, 7, 12)
    assert [str(each) for each in found.legal_references or ()] == [
        "law 2018-1317 of 2018-12-28", "decree 2012-1246 of 2012-11-07", "instruction DGCS/SD1/2019/24 of 2019-02-04",
        "order of 2019-03-12",
    ]  # fmt: skip
    assert found.previous_agreements == ()
    assert {notice.severity for notice in notices} == {"info"}


def test_an_amendment_gives_what_it_changes_and_what_it_follows() -> None:
    found, _ = read(AMENDMENT)
    assert (found.kind, found.year, found.state_amount_eur) == ("amendment", 2021, 1402118.5)
    assert (found.start_date, found.end_date, found.duration_months) == (None, date(2022, 6, 30), None)
    assert (found.deliberation_date, found.court) == (date(2021, 9, 24), None)
    assert [str(each) for each in found.previous_agreements or ()] == [
        "convention 38 of 2019-07-05", "amendment of 2019-10-12", "amendment of 2020-11-03",
    ]  # fmt: skip


def test_a_length_that_does_not_end_on_the_last_day_is_said_and_both_are_null() -> None:
    found, notices = read(
        "Article 5 – Durée\n"
        "La convention est conclue pour un an à compter du 1er juillet 2022 et jusqu'au 31 décembre 2022."
    )
    assert (found.start_date, found.end_date, found.duration_months) == (date(2022, 7, 1), None, None)
    assert [notice.code for notice in notices].count("facts_disagree") == 1


def test_two_amounts_of_the_state_give_none() -> None:
    found, notices = read("Le soutien de l'État s'élève à 500 000 €.\nLa contribution de l'État est de 510 000 €.")
    assert found.state_amount_eur is None
    assert "facts_disagree" in {notice.code for notice in notices}


def test_on_a_scan_a_fact_whose_readings_differ_is_null() -> None:
    what = document(body=DROME)
    unsure = replace(what, lines=tuple(replace(line, is_unsure="712 345" in line.text) for line in what.lines))
    found, notices = read_facts(unsure, KNOWLEDGE, find_private(unsure, KNOWLEDGE))
    assert found.state_amount_eur is None
    assert found.court is not None
    assert [n.message.split(":")[0] for n in notices if n.code == "fact_unsure"] == ["state_amount_eur"]


def test_no_name_stands_in_a_sentence_that_a_fact_rests_on() -> None:
    said = " ".join(notice.message for notice in read(DROME)[1])
    assert "[withheld: name]" in said
    assert "ESSAI" not in said
    assert "TESTARD" not in said


def test_sheets_that_are_attached_are_numbers_too() -> None:
    assert with_sheets(Facts(action_sheets=(3, 1)), [2, 3]).action_sheets == (1, 2, 3)
    assert with_sheets(Facts(), [2]).action_sheets is None


def test_what_is_not_found_is_said() -> None:
    found, notices = read("Bonjour")
    missing = {notice.message.split(":")[0] for notice in notices if notice.code == "fact_not_found"}
    assert missing >= {"title", "kind", "state_amount_eur", "start_date", "court", "legal_references"}
    assert {notice.code for notice in notices} == {"year_not_found", "collectivity_not_found", "fact_not_found"}
    assert (found.court, found.state_amount_eur, found.action_sheets) == (None, None, ())
