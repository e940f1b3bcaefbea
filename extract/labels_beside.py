"""Labels that stand below each other in one ruled row, a text beside each: so many rows it holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from .rows import Block, blocks_of
from .spacing import Spacing
from .text import TextLine
from .uneven import Pair

Columns = Sequence[Sequence[TextLine]]

LEVEL = 0.25
"""Texts within this share of a line's height are on one level."""
BESIDE = 0.8
"""Such a share of labels stands beside a text of another column, or of those texts beside a label;"""
FEWEST_LABELS, OFTEN = 4, 0.5
"""or so many, and such a share of them, where headings are among them and texts are of several territories."""
MOSTLY = 0.6
"""Such a share of what stands there is labels."""
FEW_DIGITS = 0.2
"""A label has hardly more digits than this share of its letters: a measure's number, a territory's;"""
SAYS = ":"
"""and does not say anything of what it names, nor leaves it open."""


def labels_beside(row: Columns, spacing: Spacing) -> list[Pair]:
    """The labels of one column that stand under each other in a ruled row, and the texts beside that do so too."""
    blocks = blocks_of(row, spacing)
    several = [own for c in range(len(row)) if len(own := [block for block in blocks if block.column == c]) > 1]
    found: list[Pair] = []
    for labels in several:
        others = [block for own in several if own is not labels for block in own]
        for level in (_top, _middle):
            pairs = _beside(labels, others, level, LEVEL * spacing.height)
            if len(pairs) > len(found) and _are_labels({label for label, _ in pairs}, row):
                found = pairs
    return found


def _beside(labels: list[Block], others: list[Block], level: Callable[[Block], float], near: float) -> list[Pair]:
    """The labels and texts on one level; none where this is so of too few; headings stand beside no text at all."""
    labels = [label for label in labels if any(o.top < label.bottom and label.top < o.bottom for o in others)]
    pairs = [(label, other) for label in labels for other in others if abs(level(label) - level(other)) <= near]
    beside, met = {label for label, _ in pairs}, {other for _, other in pairs}
    is_usual = len(beside) >= BESIDE * len(labels) or len(met) >= BESIDE * len(others)
    is_frequent = len(beside) >= FEWEST_LABELS and len(beside) >= OFTEN * len(labels)
    return pairs if len(beside) > 1 and (is_usual or is_frequent) else []


def _top(block: Block) -> float:
    return block.top


def _middle(block: Block) -> float:
    return block.middle


def _are_labels(blocks: Collection[Block], row: Columns) -> bool:
    texts = [" ".join(line.text for line in row[b.column] if b.top <= line.top < b.bottom) for b in blocks]
    return sum(map(_is_label, texts)) >= MOSTLY * len(texts)


def _is_label(text: str) -> bool:
    digits, letters = sum(map(str.isdigit, text)), sum(map(str.isalpha, text))
    return digits <= FEW_DIGITS * letters and SAYS not in text
