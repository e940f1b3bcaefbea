"""Transcripts: what is written is read, cell by cell, and what interrupts a table does not end it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

import extract
from extract.model import Cell, Document, Format, Refused, Source, Table
from extract.transcript import read_transcript
from extract.transcript_joins import join_rows, recurring_labels
from extract.transcript_text import shown

LETTERHEAD = "\n\n\n**MINISTÈRE**\n\n*Ordre  \nProgrès*\n\n\n"
HEADER = "Mesures\tIndicateurs\tDéfinition\tRésultat 2019\tRésultat 2020"


def transcribed(text: str | bytes, form: Format = "md") -> Document:
    data = text.encode() if isinstance(text, str) else text
    return read_transcript(data, Source(f"invented.{form}", hashlib.sha256(data).hexdigest(), form))


def only_table(text: str, form: Format = "md") -> Table:
    [table] = transcribed(text, form).tables
    return table


def texts(table: Table) -> list[list[str]]:
    rows = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.at.row][cell.at.column] = cell.text
    return rows


def cell_at(table: Table, row: int, column: int) -> Cell:
    return next(cell for cell in table.cells if (cell.at.row, cell.at.column) == (row, column))


def test_tab_separated_lines_are_a_table_and_inline_tags_leave_their_text() -> None:
    table = only_table(f"{HEADER}\n<b>1.1. Accueil</b>\tNombre\t<i>Flux</i>\t<u>Pour le 03 :</u> 12\tPour le 03 : 14\n")
    assert texts(table)[1] == ["1.1. Accueil", "Nombre", "Flux", "Pour le 03 : 12", "Pour le 03 : 14"]


def test_a_tables_title_is_the_line_above_it_and_its_rules_are_no_rows() -> None:
    document = transcribed(f"Texte.\n\n## Annexe Z – Suivi\n\n{HEADER}\n\tNombre\t\t1\t2\n--\t-----\t--\t--\t--\n")
    assert document.tables[0].title == "Annexe Z – Suivi"
    assert document.tables[0].rows == 2
    assert [line.text for line in document.lines] == ["Texte.", "Annexe Z – Suivi"]


@pytest.mark.parametrize("between", [LETTERHEAD, "\n\n", "\n\n---\n\n", "\n\n12\n\n", "\f", "\n\nPage 3/12\n\n"])
def test_what_interrupts_a_page_does_not_end_its_table(between: str) -> None:
    text = f"{LETTERHEAD}Convention\n\n{HEADER}\n1.1. Accueil\tNombre A\t\t1\t2{between}\tNombre B\t\t3\t4\n"
    assert [row[1] for row in texts(only_table(text))] == ["Indicateurs", "Nombre A", "Nombre B"]


def test_a_letterhead_that_comes_back_is_furniture_and_no_body() -> None:
    document = transcribed(f"{LETTERHEAD}Corps du texte.\n{LETTERHEAD}{HEADER}\n\tNombre\t\t1\t2\n")
    assert {line.text for line in document.lines if line.role == "body"} == {"Corps du texte."}
    assert {line.text for line in document.lines if line.role == "furniture"} == {"MINISTÈRE", "Ordre", "Progrès"}


def test_a_heading_between_two_tables_parts_them() -> None:
    document = transcribed(f"{HEADER}\n\tNombre\t\t1\t2\n\n## Annexe B\n\n{HEADER}\n\tNombre\t\t3\t4\n")
    assert [table.rows for table in document.tables] == [2, 2]


def test_a_header_that_comes_back_on_each_page_is_one_row() -> None:
    text = f"{LETTERHEAD}{HEADER}\n\tNombre A\t\t1\t2{LETTERHEAD}{HEADER}\n\tNombre B\t\t3\t4\n"
    assert [row[1] for row in texts(only_table(text))] == ["Indicateurs", "Nombre A", "Nombre B"]


def test_rows_with_too_few_or_too_many_cells_stay_as_they_are_written() -> None:
    table = only_table(f"{HEADER}\n2. Section\n\tNombre\t\t1\t2\t3\n")
    assert texts(table)[1:] == [["2. Section", "", "", "", "", ""], ["", "Nombre", "", "1", "2", "3"]]


def test_a_pipe_table_gives_up_its_alignment_row_and_its_escaped_pipes() -> None:
    table = only_table("| Mesures | Indicateurs |\n|:--|--:|\n| 1.1. A\\|B | **Nombre**<br>total |\n")
    assert texts(table) == [["Mesures", "Indicateurs"], ["1.1. A|B", "Nombre\ntotal"]]


def test_the_first_row_of_a_page_that_a_converter_made_a_header_is_a_row() -> None:
    page = "| | Nombre B | | 3 | 4 |\n|---|---|---|---|---|\n"
    head = "| Mesures | Indicateurs | Définition | 2019 | 2020 |\n|---|---|---|---|---|\n| | Nombre A | | 1 | 2 |\n"
    assert [row[1] for row in texts(only_table(f"{LETTERHEAD}{head}{LETTERHEAD}{page}"))] == [
        "Indicateurs",
        "Nombre A",
        "Nombre B",
    ]


def test_a_row_between_pipes_that_does_not_close_goes_on_with_the_next_line() -> None:
    table = only_table("| Mesures | Indicateurs |\n|---|---|\n| 1.1. A | Nombre de\npersonnes |\n| 1.2. B | Taux |\n")
    assert texts(table)[1:] == [["1.1. A", "Nombre de\npersonnes"], ["1.2. B", "Taux"]]


def test_html_cells_keep_their_spans_and_breaks_and_nested_tables_are_their_own() -> None:
    document = transcribed(
        "<html><body><p>Convention</p><table><caption>Annexe Z</caption>"
        "<tr><th rowspan=2>Mesures</th><th colspan='2'>Résultats</th></tr><tr><th>2019</th><th>2020</th></tr>"
        "<tr><td>1.1.<br>Accueil</td><td>12 &lt; 13<table><tr><td>dedans</td><td>x</td></tr></table></td>"
        "<td>3</td></tr>"
        "</table></body></html>",
        "html",
    )
    outer, inner = document.tables
    assert (outer.title, outer.rows, outer.columns) == ("Annexe Z", 3, 3)
    assert (cell_at(outer, 0, 0).rowspan, cell_at(outer, 0, 1).colspan) == (2, 2)
    assert [cell_at(outer, 2, c).text for c in range(3)] == ["1.1.\nAccueil", "12 < 13", "3"]
    assert texts(inner) == [["dedans", "x"]]


def test_an_html_table_inside_markdown_is_read_and_split_pages_are_stitched() -> None:
    row = "<tr><td>{}</td><td>1</td><td>2</td></tr>"
    text = f"# Titre\n\n<table>{row.format('A')}</table>\n\n<hr>\n\n<table>{row.format('B')}</table>\n\nSuite.\n"
    document = transcribed(text)
    assert [r[0] for r in texts(document.tables[0])] == ["A", "B"]
    assert [line.text for line in document.lines if line.role == "body"] == ["Titre", "Suite."]


def test_a_script_is_neither_run_nor_read() -> None:
    document = transcribed(
        "<html><head><title>t</title></head><body><script>x<y</script><p>Texte</p></body></html>", "html"
    )
    assert [line.text for line in document.lines] == ["Texte"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("12<sup>1</sup>", "12 (1)"),
        ("1<sup>er</sup> semestre", "1er semestre"),
        ("**Gras** et _italique_", "Gras et italique"),
        ("\\* Nota : 5\\_6", "* Nota : 5_6"),
        ("* Nota : à lire", "* Nota : à lire"),
        ("a &lt; b &amp; c&nbsp;: 4&#8239;827", "a < b & c\u00a0: 4\u202f827"),
        ("nouveaux -> < 30 jours", "nouveaux -> < 30 jours"),
        ("[lien](https://example.org) 3", "lien 3"),
        ("12[^2]", "12 (2)"),
    ],
)
def test_inline_markup_shows_its_text(markup: str, text: str) -> None:
    assert shown(markup).text == text


def test_what_is_struck_through_is_left_out_and_said() -> None:
    document = transcribed(f"{HEADER}\n\tNombre\t\t<s>1</s> 215\t~~2~~ 3\n")
    cells = [cell_at(document.tables[0], 1, c) for c in (3, 4)]
    assert [cell.text for cell in cells] == ["215", "3"]
    assert all("tracked_change" in cell.marks for cell in cells)
    assert [notice.code for notice in document.notices] == ["tracked_change"]


def test_text_that_is_no_utf_8_is_read_as_windows_1252_and_said() -> None:
    document = transcribed("Département\n".encode("cp1252"))
    assert [line.text for line in document.lines] == ["Département"]
    assert [notice.severity for notice in document.notices] == ["warning"]


def test_a_byte_order_mark_is_no_text() -> None:
    assert [line.text for line in transcribed("\ufeffTexte\r\nSuite\r\n").lines] == ["Texte", "Suite"]


def test_a_label_and_its_figure_in_two_rows_are_one_row() -> None:
    rows = "\tNombre\t\tPour le 03 :\tPour le 03 :\n\t\t\t12\tND\n\t\t\tPour le 04 : 5\tPour le 04 : 6\n"
    table = only_table(f"{HEADER}\n{rows}")
    assert texts(table)[1] == ["", "Nombre", "", "Pour le 03 :\n12", "Pour le 03 :\nND"]
    assert table.rows == 3


def test_a_figure_that_stands_under_another_column_than_its_label_is_not_joined() -> None:
    rows = "\tNombre\t\tPour le 03 :\tPour le 03 :\n\t\t12\tND\t\n"
    assert only_table(f"{HEADER}\n{rows}").rows == 3


def test_a_label_cut_by_the_page_goes_on_on_the_next_one_beside_a_new_row() -> None:
    above = "\tNombre de diagnostics et\t\tPour le 03 : 1\tPour le 03 : 2"
    below = "\td'accompagnements prescrits\t\tPour le 04 : 3\tPour le 04 : 4"
    table = only_table(f"{LETTERHEAD}{HEADER}\n{above}{LETTERHEAD}{below}\n")
    label = cell_at(table, 1, 1)
    assert (label.text, label.rowspan) == ("Nombre de diagnostics et\nd'accompagnements prescrits", 2)
    assert "joined_over_page" in label.marks


def test_a_label_that_ends_with_a_little_word_does_not_take_the_next_label() -> None:
    rows = "\tAller vers\t\t1\t2\n\tTerritoires\t\t3\t4\n"
    assert [row[1] for row in texts(only_table(f"{HEADER}\n{rows}"))[1:]] == ["Aller vers", "Territoires"]


def test_a_group_that_ends_with_a_colon_is_no_label_that_waits_for_its_figure() -> None:
    labels = recurring_labels(["Par thème :", "Pour le 03 : 1", "Pour le 03 :"])
    assert labels == {"Pourle03:"}
    assert not join_rows({1: "Par thème :"}, {1: "Numérique", 3: "5"}, labels, at_break=True).is_cut


def test_the_bytes_of_a_named_transcript_decide_its_format(tmp_path: Path) -> None:
    for name, form in (("a.md", "md"), ("a.MARKDOWN", "md"), ("a.txt", "txt"), ("a.htm", "html")):
        path = tmp_path / name
        path.write_text("Texte", encoding="utf-8")
        assert extract.read(path).source.format == form
    page = tmp_path / "page.txt"
    page.write_text("<!DOCTYPE html><p>Texte</p>", encoding="utf-8")
    assert extract.read(page).source.format == "html"


@pytest.mark.parametrize(("name", "data"), [("a.md", b"a\0b"), ("a.pdf", b"plain text"), ("a", b"plain text")])
def test_what_is_no_named_text_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Refused) as refusal:
        extract.read(path)
    assert refusal.value.code == "not_a_document"


@pytest.mark.parametrize("text", ["<!-- " * 50_000, "**a " * 50_000, "<s>" * 20_000, "<table><tr><td>" * 20])
def test_markup_that_never_closes_is_read_in_no_time(text: str) -> None:
    assert transcribed(text).notices == ()


def test_tables_nested_without_end_are_refused() -> None:
    with pytest.raises(Refused):
        transcribed("<table><tr><td>x" * 100)


def test_an_empty_cell_at_the_top_of_a_page_goes_on_with_the_merged_cell_above() -> None:
    row = "<tr>{}<td>{}</td><td>1</td></tr>"
    first = f"<table>{row.format('<td rowspan=2>1.1. A</td>', 'B')}{row.format('', 'C')}</table>"
    document = transcribed(f"{first}\n\n<table>{row.format('<td></td>', 'D')}</table>\n")
    assert cell_at(document.tables[0], 0, 0).rowspan == 3
