"""What one page holds of its tables: nested tables, and text that goes on below an open row."""

from __future__ import annotations

from tests.drawing import Paper, Plan, cell_at, marked, only, plan, texts

LETTERS = {letter: letter.upper() for letter in "abcdef"}
NESTED = [["n1", "12"], ["n2", "34"]]


def holding(nested_at: float) -> Paper:
    paper = Paper().table(50, 60, Plan([80, 200, 80], [80, 20], [list("abc"), list("def")], LETTERS))
    return paper.table(nested_at, 85, plan(NESTED, [60, 60]))


def test_a_nested_table_is_a_table_of_its_own_and_its_text_leaves_the_parent() -> None:
    outer, inner = holding(150).read().tables
    assert texts(outer) == [["A", "B", "C"], ["D", "E", "F"]]
    assert texts(inner) == NESTED
    assert (outer.number, inner.number) == (0, 1)


def test_a_table_that_touches_the_cell_that_holds_it_leaves_marks() -> None:
    table = only(holding(132).read())
    assert sorted(c.text for c in table.cells if c.text) == ["12", "34", "A", "B", "C", "D", "E", "F", "n1", "n2"]
    assert any("irregular" in marks for marks in marked(table).values())


def test_a_nested_table_keeps_to_its_page() -> None:
    paper = holding(150).next_page()
    paper.table(50, 60, Plan([80, 200, 80], [80, 20], [list("abc"), list("def")], LETTERS | {"a": "X"}))
    outer, inner, *more = paper.table(150, 85, plan([["n3", "5"], ["n4", "6"]], [60, 60])).read().tables
    assert (outer.rows, texts(inner), [texts(t) for t in more]) == (4, NESTED, [[["n3", "5"], ["n4", "6"]]])


def open_row(below: str, x: float = 143.0, drop: float = 0.0) -> Paper:
    table = plan([["Indicateur", "2019"], ["Nombre", "Pour le 67 :"]])
    table.open_sides = frozenset({"bottom"})
    return Paper().table(50, 60, table).text(x, 96.2 + drop, below)


def test_text_below_an_open_row_goes_on_with_its_cell_and_is_marked() -> None:
    document = open_row("3 semaines").read()
    assert cell_at(only(document), 1, 1).text == "Pour le 67 :\n3 semaines"
    assert marked(only(document)) == {(1, 1): {"outside_rules"}}
    assert not document.lines


def test_a_paragraph_below_an_open_row_stays_outside() -> None:
    document = open_row("Un paragraphe qui passe sous les deux colonnes du tableau", x=53).read()
    assert cell_at(only(document), 1, 0).text == "Nombre"
    assert [line.text for line in document.lines] == ["Un paragraphe qui passe sous les deux colonnes du tableau"]


def test_text_far_below_an_open_row_stays_outside() -> None:
    document = open_row("3 semaines", drop=30).read()
    assert cell_at(only(document), 1, 1).text == "Pour le 67 :"
    assert [line.text for line in document.lines] == ["3 semaines"]


def test_text_below_a_closed_row_stays_outside() -> None:
    document = Paper().table(50, 60, plan([["Indicateur", "2019"], ["Nombre", "12"]])).text(143, 101, "34").read()
    assert cell_at(only(document), 1, 1).text == "12"
    assert [line.text for line in document.lines] == ["34"]


def test_a_grid_without_any_text_is_no_table() -> None:
    assert not Paper().table(50, 60, plan([["", ""], ["", ""]])).read().tables


def test_a_line_right_above_a_table_is_its_title() -> None:
    document = Paper().text(50, 30, "Un titre loin").text(50, 52, "Tableau 1").table(50, 60, plan([["a", "b"]])).read()
    assert only(document).title == "Tableau 1"
