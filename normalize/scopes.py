"""How far a doubt reaches: a row's own figures, those that go with its label, or all up to the next heading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from .grid import mend
from .plan import FIGURES, Kind, Line, Plan, says_group, starts_like_rest


@dataclass
class Block:
    """The rows of one indicator: the first bears the label."""

    lines: list[Line] = field(default_factory=list)
    codes: frozenset[str] = frozenset()
    has_figures: bool = False
    has_label: bool = False


def match_by_order(lines: list[Line], plan: Plan) -> None:
    """Rows with labels for one territory, then as many rows without for another: the first goes with the first.

    Filled down, they would all be figures of the last label.
    """
    for segment in _segments(lines, plan):
        labelled: list[Line] = []
        place = 0
        while place < len(segment):
            line = segment[place]
            if _label(line, plan):
                same = labelled and plan.codes(labelled[-1]) == plan.codes(line)
                labelled = [*labelled, line] if same else [line]
                place += 1
                continue
            rest = segment[place:]
            end = next((i for i, other in enumerate(rest) if _label(other, plan)), len(rest))
            _match(labelled, [other for other in rest[:end] if _has_figures(other, plan)], plan)
            labelled, place = [], place + end
        _keep_labels(_blocks(segment, plan), plan)


def _keep_labels(blocks: list[Block], plan: Plan) -> None:
    """Rows without label whose territories the labelled row names too, but in other columns, are that label's.

    "68 | 68 | 67 and 68" above "67 | 67 | (empty)" is one indicator if those before it lack no territory.
    """
    seen: list[frozenset[str]] = []
    for block in blocks:
        first, rest = block.lines[0], [line for line in block.lines[1:] if _has_figures(line, plan)]
        added = frozenset[str]().union(*(plan.codes(line) for line in rest))
        apart = all(not plan.codes_in(first, c) & plan.codes_in(line, c) for line in rest for c in plan.periods)
        waits = any(plan.kind(first.text(c)) == "label" for c in plan.periods)
        shared = bool(added & plan.codes(first)) or waits
        if len(rest) == 1 and apart and shared and all(added <= codes for codes in seen):
            rest[0].label_of = rest[0].label_of or first.number
        seen += [block.codes] if block.codes else []


def _match(labelled: list[Line], bare: list[Line], plan: Plan) -> None:
    if len(labelled) < 2 or len(labelled) != len(bare):
        return
    first, others = plan.codes(labelled[0]), {plan.codes(line) for line in bare}
    if not first or len(others) != 1 or not next(iter(others)) or first & next(iter(others)):
        return
    for line, other in zip(labelled, bare, strict=True):
        other.label_of, other.by_order = line.number, True


def doubt_of_rows(lines: list[Line], plan: Plan) -> set[int]:
    """The rows whose figures are in doubt because of their own row or of the label or heading above them."""
    found: set[int] = set()
    measure = group = label = False
    for line in lines:
        if _names_measure(line, plan):
            measure = group = label = _spoils_measure(line, plan)
        elif _spoils_measure(line, plan):
            measure = True
        if _is_heading(line, plan):
            group, label = _has_doubt(line), False
        elif _label(line, plan):
            label = _has_doubt(line)
        group = group or (line.doubtful and not _has_kind(line, plan, plan.periods, FIGURES))
        if measure or group or label or _has_doubt(line):
            found.add(line.number)
    return found | _cut_labels(lines, plan) | _rests(lines, plan)


def _rests(lines: list[Line], plan: Plan) -> set[int]:
    """Rows that may be the rest of the label, or of the figures, of the row above them, and the rows of that label."""
    found: set[int] = set()
    has_codes = any(plan.codes(line) for line in lines)
    for place, line in enumerate(lines):
        own = [line.text(c) for c in line.filled() if c < plan.first and c not in plan.comments]
        odd = plan.is_coded and any(plan.kind(line.text(c)) == "words" for c in line.filled() if c == plan.measure)
        if (
            odd
            or any(starts_like_rest(text, plan) for text in own)
            or (any(own) and _fills(line, lines[place - 1], plan))
        ):
            first = max((i for i in range(place) if _label(lines[i], plan)), default=place)
            found |= {other.number for other in lines[first : place + 1]}
        elif (
            has_codes
            and not any(own)
            and not line.fixed()
            and _has_figures(line, plan)
            and not plan.codes(line)
            and place
        ):
            found |= {lines[place - 1].number, line.number}
    return found


def _fills(line: Line, above: Line, plan: Plan) -> bool:
    """Whether a figure without label stands under a label without figure: then the row above goes on here."""
    waiting = [c for c in plan.periods if plan.kind(above.text(c)) == "label"]
    return _has_kind(line, plan, waiting, frozenset(("figure", "words")))


def _spoils_measure(line: Line, plan: Plan) -> bool:
    """Whether the row may leave its own and the following rows with a wrong measure."""
    column = plan.indicator if plan.measure is None else plan.measure
    own = line.own(column)
    kind = plan.kind(own)
    if plan.measure is None:
        return line.doubtful and not _has_kind(line, plan, plan.periods, FIGURES)
    begun = [c for c, cell in line.covered.items() if cell.at.row == line.number]
    if line.doubtful and _has_kind(line, plan, [*line.filled(), *begun], frozenset(("code",))):
        return kind != "code"
    return bool(own.strip()) and (line.doubtful if not plan.is_coded else kind != "code")


def _has_kind(line: Line, plan: Plan, columns: Iterable[int], kinds: frozenset[Kind]) -> bool:
    return any(plan.kind(line.text(c)) in kinds for c in columns)


def _cut_labels(lines: list[Line], plan: Plan) -> set[int]:
    """Rows of two labels that may be one: the second has no figures, or each has those that the other lacks."""
    found: set[int] = set()
    for segment in _segments(lines, plan):
        blocks = _blocks(segment, plan)
        for one, two in pairwise(blocks):
            apart = one.codes and two.codes and not one.codes & two.codes
            rest = two.has_label and not two.has_figures and not _is_heading(two.lines[0], plan)
            rest = rest or (two.has_label and starts_like_rest(_label(two.lines[0], plan), plan))
            if (apart and one.has_label and two.has_label) or (rest and one.has_figures):
                found |= {line.number for line in (*one.lines, *two.lines)}
    return found


def _segments(lines: list[Line], plan: Plan) -> list[list[Line]]:
    """The rows between headings and measures; a row that names its measure begins one."""
    segments: list[list[Line]] = [[]]
    for line in lines:
        if _is_heading(line, plan):
            segments.append([])
        elif _names_measure(line, plan):
            segments.append([line])
        else:
            segments[-1].append(line)
    return [segment for segment in segments if segment]


def _blocks(segment: list[Line], plan: Plan) -> list[Block]:
    blocks: list[Block] = []
    by_row: dict[int, Block] = {}
    for line in segment:
        if line.label_of is not None and line.label_of in by_row:
            block = by_row[line.label_of]
        elif _label(line, plan) or not blocks:
            block = Block(has_label=bool(_label(line, plan)))
            blocks.append(block)
        else:
            block = blocks[-1]
        by_row[line.number] = block
        block.lines.append(line)
        block.codes |= plan.codes(line)
        block.has_figures |= _has_figures(line, plan)
    return blocks


def _label(line: Line, plan: Plan) -> str:
    """The row's own label: not that of a merged cell from above."""
    return mend(line.own(plan.indicator))


def _has_figures(line: Line, plan: Plan) -> bool:
    return any(line.text(c).strip() for c in plan.periods)


def _has_doubt(line: Line) -> bool:
    return line.moved or line.doubtful


def _names_measure(line: Line, plan: Plan) -> bool:
    """Whether the row itself names a measure or section, as others do."""
    column = plan.indicator if plan.measure is None else plan.measure
    kind = plan.kind(line.own(column))
    return kind == "code" or (kind == "words" and plan.measure is not None and not plan.is_coded)


def _is_heading(line: Line, plan: Plan) -> bool:
    """Whether the row holds one text only, before the figures, that is a section, a measure or a group."""
    wide = {id(cell): cell for c, cell in line.covered.items() if cell.at.row == line.number and cell.text.strip()}
    if len(wide) + len(line.filled()) != 1:
        return False
    if any(cell.colspan > len(plan.periods) for cell in wide.values()):
        return True
    column = line.filled()[0] if line.filled() else next(iter(wide.values())).at.column
    if column >= plan.first:
        return False
    if column < plan.indicator:
        return True
    return column == plan.indicator and says_group(line.text(column), plan)
