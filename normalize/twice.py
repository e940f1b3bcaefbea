"""What is printed twice of one indicator: a territory that comes back says that its rows may be of two."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set

from extract.model import Address

from .reading import Reading


def printed_twice(readings: Sequence[Reading]) -> set[tuple[Address, int]]:
    """Readings that say the same of a territory and period again, alone or with others: one of them is misplaced."""
    counts = Counter(fact for reading in readings if reading.text for fact in _facts(reading))
    return {(r.at, r.part) for r in readings if r.text and any(counts[fact] > 1 for fact in _facts(r))}


def _facts(reading: Reading) -> Iterator[tuple[object, ...]]:
    """What a reading is a figure of, territory by territory."""
    measure, group, indicator, codes, *period = reading.fact
    yield from ((measure, group, indicator, code, *period) for code in reading.codes or (codes,))


def with_territory_again(readings: Sequence[Reading]) -> set[Address]:
    """Indicators with figures of one territory above and below a row of another alone: some rows are another's.

    Rows "A 67, A 68, A 67" may be A's two and the first of the next label, which a page break has pushed.
    """
    rows: dict[Address, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for reading in readings:
        if reading.text and len(reading.codes) == 1 and reading.subject.key:
            rows[reading.subject.key][reading.codes[0]].add(reading.at.row)
    return {key for key, own in rows.items() if any(_comes_back(each, own.values()) for each in own.values())}


def _comes_back(own: Set[int], of_all: Iterable[Set[int]]) -> bool:
    """Whether some rows with figures of others stand between a territory's rows, and are none of these."""
    return any(min(own) < row < max(own) and row not in own for rows in of_all for row in rows)
