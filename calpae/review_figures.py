"""A published figure, its period and its place in French words, for the review pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schemas.vocabulary import FLAGS_FOR_REVIEW

from .review_words import COMPARATORS, NO_TERRITORY, STATUSES

Row = Mapping[str, Any]

NARROW = "\N{NARROW NO-BREAK SPACE}"
SIGNS = ("%", "€")
"""Units that are signs; all others are nouns in the singular."""


def figure_in_french(row: Row) -> str:
    """What was understood of a figure: a number with its unit, or the words of its status."""
    if row["status"] == "reported":
        comparator = f"{COMPARATORS[row['comparator']]}{NARROW}" if row["comparator"] else ""
        return f"{comparator}{number_in_french(row['value'])}{_unit(row)}"
    if row["status"] == "range":
        return f"{number_in_french(row['value_low'])} à {number_in_french(row['value_high'])}{_unit(row)}"
    return STATUSES[row["status"]][1]


def number_in_french(value: float) -> str:
    """Digits in threes, a decimal comma, and no digit that the number does not have."""
    text = f"{value:,.12g}" if abs(value) < 1e12 else f"{value:,.0f}"
    return text.replace(",", NARROW).replace(".", ",").replace("-", "−")


def _unit(row: Row) -> str:
    unit = row["unit"]
    if not unit:
        return ""
    return f"{NARROW}{unit}" if unit in SIGNS else f" {unit}(s)"


def period_in_french(period: str) -> str:
    """A period of the dataset in words."""
    if "/" in period:
        first, last = period.split("/")
        return f"du {_day(first)} au {_day(last)}"
    match period.split("-"):
        case [year, half] if half.startswith("S"):
            return f"{'1er' if half == 'S1' else '2e'} semestre {year}"
        case [year, quarter] if quarter.startswith("Q"):
            return f"{'1er' if quarter == 'Q1' else quarter[1] + 'e'} trimestre {year}"
        case [_, _, _]:
            return f"au {_day(period)}"
    return period


def _day(day: str) -> str:
    year, month, number = day.split("-")
    return f"{number}/{month}/{year}"


def doubts(row: Row) -> tuple[str, ...]:
    """Why a row is for review: those of its flags that say so, and that it has no territory."""
    alone = (NO_TERRITORY,) if row["review"] and not row["territory"] else ()
    return (*(flag for flag in row["flags"] if flag in FLAGS_FOR_REVIEW), *alone)


def remarks(row: Row) -> tuple[str, ...]:
    """What else is said of a row: the flags that do not put it up for review."""
    return tuple(flag for flag in row["flags"] if flag not in FLAGS_FOR_REVIEW)


def measure_of(row: Row) -> str:
    """Number and label of a figure's measure; empty where none is printed."""
    return " ".join(" ".join(str(row[name]) for name in ("measure_code", "measure") if row[name]).split())


def territory_of(row: Row) -> str:
    """Name and code of a figure's territory; a dash where none is known."""
    if not row["territory"]:
        return "territoire non imprimé"
    return f"{row['territory_name']} ({row['territory']})" if row["territory_name"] else str(row["territory"])


def anchor_of(row: Row) -> str:
    """The id of a figure on its page: where it is printed."""
    return f"r-{row['table']}-{row['row']}-{row['column']}-{row['part']}"
