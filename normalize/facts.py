"""The convention's own facts, from the text outside its tables: so far its title, year and signatory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.model import Document, Line, Notice

from .knowledge import Knowledge, Territory
from .layout import phrase_pattern
from .spelling import fold
from .territory import label_patterns, territory_codes, whole_label

YEAR = re.compile(r"(?<![\d/-])20\d\d(?!\s?[-/\u2013]\s?\d|\d)")
YEARS = re.compile(r"(20\d\d)\s?[-/\u2013]\s?(20\d\d)")
LONGEST_TITLE = 4
"""Lines."""
PARTY = re.compile(
    r"(?:^|\s)(?:et|entre)\s+\W*(?:(?:les?|la)\s+|l['\u2019]\s?)?([A-Z\u00c0-\u00dd][^,;:.]{2,80}?)[\s,*]+(?:ci-apr\u00e8s[^,]*,\s*)?"
    r"repr\u00e9sent\u00e9e?s?\b"
)
"""A party of the convention: what stands between "et" or "entre" and "représenté"."""
FURNITURE_PARTY = re.compile(r"^(.{4,80}?)\s*[\u2013\u2014-]\s*(?:convention|avenant|calpae)\b.*?(20\d\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the convention; null where nothing says it.

    `departments`: the codes that the signatory's figures are for, sorted; none where no signatory is known.
    """

    title: str | None = None
    year: int | None = None
    collectivity: str | None = None
    collectivity_code: str | None = None
    departments: tuple[str, ...] = ()


def read_facts(document: Document, knowledge: Knowledge) -> tuple[Facts, list[Notice]]:
    """The facts, and a finding for each that no line gives."""
    title = _title(document.lines, knowledge)
    year = _year(title, document.lines)
    party = _collectivity(document.lines, knowledge)
    signatory = _signatory(party, knowledge) if party else None
    if party is None:
        signatory = _only_territory(title, document.lines, knowledge)
    departments = tuple(sorted(signatory.covers or (signatory.code,))) if signatory else ()
    facts = Facts(title, year, party or (signatory and signatory.name), signatory and signatory.code, departments)
    notices = []
    if year is None:
        notices.append(Notice("info", "year_not_found", "no line of the title or page furniture gives the convention's year"))
    if facts.collectivity is None:
        notices.append(Notice("warning", "collectivity_not_found", "no line names the collectivity that signs"))
    return facts, notices


def _title(lines: Sequence[Line], knowledge: Knowledge) -> str | None:
    """The first lines that name the convention, up to the next sentence."""
    body = [line.text.strip() for line in lines if line.role == "body" and line.text.strip()]
    titles = phrase_pattern(knowledge.layout.convention_titles)
    for i in range(len(body)):
        joined = " ".join(body[i : i + LONGEST_TITLE])
        match = titles.search(fold(joined))
        if not match or match.start() > len(fold(body[i])):
            continue
        taken = [body[i]]
        for following in body[i + 1 : i + LONGEST_TITLE]:
            if not _goes_on_title(" ".join(taken), following):
                break
            taken.append(following)
        return " ".join(taken)
    return None


def _goes_on_title(so_far: str, line: str) -> bool:
    starts = line.startswith(("(", "\u2013", "-")) or line[0].islower() or line.isupper() or so_far.endswith(("\u2013", "-"))
    return starts or re.fullmatch(r"(?i)\W*ann\u00e9es?\s+20\d\d\W*", line) is not None or so_far.split()[-1].islower() and len(so_far) < 60


def _year(title: str | None, lines: Sequence[Line]) -> int | None:
    """The title's one year outside a span of years; else the one that the page furniture gives."""
    if title and len(years := set(YEAR.findall(YEARS.sub(" ", title)))) == 1:
        return int(years.pop())
    given = {match[2] for line in lines if line.role == "furniture" and (match := FURNITURE_PARTY.match(line.text))}
    return int(given.pop()) if len(given) == 1 else None


def _collectivity(lines: Sequence[Line], knowledge: Knowledge) -> str | None:
    """The party that is not the State; else the one that the page furniture names."""
    state = phrase_pattern(knowledge.layout.state_words)
    body = " ".join(line.text for line in lines if line.role == "body")
    parties = [party.strip(" *") for party in PARTY.findall(body) if not state.match(fold(party))]
    if parties:
        return parties[0]
    given = [m[1].strip() for line in lines if line.role == "furniture" and (m := FURNITURE_PARTY.match(line.text))]
    return given[0] if given else None


def _signatory(party: str, knowledge: Knowledge) -> Territory | None:
    """The territory that a party's whole name is; none for a joint body, whose name only holds one."""
    codes = whole_label(party, knowledge)
    return knowledge.territories[codes[0]] if len(codes) == 1 else None


def _codes_in(text: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The départements that a text names by name."""
    names = [name for name, _ in label_patterns(knowledge).atom.findall(text) if name]
    return territory_codes(" ; ".join(names), knowledge)


def _only_territory(title: str | None, lines: Iterable[Line], knowledge: Knowledge) -> Territory | None:
    """The one département that title and page furniture name after "département de"."""
    texts = [title or "", *(line.text for line in lines if line.role == "furniture")]
    nouns = phrase_pattern(knowledge.layout.territory_nouns)
    codes = {code for text in texts if nouns.search(fold(text)) for code in _codes_in(text, knowledge)}
    return knowledge.territories[codes.pop()] if len(codes) == 1 else None
