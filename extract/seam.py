"""How the last row of one page meets the first of the next: one row cut in two, cells that go on, or a new row."""

from __future__ import annotations

from dataclasses import dataclass, field

from .breaks import LABEL, are_figures, begin_with_labels, judge
from .fragment import Piece
from .model import Mark
from .rules import Span

SHORTEST_LABEL = 4
"""Characters: a longer text that stands in two rows is a label that each of them repeats."""
SHOWN = ("unfinished", "goes_on")
GOES_ON = (*SHOWN, "open")
"""Verdicts by which a cell goes on; `open`: only its missing lower rule says so."""


@dataclass
class Draft:
    """A cell being put together: its span in the stitched table and the pieces that the pages hold of it."""

    span: Span
    pieces: list[Piece]
    marks: set[Mark] = field(default_factory=set)

    @property
    def text(self) -> str:
        """The pieces' texts, one under the other."""
        return "\n".join(piece.text for piece in self.pieces if piece.text)


@dataclass(frozen=True, slots=True)
class Seam:
    """How two fragments meet: whether one row is cut in two, which columns' cells go on, whether that is in doubt.

    `shown`: columns whose own words show it, whatever the others do; where a text alone did not fit, those without.
    """

    is_cut: bool
    going_on: frozenset[int]
    is_unsure: bool
    shown: frozenset[int]


def read_seam(
    above: dict[tuple[int, int], Draft], top: list[Piece], has_empty_labels: bool = False, is_due: bool = False
) -> Seam:
    """Judge the last row of one page against the first of the next.

    Leading cells go on while what is below them is empty or their text shows it. If nothing else is filled, or what
    else is filled shows that it goes on too, the row itself was cut; otherwise a new row begins beside them. Where
    that is the next territory's, a figure merged over both rows may have been cut: what shows that it goes on does.
    `has_empty_labels`: rows without a label stand elsewhere in the table, so that an empty one is no label to come,
    unless the figures are of the same territory; `is_due`: it is one, and the two rows are of two territories.
    """
    verdicts = {piece.span.column: _verdict(above, piece) for piece in top}
    pushed = [piece for piece in top if verdicts[piece.span.column] == "pushed"]
    is_of_row = bool(pushed) and _are_of_its_territory(above, pushed)
    if has_empty_labels and not (is_of_row or is_due):
        verdicts = {column: "unsure" if verdict == "pushed" else verdict for column, verdict in verdicts.items()}
    leading: list[Piece] = []
    rest: list[Piece] = []
    for piece in sorted(top, key=lambda p: p.span.column):
        verdict = verdicts[piece.span.column]
        if not rest and verdict == "again":
            continue
        if not rest and verdict in (*GOES_ON, "empty", "pushed"):
            leading.append(piece)
        elif verdict not in ("empty", "blank"):
            rest.append(piece)
    own = [verdicts[p.span.column] for p in leading]
    others = [verdicts[p.span.column] for p in rest]
    fits = all((p.span.column, p.span.column_end) in above for p in top)
    is_spill = bool(rest) and not any(p.text for p in leading) and _spills(above, rest) and not has_empty_labels
    shown = "unfinished" in others or all(v in (*GOES_ON, "pushed") for v in others) or is_spill
    is_cut = (
        fits
        and "again" not in verdicts.values()
        and not {"new", "apart"} & set(others)
        and shown
        and any(v not in ("empty", "blank") for v in (*own, *others))
    )
    may_be_pushed = "pushed" in own and not is_due
    is_unsure = "open" in own or (not is_cut and (may_be_pushed or others[:1] in (["unsure"], ["apart"])))
    is_unsure |= is_cut and not is_of_row and not any(v in GOES_ON for v in (*own, *others))
    merged = [p for p in rest if verdicts[p.span.column] in SHOWN]
    new = [p for p in rest if p not in merged]
    if is_cut or not leading or not all(_is_of_next_territory(above, piece) for piece in new):
        merged = []
    going_on = frozenset(p.span.column for p in (*leading, *merged))
    sure = (*SHOWN, "empty") if is_cut and is_spill else SHOWN
    return Seam(is_cut, going_on, is_unsure, frozenset(c for c, verdict in verdicts.items() if verdict in sure))


def _is_of_next_territory(above: dict[tuple[int, int], Draft], piece: Piece) -> bool:
    """Whether a cell and the one above it, unless that is blank, begin with a label: for whom the figure is."""
    draft = above.get((piece.span.column, piece.span.column_end))
    return draft is not None and begin_with_labels(draft.text or piece.text, piece.text)


def _are_of_its_territory(above: dict[tuple[int, int], Draft], pushed: list[Piece]) -> bool:
    """Whether all pushed cells begin with the one label that cells of the row above do: for whom the figure is."""
    labels = {label_of(draft.text) for draft in above.values()} - {None}
    return len(labels) == 1 and all(label_of(piece.text) in labels for piece in pushed)


def label_of(text: str) -> str | None:
    """What a cell's text begins with, up to a colon."""
    match = LABEL.match(text.strip())
    return "".join(match[0].split()) if match else None


def _spills(above: dict[tuple[int, int], Draft], rest: list[Piece]) -> bool:
    """Whether only some of the row's cells have text on the next page: the rest of what did not fit."""
    first = min(piece.span.column for piece in rest)
    filled = [draft for (column, _), draft in above.items() if column >= first and draft.text]
    return len(rest) <= len(filled) / 2


def _verdict(above: dict[tuple[int, int], Draft], piece: Piece) -> str:
    draft = above.get((piece.span.column, piece.span.column_end))
    if draft is None:
        return "new"
    if not piece.text:
        return "empty" if draft.text or draft.span.row_end - draft.span.row > 1 else "blank"
    if not draft.text:
        return "pushed"
    if len(piece.text) >= SHORTEST_LABEL and piece.text.split() == draft.text.split():
        return "again"
    verdict = judge(draft.text, piece.text)
    is_open = draft.pieces[-1].open_bottom and not all(d.pieces[-1].open_bottom for d in above.values())
    if verdict == "unsure" and are_figures(draft.text, piece.text):
        return "apart"
    return "open" if verdict == "unsure" and is_open else verdict
