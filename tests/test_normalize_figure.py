from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.figure import Figure, read_figure
from normalize.knowledge import load_knowledge
from schemas.vocabulary import COMPARATORS, FLAGS, STATUSES, sets_review

KNOWLEDGE = load_knowledge()
SPACES = ["\u00a0", "\u202f", "\u2009", "\u2007", "\u3000", " "]
PIECES = st.lists(
    st.sampled_from(
        ["12", "4 827", "1.234", "95,5", "007", "1O", "10\u00b2", "2021", "30/06/2020", "juin", "ND", "NC", "/", "%",
         "€", "K€", "structures", "agents", "formés", "prévus", "moins de", "environ", "entre", "et", "à", "-", "+",
         "(", ")", "dont", "*", ".", ",", ":", "\n", "soit", "licornes", "millions", "Tendre vers", "sans objet", "non"]
    ),
    max_size=8,
).map(" ".join)  # fmt: skip
CELLS = st.one_of(st.text(), st.text("0123456789 .,-%€NDCn/()àet\n", max_size=15), PIECES)


def read(text: str, *, wrapped: bool = False) -> Figure:
    return read_figure(text, KNOWLEDGE, wrapped=wrapped)


def reported(value: float, **more: Any) -> Figure:
    return Figure("reported", value=value, **more)


def ranged(low: float, high: float, **more: Any) -> Figure:
    return Figure("range", value_low=low, value_high=high, **more)


CLAUSE = ("number_with_clause",)
SUSPECT = ("digits_suspect",)
SEVERAL = Figure("ambiguous", flags=("multiple_numbers",))


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("0", reported(0)),
        ("4 827", reported(4827)),
        ("40000", reported(40000)),
        ("95%", reported(95, unit="%")),
        ("100 %", reported(100, unit="%")),
        ("66,7\u202f%", reported(66.7, unit="%")),
        ("95.5%", reported(95.5, unit="%")),
        ("12 pour cent", reported(12, unit="%")),
        ("48 250,75 €", reported(48250.75, unit="€")),
        ("2 231 197,47 €", reported(2231197.47, unit="€")),
        ("4.817.132,60 euros", reported(4817132.6, unit="€")),
        ("0,1 M€", reported(100000, unit="€")),
        ("1,4 M€", reported(1400000, unit="€")),
        ("150 K€", reported(150000, unit="€")),
        ("150k€", reported(150000, unit="€")),
        ("3 milliers d\u2019euros", reported(3000, unit="€")),
        ("2 millions d'euros", reported(2000000, unit="€")),
        ("60 situations", reported(60, unit="situation")),
        ("5 structures.", reported(5, unit="structure")),
        ("5 struc-\ntures", reported(5, unit="structure")),
        ("12 lieux", reported(12, unit="lieu")),
        ("24 jours", reported(24, unit="jour")),
        ("24jours", reported(24, unit="jour")),
        ("6 mois", reported(6, unit="mois")),
        ("2,5 ETP", reported(2.5, unit="etp")),
        ("3 CCAS", reported(3, unit="ccas")),
        ("12 travailleurs sociaux", reported(12, unit="travailleur social")),
        ("12 agent(e)s", reported(12, unit="agent")),
        ("3 structure(s)", reported(3, unit="structure")),
        ("-3,2 %", reported(-3.2, unit="%")),
        ("\u22123,2 %", reported(-3.2, unit="%")),
        ("-0", reported(0)),
    ],
)
def test_a_number_with_its_unit_is_reported(text: str, figure: Figure) -> None:
    assert read(text) == figure


@pytest.mark.parametrize(
    ("text", "comparator", "value", "unit"),
    [
        ("moins de 30 jours", "<", 30, "jour"),
        ("- de 30 jours", "<", 30, "jour"),
        ("<30", "<", 30, None),
        ("inférieur à 3", "<", 3, None),
        ("au plus 5", "<=", 5, None),
        ("jusqu\u2019à 50", "<=", 50, None),
        ("maximum 60", "<=", 60, None),
        ("60 maximum", "<=", 60, None),
        ("≤ 3", "<=", 3, None),
        ("<= 3", "<=", 3, None),
        ("> 75 %", ">", 75, "%"),
        ("plus de 40", ">", 40, None),
        ("+ de 30", ">", 30, None),
        ("au moins 60", ">=", 60, None),
        ("minimum 60", ">=", 60, None),
        ("60 jours minimum", ">=", 60, "jour"),
        ("60 et plus", ">=", 60, None),
        ("≥ 3", ">=", 3, None),
        ("environ 40 jours", "~", 40, "jour"),
        ("env. 40", "~", 40, None),
        ("près de 40", "~", 40, None),
        ("40 environ", "~", 40, None),
    ],
)
def test_a_bounded_or_approximate_figure_has_its_comparator(
    text: str, comparator: str, value: float, unit: str | None
) -> None:
    assert read(text) == reported(value, comparator=comparator, unit=unit)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Tendre vers 3 semaines", reported(3, unit="semaine", note="Tendre vers")),
        ("355 agents formés", reported(355, unit="agent", note="formés")),
        ("12 agents formés et accompagnés", reported(12, unit="agent", note="formés et accompagnés")),
    ],
)
def test_a_lead_or_an_adjective_of_the_unit_is_a_note_and_no_clause(text: str, figure: Figure) -> None:
    assert read(text) == figure


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        (
            "17, soit le nombre de Maisons France Services",
            reported(17, note="soit le nombre de Maisons France Services", flags=CLAUSE),
        ),
        ("17 lieux d'accueil", reported(17, unit="lieu", note="d'accueil", flags=CLAUSE)),
        ("355 agents non formés", reported(355, unit="agent", note="non formés", flags=CLAUSE)),
        ("12 agents prévus", reported(12, unit="agent", note="prévus", flags=CLAUSE)),
        ("12 nouveaux bénéficiaires", reported(12, note="nouveaux bénéficiaires", flags=CLAUSE)),
        ("12 licornes", reported(12, unit="licorne", flags=CLAUSE)),
        ("12 structures en 2021", reported(12, unit="structure", note="en 2021", flags=CLAUSE)),
        ("12 au 30/06/2020", reported(12, note="au 30/06/2020", flags=CLAUSE)),
        ("12 pour la PF2", reported(12, note="pour la PF2", flags=CLAUSE)),
        ("au 30 juin : 12", reported(12, note="au 30 juin", flags=CLAUSE)),
        ("En 2021 : 12 structures", reported(12, unit="structure", note="En 2021", flags=CLAUSE)),
        ("Objectif : 60", reported(60, note="Objectif", flags=CLAUSE)),
        ("Objectif : au moins 60", reported(60, comparator=">=", note="Objectif", flags=CLAUSE)),
        ("2021 :", reported(2021, flags=CLAUSE)),
        ("12 (1)", reported(12, note="1", flags=CLAUSE)),
        ("12*", reported(12, note="*", flags=CLAUSE)),
        ("(12)", reported(12, flags=CLAUSE)),
        ("+ 5 %", reported(5, unit="%", note="+", flags=CLAUSE)),
        ("30 min", reported(30, note="min", flags=CLAUSE)),
        ("5 €/jour", reported(5, unit="€", note="/jour", flags=CLAUSE)),
        ("80 à 85 % en 2022", ranged(80, 85, unit="%", note="en 2022", flags=CLAUSE)),
    ],
)
def test_a_figure_with_a_clause_goes_to_review_with_the_clause_as_its_note(text: str, figure: Figure) -> None:
    assert read(text) == figure


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("80 à 85 %", ranged(80, 85, unit="%")),
        ("70 % à 80 %", ranged(70, 80, unit="%")),
        ("entre 10 et 15", ranged(10, 15)),
        ("entre 60 et 70 %", ranged(60, 70, unit="%")),
        ("de 10 à 15", ranged(10, 15)),
        ("45-50 jours", ranged(45, 50, unit="jour")),
        ("80-100", ranged(80, 100)),
        ("80 \u2013 100 %", ranged(80, 100, unit="%")),
        ("80-\n100", ranged(80, 100)),
        ("10 à 15 K€", ranged(10000, 15000, unit="€")),
        ("900 K€ à 1 M€", ranged(900000, 1000000, unit="€")),
        ("environ 10 à 15", ranged(10, 15, comparator="~")),
        ("-5 à -3 %", ranged(-5, -3, unit="%")),
        ("80 à 120 %", ranged(80, 120, unit="%", flags=("percentage_over_100",))),
        ("10-15 000", ranged(10, 15000, flags=SUSPECT)),
    ],
)
def test_two_ends_are_a_range(text: str, figure: Figure) -> None:
    assert read(text) == figure


@pytest.mark.parametrize(
    "text",
    [
        "10 structures sur l'EMS Nord+ 18",
        "325 intervenants sociaux formés pour le compte d'autres départements et 81 internes à la CeA",
        "1 000 pour Jobcoaching\nNombre total d'accompagnements disponibles : 6 000",
        "12/15", "3 (dont 2)", "95% 100%", "95%\n100%", "12 et 13", "12, 13", "12 ; 13", "12 ou 13", "12 34", "1 24",
        "12\n34", "1,234.5", "4'827", "12 structures 2021", "2022 : 12", "12 soit 95 %", "12 à 13 et 14", "12-13-14",
        "15-10", "entre 15 et 10", "80 -100", "2019-2020", "2019 à 2020", "10 K€ à 15", "10 jours à 3 semaines",
        "au moins 10 à 15", "Les 3 cahiers des 4 modalités", "1h30", "2 millions", "3 dizaines", "- 12", "/ 12",
        "- 12 structures", "12 ND", "12 (NC)", "12 structures, sans objet pour le reste",
        "12 10\u00b2", "1234567890123456",
    ],
)  # fmt: skip
def test_several_numbers_and_no_rule_to_choose_are_ambiguous(text: str) -> None:
    assert read(text) == SEVERAL


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("120 %", reported(120, unit="%", flags=("percentage_over_100",))),
        ("1.234", reported(1234, flags=SUSPECT)),
        ("1,234", reported(1.234, flags=SUSPECT)),
        ("007", reported(7, flags=SUSPECT)),
        ("-12", reported(-12, flags=SUSPECT)),
        ("4  827", reported(4827, flags=SUSPECT)),
        ("12,", reported(12, flags=SUSPECT)),
        ("12.", reported(12, flags=SUSPECT)),
        ("1O", Figure("text", flags=SUSPECT)),
        ("l2", Figure("text", flags=SUSPECT)),
        ("10\u00b2", Figure("text", flags=SUSPECT)),
        ("\u00bd", Figure("text", flags=SUSPECT)),
        ("\uff11\uff12", Figure("text", flags=SUSPECT)),
    ],
)
def test_digits_that_may_be_wrong_go_to_review(text: str, figure: Figure) -> None:
    assert read(text) == figure


def test_a_number_broken_by_a_line_break_is_sure_only_where_the_column_forced_it() -> None:
    assert read("6\n000") == reported(6000, flags=SUSPECT)
    assert read("100\n200") == reported(100200, flags=SUSPECT)
    assert read("6\n000", wrapped=True) == reported(6000)
    assert read("48 \n250,75\n€", wrapped=True) == reported(48250.75, unit="€")
    assert read("12\n34", wrapped=True) == SEVERAL


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("ND", "nd"), ("N.D.", "nd"), ("n.d.", "nd"), ("N. D.", "nd"), ("(ND)", "nd"), ("non disponible", "nd"),
        ("ND (non disponible)", "nd"), ("NC", "nc"), ("N.C.", "nc"), ("NR", "nr"), ("non\u00a0renseigné", "nr"),
        ("/", "not_applicable"), ("SO", "not_applicable"), ("S.O.", "not_applicable"), ("Sans objet", "not_applicable"),
        ("non concerné", "not_applicable"), ("Action non-contractualisée", "not_contracted"),
        ("Action non-\ncontractualisée", "not_contracted"), ("Action non-contrac-\ntualisée", "not_contracted"),
        ("ACTION NON CONTRACTUALISEE", "not_contracted"), ("non contractualisé", "not_contracted"),
    ],
)  # fmt: skip
def test_a_marker_is_its_status(text: str, status: str) -> None:
    figure = read(text)
    assert (figure.status, figure.note, figure.flags) == (status, None, ())


@pytest.mark.parametrize(
    ("text", "status", "note"),
    [
        (
            "ND 8 interventions réalisées à distance, nombre de professionnels impossible à estimer",
            "nd",
            "8 interventions réalisées à distance, nombre de professionnels impossible à estimer",
        ),
        ("sans objet en 2019", "not_applicable", "en 2019"),
        ("NR à ce jour", "nr", "à ce jour"),
        ("au 30 juin : ND", "nd", "au 30 juin"),
        ("ND (1)", "nd", "1"),
    ],
)
def test_a_marker_followed_by_a_sentence_stays_that_marker(text: str, status: str, note: str) -> None:
    figure = read(text)
    assert (figure.status, figure.note, figure.flags) == (status, note, ("marker_with_text",))


def test_a_figure_alone_on_a_line_below_a_marker_and_its_text_is_another_one() -> None:
    assert read("ND (logiciel en cours de déploiement) /26\n286 /07").status == "ambiguous"
    assert read("ND (logiciel en cours de\n2 déploiements prévus)").status == "nd"


@pytest.mark.parametrize(
    "text", ["ND 12", "ND 95 %", "ND / NC", "NC, ND", "Action non-contractualisée 121 agents formés"]
)
def test_a_marker_beside_a_bare_figure_or_another_marker_is_ambiguous(text: str) -> None:
    assert read(text) == Figure("ambiguous", flags=("marker_with_text", "multiple_numbers"))


@pytest.mark.parametrize(
    "text",
    [
        "en cours de consolidation", "non consolidé à ce jour", "une centaine", "néant", "-", "\u2013", "\u2014", "%",
        "€", "N/A", "NCE", "SOS", "IV", "31/12/2020", "30 juin 2020", "au 1er janvier 2022", "en 2022",
        "Les cahiers des charges des 3 modalités travaillées (séminaire, ateliers) ne sont pas finalisés à cette date.",
    ],
)  # fmt: skip
def test_words_without_a_number_to_take_are_text(text: str) -> None:
    assert read(text) == Figure("text")


@pytest.mark.parametrize(
    "text",
    [
        "Pour 12 personnes",
        "Nombre : 12",
        "K€ 12",
        "Nombre de structures engagées dans la démarche de premier accueil : 12",
    ],
)
def test_few_words_before_a_number_or_a_number_at_the_end_may_be_a_figure_after_all(text: str) -> None:
    assert read(text) == Figure("text", flags=CLAUSE)


def test_few_words_before_a_marker_may_be_that_marker_after_all() -> None:
    assert read("Hors métropole : NC") == Figure("text", flags=("marker_with_text", "number_with_clause"))


@pytest.mark.parametrize("text", ["", " ", "\n", "\u00a0\u202f", "\u200b", "…", "...", ". . .", "____"])
def test_nothing_and_a_dotted_line_are_blank(text: str) -> None:
    assert read(text) == Figure("blank")


def test_every_spelling_of_a_unit_reads_as_that_unit() -> None:
    for spelling, unit in KNOWLEDGE.units.items():
        assert read(f"12 {spelling}") == reported(12 * unit.factor, unit=unit.unit), spelling


def test_every_spelling_of_a_marker_reads_as_that_marker() -> None:
    for spelling, marker in KNOWLEDGE.markers.items():
        assert read(spelling).status == marker.status, spelling


@given(
    st.integers(min_value=0, max_value=10**9),
    st.integers(min_value=0, max_value=99),
    st.sampled_from(["", *SPACES]),
    st.sampled_from([("", 1), (" %", 1), ("%", 1), (" €", 1), ("\u202fK€", 1000), (" M€", 10**6), (" jours", 1)]),
)
def test_a_number_printed_in_french_reads_back_exactly(
    whole: int, hundredths: int, thousands: str, unit: tuple[str, int]
) -> None:
    printed = f"{whole:,}".replace(",", thousands) + (f",{hundredths:02}" if hundredths else "")
    figure = read(printed + unit[0])
    assert figure.status == "reported"
    assert figure.value == (whole * 100 + hundredths) * unit[1] / 100
    assert set(figure.flags) <= {"percentage_over_100"}


@given(CELLS, st.booleans())
def test_any_text_gives_a_figure_that_keeps_the_law_across_columns(text: str, wrapped: bool) -> None:
    figure = read(text, wrapped=wrapped)
    assert figure.status in STATUSES
    assert (figure.value is not None) == (figure.status == "reported")
    assert figure.value is None or math.isfinite(figure.value)
    assert (figure.value_low is not None) == (figure.value_high is not None) == (figure.status == "range")
    assert figure.value_low is None or figure.value_high is None or figure.value_low <= figure.value_high
    assert figure.status in {"reported", "range"} or (figure.unit is None and figure.comparator is None)
    assert figure.comparator is None or figure.comparator in COMPARATORS
    assert figure.unit is None or figure.unit == figure.unit.lower()
    assert list(figure.flags) == sorted(set(figure.flags))
    assert set(figure.flags) <= set(FLAGS)
    assert (figure.status == "ambiguous") == ("multiple_numbers" in figure.flags)
    assert figure.note is None or figure.note == " ".join(figure.note.split()) != ""


@given(
    CELLS, st.integers(min_value=0, max_value=99999), st.sampled_from([" et ", ", ", " ; ", "/", " dont ", "\n", " ("])
)
def test_a_second_number_never_leaves_a_figure_without_doubt(text: str, second: int, between: str) -> None:
    if read(text).status == "reported":
        figure = read(f"{text}{between}{second}")
        assert figure.status != "reported" or sets_review(figure.flags)


@given(CELLS, st.sampled_from(SPACES))
def test_the_kind_of_space_changes_nothing_but_the_note(text: str, space: str) -> None:
    assert read(text.replace(" ", space)) == read(text)


@given(CELLS)
def test_spaces_around_a_text_change_nothing(text: str) -> None:
    assert read(f"\n {text}\u00a0\n") == read(text)


@given(CELLS)
def test_a_figure_is_never_taken_out_of_digits_that_are_not_all_in_it(text: str) -> None:
    figure = read(text)
    if figure.value is not None and not figure.flags and figure.unit != "€":
        digits = "".join(filter(str.isdecimal, text)).strip("0")
        assert "".join(filter(str.isdecimal, f"{Decimal(repr(figure.value)):f}")).strip("0") == digits or figure.note


def test_a_number_glued_to_a_word_is_a_text_in_doubt() -> None:
    figure = read_figure("environ39 %", KNOWLEDGE)
    assert (figure.status, figure.flags) == ("text", ("digits_suspect",))
