from __future__ import annotations

from normalize.claims import Claim, Settled, settle, unsure_list
from normalize.prose import Sentence

ONE, OTHER = Sentence("L'État paie 5 €.", 2), Sentence("L'État paie 6 €.", 3)
UNSURE = Sentence("L'État paie 5 €.", 2, "", True)


def test_a_fact_rests_on_a_sentence_that_is_said_with_its_page() -> None:
    settled = settle("amount", [Claim(5, ONE), Claim(5, OTHER)])
    assert settled.value == 5
    [said] = settled.notices
    assert (said.code, said.severity, said.page) == ("fact_found", "info", 2)
    assert said.message == "amount is 5: « L'État paie 5 €. »"


def test_a_fact_that_nothing_gives_is_null_and_said() -> None:
    settled: Settled[int] = settle("amount", [])
    assert settled.value is None
    assert [notice.code for notice in settled.notices] == ["fact_not_found"]


def test_two_sentences_that_disagree_give_nothing() -> None:
    settled = settle("amount", [Claim(5, ONE), Claim(6, OTHER)])
    assert settled.value is None
    [said] = settled.notices
    assert said.code == "facts_disagree"
    assert "paie 5" in said.message
    assert "(page 3) gives 6" in said.message


def test_the_article_on_the_subject_rules_and_the_other_is_said() -> None:
    settled = settle("amount", [Claim(6, OTHER, 1), Claim(5, ONE)])
    assert settled.value == 5
    assert [notice.code for notice in settled.notices] == ["fact_found", "facts_disagree"]


def test_case_and_accents_are_no_disagreement() -> None:
    assert settle("court", [Claim("Tribunal de Nîmes", ONE), Claim("tribunal de Nimes", OTHER)]).value is not None


def test_what_a_scan_is_unsure_of_is_null_unless_a_sure_sentence_says_it_too() -> None:
    alone = settle("amount", [Claim(5, UNSURE)])
    assert (alone.value, alone.notices[0].code) == (None, "fact_unsure")
    assert settle("amount", [Claim(5, UNSURE), Claim(5, OTHER)]).value == 5
    assert settle("amount", [Claim(5, ONE), Claim(6, UNSURE)]).value is None


def test_a_list_with_an_unsure_sentence_is_not_whole() -> None:
    assert unsure_list("texts", [ONE, OTHER]) is None
    said = unsure_list("texts", [ONE, UNSURE])
    assert said is not None
    assert said.code == "fact_unsure"
