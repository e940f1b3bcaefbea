"""The document's title, its year and what it is, from its first lines and its page headers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.model import Line
from schemas.vocabulary import ConventionKind

from .claims import Claim
from .dates import date_patterns
from .grid import mend
from .knowledge import Knowledge
from .layout import Layout, phrase_pattern
from .prose import Sentence
from .spelling import fold

YEAR = re.compile(r"(?<![\d/-])20\d\d(?!\d|\s?/\s?\d|-\d)")
YEARS = re.compile(r"20\d\d\s?[-/\u2013\u2014]\s?(?:20)?\d\d(?!\d)")
DATE_IN_DIGITS = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
LONGEST_TITLE = 5
"""Lines."""


@dataclass(frozen=True, slots=True)
class Title:
    """The title in one line, its page, and whether a scan's readings differ in it."""

    text: str
    page: int | None = None
    is_unsure: bool = False

    @property
    def sentence(self) -> Sentence:
        """The title as what a fact rests on."""
        return Sentence(self.text, self.page, "", self.is_unsure)


def find_title(lines: Sequence[Line], knowledge: Knowledge) -> Title | None:
    """The first lines that name the convention, up to the next sentence; a clause that cites one is no title."""
    printed = [line for line in lines if line.role == "body"]
    body = [line.text.strip() for line in printed]
    layout = knowledge.layout
    titles = phrase_pattern(layout.convention_titles)
    for i, line in enumerate(body):
        match = titles.search(fold(" ".join(body[i : i + LONGEST_TITLE])))
        if not match or match.start() > len(fold(line)) or not _may_lead(fold(line)[: match.start()], layout):
            continue
        taken = [line]
        for following in body[i + 1 : i + LONGEST_TITLE]:
            if not _goes_on_title(" ".join(taken), following):
                break
            taken.append(following)
        own = printed[i : i + len(taken)]
        place = own[0].place
        return Title(mend("\n".join(taken)), place.page if place else None, any(each.is_unsure for each in own))
    return None


def _may_lead(before: str, layout: Layout) -> bool:
    """Whether what stands before the convention's name may begin a title: an amendment, its number and year."""
    words = "|".join(re.escape(fold(word)) for word in (*layout.amendment_words, *layout.title_leads))
    return re.fullmatch(rf"\W*(?:(?:{words})\b(?:[\w\s\u00b0'.,()/-]{{0,40}}))?\W*", before) is not None


def _goes_on_title(so_far: str, line: str) -> bool:
    if re.match(r"(?i)(?:entre|et|vu|il)\b", line) or ":" in line:
        return False
    starts = line.startswith(("(", "\u2013", "\u2014", "-")) or line[0].islower() or line.isupper()
    is_open = so_far.endswith(("\u2013", "\u2014", "-", "\u2019", "'")) or (
        so_far.rsplit(maxsplit=1)[-1].islower() and len(so_far) < 60
    )
    return starts or is_open or re.fullmatch(r"(?i)\W*(?:ann[\u00e9e]es?|exercice)\s+20\d\d\W*", line) is not None


def find_years(title: Title | None, lines: Sequence[Line], knowledge: Knowledge) -> Iterator[Claim[int]]:
    """The title's one year outside spans and dates, an amendment's own, and that of the page furniture below it."""
    if title:
        year, is_open = _year_of_title(title.text, knowledge)
        if year:
            yield Claim(year, title.sentence)
        elif not is_open:
            return
    yield from _years_of_furniture(lines, knowledge)


def _year_of_title(title: str, knowledge: Knowledge) -> tuple[int | None, bool]:
    """The year, and where there is none whether another place may say it: not where the title names several."""
    years = _years_in(title, knowledge)
    own = re.search(r"(?i)\bavenant\b(?:\s*n\s?°\s*\d+)?\D{0,30}?(20\d\d)\b", YEARS.sub(" ", title))
    if own and int(own[1]) in years:
        return int(own[1]), True
    return (years.pop(), True) if len(years) == 1 else (None, not years)


def _years_of_furniture(lines: Sequence[Line], knowledge: Knowledge) -> Iterator[Claim[int]]:
    """The years of page headers and footers that name the convention; none where one of them names several."""
    names = phrase_pattern(knowledge.layout.furniture_names)
    own = [line for line in lines if line.role == "furniture" and names.search(fold(line.text))]
    given = [(line, _years_in(line.text, knowledge)) for line in own]
    if any(len(years) > 1 for _, years in given):
        return
    for line, years in given:
        page = line.place.page if line.place else None
        yield from (Claim(year, Sentence(line.text, page, "", line.is_unsure), 1) for year in years)


def find_kind(title: Title | None, knowledge: Knowledge) -> ConventionKind | None:
    """What the document is, by the first of the words for it in its title."""
    if title is None:
        return None
    folded = fold(title.text)
    named = [
        (match.start(), -len(match[0]), entry.kind)
        for entry in knowledge.facts.kinds
        if (match := phrase_pattern(entry.words).search(folded))
    ]
    return min(named)[2] if named else None


def _years_in(text: str, knowledge: Knowledge) -> set[int]:
    """The years of a text that are no part of a span or a date."""
    rest = fold(DATE_IN_DIGITS.sub(" ", YEARS.sub(" ", text)))
    patterns = date_patterns(knowledge.layout)
    for pattern in (patterns.day_span, patterns.month_span, patterns.day):
        rest = pattern.sub(" ", rest)
    months = "|".join(patterns.months)
    rest = re.sub(rf"(?:{months})\s20\d\d", " ", rest)
    return {int(year) for year in YEAR.findall(rest)}
