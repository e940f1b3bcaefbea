"""The natural persons that a document names: signatories, and who answers for an action."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Literal

from extract.model import Document

from .knowledge import Knowledge
from .label import spelling_pattern
from .prose import CLOSING
from .spelling import fold

UPPER = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0152"
LETTER = r"[^\W\d_]"
PART = rf"(?:[{UPPER}]|{LETTER}{{1,2}}[-'\u2019]){LETTER}*"
"""Behind a hyphen: "Jean-Pierre", "Val-d'Or", "Marie-de-X"."""
WORD = rf"[{UPPER}](?:{LETTER}|['\u2019](?=[{UPPER}]))*(?:[-\u2010\u2011]{PART})*\.?"
PARTICLE = r"(?:(?:de\s+la|de|du|des|le|la|van|von|den|ben|el|al|da|dos|di)\s+|d['\u2019]\s?)"
NAME = rf"{PARTICLE}?{WORD}(?:\s+{PARTICLE}?{WORD}){{0,5}}"
PARTICLES = frozenset({"de", "la", "du", "des", "le", "d", "van", "von", "den", "ben", "el", "al", "da", "dos", "di"})
SIDE_BY_SIDE = re.compile(
    rf"(?<!\w)(?P<name>[{UPPER}]{LETTER}*[^\W\d_{UPPER}](?:-{PART})?(?:\s+[{UPPER}][{UPPER}'\u2019-]+)+)(?!\w)"
)
"""A given name and a surname in capitals; of two signatures on one line each."""
ADJACENT = re.compile(rf"\s+(?P<name>{NAME})")
SEPARATED = re.compile(rf"[,\n:(]\s*(?P<name>{NAME})")
SENTENCE = re.compile(r"[.;\d]")
SURNAME = re.compile(rf"[{UPPER}][{UPPER}'\u2019-]+")
Lead = Literal["any", "civility", "office"]
"""What leads to a name: "M." or "Mme", an office or "représenté par", either."""
LONGEST_COMPLEMENT = 90
"""Characters between a function and the name: "Le préfet de la région X et du département de Y"."""
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Person:
    """A name as printed, in its words, particles too."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """The ways in which a text leads to a name."""

    civility: re.Pattern[str]
    second: re.Pattern[str]
    led: re.Pattern[str]
    function: re.Pattern[str]
    before: re.Pattern[str]
    place: re.Pattern[str]
    leads: frozenset[str]
    stops: frozenset[str]
    given: frozenset[str]


@lru_cache(maxsize=1)
def naming(knowledge: Knowledge) -> Naming:
    """The patterns, from the words of `names.yaml`; made once."""
    words = knowledge.names
    functions = _any(words.functions)
    nouns = chain(
        knowledge.layout.party_nouns,
        knowledge.layout.territory_nouns,
        words.not_names,
        words.functions,
        words.civilities,
    )
    territories = (name for t in knowledge.territories.values() for name in (t.name, *t.aliases))
    plural = "|".join(map(re.escape, words.plural_civilities))
    return Naming(
        re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(c) for c in _longest(words.civilities))})\s+(?P<name>{NAME})"),
        re.compile(rf"(?<!\w)(?:{plural})\s+{NAME}\s+et\s+(?P<name>{NAME})"),
        re.compile(rf"(?<!\w)(?i:{_any(words.leads)})\s*:?\s*(?P<name>{NAME})"),
        re.compile(rf"(?<!\w)(?i:{functions})(?!\w)"),
        re.compile(rf"(?<![\w'\u2019-])(?P<name>{NAME})\s*[,\n(]\s*(?i:(?:le |la |l['\u2019])?(?:{functions}))(?!\w)"),
        re.compile(
            rf"(?<!\w)(?i:{_any(words.places)})\s+(?:\w+\s+)?(?i:de\s+la\s+|du\s+|de\s+|d['\u2019])?(?:\w+\s+)?$"
        ),
        frozenset(_folded_words(chain(words.civilities, words.functions))) | PARTICLES,
        frozenset(_folded_words(chain(nouns, territories))),
        frozenset(map(fold, words.given_names)),
    )


def _folded_words(texts: Iterable[str]) -> Iterator[str]:
    yield from (word for text in texts for word in re.split(r"[\s'.-]+", fold(text)) if word)


def _longest(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


def _any(words: Iterable[str]) -> str:
    return "|".join(spelling_pattern(word) for word in _longest(words))


def find_persons(document: Document, knowledge: Knowledge, in_cells: Lead = "any") -> tuple[Person, ...]:
    """The persons whose names stand where a name is led to: civility, function, "représenté par", a signature.

    `in_cells`: what counts as a lead in the tables.
    """
    lines = [line.text.strip() for line in document.lines]
    cells = [cell.text for table in document.tables for cell in table.cells]
    found = dict.fromkeys(person for _, person in persons_in("\n".join(lines), knowledge))
    found |= dict.fromkeys(person for text in cells for _, person in persons_in(text, knowledge, in_cells))
    closing = next((i for i, line in enumerate(lines) if CLOSING.match(fold(line))), None)
    if closing is not None:
        found |= dict.fromkeys(_signatures(lines[closing:], knowledge))
    return tuple(found)


def persons_in(text: str, knowledge: Knowledge, by: Lead = "any") -> Iterator[tuple[tuple[int, int], Person]]:
    """The names that a text leads to and where they stand in it; those with a civility alone in printed order."""
    ways = naming(knowledge)
    for pattern in (ways.civility, ways.second) if by != "office" else ():
        yield from _taken(pattern.finditer(text), ways, is_sure=True)
    if by != "civility":
        yield from _taken(_overlapping(ways.led, text), ways, is_sure=False)
        yield from _taken(_overlapping(ways.before, text), ways, is_sure=False)
        yield from _taken(_behind(text, ways), ways, is_sure=False)


def _behind(text: str, ways: Naming) -> Iterator[re.Match[str]]:
    """What may be a name behind a function, its complement between: "Le pr\u00e9fet du Haut-Rhin, X"."""
    for function in ways.function.finditer(text):
        end = SENTENCE.search(text, function.end())
        last = min(function.end() + LONGEST_COMPLEMENT, end.start() if end else len(text))
        at = function.end()
        if adjacent := ADJACENT.match(text, at):
            yield adjacent
        while match := SEPARATED.search(text, at, last + LONGEST_NAME):
            if match.start() > last:
                break
            yield match
            at = match.start() + 1


def names_place(text: str, at: int, ways: Naming) -> bool:
    """Whether what stands before a name makes a place of it: "rue Victor Hugo"."""
    return ways.place.search(text[max(0, at - LONGEST_NAME) : at]) is not None


def _overlapping(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Every match, also one that begins inside another: of two functions the second may lead to the name."""
    at = 0
    while match := pattern.search(text, at):
        yield match
        at = match.start() + 1


def _taken(matches: Iterable[re.Match[str]], ways: Naming, is_sure: bool) -> Iterator[tuple[tuple[int, int], Person]]:
    for match in matches:
        words = _words(match["name"], ways)
        if not words:
            continue
        start, end = words[0][1], words[-1][1] + len(words[-1][0])
        if names_place(match.string, match.start("name") + start, ways):
            continue
        person = Person(tuple(match["name"][start:end].split()))
        if is_sure or is_person(person, ways):
            yield (match.start("name") + start, match.start("name") + end), person


def _words(name: str, ways: Naming) -> list[tuple[str, int]]:
    """The words of a name with their places in it, an office before it left out, up to the first that is none."""
    words: list[tuple[str, int]] = []
    for match in re.finditer(WORD, name):
        parts = re.split(r"[\s'-]+", fold(match[0].rstrip(".")))
        if words and PARTICLES.issuperset(parts):
            words.append((match[0], match.start()))
        elif not all(part in ways.stops for part in parts):
            words.append((match[0] if len(match[0]) <= len("J.") else match[0].rstrip("."), match.start()))
        elif words or not ways.leads.issuperset(parts):
            break
    while words and fold(words[-1][0]) in PARTICLES:
        words.pop()
    return words


def is_person(person: Person, ways: Naming) -> bool:
    """Whether words look like a person's: two or more, the first a given name, or one in small and one in capitals."""
    first, *others = [word for word in person.words if fold(word) not in PARTICLES] or [""]
    if not others:
        return False
    is_given = any(fold(word).split("-")[0] in ways.given for word in (first, others[-1]))
    has_surname = any(SURNAME.fullmatch(word) for word in others)
    return is_given or (has_surname and not SURNAME.fullmatch(first))


def _signatures(lines: Iterable[str], knowledge: Knowledge) -> Iterator[Person]:
    """The names in the lines of the signatures: lines that are nothing else, and surnames in capitals."""
    ways = naming(knowledge)
    for line in lines:
        for match in SIDE_BY_SIDE.finditer(line):
            yield from (person for _, person in _taken([match], ways, is_sure=False))
        words = _words(line, ways) if re.fullmatch(NAME, line) else []
        if words and words[0][1] == 0 and words[-1][1] + len(words[-1][0]) == len(line):
            person = Person(tuple(line.split()))
            if is_person(person, ways):
                yield person
