"""Two readings of one line held against each other: where they differ in more than accents, blanks and case."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher

from .scan_ocr import Recognised

SAME = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "“": '"', "”": '"', "·": ".", "•": "."})
"""Signs that readings mix up and that mean the same."""

ALIKE = {"0": "o", "1": "li|"}
"""Digits, and what is printed with the same shape: who reads the one for the other has seen the same (after case)."""


def is_same(one: str, other: str) -> bool:
    """Whether two readings of a text, of one line or several, say the same."""
    return not _changes(squeezed(one), squeezed(other))


def differences(one: Recognised, other: str) -> list[float]:
    """Where along the line (0 to 1) a reading says something else than another one, of which the text is enough."""
    kept = [k for k, character in enumerate(one.text) if not character.isspace()]
    places: list[float] = []
    for begin, end in _changes(squeezed(one.text), squeezed(other)):
        at = kept[begin : max(end, begin + 1)] or kept[-1:]
        places += [one.at[k] for k in at] or [0.5]
    return places


def _changes(mine: str, theirs: str) -> list[tuple[int, int]]:
    """Begin and end of each piece of the first text that differs from the second."""
    if mine == theirs:
        return []
    return [
        (begin, end)
        for kind, begin, end, start, stop in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
        if kind != "equal" and not _are_alike(mine[begin:end], theirs[start:stop])
    ]


def _are_alike(mine: str, theirs: str) -> bool:
    """Whether digits were read as what has their shape; a letter read as a digit is a difference."""
    return len(mine) == len(theirs) and all(t in ALIKE.get(m, "") for m, t in zip(mine, theirs, strict=True))


def squeezed(text: str) -> str:
    """A text without blanks, accents and case, one character for each that is printed."""
    return "".join(_plain(character) for character in text.translate(SAME) if not character.isspace())


def _plain(character: str) -> str:
    plain = unicodedata.normalize("NFD", character)[0]
    return plain.lower() if plain.isalpha() else plain
