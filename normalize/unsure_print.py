"""Scanned tables: a label whose two readings differ makes every figure doubtful that it is the label of."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from extract.model import READ_TWICE, Address, Cell, Document, Mark
from schemas.vocabulary import Role

from .french import is_french
from .grid import Grid, mend
from .header import Header
from .reading import Reading
from .spelling import fold

OUTER: tuple[Role, ...] = ("section", "measure", "group", "territory")
"""What holds from where it is printed to the next of its kind."""
UNSURE = frozenset({"ocr_low_confidence"})
ENDINGS = frozenset("es")
WORD = re.compile(r"[^\W\d_]{6,}")
LONG = 9
"""Of words so long hardly two differ in their first letter alone."""
ELIDED = frozenset("dlns")
"""A letter before a word that has lost its apostrophe."""
NO_WORD = re.compile(r"œ(?![uiln])", re.IGNORECASE)
"""What no French word of a convention has: "œours" is "cours", misread."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A table as it is understood: its cells, headers and their roles."""

    grid: Grid
    headers: tuple[Header, ...]
    roles: Mapping[Address, Role]


def settle_spelling(document: Document, known: Set[str]) -> Document:
    """The document, what its two readings spell differently sure where all long words are known, else in doubt.

    Known are `known` words (folded), those that a cell or a line without such a doubt has, and French ones.
    """
    cells = [cell for table in document.tables for cell in table.cells]
    if not any("spelt_unsure" in cell.marks for cell in cells):
        return document
    sure = [cell.text for cell in cells if not cell.marks & READ_TWICE]
    sure += [line.text for line in document.lines if not line.is_unsure]
    words = known | {word for text in sure for word in _long_words(text)}
    tables = tuple(
        replace(table, cells=tuple(_settled(cell, words) for cell in table.cells)) for table in document.tables
    )
    return replace(document, tables=tables)


def _settled(cell: Cell, known: Set[str]) -> Cell:
    if "spelt_unsure" not in cell.marks:
        return cell
    words = WORD.findall(mend(cell.text))  # none where a blank too many has cut the word apart
    is_known = bool(words) and all(fold(word) in known or is_french(word) for word in words)
    doubt: frozenset[Mark] = frozenset() if is_known else frozenset({"ocr_unsure"})
    return replace(cell, marks=cell.marks - {"spelt_unsure"} | doubt)


def _long_words(text: str) -> set[str]:
    return {fold(word) for word in WORD.findall(mend(text))}


def doubt_unsure_print(readings: Sequence[Reading], printed: Printed, known: Set[str]) -> list[Reading]:
    """The readings, those flagged whose labels or headers were read in two ways, or hold a word that seems misread.

    `known`: words of labels that are known, folded.
    """
    cells = printed.grid.table.cells
    unsure = {cell.at for cell in cells if "ocr_unsure" in cell.marks} | _with_odd_words(cells, known)
    if not unsure:
        return list(readings)
    return [
        replace(r, flags=r.flags | UNSURE) if any(cell.at in unsure for cell in _labels_of(r, printed)) else r
        for r in readings
    ]


def _with_odd_words(cells: Sequence[Cell], known: Set[str] = frozenset()) -> set[Address]:
    """The cells with a word that is another word of the table but for one letter, and stands only there.

    Or a `known` one, and is none itself.

    "Tertitoires" beside "Territoires": both readings of blurred print may see the same wrong letter. A long word that
    is another one but for its first letter is odd where that one stands in more cells.
    """
    holders: dict[str, set[Address]] = defaultdict(set)
    for cell in cells:
        for word in _long_words(cell.text):
            holders[word].add(cell.at)
    odd = {cell.at for cell in cells if NO_WORD.search(cell.text)}
    words = known | holders.keys()
    for word, own in ((word, own) for word, own in holders.items() if word not in known):
        near = [other for other in words if other != word and abs(len(other) - len(word)) <= 1]
        often = [other for other in near if other in known or len(holders[other]) > len(own)]
        is_misread = any(_is_misread(word, other) and (len(own) == 1 or other in known) for other in near)
        if is_misread or any(_begins_otherwise(word, other) for other in often):
            odd |= own
    return odd


def _begins_otherwise(word: str, other: str) -> bool:
    """Whether two long words differ in their first letter alone, or one has one more, but none with an apostrophe."""
    longer, shorter = sorted((word, other), key=len, reverse=True)
    is_before = longer[1:] == shorter and longer[0] not in ELIDED
    return len(shorter) >= LONG and (is_before or (len(longer) == len(shorter) and longer[1:] == shorter[1:]))


def _is_misread(word: str, other: str) -> bool:
    """Whether two words differ in one letter that is no ending; "orientés" and "orientées" are two words."""
    added = Counter(word) - Counter(other) or Counter(other) - Counter(word)
    is_other_form = len(word) != len(other) and set(added) <= ENDINGS
    same_ends = word[:1] == other[:1] and word[-2:] == other[-2:]
    return same_ends and not is_other_form and Levenshtein.distance(word, other, score_cutoff=1) == 1


def _labels_of(reading: Reading, printed: Printed) -> Iterator[Cell]:
    """The cells that say what a reading is a figure of."""
    rows, at = printed.grid.rows, reading.at
    if reading.subject.key:
        yield rows[reading.subject.key.row][reading.subject.key.column]
    for header in printed.headers:
        if header.end_row <= at.row < header.until:
            yield from (rows[row][at.column] for row in range(header.first_row, header.end_row))
    for role in OUTER:
        if role != "group" or reading.subject.group:
            yield from _last_of(role, at.row, printed)


def _last_of(role: Role, row: int, printed: Printed) -> Iterator[Cell]:
    """The cells of a role in the nearest row, from the given one upwards, that has one with text."""
    for above in range(row, -1, -1):
        own = [cell for cell in dict.fromkeys(printed.grid.rows[above]) if printed.roles.get(cell.at) == role]
        if any(cell.text.strip() for cell in own):
            yield from own
            return
