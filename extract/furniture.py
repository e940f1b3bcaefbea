"""Page furniture: what stands at the same place on several pages (letterhead, footer, page number)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from .begun_texts import begun_texts, goes_on
from .columns import chunks_of
from .fragment import Fragment, PageContent
from .model import PageSize
from .text import TextLine, said

SAME_PLACE = 4.0
"""Points by which furniture may wander from page to page."""
NUMBERS = re.compile(r"\d+")
SIGNS = re.compile(r"[^\w#%€]+")
"""What may be read otherwise on each page; not a figure's own signs."""
PAGE_WORD = re.compile(r"\b(p|pg|page|pages|folio|feuillet)\W*$", re.IGNORECASE)
OF_PAGES = re.compile(r"\s*(/|sur|de|of)\s*\d", re.IGNORECASE)
EDGE = 0.25
"""Furniture stands in this share of the page at its top or bottom."""

MARGIN = 0.08
"""So much of the page at its top or bottom is its margin."""
FURNITURE_CHUNKS = 3
"""Lines in more parts are a table's."""
ONE_ROW = 3.0
"""Rows of a header stand no farther apart than so many heights of a line."""
OVERLAP = 2.0
"""Boxes of lines one above the other may overlap by so much (points): a scan's are not known to the point."""
NARROW = 0.15
"""Texts narrower than this share of the page may be those of a table's columns."""
SAME_BLOCK = 0.5
"""Lines nearer than this share of a line's height belong together."""

Mask = tuple[str, bool, int, int]


class HasLines(Protocol):
    """A page of which furniture can be told."""

    @property
    def size(self) -> PageSize:
        """The page's number and size."""

    @property
    def lines(self) -> tuple[TextLine, ...]:
        """Its lines, top to bottom."""


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a page before its tables are known."""

    size: PageSize
    lines: tuple[TextLine, ...]


def find_furniture(pages: Sequence[HasLines]) -> dict[int, frozenset[int]]:
    """For each page (its place in `pages`) the places of its lines that are furniture."""
    groups: dict[Mask, list[tuple[int, int]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for place, line in enumerate(page.lines):
            for mask in _masks(line, page):
                groups[mask].append((number, place))
    found: dict[int, set[int]] = defaultdict(set)
    for members in groups.values():
        if len({number for number, _ in members}) > 1 and _numbers_agree(pages, members):
            for number, place in members:
                found[number].add(place)
    return {number: frozenset(_outermost(page, found[number])) for number, page in enumerate(pages)}


def _outermost(page: HasLines, places: set[int]) -> set[int]:
    """Of the lines that come back those with nothing else between them and the page's edge: others are a table's.

    In the page's margin any may be furniture, whatever stands beside it, but the first lines of a narrow text.
    """
    height = page.size.height
    others = [line for place, line in enumerate(page.lines) if place not in places]
    places = places - begun_texts(page.lines, places, NARROW * page.size.width)
    first = min((line.top for line in others if line.bottom > MARGIN * height), default=height)
    last = max((line.bottom for line in others if line.top < (1 - MARGIN) * height), default=0.0)
    own = ((place, page.lines[place]) for place in places)
    return {
        place
        for place, line in own
        if (line.bottom <= MARGIN * height or line.top >= (1 - MARGIN) * height)
        or (
            (line.bottom <= first + OVERLAP or line.top >= last - OVERLAP)
            and not any(goes_on(line, other, SAME_BLOCK) for other in others)
        )
    }


def without_furniture(pages: Sequence[tuple[PageSize, list[list[TextLine]]]]) -> list[list[list[TextLine]]]:
    """Each page's lines of words without furniture; lines in many parts are a table's header that comes back."""
    joined = [PageLines(size, tuple(map(joined_line, lines))) for size, lines in pages]
    furniture = find_furniture(joined)
    gone = [
        _outside_tables(page, lines, furniture[n])
        for n, (page, (_, lines)) in enumerate(zip(joined, pages, strict=True))
    ]
    kept = [[n for n in range(len(lines)) if n not in own] for own, (_, lines) in zip(gone, pages, strict=True)]
    headers = {said(lines[n]) for own, (_, lines) in zip(kept, pages, strict=True) for n in own if _is_row(lines[n])}
    return [
        [line for n, line in enumerate(lines) if n not in own or (_is_row(line) and said(line) in headers)]
        for own, (_, lines) in zip(gone, pages, strict=True)
    ]


def _outside_tables(page: PageLines, lines: list[list[TextLine]], furniture: frozenset[int]) -> frozenset[int]:
    """The furniture of a page but what is a table's: its header that comes back, and what stands inside of that."""
    own = _of_tables(lines, furniture)
    middle = page.size.height / 2
    top = min((page.lines[place].bottom for place in own if page.lines[place].bottom < middle), default=middle)
    bottom = max((page.lines[place].top for place in own if page.lines[place].top > middle), default=middle)
    return frozenset(
        place for place in furniture - own if page.lines[place].top < top or page.lines[place].bottom > bottom
    )


def _is_row(line: list[TextLine]) -> bool:
    """Whether a line is in so many parts as a row of a table is: what is one on some page is one on all."""
    return len(chunks_of(line)) >= FURNITURE_CHUNKS


def _of_tables(lines: list[list[TextLine]], furniture: frozenset[int]) -> set[int]:
    """The places of the lines that come back and are a table's: with those beside and right below they are in parts.

    So are those in parts that stand one row above or below such lines, or a row of a table.
    """
    own = sorted(furniture)
    boxes = {place: joined_line(lines[place]) for place in range(len(lines))}
    blocks = _runs(own, boxes, SAME_BLOCK)
    parts = {place: _parts([lines[each] for each in block]) for block in blocks for place in block}
    rows = {place for place, line in enumerate(lines) if _is_row(line)} - furniture
    wide = rows | {place for place in own if parts[place] > FURNITURE_CHUNKS}
    headers = _runs(sorted(rows | {place for place in own if parts[place] > 1}), boxes, ONE_ROW)
    return {place for run in headers if wide.intersection(run) for place in run if place in furniture}


def _runs(places: Sequence[int], boxes: Mapping[int, TextLine], near: float) -> list[list[int]]:
    """The lines at these places in runs, in which each stands within so many heights of a line of those above."""
    runs: list[list[int]] = []
    reach = 0.0
    for place in places:
        box = boxes[place]
        if not runs or box.top - reach > near * (box.bottom - box.top):
            runs.append([])
        runs[-1].append(place)
        reach = max(reach, box.bottom)
    return runs


def _parts(lines: list[list[TextLine]]) -> int:
    """In how many parts the lines of a block stand beside each other."""
    spans = sorted((chunk[0].x0, max(word.x1 for word in chunk)) for line in lines for chunk in chunks_of(line))
    parts, reach = 0, -1.0
    for x0, x1 in spans:
        parts += x0 > reach
        reach = max(reach, x1)
    return parts


def joined_line(words: Sequence[TextLine]) -> TextLine:
    """Words as one line."""
    x0, top, x1, bottom = zip(*[(word.x0, word.top, word.x1, word.bottom) for word in words], strict=True)
    return TextLine(" ".join([word.text for word in words]), min(x0), min(top), max(x1), max(bottom))


def _masks(line: TextLine, page: HasLines) -> Iterable[Mask]:
    """What a line at a page's edge has in common with its like: its words without numbers, and where it stands.

    Its signs do not count: a recogniser reads a dash or an apostrophe now so, now so.

    The place is given on two rasters half a step apart, so that near places share one of them.
    """
    numbered = NUMBERS.sub("#", line.text)
    text = SIGNS.sub(" ", numbered).strip() or numbered
    at_top = line.bottom < page.size.height * EDGE
    if at_top or line.top > page.size.height * (1 - EDGE):
        distance = line.top if at_top else page.size.height - line.bottom
        for half in (0, 1):
            yield text, at_top, half, int(distance / SAME_PLACE + half / 2)


def _numbers_agree(pages: Sequence[HasLines], members: list[tuple[int, int]]) -> bool:
    """Whether each number in the lines stays the same, or counts the pages."""
    lines = [pages[p].lines[i] for p, i in members]
    rows = [[int(n[:9]) for n in NUMBERS.findall(line.text)] for line in lines]
    at_bottom = lines[0].top > pages[members[0][0]].size.height / 2
    for number, column in enumerate(zip(*rows, strict=True)):
        counted = {n - pages[p].size.page for n, (p, _) in zip(column, members, strict=True)}
        if len(set(column)) > 1 and (len(counted) > 1 or not _is_page_number(lines[0].text, number, at_bottom)):
            return False
    return True


def _is_page_number(text: str, number: int, at_bottom: bool) -> bool:
    """Whether the words round one of a line's numbers, or its place, say that it counts pages.

    "Fiche action n° 3" at the top of page 3 is a title.
    """
    found = list(NUMBERS.finditer(text))[number]
    before, after = text[: found.start()], text[found.end() :]
    is_named = PAGE_WORD.search(before) is not None or OF_PAGES.match(after) is not None
    is_alone = not any(c.isalpha() for c in text)
    is_last_or_first = not all(any(c.isalnum() for c in text) for text in (before, after))
    return is_named or is_alone or (at_bottom and is_last_or_first)


def is_furniture_table(fragment: Fragment, pages: Sequence[PageContent]) -> bool:
    """Whether the whole fragment, at a page's edge, comes back in text and place on another page."""
    height = next(page.size.height for page in pages if page.size.page == fragment.page)
    if fragment.bottom > height * EDGE and fragment.top < height * (1 - EDGE):
        return False
    return any(
        _is_same(fragment, other) for page in pages if page.size.page != fragment.page for other in page.fragments
    )


def _is_same(one: Fragment, other: Fragment) -> bool:
    near = abs(one.top - other.top) < SAME_PLACE and abs(one.bottom - other.bottom) < SAME_PLACE
    return near and [piece.text for piece in one.pieces] == [piece.text for piece in other.pieces]
