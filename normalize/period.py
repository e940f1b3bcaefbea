"""A column's header to its periods: kind, name and bounds."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from schemas.vocabulary import PeriodKind

from .layout import Layout, first_phrase, phrase_pattern
from .spelling import fold

CENTURY = 2000
YEAR = re.compile(r"(?<![\d/.-])(?:19|20)\d\d(?![\d/]|\s?[-/]\s?(?:19|20)?\d\d(?!\d))")
TWO_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-/]\s?((?:19|20)?\d\d)(?!\d|[/.-]\d)")


@dataclass(frozen=True, slots=True)
class Period:
    """A period as published: its name, kind, bounds (both days included), and what is doubtful about it.

    `kind_inferred`: no word said the kind. `bounds_inconsistent`: the printed bounds are not those of the printed name.
    """

    name: str
    kind: PeriodKind
    start: date
    end: date
    kind_inferred: bool = False
    bounds_inconsistent: bool = False


@dataclass(frozen=True, slots=True)
class Periods:
    """A header's period, and another one for the measures that a clause names (folded words of their label)."""

    usual: Period
    exception: Period | None = None
    excepted: str | None = None

    def of_measure(self, measure: str | None) -> Period:
        """The period that holds for a measure with this label."""
        if self.exception is None or self.excepted is None or measure is None:
            return self.usual
        return self.exception if names_measure(self.excepted, measure) else self.usual


def names_measure(words: str, measure: str) -> bool:
    """Whether all longer words of a clause stand in a measure's label, in singular or plural."""
    label = {word.rstrip("sx") for word in re.findall(r"\w+", fold(measure))}
    wanted = [word.rstrip("sx") for word in re.findall(r"\w{4,}", words)]
    return bool(wanted) and all(word in label for word in wanted)


def read_periods(header: str, layout: Layout) -> Periods | None:
    """The periods that a header names; none where it names no date or year, or one that cannot be told."""
    text = fold(header)
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
    said = first_phrase(text, [(words.kind, words.phrases) for words in layout.kinds])
    kind: PeriodKind = said or "result"  # type: ignore[assignment]
    named = _named_part(text, layout)
    span = _printed_span(text, layout)
    single = _single_date(text, layout) if span is None else None
    years = sorted({int(year) for year in YEAR.findall(text)})
    found: Period | None = None
    if (bounds := span or named or (single and (single, single))) and _other_years(years, bounds, span is not None):
        return None
    if named:
        bounds = span or named
        found = Period(_name(*named), kind, *bounds, bounds_inconsistent=bounds != named)
    elif span:
        odd = bool(years) and not any(span[0].year <= year <= span[1].year for year in years)
        found = Period(_name(*span), kind, *span, bounds_inconsistent=odd)
    elif single:
        found = _at_day(single, kind)
    elif len(years) == 1 and not TWO_YEARS.search(text):
        found = Period(str(years[0]), kind, date(years[0], 1, 1), date(years[0], 12, 31))
    return replace(found, kind_inferred=said is None) if found else None


def _other_years(years: list[int], bounds: tuple[date, date], is_span: bool) -> bool:
    """Whether the header names a year that a semester or a single day in it does not touch: then it is of two periods."""
    return not is_span and any(not bounds[0].year <= year <= bounds[1].year for year in years)


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
        if start.day == 1 and not rest and end == _part_end(start, months):
            return f"{start.year}-{letter}{first + 1}" if letter else str(start.year)
    return f"{start.isoformat()}/{end.isoformat()}"


def _part_end(start: date, months: int) -> date:
    month = start.month + months - 1
    if month > 12:
        return start - timedelta(days=1)
    return date(start.year, month, calendar.monthrange(start.year, month)[1])


@lru_cache(maxsize=4)
def _date_pattern(layout: Layout) -> str:
    names = "|".join(sorted((fold(n) for m in layout.months for n in m.names), key=len, reverse=True))
    return rf"(?:(\d{{1,2}})(?:er)?\s?(?:[/.-]\s?(\d{{1,2}})(?:\s?[/.-]\s?(\d{{4}}|\d{{2}}))?|\s({names})\.?(?:\s(\d{{4}}))?)(?!\d))"


def _printed_span(text: str, layout: Layout) -> tuple[date, date] | None:
    day = _date_pattern(layout)
    match = re.search(rf"(?<!\d){day}\s?(?:au|a|-|jusqu'au)\s?{day}", text)
    if not match:
        return None
    end = _date(match.groups()[5:], layout, None)
    start = _date(match.groups()[:5], layout, end)
    return (start, end) if start and end and start <= end else None


def _single_date(text: str, layout: Layout) -> date | None:
    """The one date of a header; a year that stands elsewhere in it completes a day without one."""
    days = [m.groups() for m in re.finditer(rf"(?<!\d){_date_pattern(layout)}", text)]
    years = {int(year) for year in YEAR.findall(text)}
    hint = date(min(years), 12, 31) if len(years) == 1 else None
    found = {day for groups in days if (day := _date(groups, layout, hint))}
    return found.pop() if len(found) == 1 else None


def _date(groups: tuple[str | None, ...], layout: Layout, later: date | None) -> date | None:
    """The day of a match; a missing year is that of `later`, or the one before where the day would follow it."""
    day, month_number, short_year, month_name, long_year = groups
    months = {fold(name): month.number for month in layout.months for name in month.names}
    month = int(month_number) if month_number else months[month_name or ""]
    written = long_year or short_year
    if written is None and later is None:
        return None
    year = int(written) + (CENTURY if int(written) < 100 else 0) if written else later.year  # type: ignore[union-attr]
    if not written and later and (month, int(day or 0)) > (later.month, later.day):
        year -= 1
    try:
        return date(year, month, int(day or 0))
    except ValueError:
        return None


def _named_part(text: str, layout: Layout) -> tuple[date, date] | None:
    """The bounds of a semester or quarter that the header names, with its year."""
    for part in layout.parts:
        ordinals = {fold(word): o.number for o in layout.ordinals for word in o.words if o.number * part.months <= 12}
        numbers = "|".join(sorted(map(re.escape, ordinals), key=len, reverse=True))
        words = "|".join(fold(word) for word in part.words)
        letters = "|".join(w for p in layout.part_letters if p.letter == part.letter for w in p.written)
        for pattern in (
            rf"(?<!\w)(?P<n>{numbers})\s?(?:{words})\s?(?:de |d'|en )?(?:l'annee )?(?P<y>20\d\d)",
            rf"(?P<y>20\d\d)\s?[-(,:]?\s?(?P<n>{numbers})\s?(?:{words})",
            rf"(?<!\w)(?:{letters})(?P<n>[1-4])\s?[-/]?\s?(?P<y>20\d\d)",
            rf"(?P<y>20\d\d)\s?[-/(]?\s?(?:{letters})(?P<n>[1-4])(?!\w)",
        ):
            if (match := re.search(pattern, text)) and match["n"] in ordinals:
                start = date(int(match["y"]), (ordinals[match["n"]] - 1) * part.months + 1, 1)
                return start, _part_end(start, part.months)
    return None
