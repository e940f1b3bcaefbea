"""The numbers of action sheets that the body names: "fiches actions numérotées de 18 à 34", "n° 1, 2 et 5 à 7"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from .document_words import FactWords
from .layout import phrase_pattern
from .prose import Sentence

LAST = 200
"""No convention has an action sheet of a higher number."""
SIGN = r"(?:n\s?[\u00b0o]s?\.?\s*)?"
SAID_OF_THEM = r"(?:(?:numerotees?|portant les? numeros?|allant|numeros?|annexees?|jointes|ci-jointes)\s*)*"
LEAD = rf"\s*{SAID_OF_THEM}{SIGN}(?:d[eu]\s)?\s*{SIGN}"
NO_NUMBER = r"(?![\w%/]|[.,]\d|\s?(?:\u20ac|euros|mesures|actions))"
NUMBERS = rf"(?P<numbers>\d{{1,3}}(?:\s*(?:,|;|et|a|au|-)\s*{SIGN}\d{{1,3}})*){NO_NUMBER}"
PART = re.compile(r"(\d{1,3})(?:\s*(?:a|au|-)\s*(?:n\s?[°o]\s*)?(\d{1,3}))?")


@lru_cache(maxsize=2)
def _pattern(words: FactWords) -> re.Pattern[str]:
    return re.compile(rf"(?:{phrase_pattern(words.sheets).pattern})(?:{LEAD})" + NUMBERS)


def sheet_numbers(sentences: Sequence[Sentence], words: FactWords) -> dict[int, Sentence]:
    """Every number that a sentence gives, each with the first sentence that does; spans are written out."""
    found: dict[int, Sentence] = {}
    for sentence in sentences:
        for match in _pattern(words).finditer(sentence.folded):
            for part in PART.finditer(match["numbers"]):
                first, last = int(part[1]), int(part[2] or part[1])
                if 0 < first <= last <= LAST:
                    found |= {n: sentence for n in range(first, last + 1) if n not in found}
    return dict(sorted(found.items()))


def names_sheets(sentence: Sentence, words: FactWords) -> bool:
    """Whether a sentence is about action sheets at all."""
    return phrase_pattern(words.sheets).search(sentence.folded) is not None
