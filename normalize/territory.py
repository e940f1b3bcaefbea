"""A cell's text to its territories' parts: which label stands where, and what belongs to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .knowledge import Knowledge, Territory
from .spelling import fold, squeeze

ACCENTS = {
    "a": "aàâä", "c": "cç", "e": "eéèêë", "i": "iîï", "o": "oôö", "u": "uùûü", "y": "yÿ",
}  # fmt: skip
CODE = r"(?:0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-6]|69[DM])"
ARTICLE = r"(?:les?\s+|la\s+|l['\u2019]\s*|du\s+|des?\s+(?:la\s+|l['\u2019]\s*)?|d['\u2019]\s*)?"
JOIN = r"\s*(?:et|&|,|/|\+|ou)\s*"
LINE_START = r"(?:^|(?<=\n)|(?<=[;|]))[ \t\u2022\u00b7\u25aa*-]*"


@dataclass(frozen=True, slots=True)
class Part:
    """One territory's part of a cell: sorted codes, its label as printed, the text without it.

    No codes: no label stands there. `is_doubtful`: what looks like a label may be a number of the figure.
    `wrapped`: the text begins on its label's line, so that the column's width broke it and not the writer.
    """

    codes: tuple[str, ...]
    label: str | None
    text: str
    is_doubtful: bool = False
    wrapped: bool = False


@dataclass(frozen=True, slots=True)
class Labels:
    """The ways in which a document may write its territories' labels, as patterns."""

    led: re.Pattern[str]
    named: re.Pattern[str]
    after: re.Pattern[str]
    dashed: re.Pattern[str]
    alone: re.Pattern[str]
    atom: re.Pattern[str]


@lru_cache(maxsize=1)
def label_patterns(knowledge: Knowledge) -> Labels:
    """The patterns, from the names and codes of all territories."""
    spellings = sorted({n for t in knowledge.territories.values() for n in (t.name, *t.aliases)}, key=len, reverse=True)
    name = "|".join(spelling_pattern(spelling) for spelling in spellings)
    nouns = "|".join(spelling_pattern(noun) for noun in knowledge.layout.territory_nouns)
    noun = rf"(?:(?:{nouns})\.?\s*)?"
    atom = rf"{ARTICLE}{noun}{ARTICLE}(?<![\w-])(?:{name}|{CODE})(?![\w%]|-\w)(?:\s*\((?:{name}|{CODE})\))?"
    joint = rf"{atom}(?:{JOIN}{atom})*"
    leads = "|".join(spelling_pattern(lead) for lead in knowledge.layout.label_leads)
    flags = re.IGNORECASE
    return Labels(
        led=re.compile(rf"(?<!\w)(?:{leads})\s+({joint})\s*(?::|(?=\n)|(?=$))", flags),
        named=re.compile(rf"(?:{LINE_START}|(?<=\s))({joint})\s*:", flags),
        after=re.compile(rf"^(.*\S)\s*\(\s*(?:{leads})?\s*({joint})\s*\)\s*[;,.]?$", flags | re.DOTALL),
        dashed=re.compile(rf"{LINE_START}({joint})\s*[-\u2013\u2014=](?=\s*\S)", flags),
        alone=re.compile(rf"^\s*(?:(?:{leads})\s+)?\(?({joint})\)?\s*:?\s*$", flags),
        atom=re.compile(rf"(?<![\w-])({name})(?![\w-])|(?<!\w)({CODE})(?!\w)", flags),
    )


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


def territory_codes(label: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The sorted codes of the territories that a label names; a name and its own code count once."""
    codes: set[str] = set()
    for name, code in label_patterns(knowledge).atom.findall(label):
        found = knowledge.territory_spellings.get(squeeze(name)) if name else knowledge.territories.get(code.upper())
        if found:
            codes.add(found.code)
    return tuple(sorted(codes))


def whole_label(text: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The codes where the whole text is a label ("Savoie", "Pour le 67", "67 (Bas-Rhin)"); else none."""
    match = label_patterns(knowledge).alone.match(text)
    return territory_codes(match[1], knowledge) if match else ()


def split_cell(text: str, knowledge: Knowledge, known: frozenset[str]) -> tuple[Part, ...]:
    """The parts of a figure's cell in printed order. `known` are the codes that the document is about.

    A bare code counts as a label only where it is known; a label in brackets stands behind its figure.
    """
    patterns = label_patterns(knowledge)
    labels = [(m, False) for m in patterns.led.finditer(text) if not _in_brackets(text, m.start())]
    named = [m for m in patterns.named.finditer(text) if not _in_brackets(text, m.start())]
    labels += [(m, False) for m in named if _counts(m[1], knowledge, known)]
    if not labels:
        behind = _behind(text, knowledge, known)
        if behind:
            return behind
        labels = [(m, True) for m in patterns.dashed.finditer(text) if _counts(m[1], knowledge, known)]
    labels = _without_overlap(labels)
    if not labels:
        return (Part((), None, text.strip()),)
    parts = []
    if before := text[: labels[0][0].start()].strip(" \t\n\u2022\u00b7\u25aa*-;"):
        parts.append(Part((), None, before))
    for i, (label, is_doubtful) in enumerate(labels):
        end = labels[i + 1][0].start() if i + 1 < len(labels) else len(text)
        own = text[label.end() : end].strip().strip(";|").strip()
        codes = territory_codes(label[1], knowledge)
        wrapped = bool(own) and "\n" not in text[label.end() : text.index(own, label.end())]
        parts.append(Part(codes, " ".join(label[0].split()), own, is_doubtful, wrapped))
    return tuple(parts)


def _in_brackets(text: str, at: int) -> bool:
    """Whether a place stands inside round brackets: "10 (hors 68 : 3)" labels nothing."""
    return text.count("(", 0, at) > text.count(")", 0, at)


def _counts(label: str, knowledge: Knowledge, known: frozenset[str]) -> bool:
    """A label without a leading word counts if it holds a name, or codes that are all known."""
    atoms = label_patterns(knowledge).atom.findall(label)
    codes = territory_codes(label, knowledge)
    return bool(codes) and (any(name for name, _ in atoms) or set(codes) <= known)


def _without_overlap(labels: list[tuple[re.Match[str], bool]]) -> list[tuple[re.Match[str], bool]]:
    kept: list[tuple[re.Match[str], bool]] = []
    for label, is_doubtful in sorted(labels, key=lambda pair: (pair[0].start(), -pair[0].end())):
        if not kept or label.start() >= kept[-1][0].end():
            kept.append((label, is_doubtful))
    return kept


def _behind(text: str, knowledge: Knowledge, known: frozenset[str]) -> tuple[Part, ...]:
    """Parts whose labels stand in brackets behind the figures: "95 % (68)", one a line or one in the cell."""
    pattern = label_patterns(knowledge).after
    whole = pattern.match(text.strip())
    pieces = [piece for piece in text.split("\n") if piece.strip()]
    if not whole:
        return ()
    lines = [pattern.match(piece.strip()) for piece in pieces]
    matches = [m for m in lines if m] if all(lines) else [whole]
    if any(not _counts(m[2], knowledge, known) for m in matches):
        return ()
    found = (Part(territory_codes(m[2], knowledge), m[2], m[1].strip()) for m in matches)
    return tuple(found)


def covered_departments(territory: Territory) -> tuple[str, ...]:
    """The départements that a signatory's figures are for: those it covers, or itself."""
    return territory.covers or (territory.code,)
