"""The closed lists of the published dataset. Imports nothing, so that naming a status costs nothing."""

from __future__ import annotations

from typing import Literal, get_args

Status = Literal[
    "reported", "range", "nd", "nc", "nr", "not_applicable", "not_contracted", "text", "ambiguous", "blank"
]
PeriodKind = Literal["situation", "result", "target"]
Comparator = Literal["<", "<=", ">", ">=", "~"]
StockOrFlow = Literal["stock", "flow"]
Reader = Literal["pdf", "scan", "docx", "libreoffice", "transcript"]
Format = Literal["pdf", "docx", "doc", "odt", "rtf", "md", "txt", "html"]
Severity = Literal["info", "warning", "error"]
Role = Literal[
    "header",
    "section",
    "measure",
    "group",
    "indicator",
    "comment",
    "territory",
    "figure",
    "other_table",
    "ignored",
    "unplaced",
]
ConventionKind = Literal["convention", "amendment", "execution_report"]
LegalKind = Literal["law", "ordinance", "decree", "order", "instruction", "circular"]
Payer = Literal["state", "collectivity", "other"]

TABLES = ("observations", "cells", "funding", "actions", "findings", "conventions")
"""The tables of one document, in the order in which its files are put in place: `conventions`, the mark that it is
whole, is last."""
OVER_ALL = ("latest", "revisions", "coverage")
"""The tables over all documents."""

FLAGS_FOR_REVIEW = (
    "multiple_numbers",
    "number_with_clause",
    "territory_inferred",
    "row_shift_repaired",
    "rows_matched_by_order",
    "printed_once_for_several_indicators",
    "period_kind_inferred",
    "readers_disagree",
    "ocr_low_confidence",
    "percentage_over_100",
    "digits_suspect",
)
"""Each of these on a row sets `review`."""

FLAGS_ONLY_SAID = (
    "joint_territories",
    "joined_over_page",
    "marker_with_text",
    "period_bounds_inconsistent",
    "tracked_change",
    "series_break",
    "not_comparable_between_territories",
    "corrected",
)
"""None of these sets `review` by itself."""

FLAGS = FLAGS_FOR_REVIEW + FLAGS_ONLY_SAID

REFUSALS = (
    "empty_file",
    "not_a_document",
    "unreadable",
    "truncated",
    "encrypted",
    "unsupported_format",
    "converter_missing",
    "too_large",
    "check_failed",
    "correction_stale",
    "internal_error",
    "timed_out",
    "out_of_memory",
    "crashed",
)
"""Finding codes of a document that is refused: nothing but its one finding is published."""

FINDING_CODES = REFUSALS + (
    "no_annexe_table",
    "converted",
    "page_without_text_layer",
    "drawing_left_out",
    "invisible_text",
    "tracked_change",
    "other_table",
    "header_not_understood",
    "period_not_understood",
    "period_bounds_inconsistent",
    "period_kind_inferred",
    "unplaced_text",
    "territory_absent",
    "territory_unknown",
    "collectivity_not_found",
    "year_not_found",
    "fact_found",
    "fact_not_found",
    "fact_unsure",
    "facts_disagree",
    "funding_not_understood",
    "total_mismatch",
    "sheet_not_understood",
    "figure_over_several_periods",
    "factor_along_row",
    "semester_above_year",
    "unit_changes",
    "row_not_understood",
    "readers_disagree",
    "table_geometry",
    "private_data_withheld",
    "footnote",
    "indicator_not_matched",
    "stock_or_flow",
    "series_break",
    "not_comparable_between_territories",
    "collectivity_out_of_its_years",
)

STATUSES: tuple[Status, ...] = get_args(Status)
PERIOD_KINDS: tuple[PeriodKind, ...] = get_args(PeriodKind)
COMPARATORS: tuple[Comparator, ...] = get_args(Comparator)
STOCK_OR_FLOW: tuple[StockOrFlow, ...] = get_args(StockOrFlow)
READERS: tuple[Reader, ...] = get_args(Reader)
FORMATS: tuple[Format, ...] = get_args(Format)
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
ROLES: tuple[Role, ...] = get_args(Role)
CONVENTION_KINDS: tuple[ConventionKind, ...] = get_args(ConventionKind)
PAYERS: tuple[Payer, ...] = get_args(Payer)

MISSING = ("ambiguous", "text", "not_contracted", "not_applicable", "nd", "nc", "nr", "blank")
"""Statuses without a figure, the most telling first: of several the first says how an indicator is missing."""
COVERAGES = ("reported", *MISSING, "not_printed", "no_annexe_table", "document_not_held")


def sets_review(flags: tuple[str, ...]) -> bool:
    """Whether a row with these flags is for review."""
    return any(flag in FLAGS_FOR_REVIEW for flag in flags)
