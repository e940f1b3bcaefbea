"""What the house knows about the layout of annexe tables: `referential/layout.yaml` as types."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from schemas.vocabulary import PeriodKind

from .spelling import fold

SHORTEST, LONG = 3, 5
"""Letters of a word that a line's end may break anywhere, and of one that it may break off before its ending."""
ColumnRole = Literal["section", "measure", "number", "indicator", "comment", "territory"]


@dataclass(frozen=True, slots=True)
class RoleWords:
    """A column's role and the headers that say so."""

    role: ColumnRole
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind of period and the phrases that name it."""

    kind: PeriodKind
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month's number (1 to 12) and its names, short ones included."""

    number: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class YearPart:
    """A part of the year: how many months, its letter in a period's name, its words."""

    months: int
    letter: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartLetter:
    """How a document writes the letter of a year's part ("T3" for a quarter)."""

    letter: str
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A number as a word or with its ending."""

    number: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """The file as it is; see the file for what each list means."""

    roles: tuple[RoleWords, ...]
    kinds: tuple[KindWords, ...]
    open_kinds: tuple[str, ...]
    derived: tuple[str, ...]
    vague: tuple[str, ...]
    clause_for_measure: tuple[str, ...]
    group_endings: tuple[str, ...]
    group_phrases: tuple[str, ...]
    indicator_starts: tuple[str, ...]
    piece_starts: tuple[str, ...]
    open_ends: tuple[str, ...]
    money: tuple[str, ...]
    numbered: tuple[str, ...]
    numbered_sections: tuple[str, ...]
    months: tuple[Month, ...]
    parts: tuple[YearPart, ...]
    part_letters: tuple[PartLetter, ...]
    ordinals: tuple[Ordinal, ...]
    label_leads: tuple[str, ...]
    territory_nouns: tuple[str, ...]
    before_no_label: tuple[str, ...]
    no_territories: tuple[str, ...]
    convention_titles: tuple[str, ...]
    title_leads: tuple[str, ...]
    amendment_words: tuple[str, ...]
    furniture_names: tuple[str, ...]
    party_nouns: tuple[str, ...]
    continued: tuple[str, ...]
    note_starts: tuple[str, ...]
    longest_heading: int


@lru_cache(maxsize=512)
def phrase_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of the phrases in folded text, each word in singular, plural, masculine or feminine."""
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\w){_words(fold(phrase))}(?!\w)" for phrase in longest_first))


def _words(folded: str) -> str:
    return r"\s+".join(broken(word) + ("" if len(word) < 3 else _ending(word)) for word in folded.split())


def _ending(word: str) -> str:
    """A pattern for a word's ending in the plural or feminine; of a long one a line's end may break it off."""
    return "(?:[- ]?(?:es?|s)|x)?" if len(word) >= LONG else "(?:e?s?|x)"


def broken(word: str) -> str:
    """A pattern for a folded word that a line's end may break, with a hyphen or without: "ob-jectif", "ob jectif".

    Where its column is narrow it is broken off before its last letter, or behind its first: "objecti f", "r ef".
    """
    return re.sub("(?<=[a-z])(?=[a-z])", "[- ]?", re.escape(word)) if len(word) >= SHORTEST else re.escape(word)


@lru_cache(maxsize=128)
def stem_pattern(stems: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for the beginnings of words in folded text: "renouvel" for renouvelable and renouvellement."""
    return re.compile("|".join(rf"(?<!\w){re.escape(fold(stem))}" for stem in stems))
