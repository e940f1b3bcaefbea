"""Letters of a scanned page get boxes that say how far lines stand apart, whatever letters they hold."""

from __future__ import annotations

import numpy as np
import pytest

from extract.scan_lines import Strip
from extract.scan_ocr import Recognised
from extract.scan_text import to_characters

CAPITAL = 100
BASELINE = 400
DESCENT = 28


@pytest.mark.parametrize(
    ("text", "above", "below"),
    [
        ("Nombre de mois", 100, 0),
        ("au cours", 73, 0),
        ("jeunes aux, pages", 100, 28),
        ("PLACES 2019", 100, 0),
        ("Équipes", 128, 28),
        ("ca gros", 73, 28),
    ],
)
def test_lines_reach_from_their_capitals_to_their_descenders(text: str, above: int, below: int) -> None:
    strip = Strip(0, BASELINE - above, 900, BASELINE + below, CAPITAL, -1)
    at = tuple(np.linspace(0.02, 0.98, len(text)).tolist())
    letters = to_characters([(strip, Recognised(text, at, at), np.ones(900, dtype=bool))], scale=1.0)
    assert letters.top == pytest.approx(BASELINE - CAPITAL, abs=2)
    assert letters.bottom == pytest.approx(BASELINE + DESCENT, abs=2)


def test_a_sign_alone_keeps_its_own_height() -> None:
    strip = Strip(0, 380, 40, 384, CAPITAL, -1)
    letters = to_characters([(strip, Recognised("-", (0.5,), (1.0,)), np.ones(40, dtype=bool))], scale=1.0)
    assert (letters.top.tolist(), letters.bottom.tolist()) == ([380.0], [384.0])
