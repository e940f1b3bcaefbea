"""Many documents: which files are taken, under which name, and that each goes its own way."""

from __future__ import annotations

from pathlib import Path

import pytest

import extract
from calpae.batch import lines_of
from calpae.job import Outcome
from extract.model import Document
from schemas.store import Store
from tests.cli import FINISTERE, NO_DOCUMENT, OVER_ALL, SAVOIE, TABLES, WITHOUT_TABLE, dataset, fill, journal, rows, run


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return tmp_path / "raw"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "parquet"


def test_other_files_are_said(raw: Path, out: Path) -> None:
    fill(raw, a_pdf=WITHOUT_TABLE, notes_xlsx=b"")
    done = run(raw, out=out)
    assert done.code == 0
    assert done.err == [f"{raw / 'notes.xlsx'}: left out, its name is not that of a document (PDF, DOCX)"]


def test_the_source_is_the_path_in_the_folder_that_was_given(raw: Path, out: Path) -> None:
    run(fill(raw, sub__a_pdf=FINISTERE, bad_pdf=NO_DOCUMENT), out=out)
    for table in ("observations", "cells", "conventions"):
        assert {row["source"] for row in rows(out, table)} == {"sub/a.pdf"}
    assert {row["source"] for row in rows(out, "findings")} >= {"bad.pdf"}


def test_same_bytes_are_published_once_under_the_first_name_and_counted_once(raw: Path, out: Path) -> None:
    for _ in range(2):
        done = run(fill(raw, a_pdf=FINISTERE, b_pdf=FINISTERE), out=out)
        assert done.code == 0
        assert "b.pdf: has the same bytes as a.pdf: published once, under that name" in done.out
        assert done.out[-1].startswith("1 documents published")
        assert ": 21 figures, " in done.out[-1]
        assert "; 1 with the bytes of another" in done.out[-1]
        assert {row["source"] for row in rows(out, "conventions")} == {"a.pdf"}


def test_the_others_go_on_after_a_bad_document(raw: Path, out: Path) -> None:
    done = run(fill(raw, a_pdf=NO_DOCUMENT, b_pdf=FINISTERE, c_pdf=b"", d_docx=SAVOIE), out=out)
    assert done.code == 3
    kinds = {line["name"]: line["kind"] for line in journal(out)}
    assert kinds == {"a.pdf": "refused", "b.pdf": "published", "c.pdf": "refused", "d.docx": "published"}
    assert len(Store(out).documents()) == len(Store(out).refused()) == 2


def test_twice_the_same_run_gives_the_same_bytes(raw: Path, out: Path, tmp_path: Path) -> None:
    fill(raw, a_pdf=FINISTERE, b_docx=SAVOIE, c_pdf=NO_DOCUMENT, d_pdf=WITHOUT_TABLE)
    run(raw, out=out)
    first = dataset(out)
    run(raw, out=out, options=["--force"])
    run(raw, out=tmp_path / "again")
    assert dataset(out) == first == dataset(tmp_path / "again")
    assert len(first) == 3 * len(TABLES) + 1 + len(OVER_ALL)


def test_the_files_of_other_documents_are_not_touched(raw: Path, out: Path) -> None:
    run(fill(raw, a_pdf=FINISTERE, b_docx=SAVOIE), out=out)
    other = next(row["document_id"] for row in rows(out, "conventions") if row["source"] == "b.docx")
    paths = list(out.rglob(f"{other}.parquet"))
    before = [(path, path.stat().st_mtime_ns, path.read_bytes()) for path in paths]
    run(raw / "a.pdf", out=out)
    assert len(before) == len(TABLES)
    assert [(path, path.stat().st_mtime_ns, path.read_bytes()) for path in paths] == before


def test_what_a_killed_run_left_is_swept(raw: Path, out: Path) -> None:
    run(fill(raw, a_pdf=WITHOUT_TABLE), out=out)
    whole = dataset(out)
    (out / "cells" / "0123456789abcdef.parquet").write_bytes(b"PAR1")
    (out / "_writing" / "0123456789abcdef.cells.1").write_bytes(b"PAR1")
    run(raw, out=out)
    assert dataset(out) == whole


def test_a_file_that_cannot_be_opened_is_in_the_runs_record_only(
    raw: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = extract.read

    def read(path: Path, *more: object) -> Document:
        if path.name == "a.pdf":
            raise PermissionError(13, "Permission denied")
        return whole(path, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(extract, "read", read)
    done = run(fill(raw, a_pdf=FINISTERE, b_pdf=WITHOUT_TABLE), out=out)
    assert done.code == 3
    assert done.err == [
        "a.pdf: unreadable (unreadable): cannot be read: Permission denied; check the file and its rights"
    ]
    assert [line["document_id"] is None for line in journal(out)] == [True, False]
    assert not Store(out).refused()


def test_a_published_document_has_one_line_of_counts() -> None:
    outcome = Outcome("a.pdf", "0123456789abcdef", "published", 21, 2, 3)
    assert list(lines_of(outcome)) == ["a.pdf: 21 figures, 2 for review, 3 findings"]
