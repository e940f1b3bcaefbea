"""Amounts of euros in a sentence, and what the convention says that the State pays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .claims import Claim
from .knowledge import Knowledge, Unit
from .layout import phrase_pattern
from .number import read_number
from .prose import Sentence
from .spelling import fold, squeeze

AMOUNT = re.compile(
    r"(?<![\w,.\u2019'/-])(\d[\d.\s\u00a0\u202f\u2009]*(?:,\d{1,2})?)\s*(?=[^\W\d]|\u20ac)((?:[^\W\d]|['\u2019\u20ac]|\s)*)"
)
RECIPIENT = r"(?:(?:au|a la|a l'|aux)\s?)"
EXACT = 1
"""A unit's factor: an amount in thousands or millions is rounded."""
LONGEST_CLAUSE = 200
"""Characters between the payer and its amount."""


@dataclass(frozen=True, slots=True)
class Amount:
    """Euros, whether to the cent, and where they stand in the sentence's text."""

    value: float
    is_exact: bool
    start: int
    end: int


def amounts_in(text: str, knowledge: Knowledge) -> Iterator[Amount]:
    """The amounts of a text that are one number without doubt, with a unit of money behind it."""
    for match in AMOUNT.finditer(text):
        number = read_number(" ".join(match[1].split()))
        unit = _money(match[2], knowledge)
        if number is None or unit is None or (number.is_suspect and unit.factor == EXACT):
            continue
        value = number.value * Decimal(unit.factor)
        yield Amount(float(value), unit.factor == EXACT, match.start(), match.end(1))


def _money(text: str, knowledge: Knowledge) -> Unit | None:
    """The unit of money that a text begins with: "€", "euros", "millions d'euros"."""
    words = text.split()
    for count in (3, 2, 1):
        unit = knowledge.units.get(squeeze(" ".join(words[:count])))
        if unit and unit.unit == "\u20ac":
            return unit
    return None


def state_amounts(sentences: Sequence[Sentence], knowledge: Knowledge, year: int | None) -> Iterator[Claim[float]]:
    """What sentences say that the State pays in all: the State is the last payer named before the amount."""
    words = knowledge.facts
    for sentence in sentences:
        if _is_of_another_year(sentence, year) or sentence.folded.startswith("vu "):
            continue
        own = phrase_pattern(words.money_headings).search(sentence.heading) is not None
        before = 0
        for amount in amounts_in(sentence.text, knowledge):
            clause = fold(sentence.text[before : amount.start])[-LONGEST_CLAUSE:]
            before = amount.end
            if _is_whole_of_the_state(clause, knowledge):
                yield Claim(amount.value, sentence, (0 if own else 1) + (0 if amount.is_exact else 2))


def _is_of_another_year(sentence: Sentence, year: int | None) -> bool:
    """Whether the sentence is about a year that is not the convention's."""
    years = {int(found) for found in re.findall(r"(?:annee|exercice|pour|en)\s+(20\d\d)\b", sentence.folded)}
    return year is not None and bool(years) and year not in years


def _is_whole_of_the_state(clause: str, knowledge: Knowledge) -> bool:
    """Whether a clause leads to all that the State pays: noun, payer and verb, and nothing that makes it a part."""
    words = knowledge.facts
    payers = [match.start() for match in phrase_pattern(words.state).finditer(clause)]
    nouns = "|".join(map(re.escape, sorted(map(fold, knowledge.layout.party_nouns), key=len, reverse=True)))
    others = [match.start() for match in re.finditer(rf"(?<!\w)(?:{nouns})\b", clause)]
    others = [at for at in others if not re.search(rf"(?<!\w){RECIPIENT}$", clause[:at])]
    if not payers or any(at > payers[-1] for at in others):
        return False
    if phrase_pattern(words.money_parts).search(clause):
        return False
    led = phrase_pattern(words.money_leads).search(clause, payers[-1])
    return led is not None and phrase_pattern(words.money_nouns).search(clause) is not None
