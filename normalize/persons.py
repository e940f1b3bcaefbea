"""The natural persons that a document names: signatories, and who answers for an action."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

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
NAME = rf"{WORD}(?:\s+{PARTICLE}?{WORD}){{0,4}}"
SURNAME = re.compile(rf"[{UPPER}][{UPPER}'\u2019-]+")
LONGEST_COMPLEMENT = 90
"""Characters between a function and the name: "Le préfet de la région X et du département de Y"."""
FEWEST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Person:
    """A name as printed, in its words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """The ways in which a text leads to a name."""

    civility: re.Pattern[str]
    led: re.Pattern[str]
    behind: re.Pattern[str]
    before: re.Pattern[str]
    place: re.Pattern[str]
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
    gap = rf"[^.;:\d]{{0,{LONGEST_COMPLEMENT}}}?"
    return Naming(
        re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(c) for c in _longest(words.civilities))})\s+(?P<name>{NAME})"),
        re.compile(rf"(?<!\w)(?i:{_any(words.leads)})\s*:?\s*(?P<name>{NAME})"),
        re.compile(rf"(?<!\w)(?i:{functions})(?!\w)(?:{gap}[,\n:]\s*|\s+)(?P<name>{NAME})"),
        re.compile(rf"(?P<name>{NAME})\s*[,\n(]\s*(?i:(?:le |la |l['\u2019])?(?:{functions}))(?!\w)"),
        re.compile(
            rf"(?<!\w)(?i:{_any(words.places)})\s+(?:\w+\s+)?(?i:de\s+la\s+|du\s+|de\s+|d['\u2019])?(?:\w+\s+)?$"
        ),
        frozenset(word for text in chain(nouns, territories) for word in re.split(r"[\s'.-]+", fold(text)) if word),
        frozenset(map(fold, words.given_names)),
    )


def _longest(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


def _any(words: Iterable[str]) -> str:
    return "|".join(spelling_pattern(word) for word in _longest(words))


def find_persons(document: Document, knowledge: Knowledge) -> tuple[Person, ...]:
    """The persons whose names stand where a name is led to: civility, function, "représenté par", a signature."""
    lines = [line.text.strip() for line in document.lines]
    texts = ["\n".join(lines), *(cell.text for table in document.tables for cell in table.cells)]
    found = dict.fromkeys(person for text in texts for _, person in persons_in(text, knowledge))
    closing = next((i for i, line in enumerate(lines) if CLOSING.match(fold(line))), None)
    if closing is not None:
        found |= dict.fromkeys(_signatures(lines[closing:], knowledge))
    return tuple(found)


def persons_in(text: str, knowledge: Knowledge, by_civility: bool = False) -> Iterator[tuple[tuple[int, int], Person]]:
    """The names that a text leads to and where they stand in it; those with a civility alone in printed order."""
    ways = naming(knowledge)
    yield from _taken(ways.civility.finditer(text), ways, is_sure=True)
    for pattern in () if by_civility else (ways.led, ways.behind, ways.before):
        yield from _taken(_overlapping(pattern, text), ways, is_sure=False)


def _overlapping(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Every match, also one that begins inside another: of two functions the second may lead to the name."""
    at = 0
    while match := pattern.search(text, at):
        yield match
        at = match.start() + 1


def _taken(matches: Iterable[re.Match[str]], ways: Naming, is_sure: bool) -> Iterator[tuple[tuple[int, int], Person]]:
    for match in matches:
        words = _words(match["name"], ways)
        if not words or ways.place.search(match.string[: match.start()]):
            continue
        person = Person(tuple(word for word, _ in words))
        if is_sure or is_person(person, ways):
            start = match.start("name")
            yield (start + words[0][1], start + words[-1][1] + len(words[-1][0])), person


def _words(name: str, ways: Naming) -> list[tuple[str, int]]:
    """The words of a name with their places in it: from the first that may be one up to the next that is none."""
    words: list[tuple[str, int]] = []
    for match in re.finditer(WORD, name):
        parts = re.split(r"[\s'-]+", fold(match[0].rstrip(".")))
        if all(part in ways.stops for part in parts):
            if words:
                break
            continue
        words.append((match[0] if len(match[0]) <= 3 else match[0].rstrip("."), match.start()))
    return words


def is_person(person: Person, ways: Naming) -> bool:
    """Whether words look like a person's: two or more, the first a given name, or one in small and one in capitals."""
    if len(person.words) < 2:
        return False
    is_given = fold(person.words[0]).split("-")[0] in ways.given or fold(person.words[-1]) in ways.given
    has_surname = any(SURNAME.fullmatch(word) for word in person.words[1:])
    return is_given or (has_surname and not SURNAME.fullmatch(person.words[0]))


def _signatures(lines: Iterable[str], knowledge: Knowledge) -> Iterator[Person]:
    """The lines of the signatures that are a name and nothing else."""
    ways = naming(knowledge)
    for line in lines:
        if re.fullmatch(NAME, line) and len(words := _words(line, ways)) == len(re.findall(WORD, line)):
            person = Person(tuple(word for word, _ in words))
            if is_person(person, ways):
                yield person
