"""What is reported, and how the rest is missing."""

from __future__ import annotations

from typing import Any

import pytest

from schemas.coverage import Coverage, Lifetimes
from schemas.vocabulary import COVERAGES, MISSING, STATUSES

Rows = list[dict[str, Any]]
ALSACE: Lifetimes = {"67": (None, 2020), "6AE": (2021, None)}


def document(name: str, code: str | None = "38", year: int | None = 2021, collectivity: str | None = "Isère") -> Any:
    return {"document_id": name, "collectivity_code": code, "collectivity": collectivity, "convention_year": year}


def row(of: dict[str, Any], key: str, status: str = "reported", **more: Any) -> dict[str, Any]:
    """A row of `observations` as the table is made from it; a key with a point is a canonical one."""
    known = key if "." in key else None
    labels = {"measure": "M", "indicator_group": None, "indicator": key}
    return {**of, "indicator_key": key, "indicator_id": known, **labels} | {
        "status": status,
        "territory": "38",
        "review": False,
        **more,
    }


def coverage(rows: Rows, documents: Rows, lifetimes: Lifetimes) -> Rows:
    counted = Coverage(lifetimes)
    for each in sorted(documents, key=lambda document: str(document["document_id"])):
        counted.add(each, [row for row in rows if row["document_id"] == each["document_id"]])
    return [dict(row) for part in counted.parts(2) for row in part]


def states(rows: Rows, documents: Rows, lifetimes: Lifetimes | None = None) -> dict[tuple[Any, ...], str]:
    made = coverage(rows, documents, lifetimes or {})
    found = {(each["collectivity_code"], each["convention_year"], each["indicator_key"]): each for each in made}
    assert len(found) == len(made)
    return {place: str(each["coverage"]) for place, each in found.items()}


def test_every_status_is_reported_or_a_way_to_be_missing() -> None:
    assert {*MISSING, "reported", "range"} == set(STATUSES)
    assert set(MISSING) < set(COVERAGES)


@pytest.mark.parametrize(
    ("statuses", "state"),
    [
        (("nd", "reported", "blank"), "reported"),
        (("nd", "range"), "reported"),
        (("blank", "nd"), "nd"),
        (("blank",), "blank"),
        (("nd", "not_contracted"), "not_contracted"),
        (("nc", "text", "nr"), "text"),
    ],
)
def test_one_figure_is_enough_and_else_the_most_telling_marker_says_how_it_is_missing(
    statuses: tuple[str, ...], state: str
) -> None:
    held = document("a")
    assert states([row(held, "a.b", status) for status in statuses], [held]) == {("38", 2021, "a.b"): state}


def test_a_dropped_indicator_is_not_printed_and_a_new_one_was_not_before() -> None:
    old, new = document("a", year=2021), document("b", year=2022)
    rows = [row(old, "a.kept"), row(old, "a.dropped"), row(old, "ours"), row(new, "a.kept"), row(new, "a.added")]
    assert {place: state for place, state in states(rows, [old, new]).items() if state != "reported"} == {
        ("38", 2022, "a.dropped"): "not_printed",
        ("38", 2022, "ours"): "not_printed",
        ("38", 2021, "a.added"): "not_printed",
    }


def test_what_others_are_asked_for_is_missing_here_and_what_they_count_for_themselves_is_not() -> None:
    here, there = document("a", "38"), document("b", "73")
    found = states([row(here, "a.b"), row(there, "a.c"), row(there, "theirs")], [here, there])
    assert found["38", 2021, "a.c"] == "not_printed"
    assert ("38", 2021, "theirs") not in found


def test_a_year_without_document_is_not_held_and_one_without_figures_has_no_annexe() -> None:
    one, other, empty = document("a", "38", 2021), document("b", "73", 2022), document("c", "73", 2021)
    found = states([row(one, "a.b"), row(other, "a.b")], [one, other, empty])
    assert found == {
        ("38", 2021, "a.b"): "reported",
        ("38", 2022, "a.b"): "document_not_held",
        ("73", 2021, "a.b"): "no_annexe_table",
        ("73", 2022, "a.b"): "reported",
    }


def test_who_could_not_sign_misses_no_document() -> None:
    rhin, alsace = document("a", "67", 2020), document("b", "6AE", 2021)
    rows = [row(rhin, "a.b"), row(alsace, "a.b")]
    assert set(states(rows, [rhin, alsace], ALSACE)) == {("67", 2020, "a.b"), ("6AE", 2021, "a.b")}
    assert states(rows, [rhin, alsace])["67", 2021, "a.b"] == "document_not_held"


def test_a_document_that_is_held_is_told_whoever_could_sign() -> None:
    odd = document("a", "67", 2022)
    assert states([row(odd, "a.b")], [odd], ALSACE) == {("67", 2022, "a.b"): "reported"}


def test_a_joint_body_without_code_goes_by_its_name() -> None:
    first, second = (document(name, None, year, "Conseil Savoie") for name, year in (("a", 2020), ("b", 2021)))
    other = document("c", None, 2020, "Autre conseil")
    made = coverage([row(first, "a.b"), row(other, "a.b")], [first, second, other], {})
    assert [(each["collectivity"], each["convention_year"], each["coverage"]) for each in made] == [
        ("Autre conseil", 2020, "reported"),
        ("Autre conseil", 2021, "document_not_held"),
        ("Conseil Savoie", 2020, "reported"),
        ("Conseil Savoie", 2021, "no_annexe_table"),
    ]


def test_without_a_year_or_a_collectivity_only_what_is_printed_is_listed() -> None:
    known, yearless, nobody = document("a"), document("b", year=None), document("c", None, 2021, None)
    rows = [row(known, "a.b"), row(yearless, "a.c"), row(nobody, "a.d")]
    found = states(rows, [known, yearless, nobody])
    assert {place for place in found if place[1] is None} == {("38", None, "a.c")}
    assert {place for place in found if place[0] is None} == {(None, 2021, "a.d")}


def test_figures_territories_and_documents_are_counted_once() -> None:
    pdf, docx = document("b"), document("a")
    rows = [
        row(pdf, "a.b", territory="67", review=True),
        row(docx, "a.b", territory="67"),
        row(docx, "a.b", territory="68"),
        row(docx, "a.b", "nd", territory="69D"),
    ]
    [made] = coverage(rows, [pdf, docx], {})
    assert (made["figures"], made["for_review"]) == (3, 1)
    assert (made["territories"], made["documents"]) == (["67", "68"], ["a", "b"])
