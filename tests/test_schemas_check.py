"""Rows to lawful tables: each rule has a witness that breaks it, and all that is broken is said at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandera.config import ValidationDepth, config_context

from schemas.check import CheckFailed, check, check_refusal
from schemas.rules import CELL_RULES, CONVENTION_RULES, FINDING_RULES, OBSERVATION_RULES
from schemas.tables import LAWS
from schemas.vocabulary import FLAGS, FLAGS_FOR_REVIEW, STATUSES
from tests.test_schemas_tables import SHA256, cell, convention, finding, lawful, observation

Rows = dict[str, list[dict[str, object]]]


def nothing() -> Rows:
    """No row in any table."""
    return {name: [] for name in LAWS}


def failures(rows: Rows) -> list[str]:
    """What check says against the rows."""
    with pytest.raises(CheckFailed) as failed:
        check(rows)
    return failed.value.failures


def failures_with(table: str, **changed: object) -> list[str]:
    """What check says when the first row of a table of a lawful document is changed."""
    rows = lawful()
    rows[table][0].update(changed)
    return failures(rows)


def test_lawful_rows_become_tables_of_the_laws_schema() -> None:
    checked = check(lawful(30))
    assert checked.document_id == SHA256[:16]
    for name, law in LAWS.items():
        assert checked.tables[name].schema.equals(law.arrow, check_metadata=True)
    assert checked.tables["observations"].to_pylist() == [
        row | {"x0": 10.5, "confidence": pytest.approx(0.9)} for row in lawful(30)["observations"]
    ]


def test_a_document_without_figures_is_lawful() -> None:
    rows: Rows = {**nothing(), "conventions": [convention()]}
    assert {name: len(table) for name, table in check(rows).tables.items()}["observations"] == 0


@pytest.mark.parametrize(
    "changed",
    [
        {"status": "range", "value": None, "value_low": 80, "value_high": 85.5, "unit": "%"},
        {"status": "range", "value": None, "value_low": 80, "value_high": 80, "comparator": "~"},
        {"comparator": "<", "unit": "jour"},
        {"status": "nd", "value": None, "flags": ["marker_with_text"]},
        {"flags": ["joint_territories", "multiple_numbers"], "review": True},
        {"territory": None, "review": True},
        {"territory": None, "status": "blank", "value": None},
        {"territory": "67+68"},
        {"territory": "2A"},
        {"territory": "69D+69M"},
        {"territory": "971"},
        {"flags": ()},
        {"period": "2019"},
        {"period": "2022-Q3"},
        {"period": "2021-07-01"},
        {"period": "2020-07-01/2021-06-30"},
        {"period_end": date(2022, 1, 1)},
        {"reader": "docx", "page": None, "x0": None, "top": None, "x1": None, "bottom": None},
    ],
    ids=str,
)
def test_what_the_datasets_page_allows_is_lawful(changed: dict[str, object]) -> None:
    rows = lawful()
    rows["observations"][0].update(changed)
    rows["conventions"][0]["for_review"] = int(rows["observations"][0]["review"] is True)
    check(rows)


VALUE_WITNESSES = [
    ("observations", "document_id", "0123456789ABCDEF"),
    ("observations", "territory", "067"),
    ("observations", "territory", "67 + 68"),
    ("observations", "territory", "67\n"),
    ("observations", "collectivity_code", "67D"),
    ("observations", "period", "2022-S3"),
    ("observations", "period", "2022\n"),
    ("observations", "period", "2022-13-01"),
    ("observations", "period", "2022-01-01/2022"),
    ("observations", "period_kind", "forecast"),
    ("observations", "status", "unknown"),
    ("observations", "comparator", "="),
    ("observations", "stock_or_flow", "both"),
    ("observations", "reader", "html"),
    ("observations", "part", -1),
    ("observations", "page", 0),
    ("observations", "confidence", 1.5),
    ("observations", "confidence", -0.1),
    ("cells", "rowspan", 0),
    ("cells", "colspan", 0),
    ("cells", "role", "title"),
    ("findings", "severity", "fatal"),
    ("findings", "code", "something"),
    ("findings", "page", 0),
    ("findings", "row", -1),
    ("conventions", "sha256", "0123"),
    ("conventions", "format", "xls"),
    ("conventions", "kind", "letter"),
    ("conventions", "collectivity_siren", "12345678"),
    ("conventions", "pages", 0),
    ("conventions", "observations", -1),
    ("conventions", "for_review", -1),
    ("conventions", "findings", -1),
]


@pytest.mark.parametrize(("table", "column", "value"), VALUE_WITNESSES, ids=str)
def test_a_value_outside_its_columns_law_is_said_with_its_place(table: str, column: str, value: object) -> None:
    said = failures_with(table, **{column: value})
    assert any(f", {column}: found {value!r}; rule: " in each and each.startswith(table) for each in said), said


TYPE_WITNESSES = [
    ("observations", "indicator", 7, "a text"),
    ("observations", "indicator", b"bytes", "a text"),
    ("observations", "raw", "\ud835", "a text"),
    ("observations", "value", "4827", "a finite number"),
    ("observations", "value", True, "a finite number"),
    ("observations", "value", float("nan"), "a finite number"),
    ("observations", "value", float("inf"), "a finite number"),
    ("observations", "value", 2**53 + 1, "a finite number"),
    ("observations", "x0", 1e39, "a finite number"),
    ("observations", "row", 1.0, "a whole number from -32768 to 32767"),
    ("observations", "row", True, "a whole number from -32768 to 32767"),
    ("observations", "row", 32768, "a whole number from -32768 to 32767"),
    ("observations", "review", 0, "true or false"),
    ("observations", "period_start", "2022-01-01", "a date"),
    ("observations", "period_start", datetime(2022, 1, 1), "a date"),
    ("observations", "flags", "corrected", "a list, each a text"),
    ("observations", "flags", [None], "a list, each a text"),
    ("cells", "places", [{"page": 1}], "a list, each {page: "),
    ("cells", "places", [dict.fromkeys(("page", "x0", "top", "x1", "bottom"))], "a list, each {page: "),
    ("conventions", "action_sheets", ["1"], "a list, each a whole number"),
    ("conventions", "legal_references", [{"kind": "loi"}], "a list, each {kind: "),
    ("observations", "status", None, "never null"),
    ("observations", "flags", None, "never null"),
]


@pytest.mark.parametrize(("table", "column", "value", "rule"), TYPE_WITNESSES, ids=str)
def test_nothing_is_coerced_and_a_value_of_another_type_fails_once(
    table: str, column: str, value: object, rule: str
) -> None:
    (said,) = failures_with(table, **{column: value})
    assert said.startswith(table)
    assert f", {column}: found " in said
    assert f"; rule: {rule}" in said


def second(table: str, **changed: object) -> Callable[[Rows], None]:
    """A witness: the table's first row once more, changed."""

    def apply(rows: Rows) -> None:
        rows[table].append(rows[table][0] | changed)
        counts = {"observations": len(rows["observations"]), "findings": len(rows["findings"])}
        rows["conventions"][0].update(counts)

    return apply


def first(table: str, **changed: object) -> Callable[[Rows], None]:
    """A witness: the table's first row, changed."""
    return lambda rows: rows[table][0].update(changed)


RULE_WITNESSES = [
    ("value is set exactly where status is reported", first("observations", value=None)),
    ("value is set exactly where status is reported", first("observations", status="nd")),
    ("value_low is set exactly where status is range", first("observations", value_low=1)),
    ("value_high is set exactly where status is range", first("observations", value_high=1)),
    (
        "value_low <= value_high",
        first("observations", status="range", value=None, value_low=85, value_high=80),
    ),
    (
        "comparator is set only where status is reported or range",
        first("observations", status="nd", value=None, comparator="<"),
    ),
    (
        "unit is set only where status is reported or range",
        first("observations", status="text", value=None, unit="jour"),
    ),
    ("indicator_unit is set only where indicator_id is", first("observations", indicator_unit="structure")),
    ("territory is sorted and names each code once", first("observations", territory="68+67")),
    ("territory is sorted and names each code once", first("observations", territory="67+67")),
    ("period_start <= period_end", first("observations", period_end=date(2021, 12, 31))),
    ("page and box are all set or all null", first("observations", top=None)),
    ("page and box are all set or all null", first("observations", page=None)),
    ("page is null exactly where the reader is docx, libreoffice or transcript", first("observations", reader="docx")),
    (
        "page is null exactly where the reader is docx, libreoffice or transcript",
        first("observations", page=None, x0=None, top=None, x1=None, bottom=None),
    ),
    ("flags are from the closed list", first("observations", flags=["strange"])),
    ("flags are sorted, each once", first("observations", flags=["corrected", "corrected"])),
    ("flags are sorted, each once", first("observations", flags=["series_break", "corrected"])),
    (
        "review is true exactly where a flag asks for it, or territory is null and status is not blank",
        first("observations", flags=["digits_suspect"]),
    ),
    (
        "review is true exactly where a flag asks for it, or territory is null and status is not blank",
        first("observations", territory=None),
    ),
    (
        "review is true exactly where a flag asks for it, or territory is null and status is not blank",
        first("observations", review=True),
    ),
    ("document_id, table, row, column, part is unique", second("observations")),
    ("document_id, table, row, column is unique", second("cells")),
    ("document_id, number is unique", second("findings")),
    ("document_id is unique", second("conventions")),
    ("no two cells of a table cover the same place", second("cells", row=0, rowspan=2)),
    ("no two cells of a table cover the same place", second("cells", column=2, colspan=2)),
    ("no two cells of a table cover the same place", second("cells", row=0, column=0, rowspan=9, colspan=9)),
    ("pages of places count from 1", first("cells", places=[{"page": 0, "x0": 0, "top": 0, "x1": 1, "bottom": 1}])),
    ("role is null only where text is blank", first("cells", role=None)),
    ("number is the row's place, from 0", first("findings", number=1)),
    ("document_id is the first 16 digits of sha256", first("conventions", sha256="f" * 64)),
    ("a document has one row in conventions", lambda rows: rows["conventions"].clear()),
    ("a document has one row in conventions", second("conventions")),
    ("all rows are of one document", first("observations", document_id="f" * 16)),
    ("all rows are of one document", first("cells", document_id="f" * 16)),
    ("all rows are of one document", first("findings", document_id="f" * 16)),
    ("an observation stands in a cell of role figure", first("cells", role="comment")),
    ("an observation stands in a cell of role figure", first("observations", row=2)),
    ("an unplaced cell is named by a finding", first("cells", role="unplaced")),
    ("conventions count the rows of the other tables", first("conventions", observations=2)),
    ("conventions count the rows of the other tables", first("conventions", for_review=1)),
    ("conventions count the rows of the other tables", first("conventions", findings=0)),
    ("a published document has no finding of a refusal", first("findings", code="truncated")),
]


@pytest.mark.parametrize(("rule", "breaks"), RULE_WITNESSES)
def test_each_rule_between_columns_and_between_tables_has_a_witness(rule: str, breaks: Callable[[Rows], None]) -> None:
    rows = lawful()
    breaks(rows)
    assert any(said.endswith(f"; rule: {rule}") for said in failures(rows))


def test_no_rule_of_a_table_lacks_its_witness() -> None:
    rules = (*OBSERVATION_RULES, *CELL_RULES, *FINDING_RULES, *CONVENTION_RULES)
    assert {rule.says for rule in rules} <= {rule for rule, _ in RULE_WITNESSES}


def test_all_failures_of_all_tables_are_said_at_once() -> None:
    rows = lawful(4)
    rows["observations"][0].update(status="unknown")
    rows["observations"][2].update(value="many", period="soon")
    rows["cells"][1].update(rowspan=0)
    rows["findings"][0].update(message=None)
    rows["conventions"][0].update(findings=7)
    document_id = SHA256[:16]
    said = failures(rows)
    assert [each.split(": found ")[0] for each in said] == [
        f"observations {document_id}/0/1/3/0, status",
        f"observations {document_id}/0/1/5/0, value",
        f"observations {document_id}/0/1/5/0, period",
        f"cells {document_id}/0/1/4, rowspan",
        f"findings {document_id}/0, message",
        f"conventions {document_id}, findings",
    ]


def test_a_missing_and_an_unknown_column_are_failures() -> None:
    rows = lawful()
    del rows["observations"][0]["note"]
    rows["observations"][0]["notes"] = "formés"
    missing, unknown = sorted(failures(rows))
    assert ", note: found 'no such key'; rule: every column is given" in missing
    assert ", notes: found 'formés'; rule: no such column" in unknown


def test_the_environment_cannot_switch_the_law_off() -> None:
    with config_context(validation_enabled=False, validation_depth=ValidationDepth.SCHEMA_ONLY):
        assert len(failures_with("observations", status="unknown")) == 1


def test_a_missing_table_is_a_failure() -> None:
    rows = lawful()
    del rows["cells"]
    (said,) = failures(rows)
    assert said.startswith("tables: found actions, conventions, findings, funding, observations; rule: exactly")


def test_a_long_text_is_cut_in_what_is_said() -> None:
    (said,) = failures_with("observations", flags="x" * 10_000)
    assert len(said) < 250


def test_an_unplaced_cell_that_a_finding_names_is_lawful() -> None:
    rows = lawful()
    rows["cells"].append(cell(9, 9, role="unplaced"))
    rows["findings"][0].update(code="unplaced_text", table=0, row=9, column=9)
    check(rows)


def test_an_empty_cell_needs_no_role() -> None:
    rows = lawful()
    rows["cells"].append(cell(9, 9, text=" \n", role=None, places=[]))
    check(rows)


def test_the_same_place_in_two_tables_is_no_overlap() -> None:
    rows = lawful()
    rows["cells"].append(cell(table=1))
    check(rows)


def test_a_rowspan_beyond_the_table_is_not_followed() -> None:
    rows = lawful()
    rows["cells"] += [cell(2, column, rowspan=32767, role="comment") for column in range(500)]
    check(rows)


SPAN = st.integers(1, 4)
CELL = st.tuples(st.integers(0, 1), st.integers(0, 6), st.integers(0, 6), SPAN, SPAN)


@settings(max_examples=100)
@given(st.lists(CELL, max_size=8, unique_by=lambda each: each[:3]))
def test_cells_are_lawful_exactly_where_no_place_is_covered_twice(cells: list[tuple[int, int, int, int, int]]) -> None:
    rows: Rows = {**nothing(), "conventions": [convention()]}
    covered = []
    for table, row, column, rowspan, colspan in cells:
        rows["cells"].append(cell(row, column, table=table, rowspan=rowspan, colspan=colspan, role="comment"))
        covered += [(table, row + down, column + right) for down in range(rowspan) for right in range(colspan)]
    if len(covered) == len(set(covered)):
        check(rows)
    else:
        assert all("cover the same place" in said for said in failures(rows))


@settings(max_examples=50)
@given(
    st.sampled_from(STATUSES),
    st.sets(st.sampled_from(FLAGS), max_size=3),
    st.sampled_from([None, "67"]),
)
def test_review_is_what_flags_and_territory_say_and_nothing_else(
    status: str, flags: set[str], territory: str | None
) -> None:
    figure: dict[str, Any] = {"value": 1 if status == "reported" else None}
    figure |= dict.fromkeys(("value_low", "value_high"), 1 if status == "range" else None)
    for review in (True, False):
        rows = lawful()
        rows["observations"] = [
            observation(status=status, flags=sorted(flags), territory=territory, review=review, **figure)
        ]
        rows["conventions"][0]["for_review"] = int(review)
        try:
            check(rows)
        except CheckFailed as failed:
            assert ["; rule: review is true exactly where" in said for said in failed.failures] == [True]
            lawful_review = not review
        else:
            lawful_review = review
        asked = any(flag in FLAGS_FOR_REVIEW for flag in flags)
        assert lawful_review == (asked or (territory is None and status != "blank"))


def test_a_refusal_is_one_error_that_names_its_reason() -> None:
    refusal = finding(severity="error", code="encrypted", message="the file asks for a password")
    assert check_refusal(SHA256[:16], [refusal]).num_rows == 1


@pytest.mark.parametrize(
    ("findings", "said"),
    [
        ([], "a refused document has one finding"),
        ([finding(severity="error", code="encrypted"), finding(1, severity="error", code="encrypted")], "one finding"),
        ([finding(code="encrypted")], "a refusal has error"),
        ([finding(severity="error")], "a refusal has empty_file or"),
        (
            [finding(severity="error", code="encrypted", document_id="f" * 16)],
            f"has {SHA256[:16]}",
        ),
        ([finding(severity="error", code="encrypted", message=None)], "never null"),
    ],
)
def test_a_refusal_that_is_not_one_error_of_its_document_fails(findings: list[dict[str, object]], said: str) -> None:
    with pytest.raises(CheckFailed, match=said):
        check_refusal(SHA256[:16], findings)
