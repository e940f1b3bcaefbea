"""Draws what an annexe says: sections, measures, sub-headings, indicators and their figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from tests.drawn import subjects
from tests.drawn.periods import Period
from tests.drawn.signatories import Signatory
from tests.drawn.spec import Group, Indicator, Measure, Part, Section, Style, draws
from tests.drawn.values import BLANK, Habits, Value, draw_value

SECTION_NUMBERS = ("{n}. {label}", "{n} - {label}", "Axe {n} : {label}", "Axe {n} – {label}", "{n}. {label}")
MEASURE_NUMBERS = ("{n}. {label}", "{n} {label}", "{n} – {label}", "Mesure {n} : {label}", "Mesure {n} – {label}")
PLAIN_NUMBERS = (
    "Fiche action {n} – {label}",
    "Action n° {n} : {label}",
    "Mesure {n} – {label}",
    "Action {n} : {label}",
)

ODD_MARKERS = ("s.i.", "nsp", "–", "n.c.p.", "xx", "pas de remontée", "?")
ODD_UNITS = (("bordereau", "bordereaux"), ("kit alpha", "kits alpha"), ("pts PMI", "pts PMI"), ("zorgon", "zorgons"))


@dataclass(frozen=True, slots=True)
class Writer:
    """All that decides what is written."""

    rng: Random
    habits: Habits
    signatory: Signatory
    style: Style
    periods: tuple[Period, ...]
    odd: tuple[str, ...]


def draw_sections(writer: Writer) -> tuple[Section, ...]:
    rng = writer.rng
    stock = rng.sample(subjects.MEASURES, rng.randrange(1, len(subjects.MEASURES) + 1))
    if draws(rng, 0.6):
        return numbered_sections(writer, stock)
    pattern, number, measures = rng.choice(PLAIN_NUMBERS), 0, []
    for label, indicators in stock:
        number += 2 if draws(rng, 0.15) else 1
        measures.append(measure_of(writer, (str(number), label, pattern), indicators))
    return (Section(None, tuple(measures)),)


def numbered_sections(
    writer: Writer, stock: list[tuple[str, tuple[tuple[str, subjects.Kind], ...]]]
) -> tuple[Section, ...]:
    """Sections with numbers, measures with numbers under theirs; both leave gaps."""
    rng = writer.rng
    above, below = rng.choice(SECTION_NUMBERS), rng.choice(MEASURE_NUMBERS)
    names = [name for name in subjects.SECTIONS if draws(rng, 0.8)] or [subjects.SECTIONS[0]]
    sections, number = [], 0
    for i, name in enumerate(names):
        number += 2 if draws(rng, 0.15) else 1
        mine = stock[i * len(stock) // len(names) : (i + 1) * len(stock) // len(names)]
        measures, second = [], 0
        for label, indicators in mine:
            second += 2 if draws(rng, 0.15) else 1
            measures.append(measure_of(writer, (f"{number}.{second}", label, below), indicators))
        if measures:
            sections.append(Section(above.format(n=number, label=name), tuple(measures)))
    return tuple(sections)


def measure_of(
    writer: Writer, name: tuple[str, str, str], indicators: tuple[tuple[str, subjects.Kind], ...]
) -> Measure:
    """`name`: code, label, and the pattern that prints both."""
    rng, (code, label, pattern) = writer.rng, name
    kept = [pair for pair in indicators if draws(rng, 0.85)] or [indicators[0]]
    groups = [group_of(writer, None, tuple(kept))]
    if draws(rng, 0.15):
        for heading in rng.sample(subjects.GROUPS, rng.randrange(1, 3)):
            themes = rng.sample(subjects.THEMES, rng.randrange(2, 5))
            groups.append(group_of(writer, heading, tuple((theme, "count") for theme in themes)))
        if draws(rng, 0.4):
            groups = groups[1:]
    apart = "measure_number" in writer.style.columns
    return Measure(code, label, label if apart else pattern.format(n=code, label=label), tuple(groups))


def group_of(writer: Writer, heading: str | None, named: tuple[tuple[str, subjects.Kind], ...]) -> Group:
    """Now and then one figure stands for an indicator and the one below it."""
    indicators = [indicator_of(writer, label, kind) for label, kind in named]
    for i in range(1, len(indicators)):
        if writer.style.split in ("none", "lines") and draws(writer.rng, 0.04):
            covered = writer.rng.randrange(len(writer.periods))
            cells = tuple(() if c == covered else parts for c, parts in enumerate(indicators[i].cells))
            indicators[i] = replace(indicators[i], cells=cells)
    return Group(heading, tuple(indicators))


def indicator_of(writer: Writer, label: str, kind: subjects.Kind) -> Indicator:
    comment = writer.rng.choice(subjects.COMMENTS)
    cells = tuple(parts_of(writer, kind) for _ in writer.periods)
    return Indicator(label, comment, cells)


def parts_of(writer: Writer, kind: subjects.Kind) -> tuple[Part, ...]:
    rng, split, territories = writer.rng, writer.style.split, writer.signatory.territories
    if split == "none":
        return (Part((), value_of(writer, kind)),)
    if split in ("lines", "lines_apart", "rows_merged", "brackets") and draws(rng, 0.03):
        return (Part(territories, value_of(writer, kind)),)
    parts = [Part((territory,), value_of(writer, kind)) for territory in territories]
    if split == "brackets" and any(part.value is BLANK for part in parts):
        parts = [Part(part.territories, BLANK) for part in parts]
    return tuple(parts)


def value_of(writer: Writer, kind: subjects.Kind) -> Value:
    rng = writer.rng
    if "marker" in writer.odd and draws(rng, 0.15):
        return Value(rng.choice(ODD_MARKERS), "text")
    if "unit" in writer.odd and draws(rng, 0.15):
        number, (one, many) = rng.randrange(2, 90), rng.choice(ODD_UNITS)
        return Value(f"{number} {many}", value=number, unit=one)
    return draw_value(rng, kind, writer.habits)
