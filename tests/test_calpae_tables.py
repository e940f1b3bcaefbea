"""`calpae tables`: what is printed, before any interpretation, as the interface promises it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from calpae.tables import draw_rows, tables_as_text
from extract.model import Document, Source
from tests.cli import FINISTERE, GOLDEN, NO_DOCUMENT, SAVOIE, WITHOUT_TABLE, calpae
from tests.drawing import Paper, plan, read
from tests.drawing import texts as texts_of

KEYS = {
    "document": {"source", "pages", "page_sizes", "tables"},
    "page": {"page", "width", "height"},
    "table": {"table", "title", "rows", "columns", "cells"},
    "cell": {"row", "column", "rowspan", "colspan", "text", "places"},
    "place": {"page", "x0", "top", "x1", "bottom"},
}


def data(path: Path) -> dict[str, Any]:
    done = calpae("tables", path, "--format", "json")
    assert (done.code, done.err, len(done.out)) == (0, [], 1)
    loaded: dict[str, Any] = json.loads(done.out[0])
    return loaded


@pytest.mark.parametrize("name", [FINISTERE, SAVOIE, "cea-rows.pdf"])
def test_json_has_exactly_the_promised_keys(name: str) -> None:
    document = data(GOLDEN / name)
    assert document.keys() == KEYS["document"]
    assert document["source"] == name
    assert len(document["page_sizes"]) == document["pages"]
    assert all(page.keys() == KEYS["page"] for page in document["page_sizes"])
    assert [table["table"] for table in document["tables"]] == list(range(len(document["tables"]))) != []
    for table in document["tables"]:
        assert table.keys() == KEYS["table"]
        for cell in table["cells"]:
            assert cell.keys() == KEYS["cell"]
            assert all(place.keys() == KEYS["place"] for place in cell["places"])
            assert bool(cell["places"]) == name.endswith(".pdf")


def test_cells_cover_their_table_once() -> None:
    for table in data(GOLDEN / "cea-rows.pdf")["tables"]:
        covered = [
            (cell["row"] + r, cell["column"] + c)
            for cell in table["cells"]
            for r in range(cell["rowspan"])
            for c in range(cell["colspan"])
        ]
        assert sorted(covered) == [(r, c) for r in range(table["rows"]) for c in range(table["columns"])]


def test_a_table_that_is_drawn_comes_out_as_drawn(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(Paper().table(50, 60, plan([["été", "<"], ["b\nc", "12"]], [90, 60], [20, 30])).save())
    document = data(path)
    assert (document["pages"], document["page_sizes"]) == (1, [{"page": 1, "width": 595.0, "height": 842.0}])
    (table,) = document["tables"]
    assert (table["title"], table["rows"], table["columns"]) == (None, 2, 2)
    assert [(c["row"], c["column"], c["rowspan"], c["colspan"], c["text"]) for c in table["cells"]] == [
        (0, 0, 1, 2, "été"),
        (1, 0, 1, 1, "b\nc"),
        (1, 1, 1, 1, "12"),
    ]
    (place,) = table["cells"][2]["places"]
    assert place["page"] == 1
    assert [round(place[side]) for side in ("x0", "top", "x1", "bottom")] == [140, 80, 200, 110]


def test_a_document_without_tables_is_no_failure(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(WITHOUT_TABLE)
    assert data(path)["tables"] == []
    done = calpae("tables", path)
    assert (done.code, done.out, done.err) == (0, [], [])


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_refused_file_ends_with_one_line_on_standard_error(form: str, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(NO_DOCUMENT)
    done = calpae("tables", path, "--format", form)
    assert (done.code, done.out, len(done.err)) == (4, [], 1)
    assert done.err[0].startswith(f"calpae: {path}: not_a_document: ")


def test_a_folder_is_no_document(tmp_path: Path) -> None:
    done = calpae("tables", tmp_path)
    assert done.code == 2
    assert done.err == [f"calpae: {tmp_path}: is a folder; give one document (`calpae run` reads folders)"]


def test_text_shows_every_cell_of_every_table() -> None:
    done = calpae("tables", GOLDEN / "cea-rows.pdf", "--format", "text")
    assert done.code == 0
    shown = "".join("".join(done.out).split())
    for table in data(GOLDEN / "cea-rows.pdf")["tables"]:
        assert f"table {table['table']}: " in "\n".join(done.out)
        for cell in table["cells"]:
            assert all(word in shown for word in cell["text"].split())


def test_text_marks_where_a_merged_cell_goes_on() -> None:
    document = read(Paper().table(50, 60, plan([["a", "<"], ["b", "c"], ["^", "d"]])).save())
    assert list(tables_as_text(document)) == [
        "table 0: without title (3 x 2, page 1)",
        "+---+---+",
        "| a | < |",
        "+---+---+",
        "| b | c |",
        "+---+---+",
        "| ^ | d |",
        "+---+---+",
        "",
    ]
    assert texts_of(document.tables[0]) == [["a", "<"], ["b", "c"], ["^", "d"]]


def test_long_texts_are_broken_and_never_cut() -> None:
    text = "Nombre de bénéficiaires orientés vers l'accompagnement " + "x" * 60
    lines = list(draw_rows([[text, "1"]]))
    assert "".join("".join(line.strip("|+-1 ") for line in lines).split()) == "".join(text.split())
    assert len({len(line) for line in lines}) == 1


def test_a_document_of_nothing_prints_nothing() -> None:
    assert list(tables_as_text(Document(Source("a.pdf", "0" * 64, "pdf"), "pdf"))) == []
    assert list(draw_rows([])) == []


def test_bank_details_and_names_of_who_signs_are_withheld_here_too(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    cells = [["Signataire", "Compte"], ["La préfète, Odile EXEMPLE", "FR76 3000 6000 0112 3456 7890 189"]]
    path.write_bytes(Paper().table(50, 60, plan(cells)).save())
    for form in ("json", "text"):
        printed = " ".join(calpae("tables", path, "--format", form).out)
        assert "EXEMPLE" not in printed
        assert "3456" not in printed
        assert "[withheld:" in printed
