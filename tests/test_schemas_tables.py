"""Columns and rules of the published tables. `lawful` gives rows that no rule forbids, for these tests and others."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pyarrow as pa
import pytest

from schemas import vocabulary
from schemas.tables import LAWS

SHA256 = "0123456789abcdef" * 4
DOCUMENT = {"document_id": SHA256[:16], "source": "2022/67.pdf"}

COLUMNS = {
    "observations": "document_id source convention_year collectivity collectivity_code section_code section "
    "measure_code measure indicator_group indicator indicator_id indicator_unit comment territory territory_label "
    "territory_name period period_kind period_start period_end period_label raw status value value_low value_high "
    "comparator unit note stock_or_flow table row column part page x0 top x1 bottom reader confidence flags review "
    "correction",
    "cells": "document_id source table row column rowspan colspan text role places reader confidence",
    "funding": "document_id source convention_year collectivity_code action_number action payer payer_label year "
    "amount_eur raw table row column page x0 top x1 bottom reader confidence flags review",
    "actions": "document_id source convention_year action_number title field text page reader",
    "findings": "document_id number source severity code message table row column page",
    "conventions": "document_id source sha256 format pages reader convention_year title kind collectivity "
    "collectivity_code collectivity_siren state_amount_eur start_date end_date duration_months deliberation_date "
    "report_due programme action sub_action court action_sheets legal_references previous_agreements signed "
    "signature_covers_document observations for_review findings pipeline_version",
}
"""Copied from the dataset's page, which is binding."""


def observation(row: int = 1, column: int = 3, **changed: object) -> dict[str, object]:
    """A lawful figure of row and column."""
    return {
        **dict.fromkeys(COLUMNS["observations"].split()),
        **DOCUMENT,
        "convention_year": 2022,
        "indicator": "Nombre de structures",
        "territory": "67",
        "period": "2022-S1",
        "period_kind": "result",
        "period_start": date(2022, 1, 1),
        "period_end": date(2022, 6, 30),
        "period_label": "Résultat au 30 juin 2022",
        "raw": "4\u202f827",
        "status": "reported",
        "value": 4827.0,
        **{"table": 0, "row": row, "column": column, "part": 0},
        **{"page": 2, "x0": 10.5, "top": 20.25, "x1": 90.0, "bottom": 32.0},
        "reader": "pdf",
        "confidence": 0.9,
        "flags": [],
        "review": False,
    } | changed


def cell(row: int = 1, column: int = 3, **changed: object) -> dict[str, object]:
    """A lawful cell that holds a figure."""
    return {
        **DOCUMENT,
        **{"table": 0, "row": row, "column": column, "rowspan": 1, "colspan": 1},
        "text": "4\u202f827",
        "role": "figure",
        "places": [{"page": 2, "x0": 10.5, "top": 20.25, "x1": 90.0, "bottom": 32.0}],
        "reader": "pdf",
        "confidence": 0.9,
    } | changed


def amount(row: int = 1, column: int = 3, **changed: object) -> dict[str, object]:
    """A lawful amount of the State's."""
    return {
        **DOCUMENT,
        "convention_year": 2022,
        "collectivity_code": "6AE",
        **{"action_number": 18, "action": "Maraude mixte", "payer": "state", "payer_label": "Part État", "year": 2022},
        **{"amount_eur": 150000.0, "raw": "150 000 €", "table": 0, "row": row, "column": column},
        **{"page": 2, "x0": 10.5, "top": 20.25, "x1": 90.0, "bottom": 32.0},
        **{"reader": "pdf", "confidence": 1.0, "flags": [], "review": False},
    } | changed


def action(field: str = "Objectifs", **changed: object) -> dict[str, object]:
    """A lawful field of an action sheet."""
    return {
        **DOCUMENT,
        **{"convention_year": 2022, "action_number": 18, "title": "Maraude mixte", "field": field},
        **{"text": "Aller vers les personnes", "page": 7, "reader": "pdf"},
    } | changed


def finding(number: int = 0, **changed: object) -> dict[str, object]:
    """A lawful finding about no one place."""
    return {
        **dict.fromkeys(COLUMNS["findings"].split()),
        **DOCUMENT,
        "number": number,
        "severity": "warning",
        "code": "territory_absent",
        "message": "Nombre de structures: printed for 68 and not for 67",
    } | changed


def convention(**changed: object) -> dict[str, object]:
    """A lawful document without rows in the other tables."""
    return {
        **dict.fromkeys(COLUMNS["conventions"].split()),
        **DOCUMENT,
        "sha256": SHA256,
        "format": "pdf",
        "pages": 12,
        "reader": "pdf",
        "convention_year": 2022,
        "action_sheets": [1, 3],
        "legal_references": [{"kind": "decree", "number": "2019-1234", "date": date(2019, 11, 26)}],
        "observations": 0,
        "for_review": 0,
        "findings": 0,
        "pipeline_version": "0.1.0",
    } | changed


def lawful(figures: int = 1) -> dict[str, list[dict[str, object]]]:
    """One lawful document with some figures, each in its cell, and a finding."""
    places = [(1 + number // 3, 3 + number % 3) for number in range(figures)]
    return {
        "observations": [observation(*place) for place in places],
        "cells": [cell(*place) for place in places],
        "funding": [amount(*place) for place in places],
        "actions": [action()],
        "findings": [finding()],
        "conventions": [convention(observations=figures, findings=1)],
    }


@pytest.mark.parametrize("table", COLUMNS)
def test_a_table_has_the_columns_of_the_datasets_page_in_their_order(table: str) -> None:
    assert LAWS[table].arrow.names == COLUMNS[table].split()
    assert list(LAWS[table].model.columns) == COLUMNS[table].split()


def test_the_tables_are_written_with_conventions_last() -> None:
    assert list(LAWS) == list(COLUMNS)


@pytest.mark.parametrize("table", COLUMNS)
def test_every_field_says_what_it_means_in_arrow_and_in_pandera(table: str) -> None:
    law = LAWS[table]
    assert law.arrow.metadata == {b"table": table.encode(), b"description": law.description.encode()}
    for field in law.arrow:
        said = field.metadata[b"description"].decode()
        assert said.endswith(".")
        assert said == law.model.columns[field.name].description


def test_a_closed_list_is_told_in_the_description() -> None:
    said = LAWS["observations"].arrow.field("period_kind").metadata[b"description"].decode()
    assert said.endswith("One of: situation, result, target.")


def test_places_are_boxes_on_numbered_pages() -> None:
    sides = [pa.field(side, pa.float32(), nullable=False) for side in ("x0", "top", "x1", "bottom")]
    place = pa.struct([pa.field("page", pa.int16(), nullable=False), *sides])
    assert LAWS["cells"].arrow.field("places").type.value_type == place


def test_naming_a_status_loads_no_third_party() -> None:
    script = "import sys, schemas.vocabulary; print(*{m.partition('.')[0] for m in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    # the start of an interpreter may itself load third parties that site-packages asks for
    bare = subprocess.run(
        [sys.executable, "-c", "import sys; print(*{m.partition('.')[0] for m in sys.modules})"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert set(loaded) - set(bare) - sys.stdlib_module_names == {"schemas"}


def test_no_flag_both_sets_review_and_does_not() -> None:
    assert len(set(vocabulary.FLAGS)) == len(vocabulary.FLAGS)
    assert vocabulary.sets_review(("corrected", "digits_suspect"))
    assert not vocabulary.sets_review(vocabulary.FLAGS_ONLY_SAID)
