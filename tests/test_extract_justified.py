"""Lines that are spread to fill their column: their words are one text however far apart they stand."""

from __future__ import annotations

from extract.justified import join_justified
from extract.rows import Line
from extract.text import TextLine, said

FILLED = (("Nombre", "de", "personnes"), ("formées", "par", "an"), ("parmi", "les", "agents"))


def spread(top: float, *words: str, x0: float = 10.0, x1: float = 110.0) -> Line:
    """Words of 20 points each from one side to the other."""
    step = (x1 - x0 - 20) / max(1, len(words) - 1)
    return [TextLine(w, x0 + i * step, top, x0 + i * step + 20, top + 10) for i, w in enumerate(words)]


def test_words_from_one_side_of_a_justified_column_to_the_other_are_one() -> None:
    lines = [spread(20.0 * i, *words) for i, words in enumerate(FILLED)]
    short = spread(80, "territoire", "concerné")
    (joined,) = join_justified([[*lines, short]])
    assert [[word.text for word in line] for line in joined] == [[said(line)] for line in (*lines, short)]
    assert (joined[-1][0].x0, joined[-1][0].x1) == (10, 110)


def test_the_sides_of_a_column_are_known_from_other_pages() -> None:
    lines = [spread(20.0 * i, *words) for i, words in enumerate(FILLED)]
    _, ((word,),) = join_justified([lines, [spread(0, "territoire", "concerné")]])
    assert word.text == "territoire concerné"


def test_a_figure_at_the_right_of_a_column_stays_apart_and_so_do_words_of_no_justified_column() -> None:
    lines = [spread(20.0 * i, *words) for i, words in enumerate(FILLED)]
    figure = spread(80, "Accueil", "12")
    assert join_justified([[*lines, figure]])[0][-1] == figure
    same = [spread(20.0 * i, *FILLED[0]) for i in range(3)]
    assert join_justified([[*same, spread(80, "Mesure", "Cible")]])[0][-1] == spread(80, "Mesure", "Cible")


def test_figures_and_markers_of_columns_as_wide_are_no_justified_lines() -> None:
    figures = [("ND", "ND", "55"), ("NC", "ND", "40"), ("ND", "70", "78"), ("ND", "NC", "24")]
    lines = [spread(20.0 * i, *words, x1=210) for i, words in enumerate(figures)]
    assert join_justified([lines]) == [lines]
