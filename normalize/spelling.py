"""Spellings made comparable: what is the same word for a reader is the same string here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeVar

from rapidfuzz.fuzz import ratio

T = TypeVar("T")

_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4\u2032", "'"))
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"))
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_INVARIABLE_ENDINGS = ("s", "x", "z")
LONG = 12
"""Letters; of a shorter text a misread one may make another."""
ALIKE = 93.0
"""Texts are alike from this ratio on (0 to 100)."""


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The text without accents, case and kinds of spaces, apostrophes and dashes; for comparing, never for publishing.

    It may turn digits that are none into digits ("10\u00b2" into "102"): numbers are never read from it.
    """
    plain = visible(text).translate(_APOSTROPHES).translate(_DASHES)
    decomposed = unicodedata.normalize("NFKD", plain)
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(bare.casefold().translate(_APOSTROPHES).translate(_DASHES).split())


@lru_cache(maxsize=8192)
def squeeze(text: str) -> str:
    """The folded text without spaces, and without hyphens between letters: a line break anywhere changes nothing."""
    return join_folded(fold(text).split())


def join_folded(words: Iterable[str]) -> str:
    """Folded words as one squeezed key."""
    return _HYPHEN.sub("", "".join(words))


def visible(text: str) -> str:
    """The text without format characters (soft hyphen, zero-width space), which no reader of the page sees."""
    return "".join(character for character in text if unicodedata.category(character) != "Cf")


def plural(noun: str) -> str:
    """The regular French plural of a noun of one or more words; little words and elisions stay."""
    return " ".join(_plural_word(word) for word in noun.split())


def singular(word: str) -> str:
    """A word in lower case, without its plural ending where that is regular; "travaux" stays, for no rule is sure."""
    lower = word.lower()
    is_plural = lower.endswith(("eaux", "eux", "eurs", "iers")) or (
        lower.endswith("s") and not lower.endswith(("ss", "us", "is", "rs", "ps", "\u00e8s"))
    )
    return lower[:-1] if is_plural else lower


def keys_of(name: str, spellings: Iterable[str]) -> frozenset[str]:
    """The spellings' squeezed keys. Raises `ValueError` as `index_spellings` does."""
    return frozenset(index_spellings(name, ((spelling, spelling) for spelling in spellings)))


def index_spellings(name: str, pairs: Iterable[tuple[str, T]]) -> dict[str, T]:
    """Each spelling's squeezed key with what it stands for.

    Raises `ValueError` where a spelling stands for two things, or is given twice for one: one of them is a mistake.
    """
    index: dict[str, T] = {}
    for spelling, meaning in pairs:
        key = squeeze(spelling)
        if not key:
            raise ValueError(f"{name}: the spelling {spelling!r} is empty")
        if key in index:
            raise ValueError(f"{name}: the spelling {spelling!r} is given twice")
        index[key] = meaning
    return index


def _plural_word(word: str) -> str:
    if len(word) <= 2 or "'" in word or word.endswith(_INVARIABLE_ENDINGS):
        return word
    if word.endswith("al"):
        return word[:-2] + "aux"
    if word.endswith(("eau", "eu")):
        return word + "x"
    return word + "s"


def is_misread(folded: str, other: str) -> bool:
    """Whether one of two folded texts of some length may be the other with a letter or two misread, and no digit."""
    digits = [[character for character in text if character.isdigit()] for text in (folded, other)]
    return digits[0] == digits[1] and len(other) >= LONG and ratio(folded, other) >= ALIKE
