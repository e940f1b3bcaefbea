"""A column's header to what the column holds: a role, or periods and whose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from .dates import take_dates
from .knowledge import Knowledge
from .label import CODE, NAME, covered, label_patterns, mask, territories_in, whole_label
from .layout import ColumnRole, Layout, phrase_pattern
from .period import OTHER_WORD, Periods, read_periods
from .spelling import fold, squeeze

LEADING_ARTICLE = re.compile(r"^(?:les?\s+|la\s+|l'\s?|des?\s+|du\s+)")
LONGEST_PERIOD = 40
NEVER_PERIODS: tuple[ColumnRole, ...] = ("comment", "indicator", "territory")
"""Columns of words, even where their header names a year: "Commentaires sur les résultats 2020"."""
CODE_AT_EDGE = re.compile(
    rf"^[^\w{CODE}{NAME}]*({CODE}+)\s*[-\u2013\u2014:]|[-\u2013\u2014(]\s*({CODE}+)\s*\)?\s*$|\bpour le ({CODE}+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Column:
    """What one column holds: a role, or periods and, where the header names it, whose; neither, where it is not told.

    `label` is the header as printed, the rows of a deep header (`pieces`) joined. `is_exact`: the header is the role's
    word and no more. `is_inferred`: the cells below say what it holds, and not the header.
    """

    number: int
    label: str
    pieces: tuple[str, ...] = ()
    role: ColumnRole | None = None
    periods: Periods | None = None
    territory: tuple[str, ...] = ()
    territory_label: str | None = None
    is_exact: bool = False
    is_inferred: bool = False

    @property
    def is_understood(self) -> bool:
        """Whether its header is understood."""
        return self.role is not None or self.periods is not None


def read_column(number: int, pieces: Sequence[str], knowledge: Knowledge) -> Column:
    """The column below these header cells, from the uppermost down."""
    return replace(_read_pieces(tuple(pieces), knowledge), number=number)


@lru_cache(maxsize=2048)
def _read_pieces(pieces: tuple[str, ...], knowledge: Knowledge) -> Column:
    label = " ".join(pieces)
    words = [piece for piece in pieces if not whole_label(piece, knowledge)]
    role, is_exact = role_of(words, knowledge.layout)
    is_word = is_exact and bool(pieces) and not is_header_word(pieces[-1], knowledge)
    if role not in NEVER_PERIODS and not is_word and (found := _periods(pieces, knowledge)):
        return Column(0, label, pieces, None, *found)
    return Column(0, label, pieces, role, is_exact=is_exact)


def role_of(pieces: Sequence[str], layout: Layout) -> tuple[ColumnRole | None, bool]:
    """The role that the lowest cell that names one begins with, and whether that is all that it says."""
    for piece in reversed(pieces):
        folded = LEADING_ARTICLE.sub("", fold(piece))
        found: list[tuple[int, ColumnRole]] = [
            (match.end(), words.role) for words in layout.roles if (match := phrase_pattern(words.words).match(folded))
        ]
        if found:
            end, role = max(found)
            if role == "measure" and _indicator_words(layout).search(folded):
                return "indicator", False  # "Mesures / indicateurs"
            return role, not folded[end:].strip(" :.()*s")
    return None, False


def names_measures(label: str, layout: Layout) -> bool:
    """Whether a header ends with the word for a column of measures: "N° mesure MESURES"."""
    words = phrase_pattern(next(words.words for words in layout.roles if words.role == "measure"))
    return any(match.end() == len(fold(label)) for match in words.finditer(fold(label)))


def _indicator_words(layout: Layout) -> re.Pattern[str]:
    return phrase_pattern(next(words.words for words in layout.roles if words.role == "indicator"))


def _periods(pieces: Sequence[str], knowledge: Knowledge) -> tuple[Periods, tuple[str, ...], str | None] | None:
    """The periods and the territory that the header names; none where it names none for sure."""
    codes: set[str] = set()
    others: list[str] = []
    labels: list[str] = []
    for piece in pieces:
        whole = whole_label(piece, knowledge)
        codes.update(whole)
        (labels if whole else others).append(piece)
    text, named, printed = _without_territory(" ".join(others), knowledge)
    codes.update(named)
    if phrase_pattern(knowledge.layout.money).search(fold(text)):
        return None
    periods = read_periods(text, knowledge.layout)
    if periods is None:
        return None
    return periods, tuple(sorted(codes)), " ".join([*labels, *printed]) or None


def _without_territory(text: str, knowledge: Knowledge) -> tuple[str, tuple[str, ...], list[str]]:
    """A header without the territory that it names: a name anywhere, a code only at its edge ("67 - Résultat 2019")."""
    masked = mask(text, knowledge)
    spans = [match.span() for match in re.finditer(rf"{NAME}+", masked)]
    for match in CODE_AT_EDGE.finditer(masked):
        spans += [match.span(group) for group in (1, 2, 3) if match[group]]
    spans += [match.span(1) for match in re.finditer(_after_noun(knowledge), masked, re.IGNORECASE)]
    codes: set[str] = set()
    printed = [text[start:end] for start, end in sorted(set(spans))]
    for start, end in sorted(set(spans), reverse=True):
        codes.update(covered(tuple(named.territory for named in territories_in(text[start:end], knowledge))))
        text = f"{text[:start]} {text[end:]}"
    return text, tuple(sorted(codes)), printed


def _after_noun(knowledge: Knowledge) -> str:
    return rf"(?:{label_patterns(knowledge).nouns.pattern})\.?\s*({CODE}+)"


def is_header_word(text: str, knowledge: Knowledge) -> bool:
    """Whether a text can only be a piece of a header: a kind of period, a period, a territory."""
    if whole_label(text, knowledge):
        return True
    folded = fold(text)
    if periods := read_periods(text, knowledge.layout):
        return not periods.usual.kind_inferred or not OTHER_WORD.search(take_dates(folded, knowledge.layout).rest)
    return any(_is_all(words.phrases, folded) for words in knowledge.layout.kinds)


def says_period(text: str, knowledge: Knowledge) -> bool:
    """Whether a text is nothing but a kind of period, a period, or both: "Cible", "Réalisé 2021"."""
    if whole_label(text, knowledge):
        return False
    return is_header_word(text, knowledge) and len(text) < LONGEST_PERIOD


def _is_all(phrases: tuple[str, ...], folded: str) -> bool:
    match = phrase_pattern(phrases).search(folded)
    return match is not None and not re.search(r"\w{4,}", folded[: match.start()] + folded[match.end() :])


def says_header(text: str, column: Column) -> bool:
    """Whether a text is a column's header over again, or one row of it."""
    return squeeze(text) in {squeeze(column.label), *map(squeeze, column.pieces)}
