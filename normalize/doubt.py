"""Evidence to flags: what in the table itself speaks against a reading, and how sure a row is."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.model import Address, Cell, Notice
from schemas.vocabulary import FLAGS_FOR_REVIEW

from .grid import Grid
from .heading import role_by_word
from .layout import Layout, phrase_pattern
from .reading import Codes, Reading
from .spelling import fold
from .twice import printed_twice, with_territory_again

LAST_WORD = re.compile(r"([^\W\d_]+)['’]?$")
SURE, SAID, DOUBTFUL = 1.0, 0.9, 0.5
"""Confidence without a flag, with flags that are only said, with one that sets review."""


OF_MARKS = {
    "joined_over_page": "joined_over_page",
    "tracked_change": "tracked_change",
    "irregular": "row_shift_repaired",
    "unsure_text": "digits_suspect",
    "readers_disagree": "readers_disagree",
    "layer_disagrees": "ocr_low_confidence",
    "ocr_unsure": "ocr_low_confidence",
    "imagined": "row_shift_repaired",
    "unstable": "row_shift_repaired",
    "shifted": "row_shift_repaired",
    "by_order": "rows_matched_by_order",
}
"""What a reader noticed about a figure's cell, as the flag that it sets."""


def flags_of_marks(cell: Cell) -> frozenset[str]:
    """The flags that the reader's marks on a figure's cell set."""
    return frozenset(OF_MARKS[mark] for mark in cell.marks if mark in OF_MARKS)


def confidence_of(flags: Iterable[str], of_cell: float) -> float:
    """0 to 1: the reader's own confidence in the cell, lowered by what the flags say."""
    flags = tuple(flags)
    doubtful = any(flag in FLAGS_FOR_REVIEW for flag in flags)
    return of_cell * (DOUBTFUL if doubtful else SAID if flags else SURE)


def add_doubts(readings: list[Reading], grid: Grid, layout: Layout) -> tuple[list[Reading], list[Notice]]:
    """The readings of a table with the flags that only the whole of it can give, and what was noticed.

    No figure is changed.
    """
    wrong = _carried_wrongly(readings)
    doubtful = wrong | _beside_unsure_breaks(readings, grid, layout, has_wrong=bool(wrong))
    doubtful |= _cut_labels(readings, layout) | _under_lost_headings(readings, layout)
    doubtful |= {key for key in with_territory_again(readings) if not _goes_on(grid.rows[key.row][key.column])}
    twice = printed_twice(readings)
    flagged = [
        replace(r, flags=r.flags | {"rows_matched_by_order"})
        if r.text and (r.subject.key in doubtful or (r.at, r.part) in twice)
        else r
        for r in readings
    ]
    return flagged, _absent_territories(readings)


def doubt_contradictions(tables: Sequence[list[Reading]]) -> list[list[Reading]]:
    """The readings of all tables; what one says and another says otherwise is in doubt in both."""
    said: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for readings in tables:
        for reading in readings:
            if reading.text:
                said[reading.fact].add("".join(reading.text.split()))
    return [
        [
            replace(r, flags=r.flags | {"rows_matched_by_order"}) if r.text and len(said[r.fact]) > 1 else r
            for r in readings
        ]
        for readings in tables
    ]


Key = Address | None


def _by_indicator(readings: list[Reading]) -> dict[Key, list[Reading]]:
    groups: dict[Key, list[Reading]] = defaultdict(list)
    for reading in readings:
        groups[reading.subject.key].append(reading)
    return groups


def _named(readings: Iterable[Reading]) -> frozenset[str]:
    return frozenset(code for r in readings for code in r.codes if r.text)


def _carried_wrongly(readings: list[Reading]) -> set[Key]:
    """Indicators whose further rows print no label and may belong to another one.

    A row without label is its neighbour's above if it adds territories which that one lacks, and no indicator before
    it in the measure lacks them too: rows "A 68, B 68, (none) 67, (none) 67" would give A's figures to B.
    """
    wrong: set[Key] = set()
    by_measure: dict[tuple[str | None, ...], list[Reading]] = defaultdict(list)
    for reading in readings:
        by_measure[reading.subject.of].append(reading)
    for members in by_measure.values():
        seen: list[frozenset[str]] = []
        for key, own in _by_indicator(members).items():
            carried = [r for r in own if r.subject.is_carried and r.text]
            if carried:
                added, before = _named(carried), _named(r for r in own if not r.subject.is_carried)
                lacking = any(not added <= earlier for earlier in seen)
                if not added or added & before or lacking:
                    wrong.add(key)
            seen.append(_named(own))
    return wrong


def _beside_unsure_breaks(readings: list[Reading], grid: Grid, layout: Layout, has_wrong: bool) -> set[Key]:
    """Indicators at a page break where the print does not show whether their label goes on there.

    The break is sure after all if the label's own words go on there; if the same label holds rows of different
    territories on both sides, as all rows without label do (none `has_wrong` ones); if the second label begins as one;
    or if both neighbours are whole: they have figures for the same territories. A row that was put together over the
    break may be two, and its label that of the second.
    """
    rows: dict[int, list[Reading]] = defaultdict(list)
    for reading in readings:
        if "break_unsure" in reading.cell.marks:
            rows[reading.at.row].append(reading)
    groups = _by_indicator(readings)
    starts = phrase_pattern(layout.indicator_starts)
    unsure: set[Key] = set()
    for row in sorted(rows):
        if row + 1 not in rows:
            unsure |= {reading.subject.key for reading in rows[row] if row - 1 not in rows}
            continue
        above, below = rows[row][0].subject.key, rows[row + 1][0].subject.key
        if above == below:
            before = _named(reading for reading in groups[above] if reading.at.row <= row)
            after = _named(rows[row + 1])
            sure = bool(before and after) and not before & after and not has_wrong
            sure |= above is not None and _goes_on(grid.rows[above.row][above.column])
        else:
            label = rows[row + 1][0].subject.indicator
            begins = label[:1].isupper() and starts.match(fold(label)) is not None
            sure = begins or _is_whole(groups[above], groups[below])
        if not sure:
            unsure |= {above, below}
    return unsure


def _goes_on(label: Cell) -> bool:
    """Whether a label's own words show that it goes on over a page break."""
    return "joined_over_page" in label.marks and "break_unsure" not in label.marks


def _is_whole(above: list[Reading], below: list[Reading]) -> bool:
    """Whether two indicators have figures, and for the same territories."""
    return any(r.text for r in above) and any(r.text for r in below) and _named(above) == _named(below)


def _cut_labels(readings: list[Reading], layout: Layout) -> set[Key]:
    """Neighbours of which the first ends as no label does ("prescrites par") or the second begins as none does.

    They may be one label that a page break has cut. What is cut from the last one may stand outside the table.
    """
    cut: set[Key] = set()
    keys = list(_by_indicator(readings).items())
    pieces = phrase_pattern(layout.piece_starts)
    ends = {fold(word) for word in layout.open_ends}
    for key, own in keys[-1:]:
        cut |= {key} if _ends_open(own[0].subject.indicator, ends) else set()
    for (above, first), (below, second) in itertools.pairwise(keys):
        label, following = first[0].subject.indicator, second[0].subject.indicator
        begins_low = following[:1].islower() and not pieces.match(fold(following))
        if _ends_open(label, ends) or (begins_low and label[-1:].isalpha()):
            cut |= {above, below}
    return cut


def _ends_open(label: str, ends: set[str]) -> bool:
    """Whether a label ends with a word that ends none, or in a bracket."""
    if label.count("(") > label.count(")"):
        return True
    last = LAST_WORD.search(label)
    return last is not None and last[1].islower() and fold(last[1]) in ends


def _under_lost_headings(readings: list[Reading], layout: Layout) -> set[Key]:
    """Indicators named like a heading ("Action n° 3 : ..."), as few others are, and those that follow in the measure.

    The heading's row may have been taken for a part of the indicator's, and all that follows would be of its measure.
    """
    groups = [(key, own[0].subject) for key, own in _by_indicator(readings).items()]
    named = {key for key, subject in groups if role_by_word(subject.indicator, layout)}
    if len(named) * 2 > len(groups):
        return set()
    lost: set[Key] = set()
    for _, of_measure in itertools.groupby(groups, lambda group: group[1].of):
        lost |= {key for key, _ in itertools.dropwhile(lambda group: group[0] not in named, of_measure)}
    return lost


def _absent_territories(readings: list[Reading]) -> list[Notice]:
    """Indicators printed for some of the territories that most others have."""
    groups = {key: own for key, own in _by_indicator(readings).items() if _named(own)}
    counts: Counter[Codes] = Counter(tuple(sorted(_named(own))) for own in groups.values())
    if not counts:
        return []
    usual, times = counts.most_common(1)[0]
    if times * 2 <= len(groups):
        return []
    notices = []
    for own in groups.values():
        if absent := set(usual) - _named(own):
            first = own[0]
            codes = ", ".join(sorted(absent))
            message = f"printed for {', '.join(sorted(_named(own)))} and not for {codes}: {first.subject.indicator}"
            page = first.place.page if first.place else None
            notices.append(Notice("info", "territory_absent", message, page, first.at))
    return notices
