"""A number with its sign and unit, and two of them as a range, at a place in a line."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .knowledge import Unit
from .spelling import singular
from .thousands import ONE_GROUP
from .tokens import YEAR, Line, Token

PERCENT = "%"
HYPHEN = "-"
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its sign, not yet multiplied by its unit's factor; `end` is the index of the token after it.

    `printed_flags` say what is doubtful about its print alone, `flags` about the number in its unit too.
    """

    number: Decimal
    unit: Unit | None
    end: int
    printed_flags: frozenset[str]
    is_year: bool

    @property
    def value(self) -> Decimal:
        """The number in the unit as published: 150 K€ are 150 000."""
        return self.number * self.unit.factor if self.unit else self.number

    @property
    def flags(self) -> frozenset[str]:
        """All that is doubtful about it."""
        return self.printed_flags | _flags_of(self.number, self.unit)


@dataclass(frozen=True, slots=True)
class Range:
    """Two numbers in one unit, the low end first; `end` is the index of the token after the second."""

    low: Decimal
    high: Decimal
    unit: Unit | None
    end: int
    flags: frozenset[str]


def read_quantity(line: Line, at: int) -> Quantity | None:
    """The number that begins at a token. A minus stands right before its digits: with a space it may be a dash."""
    is_negative = line.key(at) == HYPHEN and line.is_glued(at)
    start = at + is_negative
    if line.kind(start) != "number":
        return None
    token = line.tokens[start]
    if token.number is None:
        return None
    number = -token.number.value if is_negative and token.number.value else token.number.value
    known = line.match(start + 1, line.knowledge.units)
    noun = None if known else _unknown_noun(line, start + 1)
    unit, end = known or noun or (None, start + 1)
    flags = {"number_with_clause"} if noun else set()
    is_sure = line.has_dotted_thousands and ONE_GROUP.fullmatch(token.text) and (unit is None or _is_counted(unit))
    if (token.number.is_suspect and not is_sure) or _is_cut(line, start):
        flags.add("digits_suspect")
    return Quantity(number, unit, end, frozenset(flags), YEAR.fullmatch(token.text) is not None)


def read_range(line: Line, at: int) -> Range | None:
    """The range that begins at a token; none where the ends are in disorder, of two units, or two years."""
    figures = line.knowledge.figures
    opened = line.match(at, figures.opens)
    joins, start = opened or (figures.joins, at)
    first = read_quantity(line, start)
    if first is None or (line.key(first.end) == HYPHEN and not _is_joining(line, first)):
        return None
    join = line.match(first.end, dict.fromkeys(joins, True))
    if join is None:
        return None
    second = read_quantity(line, join[1])
    if second is None or (first.is_year and second.is_year and not second.unit):
        return None
    return _range(first, second, figures.wide_range)


def _range(first: Quantity, second: Quantity, wide_range: int) -> Range | None:
    """The range in one unit: "10 à 15 K€" are both in K€; "10 K€ à 15" and "10 jours à 3 semaines" are no range."""
    unit = second.unit or first.unit
    if (first.unit and second.unit and first.unit.unit != second.unit.unit) or (
        first.unit and not second.unit and first.unit.factor != 1
    ):
        return None
    low = first.value if first.unit or not unit else first.number * unit.factor
    high = second.value
    if low > high:
        return None
    flags = first.printed_flags | second.printed_flags | _flags_of(low, unit) | _flags_of(high, unit)
    if 0 < low * wide_range < high:
        flags |= {"digits_suspect"}
    return Range(low, high, unit, second.end, flags)


def _is_counted(unit: Unit) -> bool:
    """Whether a unit goes with whole numbers: 1.234 % and 1.234 M€ are decimals rather."""
    return unit.factor == 1 and unit.unit != PERCENT


def _is_joining(line: Line, first: Quantity) -> bool:
    """A hyphen joins two numbers from 0 on; in "80 -100" it belongs to the second."""
    is_dash_before_second = line.is_glued(first.end) and not line.is_glued(first.end - 1)
    return first.number >= 0 and not is_dash_before_second


def _is_cut(line: Line, at: int) -> bool:
    """A comma or stop right after the last digit and nothing after it may be what is left of decimals."""
    return at + 2 == len(line.tokens) and line.is_glued(at) and line.key(at + 1) in {",", "."}


def _flags_of(number: Decimal, unit: Unit | None) -> frozenset[str]:
    """A share over the whole, and a minus where nothing can be negative: then it is rather a dash."""
    over = {"percentage_over_100"} if unit and unit.unit == PERCENT and number > HUNDRED else set()
    negative = {"digits_suspect"} if number < 0 and not (unit and unit.signed) else set()
    return frozenset(over | negative)


def _unknown_noun(line: Line, at: int) -> tuple[Unit, int] | None:
    """A word after a number that can be its unit, though no list has it."""
    if line.kind(at) != "word" or not _can_be_noun(line, at, line.tokens[at]):
        return None
    return Unit(singular(line.tokens[at].text)), at + 1


def _can_be_noun(line: Line, at: int, token: Token) -> bool:
    figures = line.knowledge.figures
    is_plain = token.text.isalpha() and token.text.islower() and len(token.text) > 2
    is_listed = any(token.key in words for words in (figures.not_nouns, figures.number_words, figures.joining))
    is_phrase = line.match(at, figures.after) is not None or line.match(at, line.knowledge.markers) is not None
    return is_plain and not is_listed and not is_phrase and not is_adjective(line, at)


def is_adjective(line: Line, at: int) -> bool:
    """Whether a word is one that belongs to a noun: listed, or with a participle's ending and no noun itself."""
    figures = line.knowledge.figures
    token = line.tokens[at]
    if token.kind != "word":
        return False
    has_ending = token.text.lower().endswith(figures.participle_endings) and token.key not in line.knowledge.units
    return token.key in figures.adjectives or has_ending
