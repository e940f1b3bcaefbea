"""The grammar of a French number: the whole text is one number, or it is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

DIGITS_KEPT = 15
"""Up to this many digits a float64 gives back every decimal number exactly as printed (IEEE 754)."""

BREAK = "\n"
GAP = "\t"
"""In settled text (`tokens.settle`), a line break and a space wider than one; a single space is a space."""

_COMMA = re.compile(r"(?P<head>[0-9]+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,(?P<decimals>[0-9]+))?")
_POINT = re.compile(r"(?P<head>[0-9]+|[0-9]{1,3}(?: [0-9]{3})+)\.(?P<decimals>[0-9]+)")
_ONE_GROUP = re.compile(r"(?!0)[0-9]{1,3}[.,][0-9]{3}")
_THREE_DECIMALS = re.compile(r"(?!0\.)[0-9]+\.[0-9]{3}")
_DAY_AND_MONTH = re.compile(r"(?:0[1-9]|[12][0-9]|3[01])\.(?:0[1-9]|1[0-2])")
_LEADING_ZERO = re.compile(r"0[0-9 .\n\t]*[0-9]")


@dataclass(frozen=True, slots=True)
class Number:
    """A number without its sign; `is_suspect` where the same digits can be another number, or two."""

    value: Decimal
    is_suspect: bool


def read_number(printed: str) -> Number | None:
    """The number that the settled text is: thousands by space or dot, decimals by comma, or by a dot where it is sure.

    "1.234" is 1234 and suspect (a decimal dot?), "1,234" is 1.234 and suspect (a lost figure?), "12 34" is none.
    """
    line = printed.replace(BREAK, " ").replace(GAP, " ")
    match = _COMMA.fullmatch(line)
    if match is None or _is_dotted_zero(match["head"]):
        match = _POINT.fullmatch(line)
        if match is None or (" " in match["head"] and len(match["decimals"]) == 3):
            return None
    head = match["head"].replace(" ", "").replace(".", "")
    decimals = match["decimals"] or ""
    if len((head + decimals).lstrip("0")) > DIGITS_KEPT:
        return None
    return Number(Decimal(f"{head}.{decimals}" if decimals else head), _is_suspect(printed, line, match["head"]))


def _is_dotted_zero(head: str) -> bool:
    """Whether the dot is a decimal dot because nothing before it is thousands: "0.123"."""
    return head.startswith("0.")


def _is_suspect(printed: str, line: str, head: str) -> bool:
    return (
        BREAK in printed
        or GAP in printed
        or _LEADING_ZERO.fullmatch(head) is not None
        or any(shape.fullmatch(line) for shape in (_ONE_GROUP, _THREE_DECIMALS, _DAY_AND_MONTH))
    )
