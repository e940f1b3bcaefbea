"""The record of each run: one JSON line a document, out of every Parquet reader's way."""

from __future__ import annotations

import json
import re
from pathlib import Path

from calpae.ingest import Outcome
from calpae.journal import Journal
from tests.cli import FINISTERE, NO_DOCUMENT, fill, journal, run

KEYS = ["name", "document_id", "kind", "figures", "for_review", "findings", "code", "message", "seconds"]


def test_a_run_leaves_a_json_line_a_document(tmp_path: Path) -> None:
    out = tmp_path / "parquet"
    run(fill(tmp_path / "raw", a_pdf=FINISTERE, été_pdf=NO_DOCUMENT), out=out)
    good, bad = journal(out)
    assert list(good) == list(bad) == KEYS
    assert (good["name"], good["kind"], good["figures"], good["code"], good["message"]) == (
        "a.pdf",
        "published",
        21,
        None,
        None,
    )
    assert (bad["name"], bad["kind"], bad["findings"], bad["code"]) == ("été.pdf", "refused", 1, "not_a_document")
    assert all(line["seconds"] >= 0 and re.fullmatch("[0-9a-f]{16}", line["document_id"]) for line in (good, bad))


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
        record.write(Outcome("a.pdf", None, "unreadable", message="deux\nlignes"), 0.12345)
        (line,) = record.path.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["message"] == "deux\nlignes"
    assert json.loads(line)["seconds"] == 0.123
