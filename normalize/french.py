"""Which words are French: pyspellchecker's list, of some 140 000."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spellchecker import SpellChecker


def is_french(word: str) -> bool:
    """Whether a word, with its accents, is a French one in any case."""
    return word.lower() in _french()


@lru_cache(maxsize=1)
def _french() -> SpellChecker:
    from spellchecker import SpellChecker  # a tenth of a second: few documents need it

    return SpellChecker(language="fr")
