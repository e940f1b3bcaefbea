"""The text of one figure as words, numbers, dates and signs, each with its place in the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from .knowledge import Knowledge
from .number import BREAK, GAP, Number, read_number
from .spelling import fold, join_folded, visible

T = TypeVar("T")
TokenKind = Literal["number", "date", "word", "odd", "sign"]
LONGEST_PHRASE = 8
YEAR = re.compile(r"(?:19|20)[0-9]{2}")

_SPACES = re.compile(r"\s+")
_NUMERIC_DATE = re.compile(r"(?P<day>[0-9]{1,2})(?P<by>[/.-])(?P<month>[0-9]{1,2})(?P=by)(?:19|20)[0-9]{2}(?![0-9])")
_WORDED_DATE = re.compile(
    r"(?:(?P<day>[0-9]{1,2})(?P<ordinal>[^\W\d_]{0,2})\s)?(?P<month>[^\W\d_]+)(?:\s(?P<year>(?:19|20)[0-9]{2}))?(?!\w)"
)
_DIGITS = re.compile(r"[0-9]+(?:[ \n\t.,][0-9]+)*")
_GLUED = re.compile(r"[^\W_]+\u20ac?")
_WORD = re.compile(r"[^\W_](?:[^\W_]|['\u2019\u2010\u2011\u00b7-](?=[^\W\d_])|\((?:e|s|es|x)\))*")
_INCLUSIVE = re.compile(r"\((?:e|s|es|x)\)|\u00b7(?:e|s|es|x)\b")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the settled text, `start` to `end`; `key` is its folded text.

    `number` is null for a number that no rule reads. `odd` is what holds digits and is neither number nor name ("1O").
    """

    kind: TokenKind
    text: str
    start: int
    end: int
    key: str
    number: Number | None = None


def settle(text: str, *, wrapped: bool) -> str:
    """The text with each run of spaces as one: a line break, a wide gap or a space, in that order of what it holds.

    `wrapped`: its line breaks come from the column's width and are spaces.
    """

    def settled(run: re.Match[str]) -> str:
        if len((run[0] + ".").splitlines()) > 1:
            return " " if wrapped else BREAK
        return GAP if len(run[0]) > 1 else " "

    return _SPACES.sub(settled, unicodedata.normalize("NFC", visible(text))).strip()


@dataclass(frozen=True, slots=True)
class Line:
    """A settled text, its tokens in order (only spaces are in none), and the knowledge that it is read with.

    `has_dotted_thousands`: in the document that it is from a dot before three digits parts thousands.
    """

    text: str
    tokens: tuple[Token, ...]
    knowledge: Knowledge
    has_dotted_thousands: bool = False

    def key(self, at: int) -> str:
        """The folded text of a token; empty after the last."""
        return self.tokens[at].key if at < len(self.tokens) else ""

    def kind(self, at: int) -> TokenKind | None:
        """The kind of a token; null after the last."""
        return self.tokens[at].kind if at < len(self.tokens) else None

    def is_glued(self, at: int) -> bool:
        """Whether no space stands between a token and the next one."""
        return at + 1 < len(self.tokens) and self.tokens[at].end == self.tokens[at + 1].start

    def match(self, at: int, phrases: Mapping[str, T]) -> tuple[T, int] | None:
        """What the longest phrase beginning at a token stands for, and the index of the token after it.

        The phrases' keys are squeezed.
        """
        for end in range(min(len(self.tokens), at + LONGEST_PHRASE), at, -1):
            key = join_folded(token.key for token in self.tokens[at:end])
            if key in phrases:
                return phrases[key], end
        return None

    def said(self, start: int, end: int) -> str:
        """The words of tokens `start` to `end` as they are printed, on one line, without signs at their rims."""
        tokens = self.tokens[start:end]
        if not tokens:
            return ""
        text = " ".join(self.text[tokens[0].start : tokens[-1].end].split()).strip(" ,;:")
        is_bracketed = text.startswith("(") and text.find(")") == len(text) - 1
        text = text[1:] if is_bracketed or (text.startswith("(") and ")" not in text) else text
        return (text[:-1] if is_bracketed or (text.endswith(")") and "(" not in text) else text).strip()


def split_line(settled: str, knowledge: Knowledge) -> Line:
    """The settled text with its tokens."""
    found: list[Token] = []
    at = 0
    while at < len(settled):
        if settled[at].isspace():
            at += 1
            continue
        token = _date(settled, at, knowledge) or _number(settled, at, knowledge)
        found.append(token or _word(settled, at) or _sign(settled, at))
        at = found[-1].end
    return Line(settled, tuple(_with_years(found, knowledge)), knowledge)


def _token(kind: TokenKind, line: str, start: int, end: int, number: Number | None = None) -> Token:
    text = line[start:end]
    return Token(kind, text, start, end, fold(_INCLUSIVE.sub("", text)), number)


def _date(line: str, at: int, knowledge: Knowledge) -> Token | None:
    numeric = _NUMERIC_DATE.match(line, at)
    if numeric and int(numeric["day"]) <= 31 and int(numeric["month"]) <= 12:
        return _token("date", line, at, numeric.end())
    worded = _WORDED_DATE.match(line, at)
    if worded is None or fold(worded["month"]) not in knowledge.figures.months:
        return None
    if worded["day"] and not 1 <= int(worded["day"]) <= 31:
        return None
    if worded["ordinal"] and fold(worded["ordinal"]) not in knowledge.figures.ordinals:
        return None
    return _token("date", line, at, worded.end())


def _number(line: str, at: int, knowledge: Knowledge) -> Token | None:
    digits = _DIGITS.match(line, at)
    if digits is None:
        return None
    glued = _GLUED.match(line, digits.end())
    if glued is None or fold(glued[0]) in knowledge.units:
        return _token("number", line, at, digits.end(), read_number(digits[0]))
    is_ordinal = digits[0].isdigit() and fold(glued[0]) in knowledge.figures.ordinals
    return _token("word" if is_ordinal else "odd", line, at, glued.end())


def _word(line: str, at: int) -> Token | None:
    word = _WORD.match(line, at)
    if word is None:
        return None
    return _token("word" if line[at].isalpha() else "odd", line, at, word.end())


def _sign(line: str, at: int) -> Token:
    return _token("odd" if line[at].isnumeric() else "sign", line, at, at + 1)


def _with_years(tokens: list[Token], knowledge: Knowledge) -> list[Token]:
    """Four digits after "en" or alone between brackets are a year and no figure."""
    return [
        replace(token, kind="date") if token.kind == "number" and _is_year(tokens, index, knowledge) else token
        for index, token in enumerate(tokens)
    ]


def _is_year(tokens: list[Token], index: int, knowledge: Knowledge) -> bool:
    if index == 0 or not YEAR.fullmatch(tokens[index].text):
        return False
    before = tokens[index - 1].key
    after = tokens[index + 1].key if index + 1 < len(tokens) else ""
    return before in knowledge.figures.before_year or (before == "(" and after == ")")
