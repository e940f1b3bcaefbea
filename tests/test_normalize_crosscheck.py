"""Figures held against their neighbours along a row."""

from __future__ import annotations

from extract.model import Address
from normalize.crosscheck import Row, cross_check
from tests.tables import ISERE, observations, table


def row(period: str, value: float, **more: object) -> Row:
    return {
        "table": 0, "row": 3, "column": int(period[3]) + 2, "part": 0, "page": 4,
        "section": None, "measure_code": "2.1", "measure": "Accueil", "indicator_group": None, "indicator": "Nombre",
        "territory": "67", "period": period, "period_kind": "result", "status": "reported", "value": value,
        "unit": None, "raw": f"{value:g}", "flags": [], "review": False, "confidence": 1.0,
    } | more  # fmt: skip


def found(rows: list[Row]) -> list[str]:
    return [notice.code for notice in cross_check(rows)[1]]


def test_figures_that_fit_each_other_are_left_alone() -> None:
    rows = [row("2018", 80), row("2019", 90), row("2020", 75), row("2021", 96)]
    assert cross_check(rows) == (rows, [])


def test_a_figure_ten_times_below_the_others_is_a_finding_and_no_doubt_alone() -> None:
    rows = [row("2018", 8), row("2019", 80), row("2020", 96), row("2021", 70)]
    checked, notices = cross_check(rows)
    assert [(notice.code, notice.at, notice.page) for notice in notices] == [("factor_along_row", Address(0, 3, 10), 4)]
    assert checked == rows


def test_others_that_scatter_say_nothing_of_a_factor() -> None:
    assert found([row("2018", 8), row("2019", 80), row("2020", 900), row("2021", 70)]) == []


def test_two_figures_say_nothing() -> None:
    assert found([row("2018", 8), row("2019", 80)]) == []


def test_a_unit_that_changes_is_a_finding_but_a_zero_needs_none() -> None:
    rows = [row(f"201{n}", 50 + n, unit="%") for n in range(3)] + [row("2013", 51), row("2014", 0)]
    assert found(rows) == ["unit_changes"]


def test_a_noun_that_is_printed_once_is_no_change() -> None:
    assert found([row("2018", 36), row("2019", 80), row("2020", 48), row("2022", 50, unit="situation")]) == []


def test_a_semester_above_its_year_is_a_finding() -> None:
    assert found([row("2022-S1", 120), row("2022", 100)]) == ["semester_above_year"]
    assert found([row("2022-S1", 120), row("2022", 100, period_kind="target")]) == []


def test_two_signs_on_one_figure_are_doubt_and_change_no_figure() -> None:
    rows = [row("2022-S1", 800), *(row(str(2018 + n), 80 + n) for n in range(3)), row("2022", 81)]
    checked, _ = cross_check(rows)
    assert checked[1:] == rows[1:]
    checked = [*checked[1:], checked[0]]
    assert checked[-1]["flags"] == ["digits_suspect"]
    assert checked[-1]["review"] is True
    assert checked[-1]["value"] == 800
    assert checked[-1]["confidence"] == 0.5


def test_an_absent_territory_is_one_of_the_signs() -> None:
    rows = [row("2018", 8), row("2019", 80), row("2020", 96), row("2021", 70)]
    checked, _ = cross_check(rows, [Address(0, 3, 10)])
    assert [r["review"] for r in checked] == [True, True, True, True] or checked[0]["review"]


def test_figures_of_another_territory_are_another_row() -> None:
    rows = [row("2018", 8), row("2019", 80, territory="68"), row("2020", 96, territory="68"), row("2021", 70)]
    assert found(rows) == []


def test_a_row_of_which_several_cells_hold_several_numbers_may_be_several_rows() -> None:
    rows = observations(
        table(
            "Indicateur | Réalisé 2019 | Réalisé 2020 | Réalisé 2021",
            "Nombre d'enfants | 2 lits¶656 lits | 21 132 | 29 lits¶646 lits",
            "Nombre de lieux | 2 lits¶656 lits | 21 | 29",
        ),
        body=ISERE,
    )
    assert [row["review"] for row in rows] == [True] * 3 + [True, False, False]
