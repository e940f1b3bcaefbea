"""Published observations against an annexe's gold rows, by the rules of the project's scorer."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """`silent`: published without review and not in the gold. `lost`: of the gold, with no row at its place."""

    gold: int
    rows: int
    value: float
    review: int
    silent: tuple[Key, ...]
    lost: tuple[Key, ...]
    missing: tuple[Key, ...]
    extra: tuple[Key, ...]


def squeeze(text: object) -> str:
    """Letters and digits only: line breaks, hyphens, accents and case do not count."""
    folded = unicodedata.normalize("NFKD", "" if text is None else str(text)).casefold()
    return re.sub(r"[^a-z0-9%€/]+", "", "".join(ch for ch in folded if not unicodedata.combining(ch)))


def number(value: object) -> str:
    return f"{value:.10g}" if isinstance(value, (int, float)) else ""


def place(row: Mapping[str, object]) -> Key:
    code = str(row["measure_code"] or "").rstrip(".")
    said = [str(row[name] or "") for name in ("territory", "period", "period_kind")]
    return (code, squeeze(row["indicator_group"]), squeeze(row["indicator"]), *said)


def meaning(row: Mapping[str, object]) -> Key:
    numbers = [number(row[name]) for name in ("value", "value_low", "value_high")]
    return (*place(row), str(row["status"]), *numbers, str(row["comparator"] or ""), squeeze(row["unit"]))


def less(left: Iterable[Key], right: Iterable[Key]) -> tuple[Key, ...]:
    """What stands in `left` more often than in `right`."""
    return tuple(sorted((Counter(left) - Counter(right)).elements()))


def score(gold: Sequence[Mapping[str, object]], published: Sequence[Mapping[str, object]]) -> Score:
    gold = [row for row in gold if row["status"] != "blank"]
    published = [row for row in published if row["status"] != "blank"]
    wanted, given = [meaning(row) for row in gold], [meaning(row) for row in published]
    missing, extra = less(wanted, given), less(given, wanted)
    hits = len(wanted) - len(missing)
    return Score(
        gold=len(gold),
        rows=len(published),
        value=2 * hits / max(1, len(wanted) + len(given)),
        review=sum(bool(row["review"]) for row in published),
        silent=less((meaning(row) for row in published if not row["review"]), wanted),
        lost=less((place(row) for row in gold), (place(row) for row in published)),
        missing=missing,
        extra=extra,
    )
