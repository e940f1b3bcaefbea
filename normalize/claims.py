"""What sentences claim about one fact, and what is published of it: one value that all agree on, or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from extract.model import Notice

from .prose import Sentence
from .spelling import fold

T = TypeVar("T")
LONGEST_QUOTE = 300
"""Characters."""


@dataclass(frozen=True, slots=True)
class Claim(Generic[T]):
    """A value that a sentence gives. A lower `rank` rules over a higher one: the fact's own article over a mention."""

    value: T
    sentence: Sentence
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Settled(Generic[T]):
    """What is published of a fact, and what is said of it."""

    value: T | None
    notices: tuple[Notice, ...]


def settle(fact: str, claims: Iterable[Claim[T]]) -> Settled[T]:
    """The value that the claims of the lowest rank agree on; none where they differ, or where a scan is unsure of it.

    Each claim of another value is said, also one that the article on the subject rules over.
    """
    ordered = sorted(claims, key=lambda claim: claim.rank)
    if not ordered:
        return Settled(None, (not_found(fact),))
    ruling = [claim for claim in ordered if claim.rank == ordered[0].rank]
    others = [claim for claim in ordered if _meaning(claim.value) != _meaning(ruling[0].value)]
    said = [_disagreement(fact, ruling[0], other) for other in others[:1]]
    if any(claim in ruling for claim in others):
        return Settled(None, tuple(said))
    sure = [claim for claim in ruling if not claim.sentence.is_unsure]
    if not sure:
        message = f"{fact}: two readings of the scan differ in {quote(ruling[0].sentence)}: left out"
        return Settled(None, (*said, Notice("warning", "fact_unsure", message, ruling[0].sentence.page)))
    return Settled(sure[0].value, (found(fact, sure[0].value, sure[0].sentence), *said))


def _meaning(value: object) -> object:
    """A value without case and accents, which clerks write as they like."""
    return fold(value) if isinstance(value, str) else value


def not_found(fact: str) -> Notice:
    """No sentence gives the fact."""
    return Notice("info", "fact_not_found", f"{fact}: no sentence gives it")


def found(fact: str, value: object, sentence: Sentence) -> Notice:
    """The sentence that a fact rests on."""
    return Notice("info", "fact_found", f"{fact} is {value}: {quote(sentence)}", sentence.page)


def quote(sentence: Sentence) -> str:
    """A sentence in quotation marks, not longer than a finding should be."""
    text = sentence.text
    return f"« {text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE].rsplit(' ', 1)[0] + ' …'} »"


def _disagreement(fact: str, ruling: Claim[T], other: Claim[T]) -> Notice:
    rules = "the first rules" if ruling.rank < other.rank else "left out"
    where = f" (page {other.sentence.page})" if other.sentence.page else ""
    message = (
        f"{fact}: {quote(ruling.sentence)} gives {ruling.value}, {quote(other.sentence)}{where} gives {other.value}: "
        f"{rules}"
    )
    return Notice("warning", "facts_disagree", message, ruling.sentence.page)


def unsure_list(fact: str, sentences: Sequence[Sentence]) -> Notice | None:
    """Why a list of all that is cited cannot be whole: a sentence of it is not read surely."""
    unsure = next((sentence for sentence in sentences if sentence.is_unsure), None)
    if unsure is None:
        return None
    message = f"{fact}: two readings of the scan differ in {quote(unsure)}: the list is left out"
    return Notice("warning", "fact_unsure", message, unsure.page)
