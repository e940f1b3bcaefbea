"""What the statuses and flags mean, in the words of the data dictionary."""

from __future__ import annotations

STATUSES = {
    "reported": "One number, in `value`; with unit, comparator or note where they are printed.",
    "range": "Two bounds, in `value_low` and `value_high`.",
    "nd": "Not available: ND, non disponible.",
    "nc": "NC: no legend in the documents says what it stands for.",
    "nr": "Not filled in: NR, non renseigné.",
    "not_applicable": "Nothing is expected here: /, sans objet, non concerné.",
    "not_contracted": "The action is no part of the contract: action non contractualisée.",
    "text": "Words without a single number to take.",
    "ambiguous": "Several numbers and no rule to choose between them.",
    "blank": "The cell is empty, or its label stands alone: nothing was asked or nothing was answered.",
}

FLAGS = {
    "multiple_numbers": "The cell prints several numbers.",
    "number_with_clause": "The number comes with a clause that may change what it says.",
    "territory_inferred": "No label says whose figure it is, and the document has several territories.",
    "row_shift_repaired": "The row is shifted, irregular, or its cells were found without rules; it was set right.",
    "rows_matched_by_order": "Figure and indicator, or figure and territory, were brought together by their order.",
    "printed_once_for_several_indicators": "The cell is merged down over several indicators; the row is of the first.",
    "period_kind_inferred": "The header does not say whether this is a baseline, a result or a target.",
    "readers_disagree": "A second reader reads the cell otherwise.",
    "ocr_low_confidence": "Two readings of a scanned text differ, or its ink gainsays them.",
    "percentage_over_100": "A percentage above 100.",
    "digits_suspect": "A comma, a space or a sign may be lost, or two weak signs speak against the number.",
    "joint_territories": "One figure is printed once for several territories.",
    "joined_over_page": "A page break cuts the cell; its parts were joined.",
    "marker_with_text": "A marker such as ND stands beside other words.",
    "period_bounds_inconsistent": "The printed bounds contradict the period's name; both are kept.",
    "tracked_change": "The text holds tracked changes; it is read as accepted.",
    "series_break": "Comment or header say that the figures before and after may not be compared.",
    "not_comparable_between_territories": "Comment or header say that territories may not be compared.",
    "corrected": "A person's correction was applied; `raw` stays as printed.",
}
