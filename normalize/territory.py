"""A cell's text to its territories' parts: which label stands where, and what belongs to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from .grid import mend
from .knowledge import Knowledge
from .label import CODE, NAME, Labels, is_one_each, label_patterns, mask, territories_in, territory_codes

AROUND = " \t\n\u2022\u00b7\u25aa\u25cf\uf0b7*-;"


@dataclass(frozen=True, slots=True)
class Part:
    """One territory's part of a cell: sorted codes, its label as printed, the text without it.

    No codes: no label stands there. `is_doubtful`: what looks like a label may be none, or a number of the figure.
    `wrapped`: the text begins on its label's line, so that the column's width broke it and not the writer.
    """

    codes: tuple[str, ...]
    label: str | None
    text: str
    is_doubtful: bool = False
    wrapped: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a label stands in a text, where the territories that it names do, and whether it is one for sure."""

    start: int
    end: int
    names: tuple[int, int]
    is_doubtful: bool


@lru_cache(maxsize=4096)
def split_cell(text: str, knowledge: Knowledge, known: frozenset[str]) -> tuple[Part, ...]:
    """The parts of a figure's cell in printed order. `known` are the codes that the document is about.

    A bare code counts as a label only where it is known; so does a name that is an ordinary word too.
    """
    masked = mask(text, knowledge)
    if NAME not in masked and CODE not in masked:
        return (Part((), None, text.strip()),)
    patterns = label_patterns(knowledge)
    counting = _Counting(text, knowledge, known)
    spots = _leading(masked, patterns, counting)
    if not spots:
        if behind := _behind(masked, patterns, counting):
            return behind
        spots = _lines(masked, patterns, counting)
        spots = spots or [_spot(m, True) for m in patterns.dashed.finditer(masked) if counting.counts(m.span(1))]
    spots = _without_overlap(spots)
    if not spots:
        return (Part((), None, text.strip()),)
    parts = []
    if before := text[: spots[0].start].strip(AROUND):
        parts.append(Part((), None, before))
    for i, spot in enumerate(spots):
        end = spots[i + 1].start if i + 1 < len(spots) else len(text)
        own = text[spot.end : end].strip().strip(";|").strip()
        if i + 1 < len(spots) and len(own) > 1:
            own = own.rstrip("/,&+ ")
        codes = territory_codes(text[slice(*spot.names)], knowledge)
        wrapped = bool(own) and "\n" not in text[spot.end : text.index(own, spot.end)]
        parts.append(Part(codes, mend(text[spot.start : spot.end]), own, spot.is_doubtful, wrapped))
    is_doubtful = any(part.is_doubtful for part in parts)
    return tuple(replace(part, is_doubtful=is_doubtful) for part in parts)


@dataclass(frozen=True, slots=True)
class _Counting:
    """Which labels of a text count."""

    text: str
    knowledge: Knowledge
    known: frozenset[str]

    def counts(self, span: tuple[int, int]) -> bool:
        """Whether a label without a leading word is one: a name says it, or a noun before a code, or a known code."""
        label = self.text[slice(*span)]
        named = territories_in(label, self.knowledge)
        if not is_one_each(label, self.knowledge):
            return False
        codes = territory_codes(label, self.knowledge)
        if not codes or set(codes) <= self.known:
            return bool(codes)
        by_name = any(each.by_name and not each.territory.ordinary for each in named)
        return by_name or label_patterns(self.knowledge).nouns.search(label) is not None

    def excludes(self, start: int) -> bool:
        """Whether the word before says that no label follows: "hors"."""
        return label_patterns(self.knowledge).no_label.search(self.text[:start]) is not None

    def is_free(self, start: int, has_lead: bool) -> bool:
        """Whether what stands before a label leaves it one: a line's start, a figure, a sign; no "hors", no word.

        A lead in capitals begins a label behind a word too.
        """
        before = self.text[:start]
        if self.excludes(start):
            return False
        line = before[before.rfind("\n") + 1 :].rstrip(" \t")
        return not line or not line[-1].isalpha() or (has_lead and self.text[start].isupper())


def _spot(match: re.Match[str], is_doubtful: bool) -> Spot:
    return Spot(*match.span(), match.span(1), is_doubtful)


def _leading(masked: str, patterns: Labels, counting: _Counting) -> list[Spot]:
    """The labels before their figures, outside brackets: "10 (hors 68 : 3)" labels nothing."""
    spots = []
    for match in patterns.led.finditer(masked):
        ends_line = match[0][-1] != ":"
        if not _in_brackets(masked, match.start()) and not (ends_line and _follows_text(masked, match.start())):
            spots.append(_spot(match, not counting.is_free(match.start(), True)))
    for match in patterns.named.finditer(masked):
        if not _in_brackets(masked, match.start()) and counting.counts(match.span(1)):
            label = counting.text[slice(*match.span(1))]
            is_code = NAME not in match[1] and not patterns.nouns.search(label)
            is_lone = is_code and len(counting.known) < 2  # "12 : 15" may be two numbers
            spots.append(_spot(match, is_lone or not counting.is_free(match.start(1), False)))
    return spots


def _lines(masked: str, patterns: Labels, counting: _Counting) -> list[Spot]:
    """Names on lines of their own, the first line among them: elsewhere such a line is the end of a sentence."""
    found = [m for m in patterns.line.finditer(masked) if NAME in m[1] and counting.counts(m.span(1))]
    if not found or masked[: found[0].start()].strip():
        return []
    return [_spot(match, counting.excludes(match.start(1))) for match in found]


def _follows_text(text: str, at: int) -> bool:
    return text[text.rfind("\n", 0, at) + 1 : at].strip(AROUND) != ""


def _in_brackets(text: str, at: int) -> bool:
    """Whether a place stands inside round brackets."""
    return text.count("(", 0, at) > text.count(")", 0, at)


def _without_overlap(spots: Sequence[Spot]) -> list[Spot]:
    kept: list[Spot] = []
    for spot in sorted(spots, key=lambda spot: (spot.start, -spot.end)):
        if not kept or spot.start >= kept[-1].end:
            kept.append(spot)
    return kept


def _behind(masked: str, patterns: Labels, counting: _Counting) -> tuple[Part, ...]:
    """Parts whose labels stand behind the figures, each at a line's end: "95 % (68)", "95 % pour le 68".

    One bare code in brackets may be a number that belongs to the figure.
    """
    for pattern in (patterns.after, patterns.behind):
        labels = list(pattern.finditer(masked))
        if labels and not masked[labels[-1].end() :].strip() and all(counting.counts(m.span(1)) for m in labels):
            starts = [0, *(label.end() for label in labels)]
            texts = [counting.text[start : m.start()].strip() for start, m in zip(starts, labels, strict=False)]
            names = [counting.text[slice(*label.span(1))] for label in labels]
            is_doubtful = len(names) == 1 and names[0].strip().isdigit()
            if all(texts):
                codes = [territory_codes(name, counting.knowledge) for name in names]
                parts = zip(codes, names, texts, strict=True)
                return tuple(Part(own, mend(name), text, is_doubtful) for own, name, text in parts)
    return ()
