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
RECIPIENT = re.compile(r"(?<!\w)(?:au|a la|a l'|aux)\s?$")
SHARED = re.compile(r"(?<!\w)et (?:de |par )?l'etat(?!\w)")
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
        amounts = list(amounts_in(sentence.text, knowledge))
        edges = [0, *(amount.end for amount in amounts), len(sentence.text)]
        starts = [*(amount.start for amount in amounts), len(sentence.text)]
        for place, amount in enumerate(amounts):
            before = fold(sentence.text[edges[place] : amount.start])[-LONGEST_CLAUSE:]
            after = fold(sentence.text[amount.end : starts[place + 1]])
            is_last = place + 1 == len(amounts)
            if _is_whole_of_the_state(before, knowledge) and _is_no_part(after, is_last, knowledge):
                yield Claim(amount.value, sentence, (0 if own else 1) + (0 if amount.is_exact else 2))


def _is_no_part(after: str, is_last: bool, knowledge: Knowledge) -> bool:
    """Whether what follows an amount does not make it a part; what follows may be its part, or what another pays."""
    if phrase_pattern(knowledge.facts.money_parts_after).search(after):
        return False
    is_split = phrase_pattern(knowledge.facts.money_splits).search(after) is not None
    return is_last or is_split or bool(_others(after, knowledge))


def _is_of_another_year(sentence: Sentence, year: int | None) -> bool:
    """Whether the sentence is about a year that is not the convention's."""
    years = {int(found) for found in re.findall(r"(?:annee|exercice|pour|en)\s+(20\d\d)\b", sentence.folded)}
    return year is not None and bool(years) and year not in years


def _is_whole_of_the_state(clause: str, knowledge: Knowledge) -> bool:
    """Whether a clause leads to all that the State pays: noun, payer and verb, and nothing that makes it a part."""
    words = knowledge.facts
    payers = [match.start() for match in phrase_pattern(words.state).finditer(clause)]
    if not payers or any(at > payers[-1] for at in _others(clause, knowledge)) or SHARED.search(clause):
        return False
    if phrase_pattern(words.money_parts).search(clause):
        return False
    led = phrase_pattern(words.money_leads).search(clause, payers[-1])
    return led is not None and phrase_pattern(words.money_nouns).search(clause) is not None


def _others(clause: str, knowledge: Knowledge) -> list[int]:
    """Where a clause names a body that is not the State, other than as whom money goes to."""
    nouns = phrase_pattern(knowledge.layout.party_nouns)
    return [m.start() for m in nouns.finditer(clause) if not RECIPIENT.search(clause[: m.start()])]
