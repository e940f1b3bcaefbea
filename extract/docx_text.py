"""Paragraphs of a DOCX to the text that a reader sees: accepted changes, field results, no hidden text.

Verbatim, with three helps against figures that would read wrong: digits that stand raised after digits get a `^`
(12 with the mark 1 is `12^1`, never 121), digits after a mark or an index get a space, a built-up fraction gets a `/`.
Numbers and bullets that Word makes by itself are not text: `Flow.numbered` says that there was such a number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from .docx_package import NOT_PRINTED, Element, attribute, child, chosen, full_names, is_on, name, value, visible
from .docx_styles import Look, Styles, in_font, symbol
from .model import Address

TRACKED = ("w:ins", "w:del", "w:moveFrom", "w:moveTo")
SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
MAX_FIELDS = 100
"""Fields inside fields; more are damage, and read as no fields."""
MATH_SIGNS = {"m:den": "/", "m:sup": "^", "m:sub": "_"}
"""What stands before a part of a formula, so that a quotient or a power does not read as one number."""


@dataclass(slots=True)
class Field:
    """A field being read. Its code is not printed, its result is; `default` is printed where it has no result."""

    default: str
    begun_at: int
    in_result: bool = False


@dataclass(slots=True)
class Flow:
    """The text of one cell, note or body while it is read; `at` is null outside the tables."""

    at: Address | None = None
    paragraphs: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    touched: bool = False
    numbered: bool = False
    fields: list[Field] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    raised: str = ""

    @property
    def shows(self) -> bool:
        """Whether text is printed here: not inside a field's code."""
        return all(field.in_result for field in self.fields)

    def add(self, text: str, raised: str = "") -> None:
        """Append printed text; `raised` is its `w:vertAlign`."""
        if not text or not self.shows:
            return
        if raised != self.raised and self.pieces and self.pieces[-1][-1].isdecimal() and text[0].isdecimal():
            text = ("^" if raised == "superscript" else " ") + text
        self.pieces.append(text)
        self.raised = raised

    def end(self) -> None:
        """End the paragraph. A code that its paragraph does not close is taken as closed, so that no text is lost."""
        self.paragraphs.append("".join(self.pieces))
        self.pieces = []
        self.raised = ""
        self.fields = [field for field in self.fields if field.in_result]

    def close(self) -> None:
        """End a paragraph whose deleted mark joins it to one that does not follow."""
        if self.pieces:
            self.end()

    def turn_field(self, sign: Element) -> None:
        """Take a `w:fldChar`: a field begins, its code ends and its result begins, or it ends."""
        kind = attribute(sign, "w:fldCharType")
        if kind == "begin" and len(self.fields) < MAX_FIELDS:
            self.fields.append(Field(_form_default(child(sign, "w:ffData")), len(self.pieces)))
        elif kind == "separate" and self.fields:
            self.fields[-1].in_result = True
        elif kind == "end" and self.fields:
            ended = self.fields.pop()
            if len(self.pieces) == ended.begun_at:
                self.add(ended.default)


def _form_default(form: Element | None) -> str:
    box, choice = child(form, "w:checkBox"), child(form, "w:ddList")
    if box is not None:
        ticked = child(box, "w:checked")
        return "☒" if is_on(child(box, "w:default") if ticked is None else ticked) else "☐"
    listed = () if choice is None else choice
    entries = [attribute(entry, "w:val") or "" for entry in listed if name(entry) == "w:listEntry"]
    index = value(choice, "w:result") or value(choice, "w:default") or "0"
    return next((entry for number, entry in enumerate(entries) if str(number) == index), "")


class Reference(NamedTuple):
    """A call of a note in the text, and the cell where it stands."""

    kind: Literal["footnote", "endnote"]
    id: str
    at: Address | None


class TextReader:
    """Reads paragraphs into flows; counts the hidden runs and collects the calls of notes."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.hidden = 0
        self.references: list[Reference] = []

    def paragraph(self, paragraph: Element, flow: Flow) -> None:
        """Append a paragraph's text. A deleted or hidden mark joins it to the next one, as in print."""
        if len(paragraph) == 0:
            flow.end()
            return
        properties = child(paragraph, "w:pPr")
        style = value(properties, "w:pStyle")
        mark = child(properties, "w:rPr")
        marks = set() if mark is None else {name(part) for part in mark}
        flow.touched |= not marks.isdisjoint(TRACKED)
        flow.numbered |= self.styles.has_number(properties)
        waiting: list[Element | str] = [*reversed(paragraph)]
        while waiting:
            part = waiting.pop()
            if isinstance(part, str):
                flow.add(part)
            elif name(part) in ("w:r", "m:r"):
                self._run(part, style, flow)
            else:
                waiting.extend(_inside(part, flow)[::-1])
        if "w:del" not in marks and "w:moveFrom" not in marks and not self.styles.look(mark, style).hidden:
            flow.end()

    def _run(self, run: Element, style: str | None, flow: Flow) -> None:
        look = self.styles.look(child(run, "w:rPr"), style)
        waiting = list(run)[::-1]
        while waiting:
            part = waiting.pop()
            short = name(part)
            if short == "w:fldChar":
                flow.turn_field(part)
            elif short == "mc:AlternateContent":
                waiting.extend(chosen(part)[::-1])
            elif short in ("w:ruby", "w:rubyBase", "w:r"):
                waiting.extend(list(part)[::-1])
            elif look.hidden:
                self.hidden += flow.shows and bool(_printed(part, look).strip())
            elif short in ("w:drawing", "w:pict", "w:object"):
                flow.boxes.extend(visible(part, "w:txbxContent"))
            elif short in ("w:footnoteReference", "w:endnoteReference"):
                self._call(part, flow)
                if attribute(part, "w:customMarkFollows") in ("1", "true", "on"):
                    return  # the rest of the run is the mark itself
            else:
                flow.add(_printed(part, look), look.raised or "")

    def _call(self, call: Element, flow: Flow) -> None:
        if flow.shows:
            kind: Literal["footnote", "endnote"] = "footnote" if name(call) == "w:footnoteReference" else "endnote"
            self.references.append(Reference(kind, attribute(call, "w:id") or "", flow.at))
            flow.raised = "note"


def tracked_changes(story: Element | None) -> int:
    """How many tracked changes of text or cells a part holds; those of format alone are not counted."""
    changes = (*TRACKED, "w:cellIns", "w:cellDel", "w:cellMerge")
    changed = [full for short in changes for full in full_names(short)]
    return 0 if story is None else sum(1 for _ in story.iter(*changed))


def _inside(part: Element, flow: Flow) -> Sequence[Element | str]:
    """What is printed of an inline wrapper: its parts, with the signs that a formula needs between them."""
    short = name(part)
    flow.touched |= short in TRACKED and len(part) > 0
    if short == "w:txbxContent":
        flow.boxes.append(part)
        return []
    if short in NOT_PRINTED:
        return []
    if short == "mc:AlternateContent":
        return chosen(part)
    if not short.startswith("m:"):
        return list(part)
    parts: list[Element | str] = ["√"] if short == "m:rad" else []
    for piece in part:
        sign = MATH_SIGNS.get(name(piece), "")
        has_text = any(text.text for text in piece.iter(*full_names("m:t"))) if sign else False
        parts += [sign, piece] if has_text else [piece]
    if short == "m:d":
        properties = child(part, "m:dPr")
        brackets = [child(properties, "m:begChr"), child(properties, "m:endChr")]
        begin, end = ((None if b is None else attribute(b, "m:val")) for b in brackets)
        return ["(" if begin is None else begin, *parts, ")" if end is None else end]
    return parts


def _printed(part: Element, look: Look) -> str:
    """The text of one part of a run; empty for what prints none."""
    short = name(part)
    if short == "w:sym":
        return symbol(attribute(part, "w:char") or "", attribute(part, "w:font") or look.font)
    if short not in ("w:t", "m:t"):
        return SIGNS.get(short, "")
    return in_font(re.sub(r"[\r\n]+", " ", part.text or ""), look.font)
