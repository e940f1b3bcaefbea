"""Days written in full in a sentence: day, month and year, all three printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from .dates import date_patterns
from .layout import Layout


@dataclass(frozen=True, slots=True)
class Day:
    """A day and where it stands in the folded text."""

    date: date
    start: int
    end: int


@lru_cache(maxsize=4)
def day_pattern(layout: Layout) -> re.Pattern[str]:
    """A day as "1er juillet 2022" or "01/07/2022" in folded text."""
    months = "|".join(sorted(date_patterns(layout).months, key=len, reverse=True))
    return re.compile(
        rf"(?<![\w/.-])(?P<day>\d{{1,2}})\s?(?:er)?(?:\s?(?P<name>{months})\.?\s?|(?P<sign>[/.-])(?P<month>\d{{1,2}})(?P=sign))"
        r"(?P<year>(?:19|20)\d\d)(?![\d/-])"
    )


def days_in(folded: str, layout: Layout) -> list[Day]:
    """The days of a folded text, in their order; one that no calendar has is left out."""
    found = []
    for match in day_pattern(layout).finditer(folded):
        month = int(match["month"]) if match["month"] else date_patterns(layout).months[match["name"]]
        try:
            found.append(Day(date(int(match["year"]), month, int(match["day"])), match.start(), match.end()))
        except ValueError:
            continue
    return found
