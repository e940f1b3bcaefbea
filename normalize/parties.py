"""The bodies that sign beside the State: from the parties, else from title, cover or page furniture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from extract.model import Line

from .grid import mend
from .knowledge import Knowledge, Territory
from .label import label_patterns, mask, spelling_pattern, whole_territories
from .layout import Layout, phrase_pattern
from .spelling import fold

LONGEST_NAME = 90
PREFECT = re.compile(r"pr[\u00e9e]f[\u00e8e]te?\s+(?:du\s+|de\s+)?$", re.IGNORECASE)
ARTICLE = r"(?:les?\s+|la\s+|l['\u2019]\s?)"
AFTER_NAME = re.compile(
    r"\s+(?:ci[-\u2010\s]apr[\u00e8e]s|dont|sise?\b|ayant|d\u00e9nomm\u00e9e?|repr\u00e9sent\u00e9e?).*$", re.DOTALL
)


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


def find_parties(lines: Sequence[Line], title: str | None, knowledge: Knowledge) -> list[str]:
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
