"""Where the State books its money, which court hears disputes, and by which number the signatory is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .claims import Claim
from .knowledge import Knowledge
from .label import spelling_pattern
from .layout import phrase_pattern
from .prose import Sentence

PROGRAMME = re.compile(r"(?<!\w)(?:programme(?:\s+budgetaire)?|bop|p)\s*(?:n\s?°\s*)?0?(?P<programme>\d{3})(?![\w/])")
ACTION = re.compile(r"(?<![\w-])(?<!sous )(?<!fiche )actions?\s*(?:n\s?°\s*)?(?P<action>\d{1,2})(?!\w)")
SUB_ACTION = re.compile(r"(?<!\w)sous[\s-]?actions?\s*(?:n\s?°\s*)?(?P<sub_action>\d{1,2})(?!\w)")
DOMAIN = re.compile(r"(?<![\w-])0?(?P<programme>\d{3})-(?P<action>\d{2})(?:-(?P<sub_action>\d{2}))?(?![\w-])")
"""The State's own notation of a "domaine fonctionnel": 0304-19-01."""
DOMAIN_WORD = re.compile(r"domaine fonctionnel")
SIREN = re.compile(r"\bsire(?P<kind>n|t)\b\s*(?:n\s?°)?\s*[:=]?\s*(?P<digits>(?:\d\s?){9,14})(?!\d)", re.IGNORECASE)
STATE_WORDS = re.compile(r"(?<!\w)(?:etat|prefecture|prefete?|direction departementale|drfip|ddfip)(?!\w)")


@dataclass(frozen=True, slots=True)
class Imputation:
    """Codes as printed, without the zero before a programme's; null where the sentence does not give them."""

    programme: str
    action: str | None = None
    sub_action: str | None = None

    def __str__(self) -> str:
        return "-".join(filter(None, (self.programme, self.action, self.sub_action)))


def imputations(sentences: Sequence[Sentence], knowledge: Knowledge) -> Iterator[Claim[Imputation]]:
    """The programme, action and sub-action that sentences book the money on; a mere mention is of the second rank."""
    for sentence in sentences:
        programmes = list(PROGRAMME.finditer(sentence.folded))
        domain = DOMAIN.search(sentence.folded) if DOMAIN_WORD.search(sentence.folded) else None
        if domain:
            yield Claim(Imputation(domain["programme"], domain["action"], domain["sub_action"]), sentence)
        for number, match in enumerate(programmes):
            end = programmes[number + 1].start() if number + 1 < len(programmes) else len(sentence.folded)
            action = ACTION.search(sentence.folded, match.end(), end)
            sub = SUB_ACTION.search(sentence.folded, action.end() if action else match.end(), end)
            value = Imputation(
                match["programme"], action["action"] if action else None, sub["sub_action"] if sub else None
            )
            yield Claim(value, sentence, 0 if action else 1)


def courts(sentences: Sequence[Sentence], knowledge: Knowledge) -> Iterator[Claim[str]]:
    """The administrative tribunals that sentences name by their seat, as printed."""
    seats = "|".join(spelling_pattern(seat) for seat in sorted(knowledge.facts.courts, key=len, reverse=True))
    court = re.compile(
        rf"tribunal\s+administratif\s+(?:territorialement\s+comp[\u00e9e]tent\s+)?(?:de\s+|d['\u2019]\s?|du\s+)?(?:{seats})(?!\w)",
        re.IGNORECASE,
    )
    for sentence in sentences:
        own = phrase_pattern(knowledge.facts.court_headings).search(sentence.heading)
        for match in court.finditer(sentence.text):
            yield Claim(" ".join(match[0].split()), sentence, 0 if own else 1)


def sirens(sentences: Sequence[Sentence], knowledge: Knowledge) -> Iterator[Claim[str]]:
    """The SIREN numbers of a local body: with a right key (Luhn), a first digit 2, and its name the last before it.

    Source: INSEE, répertoire Sirene: public bodies begin with 1 (the State's) or 2.
    """
    nouns = phrase_pattern(knowledge.layout.party_nouns)
    for sentence in sentences:
        for match in SIREN.finditer(sentence.folded):
            digits = re.sub(r"\s", "", match["digits"])
            before = sentence.folded[: match.start()]
            state = [found.start() for found in STATE_WORDS.finditer(before)]
            local = [found.start() for found in nouns.finditer(before)]
            is_local = bool(local) and (not state or local[-1] > state[-1])
            if len(digits) == (9 if match["kind"] == "n" else 14) and is_siren(digits[:9]) and is_local:
                yield Claim(digits[:9], sentence)


def is_siren(digits: str) -> bool:
    """Whether nine digits are a local body's SIREN by first digit and key."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(digits)]
    return digits.startswith("2") and sum(each - 9 * (each > 9) for each in doubled) % 10 == 0
