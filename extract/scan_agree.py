"""Two readings of one line held against each other: where they differ in more than accents, blanks and case."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher

from .scan_ocr import Recognised

SAME = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "“": '"', "”": '"', "·": ".", "•": "."})
"""Signs that readings mix up and that mean the same."""


def differences(one: Recognised, other: Recognised) -> list[float]:
    """Where along the line (0 to 1) the first reading says something else than the second."""
    kept = [k for k, character in enumerate(one.text) if character != " "]
    mine, theirs = (squeezed(text) for text in (one.text, other.text))
    if mine == theirs:
        return []
    places: list[float] = []
    for kind, begin, end, _, _ in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if kind != "equal":
            at = kept[begin : max(end, begin + 1)] or kept[-1:]
            places += [one.at[k] for k in at] or [0.5]
    return places


def squeezed(text: str) -> str:
    """A text without blanks, accents and case, one character for each that is printed."""
    return "".join(_plain(character) for character in text.translate(SAME) if character != " ")


def _plain(character: str) -> str:
    plain = unicodedata.normalize("NFD", character)[0]
    return plain.lower() if plain.isalpha() else plain
