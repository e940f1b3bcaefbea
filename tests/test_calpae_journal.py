"""The record of each run: one JSON line a document, out of every Parquet reader's way."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

from calpae.job import Outcome
from calpae.journal import Journal, newest_run
from tests.cli import FINISTERE, NO_DOCUMENT, fill, journal, run

KEYS = [field.name for field in fields(Outcome)]
STAGES = ["extract", "interpret", "check", "write", "place"]


def test_a_run_leaves_a_json_line_a_document(tmp_path: Path) -> None:
    out = tmp_path / "parquet"
    run(fill(tmp_path / "raw", a_pdf=FINISTERE, été_pdf=NO_DOCUMENT), out=out)
    good, bad = sorted(journal(out), key=lambda line: str(line["name"]))
    assert list(good) == list(bad) == KEYS
    assert (good["name"], good["kind"], good["figures"], good["code"], good["message"]) == (
        "a.pdf",
        "published",
        21,
        None,
        None,
    )
    assert (bad["name"], bad["kind"], bad["findings"], bad["code"]) == ("été.pdf", "refused", 1, "not_a_document")
    assert (good["reader"], good["pages"], list(good["seconds"])) == ("pdf", 2, STAGES)
    assert list(bad["seconds"]) == ["extract", "place"]
    assert all(re.fullmatch("[0-9a-f]{16}", line["document_id"]) for line in (good, bad))


def test_every_run_has_a_file_named_for_its_moment(tmp_path: Path) -> None:
    out = tmp_path / "parquet"
    fill(tmp_path / "raw", a_pdf=NO_DOCUMENT)
    for _ in range(2):
        run(tmp_path / "raw", out=out)
    names = sorted(path.name for path in (out / "_runs").iterdir())
    assert len(names) == 2
    assert all(re.fullmatch(r"\d{8}T\d{6}\.\d{6}Z\.jsonl", name) for name in names)


def test_a_line_is_on_the_disk_as_soon_as_its_document_is_done(tmp_path: Path) -> None:
    with Journal(tmp_path) as record:
        record.write(Outcome("a.pdf", None, "unreadable", message="deux\nlignes", seconds={"extract": 0.123}))
        (line,) = Path(str(record.path)).read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["message"] == "deux\nlignes"
    assert json.loads(line)["seconds"] == {"extract": 0.123}


def test_the_newest_run_is_read_back_but_for_half_a_line(tmp_path: Path) -> None:
    assert newest_run(tmp_path) is None
    outcome = Outcome("a.pdf", "0" * 16, "published", figures=3, seconds={"extract": 0.5})
    for _ in range(2):
        with Journal(tmp_path) as record:
            record.write(outcome)
        with Path(str(record.path)).open("a", encoding="utf-8") as file:
            file.write('{"name": "b.p')
    begun, outcomes = newest_run(tmp_path) or pytest.fail("no run")
    assert list(outcomes) == [outcome]
    assert f"{begun:%Y%m%dT%H%M%S.%fZ}.jsonl" == max((tmp_path / "_runs").iterdir()).name
