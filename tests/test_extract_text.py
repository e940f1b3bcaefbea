"""Characters to lines: order, blanks, raised letters, and the characters that French needs."""

from __future__ import annotations

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from tests.drawing import Paper, cell_at, marked, only, plan, raw_pdf, read

ROWS = [["Indicateur", "2019"], ["", ""]]
BASE = (53.0, 86.6)
"""Where the text of the first cell of the second row begins."""


def cell(paper: Paper) -> str:
    return cell_at(only(paper.read()), 1, 0).text


def blank(*heights: float) -> Paper:
    return Paper().table(50, 60, plan(ROWS, [150, 90], heights or [15.6, 40]))


def test_a_raised_ordinal_stays_on_its_line() -> None:
    paper = blank().text(*BASE, "1").text(BASE[0] + 4.6, BASE[1] - 3, "er", size=5)
    assert cell(paper.text(BASE[0] + 11.5, BASE[1], "semestre 2020").text(BASE[0], BASE[1] + 9.6, "fin")) == (
        "1er semestre 2020\nfin"
    )


def test_a_lowered_letter_stays_on_its_line() -> None:
    paper = blank().text(*BASE, "H").text(BASE[0] + 5.8, BASE[1] + 1.5, "2", size=5)
    assert cell(paper.text(BASE[0] + 8.7, BASE[1], "O")) == "H2O"


def test_digits_of_lines_that_are_set_so_tight_that_they_touch_do_not_stand_on_each_other() -> None:
    paper = blank()
    for i, line in enumerate(("68 :", "0", "67 :", "12")):
        paper.text(BASE[0], BASE[1] + 6.5 * i, line)
    found = cell_at(only(paper.read()), 1, 0)
    assert found.text == "68 :\n0\n67 :\n12"
    assert not found.marks


def test_lines_set_solid_stay_apart() -> None:
    paper = blank()
    for i, line in enumerate(("Égalité gj", "Ângle pq", "Çà et là")):
        paper.text(BASE[0], BASE[1] + 8 * i, line)
    assert cell(paper) == "Égalité gj\nÂngle pq\nÇà et là"


@pytest.mark.parametrize("blank_character", ["\u00a0", " "])
def test_a_blank_inside_a_number_stays(blank_character: str) -> None:
    assert cell(blank().text(*BASE, f"4{blank_character}827 «{blank_character}x{blank_character}»")) == "4 827 « x »"


def test_words_set_apart_are_words_though_hard_blanks_are_printed() -> None:
    paper, x = blank(), BASE[0]
    for word in ("Pour", "le", "67\u00a0:", "12\u00a0%"):
        paper.text(x, BASE[1], word)
        x += paper.canvas.stringWidth(word + " ", paper.font, 8)
    assert cell(paper) == "Pour le 67 : 12 %"


def test_a_gap_without_a_printed_blank_is_a_blank() -> None:
    assert cell(blank().text(*BASE, "4").text(BASE[0] + 6.7, BASE[1], "827")) == "4 827"


def test_letters_that_are_set_apart_a_little_are_one_word() -> None:
    paper = blank()
    x = BASE[0]
    for letter in "4827":
        paper.text(x, BASE[1], letter)
        x += 4.45 + 0.5
    assert cell(paper) == "4827"


def test_words_in_any_order_of_drawing_are_read_from_left_to_right() -> None:
    paper = blank().text(BASE[0] + 40, BASE[1], "trois").text(*BASE, "un").text(BASE[0] + 15, BASE[1], "deux")
    assert cell(paper) == "un deux trois"


def test_an_embedded_font_gives_its_ligatures_accents_and_signs() -> None:
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    paper = blank()
    paper.font = "Vera"
    assert cell(paper.text(*BASE, "œuvre ﬁn ≥ 3 € – l’« été »")) == "œuvre fin ≥ 3 € – l’« été »"


def test_a_hyphen_at_a_lines_end_is_kept() -> None:
    assert cell(blank(15.6, 60).text(*BASE, "accompagne-\nment, post-\n2020")) == "accompagne-\nment, post-\n2020"


def _mapped(codes: str, to_unicode: str, text: str) -> str:
    """The only cell's text of a table whose font maps `codes` (hexadecimal) to `to_unicode` by its ToUnicode table."""
    pairs = "\n".join(f"<{c}> <{u}>" for c, u in zip(codes.split(), to_unicode.split(), strict=True))
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <FF> endcodespacerange {len(codes.split())} beginbfchar\n{pairs}\nendbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    objects = [
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 11 0 R >>",
        f"<< /Length {len(table)} >>\nstream\n{table}\nendstream",
    ]
    content = f"0.5 w 50 700 200 40 re S 150 700 m 150 740 l S BT /F2 8 Tf 53 725 Td <{text}> Tj ET"
    table_found = only(read(raw_pdf(content, objects=objects, fonts="/F2 10 0 R")))
    return cell_at(table_found, 0, 0).text


@pytest.mark.parametrize(("blank_code", "found"), [("202F", "4 827"), ("2009", "4 827"), ("00A0", "4 827")])
def test_a_narrow_blank_inside_a_number_is_a_blank(blank_code: str, found: str) -> None:
    assert _mapped("7E", blank_code, "34 7E 38 32 37".replace(" ", "")) == found


def test_a_ligature_that_maps_to_two_letters_gives_both() -> None:
    assert _mapped("7E", "00660069", "64 E9 7E 6E 69 72".replace(" ", "")) == "définir"


def test_a_soft_hyphen_is_read_as_printed() -> None:
    assert _mapped("7E", "00AD", "61 7E 62".replace(" ", "")).replace("\u00ad", "") == "ab"


def test_a_glyph_without_a_character_makes_its_cell_unsure() -> None:
    pdf = "0.5 w 50 700 200 40 re S 150 700 m 150 740 l S BT /F2 8 Tf 53 725 Td <223132> Tj ET"
    font = (
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /Differences [34 /g123] >> >>"
    )
    table = only(read(raw_pdf(pdf, objects=[font], fonts="/F2 10 0 R")))
    assert cell_at(table, 0, 0).text == "\ufffd12"
    assert marked(table) == {(0, 0): {"unsure_text"}}


def test_a_font_without_ascent_and_descent_keeps_its_lines_and_cells() -> None:
    font = "<< /Type /Font /Subtype /TrueType /BaseFont /Unknown /FirstChar 32 /LastChar 126 /FontDescriptor 11 0 R "
    font += f"/Widths [{' '.join(['500'] * 95)}] /Encoding /WinAnsiEncoding >>"
    flat = "<< /Type /FontDescriptor /FontName /Unknown /Flags 32 /Ascent 0 /Descent 0 /CapHeight 0 /ItalicAngle 0 "
    flat += "/StemV 80 /FontBBox [0 0 0 0] >>"
    content = (
        "0.5 w 50 700 200 40 re S 150 700 m 150 740 l S 50 720 m 250 720 l S "
        "BT /F2 7 Tf 53 731 Td (un 12) Tj 0 -8 Td (deux 34) Tj 100 -12 Td (5) Tj ET"
    )
    table = only(read(raw_pdf(content, objects=[font, flat], fonts="/F2 10 0 R")))
    assert [cell_at(table, r, c).text for r in (0, 1) for c in (0, 1)] == ["un 12\ndeux 34", "", "", "5"]


def test_letters_printed_on_each_other_make_their_cell_unsure() -> None:
    table = only(blank().text(*BASE, "12").text(*BASE, "45").read())
    assert marked(table) == {(1, 0): {"unsure_text"}}


def test_bold_by_printing_twice_is_read_once() -> None:
    table = only(blank().text(*BASE, "4827").text(BASE[0] + 0.2, BASE[1], "4827").read())
    assert cell_at(table, 1, 0).text == "4827" or marked(table) == {(1, 0): {"unsure_text"}}


def test_a_long_line_without_a_printed_blank_has_its_own_though_the_page_prints_others() -> None:
    paper = Paper()
    for i in range(8):
        paper.text(53, 200 + 14 * i, "le texte du corps a des blancs entre tous les mots qui le font")
    x = 53.0
    for word in ("Département", "de", "la", "Haute-Savoie"):
        paper.text(x, 100, word)
        x += pdfmetrics.stringWidth(word, "Helvetica", 8) + 2.2
    paper.text(53, 120, "1").text(53 + pdfmetrics.stringWidth("1", "Helvetica", 8) + 2.2, 120, "234")
    lines = [line.text for line in paper.read().lines]
    assert "Département de la Haute-Savoie" in lines
    assert "1234" in lines
