"""How a figure is written around its number: comparators, ranges, leads, dates, the words beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from schemas.vocabulary import Comparator

from .entry import read_entries
from .spelling import index_spellings, keys_of, squeeze


@dataclass(frozen=True, slots=True)
class ComparatorWords:
    """What is written before or after a number for one comparator."""

    sign: Comparator
    before: tuple[str, ...]
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RangeWords:
    """What stands between the two numbers of a range, and before the first one where something must."""

    joins: tuple[str, ...]
    opens: str | None = None


@dataclass(frozen=True, slots=True)
class FiguresFile:
    """`figures.yaml`."""

    blank_characters: str
    leads: tuple[str, ...]
    doubtful_leads: tuple[str, ...]
    opening_signs: tuple[str, ...]
    comparators: tuple[ComparatorWords, ...]
    ranges: tuple[RangeWords, ...]
    wide_range: int
    months: tuple[str, ...]
    before_date: tuple[str, ...]
    before_year: tuple[str, ...]
    ordinals: tuple[str, ...]
    adjectives: tuple[str, ...]
    participle_endings: tuple[str, ...]
    joining: tuple[str, ...]
    doubtful_adjectives: tuple[str, ...]
    not_nouns: tuple[str, ...]
    number_words: tuple[str, ...]
    sentence_words: int


@dataclass(frozen=True, slots=True)
class FigureWords:
    """How a figure is written around its number. Every key is squeezed (see `spelling.squeeze`).

    `leads` say of each whether the figure after it is doubtful.
    """

    blank_characters: frozenset[str]
    leads: dict[str, bool]
    opening_signs: frozenset[str]
    before: dict[str, Comparator]
    after: dict[str, Comparator]
    opens: dict[str, frozenset[str]]
    joins: frozenset[str]
    wide_range: int
    months: frozenset[str]
    before_date: frozenset[str]
    before_year: frozenset[str]
    ordinals: frozenset[str]
    adjectives: frozenset[str]
    participle_endings: tuple[str, ...]
    joining: frozenset[str]
    doubtful_adjectives: frozenset[str]
    not_nouns: frozenset[str]
    number_words: frozenset[str]
    sentence_words: int


def read_figure_words(path: Path) -> FigureWords:
    """The words of the file. Raises `ValueError` naming file and entry where it is not right."""
    file = read_entries(FiguresFile, path)
    name = path.name
    opens = [(entry.opens, frozenset(map(squeeze, entry.joins))) for entry in file.ranges if entry.opens]
    return FigureWords(
        blank_characters=frozenset(file.blank_characters),
        leads=index_spellings(
            name, [(lead, False) for lead in file.leads] + [(lead, True) for lead in file.doubtful_leads]
        ),
        opening_signs=keys_of(name, file.opening_signs),
        before=index_spellings(name, ((words, entry.sign) for entry in file.comparators for words in entry.before)),
        after=index_spellings(name, ((words, entry.sign) for entry in file.comparators for words in entry.after)),
        opens=index_spellings(name, opens),
        joins=frozenset(squeeze(join) for entry in file.ranges if not entry.opens for join in entry.joins),
        wide_range=file.wide_range,
        months=keys_of(name, file.months),
        before_date=keys_of(name, file.before_date),
        before_year=keys_of(name, file.before_year),
        ordinals=keys_of(name, file.ordinals),
        adjectives=keys_of(name, file.adjectives),
        participle_endings=file.participle_endings,
        joining=keys_of(name, file.joining),
        doubtful_adjectives=keys_of(name, file.doubtful_adjectives),
        not_nouns=keys_of(name, file.not_nouns),
        number_words=keys_of(name, file.number_words),
        sentence_words=file.sentence_words,
    )
