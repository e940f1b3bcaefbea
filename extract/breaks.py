"""What the words on both sides of a page break show: does a cell go on, or does another begin?"""

from __future__ import annotations

import re
from typing import Literal

Verdict = Literal["unfinished", "goes_on", "new", "unsure"]
"""`unfinished`: what stands above cannot end there. `goes_on`: what stands below cannot begin there."""

FUNCTION_WORDS = frozenset(
    "à au aux avec ce ces chez comme d dans de des dont du en entre et hors l la le les leur leurs mais ne ni nos notre"
    " nous ou où par parmi pour qu que qui sa sans se ses son sous sur un une vers".split()
)
"""French words that end no sentence and no label."""
MAY_END = frozenset("vers hors avec sans contre".split())
"""Those of them that may: "Aller vers" is a whole label."""
REMARK = re.compile(r"\((?!(dont|soit|y|parmi)\b)[a-zà-ÿ]")
"""A bracket that tells more of what stands above it: "(reporting ...)", not a part of it, "(dont femmes)"."""
LABEL = re.compile(r"^[A-Z\u00c0-\u00dd\d(][^:\n]{0,45}(\n[^:\n]{0,12})?:")
"""A short text and a colon at the beginning: whose figure follows. The label itself may be broken over two lines."""
CODE = re.compile(r"^(\d+(\.\d+)+\.?|\d+\.)\s")
"""The number of a section or measure."""
NUMBERED = re.compile(r"^[A-Z\u00c0-\u00dd][^\W\d_]+ ((n°|N°) ?\d+|\d+(\.\d+)+)\.?\s?[:\u2013\u2014-] ?[^\W\d_]")
"""A word and a number, then words: "Action n° 8 : Accueil", "Mesure 2.1 - Accueil"."""
ENTITLED = re.compile(r"^([A-Z\u00c0-\u00dd][^\W\d_]+( [^\W\d_]+)? (n° ?|N° ?)?)?\d{1,2} ?[:\u2013\u2014-] ?[^\W\d_]")
"""The same with a plain number, and of two words or none: "Fiche action 8 : Accueil", "2 - Accueil".

Under figures it may be a territory's."""
LAST_WORD = re.compile(r"([^\W\d_]+)['’]?$")
CLOSING = tuple(")]},;:.%»…")
HANGING = (*",;(+&'’«→", "->", "=>")
LONGEST_LABEL = 40
"""Characters: a longer text before a colon is a heading, and may be followed by nothing."""
FIGURE = re.compile(r"[<>≤≥~]?\s*[-+]?\d[\d\s.,]*(%|€|[a-zà-ÿ]{1,12}\.?)?|[A-Z/.]{1,5}|n\.[dc]\.")
"""A whole figure or a marker."""
OPEN_RANGE = re.compile(r"\d\s*(-|–|à|et)$")


def judge(above: str, below: str) -> Verdict:
    """Judge two texts of one column, neither of them empty, at the bottom of a page and at the top of the next."""
    above, below = above.strip(), below.strip()
    hangs = _hangs(above, below) or _lacks_figure(above, below)
    if CODE.match(below) or (not hangs and _begins_anew(above, below)):
        return "new"
    if hangs or (above.endswith(":") and not _is_heading(above, below)):
        return "unfinished"
    return "goes_on" if _cannot_begin(above, below) else "unsure"


def _lacks_figure(above: str, below: str) -> bool:
    """Whether a label ends what stands above, and what stands below does not begin with one in its first line."""
    label = above.rsplit("\n", 1)[-1]
    return label.endswith(":") and LABEL.match(label) is not None and ":" not in below.split("\n", 1)[0]


def _hangs(above: str, below: str) -> bool:
    """Whether what stands above ends in the middle of a word, a bracket, a range or a phrase."""
    if above.endswith(HANGING) or _is_cut_word(above) or above.count("(") > above.count(")"):
        return True
    if OPEN_RANGE.search(above) and below[0].isdigit():
        return True
    word = LAST_WORD.search(above)
    if word is None or word[1] not in FUNCTION_WORDS:
        return False
    return not (word[1] in MAY_END and is_capitalised(below))


def may_go_on(above: str, below: str) -> bool:
    """Whether words above, and words or a number below, may be one text, though nothing shows that they are.

    So may a number with a label above, and words without one below: what is counted.
    """
    above, below = above.strip(), below.strip()
    is_counted = LABEL.match(above) is not None and above[-1:].isdigit() and below[:1].islower()
    ends_low = re.search(r"[^\W\d_]{2}$", above) is not None and above[-1].islower()
    has_figure = any(map(str.isdigit, above))
    return is_counted or (ends_low and (below[:1].islower() or (below[:1].isdigit() and not has_figure)))


def shows_rest(above: str, below: str) -> bool:
    """Whether what stands below another cell's text, where texts alone part them, is rather the rest of it.

    A cell without a label hardly shows it by its begin: "plus de 12" may stand below "non renseigné".
    """
    verdict = judge(above, below)
    return verdict == "unfinished" or (verdict == "goes_on" and LABEL.match(above.strip()) is not None)


def _begins_anew(above: str, below: str) -> bool:
    """Whether both begin with a label, or the second is a heading."""
    is_entitled = ENTITLED.match(below) is not None and not any(letter.isdigit() for letter in above)
    return _announces(below) or is_entitled or NUMBERED.match(below) is not None or begin_with_labels(above, below)


def begin_with_labels(above: str, below: str) -> bool:
    """Whether both begin with a label: whose figures follow."""
    return LABEL.match(below) is not None and LABEL.match(above) is not None and not _is_bracketed(above, below)


def _is_bracketed(above: str, below: str) -> bool:
    """Whether the second text alone begins with a bracket: it is the rest of a label, "Haute-Savoie" / "(74) :"."""
    return below.startswith("(") and not above.startswith("(")


def _announces(text: str) -> bool:
    """Whether a text is a heading of what follows: long, capitalised, with a colon at its end."""
    return len(text) > LONGEST_LABEL and text.endswith(":") and is_capitalised(text)


def are_figures(above: str, below: str) -> bool:
    """Whether both texts are whole figures or markers, that hardly go on in one another."""
    whole = FIGURE.fullmatch(above.strip()) and FIGURE.fullmatch(below.strip())
    return bool(whole) and not _is_cut_number(above.strip(), below.strip())


def _is_heading(above: str, below: str) -> bool:
    """Whether the text before a colon is too long for a label whose figure is to come."""
    return above.count(":") == 1 and len(above) > LONGEST_LABEL and is_capitalised(below)


def _cannot_begin(above: str, below: str) -> bool:
    """Whether what stands below is the rest of something.

    Where cells begin with a label, what begins without one in lower case, or as a number's rest, is the rest of a cell.
    """
    if below.startswith(CLOSING) or ((below[0].islower() or REMARK.match(below)) and _is_sentence(above)):
        return True
    is_rest = below[0].islower() or _is_cut_number(above, below) or _is_bracketed(above, below)
    return LABEL.match(above) is not None and is_rest


def is_capitalised(text: str) -> bool:
    """Whether a text begins as a sentence or label does, and not with an abbreviation ("RSA orientés")."""
    return text[0].isupper() and (len(text) < 2 or not text[1].isupper())


def _is_cut_number(above: str, below: str) -> bool:
    """Whether a group of three digits follows a digit: "6" / "000"."""
    return above[-1].isdigit() and re.match(r"\d{3}\b", below) is not None


def _is_cut_word(text: str) -> bool:
    """Whether the text ends in a hyphen after a letter."""
    return len(text) > 1 and text[-1] in "-\u2010\u00ad" and text[-2].isalpha()


def _is_sentence(text: str) -> bool:
    """Whether the text is words that may go on in lower case, not a figure or a marker such as "n.d."."""
    words = CODE.sub("", text)
    return text[-1].isalpha() and len(words) > 3 and not words[0].isdigit() and not LABEL.match(words)
