"""The tables over all documents, column by column: one file each, made again after every run."""

from __future__ import annotations

from dataclasses import replace

from . import vocabulary
from .columns import COLLECTIVITY, CONVENTION_YEAR, INT32, TEXT, list_of
from .law import Column, Law, Reference
from .tables import LAWS, OBSERVATIONS

INDICATOR_KEY = Column(
    "indicator_key",
    TEXT,
    "What makes it the same indicator in several documents: indicator_id, or where that is null the printed measure, "
    "sub-heading and label, folded.",
)
OF_OBSERVATION = {column.name: column for column in OBSERVATIONS.columns}
TERRITORY = replace(OF_OBSERVATION["territory"], nullable=False)
FACT = ("territory", "indicator_key", "period", "period_kind")
"""What a figure is of, whichever document prints it: 67 has figures in conventions of the Bas-Rhin and of 6AE."""

SIDE = (
    "document_id", "source", "convention_year", "page", "status", "value", "value_low", "value_high", "comparator",
    "unit", "raw", "review",
)  # fmt: skip
"""What `revisions` says of each of the two figures."""
OF_FACT = (
    "territory",
    "indicator_key",
    "indicator_id",
    "measure",
    "indicator_group",
    "indicator",
    "period",
    "period_kind",
)
"""What it says of the fact, in the newer document's words."""


def _side(name: str) -> tuple[Column, ...]:
    columns = (OF_OBSERVATION[each] for each in SIDE)
    return tuple(
        replace(c, name=f"{name}_{c.name}", description=f"The {name} figure. {c.description}") for c in columns
    )


LATEST = Law(
    "latest",
    "Of each fact the figure or marker of the newest document that prints one; its row of observations.",
    FACT,
    (INDICATOR_KEY, *(TERRITORY if column.name == "territory" else column for column in OBSERVATIONS.columns)),
    OBSERVATIONS.rules,
    (Reference(OBSERVATIONS.key, "observations"), *OBSERVATIONS.references),
)

REVISIONS = Law(
    "revisions",
    "One fact of which a document says something else than the next newer one.",
    (*FACT, "earlier_document_id", "later_document_id"),
    (
        TERRITORY,
        INDICATOR_KEY,
        *(OF_OBSERVATION[name] for name in ("indicator_id", "measure", "indicator_group", "indicator")),
        *(OF_OBSERVATION[name] for name in ("period", "period_kind")),
        *_side("earlier"),
        *_side("later"),
    ),
    (),
    tuple(Reference((f"{side}_document_id",), "conventions") for side in ("earlier", "later")),
)

COVERAGE = Law(
    "coverage",
    "One indicator of the conventions of one collectivity and year: whether it is reported, or how it is missing.",
    ("collectivity_code", "collectivity", "convention_year", "indicator_key"),
    (
        *COLLECTIVITY,
        CONVENTION_YEAR,
        INDICATOR_KEY,
        *(OF_OBSERVATION[name] for name in ("indicator_id", "measure", "indicator_group", "indicator")),
        Column(
            "coverage",
            TEXT,
            "`reported` where a document of the year prints a figure; else the status of what it prints instead; "
            "`not_printed` where the indicator is not in it, `no_annexe_table` where no indicator is, "
            "`document_not_held` where there is no document.",
            allowed=vocabulary.COVERAGES,
        ),
        Column(
            "figures",
            INT32,
            "How many figures its documents report, copies in another format too.",
            low=0,
        ),
        Column("for_review", INT32, "How many of them are for review.", low=0),
        Column("territories", list_of(TEXT), "The territories that have a figure, sorted."),
        Column("documents", list_of(TEXT), "The ids of the documents of the year, sorted."),
    ),
    (),
)

VINTAGES = {law.name: law for law in (LATEST, REVISIONS, COVERAGE)}
"""By their names, which are those of their files."""

EVERY = {**LAWS, **VINTAGES}
"""All that is published, in the order in which it is told: a document's tables, then those over all documents."""
