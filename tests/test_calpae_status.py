"""`calpae status`: the newest run, and every refusal with its reason."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from tests.cli import FINISTERE, NO_DOCUMENT, WITHOUT_TABLE, calpae, fill, run


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "parquet"


def test_without_a_run_it_says_so(out: Path) -> None:
    assert calpae("status", "--out", out).out == [f"{out}: no run is recorded; `calpae run --out {out}` makes one"]
    assert calpae("status", "--out", out, "--json").out == ["null"]


def test_it_says_what_the_newest_run_did_and_every_refusal(tmp_path: Path, out: Path) -> None:
    raw = fill(tmp_path / "raw", a_pdf=FINISTERE, b_pdf=NO_DOCUMENT, c_pdf=b"")
    run(raw, out=out)
    run(raw / "a.pdf", out=out)
    newest, dataset, *refused = calpae("status", "--out", out).out
    assert re.fullmatch(
        r"newest run: \d{4}-\d\d-\d\d \d\d:\d\d UTC, 1 documents: 0 read in 0\.0 s, 1 unchanged, 0 refused", newest
    )
    assert dataset == f"1 documents are published in {out}, 2 refused"
    assert [line.split(":")[0] for line in refused] == ["  b.pdf", "  c.pdf"]
    assert "refused (empty_file): the file is empty (0 bytes); ask for it again" in refused[1]


def test_a_machine_gets_the_same(tmp_path: Path, out: Path) -> None:
    run(fill(tmp_path / "raw", a_pdf=WITHOUT_TABLE, b_pdf=NO_DOCUMENT), out=out)
    (line,) = calpae("status", "--out", out, "--json").out
    said = json.loads(line)
    assert (said["documents"], said["read"], said["published"], said["refused"]) == (2, 2, 1, 1)
    assert [(refusal["name"], refusal["code"]) for refusal in said["refusals"]] == [("b.pdf", "not_a_document")]


def test_a_file_that_cannot_be_opened_is_listed_too(tmp_path: Path, out: Path) -> None:
    raw = fill(tmp_path / "raw", a_pdf=WITHOUT_TABLE)

    os.mkfifo(raw / "pipe.pdf")
    run(raw / "pipe.pdf", out=out)
    *_, last = calpae("status", "--out", out).out
    assert last.startswith("  pipe.pdf: unreadable (unreadable): cannot be read")
