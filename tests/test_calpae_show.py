"""`calpae show`: what was read of one document, for a person's eye."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from calpae.show import shown
from tests.cli import FINISTERE, GOLDEN, NO_DOCUMENT, WITHOUT_TABLE, calpae

CONVENTION: dict[str, Any] = dict.fromkeys(
    ("source", "title", "convention_year", "collectivity", "collectivity_code", "reader", "pages")
) | {"source": "a.pdf", "convention_year": 2022, "observations": 1, "for_review": 0, "findings": 0}
FIGURE: dict[str, Any] = {
    "table": 0,
    "measure_code": "2.1",
    "measure": "Accueil",
    "indicator_group": None,
    "indicator": "Places",
    "territory": "29",
    "period": "2022",
    "period_kind": "result",
    "status": "reported",
    "value": 12.0,
    "value_low": None,
    "value_high": None,
    "comparator": None,
    "unit": None,
    "review": False,
}


def show(*figures: dict[str, Any], findings: tuple[dict[str, Any], ...] = ()) -> list[str]:
    rows = [FIGURE | figure for figure in figures]
    return list(shown({"conventions": [CONVENTION], "observations": rows, "findings": list(findings)}))


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        ({}, "12"),
        ({"value": 4827.0}, "4827"),
        ({"value": 48250.75, "unit": "€"}, "48250.75 €"),
        ({"value": 30.0, "comparator": "<=", "unit": "jour"}, "<= 30 jour"),
        ({"value": 12.0, "review": True}, "12 (?)"),
        ({"status": "range", "value": None, "value_low": 80.0, "value_high": 85.0, "unit": "%"}, "80 to 85 %"),
        ({"status": "nd", "value": None}, "[nd]"),
        ({"status": "ambiguous", "value": None, "review": True}, "[ambiguous] (?)"),
        ({"status": "blank", "value": None}, ""),
    ],
)
def test_a_figure_is_shown_by_its_status(figure: dict[str, Any], text: str) -> None:
    (line,) = [line for line in show(figure) if line.startswith("| 2.1 Accueil")]
    assert [part.strip() for part in line.strip("|").split("|")] == ["2.1 Accueil", "Places", "29", text]


def test_periods_are_columns_and_subjects_are_rows() -> None:
    lines = show({}, {"period": "2021", "value": 9.0}, {"indicator": "Jeunes", "indicator_group": "Publics"})
    parts = [[part.strip() for part in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    assert parts == [
        ["measure", "indicator", "territory", "2022", "2021"],
        ["", "", "", "result", "result"],
        ["2.1 Accueil", "Places", "29", "12", "9"],
        ["2.1 Accueil", "Publics / Jeunes", "29", "12", ""],
    ]


def test_two_figures_at_one_place_are_both_shown() -> None:
    assert any(line.startswith("|") and "13" in line for line in show({}, {"value": 13.0}))


def test_a_finding_says_what_and_where() -> None:
    finding = {"severity": "warning", "code": "unplaced_text", "message": "a text", "page": 2, "table": 0, "row": 3}
    assert show(findings=(finding | {"column": None},))[-1] == "  warning unplaced_text: a text [page 2 table 0 row 3]"


def test_a_golden_document_is_shown_whole() -> None:
    done = calpae("show", GOLDEN / FINISTERE)
    assert (done.code, done.err) == (0, [])
    text = "\n".join(done.out)
    assert "source: finistere.pdf" in done.out
    assert "collectivity code: 29" in done.out
    assert "91.2 %" in text
    assert "80 to 100" in text
    assert "[nd]" in text
    assert any("24 rows, 0 for review" in line for line in done.out)


def test_what_is_for_review_is_marked() -> None:
    done = calpae("show", GOLDEN / "cea-rows.pdf")
    assert sum(line.count("(?)") for line in done.out) >= 4


def test_a_document_without_an_annexe_table_shows_its_finding(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(WITHOUT_TABLE)
    done = calpae("show", path)
    assert done.code == 0
    assert any(" no_annexe_table: " in line for line in done.out)


def test_a_refused_file_ends_with_one_line_on_standard_error(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(NO_DOCUMENT)
    done = calpae("show", path)
    assert (done.code, done.out, len(done.err)) == (4, [], 1)
