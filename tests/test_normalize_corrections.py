"""People's corrections: loaded, held against the print, used, and expired."""

from __future__ import annotations

from pathlib import Path

import pytest

import extract
from normalize.corrections import Correction, Place, StaleCorrection, load_corrections
from normalize.interpret import interpret
from normalize.knowledge import load_knowledge
from normalize.rows import Row
from schemas.check import check

GOLDEN = Path(__file__).parent / "golden"
DOCUMENT = extract.read(GOLDEN / "savoie-lines.docx")
FILE = """
corrections:
  - id: one
    document: "0123456789abcdef"
    at: {table: 0, row: 2, column: 3, part: 0}
    expected: "74"
    read: "47"
    reason: "digits swapped in print, confirmed by the département"
    who: "A. Analyst"
"""


def correction(**more: object) -> Correction:
    given = {"id": "one", "document": DOCUMENT.source.document_id, "read": "47", "reason": "r", "who": "w"}
    return Correction(**(given | more))  # type: ignore[arg-type]


def observations(*corrections: Correction) -> list[Row]:
    rows = interpret(DOCUMENT, load_knowledge(), "0", corrections)
    check(rows)
    return rows["observations"]


def first(rows: list[Row]) -> Row:
    return next(row for row in rows if row["status"] == "reported")


def place(row: Row) -> Place:
    return Place(*(int(str(row[name])) for name in ("table", "row", "column", "part")))


def test_a_corrected_figure_keeps_what_is_printed_and_leaves_the_review_list() -> None:
    before = observations()
    target = next(row for row in before if row["raw"] == "entre 60 et 70 %" or row["status"] == "reported")
    after = observations(correction(at=place(target), expected=str(target["raw"])))
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 1
    old, new = changed[0]
    assert new["raw"] == old["raw"]
    assert (new["value"], new["correction"], new["review"]) == (47.0, "one", False)
    assert "corrected" in str(new["flags"])


def test_a_correction_that_no_longer_finds_its_text_refuses_the_document() -> None:
    target = first(observations())
    with pytest.raises(StaleCorrection, match="expects 'something else' and finds"):
        observations(correction(at=place(target), expected="something else"))


def test_a_correction_that_finds_nothing_at_its_place_refuses_the_document() -> None:
    with pytest.raises(StaleCorrection, match="finds nothing at its place"):
        observations(correction(at=Place(9, 9, 9, 0), expected="74"))


def test_a_label_is_corrected_for_its_whole_row_while_the_cell_stays_as_printed() -> None:
    target = first(observations())
    label = next(cell for table in DOCUMENT.tables for cell in table.cells if cell.text == target["indicator"])
    at = Place(label.at.table, label.at.row, label.at.column)
    rows = interpret(DOCUMENT, load_knowledge(), "0", [correction(at=at, expected=label.text, read="Nouveau nom")])
    check(rows)
    assert "Nouveau nom" in {row["indicator"] for row in rows["observations"]}
    assert label.text in {row["text"] for row in rows["cells"]}
    assert "Nouveau nom" not in {row["text"] for row in rows["cells"]}


def test_a_figure_is_corrected_part_by_part_only() -> None:
    target = first(observations())
    at = place(target)
    cell = next(c for table in DOCUMENT.tables for c in table.cells if c.at == at.address)
    with pytest.raises(StaleCorrection, match="names no `part`"):
        observations(correction(at=Place(at.table, at.row, at.column), expected=cell.text))


def test_facts_that_a_document_does_not_print_are_given_by_a_person() -> None:
    rows = observations(correction(fact="collectivity_code", expected=None, read="73"))
    assert {row["collectivity_code"] for row in rows} == {"73"}
    with pytest.raises(StaleCorrection, match="gives no year"):
        observations(correction(fact="convention_year", expected="2020", read="deux mille"))


def test_files_are_loaded_by_document(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(FILE, encoding="utf-8")
    loaded = load_corrections(tmp_path)
    assert list(loaded) == ["0123456789abcdef"]
    assert loaded["0123456789abcdef"][0].at == Place(0, 2, 3, 0)
    assert load_corrections(tmp_path / "none") == {}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("id: one", "id: one\n    fact: collectivity"), "either `at`"),
        (("reason:", "reasons:"), "unknown key 'reasons'"),
        (('    who: "A. Analyst"\n', ""), "'who' is missing"),
    ],
)
def test_a_wrong_file_says_where_and_what(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    (tmp_path / "a.yaml").write_text(FILE.replace(*change), encoding="utf-8")
    with pytest.raises(ValueError, match=message) as raised:
        load_corrections(tmp_path)
    assert "a.yaml" in str(raised.value)


def test_an_id_is_used_once(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(FILE, encoding="utf-8")
    with pytest.raises(ValueError, match=r"used in a\.yaml too"):
        load_corrections(tmp_path)
