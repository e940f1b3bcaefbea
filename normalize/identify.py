"""Which canonical indicator a printed label is: sure, or none and a finding. Never the nearest."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from rapidfuzz.fuzz import token_sort_ratio

from extract.model import Notice

from .catalogue import Catalogue, Group, Measure, Spelled, id_of
from .printed import PrintedCells, Row
from .spelling import fold, squeeze

T = TypeVar("T", bound=Spelled)
Subject = tuple[object, ...]
"""What is printed of an indicator: measure, sub-heading, label."""

ENDING = re.compile(r"(?<=\w{3})(?:e?s|e|x)$")
"""Number and gender of a folded word; one of three letters ("RSA", "ans") has none."""
LOWEST = 90.0
"""A ratio (0 to 100) below is no match, whatever the words are."""
MARGIN = 4.0
"""So far above every other entry a match must be."""


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """`sure`: what the label is, null where that cannot be said. `nearest` and its ratio are for people only."""

    sure: T | None
    nearest: T | None
    ratio: float


def match_label(label: str, entries: Sequence[T], little_words: frozenset[str]) -> Match[T]:
    """The entry that a label is.

    It is one whose spelling differs in spaces, accents, case and hyphens only; or one that is near, alone so, and says
    the same words in the same order: "crédits d'engagement" is 91 % of "crédits de paiement", and another thing;
    "personnes par conseiller" and "conseillers par personne" have the same words.
    """
    key = squeeze(label)
    for entry in entries:
        if any(key == squeeze(spelling) for spelling in entry.spellings):
            return Match(entry, entry, 100.0)
    words = words_of(label, little_words)
    ratios = sorted(((_ratio(label, entry), -i) for i, entry in enumerate(entries)), reverse=True)
    if not ratios:
        return Match(None, None, 0.0)
    best, place = ratios[0]
    nearest = entries[-place]
    alone = len(ratios) == 1 or best - ratios[1][0] >= MARGIN
    same = any(words == words_of(spelling, little_words) for spelling in nearest.spellings)
    return Match(nearest if alone and same and best >= LOWEST else None, nearest, best)


def _ratio(label: str, entry: Spelled) -> float:
    return max(token_sort_ratio(fold(label), fold(spelling)) for spelling in entry.spellings)


@lru_cache(maxsize=4096)
def words_of(label: str, little_words: frozenset[str]) -> tuple[str, ...]:
    """The words that make a label what it is, folded, in order, without number and gender; figures are words too."""
    return tuple(ENDING.sub("", word) for word in re.findall(r"\w+|%", fold(label)) if word not in little_words)


@dataclass(frozen=True, slots=True)
class Found:
    """The id that a label has; or why it has none, and which printed labels that is about."""

    id: str | None
    why: str = ""
    about: Subject = ()


def identify(rows: Sequence[Row], cells: Iterable[Row], catalogue: Catalogue) -> tuple[list[Row], list[Notice]]:
    """The observations with `indicator_id` and `indicator_unit`, and a finding for each label that has none.

    The finding is about the measure or the sub-heading where already that is not known, and said once.
    """
    first: dict[Subject, Row] = {}
    for row in rows:
        first.setdefault(_subject(row), row)
    found = _without_rivals({subject: _identify(row, catalogue) for subject, row in first.items()})
    printed = PrintedCells(cells)
    notices: dict[Subject, Notice] = {}
    for subject, each in found.items():
        if each.why:
            notice = Notice("info", "indicator_not_matched", each.why, *printed.place(first[subject], "indicator"))
            notices.setdefault(each.about, notice)
    return [{**row, **_columns(found[_subject(row)].id, catalogue)} for row in rows], list(notices.values())


def _without_rivals(found: Mapping[Subject, Found]) -> dict[Subject, Found]:
    """What was found, but for labels of one document that would be one indicator: they are two things there."""
    labels: dict[str | None, set[str]] = defaultdict(set)
    for subject, each in found.items():
        labels[each.id].add(squeeze(str(subject[-1])))
    return {
        subject: Found(None, f"several labels of the document would be {each.id}: {subject[-1]!r}", subject)
        if each.id and len(labels[each.id]) > 1
        else each
        for subject, each in found.items()
    }


def _columns(id: str | None, catalogue: Catalogue) -> Row:
    return {"indicator_id": id, "indicator_unit": catalogue.by_id[id].unit if id else None}


def _subject(row: Row) -> Subject:
    return tuple(row[name] for name in ("measure", "indicator_group", "indicator"))


def _identify(row: Row, catalogue: Catalogue) -> Found:
    """Measure, sub-heading and indicator must each be sure; all rows are of one document, so of one year."""
    measure, group, indicator = _subject(row)
    of_measure = match_label(str(measure or ""), catalogue.measures, catalogue.little_words)
    if of_measure.sure is None:
        return Found(None, _not_matched("measure", measure, of_measure), (measure,))
    year = row["convention_year"]
    if not of_measure.sure.applies_in(year if isinstance(year, int) else None):
        why = f"the measure {measure!r} is no part of the conventions of {year} ({_years(of_measure.sure)})"
        return Found(None, why, (measure,))
    below: Measure | Group = of_measure.sure
    if group is not None:
        of_group = match_label(str(group), of_measure.sure.groups, catalogue.little_words)
        if of_group.sure is None:
            return Found(None, _not_matched("sub-heading", group, of_group), (measure, group))
        below = of_group.sure
    found = match_label(str(indicator), below.indicators, catalogue.little_words)
    if found.sure is None:
        return Found(None, _not_matched("indicator", indicator, found), (measure, group, indicator))
    return Found(id_of(of_measure.sure, below if isinstance(below, Group) else None, found.sure))


def _years(measure: Measure) -> str:
    return f"{measure.since} to {measure.until}" if measure.until else f"since {measure.since}"


def _not_matched(what: str, label: object, match: Match[T]) -> str:
    if not label:
        return f"no {what} is printed: its indicators are matched to no canonical one"
    nearest = f"; the nearest is {match.nearest.id} ({match.ratio:.0f} %)" if match.nearest else ""
    return f"no canonical {what} is {label!r} for sure{nearest}"
