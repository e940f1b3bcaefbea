"""Where one table without rules ends and the next begins, and how far it reaches beyond what is drawn."""

from __future__ import annotations

from extract.bands import cut_bands
from extract.rows import Line
from extract.text import TextLine

HEIGHT = 10.0


def row(top: float, *texts: str) -> Line:
    """A line whose texts stand in columns."""
    return [TextLine(text, 100.0 * i, top, 100.0 * i + 40, top + HEIGHT) for i, text in enumerate(texts)]


def sentence(top: float) -> Line:
    return [TextLine(f"mot{i}", 40.0 * i, top, 40.0 * i + 38, top + HEIGHT) for i in range(9)]


def rows(top: float, count: int = 4, step: float = 16.0) -> list[Line]:
    return [row(top + step * i, "label", str(i), "12", "15") for i in range(count)]


def extents(lines: list[Line], *levels: float) -> list[tuple[float, float, int]]:
    return [(band.top, band.bottom, len(band.lines)) for band in cut_bands(lines, levels, ())]


def test_rows_at_their_usual_distance_are_one_band() -> None:
    assert extents(rows(100)) == [(100, 158, 4)]


def test_a_wide_blank_ends_a_band() -> None:
    assert extents([*rows(100), *rows(200)]) == [(100, 158, 4), (200, 258, 4)]


def test_a_row_without_texts_ends_no_band_where_texts_go_on_under_each_other() -> None:
    later = rows(180)
    assert extents([*rows(100), *later]) == [(100, 238, 8)]
    shifted = [[TextLine(w.text, w.x0 + 20, w.top, w.x1 + 20, w.bottom) for w in line] for line in later]
    assert extents([*rows(100), *shifted]) == [(100, 158, 4), (180, 238, 4)]


def test_a_blank_is_wide_by_the_measure_of_the_rows() -> None:
    assert extents(rows(100, step=40)) == [(100, 230, 4)]


def test_running_text_ends_a_band_and_belongs_to_none() -> None:
    lines = [*rows(100), *(sentence(y) for y in (165, 177, 189)), *rows(205)]
    assert extents(lines) == [(100, 158, 4), (205, 263, 4)]


def test_a_heading_of_two_lines_is_no_running_text() -> None:
    lines = [*rows(100), *(sentence(y) for y in (165, 177)), *rows(193)]
    assert extents(lines) == [(100, 251, 10)]


def test_a_rule_far_from_the_rows_is_a_band_of_its_own() -> None:
    assert extents(rows(100), 50, 98, 160, 400) == [(50, 50, 0), (98, 160, 4), (400, 400, 0)]


def test_a_page_without_words_has_only_the_bands_of_its_rules() -> None:
    assert extents([]) == []
    assert extents([], 50) == [(50, 50, 0)]


def test_a_wide_blank_that_comes_back_parts_rows_of_several_lines() -> None:
    lines = [row(100 + 43 * i + 13 * k, "label", "12", "15") for i in range(6) for k in range(2)]
    assert extents(lines) == [(100, 338, 12)]


def title(top: float, height: float) -> Line:
    return [TextLine(text, 60.0 * i, top, 60.0 * i + 55, top + height) for i, text in enumerate(("Annexe", "B"))]


def shifted(lines: list[Line], by: float) -> list[Line]:
    return [[TextLine(w.text, w.x0 + by * i, w.top, w.x1 + by * i, w.bottom) for i, w in enumerate(ln)] for ln in lines]


def test_a_title_in_another_print_ends_a_band_where_other_columns_follow() -> None:
    lines = [*rows(100), title(162, 13), *shifted(rows(179), 33)]
    assert extents(lines) == [(100, 158, 4), (179, 237, 4)]


def test_a_heading_in_another_print_ends_no_band_where_the_same_columns_follow() -> None:
    assert extents([*rows(100), title(162, 13), *rows(179)]) == [(100, 237, 9)]


def test_a_line_in_another_print_below_all_rows_is_outside() -> None:
    assert extents([*rows(100), title(162, 11)]) == [(100, 158, 4)]
    assert extents([*rows(100), title(162, HEIGHT)]) == [(100, 172, 5)]


def test_a_line_is_in_another_print_if_a_word_of_it_is_and_not_by_the_mean_of_two() -> None:
    own = [TextLine("extraction", 0, 164, 40, 164 + HEIGHT), TextLine("au", 42, 166, 60, 166 + 0.7 * HEIGHT)]
    tall = [replace_height(word, 0.7) for word in row(148, "label", "3")]
    assert len(extents([*rows(100, 3), tall, own])) == 1


def replace_height(word: TextLine, share: float) -> TextLine:
    return word._replace(bottom=word.top + share * HEIGHT)
