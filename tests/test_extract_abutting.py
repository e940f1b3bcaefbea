"""Rows that stand on each other without any distance: what begins a cell there, and what is in doubt."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.abutting import Spaced, spaced
from extract.before import Before
from extract.rows import Block
from extract.text import TextLine
from extract.whole_lines import as_whole_lines

PITCH, HEIGHT, LETTER = 10.0, 8.0, 4.0
LEFT = (0.0, 100.0, 200.0, 250.0, 300.0)
"""Where columns begin: a measure, an indicator, and figures."""
Rows = Sequence[Sequence[str]]
ABUTTING: Rows = (
    ("Mesure", "Indicateur", "2019", "2020"),
    ("1.1.", "Nombre de jeunes", "74", "80"),
    ("Accueil", "Part des jeunes", "66 %", "70 %"),
    ("2.1. Suivi", "Nombre de nouveaux", "12", "15"),
    ("", "entrants du dispositif", "", ""),
    ("", "Nombre d'agents", "40", "ND"),
)
"""Lines, a row each but two: "Accueil" is what 1.1 numbers, "entrants du dispositif" an indicator's second line."""


def columns_of(rows: Rows, step: float = PITCH) -> list[list[TextLine]]:
    return [
        [
            TextLine(row[c], x, step * i, x + LETTER * len(row[c]), step * i + HEIGHT)
            for i, row in enumerate(rows)
            if row[c]
        ]
        for c, x in enumerate(LEFT[:-1])
    ]


def placed(columns: list[list[TextLine]], before: Before | None = None, headings: tuple[Block, ...] = ()) -> Spaced:
    return spaced(columns, headings, LEFT, 0.25, before or Before())


def begun(found: Spaced) -> set[str]:
    return {line.text for line in found.spacing.begun}


def test_rows_without_distance_begin_with_numbers_figures_and_what_had_room_above() -> None:
    assert begun(placed(columns_of(ABUTTING))) == {
        "1.1.", "Nombre de jeunes", "74", "80",
        "Part des jeunes", "66 %", "70 %", "2.1. Suivi", "Nombre de nouveaux", "12", "15", "Nombre d'agents",
    }  # fmt: skip


def test_what_words_alone_show_of_labels_is_in_doubt_and_numbers_and_figures_are_sure() -> None:
    found = placed(columns_of(ABUTTING))
    doubted = {column for column, _, _ in found.unsure}
    assert doubted == {1}


@pytest.mark.parametrize("step", [14.0, 17.5])
def test_rows_that_stand_apart_are_parted_by_that_alone(step: float) -> None:
    rows = columns_of(ABUTTING, step)
    wrapped = [line._replace(top=line.top - step + PITCH, bottom=line.bottom - step + PITCH) for line in rows[1][4:5]]
    rows[1][4:5] = wrapped
    assert not begun(placed(rows))


def test_figures_set_in_the_middle_beside_labels_begin_no_rows() -> None:
    rows: Rows = tuple(("", f"Nombre de la ligne {i // 2}", "", "") for i in range(12))
    columns = columns_of(rows)
    for c in (2, 3):
        columns[c] = [
            TextLine("12", LEFT[c], 2 * PITCH * i + PITCH / 2, LEFT[c] + 8, 2 * PITCH * i + PITCH / 2 + HEIGHT)
            for i in range(6)
        ]
    assert not begun(placed(columns))


def test_rows_of_a_table_that_had_no_distance_before_need_none_now() -> None:
    rows = (("", "Nombre d'agents", "", ""), ("", "Nombre de lieux", "12", "15"))
    before = Before(xs=LEFT, abuts=True)
    assert begun(placed(columns_of(rows), before)) == {"Nombre de lieux"}
    assert not begun(placed(columns_of(rows)))


def test_a_heading_and_what_is_below_it_are_cells_of_their_own() -> None:
    rows: Rows = (*ABUTTING, ("", "Actions", "", ""), ("", "de formation", "", ""))
    heading = Block(1, PITCH * 6 - 1, PITCH * 6 + HEIGHT + 1)
    assert {"Actions", "de formation"} <= begun(placed(columns_of(rows), headings=(heading,)))
    assert "de formation" not in begun(placed(columns_of(rows)))


def test_lines_are_as_high_as_if_all_letters_were_in_them() -> None:
    def box(text: str, top: float, bottom: float) -> TextLine:
        return TextLine(text, 0, top, 40, bottom)

    own = [box("Part", 2, 8), box("Taux", 12, 18), box("Lieu", 22, 28)]
    hanging = [box("Projet", 32, 40), box("Équipe", 42, 50), box("Budget", 52, 60)]
    low = [box("sans", 63, 68), box("avec", 73, 78), box("rare", 83, 88)]
    (column,) = as_whole_lines([[*own, *hanging, *low]])
    assert [(line.top % 10, line.bottom % 10) for line in column] == [(2, 0)] * 9
    even = [box(text, 10 * i, 10 * i + 8) for i, text in enumerate(("Part", "Projet", "sans") * 3)]
    assert as_whole_lines([even]) == [even]
