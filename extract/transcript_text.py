"""Markup inside a line or cell to the text that it shows: HTML's inline tags, Markdown's signs, entities.

What is struck through is taken as deleted, as a DOCX's tracked deletions are, and counted. A raised number right
after a digit or a letter is a call of a note and is set in brackets: "12<sup>1</sup>" is never 121.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

INLINE = (
    "a abbr acronym b bdi bdo big cite code dfn em font i ins kbd label mark q samp small span strong tt u var wbr img"
    " input"
).split()
BLOCKS = (
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3"
    " h4 h5 h6 header hr html li main nav ol p pre section summary ul caption"
).split()
STRUCK = ("del", "s", "strike")
UNSEEN = ("script", "style", "head", "template", "noscript", "title")

_TAG = re.compile(rf"</?(?:{'|'.join(sorted(INLINE, key=len, reverse=True))})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BLOCK = re.compile(
    rf"[ \t]*</?(?:{'|'.join(sorted(BLOCKS, key=len, reverse=True))})(?:\s[^<>]*)?/?>[ \t]*", re.IGNORECASE
)
_BREAK = re.compile(r"[ \t]*<br(?:\s[^<>]*)?/?>[ \t]*\n?|(?:[ ]{2,}|\\)\n", re.IGNORECASE)
_STRUCK = re.compile(
    r"<(del|s|strike)(?:\s[^<>]*)?>.{0,4000}?</\1\s*>|~~(?=\S).{0,4000}?\S~~", re.IGNORECASE | re.DOTALL
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_UNSEEN = re.compile(rf"<({'|'.join(UNSEEN)})(?:\s[^<>]*)?>.{{0,4000}}?</\1\s*>", re.IGNORECASE | re.DOTALL)
_RAISED = re.compile(r"(\w?)<sup(?:\s[^<>]*)?>(.{0,200}?)</sup\s*>", re.IGNORECASE | re.DOTALL)
_LOWERED = re.compile(r"</?su[bp](?:\s[^<>]*)?>", re.IGNORECASE)
_NOTE_CALL = re.compile(r"(?<=\w)\[\^(\w+)\]|(?<=\w)\^(\d+)\^|(?<=\w)\$\s*\^\{?\s*(\d+)\s*\}?\s*\$")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"(?<!!)\[([^\]\n]+)\]\((?:https?:|mailto:|#|\.{0,2}/)[^)\s]*\)")
_ESCAPE = re.compile(r"\\([!\"#$%&'()*+,./:;<=>?@\[\\\]^_`{|}~-])")
_EMPHASIS = (
    re.compile(r"(\*{1,3})(?=[^\s*])(.{1,4000}?)(?<=[^\s*])\1(?!\*)", re.DOTALL),
    re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])(.{1,4000}?)(?<=[^\s_])\1(?!\w)", re.DOTALL),
)
LONGEST_MARKED = 20_000
"""Characters; a longer paragraph or cell is left with its stars, for looking for their pairs would take too long."""
_HIDDEN = "\ue000"
"""A private-use character for a sign that a backslash makes literal, while emphasis is read."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The text that markup shows, and how many passages of it are struck through and left out."""

    text: str
    struck: int = 0


def shown(markup: str) -> Shown:
    r"""The text of a line, paragraph or cell; `<br>` and Markdown's hard breaks are `\n`, other breaks stay."""
    text = _UNSEEN.sub(" ", _COMMENT.sub("", markup))
    text, struck = _STRUCK.subn("", text)
    text = _NOTE_CALL.sub(lambda m: f" ({m[1] or m[2] or m[3]})", _IMAGE.sub("", text))
    text = _LOWERED.sub("", _RAISED.sub(_raised, text))
    text = _TAG.sub("", _BLOCK.sub("\n", _BREAK.sub("\n", text)))
    return Shown(tidy(html.unescape(_without_signs(text))), struck)


def _raised(match: re.Match[str]) -> str:
    """A raised number becomes a note's call; raised letters stay where they are ("1er")."""
    before, inside = match[1], match[2].strip()
    number = inside.strip("()[]")
    return f"{before} ({number})" if before and number.isdigit() else before + inside


def raised(before: str, inside: str) -> str:
    """What a raised text reads as behind the text that stands before it."""
    number = inside.strip().strip("()[]")
    return f" ({number})" if before[-1:].isalnum() and number.isdigit() else inside


def _without_signs(text: str) -> str:
    """Markdown's emphasis, links and escapes read; a lone star stays, for it marks a note."""
    literal: list[str] = []

    def hide(match: re.Match[str]) -> str:
        literal.append(match[1])
        return _HIDDEN

    text = _LINK.sub(r"\1", _ESCAPE.sub(hide, text.replace(_HIDDEN, "")))
    for pattern in _EMPHASIS if len(text) <= LONGEST_MARKED else ():
        for _ in range(3):
            text = pattern.sub(r"\2", text)
    signs = iter(literal)
    return "".join(next(signs) if character == _HIDDEN else character for character in text)


def tidy(text: str) -> str:
    """The text without blanks at the ends of its lines and without empty lines."""
    lines = (line.strip(" \t\r\f\v") for line in text.split("\n"))
    return "\n".join(line for line in lines if line.strip())


def is_rule(text: str) -> bool:
    """Whether a line or cell only draws a rule ("---", ":--:", "====")."""
    bare = "".join(text.split())
    return len(bare) > 1 and all(character in "-=_:+*\u2014\u2500" for character in bare)
