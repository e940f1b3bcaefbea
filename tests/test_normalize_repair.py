"""Misplaced rows of transcripts: set right by the columns of their like and said, or left in doubt; never silent."""

from __future__ import annotations

import csv
import random
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import extract
from extract.model import Document

from .tables import ALSACE, ISERE, SAVOIES, published, sure
from .transcribe import Page, Row, as_html, as_pipes, as_spans, as_tabs, rows_of, spoil, transcribed

GOLDEN = Path(__file__).parent / "golden"
HEADER = (
    "Mesures|Indicateurs|Définition|Situation au 31 décembre 2019|Résultat atteint en 2020|Résultat attendu en 2021"
)
ACCUEIL = "1.1. Accueil|Nombre de lieux|Stock|Pour le 68 : 3|Pour le 68 : 5|Pour le 68 : 8"
ACCUEIL_67 = "|||Pour le 67 : 2|Pour le 67 : 4|Pour le 67 : 6"
PERSONNES = "|Nombre de personnes|Flux|Pour le 68 : 30|Pour le 68 : 50|Pour le 68 : 80"
PERSONNES_67 = "|||Pour le 67 : 20|Pour le 67 : 40|Pour le 67 : 60"
SUIVI = "1.2. Suivi|Nombre de suivis|Flux|Pour le 68 : 7|Pour le 68 : 9|Pour le 68 : 11"
SUIVI_67 = "|||Pour le 67 : 17|Pour le 67 : 19|Pour le 67 : 21"
WHOLE = (ACCUEIL, ACCUEIL_67, PERSONNES, PERSONNES_67, SUIVI, SUIVI_67)


def read(*rows: str, body: str = ALSACE, header: str = HEADER) -> list[dict[str, Any]]:
    page = Page(tuple(line for line in body.strip().split("\n")), "Annexe A")
    return published(transcribed(as_tabs([Row(row.split("|")) for row in (header, *rows)], page)))["observations"]


def said(rows: list[dict[str, Any]], *columns: str) -> set[tuple[Any, ...]]:
    return {tuple(row[name] for name in columns) for row in rows if row["status"] != "blank"}


TRUTH = said(read(*WHOLE), "measure_code", "indicator", "territory", "period", "value")
COLUMNS = ("measure_code", "indicator", "territory", "period", "value")


def moved(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if "row_shift_repaired" in row["flags"] and row["status"] != "blank"]


def test_rows_that_stand_in_their_columns_are_left_as_they_are() -> None:
    rows = read(*WHOLE)
    assert len(TRUTH) == 18
    assert len(sure(rows)) == 18


def test_a_row_that_begins_in_the_comments_column_is_moved_and_said() -> None:
    rows = read(ACCUEIL, ACCUEIL_67, PERSONNES, "||Pour le 67 : 20|Pour le 67 : 40|Pour le 67 : 60|", SUIVI, SUIVI_67)
    assert said(rows, *COLUMNS) == TRUTH
    assert said(moved(rows), "row", "column", "value") == {(4, 2, 20.0), (4, 3, 40.0), (4, 4, 60.0)}


def test_a_label_in_the_measures_column_is_moved_and_its_figures_are_for_review() -> None:
    rows = read(
        ACCUEIL, ACCUEIL_67, "Nombre de personnes|Flux||Pour le 68 : 30|Pour le 68 : 50|Pour le 68 : 80", PERSONNES_67,
        SUIVI, SUIVI_67,
    )  # fmt: skip
    assert said(rows, *COLUMNS) == TRUTH
    assert said(moved(rows), "row") == {(3,), (4,)}


def test_a_whole_row_too_far_left_is_moved_with_its_label() -> None:
    row = "Nombre de personnes|Flux|Pour le 68 : 30|Pour le 68 : 50|Pour le 68 : 80|"
    rows = read(ACCUEIL, ACCUEIL_67, row, PERSONNES_67, SUIVI, SUIVI_67)
    assert said(rows, *COLUMNS) == TRUTH


def test_a_row_without_its_first_empty_cells_is_moved_to_the_last_column() -> None:
    rows = read(ACCUEIL, "Pour le 67 : 2|Pour le 67 : 4|Pour le 67 : 6", PERSONNES, PERSONNES_67, SUIVI, SUIVI_67)
    assert said(rows, *COLUMNS) == TRUTH
    assert said(moved(rows), "row") == {(2,)}


def test_a_row_with_an_empty_cell_too_many_is_moved_back() -> None:
    rows = read(ACCUEIL, f"|{ACCUEIL_67}", PERSONNES, PERSONNES_67, SUIVI, SUIVI_67)
    assert said(rows, *COLUMNS) == TRUTH


def test_a_text_without_label_is_the_rest_of_its_left_neighbour_where_the_row_has_no_room_for_it() -> None:
    row = "||Pour le 67 : 20|Pour le 67 : 40|Pour le 67 : 60 pour le suivi|Nombre total de places : 600"
    rows = read(ACCUEIL, ACCUEIL_67, PERSONNES, row, SUIVI, SUIVI_67)
    last = next(row for row in rows if (row["row"], row["column"]) == (4, 4))
    assert (last["raw"], last["status"]) == ("60 pour le suivi\nNombre total de places : 600", "ambiguous")
    assert {row["review"] for row in rows if row["row"] == 4} == {True}


def test_every_cell_of_a_repaired_row_keeps_its_address_and_has_a_role() -> None:
    page = Page(tuple(ALSACE.strip().split("\n")), "Annexe A")
    row = "||Pour le 67 : 20|Pour le 67 : 40|Pour le 67 : 60 pour le suivi|Nombre total de places : 600"
    text = as_tabs([Row(r.split("|")) for r in (HEADER, ACCUEIL, ACCUEIL_67, PERSONNES, row, SUIVI, SUIVI_67)], page)
    tables = published(transcribed(text))
    cells = {(c["row"], c["column"]): (c["text"], c["role"]) for c in tables["cells"]}
    assert cells[4, 5] == ("Nombre total de places : 600", "figure")
    assert all(role for text, role in cells.values() if text)
    keys = [(o["row"], o["column"], o["part"]) for o in tables["observations"]]
    assert len(keys) == len(set(keys))


def test_labels_and_figures_in_two_rows_are_paired_by_order_where_their_columns_differ() -> None:
    labels = "|Nombre de personnes|Flux|Pour le 68 :|Pour le 68 :|Pour le 68 :"
    rows = read(ACCUEIL, ACCUEIL_67, labels, "||30|50|80|", PERSONNES_67, SUIVI, SUIVI_67)
    assert said(rows, *COLUMNS) == TRUTH
    assert said(moved(rows), "row", "column") >= {(4, 2), (4, 3), (4, 4)}


def test_labels_and_figures_that_are_both_too_far_left_end_with_the_last_column() -> None:
    labels, figures = "|Nombre de personnes||Pour le 68 :|Pour le 68 :|", "|||50|80|"
    whole = read(ACCUEIL, ACCUEIL_67, "|Nombre de personnes|||Pour le 68 : 50|Pour le 68 : 80", SUIVI, SUIVI_67)
    again = ("|Nombre de bilans|||Pour le 68 : 1|Pour le 68 : 2",)
    rows = read(ACCUEIL, ACCUEIL_67, labels, figures, *again, SUIVI, SUIVI_67)
    assert said(whole, *COLUMNS) <= said(rows, *COLUMNS)


def test_rows_without_label_in_the_order_of_the_labels_above_are_matched_and_said() -> None:
    rows = read(ACCUEIL, PERSONNES, ACCUEIL_67, PERSONNES_67, SUIVI, SUIVI_67)
    assert said(rows, *COLUMNS) == TRUTH
    matched = [row for row in rows if "rows_matched_by_order" in row["flags"]]
    assert said(matched, "row") == {(3,), (4,)}


def test_a_row_that_shares_a_joint_cell_with_the_row_above_is_of_its_label() -> None:
    joint = "1.1. Accueil|Nombre de lieux|Stock|Pour le 68 : 3|Pour le 68 : 5|Pour le 67 et le 68 : selon les besoins"
    rows = read(joint, "|||Pour le 67 : 2|Pour le 67 : 4|", PERSONNES, PERSONNES_67, SUIVI, SUIVI_67)
    assert not moved(rows)
    assert ("67+68", "text") in said(rows, "territory", "status")
    assert all(not row["review"] for row in rows if row["row"] == 2)


def test_a_group_beside_its_measure_and_without_figures_is_a_group() -> None:
    rows = read(ACCUEIL, ACCUEIL_67, "1.2. Suivi|Par thème :||||", f"|{SUIVI.split('|', 1)[1]}", SUIVI_67)
    assert said([row for row in rows if row["measure_code"] == "1.2"], "indicator_group") == {("Par thème",)}


@pytest.mark.parametrize(
    ("fault", "rows"),
    [
        ("a last column is empty and nothing says why", ("|||Pour le 67 : 20|Pour le 67 : 40|",)),
        ("a column in the middle is empty", ("|||Pour le 67 : 20||Pour le 67 : 60",)),
        ("one cell has no label", ("|||Pour le 67 : 20|quarante|Pour le 67 : 60",)),
        ("a label begins in lower case", ("|de plus de 25 ans||Pour le 67 : 20|Pour le 67 : 40|Pour le 67 : 60",)),
    ],
)
def test_what_cannot_be_set_right_is_in_doubt(fault: str, rows: tuple[str, ...]) -> None:
    read_rows = read(ACCUEIL, ACCUEIL_67, PERSONNES, *rows, SUIVI, SUIVI_67)
    assert all(row["review"] for row in read_rows if row["row"] == 4 and row["status"] != "blank"), fault


def test_after_a_measure_that_lost_its_number_all_is_in_doubt_up_to_the_next_measure() -> None:
    rows = read(
        ACCUEIL, ACCUEIL_67, "Lien social|Nombre|Flux|Pour le 68 : 1|Pour le 68 : 2|Pour le 68 : 3", PERSONNES, SUIVI
    )
    assert {row["review"] for row in rows if row["row"] in (3, 4) and row["status"] != "blank"} == {True}
    assert {row["review"] for row in rows if row["row"] == 5} == {False}


def test_a_header_of_another_table_in_the_middle_leaves_what_follows_in_doubt() -> None:
    other = "Mesure|Libellé|Note|Situation au 31 décembre 2015|Résultat atteint en 2016|Résultat attendu en 2017"
    rows = read(ACCUEIL, ACCUEIL_67, other, PERSONNES, PERSONNES_67)
    assert all(row["review"] or row["period"] in ("2015", "2016", "2017") for row in rows if row["row"] > 3)


TEXTS = ("status", "period", "period_kind", "territory", "comparator")


def squeeze(text: Any) -> str:
    plain = unicodedata.normalize("NFKD", str(text or "")).casefold()
    return re.sub(r"[^a-z0-9%€/]+", "", "".join(c for c in plain if not unicodedata.combining(c)))


def fact(row: dict[str, Any]) -> tuple[str, ...]:
    numbers = [row.get(name) for name in ("value", "value_low", "value_high")]
    return (
        str(row["measure_code"] or "").rstrip("."),
        *(squeeze(row[name]) for name in ("indicator_group", "indicator", "unit")),
        *(str(row.get(name) or "") for name in TEXTS),
        *("" if number in (None, "") else f"{float(str(number)):.10g}" for number in numbers),
    )


@cache
def golden(name: str) -> tuple[Document, Counter[tuple[str, ...]]]:
    with (GOLDEN / f"{name}.gold.csv").open(encoding="utf-8", newline="") as file:
        facts = Counter(fact(row) for row in csv.DictReader(file))
    return extract.read(GOLDEN / f"{name}.docx"), facts


@pytest.mark.parametrize("faults", [0, 1, 3])
@pytest.mark.parametrize("shape", ["tabs", "pipes", "html", "spans"])
@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("cea-rows", ALSACE),
        ("cea-lines", ALSACE),
        ("savoie-lines", SAVOIES),
        ("savoie-column", SAVOIES),
        ("finistere", ""),
    ],
)
def test_no_figure_of_a_spoiled_transcript_is_wrong_and_silent(name: str, body: str, shape: str, faults: int) -> None:
    printed, truth = golden(name)
    own = tuple(line.text for line in printed.lines if line.role == "furniture")
    page = Page(tuple((body or ISERE.replace("de l'Isère", "du Finistère")).strip().split("\n")), "Annexe A", own)
    for seed in range(2):
        chance = random.Random(f"{name}-{shape}-{faults}-{seed}")
        table = printed.tables[0]
        if shape == "spans":
            text = as_spans(table, chance.sample(range(2, table.rows), min(faults, 2)), page)
        else:
            write = {"tabs": as_tabs, "pipes": as_pipes, "html": as_html}[shape]
            text = write(spoil(rows_of(table), faults, chance), page)
        rows = published(transcribed(text, "html" if text.startswith("<html") else "md"))["observations"]
        wrong = Counter(fact(row) for row in sure(rows)) - truth
        assert not wrong, (seed, sorted(wrong.elements())[:3])
        if not faults:
            assert Counter(fact(row) for row in rows if row["status"] != "blank") == truth
