"""Lines of a transcript to strips: runs of rows that stand together, tab-separated or between pipes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .transcript_text import is_rule, shown

FEWEST_TABS = 2
"""A line alone is a row from so many tabs on; in a run of such lines one is enough."""
_ALIGNMENT = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*$")
_PIPE = re.compile(r"(?<!\\)(?:\\\\)*\|")
_QUOTED = re.compile(r'^\s*"((?:[^"]|"")*)"\s*$')


@dataclass(frozen=True, slots=True)
class Field:
    """One cell as the transcript gives it. `struck`: part of it is struck through and left out."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """Rows that stand together, and for a nested table (`depth` over 0) in which strip's cell it stands."""

    rows: tuple[tuple[Field, ...], ...]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text between strips. `is_heading`: the markup says that it is one."""

    text: str
    is_heading: bool = False
    struck: int = 0


Item = Strip | TextLine


def read_lines(lines: Sequence[str]) -> list[Item]:
    """Strips and lines of text in order; rules, fences and blank lines are none."""
    items: list[Item] = []
    start = 0
    while start < len(lines):
        if not lines[start].strip():
            start += 1
            continue
        end = start
        while end < len(lines) and lines[end].strip():
            end += 1
        items += _paragraph(list(lines[start:end]))
        start = end
    return items


def _paragraph(lines: list[str]) -> list[Item]:
    """Lines without a blank line between them: text, then rows, then text."""
    tabbed = [line.count("\t") for line in lines]
    rows = [
        n >= FEWEST_TABS or (n > 0 and any(tabbed[max(0, i - 1) : i] + tabbed[i + 1 : i + 2]))
        for i, n in enumerate(tabbed)
    ]
    if any(rows):
        first = rows.index(True)
        strip = Strip(_rows(tuple(_tab_fields(line) for line in lines[first:])))
        return [*_text(lines[:first]), *([strip] if strip.rows else [])]
    piped = _piped(lines)
    if any(piped):
        first, end = piped.index(True), len(piped) - piped[::-1].index(True)
        strip = Strip(_rows(tuple(_pipe_fields(line) for line in _whole_rows(lines[first:end])), first_is_header=True))
        return [*_text(lines[:first]), *([strip] if strip.rows else []), *_text(lines[end:])]
    return _text(lines)


def _rows(rows: tuple[tuple[Field, ...], ...], *, first_is_header: bool = False) -> tuple[tuple[Field, ...], ...]:
    """The rows that are no rule drawn between others."""
    kept = []
    for number, row in enumerate(rows):
        texts = [field.text for field in row]
        drawn = [
            is_rule(text) or (first_is_header and number == 1 and set(text) <= set(":-") and text) for text in texts
        ]
        if not all(drawn) and any(texts):
            kept.append(row)
    return tuple(kept)


def _tab_fields(line: str) -> tuple[Field, ...]:
    return tuple(_field(m[1].replace('""', '"') if (m := _QUOTED.match(text)) else text) for text in line.split("\t"))


def _field(markup: str) -> Field:
    text = shown(markup)
    return Field(text.text, struck=bool(text.struck))


def _piped(lines: list[str]) -> list[bool]:
    """Which lines are rows between pipes: they begin with one, or hold one in a run that has an alignment row."""
    aligned = any(_ALIGNMENT.match(line) for line in lines)
    own = [line.lstrip().startswith("|") or (aligned and "|" in line) for line in lines]
    is_table = sum(own) > 1 or any(len(_PIPE.findall(line)) > FEWEST_TABS for line in lines)
    return own if is_table else [False] * len(lines)


def _whole_rows(lines: list[str]) -> list[str]:
    """The rows, each as one text: where rows close with a pipe, one that does not goes on with the next line."""
    closed = [line.rstrip().endswith("|") for line in lines]
    if sum(closed) * 2 < len(lines):
        return [line for line in lines if "|" in line]
    rows: list[str] = []
    for line in lines:
        if rows and not rows[-1].rstrip().endswith("|"):
            rows[-1] += "<br>" + line.strip()
        else:
            rows.append(line)
    return rows


def _pipe_fields(line: str) -> tuple[Field, ...]:
    text = line.strip()
    inner = text[1:] if text.startswith("|") else text
    ends = [match.end() for match in _PIPE.finditer(inner)]
    pieces = [inner[a : b - 1] for a, b in zip([0, *ends], ends, strict=False)]
    if rest := inner[ends[-1] if ends else 0 :].strip():
        pieces.append(rest)
    return tuple(_field(piece.replace("\\|", "|")) for piece in pieces)


def _text(lines: list[str]) -> list[Item]:
    """Lines of text without their signs; a paragraph is read as a whole, for emphasis may run over its lines."""
    kept = [line for line in lines if not is_rule(line) and not line.lstrip().startswith(("```", "~~~"))]
    if not kept:
        return []
    items: list[Item] = []
    run: list[str] = []
    for line in [*kept, "#"]:
        heading = re.match(r"^\s{0,3}#{1,6}(?:\s+|$)", line)
        if heading:
            items += _shown_lines("\n".join(run), is_heading=False)
            items += _shown_lines(line[heading.end() :].rstrip(" #"), is_heading=True)
            run = []
        else:
            run.append(re.sub(r"^\s*>\s?", "", line))
    return items


def _shown_lines(markup: str, *, is_heading: bool) -> list[Item]:
    text = shown(markup)
    marked = is_heading or re.match(r"\s*<h[1-6]\b", markup, re.IGNORECASE) is not None
    lines = [line for line in text.text.split("\n") if line]
    return [TextLine(line, marked, text.struck if i == 0 else 0) for i, line in enumerate(lines)]
