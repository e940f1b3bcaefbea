"""A column's header to its periods: kind, name and bounds. What is not wholly understood is no period."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from schemas.vocabulary import PeriodKind

from .dates import Dates, Span, part_bounds, part_end, take_dates
from .layout import Layout, phrase_pattern
from .spelling import fold

FOOTNOTE = re.compile(r"[\u00b9\u00b2\u00b3\u2070-\u2079]+|\^\d+|\(\d\)|\*+")
"""A call of a footnote: no part of what a header says."""
SPACED_ORDINAL = re.compile(r"(?<=\d)\s(?=(?:er|ere|nde?|eme|e)(?!\w))")
LAST_YEAR = re.compile(r"(?<!\w)(?:annee\s)?n\s?[-+]\s?\d(?!\w)")
"""An agent's "N-1", beside a year that is printed."""
SLIP = 62
"""Printed bounds that are further (days) from those of the printed name are no slip of the pen."""
OTHER_WORD = re.compile(r"(?!annee|exercice)\b[^\W\d]{4,}")
"""A word that may say more of a header's kind."""
SEPARATES = re.compile(r"[(,;:/]|\s-\s|(?<!\w)(?:et|ou)(?!\w)")


@dataclass(frozen=True, slots=True)
class Period:
    """A period as published: its name, kind, bounds (both days included), and what is doubtful about it.

    `kind_inferred`: no word said the kind for sure, or the dates contradict each other. `bounds_inconsistent`: the
    printed bounds are not those of the printed name.
    """

    name: str
    kind: PeriodKind
    start: date
    end: date
    kind_inferred: bool = False
    bounds_inconsistent: bool = False


@dataclass(frozen=True, slots=True)
class Periods:
    """A header's period, and another one for the measures that a clause names (folded words of label or code)."""

    usual: Period
    exception: Period | None = None
    excepted: str | None = None

    def is_excepted(self, code: str | None, label: str | None) -> bool:
        """Whether the clause names this measure."""
        return self.excepted is not None and names_measure(self.excepted, code, label)

    def of_measure(self, code: str | None, label: str | None) -> Period:
        """The period that holds for a measure."""
        return self.exception if self.exception and self.is_excepted(code, label) else self.usual


def names_measure(words: str, code: str | None, label: str | None) -> bool:
    """Whether a clause gives a measure's code, or all its longer words stand in the label, in singular or plural."""
    printed = set(re.findall(r"\d+(?:\.\d+)*", words))
    if printed:
        return code in printed
    known = {word.rstrip("sx") for word in re.findall(r"\w+", fold(label or ""))}
    wanted = [word.rstrip("sx") for word in re.findall(r"\w{4,}", words)]
    return bool(wanted) and all(word in known for word in wanted)


def read_periods(header: str, layout: Layout) -> Periods | None:
    """The periods that a header names; none where it names no date or year, or one that cannot be told for sure."""
    text = SPACED_ORDINAL.sub("", fold(FOOTNOTE.sub(" ", header)))
    if phrase_pattern(layout.derived).search(text):
        return None
    main, clause, measure = _split_clause(text, layout)
    usual = _read_period(main, layout)
    if usual is None:
        return None
    if clause is None:
        return Periods(usual)
    exception = _read_period(clause, layout)
    return Periods(usual, exception, measure) if exception else None


def _split_clause(text: str, layout: Layout) -> tuple[str, str | None, str | None]:
    """The header without its clause for one measure, the clause, and the words that name the measure."""
    for_measure = phrase_pattern(layout.clause_for_measure).search(text)
    if not for_measure:
        return text, None, None
    kinds = "|".join(phrase_pattern(words.phrases).pattern for words in layout.kinds)
    joints = list(re.finditer(rf"\b(?:et|ou)\s+(?={kinds})", text[: for_measure.start()]))
    if not joints:
        return text, None, None
    joint = joints[-1]
    return text[: joint.start()], text[joint.end() : for_measure.start()], text[for_measure.end() :].strip(" )")


def _read_period(text: str, layout: Layout) -> Period | None:
    text = LAST_YEAR.sub(" ", text)
    dates = take_dates(text, layout)
    has_digits = any(map(str.isdigit, dates.rest))
    if not dates.is_clear or has_digits or phrase_pattern(layout.vague).search(dates.rest):
        return None
    kind, is_said = read_kind(text, layout)
    is_sure = is_said and not _is_open(dates.rest, layout)
    found = _period_of(dates, kind)
    return replace(found, kind_inferred=found.kind_inferred or not is_sure) if found else None


def _is_open(text: str, layout: Layout) -> bool:
    """Whether a folded header without its dates says its kind by a word that is for several, beside an unknown one."""
    known = [match[0] for _, pattern in _kinds(layout) for match in pattern.finditer(text)]
    is_bare = bool(known) and all(phrase_pattern(layout.open_kinds).fullmatch(phrase) for phrase in known)
    rest = phrase_pattern(tuple(known)).sub(" ", text) if is_bare else ""
    return OTHER_WORD.search(rest) is not None


def read_kind(text: str, layout: Layout) -> tuple[PeriodKind, bool]:
    """The kind that a folded header names first, and whether it is sure.

    It is not where none is named, where it is negated, or where another kind follows that nothing divides from it:
    "résultat 2020 attendu", "objectif atteint".
    """
    found = sorted(
        (match.start(), -match.end(), kind) for kind, pattern in _kinds(layout) for match in pattern.finditer(text)
    )
    if not found:
        return "result", False
    start, negative_end, kind = found[0]
    end = -negative_end
    for other_start, _, other in found[1:]:
        if other_start >= end and other != kind and not SEPARATES.search(text[end:other_start]):
            return kind, False
    is_negated = re.search(r"(?<!\w)(?:non|pas|hors|sans)\s$", text[:start]) is not None
    return kind, not is_negated


@lru_cache(maxsize=4)
def _kinds(layout: Layout) -> tuple[tuple[PeriodKind, re.Pattern[str]], ...]:
    return tuple((words.kind, phrase_pattern(words.phrases)) for words in layout.kinds)


def _period_of(dates: Dates, kind: PeriodKind) -> Period | None:
    """The one period that the dates agree on; none where they name several."""
    if len(dates.years) > 1 or len(dates.days) > 1:
        return None
    year = dates.years[0] if dates.years else None
    if dates.part:
        return _of_part(dates, year, kind)
    if dates.span:
        return None if dates.days else _of_span(dates.span, year, kind)
    if dates.days:
        day = dates.days[0]
        return None if year not in {None, day.year} else _at_day(day, kind)
    return Period(str(year), kind, date(year, 1, 1), date(year, 12, 31)) if year else None


def _of_part(dates: Dates, year: int | None, kind: PeriodKind) -> Period | None:
    assert dates.part is not None
    ends = [day.year for day in (*(dates.span or ()), *dates.days)]
    if year is None and len(set(ends)) == 1:
        year = ends[0]
    if year is None or (dates.days and dates.span):
        return None
    named = part_bounds(*dates.part, year)
    bounds = dates.span or named
    if dates.days:
        day = dates.days[0]
        bounds = (day, day) if kind == "situation" else (min(named[0], day), day)
    far = max(abs((bounds[0] - named[0]).days), abs((bounds[1] - named[1]).days))
    is_other = bounds != named and not (kind == "situation" and bounds[1] == named[1])
    return Period(_name(*named), kind, *bounds, kind_inferred=far > SLIP, bounds_inconsistent=is_other)


def _of_span(span: Span, year: int | None, kind: PeriodKind) -> Period | None:
    odd = year is not None and not span[0].year <= year <= span[1].year
    return Period(_name(*span), kind, *span, kind_inferred=odd, bounds_inconsistent=odd)


def _at_day(day: date, kind: PeriodKind) -> Period:
    """A stock at a day, or what was reached from the year's first day to this one."""
    if kind == "situation":
        name = str(day.year) if (day.month, day.day) == (12, 31) else day.isoformat()
        return Period(name, kind, day, day)
    start = date(day.year, 1, 1)
    return Period(_name(start, day), kind, start, day)


def _name(start: date, end: date) -> str:
    """`2019`, `2022-S1`, `2022-Q3`, or both days."""
    for months, letter in ((12, ""), (6, "S"), (3, "Q")):
        first, rest = divmod(start.month - 1, months)
        if start.day == 1 and not rest and end == part_end(start, months):
            return f"{start.year}-{letter}{first + 1}" if letter else str(start.year)
    return f"{start.isoformat()}/{end.isoformat()}"
