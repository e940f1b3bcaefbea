from __future__ import annotations

from dataclasses import replace

from extract.model import Line, Region
from normalize.prose import is_heading, read_sentences
from tests.facts import sentences
from tests.tables import document


def test_a_sentence_goes_over_lines_and_ends_at_its_stop() -> None:
    found = sentences("La contribution de l'État s'élève à 3 862\n055 €. Les montants par\naction sont à l'annexe B.")
    assert [each.text for each in found] == [
        "La contribution de l'État s'élève à 3 862 055 €.",
        "Les montants par action sont à l'annexe B.",
    ]


def test_the_stop_of_a_civility_ends_no_sentence() -> None:
    assert len(sentences("représenté par M. Camille SPÉCIMEN, président.")) == 1


def test_each_visa_is_a_sentence_though_nothing_ends_it() -> None:
    found = sentences("Vu la loi n° 1\nVu le décret n° 2 sur\nles aides\nIl est convenu ce qui suit")
    assert [each.folded for each in found][1] == "vu le decret n° 2 sur les aides"
    assert len(found) == 3


def test_a_sentence_knows_the_heading_above_it_until_the_articles_end() -> None:
    found = sentences("Article 5 – Durée\nElle dure un an.\nFait à Lyon, le 3 mai 2022.\nAutre chose.")
    assert [each.heading for each in found] == ["article 5 - duree", "article 5 - duree", "", ""]


def test_a_number_in_a_sentence_is_no_heading() -> None:
    assert is_heading("2.3. Suivi et évaluation")
    assert not is_heading("12 structures sont ouvertes.")
    assert not is_heading("La convention est conclue pour un an")


def test_a_sentence_has_the_page_it_begins_on_and_the_doubt_of_each_of_its_lines() -> None:
    lines = (
        Line("Le tribunal administratif", Region(2, 0, 0, 1, 1)),
        Line("de Lyon est compétent.", Region(3, 0, 0, 1, 1), is_unsure=True),
        Line("Entête", Region(3, 0, 0, 1, 1), "furniture"),
    )
    [sentence] = read_sentences(replace(document(), lines=lines))
    assert (sentence.page, sentence.is_unsure) == (2, True)
