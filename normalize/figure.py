"""A text to status, number, range, comparator, unit and note: the whole of it is understood, or doubted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from schemas.vocabulary import Comparator, Status

from .knowledge import Knowledge, Marker
from .quantity import Quantity, Range, is_adjective, read_quantity, read_range
from .tokens import Line, settle, split_line

CLOSING_SIGNS = frozenset(".,;")
PUNCTUATION = frozenset(":(),;")
FOOTNOTE_CALL = 3
ADJECTIVES = 3
GLUED = re.compile(r"[^\W\d_]{3}\d")
"""A word that a number follows without a space, as in "environ39 %": the space may be lost."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What one territory's part of a cell says. `flags` are sorted, each of them once.

    `value` is set exactly where the status is `reported`, `value_low` and `value_high` where it is `range`.
    """

    status: Status
    value: float | None = None
    value_low: float | None = None
    value_high: float | None = None
    comparator: Comparator | None = None
    unit: str | None = None
    note: str | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Said:
    """What has been said beside the figure so far; `at` is the index of the token where reading goes on."""

    at: int = 0
    notes: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    comparator: Comparator | None = None

    def note(self) -> str | None:
        """The notes as one text."""
        return ", ".join(filter(None, self.notes)) or None


def read_figure(
    text: str, knowledge: Knowledge, *, wrapped: bool = False, has_dotted_thousands: bool = False
) -> Figure:
    r"""Read the part of a cell that belongs to one territory, its label taken away.

    `wrapped`: the line breaks in it were forced by the column's width, so that "6\n000" is one number without doubt.
    `has_dotted_thousands`: the document's other figures show that "1.234" is 1234.
    """
    settled = settle(text, wrapped=wrapped)
    if all(character.isspace() or character in knowledge.figures.blank_characters for character in settled):
        return Figure("blank")
    line = replace(split_line(settled, knowledge), has_dotted_thousands=has_dotted_thousands)
    before = _before(line)
    figure = _marker(line, before) or _number(line, before) or _words(line)
    has_another = "marker_with_text" in figure.flags and any(map(_is_of_digits, text.split("\n")[1:]))
    return _ambiguous({"marker_with_text"}) if has_another else figure


def _is_of_digits(line: str) -> bool:
    """Whether a line says a figure and nothing else: below a marker and its text it is another one."""
    return any(map(str.isdigit, line)) and not any(map(str.isalpha, line))


def _before(line: Line) -> _Said:
    """What stands before a figure: a date, a lead such as "tendre vers", signs, a comparator."""
    figures = line.knowledge.figures
    said = _after_date(line)
    if lead := line.match(said.at, figures.leads):
        flags = {"number_with_clause"} if lead[0] else set()
        said = replace(said, notes=(*said.notes, line.said(said.at, lead[1])), flags=said.flags | flags)
        said = replace(said, at=lead[1] + (line.key(lead[1]) == ":"))
    at = said.at
    while line.key(at) in figures.opening_signs and not line.match(at, figures.before):
        at += 1
    if at > said.at:
        said = replace(
            said, at=at, notes=(*said.notes, line.said(said.at, at)), flags=said.flags | {"number_with_clause"}
        )
    if comparator := line.match(at, figures.before):
        said = replace(said, at=comparator[1], comparator=comparator[0])
    return said


def _after_date(line: Line) -> _Said:
    """What follows a date is read, and the date is a note: "au 30 juin : 12"."""
    before_date = line.knowledge.figures.before_date
    at = 0
    while line.kind(at) == "date" or line.key(at) in before_date or line.key(at) in PUNCTUATION:
        at += 1
    if at == len(line.tokens) or not any(token.kind == "date" for token in line.tokens[:at]):
        return _Said()
    return _Said(at, (line.said(0, at),), frozenset({"number_with_clause"}))


def _marker(line: Line, before: _Said) -> Figure | None:
    found = line.match(before.at, line.knowledge.markers)
    if found is None or before.comparator:
        return None
    marker, at = found
    if _is_glued(line, at):
        return None
    end = _end(line)
    while (again := line.match(_after_signs(line, at), line.knowledge.markers)) and again[0].status == marker.status:
        at = again[1]
    if _after_signs(line, at) >= end:
        return Figure(marker.status, note=before.note(), flags=("marker_with_text",) if before.note() else ())
    if marker.alone:
        return None
    words = sum(token.kind == "word" for token in line.tokens[at:end])
    has_number = _has_number(line, at, end) and not _is_footnote_call(line, at, end)
    if (has_number and words < line.knowledge.figures.sentence_words) or _has_marker(line, at, end):
        return _ambiguous({"marker_with_text"})
    note = replace(before, notes=(*before.notes, line.said(at, end))).note()
    return Figure(marker.status, note=note, flags=("marker_with_text",))


def _is_glued(line: Line, at: int) -> bool:
    """Whether a word goes on without a blank where a marker seems to end: "n.c.p." is no "n.c."."""
    if at >= len(line.tokens):
        return False
    return line.tokens[at].kind == "word" and line.tokens[at].start == line.tokens[at - 1].end


def _number(line: Line, before: _Said) -> Figure | None:
    figures = line.knowledge.figures
    found: Range | Quantity | None = read_range(line, before.at)
    if found is None and not line.match(before.at, figures.opens):
        found = read_quantity(line, before.at)
    if found is None:
        return None
    said = replace(before, at=found.end, flags=before.flags | found.flags)
    if said.comparator is None and (after := line.match(said.at, figures.after)):
        said = replace(said, at=after[1], comparator=after[0])
    said = _after(line, said, found)
    is_bounded_range = isinstance(found, Range) and said.comparator not in {None, "~"}
    if "multiple_numbers" in said.flags or is_bounded_range:
        return _ambiguous(said.flags)
    return _figure(found, said)


def _after(line: Line, said: _Said, found: Range | Quantity) -> _Said:
    """What stands after a figure: nothing, words that belong to its unit, a clause, or another figure."""
    end = _end(line)
    if said.at >= end:
        return said
    if (_has_number(line, said.at, end) and not _is_footnote_call(line, said.at, end)) or _has_marker(
        line, said.at, end
    ):
        return replace(said, flags=said.flags | {"multiple_numbers"})
    is_note = found.unit is not None and _is_of_unit(line, said.at, end)
    clause = frozenset[str]() if is_note else frozenset({"number_with_clause"})
    return replace(said, at=end, notes=(*said.notes, line.said(said.at, end)), flags=said.flags | clause)


def _words(line: Line) -> Figure:
    """What begins with no figure: words, or a number that cannot be taken from among them."""
    tokens = line.tokens
    numbers = [at for at, token in enumerate(tokens) if token.kind == "number"]
    words = [at for at, token in enumerate(tokens) if token.kind == "word"]
    odd = [token.text for token in tokens if token.kind == "odd"]
    has_unread = any(tokens[at].number is None for at in numbers) or any(_has_two_numbers(text) for text in odd)
    if has_unread or len(numbers) + len(odd) > 1 or (numbers and numbers[0] < min(words, default=len(tokens))):
        return _ambiguous()
    is_short = len(words) < line.knowledge.figures.sentence_words
    if numbers and (is_short or numbers[0] > words[-1]):
        return Figure("text", flags=("number_with_clause",))
    if is_short and _has_marker(line, 0, len(tokens)):
        return Figure("text", flags=("marker_with_text", "number_with_clause"))
    is_lone_name = len(tokens) == 1 and tokens[0].kind == "word" and any(map(str.isdigit, line.text))
    is_glued = any(tokens[at].kind == "word" and GLUED.search(tokens[at].text) for at in words)
    return Figure("text", flags=("digits_suspect",) if odd or is_lone_name or is_glued else ())


def _has_two_numbers(odd: str) -> bool:
    """Whether two numbers are glued together by letters: "1h30"."""
    return len("".join(character if character.isdigit() else " " for character in odd).split()) > 1


def _figure(found: Range | Quantity, said: _Said) -> Figure:
    figure = Figure(
        "reported",
        comparator=said.comparator,
        unit=found.unit.unit if found.unit else None,
        note=said.note(),
        flags=tuple(sorted(said.flags)),
    )
    if isinstance(found, Range):
        return replace(figure, status="range", value_low=float(found.low), value_high=float(found.high))
    return replace(figure, value=float(found.value))


def _ambiguous(flags: Iterable[str] = ()) -> Figure:
    return Figure("ambiguous", flags=tuple(sorted({*flags, "multiple_numbers"})))


def _end(line: Line) -> int:
    """The index after the last token that is no closing sign."""
    end = len(line.tokens)
    while end and line.key(end - 1) in CLOSING_SIGNS:
        end -= 1
    return end


def _after_signs(line: Line, at: int) -> int:
    while line.key(at) in PUNCTUATION:
        at += 1
    return at


def _has_number(line: Line, start: int, end: int) -> bool:
    return any(
        token.kind in {"number", "odd"} or token.key in line.knowledge.figures.number_words
        for token in line.tokens[start:end]
    )


def _has_marker(line: Line, start: int, end: int) -> bool:
    def is_marker(found: tuple[Marker, int] | None) -> bool:
        return found is not None and not found[0].alone

    return any(is_marker(line.match(at, line.knowledge.markers)) for at in range(start, end))


def _is_footnote_call(line: Line, start: int, end: int) -> bool:
    """Whether the tokens are one digit between brackets: "12 (1)"."""
    keys = [line.key(at) for at in range(start, end)]
    return len(keys) == FOOTNOTE_CALL and keys[0] == "(" and keys[2] == ")" and keys[1].isdigit() and len(keys[1]) == 1


def _is_of_unit(line: Line, start: int, end: int) -> bool:
    figures = line.knowledge.figures
    if end - start > ADJECTIVES or line.key(start) in figures.joining or line.key(end - 1) in figures.joining:
        return False
    return all(
        line.key(at) in figures.joining or (is_adjective(line, at) and line.key(at) not in figures.doubtful_adjectives)
        for at in range(start, end)
    )
