"""Where a text names territories: its names and codes, and the shapes of a label, as patterns over a masked text.

In the mask every name stands as a run of U+E000, every code as one of U+E001, of the same length as in the text: so the
many names are searched once, and the patterns of labels stay small.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .knowledge import Knowledge, Territory
from .spelling import fold, squeeze

ACCENTS = {
    "a": "aàâä", "c": "cç", "e": "eéèêë", "i": "iîï", "o": "oôö", "u": "uùûü", "y": "yÿ",
}  # fmt: skip
NAME, CODE = "\ue000", "\ue001"
CODES = re.compile(
    r"(?:(?<![\w.,-])|(?<=\bCD)|(?<=\bDpt))(?:0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-6]|69[DM])(?![\w%]|-\w|[.,]\d)",
    re.IGNORECASE,
)
CUT_WORD = re.compile(r"(?<=[^\W\d_])(?:[-\u2010]\s*|\s+)(?=[a-z\u00e0-\u00ff])")
"""Where a line's end may break a word: "Dépar-tement 67", "Drôm e (26)"."""
LONGEST_LABEL = 60
"""Characters."""
ARTICLE = r"(?:les?\s+|la\s+|l['\u2019]\s*|du\s+|des?\s+(?:la\s+|l['\u2019]\s*)?|d['\u2019]\s*)?"
JOIN = r"\s*(?:et|&|,|/|\+|ou)\s*"
BULLETS = r"[ \t\u2022\u00b7\u25aa\u25cf\uf0b7*-]*"
LINE_START = rf"(?:^|(?<=\n)|(?<=[;|])){BULLETS}"


@dataclass(frozen=True, slots=True)
class Labels:
    """The ways in which a document may write its territories' labels, as patterns over a masked text.

    `led`: "Pour le 67 :". `named`: "Bas-Rhin :". `line`: a name on a line of its own. `after`: "95 % (68)".
    `behind`: "95 % pour le 68". `dashed`: "67 - 95 %". `alone`: the whole text. `nouns`: a word that makes a code sure.
    """

    names: re.Pattern[str]
    led: re.Pattern[str]
    named: re.Pattern[str]
    line: re.Pattern[str]
    after: re.Pattern[str]
    behind: re.Pattern[str]
    dashed: re.Pattern[str]
    alone: re.Pattern[str]
    nouns: re.Pattern[str]
    no_label: re.Pattern[str]


@lru_cache(maxsize=1)
def label_patterns(knowledge: Knowledge) -> Labels:
    """The patterns, from the names of all territories and the words of the layout; made once."""
    layout = knowledge.layout
    spellings = {n for t in knowledge.territories.values() for n in (t.name, *t.aliases)}
    others = "|".join(_longest_first(layout.no_territories))
    nouns = "|".join(_longest_first(layout.territory_nouns))
    noun = rf"(?:(?:{nouns})s?\.?\s*)?"
    one = rf"(?:{NAME}+|{CODE}+)"
    atom = rf"{ARTICLE}{noun}{ARTICLE}{one}(?:\s*(?:\(\s*{one}\s*\)|[-\u2013\u2014]\s*{one}))?"
    joint = rf"{atom}(?:{JOIN}{atom})*"
    leads = "|".join(_longest_first(layout.label_leads))
    flags = re.IGNORECASE
    return Labels(
        names=re.compile(rf"(?<![\w-])(?:({others})|(?:{'|'.join(_longest_first(spellings))}))(?!\w|-\w)", flags),
        led=re.compile(rf"(?<!\w)(?:{leads})\s+({joint})\s*(?::|(?=\n)|(?=$))", flags),
        named=re.compile(rf"(?:{LINE_START}|(?<=\s))({joint})\s*:", flags),
        line=re.compile(rf"(?:^|(?<=\n)){BULLETS}({joint})[ \t]*(?=\n|$)", flags),
        after=re.compile(rf"\(\s*(?:{leads})?\s*({joint})\s*\)[ \t]*[;,.]?[ \t]*(?=\n|$)", flags),
        behind=re.compile(rf"(?<=\S)[ \t]+(?:{leads})\s+({joint})[ \t]*[;,.]?[ \t]*(?=\n|$)", flags),
        dashed=re.compile(rf"{LINE_START}({joint})\s*[-\u2013\u2014=](?=\s*\S)", flags),
        alone=re.compile(rf"^\s*(?:(?:{leads})\s+)?[(\[]?({joint})[)\]]?\s*:?\s*$", flags),
        nouns=re.compile(rf"(?<!\w)(?:{nouns})s?(?![^\W\d])", flags),
        no_label=re.compile(rf"(?<!\w)(?:{'|'.join(_longest_first(layout.before_no_label))})\W*$", flags),
    )


def _longest_first(spellings: object) -> list[str]:
    return [spelling_pattern(s) for s in sorted(spellings, key=lambda s: (-len(s), s))]  # type: ignore[call-overload]


def spelling_pattern(spelling: str) -> str:
    """A pattern for a spelling with or without accents, and with any hyphen or break between its words."""
    parts = []
    for character in fold(spelling):
        if character in " -":
            parts.append(r"[\s\u2010-\u2014-]+")
        elif character == "'":
            parts.append(r"['\u2019]\s?")
        else:
            parts.append(f"[{ACCENTS[character]}]" if character in ACCENTS else re.escape(character))
    return "".join(parts)


@lru_cache(maxsize=4096)
def mask(text: str, knowledge: Knowledge) -> str:
    """The text with its territories' names and codes masked; all else stays where it is."""

    def named(match: re.Match[str]) -> str:
        return match[0] if match[1] else NAME * len(match[0])

    masked = label_patterns(knowledge).names.sub(named, text)
    return CODES.sub(lambda match: CODE * len(match[0]), masked)


@dataclass(frozen=True, slots=True)
class Named:
    """A territory that a text names, and whether by name."""

    territory: Territory
    by_name: bool


def territories_in(text: str, knowledge: Knowledge) -> tuple[Named, ...]:
    """The territories that a text names by name or code, in printed order."""
    found = []
    for match in re.finditer(rf"{NAME}+|{CODE}+", mask(text, knowledge)):
        printed = text[match.start() : match.end()]
        by_name = match[0][0] == NAME
        spellings = knowledge.territory_spellings if by_name else knowledge.territories
        if territory := spellings.get(squeeze(printed) if by_name else printed.upper()):
            found.append(Named(territory, by_name))
    return tuple(found)


def covered(territories: tuple[Territory, ...]) -> tuple[str, ...]:
    """The sorted codes that figures of these territories are for: the départements that they cover, or themselves."""
    return tuple(sorted({code for territory in territories for code in territory.covers or (territory.code,)}))


def territory_codes(label: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The sorted codes of the territories that a label names; a name and its own code count once."""
    return covered(tuple(named.territory for named in territories_in(label, knowledge)))


def is_one_each(label: str, knowledge: Knowledge) -> bool:
    """Whether a label names no more territories than it joins: "12 (Bas-Rhin)" is not the label of two."""
    named = {each.territory for each in territories_in(label, knowledge)}
    return len(named) <= 1 + len(re.findall(JOIN, mask(label, knowledge)))


def whole_label(text: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The codes where the whole text is a label ("Savoie", "Pour le 67", "67 (Bas-Rhin)"); else none."""
    return covered(whole_territories(text, knowledge))


@lru_cache(maxsize=4096)
def whole_territories(text: str, knowledge: Knowledge) -> tuple[Territory, ...]:
    """The territories where the whole text is their label; a line's end may break names anywhere, and words."""
    found = _label_territories(text, knowledge)
    if found or len(text) > LONGEST_LABEL:
        return found
    breaks = CUT_WORD.finditer(text)
    mended = (_label_territories(text[: cut.start()] + text[cut.end() :], knowledge) for cut in breaks)
    return next(filter(None, mended), ())


def _label_territories(text: str, knowledge: Knowledge) -> tuple[Territory, ...]:
    masked = mask(text, knowledge)
    has_any = NAME in masked or CODE in masked
    if has_any and label_patterns(knowledge).alone.match(masked) and is_one_each(text, knowledge):
        return tuple(dict.fromkeys(named.territory for named in territories_in(text, knowledge)))
    broken = knowledge.territory_spellings.get(squeeze(text)) if text.strip() else None
    return (broken,) if broken else ()
