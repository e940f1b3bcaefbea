"""Bank details in a text: each is replaced by what it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

IBAN, ACCOUNT = "[withheld: iban]", "[withheld: account]"
GAP = r"[\s\u00a0\u202f.-]*"
IBAN_SHAPE = re.compile(rf"(?<![A-Za-z0-9])[A-Z]{{2}}{GAP}\d{GAP}\d(?:{GAP}[A-Z0-9]){{11,30}}(?![a-z])", re.IGNORECASE)
BIC_SHAPE = re.compile(r"(?<![A-Z0-9])[A-Z]{4}\s?[A-Z]{2}\s?[A-Z0-9]{2}(?:\s?[A-Z0-9]{3})?(?![A-Z0-9])")
BIC_WORD = re.compile(r"\b(?:BIC|SWIFT)\b", re.IGNORECASE)
RIB_SHAPE = re.compile(rf"(?<![\w])\d{{5}}{GAP}\d{{5}}{GAP}[0-9A-Z]{{11}}{GAP}\d{{2}}(?!\w)", re.IGNORECASE)
ACCOUNT_WORDS = (
    r"compte(?:\s+bancaire)?|n°\s?(?:de\s+|du\s+)?compte|num[ée]ro\s+(?:de\s+|du\s+)?compte|code\s+(?:banque|guichet|[ée]tablissement)|"
    r"(?:cl[ée]\s+)?rib|cl[ée]|guichet"
)
NUMBER = r"(?=[A-Z \u00a0\u202f]{0,4}\d)[0-9A-Z]{1,11}(?:[ \u00a0\u202f](?=[A-Z]*\d)[0-9A-Z]{1,11}){0,5}"
ACCOUNT_SHAPE = re.compile(rf"(?i:\b(?:{ACCOUNT_WORDS}))\s*(?:n°\s*)?[:=]?\s*({NUMBER})(?!\w)")
DIGITS = re.compile(r"\d")
FEWEST_DIGITS = 10
"""No IBAN and no account number has fewer digits; a part of one is found beside its word only."""
BANK_WORDS = re.compile(
    r"\b(?:code\s+(?:banque|guichet|[ée]tablissement)|cl[ée]\s+rib|rib\b|domiciliation|titulaire\s+du\s+compte|"
    r"(?:num[ée]ro|n°)\s*(?:de\s+|du\s+)?compte)",
    re.IGNORECASE,
)
HEAD = re.compile(rf"(?:(?:{ACCOUNT_WORDS}|iban|bic|swift)\W*)+", re.IGNORECASE)
PART = re.compile(r"(?=.*\d)[0-9A-Z](?:[0-9A-Z ]*[0-9A-Z])?|[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
FEWEST_OF_NUMBER = 8
"""A shorter number may be anything where no word stands beside it."""


def is_iban(text: str) -> bool:
    """Whether a text without its gaps is an IBAN by its check digits (ISO 13616, mod 97)."""
    plain = re.sub(r"[^A-Z0-9]", "", text.upper())
    if not 15 <= len(plain) <= 34:
        return False
    turned = plain[4:] + plain[:4]
    return int("".join(str(int(character, 36)) for character in turned)) % 97 == 1


def is_rib(text: str) -> bool:
    """Whether a text without its gaps is a French account number with its key (mod 97)."""
    plain = re.sub(r"[^A-Z0-9]", "", text.upper())
    letters = {
        c: str((ord(c) - ord("A")) % 9 + 1) if c < "S" else str((ord(c) - ord("S")) % 9 + 2)
        for c in map(chr, range(65, 91))
    }
    digits = "".join(letters.get(character, character) for character in plain)
    return len(plain) == 23 and int(digits) % 97 == 0


@lru_cache(maxsize=8192)
def without_accounts(text: str) -> str:
    """The text with its bank details replaced."""
    if len(DIGITS.findall(text)) < FEWEST_DIGITS and not BIC_WORD.search(text) and not BANK_WORDS.search(text):
        return text
    text = IBAN_SHAPE.sub(lambda match: _without_iban(match[0]), text)
    if IBAN in text or BIC_WORD.search(text):
        text = BIC_SHAPE.sub(lambda match: ACCOUNT if _is_bic(match) else match[0], text)
    text = RIB_SHAPE.sub(lambda match: ACCOUNT if is_rib(match[0]) else match[0], text)
    if BANK_WORDS.search(text):
        text = ACCOUNT_SHAPE.sub(lambda match: match[0][: match.start(1) - match.start()] + ACCOUNT, text)
    return text


def _without_iban(found: str) -> str:
    """The IBAN that the found letters and digits begin with, replaced; words may follow it without a sign between."""
    if len(DIGITS.findall(found)) < FEWEST_DIGITS:
        return found
    for end in range(len(found), 14, -1):
        if found[end - 1].isalnum() and is_iban(found[:end]):
            return IBAN + found[end:]
    return found


def _is_bic(match: re.Match[str]) -> bool:
    """Whether capitals are a BIC: with a digit in them, or right after the word for one."""
    before = match.string[: match.start()]
    return any(map(str.isdigit, match[0])) or re.search(r"(?:BIC|SWIFT)\W*$", before, re.IGNORECASE) is not None


def account_numbers(text: str) -> set[str]:
    """The account numbers of a text, letters and digits only."""
    found = {match[1] for match in ACCOUNT_SHAPE.finditer(text)} if BANK_WORDS.search(text) else set()
    return {plain for number in found if len(plain := re.sub(r"\W", "", number)) >= FEWEST_OF_NUMBER}


def account_places(texts: Mapping[tuple[int, int], str]) -> set[tuple[int, int]]:
    """Of a table's texts by row and column those that are bank details by the words above or left of them alone."""
    heads = {at for at, text in texts.items() if HEAD.fullmatch(text.strip())}
    if not any(BANK_WORDS.search(texts[at]) for at in heads):
        return set()
    rows, columns = {row for row, _ in heads}, {column for _, column in heads}
    return {
        (row, column)
        for (row, column), text in texts.items()
        if (row in rows or column in columns)
        and (row, column) not in heads
        and PART.fullmatch(text.strip())
        and any((r == row and c < column) or (c == column and r < row) for r, c in heads)
    }
