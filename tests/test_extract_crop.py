"""Pictures cut out of pages: nothing is shown but the places that are named."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pikepdf
import pytest
from PIL import Image

from extract.crop import DPI, Cut, cut_out
from extract.model import Refused, Region
from tests.drawing import Paper, cell_at, only, plan, read
from tests.scanning import pictures, scanned, to_pdf

SCALE = DPI / 72
TABLE = plan([["", "2022"], ["Places", "12"]])


def paper(turn: int = 0) -> bytes:
    """A table at (50, 60), a name right above it and right below it."""
    drawn = Paper(turn=turn).text(52, 57, "Mme Exemple", size=10)
    return drawn.table(50, 60, TABLE).text(52, 100, "Mme Exemple", size=10).save()


def grey(png: bytes) -> np.ndarray[Any, np.dtype[np.uint8]]:
    with Image.open(io.BytesIO(png)) as image:
        return np.asarray(image.convert("L"))


def ink(png: bytes) -> int:
    """How many pixels are dark."""
    return int((grey(png) < 100).sum())


def test_a_picture_shows_its_frame_at_the_resolution_that_is_said() -> None:
    frame = Region(1, 50, 60, 230, 90)
    (png,) = cut_out(paper(), [Cut(frame, (frame,))])
    assert png.startswith(b"\x89PNG")
    assert grey(png).shape == (np.ceil(90 * SCALE) - np.floor(60 * SCALE), np.ceil(230 * SCALE) - np.floor(50 * SCALE))
    assert ink(png) > 500


def test_what_is_not_named_stays_white() -> None:
    frame, shown = Region(1, 40, 40, 240, 120), Region(1, 50, 60, 230, 91.2)
    everything, table = cut_out(paper(), [Cut(frame, (frame,)), Cut(frame, (shown,))])
    above, below = round((shown.top - 40 - 1) * SCALE), round((shown.bottom - 40 + 2) * SCALE)
    assert ink(table) < ink(everything)
    assert (grey(everything)[:above] < 100).any() and (grey(everything)[below:] < 100).any()
    assert (grey(table)[: above - 1] == 255).all() and (grey(table)[below:] == 255).all()


def test_a_covered_place_shows_nothing_of_its_print() -> None:
    cell = cell_at(only(read(paper())), 1, 0).places[0]
    plain, covered = cut_out(paper(), [Cut(cell, (cell,)), Cut(cell, (cell,), (cell,))])
    assert ink(plain) > 0
    assert len(np.unique(grey(covered))) == 1


def test_nothing_is_shown_of_a_place_beyond_the_frame_or_the_page() -> None:
    frame = Region(1, 500, 800, 700, 900)
    (png,) = cut_out(paper(), [Cut(frame, (Region(1, 0, 0, 400, 400), frame))])
    assert ink(png) == 0


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_cell_of_a_turned_page_is_cut_where_it_is_seen(turn: int) -> None:
    straight, turned = paper(), paper(turn)
    place = cell_at(only(read(turned)), 1, 1).places[0]
    (png,) = cut_out(turned, [Cut(place, (place,))])
    (same,) = cut_out(straight, [Cut(place, (place,))])
    assert abs(ink(png) - ink(same)) < 0.2 * ink(same)


def test_quarter_turns_are_clockwise() -> None:
    frame = Region(1, 50, 60, 230, 91)
    upright, turned = cut_out(paper(), [Cut(frame, (frame,), quarters=q) for q in (0, 1)])
    assert np.array_equal(np.rot90(grey(upright), -1), grey(turned))


def test_a_scan_is_cut_like_any_page() -> None:
    frame = Region(1, 300, 200, 420, 260)
    (png,) = cut_out(scanned("cea-rows.pdf", 3), [Cut(frame, (frame,))])
    assert ink(png) > 200


def test_pictures_come_in_the_order_of_the_cuts_whatever_their_pages() -> None:
    data = to_pdf([pictures("cea-rows.pdf", [3])[0], np.full((2339, 1654), 255, np.uint8)])
    frames = [Region(page, 300, 200, 420, 260) for page in (2, 1, 2)]
    assert [ink(png) > 0 for png in cut_out(data, [Cut(f, (f,)) for f in frames])] == [False, True, False]


def test_the_same_bytes_give_the_same_pictures() -> None:
    frame = Region(1, 40, 40, 240, 120)
    once, twice = (list(cut_out(paper(), [Cut(frame, (frame,))])) for _ in range(2))
    assert once == twice


def test_a_locked_file_is_cut_with_its_password_and_refused_without() -> None:
    held = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper())) as pdf:
        pdf.save(held, encryption=pikepdf.Encryption(user="mot", owner="maître"))
    frame = Region(1, 50, 60, 230, 91)
    with pytest.raises(Refused) as refused:
        list(cut_out(held.getvalue(), [Cut(frame, (frame,))]))
    assert refused.value.code == "encrypted"
    (png,) = cut_out(held.getvalue(), [Cut(frame, (frame,))], ["autre", "mot"])
    assert ink(png) > 0


def test_a_page_that_is_not_there_is_refused() -> None:
    frame = Region(7, 50, 60, 230, 91)
    with pytest.raises(Refused, match="page 7"):
        list(cut_out(paper(), [Cut(frame, (frame,))]))
