"""Whether a dot parts thousands in a document: one figure alone ("1.234") cannot tell, all of them together can."""

from __future__ import annotations

import re
from collections.abc import Iterable

NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![.,]?\w)")
DOTTED = re.compile(r"(?!0)\d{1,3}(?:\.\d{3})+(?:,\d+)?")
ONE_GROUP = re.compile(r"(?!0)\d{1,3}\.\d{3}")
DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
FEWEST = 5
"""So many different numbers with one dot and three digits after it, and none with others, are no decimals."""


def has_dotted_thousands(texts: Iterable[str]) -> bool:
    """Whether a dot before three digits parts thousands for sure in these figures.

    No dot stands before fewer digits or more, and decimals have a comma, or so many numbers are alike.
    """
    numbers = {number for text in texts for number in NUMBER.findall(text)}
    dotted = {number for number in numbers if "." in number}
    if not all(DOTTED.fullmatch(number) for number in dotted):
        return False
    says_so = any(not ONE_GROUP.fullmatch(number) for number in dotted)
    has_comma = any(DECIMAL_COMMA.fullmatch(number) for number in numbers)
    return says_so or has_comma or len(dotted) >= FEWEST
