"""The convention's own facts, from the text outside its tables. Each is right, or null and said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from extract.model import Document, Line, Notice
from schemas.vocabulary import ConventionKind

from .citations import Agreement, Reference, disagreeing, legal_references, previous_agreements
from .claims import Claim, found, not_found, settle, unsure_list
from .deadlines import deliberation_dates, report_days
from .durations import durations, ends, last_day, starts
from .imputation import courts, imputations, sirens
from .knowledge import Knowledge
from .label import covered, whole_territories
from .money import state_amounts
from .parties import find_parties
from .private import Private
from .prose import Sentence, read_sentences
from .sheet_numbers import names_sheets, sheet_numbers
from .spelling import fold
from .title import Title, find_kind, find_title, find_years

T = TypeVar("T")
Reader = Callable[[Sequence[Sentence], Knowledge], Iterable[Claim[T]]]
LONGEST_LITTLE_WORD = 3


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the convention; null where nothing says it. Names are those of the published columns.

    `departments`: the codes that the signatory's figures are for, sorted; none where no signatory is known.
    """

    title: str | None = None
    year: int | None = None
    kind: ConventionKind | None = None
    collectivity: str | None = None
    collectivity_code: str | None = None
    departments: tuple[str, ...] = ()
    collectivity_siren: str | None = None
    state_amount_eur: float | None = None
    start_date: date | None = None
    end_date: date | None = None
    duration_months: int | None = None
    deliberation_date: date | None = None
    report_due: str | None = None
    programme: str | None = None
    action: str | None = None
    sub_action: str | None = None
    court: str | None = None
    action_sheets: tuple[int, ...] | None = None
    legal_references: tuple[Reference, ...] | None = None
    previous_agreements: tuple[Agreement, ...] | None = None


class _Reading:
    """The sentences that facts are read from, and what is said meanwhile."""

    def __init__(self, document: Document, knowledge: Knowledge, private: Private) -> None:
        self.lines = [line for line in document.lines if line.text.strip()]
        self.sentences = [replace(each, text=private.clean(each.text)) for each in read_sentences(document)]
        self.knowledge = knowledge
        self.notices: list[Notice] = []

    def fact(self, name: str, claims: Iterable[Claim[T]]) -> T | None:
        """The fact that the claims give."""
        settled = settle(name, claims)
        self.notices += settled.notices
        return settled.value

    def read(self, name: str, reader: Reader[T]) -> T | None:
        """The fact that a reader of sentences gives."""
        return self.fact(name, reader(self.sentences, self.knowledge))

    def every(self, name: str, cited: Sequence[tuple[T, Sentence]], about: Sequence[Sentence]) -> tuple[T, ...] | None:
        """All that is cited; none where a sentence about it is not read surely."""
        if unsure := unsure_list(name, about):
            self.notices.append(unsure)
            return None
        by_sentence: dict[Sentence, list[str]] = {}
        for value, sentence in cited:
            by_sentence.setdefault(sentence, []).append(str(value))
        said = [found(name, ", ".join(values), sentence) for sentence, values in by_sentence.items()]
        self.notices += said or [not_found(name)]
        return tuple(value for value, _ in cited)


def read_facts(document: Document, knowledge: Knowledge, private: Private) -> tuple[Facts, list[Notice]]:
    """The facts, each with the sentence it rests on, and a finding for each that no line gives."""
    reading = _Reading(document, knowledge, private)
    title = find_title(reading.lines, knowledge)
    facts = _dates(_imputation(_lists(Facts(year=_year(title, reading)), reading), reading), reading)
    facts = replace(
        _signatory(facts, title, reading),
        collectivity_siren=reading.read("collectivity_siren", sirens),
        state_amount_eur=reading.fact("state_amount_eur", state_amounts(reading.sentences, knowledge, facts.year)),
        deliberation_date=reading.read("deliberation_date", deliberation_dates),
        report_due=reading.read("report_due", report_days),
        court=reading.read("court", courts),
    )
    return facts, reading.notices


def _year(title: Title | None, reading: _Reading) -> int | None:
    claims = list(find_years(title, reading.lines, reading.knowledge))
    if claims:
        return reading.fact("convention_year", claims)
    message = "no line of the title or page furniture gives the convention's year"
    reading.notices.append(Notice("info", "year_not_found", message))
    return None


def _signatory(facts: Facts, title: Title | None, reading: _Reading) -> Facts:
    """The facts with title, kind and the bodies that sign."""
    kind = find_kind(title, reading.knowledge)
    claims = [Claim(title.text, title.sentence)] if title else []
    facts = replace(
        facts,
        title=reading.fact("title", claims),
        kind=reading.fact("kind", [Claim(kind, title.sentence)] if kind and title else []),
    )
    parties = find_parties(reading.lines, title.text if title else None, reading.knowledge)
    signatories = [whole_territories(party, reading.knowledge) for party in parties]
    is_whole = bool(parties) and all(signatories)
    known = tuple(dict.fromkeys(territory for each in signatories for territory in each))
    code = known[0].code if is_whole and len(known) == 1 else None
    collectivity = (parties[0] if code else " et ".join(parties)) or None
    if collectivity is None or (not is_whole and _is_unsure(parties, reading.lines)):
        message = "no line names the collectivity that signs" + (" for sure" if collectivity else "")
        reading.notices.append(Notice("warning", "collectivity_not_found", message))
        return facts
    reading.notices.append(_named(collectivity, reading))
    return replace(
        facts, collectivity=collectivity, collectivity_code=code, departments=covered(known) if is_whole else ()
    )


def _is_unsure(parties: Sequence[str], lines: Sequence[Line]) -> bool:
    """Whether a name that no list knows stands in a line of a scan whose readings differ."""
    unsure = " ".join(fold(line.text) for line in lines if line.is_unsure)
    return any(fold(word) in unsure for party in parties for word in party.split() if len(word) > LONGEST_LITTLE_WORD)


def _named(collectivity: str, reading: _Reading) -> Notice:
    """The first line that holds the signatory's name, or its first words."""
    first = fold(collectivity.split(" et ", maxsplit=1)[0])
    sentences = (sentence for sentence in reading.sentences if first in sentence.folded)
    sentence = next(sentences, Sentence(collectivity))
    return found("collectivity", collectivity, sentence)


def _dates(facts: Facts, reading: _Reading) -> Facts:
    """The facts with first day, last day and length; the last two are null where they contradict each other."""
    start = reading.read("start_date", starts)
    end = reading.read("end_date", ends)
    months = reading.read("duration_months", durations)
    if start and end and months is not None and last_day(start, months) != end:
        message = f"{months} months from {start} on do not end on {end}: duration_months and end_date are left out"
        reading.notices.append(Notice("warning", "facts_disagree", message))
        end = months = None
    return replace(facts, start_date=start, end_date=end, duration_months=months)


def _imputation(facts: Facts, reading: _Reading) -> Facts:
    """The facts with programme, action and sub-action; the lower ones of the programme only."""
    claims = list(imputations(reading.sentences, reading.knowledge))
    programme = reading.fact("programme", (Claim(c.value.programme, c.sentence, c.rank) for c in claims))
    own = [claim for claim in claims if claim.value.programme == programme]
    action = reading.fact("action", [Claim(c.value.action, c.sentence) for c in own if c.value.action])
    own = [claim for claim in own if claim.value.action == action]
    sub_action = reading.fact("sub_action", [Claim(c.value.sub_action, c.sentence) for c in own if c.value.sub_action])
    return replace(facts, programme=programme, action=action, sub_action=sub_action)


def _lists(facts: Facts, reading: _Reading) -> Facts:
    """The facts with what the document cites: action sheets, legal texts, earlier agreements."""
    sentences, knowledge = reading.sentences, reading.knowledge
    sheets = sheet_numbers(sentences, knowledge.facts)
    visas = [sentence for sentence in sentences if sentence.folded.startswith("vu ")]
    texts = legal_references(sentences, knowledge)
    agreements = previous_agreements(sentences, knowledge)
    for first, second in disagreeing(sentences, knowledge):
        message = f"legal_references: {first.number} is dated {first.date} and {second.date}: its date is left out"
        reading.notices.append(Notice("warning", "facts_disagree", message))
    return replace(
        facts,
        action_sheets=reading.every(
            "action_sheets", list(sheets.items()), [s for s in sentences if names_sheets(s, knowledge.facts)]
        ),
        legal_references=reading.every("legal_references", texts, [*visas, *(s for _, s in texts)]),
        previous_agreements=reading.every("previous_agreements", agreements, visas),
    )


def with_sheets(facts: Facts, numbers: Iterable[int]) -> Facts:
    """The facts with the numbers of the sheets that are attached, beside those that the body names."""
    if facts.action_sheets is None:
        return facts
    return replace(facts, action_sheets=tuple(sorted({*facts.action_sheets, *numbers})))
