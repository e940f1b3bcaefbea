"""A row of a transcript that is the rest of the row above it, by what their words show.

A transcript has no rules: where a page ended, or where the engine lost its place, the rest of a row is written as a
row of its own. A label ("Pour le 68 :") and the figure that follows it may stand in two rows so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from .breaks import CODE, judge

Meeting = Literal["empty", "label_left", "label_filled", "pushed", "unfinished", "goes_on", "new", "unsure"]
"""How two texts of one column meet: see `meet`."""
GOING_ON: frozenset[Meeting] = frozenset(("label_filled", "unfinished", "goes_on"))
LEADING: frozenset[Meeting] = frozenset((*GOING_ON, "empty", "pushed"))


@dataclass(frozen=True, slots=True)
class Join:
    """Whether the lower row is the rest of the upper one, or only some columns' cells go on.

    `is_unsure`: nothing shows whether a new row begins. `is_weak`: what is joined is so by a small letter only.
    `hanging`: columns whose upper text does not end there, though nothing under it goes on.
    """

    is_cut: bool = False
    columns: frozenset[int] = frozenset()
    is_unsure: bool = False
    is_weak: bool = False
    hanging: frozenset[int] = frozenset()


def recurring_labels(texts: Iterable[str]) -> frozenset[str]:
    """The texts that end with a colon and begin another cell too: labels of figures, which no heading is."""
    squeezed = [_squeeze(text) for text in texts]
    ends = {text for text in squeezed if text.endswith(":")}
    starts: Counter[str] = Counter()
    for text in squeezed:
        starts.update({text[: at + 1] for at, character in enumerate(text[:60]) if character == ":"} & ends)
    return frozenset(label for label in ends if starts[label] > 1)


def join_rows(above: Mapping[int, str], below: Mapping[int, str], labels: frozenset[str], *, at_break: bool) -> Join:
    """Judge two rows, given by column. `at_break`: the transcript itself was interrupted between them.

    A figure's label whose column is empty below, while others are followed by their figures, says that the row below
    does not stand under this one's columns: then nothing is joined.
    """
    waiting = _waiting(above, labels)
    met = {column: meet(above.get(column, ""), text, column in waiting) for column, text in sorted(below.items())}
    left = waiting - {column for column, text in below.items() if text}
    filled = [how for column, how in met.items() if below[column]]
    weak = filled.count("goes_on")
    if left or not GOING_ON & set(filled) or (not at_break and 0 < weak < len(filled)) or _is_pushed(filled):
        unsure = at_break and (bool(left) or _is_unsure(above, met, ()))
        return Join(is_unsure=unsure, hanging=_hanging(above, met, below))
    if not {"new", "unsure"} & set(filled):
        return Join(is_cut=True, is_weak=weak > 0)
    columns = list(takewhile(lambda column: met[column] in LEADING, met))
    joined = frozenset(column for column in columns if met[column] in GOING_ON)
    is_weak = any(met[column] == "goes_on" for column in joined)
    return Join(columns=joined, is_unsure=at_break and _is_unsure(above, met, joined), is_weak=is_weak)


def _is_pushed(filled: Sequence[Meeting]) -> bool:
    """Whether a text stands in a column that is empty above, left of one that goes on: then the row is not in place."""
    texts = [how for how in filled if how in ("pushed", "unfinished", "goes_on")]
    return texts[:1] == ["pushed"] and len(set(texts)) > 1


def _hanging(above: Mapping[int, str], met: Mapping[int, Meeting], below: Mapping[int, str]) -> frozenset[int]:
    """Columns whose upper text hangs while a text in small letters stands below where nothing stood above."""
    if not any(how == "pushed" and below[column][:1].islower() for column, how in met.items()):
        return frozenset()
    own = {c: text for c, text in above.items() if text and not text.endswith(":")}
    return frozenset(c for c, text in own.items() if judge(text, "x") == "unfinished")


def _waiting(row: Mapping[int, str], labels: frozenset[str]) -> frozenset[int]:
    """The columns where a figure's label stands without its figure; the row's first cell alone may be a heading."""
    ends = {column for column, text in row.items() if _squeeze(text) in labels}
    first = min((column for column, text in row.items() if text), default=-1)
    same = Counter(_squeeze(row[column]) for column in ends)
    return frozenset(column for column in ends if column != first or same[_squeeze(row[column])] > 1)


def meet(above: str, below: str, is_waiting: bool) -> Meeting:
    """How the texts of a column meet. `is_waiting`: the upper one is a figure's label, and its figure is elsewhere."""
    if not below:
        return "label_left" if is_waiting else "empty"
    if not above:
        return "new" if CODE.match(below) else "pushed"
    verdict = judge(above, below)
    if verdict == "unfinished" and above.rstrip().endswith(":"):
        return "label_filled" if is_waiting else "unsure"
    if verdict == "unfinished" and below[0].isupper() and not _is_open(above):
        return "unsure"  # "Aller vers" is a whole label
    return verdict


def _is_open(text: str) -> bool:
    """Whether a text cannot end there whatever follows: a bracket is open, a word or an elision is cut."""
    return text.count("(") > text.count(")") or text.rstrip().endswith(("-", "'", "\u2019", "\u2010", "\u00ad"))


def _is_unsure(above: Mapping[int, str], met: Mapping[int, Meeting], joined: Collection[int]) -> bool:
    """Whether the print does not show that a new row begins; `joined` are the columns whose cells go on."""
    filled = [how for column, how in met.items() if column not in joined and how not in ("empty", "label_left")]
    own = [text for column, text in above.items() if text and column not in joined and not text.endswith(":")]
    if any(judge(text, "X") == "unfinished" and _is_open(text) for text in own):
        return True
    return filled[:1] != ["new"] and ("unsure" in filled or filled[:1] == ["pushed"])


def _squeeze(text: str) -> str:
    return "".join(text.split())
