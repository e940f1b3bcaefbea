"""Bank details in published rows: each is replaced by what it is, and said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from extract.model import Document

Row = dict[str, object]
Rows = dict[str, list[Row]]
IBAN, ACCOUNT = "[withheld: iban]", "[withheld: account]"
GAP = r"[\s\u00a0\u202f.-]*"
IBAN_SHAPE = re.compile(rf"(?<![A-Za-z0-9])[A-Z]{{2}}{GAP}\d{GAP}\d(?:{GAP}[A-Z0-9]){{11,30}}(?![a-z])", re.IGNORECASE)
BIC_SHAPE = re.compile(r"(?<![A-Z0-9])[A-Z]{4}\s?[A-Z]{2}\s?[A-Z0-9]{2}(?:\s?[A-Z0-9]{3})?(?![A-Z0-9])")
BIC_WORD = re.compile(r"\b(?:BIC|SWIFT)\b", re.IGNORECASE)
RIB_SHAPE = re.compile(rf"(?<![\w])\d{{5}}{GAP}\d{{5}}{GAP}[0-9A-Z]{{11}}{GAP}\d{{2}}(?!\w)", re.IGNORECASE)
ACCOUNT_WORDS = (
    r"compte(?:\s+bancaire)?|n°\s?(?:de\s+)?compte|num[ée]ro\s+de\s+compte|code\s+(?:banque|guichet)|"
    r"(?:cl[ée]\s+)?rib|cl[ée]|guichet"
)
NUMBER = r"\d[0-9A-Z]{1,10}(?:[ \u00a0\u202f](?=[A-Z]*\d)[0-9A-Z]{2,11}){0,4}"
ACCOUNT_SHAPE = re.compile(rf"(?i:\b(?:{ACCOUNT_WORDS}))\s*(?:n°\s*)?[:=]?\s*({NUMBER})(?!\w)")
DIGITS = re.compile(r"\d")
FEWEST_DIGITS = 10
"""No IBAN and no account number has fewer digits; a part of one is found beside its word only."""
BANK_WORDS = re.compile(
    r"\b(?:code\s+banque|code\s+guichet|cl[ée]\s+rib|rib\b|domiciliation|titulaire du compte)", re.IGNORECASE
)
TEXT_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "observations": ("raw", "note", "indicator", "comment", "indicator_group", "measure", "section", "period_label",
                     "territory_label", "collectivity", "unit"),
    "cells": ("text",),
    "findings": ("message",),
    "conventions": ("title", "collectivity", "report_due", "programme", "action", "sub_action", "court"),
}  # fmt: skip


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
def withhold_text(text: str) -> str:
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


def withhold(rows: Rows, document: Document) -> Rows:
    """The rows without bank details, each place of them with a finding. No figure is touched."""
    found: list[tuple[Row, dict[str, int]]] = []
    out = {name: [_clean(name, row, found) for row in table] for name, table in rows.items()}
    for row, counts in found:
        for mark, times in sorted((mark, times) for mark, times in counts.items() if times):
            out["findings"].append(_finding(document, len(out["findings"]), row, f"{mark} stands for {times} withheld"))
    for convention in out["conventions"]:
        convention["findings"] = len(out["findings"])
    return out


def _clean(name: str, row: Row, found: list[tuple[Row, dict[str, int]]]) -> Row:
    cleaned = dict(row)
    counts: dict[str, int] = {}
    for column in TEXT_COLUMNS.get(name, ()):
        if isinstance(text := row.get(column), str):
            cleaned[column] = clean = withhold_text(text)
            for mark in (IBAN, ACCOUNT) if clean != text else ():
                counts[mark] = counts.get(mark, 0) + clean.count(mark) - text.count(mark)
    if any(counts.values()) and name in ("cells", "conventions"):
        found.append((row, counts))
    return cleaned


def _finding(document: Document, number: int, row: Row, message: str) -> Row:
    return {
        "document_id": document.source.document_id,
        "number": number,
        "source": document.source.name,
        "severity": "warning",
        "code": "private_data_withheld",
        "message": message,
        "table": row.get("table"),
        "row": row.get("row"),
        "column": row.get("column"),
        "page": None,
    }
