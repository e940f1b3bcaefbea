"""A reading to a row of the published `observations`."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.model import Cell, Document, Table

from .amend import corrected_flags
from .confusions import UNSURE, meant_by
from .corrections import Corrections
from .doubt import confidence_of
from .facts import Facts
from .figure import Figure, read_figure
from .knowledge import Knowledge
from .reading import Reading

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Context:
    """What all rows of a document share.

    `has_dotted_thousands`: its figures show that a dot in them parts thousands.
    """

    document: Document
    facts: Facts
    knowledge: Knowledge
    corrections: Corrections = field(default_factory=Corrections)
    has_dotted_thousands: bool = False

    def reader_of(self, table: int) -> str:
        """The reader of the table of this number: of one document some may be scanned."""
        return reader_of(self.document, self.document.tables[table])


def reader_of(document: Document, table: Table) -> str:
    """What read a table: `scan` where a page of it was scanned, else the document's own reader."""
    if document.source.format != "pdf":
        return document.reader
    return "scan" if table.is_scanned else "pdf"


def to_observation(reading: Reading, context: Context) -> Row:
    """The published row of a reading; what it says is understood here."""
    correction = context.corrections.of_cell(reading.at, reading.text, reading.part)
    text = correction.read if correction else reading.text
    reader = context.reader_of(reading.at.table)
    meant = meant_by(text, context.knowledge) if reader == "scan" and not correction else None
    figure = read_figure(
        meant.text if meant else text,
        context.knowledge,
        wrapped=reading.wrapped,
        has_dotted_thousands=context.has_dotted_thousands and reader != "transcript",
    )
    own = reading.flags | set(figure.flags) | (UNSURE if meant else frozenset())
    flags = tuple(sorted(own)) if figure.status != "blank" else _flags_of_blank(reading)
    if correction:
        flags = tuple(sorted(corrected_flags(frozenset(flags))))
    return {
        **_about(reading, context),
        **_figure_columns(figure),
        "flags": list(flags),
        "review": _is_for_review(flags, reading, figure),
        "confidence": confidence_of(flags, reading.cell.confidence),
        "correction": correction.id if correction else None,
        **_printed(reading),
        "reader": reader,
    }


def _flags_of_blank(reading: Reading) -> tuple[str, ...]:
    """An empty cell says nothing that could be wrong but its period; ink that nobody could read may be a figure."""
    unread = UNSURE if reading.cell.marks & {"ocr_unsure", "layer_disagrees"} else frozenset()
    return tuple(sorted(reading.flags & {"period_kind_inferred", "period_bounds_inconsistent"} | unread))


def _is_for_review(flags: tuple[str, ...], reading: Reading, figure: Figure) -> bool:
    from schemas.vocabulary import sets_review

    return sets_review(flags) or (not reading.codes and figure.status != "blank")


def _about(reading: Reading, context: Context) -> Row:
    subject, period, facts = reading.subject, reading.period, context.facts
    names = [context.knowledge.territories[code].name for code in reading.codes]
    return {
        "document_id": context.document.source.document_id,
        "source": context.document.source.name,
        "convention_year": facts.year,
        "collectivity": facts.collectivity,
        "collectivity_code": facts.collectivity_code,
        "section_code": subject.section_code,
        "section": subject.section,
        "measure_code": subject.measure_code,
        "measure": subject.measure,
        "indicator_group": subject.group,
        "indicator": subject.indicator,
        "indicator_id": None,
        "indicator_unit": None,
        "comment": subject.comment,
        "territory": "+".join(reading.codes) or None,
        "territory_label": reading.label,
        "territory_name": " + ".join(names) or None,
        "period": period.name,
        "period_kind": period.kind,
        "period_start": period.start,
        "period_end": period.end,
        "period_label": reading.period_label,
        "stock_or_flow": None,
    }


def _figure_columns(figure: Figure) -> Row:
    return {
        "status": figure.status,
        "value": figure.value,
        "value_low": figure.value_low,
        "value_high": figure.value_high,
        "comparator": figure.comparator,
        "unit": figure.unit,
        "note": figure.note,
    }


def _printed(reading: Reading) -> Row:
    return {"raw": reading.text, "part": reading.part, **place_of(reading.cell)}


def place_of(cell: Cell) -> Row:
    """Where a figure's cell is printed: its address, and where it begins on its page."""
    place = cell.places[0] if cell.places else None
    return {
        "table": cell.at.table,
        "row": cell.at.row,
        "column": cell.at.column,
        "page": place.page if place else None,
        "x0": place.x0 if place else None,
        "top": place.top if place else None,
        "x1": place.x1 if place else None,
        "bottom": place.bottom if place else None,
    }
