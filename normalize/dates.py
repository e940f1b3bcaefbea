"""The dates, spans, parts of a year and years that a header's folded text names, each taken out of it."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from .layout import Layout, broken
from .spelling import fold

CENTURY = 2000
MONTHS_OF_YEAR = 12
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
BETWEEN = re.compile(r"(?<!\w)entre (?:le )?(.{3,30}?) et (?:le )?")
JOINT = r"\s?(?:jusqu'au|au|a|-|->|et le)\s?"
Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Dates:
    """What a text names: a span of days, a part of a year (number of months, which one), single days, years.

    `rest` is the text without them. `is_clear`: every date that is written could be read.
    """

    span: Span | None
    part: tuple[int, int] | None
    days: tuple[date, ...]
    years: tuple[int, ...]
    rest: str
    is_clear: bool


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns of dates in folded text, from the names of months and parts of a year."""

    months: dict[str, int]
    broken: re.Pattern[str]
    day_span: re.Pattern[str]
    month_span: re.Pattern[str]
    day: re.Pattern[str]
    month_end: re.Pattern[str]
    parts: tuple[tuple[int, dict[str, int], re.Pattern[str]], ...]
    unread: re.Pattern[str]


@lru_cache(maxsize=4)
def date_patterns(layout: Layout) -> Patterns:
    """The patterns, made once."""
    months = {fold(name): month.number for month in layout.months for name in month.names}
    name = "|".join(sorted(months, key=len, reverse=True))
    numeric = r"[/.-]\s?(\d{1,2})(?:\s?[/.-]\s?(\d{4}|\d{2}))?"
    day = rf"(\d{{1,2}})(?:\s?er)?\s?(?:{numeric}|({name})\.?(?:\s(\d{{4}}))?)(?![\d\w])"
    month = rf"({name})\.?(?:\s(\d{{4}}))?"
    parts = []
    for part in layout.parts:
        ordinals = {fold(w): o.number for o in layout.ordinals for w in o.words if o.number * part.months <= 12}
        number = "|".join(sorted(map(re.escape, ordinals), key=len, reverse=True))
        words = "|".join(rf"{re.escape(fold(word))}s?\.?" for word in part.words)
        letter = "|".join(w for p in layout.part_letters if p.letter == part.letter for w in p.written)
        pattern = (
            rf"(?<!\w)(?:(?P<a>{number})\s?(?:{words})|(?:{words})\s(?:n\s?°\s?)?(?P<b>{number})|(?:{letter})(?P<c>[1-4])"
            rf"|(?P<d>[1-4])(?:{letter}))(?![\w])"
        )
        parts.append((part.months, ordinals, re.compile(pattern)))
    part_words = "|".join(rf"{re.escape(fold(word))}s?" for part in layout.parts for word in part.words)
    names = [*months, *(fold(word) for part in layout.parts for word in part.words)]
    return Patterns(
        months,
        re.compile(rf"(?<!\w)(?:{'|'.join(broken(each) for each in names)})(?=s?(?!\w))"),
        re.compile(rf"(?<!\d){day}{JOINT}{day}"),
        re.compile(rf"(?<![\w]){month}{JOINT}(?:fin )?{month}(?!\w)"),
        re.compile(rf"(?<!\d){day}"),
        re.compile(rf"(?<!\w)fin (?:de |d'|du mois de )?{month}(?!\w)"),
        tuple(parts),
        re.compile(rf"(?<!\w)(?:{name}|{part_words})(?!\w)"),
    )


def take_dates(text: str, layout: Layout) -> Dates:
    """The dates of a folded text, longest forms first."""
    patterns = date_patterns(layout)
    text = patterns.broken.sub(lambda match: match[0].replace("-", ""), text)
    text = BETWEEN.sub(r"du \1 au ", text)
    is_clear = True
    span: Span | None = None
    for pattern, read in ((patterns.day_span, _day_span), (patterns.month_span, _month_span)):
        if span is None and (match := pattern.search(text)):
            hint = _only_year(YEAR.findall(_without(text, match)))
            span = read(match, patterns, hint)
            text, is_clear = _without(text, match), is_clear and span is not None
    part, text = _take_part(text, patterns)
    found: set[date] = set()
    for pattern, last in ((patterns.month_end, True), (patterns.day, False)):
        while match := pattern.search(text):
            rest = _without(text, match)
            hint = _only_year(YEAR.findall(rest))
            day = _month_end(match, patterns, hint) if last else _single_day(match, patterns, hint)
            found, is_clear, text = found | ({day} if day else set()), is_clear and day is not None, rest
    years = tuple(sorted({int(year) for year in YEAR.findall(text)}))
    rest = YEAR.sub(" ", text)
    is_clear = is_clear and not patterns.unread.search(rest)
    return Dates(span, part, tuple(sorted(found)), years, rest, is_clear)


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"


def _only_year(years: list[str]) -> int | None:
    return int(years[0]) if len(set(years)) == 1 else None


def _take_part(text: str, patterns: Patterns) -> tuple[tuple[int, int] | None, str]:
    for months, ordinals, pattern in patterns.parts:
        if match := pattern.search(text):
            number = next(group for group in match.group("a", "b", "c", "d") if group)
            if number in ordinals:
                return (months, ordinals[number]), _without(text, match)
    return None, text


def part_bounds(months: int, number: int, year: int) -> Span:
    """The first and last day of the n-th part of a year, whose parts have so many months."""
    start = date(year, (number - 1) * months + 1, 1)
    return start, part_end(start, months)


def part_end(start: date, months: int) -> date:
    """The last day of so many months from a first of a month on."""
    month = start.month + months - 1
    if month > MONTHS_OF_YEAR:
        return start - timedelta(days=1)
    return _last_day(start.year, month)


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _day_span(match: re.Match[str], patterns: Patterns, hint: int | None) -> Span | None:
    end = _day(match.groups()[5:], patterns, hint)
    start = _day(match.groups()[:5], patterns, end.year if end else None, end)
    return (start, end) if start and end and start <= end else None


def _month_span(match: re.Match[str], patterns: Patterns, hint: int | None) -> Span | None:
    first, first_year, last, last_year = match.groups()
    end_year = int(last_year) if last_year else hint
    if end_year is None:
        return None
    begin, finish = patterns.months[first], patterns.months[last]
    start_year = int(first_year) if first_year else end_year - (begin > finish)
    start, end = date(start_year, begin, 1), _last_day(end_year, finish)
    return (start, end) if start <= end else None


def _month_end(match: re.Match[str], patterns: Patterns, hint: int | None) -> date | None:
    year = int(match[2]) if match[2] else hint
    return _last_day(year, patterns.months[match[1]]) if year else None


def _single_day(match: re.Match[str], patterns: Patterns, hint: int | None) -> date | None:
    has_year = match[3] or match[5]
    if not has_year and re.search(r"\d\s?[.-]\s?\d", match[0]):
        return None  # "2.1", "12-15": no date where nothing says so
    return _day(match.groups(), patterns, hint)


def _day(
    groups: tuple[str | None, ...], patterns: Patterns, hint: int | None, later: date | None = None
) -> date | None:
    """The day of a match; a missing year is the hint, or the one before where the day would follow `later`."""
    day, month_number, short_year, month_name, long_year = groups
    month = int(month_number) if month_number else patterns.months[month_name or ""]
    written = long_year or short_year
    if written is None and hint is None:
        return None
    year = int(written) + (CENTURY if int(written) < 100 else 0) if written else hint
    if not written and later and (month, int(day or 0)) > (later.month, later.day):
        year = later.year - 1
    try:
        return date(year or 0, month, int(day or 0))
    except ValueError:
        return None
