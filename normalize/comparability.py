"""What comments and headers say about figures set side by side: stock or flow, broken series, other definitions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extract.model import Notice
from schemas.vocabulary import STOCK_OR_FLOW, StockOrFlow

from .comparability_words import Beside, ComparabilityWords
from .knowledge import Knowledge
from .label import territory_codes
from .layout import phrase_pattern
from .printed import PrintedCells, Row
from .spelling import fold

SENTENCE = re.compile(r"(?:[^.;!?\n]|[.;!?](?=[^\s.;!?]))+")
"""A full stop inside a number or an abbreviation ends none."""
OPENING = re.compile(r"[\W_]*(?:(?:n\.?b|nota(?: bene)?)\W+)?")
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
TEXTS: tuple[tuple[Literal["comment", "header"], str], ...] = (("comment", "comment"), ("header", "period_label"))
"""Where such words stand: the role of the cell, and the observation's column that has its text."""


MEANINGS = {
    "stock": "a stock",
    "flow": "a flow",
    "series_break": "a series that breaks",
    "not_comparable_between_territories": "not to be compared between territories",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence says: `stock`, `flow` or a flag; the sentence as printed."""

    what: str
    sentence: str


def compare(rows: Sequence[Row], cells: Iterable[Row], knowledge: Knowledge) -> tuple[list[Row], list[Notice]]:
    """The observations with `stock_or_flow` and the flags of comparability, and a finding at the words of each.

    A flag stands on every figure of the indicator, and doubts none of them: `confidence` and `review` stay.
    """
    printed = PrintedCells(cells)
    notices: dict[tuple[object, ...], Notice] = {}
    out = []
    for row in rows:
        said = [(role, each) for role, name in TEXTS for each in said_in(str(row[name] or ""), knowledge)]
        kinds = tuple(kind for kind in STOCK_OR_FLOW if any(each.what == kind for _, each in said))
        for role, each in said:
            about = row["indicator"] if role == "comment" else row["period_label"]
            message = f"{MEANINGS[each.what]}, by the words {each.sentence!r} ({about})"
            notice = Notice("info", _code(each), message, *printed.place(row, role, each.sentence))
            notices.setdefault((role, each, notice.at), notice)
        if why := _contradiction(kinds, row, knowledge):
            subject = tuple(row[name] for name in ("table", "measure", "indicator_group", "indicator"))
            notices.setdefault(subject, Notice("warning", "stock_or_flow", why, *printed.place(row, "comment")))
        flags = {each.what for _, each in said} - {*STOCK_OR_FLOW} if row["status"] != "blank" else set()
        known = row["flags"] if isinstance(row["flags"], list) else []
        kind = kinds[0] if len(kinds) == 1 else None
        out.append({**row, "stock_or_flow": kind, "flags": sorted({*known, *flags})})
    return out, list(notices.values())


def _code(said: Said) -> str:
    return "stock_or_flow" if said.what in STOCK_OR_FLOW else said.what


def _contradiction(kinds: tuple[StockOrFlow, ...], row: Row, knowledge: Knowledge) -> str | None:
    """Why it cannot be told whether the figure is a stock or a flow, or is not what the canonical indicator is."""
    if len(kinds) > 1:
        return f"said to be both a stock and a flow: taken for neither ({row['indicator']})"
    known = knowledge.catalogue.by_id.get(str(row["indicator_id"]))
    if kinds and known and known.stock_or_flow not in (None, *kinds):
        return f"said to be a {kinds[0]}, and {row['indicator_id']} is a {known.stock_or_flow} ({row['indicator']})"
    return None


@lru_cache(maxsize=1024)
def said_in(text: str, knowledge: Knowledge) -> tuple[Said, ...]:
    """What a text says about comparability, sentence by sentence."""
    sentences = [match[0].strip() for match in SENTENCE.finditer(text)]
    words = knowledge.comparability
    return tuple(
        Said(what, sentence)
        for sentence in sentences
        for what in dict.fromkeys((*_kinds(fold(sentence), words), *_flags(sentence, knowledge)))
    )


def _kinds(folded: str, words: ComparabilityWords) -> Iterator[StockOrFlow]:
    opening = OPENING.match(folded)
    begin = opening.end() if opening else 0
    for each in words.stock_or_flow:
        if phrase_pattern(each.openings).match(folded, begin) or phrase_pattern(each.phrases).search(folded):
            yield each.says


def _flags(sentence: str, knowledge: Knowledge) -> Iterator[str]:
    folded, words = fold(sentence), knowledge.comparability
    denial = phrase_pattern(words.denials).pattern
    for rule in words.rules:
        found = phrase_pattern(rule.phrases).search(folded)
        if found is None or re.search(rf"(?:{denial})(?:\W+\w+){{0,2}}\W+$", folded[: found.start()]):
            continue
        if rule.beside is None or _stands(rule.beside, sentence, knowledge):
            yield rule.flag


def _stands(beside: Beside, sentence: str, knowledge: Knowledge) -> bool:
    folded, words = fold(sentence), knowledge.comparability
    if beside == "years":
        return bool(YEAR.search(folded) or phrase_pattern(words.year_words).search(folded))
    several = len(territory_codes(sentence, knowledge)) > 1
    return several or phrase_pattern(words.territory_words).search(folded) is not None
