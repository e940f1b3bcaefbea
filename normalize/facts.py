"""The convention's own facts, from the text outside its tables: its title, year and signatory. Right, or null."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.model import Document, Line, Notice

from .dates import date_patterns
from .grid import mend
from .knowledge import Knowledge, Territory
from .label import covered, label_patterns, mask, spelling_pattern, whole_territories
from .layout import Layout, phrase_pattern
from .spelling import fold

YEAR = re.compile(r"(?<![\d/-])20\d\d(?!\d|\s?/\s?\d|-\d)")
YEARS = re.compile(r"20\d\d\s?[-/\u2013\u2014]\s?(?:20)?\d\d(?!\d)")
DATE_IN_DIGITS = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
LONGEST_TITLE = 5
"""Lines."""
LONGEST_NAME = 90
PREFECT = re.compile(r"pr[\u00e9e]f[\u00e8e]te?\s+(?:du\s+|de\s+)?$", re.IGNORECASE)
ARTICLE = r"(?:les?\s+|la\s+|l['\u2019]\s?)"
AFTER_NAME = re.compile(
    r"\s+(?:ci[-\u2010\s]apr[\u00e8e]s|dont|sise?\b|ayant|d\u00e9nomm\u00e9e?|repr\u00e9sent\u00e9e?).*$", re.DOTALL
)


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
    lines = [line for line in document.lines if line.text.strip()]
    title = _title(lines, knowledge)
    year = _year(title, lines, knowledge)
    parties = _parties(lines, title, knowledge)
    signatories = [whole_territories(party, knowledge) for party in parties]
    is_whole = bool(parties) and all(signatories)
    known = tuple(dict.fromkeys(territory for each in signatories for territory in each))
    code = known[0].code if is_whole and len(known) == 1 else None
    collectivity = (parties[0] if code else " et ".join(parties)) or None
    facts = Facts(title, year, collectivity, code, covered(known) if is_whole else ())
    notices = []
    if year is None:
        message = "no line of the title or page furniture gives the convention's year"
        notices.append(Notice("info", "year_not_found", message))
    if collectivity is None:
        notices.append(Notice("warning", "collectivity_not_found", "no line names the collectivity that signs"))
    return facts, notices


def _title(lines: Sequence[Line], knowledge: Knowledge) -> str | None:
    """The first lines that name the convention, up to the next sentence; a clause that cites one is no title."""
    body = [line.text.strip() for line in lines if line.role == "body"]
    layout = knowledge.layout
    titles = phrase_pattern(layout.convention_titles)
    for i, line in enumerate(body):
        match = titles.search(fold(" ".join(body[i : i + LONGEST_TITLE])))
        if not match or match.start() > len(fold(line)) or not _may_lead(fold(line)[: match.start()], layout):
            continue
        taken = [line]
        for following in body[i + 1 : i + LONGEST_TITLE]:
            if not _goes_on_title(" ".join(taken), following):
                break
            taken.append(following)
        return mend("\n".join(taken))
    return None


def _may_lead(before: str, layout: Layout) -> bool:
    """Whether what stands before the convention's name may begin a title: an amendment, its number and year."""
    words = "|".join(re.escape(fold(word)) for word in (*layout.amendment_words, *layout.title_leads))
    return re.fullmatch(rf"\W*(?:(?:{words})\b(?:[\w\s\u00b0'.,()/-]{{0,40}}))?\W*", before) is not None


def _goes_on_title(so_far: str, line: str) -> bool:
    if re.match(r"(?i)(?:entre|et|vu|il)\b", line) or ":" in line:
        return False
    starts = line.startswith(("(", "\u2013", "\u2014", "-")) or line[0].islower() or line.isupper()
    is_open = so_far.endswith(("\u2013", "\u2014", "-", "\u2019", "'")) or (
        so_far.rsplit(maxsplit=1)[-1].islower() and len(so_far) < 60
    )
    return starts or is_open or re.fullmatch(r"(?i)\W*(?:ann[\u00e9e]es?|exercice)\s+20\d\d\W*", line) is not None


def _year(title: str | None, lines: Sequence[Line], knowledge: Knowledge) -> int | None:
    """The title's one year outside spans and dates, an amendment's own; else the one that the page furniture gives."""
    if title:
        years = _years_in(title, knowledge)
        own = re.search(r"(?i)\bavenant\b(?:\s*n\s?°\s*\d+)?\D{0,30}?(20\d\d)\b", YEARS.sub(" ", title))
        if len(years) == 1 or (own and int(own[1]) in years):
            return int(own[1]) if own and int(own[1]) in years else years.pop()
        if years:
            return None
    names = phrase_pattern(knowledge.layout.furniture_names)
    given = [
        _years_in(line.text, knowledge) for line in lines if line.role == "furniture" and names.search(fold(line.text))
    ]
    found = {year for years in given if len(years) == 1 for year in years}
    return found.pop() if len(found) == 1 and all(len(years) < 2 for years in given) else None


def _years_in(text: str, knowledge: Knowledge) -> set[int]:
    """The years of a text that are no part of a span or a date."""
    rest = fold(DATE_IN_DIGITS.sub(" ", YEARS.sub(" ", text)))
    patterns = date_patterns(knowledge.layout)
    for pattern in (patterns.day_span, patterns.month_span, patterns.day):
        rest = pattern.sub(" ", rest)
    months = "|".join(patterns.months)
    rest = re.sub(rf"(?:{months})\s20\d\d", " ", rest)
    return {int(year) for year in YEAR.findall(rest)}


@lru_cache(maxsize=4)
def _party_pattern(layout: Layout) -> re.Pattern[str]:
    """A party: after "et", "entre", a comma or a line's start, a name that begins with a body's noun, "représenté"."""
    nouns = "|".join(spelling_pattern(noun) for noun in sorted(layout.party_nouns, key=len, reverse=True))
    name = rf"((?:{nouns})\b(?:(?!\bentre\b|\betat\b|\b\u00e9tat\b)[^,;:()\u00ab]){{0,{LONGEST_NAME}}}?)"
    aside = r"(?:\s*\([^)]{0,40}\))?[\s*]*"
    clause = r"(?:,(?:(?!d['\u2019]une\s+part|repr\u00e9sent)[^;]){0,200}?)?"
    before = r"(?:^|\bet\b|\bentre\b|\bpart\b|[,:*])[\s:,*\u2013-]*"
    return re.compile(
        rf"{before}{ARTICLE}?{name}{aside}{clause}[\s,*]*\brepr\u00e9sent\u00e9e?s?\b", re.IGNORECASE | re.MULTILINE
    )


def _parties(lines: Sequence[Line], title: str | None, knowledge: Knowledge) -> list[str]:
    """The bodies that sign beside the State, as printed; else the one that title, cover or page furniture name."""
    body = "\n".join(line.text for line in lines if line.role == "body")
    found = [mend(AFTER_NAME.sub("", match)).strip(" *.") for match in _party_pattern(knowledge.layout).findall(body)]
    parties: list[str] = []
    for party in found:
        own = _signatory(party, knowledge)
        if _is_only_noun(party, knowledge):
            continue
        if all(
            fold(party) != fold(other) and (own is None or own != _signatory(other, knowledge)) for other in parties
        ):
            parties.append(party)
    if parties:
        return parties
    furniture = [line.text for line in lines if line.role == "furniture"]
    cited = _between_parties(body, knowledge)
    named = {name for text in furniture if (name := _party_of_furniture(text, knowledge))}
    if len(named) == 1 and not cited:
        return sorted(named)
    return cited or _only_territory([title or "", *furniture, *_whole_lines(lines, knowledge)], knowledge)


def _is_only_noun(party: str, knowledge: Knowledge) -> bool:
    """Whether a party is named without its name: "le Département, représenté par"."""
    layout = knowledge.layout
    nouns = {fold(noun) for noun in (*layout.party_nouns, *layout.territory_nouns)}
    return fold(party) in nouns


def _between_parties(body: str, knowledge: Knowledge) -> list[str]:
    """The territory in "entre l'État et le Département de l'Isère", whatever follows."""
    match = re.search(
        r"\bentre\s+l['\u2019]\s?[\u00c9Ee]tat,?\s+et\s+(?:le\s+|la\s+|l['\u2019]\s?)?(.{3,80})",
        body,
        re.IGNORECASE | re.DOTALL,
    )
    words = mend(match[1]).split() if match else []
    for end in range(len(words), 0, -1):
        name = " ".join(words[:end]).strip(" ,.;")
        if _signatory(name, knowledge):
            return [name]
    return []


def _party_of_furniture(text: str, knowledge: Knowledge) -> str | None:
    """The body before a dash and the convention's name: "Conseil Savoie Mont Blanc – convention 2020"."""
    first, *rest = re.split(r"\s*[\u2013\u2014]\s*|\s-\s", text.strip())
    names = phrase_pattern(knowledge.layout.furniture_names)
    nouns = phrase_pattern(knowledge.layout.party_nouns)
    if not any(names.match(fold(part)) for part in rest):
        return None
    return first if nouns.match(fold(first)) or _signatory(first, knowledge) else None


def _whole_lines(lines: Sequence[Line], knowledge: Knowledge) -> list[str]:
    """The lines of the body that are a signatory's whole name after a noun: a cover's "Département de l'Isère"."""
    nouns = label_patterns(knowledge).nouns
    texts = [line.text.strip() for line in lines if line.role == "body"]
    return [text for text in texts if nouns.match(text) and _signatory(text, knowledge)]


def _only_territory(texts: Iterable[str], knowledge: Knowledge) -> list[str]:
    """The one territory that texts name right after a noun such as "département", the prefect's own aside."""
    nouns = label_patterns(knowledge).nouns.pattern
    pattern = re.compile(
        rf"(?<!\w)(?:{nouns})\s+{ARTICLE}?(?:d[eu]s?\s+)?{ARTICLE}?(?:d['\u2019])?\ue000+", re.IGNORECASE
    )
    found: dict[Territory, str] = {}
    for text in texts:
        for match in pattern.finditer(mask(text, knowledge)):
            printed = text[match.start() : match.end()]
            territory = _signatory(printed, knowledge)
            if territory and not PREFECT.search(text[: match.start()]):
                found.setdefault(territory, printed)
    return list(found.values()) if len(found) == 1 else []


def _signatory(party: str, knowledge: Knowledge) -> Territory | None:
    """The territory that a party's whole name is; none for a joint body, whose name only holds one."""
    territories = whole_territories(party, knowledge)
    return territories[0] if len(territories) == 1 else None
