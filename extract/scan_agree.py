"""Two readings of one line held against each other: where they differ in more than accents, blanks and case."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

from .scan_ocr import Recognised

SAME = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "“": '"', "”": '"', "·": ".", "•": "."})
"""Signs that readings mix up and that mean the same."""
APOSTROPHE = "'"
WORD = re.compile(r"[^\W\d_]+")
LONG = 6
"""Words of so many letters stay what they are with one letter misread: other words of the document may tell."""
ALIKE = {"0": "o", "1": "li|"}
"""Digits, and what is printed with the same shape: who reads the one for the other has seen the same (after case)."""


def is_same(one: str, other: str) -> bool:
    """Whether two readings of a text, of one line or several, say the same."""
    return not _changes(squeezed(one), squeezed(other))


@dataclass(frozen=True, slots=True)
class Differences:
    """Where along the line (0 to 1) two readings differ: in what they say, or in one letter of a long word alone."""

    said: tuple[float, ...] = ()
    spelt: tuple[float, ...] = ()


def differences(one: Recognised, other: str) -> Differences:
    """Where a reading says something else than another one, of which the text is enough."""
    kept = [k for k, character in enumerate(one.text) if not character.isspace()]
    said: list[float] = []
    spelt: list[float] = []
    theirs = squeezed(other)
    for begin, end, start, stop in _changes(squeezed(one.text), theirs):
        at = kept[begin : max(end, begin + 1)] or kept[-1:]
        is_spelling = end - begin == 1 and theirs[start:stop].isalpha() and _is_in_long_word(one.text, at[0])
        (spelt if is_spelling and stop - start == 1 else said).extend([one.at[k] for k in at] or [0.5])
    return Differences(tuple(said), tuple(spelt))


def _is_in_long_word(text: str, place: int) -> bool:
    """Whether a letter is one of a long word of letters alone."""
    return any(m.start() <= place < m.end() and m.end() - m.start() >= LONG for m in WORD.finditer(text))


def _changes(mine: str, theirs: str) -> list[tuple[int, int, int, int]]:
    """Begin and end of each piece of the first text that differs from the second, and of what the second has there."""
    if mine == theirs:
        return []
    return [
        (begin, end, start, stop)
        for kind, begin, end, start, stop in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
        if kind != "equal"
        and not _are_alike(mine[begin:end], theirs[start:stop])
        and not _is_apostrophe(mine, theirs, (begin, end, start, stop))
    ]


def _is_apostrophe(mine: str, theirs: str, change: tuple[int, int, int, int]) -> bool:
    """Whether the first reading has an apostrophe that the second lacks, or has twice."""
    begin, end, start, stop = change
    is_lost = mine[begin:end] == APOSTROPHE and start == stop
    return is_lost or (
        begin == end and theirs[start:stop] == APOSTROPHE and APOSTROPHE in mine[max(0, begin - 1) : begin + 1]
    )


def _are_alike(mine: str, theirs: str) -> bool:
    """Whether digits were read as what has their shape; a letter read as a digit is a difference."""
    return len(mine) == len(theirs) and all(t in ALIKE.get(m, "") for m, t in zip(mine, theirs, strict=True))


def squeezed(text: str) -> str:
    """A text without blanks, accents and case, one character for each that is printed."""
    return "".join(_plain(character) for character in text.translate(SAME) if not character.isspace())


def _plain(character: str) -> str:
    plain = unicodedata.normalize("NFD", character)[0]
    return plain.lower() if plain.isalpha() else plain
