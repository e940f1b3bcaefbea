"""The text outside the tables as sentences, each with its page, the heading above it, and whether it is read surely."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.model import Document, Line

from .grid import mend
from .spelling import fold

SENTENCE_END = re.compile(
    r"(?<=[.;!?])(?<!\bM\.)(?<!\bMM\.)(?<!\bart\.)(?<!\bal\.)(?<!\bcf\.)(?<!\bn\.)\s+(?=[^a-z\d])"
)
"""A stop before a capital, but not the one of "M. X" or "art. L."."""
HEADING = re.compile(r"(?:article|titre|chapitre|annexe)\s+(?:[\divx]+|1er|premier|[a-h])\b.{0,160}|preambule|sommaire")
NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\s?[.)\u2013-]?\s+[^\W\d].{0,120}")
BEGINS = re.compile(
    r"(?:vu|considerant|entre|et|fait a|il est convenu|il a ete convenu|fiches?[ -]actions? n)\b"
    r"|[-\u2022\u25aa\u25cf\uf0b7*]\s"
)
CLOSING = re.compile(r"fait (?:a|en|le)\b|fiches?[ -]actions? n")
"""What ends the articles: the place of signature, an action sheet."""
ENDS = (".", ";", "!", "?", ":")
WRAPPED = 70
"""A line as long as this (characters) may be cut by the page's width."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in one line. `heading` is the folded heading above it; `page` counts from 1, null without pages.

    `is_unsure`: a scan's readings differ somewhere in its lines.
    """

    text: str
    page: int | None = None
    heading: str = ""
    is_unsure: bool = False
    folded: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", fold(self.text))


def read_sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences of the document's body, in reading order; headings are sentences of their own."""
    lines = [line for line in document.lines if line.role == "body" and line.text.strip()]
    return tuple(_with_headings(_pieces(lines)))


def is_heading(text: str) -> bool:
    """Whether a line is the heading of an article, a title or an annexe, or a numbered one ("2.3. Suivi")."""
    folded = fold(text)
    if HEADING.fullmatch(folded) is not None:
        return True
    return NUMBERED.fullmatch(folded) is not None and not folded.endswith((".", ";", ","))


def _pieces(lines: Sequence[Line]) -> Iterator[list[tuple[str, Line]]]:
    """The parts of lines that each sentence is made of."""
    running: list[tuple[str, Line]] = []
    for line in lines:
        text = line.text.strip()
        if running and (is_heading(text) or BEGINS.match(fold(text)) or _is_whole(running)):
            yield running
            running = []
        *whole, last = SENTENCE_END.split(text)
        for part in whole:
            yield [*running, (part, line)]
            running = []
        running.append((last, line))
        if last.endswith(ENDS) or (is_heading(text) and len(running) == 1):
            yield running
            running = []
    if running:
        yield running


def _is_whole(running: Sequence[tuple[str, Line]]) -> bool:
    """Whether a text that no stop ends has ended all the same: a heading does with its line."""
    return len(running) == 1 and is_heading(running[0][0]) and len(running[0][0]) < WRAPPED


def _with_headings(pieces: Iterator[list[tuple[str, Line]]]) -> Iterator[Sentence]:
    heading = ""
    for parts in pieces:
        text = mend("\n".join(text for text, _ in parts))
        if is_heading(text):
            heading = fold(text)
        elif CLOSING.match(fold(text)):
            heading = ""
        place = parts[0][1].place
        yield Sentence(text, place.page if place else None, heading, any(line.is_unsure for _, line in parts))
