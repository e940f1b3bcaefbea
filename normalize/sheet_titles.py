"""The titles of action sheets: "Fiche action n° 18 : Maraude mixte"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .document_words import SheetWords
from .grid import mend
from .spelling import fold

LEADER = re.compile(r"[.]{3,}|\u2026")
"""A line of a table of contents."""


@dataclass(frozen=True, slots=True)
class Titled:
    """The number and title that a text gives as the title of a sheet."""

    number: int
    title: str | None


@lru_cache(maxsize=2)
def _title_pattern(words: SheetWords) -> re.Pattern[str]:
    titles = "|".join(
        re.escape(fold(title)).replace(r"\ ", r"[\s-]*") for title in sorted(words.titles, key=len, reverse=True)
    )
    return re.compile(
        rf"(?:{titles})s?\s*(?:n\s?[\u00b0o]\s*)?(?P<number>\d{{1,3}})(?![\w.,/]\w)\s*(?P<rest>.*)", re.DOTALL
    )


def titled(text: str, words: SheetWords) -> Titled | None:
    """The number and title of a text that is the title of a sheet ("Fiche action n\u00b0 18 : Maraude mixte")."""
    plain = mend(text)
    match = _title_pattern(words).fullmatch(fold(plain))
    if match is None or LEADER.search(plain):
        return None
    rest = re.search(rf"{match['number']}\s*(?P<rest>.*)", plain)
    title = (rest["rest"] if rest else "").strip()
    if title and title[0] not in ':-\u2013\u2014\u00ab.("' and not title[0].isupper():
        return None  # a sentence: "Fiche action 18 est modifiée"
    return Titled(int(match["number"]), title.strip(' :-\u2013\u2014.\u00ab\u00bb"') or None)
