"""What each finding says, and what a person may do about it, in the words of the reference."""

from __future__ import annotations

REFUSED = {
    "empty_file": "The file has no bytes. Ask for it again.",
    "not_a_document": "Neither a PDF nor a word processor's document nor a transcript. Send the original file.",
    "unreadable": "The file is damaged where it matters. Ask for it again, or save it anew.",
    "truncated": "The file breaks off before its end. Ask for the whole file.",
    "encrypted": "It asks for a password. Give it by `--password-file` (PDF), or ask for an unprotected copy.",
    "unsupported_format": "A file of old Office without a text (.xls, .ppt, .msg). Save its document as DOCX or PDF.",
    "converter_missing": "A .doc, .odt or .rtf, and LibreOffice is not installed: `calpae doctor` says how to have it. "
    "Once it is there the next run reads the document.",
    "too_large": "A page or a part holds more than any document needs. Ask for the original file.",
    "check_failed": "What was read breaks the law of the tables: a fault of the program. Please report it.",
    "correction_stale": "A correction no longer finds the text that it expects. Look at the page, mend or delete it.",
    "internal_error": "A fault of the program. Please report it, with the log.",
    "timed_out": "Reading took longer than `--timeout` allows. Give it more; the next run then tries again.",
    "out_of_memory": "Reading took more than `--memory` allows. Give it more; the next run then tries again.",
    "crashed": "The process that read it ended of itself. Please report it; other limits have it tried again.",
}
"""Of a document that is refused: the one row that is published of it."""

SAID = {
    "no_annexe_table": "No table has a column of indicators and one of a period. So it is from 2024 on.",
    "converted": "A .doc, .odt or .rtf, read from the DOCX that LibreOffice made of it; without pages.",
    "page_without_text_layer": "A page is a picture in which no text was found.",
    "drawing_left_out": "A drawing or a chart looks like a table and was not taken for one.",
    "invisible_text": "Text that nobody sees on paper was left out.",
    "tracked_change": "The document holds tracked changes; they are read as accepted.",
    "other_table": "A table that is no annexe: its cells are in `cells`, and nothing else is read of it.",
    "header_not_understood": "A column's header is not known: nothing was read from it. A new spelling is a line in "
    "`normalize/referential/layout.yaml`.",
    "period_not_understood": "Several headers name one period, or a header excepts a measure that is not there.",
    "period_bounds_inconsistent": "A header's name and its printed bounds contradict each other; both are kept.",
    "period_kind_inferred": "A header does not say whether it is of a baseline, a result or a target.",
    "unplaced_text": "A cell's text, rows in no table, or an embedded file: not read. Look at the page.",
    "territory_absent": "An indicator is printed for one territory and not for another.",
    "territory_unknown": "A territory's label is none that is known.",
    "collectivity_not_found": "No line says for sure who signs.",
    "year_not_found": "No line gives the convention's year.",
    "fact_found": "The sentence on which a fact of `conventions` rests.",
    "fact_not_found": "No sentence gives a fact: it is null.",
    "fact_unsure": "Two readings of a scan differ in the sentence that gives a fact: it is null.",
    "facts_disagree": "Two sentences give a fact differently: the article on the subject rules, else it is null.",
    "funding_not_understood": "A cell or a header of the financial annexe was not read, or its action is not sure.",
    "total_mismatch": "A printed sum is not that of its amounts, or not what the body says.",
    "sheet_not_understood": "An action sheet is left out: printed twice, without a known field, or read unsurely.",
    "figure_over_several_periods": "One figure is printed under several headers; it is taken for the first.",
    "factor_along_row": "A figure stands out along its row by a factor of 10 or 1 000.",
    "semester_above_year": "A semester's figure is above its year's.",
    "unit_changes": "A figure's unit is not that of its row.",
    "row_not_understood": "A row could not be read, or was set right: the message says which. Look at the page.",
    "readers_disagree": "A second reader, or the text behind a scan, says something else in this cell.",
    "table_geometry": "Numbers that Word generates are no part of a text, or a transcript is not in UTF-8.",
    "private_data_withheld": "Bank details or a person's name stood there and are not published.",
    "footnote": "A note is called in this cell; its text is among the document's notes.",
    "indicator_not_matched": "A label is no indicator of the national set for sure; the nearest is named.",
    "stock_or_flow": "The words that say whether the indicator's figures are a stock or a flow.",
    "series_break": "The words that say that the figures before and after may not be compared.",
    "not_comparable_between_territories": "The words that say that territories may not be compared.",
    "collectivity_out_of_its_years": "Who signs could not sign in the convention's year.",
}
"""Of a document that is published."""
