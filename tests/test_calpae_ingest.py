"""One document from paper to Parquet: all of it or nothing, and whatever goes wrong is its alone."""

from __future__ import annotations

import errno
import hashlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import extract
from calpae.ingest import Workshop
from calpae.ingest import ingest as ingest_job
from calpae.job import Found, Job, Outcome
from normalize import interpret as interpreting
from normalize.knowledge import load_knowledge
from schemas.drafts import Drafts
from schemas.shelf import Shelf
from tests.cli import FINISTERE, GOLDEN, NO_DOCUMENT, TABLES, WITHOUT_TABLE, dataset, fill, rows

SECRET = "FR76 3000 6000 0112 3456 7890 189"
Rows = dict[str, list[dict[str, Any]]]
whole = interpreting.interpret


@pytest.fixture(scope="module")
def knowledge() -> Any:
    return load_knowledge()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "parquet"


@pytest.fixture
def workshop(knowledge: Any, out: Path) -> Workshop:
    return Workshop(knowledge, Drafts(Shelf(out).drafts))


def ingest(found: Found, workshop: Workshop) -> Outcome:
    """Carry a document all the way, as a run does."""
    path = Path(str(found.path))
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "0" * 64
    done = ingest_job(Job(found, sha256), workshop)
    if done.draft is not None:
        Shelf(workshop.drafts.folder.parent).place(done.draft)
    return done.outcome


def found(tmp_path: Path, what: str | bytes, name: str = "sub/a.pdf") -> Found:
    fill(tmp_path / "raw", a_pdf=what)
    return Found(tmp_path / "raw" / "a.pdf", name)


def interpret_as(monkeypatch: pytest.MonkeyPatch, change: Callable[[Rows], object]) -> None:
    """Let `interpret` give its rows with a change."""

    def interpret(*arguments: Any) -> Rows:
        given: Rows = whole(*arguments)
        change(given)
        return given

    monkeypatch.setattr(interpreting, "interpret", interpret)


def fail(_: Rows) -> None:
    raise ZeroDivisionError(SECRET)


def test_a_document_is_published_under_the_name_it_was_found_with(
    tmp_path: Path, out: Path, workshop: Workshop
) -> None:
    outcome = ingest(found(tmp_path, FINISTERE), workshop)
    assert (outcome.name, outcome.kind, outcome.code, outcome.message) == ("sub/a.pdf", "published", None, None)
    assert outcome.document_id is not None
    assert list(dataset(out)) == [f"{table}/{outcome.document_id}.parquet" for table in TABLES]
    (convention,) = rows(out, "conventions")
    assert convention["source"] == "sub/a.pdf"
    observations = rows(out, "observations")
    assert outcome.figures == sum(row["status"] != "blank" for row in observations) == 21
    assert outcome.for_review == convention["for_review"] == sum(row["review"] for row in observations)
    assert outcome.findings == convention["findings"] == len(rows(out, "findings"))


def test_a_document_without_an_annexe_table_is_published_and_says_so(
    tmp_path: Path, out: Path, workshop: Workshop
) -> None:
    outcome = ingest(found(tmp_path, WITHOUT_TABLE), workshop)
    assert (outcome.kind, outcome.figures, outcome.code) == ("published", 0, "no_annexe_table")
    assert "no_annexe_table" in {row["code"] for row in rows(out, "findings")}
    assert not rows(out, "observations")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (NO_DOCUMENT, "not_a_document"),
        (b"", "empty_file"),
        ((GOLDEN / FINISTERE).read_bytes()[:500], "truncated"),
    ],
)
def test_a_refused_document_has_one_finding_and_no_other_file(
    data: bytes, code: str, tmp_path: Path, out: Path, workshop: Workshop
) -> None:
    outcome = ingest(found(tmp_path, data), workshop)
    assert (outcome.kind, outcome.code, outcome.findings) == ("refused", code, 1)
    assert list(dataset(out)) == [f"findings/{outcome.document_id}.parquet"]
    (finding,) = rows(out, "findings")
    assert (finding["source"], finding["severity"], finding["code"]) == ("sub/a.pdf", "error", code)
    assert finding["message"] == outcome.message


def test_an_internal_error_costs_its_document_alone(
    tmp_path: Path,
    out: Path,
    workshop: Workshop,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    interpret_as(monkeypatch, fail)
    with caplog.at_level(logging.ERROR, "calpae"):
        outcome = ingest(found(tmp_path, FINISTERE), workshop)
    assert (outcome.kind, outcome.code) == ("refused", "internal_error")
    assert outcome.message == "internal error (ZeroDivisionError); please report it with the log"
    assert SECRET not in rows(out, "findings")[0]["message"]
    (record,) = caplog.records
    assert "ZeroDivisionError" in record.getMessage()
    assert f"in {fail.__name__}" in record.getMessage()
    assert SECRET not in caplog.text
    monkeypatch.undo()
    assert ingest(found(tmp_path, FINISTERE), workshop).kind == "published"
    assert not Shelf(workshop.drafts.folder.parent).refused()


def test_what_an_earlier_run_published_of_a_refused_document_goes(
    tmp_path: Path, out: Path, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ingest(found(tmp_path, FINISTERE), workshop)
    other = ingest(Found(GOLDEN / "finistere.docx", "b.docx"), workshop)
    interpret_as(monkeypatch, fail)
    ingest(found(tmp_path, FINISTERE), workshop)
    assert Shelf(out).documents() == [other.document_id]
    assert [name for name in dataset(out) if str(first.document_id) in name] == [
        f"findings/{first.document_id}.parquet"
    ]


def unlawful_status(given: Rows) -> None:
    given["observations"][3]["status"] = f"RIB\n{SECRET}; rule: none: found nothing"


def unlawful_twice(given: Rows) -> None:
    unlawful_status(given)
    given["observations"][4]["page"] = SECRET


def doubled(given: Rows) -> None:
    given["observations"].append(given["observations"][3] | {"raw": SECRET})


def without_a_table(given: Rows) -> None:
    del given["cells"]


@pytest.mark.parametrize("change", [unlawful_status, unlawful_twice, doubled, without_a_table])
def test_rows_against_the_law_are_refused_without_their_text(
    change: Callable[[Rows], object],
    tmp_path: Path,
    out: Path,
    workshop: Workshop,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    interpret_as(monkeypatch, change)
    outcome = ingest(found(tmp_path, FINISTERE), workshop)
    assert (outcome.kind, outcome.code) == ("refused", "check_failed")
    (finding,) = rows(out, "findings")
    assert "rows against the law of the tables, first: " in finding["message"]
    assert "rule: " in finding["message"]
    for part in (*SECRET.split()[:3], "RIB"):
        assert part not in finding["message"]
    assert list(dataset(out)) == [f"findings/{outcome.document_id}.parquet"]


def test_a_file_that_is_not_there_any_more_has_no_id(tmp_path: Path, out: Path, workshop: Workshop) -> None:
    outcome = ingest(Found(tmp_path / "gone.pdf", "gone.pdf"), workshop)
    assert (outcome.name, outcome.document_id, outcome.kind) == ("gone.pdf", None, "unreadable")
    assert outcome.message == "cannot be read: No such file or directory; check the file and its rights"
    assert not dataset(out)


@pytest.mark.parametrize("asked", ["never", "doubt"])
def test_the_second_reader_is_asked_as_the_run_says(
    asked: Any, tmp_path: Path, knowledge: Any, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard, read = [], extract.read

    def listen(path: Path, second_reader: Any, *more: Any) -> Any:
        heard.append(second_reader)
        return read(path, second_reader, *more)

    monkeypatch.setattr(extract, "read", listen)
    assert ingest(found(tmp_path, FINISTERE), Workshop(knowledge, Drafts(Shelf(out).drafts), asked)).kind == "published"
    assert heard == [asked]


def full_disk(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("what", [FINISTERE, NO_DOCUMENT])
def test_a_full_disk_is_not_the_documents_fault_and_what_was_published_stays(
    what: str | bytes, tmp_path: Path, out: Path, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(found(tmp_path, what), workshop)
    before = dataset(out)
    monkeypatch.setattr(pq, "write_table", full_disk)
    outcome = ingest(found(tmp_path, what), workshop)
    assert (outcome.kind, outcome.code) == ("unpublished", "not_written")
    assert outcome.message is not None
    assert outcome.message.startswith("cannot be published: No space left on device; make room")
    assert dataset(out) == before


def test_memory_that_runs_out_is_a_refusal(tmp_path: Path, workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    def exhaust(_: Rows) -> None:
        raise MemoryError

    interpret_as(monkeypatch, exhaust)
    assert ingest(found(tmp_path, FINISTERE), workshop).code == "out_of_memory"


def test_an_outcome_says_the_reader_the_pages_and_the_seconds_of_each_stage(tmp_path: Path, workshop: Workshop) -> None:
    outcome = ingest(found(tmp_path, FINISTERE), workshop)
    assert (outcome.reader, outcome.pages) == ("pdf", 2)
    assert list(outcome.seconds) == ["extract", "interpret", "check", "write"]


def test_a_document_is_published_under_the_bytes_that_were_read_and_not_those_that_were_planned(
    tmp_path: Path, out: Path, workshop: Workshop
) -> None:
    one = found(tmp_path, FINISTERE)
    done = ingest_job(Job(one, "0" * 64), workshop)
    assert done.outcome.document_id == hashlib.sha256(Path(str(one.path)).read_bytes()).hexdigest()[:16]
    assert done.draft is not None
    assert done.draft.document_id == done.outcome.document_id
