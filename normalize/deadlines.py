"""The day of the assembly's deliberation, and the day by which the report is due."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from .claims import Claim
from .days import days_in
from .knowledge import Knowledge
from .label import spelling_pattern
from .layout import phrase_pattern, stem_pattern
from .prose import Sentence

LONGEST_GAP = 160
"""Characters from the word to its date."""


def deliberation_dates(sentences: Sequence[Sentence], knowledge: Knowledge) -> list[Claim[date]]:
    """The days of the deliberations that let somebody sign the document; where none says so, of all."""
    words = knowledge.facts
    others: list[Claim[date]] = []
    signing: list[Claim[date]] = []
    for sentence in sentences:
        for match in phrase_pattern(words.deliberations).finditer(sentence.folded):
            days = [day for day in days_in(sentence.folded, knowledge.layout) if day.start > match.end()]
            if not days or days[0].start - match.end() > LONGEST_GAP:
                continue
            if stem_pattern(words.not_deliberations).search(sentence.folded, match.end(), days[0].start):
                continue
            lets_sign = stem_pattern(words.authorising).search(sentence.folded, days[0].end)
            (signing if lets_sign else others).append(Claim(days[0].date, sentence))
            break
    return signing or others


def report_days(sentences: Sequence[Sentence], knowledge: Knowledge) -> Iterator[Claim[str]]:
    """The days by which the report is to be there, as printed, with their year where one is."""
    words = knowledge.facts
    months = "|".join(spelling_pattern(name) for month in knowledge.layout.months for name in month.names)
    leads = "|".join(spelling_pattern(lead) for lead in sorted(words.deadlines, key=len, reverse=True))
    in_words = rf"\d{{1,2}}(?:er)?\s+(?:{months})(?:\s+20\d\d)?"
    day = re.compile(rf"(?<!\w)(?:{leads})\s+({in_words}|\d{{1,2}}/\d{{1,2}}/20\d\d)(?!\w)", re.IGNORECASE)
    for sentence in sentences:
        if sentence.folded.startswith("vu ") or stem_pattern(words.not_reports).search(sentence.folded):
            continue
        named = phrase_pattern(words.reports).search(sentence.folded)
        if not named or not stem_pattern(words.handing).search(sentence.folded):
            continue
        own = phrase_pattern(words.report_headings).search(sentence.heading)
        for match in day.finditer(sentence.text):
            yield Claim(" ".join(match[1].split()), sentence, 0 if own or named[0] != "rapport" else 1)
