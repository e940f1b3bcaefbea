"""Whose figures a cell holds: by its own labels, its row, its column, the headings above, the table, the signatory."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.model import Cell

from .columns import Column
from .grid import mend, rows_of
from .knowledge import Knowledge
from .label import label_patterns, territories_in, territory_codes, whole_label
from .reading import Codes, Melting
from .subject import Subject
from .territory import Part, split_cell

INFERRED = frozenset({"territory_inferred"})
NOTHING = frozenset[str]()
TAIL = re.compile(
    r"(?:\(|[-\u2013\u2014:]\s+|\s[-\u2013\u2014]|\b(?:pour|dans|sur)\s+)\s*([^()]+?)\s*\)?$", re.IGNORECASE
)
PlacedPart = tuple[Part, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Whose:
    """The codes that the table gives for a cell before its text is looked at, as printed, and with what doubt.

    `is_printed`: a territory is printed there, understood or not.
    """

    codes: Codes = ()
    label: str | None = None
    flags: frozenset[str] = NOTHING
    is_printed: bool = False


def parts_of(cell: Cell, columns: Sequence[Column], subject: Subject, melting: Melting) -> list[PlacedPart]:
    """The parts of a figure cell, each with the codes that it is for, and the flags that say how these are known."""
    whose = whose_of(cell, columns, subject, melting)
    if not cell.text.strip():
        return [(Part(codes, whose.label, ""), NOTHING) for codes in _blank_for(cell, whose, melting)]
    parts = split_cell(cell.text, melting.knowledge, melting.territories.known)
    if len(parts) == 1 and not parts[0].codes and (lines := _lines_by_order(cell, melting)):
        return lines
    placed = [_place(part, parts, cell, (whose, subject), melting) for part in parts]
    is_cut = any(part.codes for part in parts) and _ends_with_noun(cell.text, melting.knowledge)
    return [(part, flags | INFERRED) for part, flags in placed] if is_cut else placed


def _ends_with_noun(text: str, knowledge: Knowledge) -> bool:
    """Whether a cell's last line is a word for territories alone: of a label whose rest is not there."""
    last = text.strip().rpartition("\n")[2]
    return "\n" in text.strip() and label_patterns(knowledge).nouns.fullmatch(last.strip(" .:")) is not None


def whose_of(cell: Cell, columns: Sequence[Column], subject: Subject, melting: Melting) -> Whose:
    """What header, territory column and headings say; where two of them do not agree, with doubt."""
    found = [_of_header(columns), _of_rows(cell, melting), Whose(subject.territory, subject.territory_label)]
    found = [replace(w, is_printed=w.is_printed or bool(w.codes)) for w in found]
    told = [whose for whose in found if whose.is_printed]
    if not told:
        told = [w for w in (_of_label(subject, melting), _of_table(melting)) if w.codes][:1]
    if not told:
        return Whose()
    best = min((w for w in told if w.codes), key=lambda w: len(w.codes), default=told[0])
    agree = all(set(best.codes) <= set(whose.codes) for whose in told)
    flags = best.flags | (NOTHING if agree else INFERRED)
    if not set(best.codes) <= melting.territories.known:
        flags |= INFERRED
    return replace(best, flags=flags, is_printed=True)


def _of_table(melting: Melting) -> Whose:
    territories = melting.territories
    return Whose(territories.of_table, None, NOTHING if territories.of_table_is_sure else INFERRED)


def _of_header(columns: Sequence[Column]) -> Whose:
    """The territories that the headers over a cell name: all of them, where it covers several."""
    codes = {code for column in columns for code in column.territory}
    some_without = codes and any(not column.territory for column in columns)
    label = " ".join(dict.fromkeys(column.territory_label for column in columns if column.territory_label)) or None
    return Whose(tuple(sorted(codes)), label, INFERRED if some_without else NOTHING)


def _of_rows(cell: Cell, melting: Melting) -> Whose:
    """The territories in the territory columns over the rows that a cell covers."""
    codes: set[str] = set()
    labels: list[str] = []
    flags = NOTHING
    columns = melting.header.of_role("territory")
    for column in columns:
        for row in rows_of(cell):
            printed = melting.grid.rows[row][column.number]
            text = mend(printed.text)
            own = whole_label(text, melting.knowledge)
            if not own and "\n" in printed.text:
                each = [whole_label(line, melting.knowledge) for line in printed.text.split("\n") if line.strip()]
                own = tuple(sorted({code for line in each for code in line})) if all(each) else ()
                flags |= INFERRED
            if not own or column.is_inferred:
                flags |= INFERRED
            codes.update(own)
            labels += [text] if text and text not in labels else []
    return Whose(tuple(sorted(codes)), ", ".join(labels) or None, flags, bool(columns))


def _of_label(subject: Subject, melting: Melting) -> Whose:
    """The territory that the indicator's label, its group or measure names: "Nombre de jeunes (68)"."""
    for text in filter(None, (subject.indicator, subject.group, subject.measure, subject.section)):
        found = _named_by(text, melting.knowledge, melting.territories.known)
        if found is not None:
            return found
    return Whose()


@lru_cache(maxsize=2048)
def _named_by(text: str, knowledge: Knowledge, known: frozenset[str]) -> Whose | None:
    """Some of the known territories, that a label names; nobody's where it names all of them, null where none.

    It is sure at the label's end, in brackets or behind a dash; elsewhere it may be about something else.
    """
    tail = TAIL.search(text)
    codes = whole_label(tail[1], knowledge) if tail else ()
    if codes and set(codes) <= known:
        return Whose(codes, tail[1] if tail else None) if set(codes) < known else Whose()
    named = set(territory_codes(_names_in(text, knowledge), knowledge)) & known
    return Whose(tuple(sorted(named)), None, INFERRED) if named and named < known else None


def _may_be_of_one(text: str, comment: str | None, melting: Melting) -> bool:
    """Whether a figure of several territories that none is printed for may be one's after all.

    Its text or its comment names one, or a column that is not understood may do so.
    """
    if len(melting.territories.known) < 2:
        return False
    names = any(named.by_name for named in territories_in(text, melting.knowledge))
    return names or melting.header.has_unknown_words or any(_names_some(each, melting) for each in (text, comment))


def _names_some(text: str | None, melting: Melting) -> bool:
    """Whether a text is about some of the territories only: "Bas-Rhin uniquement", "D67 => 12"."""
    known = melting.territories.known
    if not text or len(known) < 2:
        return False
    named = set(territory_codes(_names_in(text, melting.knowledge), melting.knowledge)) & known
    glued = set(re.findall(r"(?<!\w)[A-Za-z]{1,5}\.?\s?(\d[\dAB])(?![\w,%])", text)) & known
    return bool(glued) or (bool(named) and named < known)


def _names_in(text: str, knowledge: Knowledge) -> str:
    """The names of territories in a text, and the codes behind a word for them."""
    nouns = label_patterns(knowledge).nouns.pattern
    codes = re.findall(rf"(?:{nouns}|\b(?:le|du|au|dans|pour|sur))\s+(\d[\dAB]|97\d|69[DM])(?!\w)", text, re.IGNORECASE)
    names = [named.territory.name for named in territories_in(text, knowledge) if named.by_name]
    return " ; ".join([*names, *codes])


def _lines_by_order(cell: Cell, melting: Melting) -> list[PlacedPart]:
    """A territory cell of several lines beside a figure cell of as many: matched line by line, and said."""
    for column in melting.header.of_role("territory"):
        printed = melting.grid.rows[cell.at.row][column.number]
        lines = [line.strip() for line in printed.text.split("\n") if line.strip()]
        codes = [whole_label(line, melting.knowledge) for line in lines]
        texts = cell.text.split("\n")
        if (
            len(lines) > 1
            and all(codes)
            and len(texts) == len(lines)
            and not whole_label(mend(printed.text), melting.knowledge)
        ):
            rows = zip(codes, lines, texts, strict=True)
            flag = frozenset({"rows_matched_by_order"})
            return [(Part(own, label, text.strip()), flag) for own, label, text in rows]
    return []


def _place(
    part: Part, parts: tuple[Part, ...], cell: Cell, told: tuple[Whose, Subject], melting: Melting
) -> PlacedPart:
    territories = melting.territories
    whose, subject = told
    doubt = INFERRED if part.is_doubtful else NOTHING
    if part.codes:
        own = set(part.codes)
        odd = not own <= territories.known or (whose.is_printed and not own <= set(whose.codes))
        return part, INFERRED if odd else doubt
    if whose.is_printed:
        shared = any(other.codes for other in parts)
        return replace(part, codes=whose.codes, label=whose.label), whose.flags | doubt | (
            INFERRED if shared else NOTHING
        )
    if not territories.printed:
        is_told = len(parts) == 1 and not _may_be_of_one(part.text, subject.comment, melting)
        return replace(part, codes=territories.of_signatory), doubt if is_told else INFERRED
    labelled = {code for other in parts for code in other.codes}
    rest = territories.known - labelled
    codes = _named_beside(cell, melting) if not labelled else tuple(rest) if len(rest) == 1 else ()
    return replace(part, codes=codes), INFERRED


def _named_beside(cell: Cell, melting: Melting) -> Codes:
    """The codes that the other figure cells of a cell's rows name."""
    texts = {
        melting.grid.rows[row][column.number].text
        for row in rows_of(cell)
        for column in melting.header.periods
        if melting.grid.rows[row][column.number].at != cell.at
    }
    known = melting.territories.known
    parts = (part for text in texts for part in split_cell(text, melting.knowledge, known))
    return tuple(sorted({code for part in parts for code in part.codes}))


def _blank_for(cell: Cell, whose: Whose, melting: Melting) -> list[Codes]:
    """For whom an empty cell is blank: each territory that its rows name, or the signatory's where none is printed."""
    if whose.codes:
        return [(code,) for code in whose.codes]
    if whose.is_printed:
        return [()]
    if not melting.territories.printed:
        return [melting.territories.of_signatory]
    return [(code,) for code in _named_beside(cell, melting)] or [()]
