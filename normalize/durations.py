"""When the convention begins and ends, and how long it lasts, as its own article says."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from datetime import date

from .claims import Claim
from .days import days_in
from .knowledge import Knowledge
from .layout import phrase_pattern, stem_pattern
from .prose import Sentence
from .spelling import fold

MONTHS_OF_YEAR = 12
CLAUSE = re.compile(r"[,;:()]|\bpuis\b")


def is_on_the_convention(sentence: Sentence, knowledge: Knowledge) -> bool:
    """Whether a sentence is about the document's own dates: "la présente convention", or "elle" under its heading."""
    words = knowledge.facts
    if stem_pattern(words.other_agreements).search(sentence.folded):
        return False
    if not phrase_pattern(words.own_nouns).search(sentence.folded):
        return False
    return _is_ruling(sentence, knowledge) or phrase_pattern(words.own_names).search(sentence.folded) is not None


def _is_ruling(sentence: Sentence, knowledge: Knowledge) -> bool:
    return phrase_pattern(knowledge.facts.duration_headings).search(sentence.heading) is not None


def _rank(sentence: Sentence, knowledge: Knowledge) -> int:
    return 0 if _is_ruling(sentence, knowledge) else 1


def starts(sentences: Sequence[Sentence], knowledge: Knowledge) -> Iterator[Claim[date]]:
    """The first days that sentences give."""
    yield from _led_days(sentences, knowledge, knowledge.facts.start_leads)
    yield from (Claim(span[0], sentence, rank) for span, sentence, rank in _spans(sentences, knowledge))


def ends(sentences: Sequence[Sentence], knowledge: Knowledge) -> Iterator[Claim[date]]:
    """The last days that sentences give."""
    yield from _led_days(sentences, knowledge, knowledge.facts.end_leads)
    yield from (Claim(span[1], sentence, rank) for span, sentence, rank in _spans(sentences, knowledge))


def _led_days(sentences: Sequence[Sentence], knowledge: Knowledge, leads: tuple[str, ...]) -> Iterator[Claim[date]]:
    """The days that stand right behind one of the phrases."""
    for sentence in sentences:
        if not is_on_the_convention(sentence, knowledge):
            continue
        for day in days_in(sentence.folded, knowledge.layout):
            before = sentence.folded[: day.start].rstrip()
            if stem_pattern(knowledge.facts.possible).search(_clause(sentence.folded, day.start)):
                continue
            if any(re.search(rf"(?<!\w){re.escape(fold(lead))}$", before) for lead in leads):
                yield Claim(day.date, sentence, _rank(sentence, knowledge))


def _spans(sentences: Sequence[Sentence], knowledge: Knowledge) -> Iterator[tuple[tuple[date, date], Sentence, int]]:
    """The two days of "du … au …" where the sentence says that the convention runs so."""
    for sentence in sentences:
        if not is_on_the_convention(sentence, knowledge):
            continue
        if not phrase_pattern(knowledge.facts.span_leads).search(sentence.folded):
            continue
        days = days_in(sentence.folded, knowledge.layout)
        for first, last in itertools.pairwise(days):
            between = sentence.folded[first.end : last.start].strip()
            led = re.search(r"(?<!\w)du$", sentence.folded[: first.start].rstrip())
            if led and between in ("au", "jusqu'au") and first.date < last.date:
                yield (first.date, last.date), sentence, _rank(sentence, knowledge)


def durations(sentences: Sequence[Sentence], knowledge: Knowledge) -> Iterator[Claim[int]]:
    """The lengths in months that sentences give; those of a renewal, a delay or a notice are none."""
    words = knowledge.facts
    numbers = {fold(word): number.number for number in words.numbers for word in number.words}
    spelled = "|".join(sorted(numbers, key=len, reverse=True))
    number = rf"(?:(?P<{{0}}>\d{{{{1,2}}}})|(?P<{{1}}>{spelled})(?:\s?\(\d{{{{1,2}}}}\))?)"
    length = re.compile(
        rf"(?<!\w)(?:d')?{number.format('a', 'b')}\s+(?P<unit>ans?|annees?|mois)\b"
        rf"(?:\s+et\s+{number.format('c', 'd')}\s+(?P<more>mois)\b)?"
    )
    for sentence in sentences:
        if not is_on_the_convention(sentence, knowledge):
            continue
        for match in length.finditer(sentence.folded):
            clause = _clause(sentence.folded, match.start())
            led = phrase_pattern(words.duration_leads).search(clause)
            if not led or stem_pattern(words.not_durations).search(clause):
                continue
            count = int(match["a"]) if match["a"] else numbers[match["b"]]
            months = count if match["unit"] == "mois" else count * MONTHS_OF_YEAR
            if match["more"]:
                months += int(match["c"]) if match["c"] else numbers[match["d"]]
            yield Claim(months, sentence, _rank(sentence, knowledge))


def _clause(folded: str, at: int) -> str:
    """What stands before a place since the last comma, and the whole before it where that is short."""
    pieces = CLAUSE.split(folded[:at])
    return pieces[-1] if len(pieces[-1]) > 4 else " ".join(pieces[-2:])


def last_day(start: date, months: int) -> date:
    """The last day of so many months from a day on."""
    month = start.month - 1 + months
    year, month = start.year + month // MONTHS_OF_YEAR, month % MONTHS_OF_YEAR + 1
    try:
        return date.fromordinal(date(year, month, start.day).toordinal() - 1)
    except ValueError:  # from the 31st on: the month's own last day
        following = date(year + month // MONTHS_OF_YEAR, month % MONTHS_OF_YEAR + 1, 1)
        return date.fromordinal(following.toordinal() - 1)
