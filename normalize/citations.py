"""The legal texts that the document cites, and the agreements that it follows."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from schemas.vocabulary import LegalKind

from .days import days_in
from .document_words import FactWords
from .knowledge import Knowledge
from .label import covered, spelling_pattern, territories_in
from .layout import phrase_pattern
from .prose import Sentence
from .spelling import fold, squeeze

NUMBER = r"[nN]\s?[°\u00bao]\s?\.?\s*(?P<number>[A-Z0-9][A-Z0-9_./-]*(?:\s[A-Z0-9_.-]+(?=/)[A-Z0-9_./-]*)*)"
"""A text's number as printed; a blank inside stands before a part with a slash ("SD PAE/2020/28")."""
BETWEEN = r"(?:\s+[^\W\d][\w\u2019'-]*){0,6}?"
"""Words between a text's kind and its number ("instruction interministérielle de la DGCS n° …")."""
YEARS = re.compile(r"20\d\d\s?[-/]\s?20\d\d")


@dataclass(frozen=True, slots=True)
class Reference:
    """A legal text: its kind, number as printed, day; one of the two at least."""

    kind: LegalKind
    number: str | None
    date: datetime.date | None

    def __str__(self) -> str:
        return " ".join(filter(None, (self.kind, self.number, f"of {self.date}" if self.date else None)))


@dataclass(frozen=True, slots=True)
class Agreement:
    """An earlier agreement of the same policy; the code of its territory, its day of signature, null where not said."""

    kind: str
    territory: str | None
    signed_on: datetime.date | None

    def __str__(self) -> str:
        return " ".join(filter(None, (self.kind, self.territory, f"of {self.signed_on}" if self.signed_on else None)))


@lru_cache(maxsize=2)
def _reference_pattern(words: FactWords) -> re.Pattern[str]:
    kinds = "|".join(
        f"(?P<{entry.kind}>{'|'.join(spelling_pattern(word) for word in entry.words)})" for entry in words.legal_kinds
    )
    # no edge before the noun: a scan loses the apostrophe of "l'instruction"
    return re.compile(rf"(?:(?<!\w)|(?<=\bl))(?i:{kinds})s?(?!\w)(?:{BETWEEN}\s+{NUMBER})?")


def references_in(sentence: Sentence, knowledge: Knowledge) -> Iterator[Reference]:
    """The legal texts of a sentence that have a number or, right behind their name, a date."""
    found = list(_reference_pattern(knowledge.facts).finditer(sentence.text))
    for place, match in enumerate(found):
        end = found[place + 1].start() if place + 1 < len(found) else len(sentence.text)
        rest = fold(sentence.text[match.end() : end])
        days = days_in(rest, knowledge.layout)
        near = r"\W*(?:modifiee?\s)?(?:en date\s)?(?:du|de|le)?\s*"
        day = days[0].date if days and re.fullmatch(near, rest[: days[0].start]) else None
        number = match["number"].rstrip("./-") if match["number"] else None
        kind = next(entry.kind for entry in knowledge.facts.legal_kinds if match[entry.kind])
        if (number and re.search(r"\d", number)) or (day and not number):
            yield Reference(kind, number, day)


def legal_references(sentences: Sequence[Sentence], knowledge: Knowledge) -> list[tuple[Reference, Sentence]]:
    """Each text once, in the order in which it is first cited, with the sentence that says most of it."""
    found: dict[str, tuple[Reference, Sentence]] = {}
    for sentence in sentences:
        for reference in references_in(sentence, knowledge):
            key = squeeze(reference.number) if reference.number else f"{reference.kind} {reference.date}"
            if key not in found or (found[key][0].date is None and reference.date):
                found[key] = (reference, sentence)
    wrong = {squeeze(first.number or "") for first, _ in disagreeing(sentences, knowledge)}
    return [(replace(r, date=None) if squeeze(r.number or "") in wrong else r, s) for r, s in found.values()]


def disagreeing(sentences: Sequence[Sentence], knowledge: Knowledge) -> list[tuple[Reference, Reference]]:
    """Texts that are cited twice under one number with two dates."""
    dated: dict[str, Reference] = {}
    wrong = []
    for reference in (each for sentence in sentences for each in references_in(sentence, knowledge)):
        if reference.number and reference.date:
            first = dated.setdefault(squeeze(reference.number), reference)
            if first.date != reference.date:
                wrong.append((first, reference))
    return wrong


def previous_agreements(sentences: Sequence[Sentence], knowledge: Knowledge) -> list[tuple[Agreement, Sentence]]:
    """The agreements of the visas, one for each day of signature."""
    words = knowledge.facts
    kinds = {kind.kind: phrase_pattern(kind.words) for kind in words.agreements}
    found: dict[Agreement, Sentence] = {}
    for sentence in sentences:
        object_ = re.match(r"vu (?:l[ae]s?|l'|ses|les)\s?(?P<what>.*)", sentence.folded)
        if not object_:
            continue
        start = object_["what"][:60]
        named = [(match.start(), kind) for kind, pattern in kinds.items() if (match := pattern.search(start))]
        is_ours = _is_same_policy(object_["what"], words)
        if not named or not is_ours or re.match(r"(?:deliberation|instruction|loi|circulaire|decret|note)", start):
            continue
        territory = _territory(sentence, knowledge)
        days: list[datetime.date | None] = [day.date for day in days_in(sentence.folded, knowledge.layout)]
        for day in days or [None]:
            found.setdefault(Agreement(min(named)[1], territory, day), sentence)
    return list(found.items())


def _is_same_policy(what: str, words: FactWords) -> bool:
    """Whether an agreement is of this policy; an amendment that names no convention is one of this document's own."""
    named = phrase_pattern(words.same_policy).search(what) or YEARS.search(what)
    return named is not None or phrase_pattern(("convention",)).search(what) is None


def _territory(sentence: Sentence, knowledge: Knowledge) -> str | None:
    """The one territory that the sentence names by name."""
    named = {each.territory for each in territories_in(sentence.text, knowledge) if each.by_name}
    if len(named) != 1:
        return None
    [territory] = named
    codes = covered((territory,))
    return codes[0] if len(codes) == 1 else territory.code
