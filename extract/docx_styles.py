"""What the styles, lists and fonts of a DOCX change in its text: hidden, raised, numbered, written in signs."""

from __future__ import annotations

import re
from typing import NamedTuple

from .docx_package import Element, attribute, child, full_names, is_on, name, value

MAX_CHAIN = 50
"""Styles based on one another."""
_SYMBOL_LOW = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…"
SYMBOL_FONTS = {
    "symbol": dict(enumerate(_SYMBOL_LOW, 0x20)) | dict(enumerate(_SYMBOL_HIGH, 0xA0)),
    "wingdings": dict(zip(b"nlo\xa7\xa8\xd8\xe0\xfb\xfc\xfd\xfe", "■●☐▪☐➢→✗✔☒☑", strict=True)),
    "wingdings 2": dict(zip(b"OPQR\xa3", "✗✔☒☑☐", strict=True)),
}
"""Characters of the fonts whose codes are not Unicode (Adobe's Symbol encoding; the signs that forms use)."""


class Look(NamedTuple):
    """What a run's properties say that changes its text; null where they say nothing."""

    hidden: bool | None = None
    raised: str | None = None
    font: str | None = None

    def over(self, other: Look) -> Look:
        """This look, filled up with the other one where it says nothing."""
        hidden = other.hidden if self.hidden is None else self.hidden
        return Look(hidden, self.raised or other.raised, self.font or other.font)


def _own_look(properties: Element | None) -> Look:
    vanish, fonts = child(properties, "w:vanish"), child(properties, "w:rFonts")
    hidden = None if vanish is None else is_on(vanish)
    return Look(hidden, value(properties, "w:vertAlign"), None if fonts is None else attribute(fonts, "w:ascii"))


class Styles:
    """The styles and lists of a document, as far as they change what is read."""

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        found = () if styles is None else styles.iter(*full_names("w:style"))
        self._styles = {attribute(style, "w:styleId") or "": style for style in found}
        self._looks: dict[str, Look] = {}
        lists = () if numbering is None else numbering
        self._formats = {
            (attribute(item, "w:abstractNumId"), attribute(level, "w:ilvl")): value(level, "w:numFmt")
            for item in lists
            for level in item
            if name(item) == "w:abstractNum" and name(level) == "w:lvl"
        }
        self._numbers = {attribute(n, "w:numId"): value(n, "w:abstractNumId") for n in lists if name(n) == "w:num"}

    def look(self, run: Element | None, paragraph_style: str | None) -> Look:
        """The look of a run: its own properties, then its character style's, then its paragraph style's."""
        own = _own_look(run)
        return own.over(self._style_look(value(run, "w:rStyle"))).over(self._style_look(paragraph_style))

    def has_number(self, paragraph: Element | None) -> bool:
        """Whether Word prints a number (no bullet) of its own before the paragraph with these properties."""
        list_ = child(paragraph, "w:numPr")
        for style in self._chain(value(paragraph, "w:pStyle")):
            list_ = child(style, "w:pPr", "w:numPr") if list_ is None else list_
        number = value(list_, "w:numId")
        if number in (None, "0"):
            return False
        level = (self._numbers.get(number), value(list_, "w:ilvl") or "0")
        return self._formats.get(level, "none") not in ("bullet", "none")

    def _style_look(self, style: str | None) -> Look:
        if style not in self._looks:
            look = Look()
            for part in self._chain(style):
                look = look.over(_own_look(child(part, "w:rPr")))
            self._looks[style or ""] = look
        return self._looks[style or ""]

    def _chain(self, style: str | None) -> list[Element]:
        """The style and those it is based on; the bound ends one that is based on itself."""
        chain: list[Element] = []
        while (found := self._styles.get(style or "")) is not None and len(chain) < MAX_CHAIN:
            chain.append(found)
            style = value(found, "w:basedOn")
        return chain


def in_font(text: str, font: str | None) -> str:
    """A run's text; characters of the private area (U+F020 to U+F0FF) are those of its font, where that is known."""
    known = SYMBOL_FONTS.get((font or "").lower(), {})
    return re.sub("[\uf020-\uf0ff]", lambda found: known.get(ord(found[0]) & 0xFF, found[0]), text)


def symbol(code: str, font: str | None) -> str:
    """A `w:sym`; U+FFFD where its font has a picture there that has no known character."""
    if not re.fullmatch("[0-9A-Fa-f]{1,4}", code):
        return ""
    number = int(code, 16)
    known = SYMBOL_FONTS.get((font or "").lower())
    if known is not None or number & 0xFF00 == 0xF000:
        return (known or {}).get(number & 0xFF, "\ufffd")
    return "\ufffd" if 0xD800 <= number < 0xF900 or number < 0x20 else chr(number)
