"""What a run has to do: the documents it finds, and which of them are new, changed, unchanged, twice there, or gone."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from calpae.plan import find_documents
from schemas.store import Store
from tests.cli import (
    FINISTERE,
    NO_DOCUMENT,
    OVER_ALL,
    SAVOIE,
    TABLES,
    WITHOUT_TABLE,
    Done,
    dataset,
    fill,
    journal,
    rows,
    run,
)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return tmp_path / "raw"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "parquet"


def names(*paths: Path) -> list[str]:
    return [found.name for found in find_documents(paths).documents]


def test_folders_are_read_recursively_and_names_are_relative_to_them(raw: Path) -> None:
    fill(raw, b_pdf=b"", a__c_docx=b"", a__b__d_PDF=b"")
    assert names(raw) == ["a/b/d.PDF", "a/c.docx", "b.pdf"]
    assert names(raw / "a", raw / "b.pdf") == ["b.pdf", "b/d.PDF", "c.docx"]


def test_hidden_files_hidden_folders_and_locks_are_passed_over_in_silence(raw: Path) -> None:
    fill(raw, a_pdf=b"")
    for name in (".b.pdf", "~$lock.docx", ".trash/c.pdf", "__MACOSX/._a.pdf", ".DS_Store"):
        (raw / name).parent.mkdir(exist_ok=True)
        (raw / name).write_bytes(b"")
    batch = find_documents([raw])
    assert [found.name for found in batch.documents] == ["a.pdf"]
    assert not batch.left_out


def test_a_folder_whose_own_path_is_hidden_is_read(tmp_path: Path) -> None:
    assert names(fill(tmp_path / ".hidden", a_pdf=b"")) == ["a.pdf"]


def test_a_file_that_is_named_is_taken_whatever_its_ending(raw: Path) -> None:
    assert names(fill(raw, a_xlsx=b"") / "a.xlsx") == ["a.xlsx"]


def test_a_file_that_is_given_twice_is_read_once(raw: Path) -> None:
    fill(raw, a_pdf=b"")
    assert names(raw, raw / "a.pdf", raw) == ["a.pdf"]


def test_a_missing_path_is_an_error(raw: Path) -> None:
    with pytest.raises(FileNotFoundError):
        find_documents([raw])


@pytest.mark.skipif(os.uname().sysname != "Linux", reason="macOS takes no such name")
def test_a_name_that_is_no_unicode_is_published_all_the_same(raw: Path, out: Path) -> None:
    fill(raw, a_pdf=WITHOUT_TABLE)
    (raw / "a.pdf").rename(os.fsdecode(os.fsencode(raw) + b"/\xe9t\xe9.pdf"))
    assert run(raw, out=out).code == 0
    assert [row["source"] for row in rows(out, "conventions")] == ["\ufffdt\ufffd.pdf"]


def test_a_pipe_is_not_waited_for(raw: Path, out: Path) -> None:
    raw.mkdir()
    os.mkfifo(raw / "a.pdf")
    assert names(raw) == []
    done = run(raw / "a.pdf", out=out)
    assert done.code == 4
    assert [line.split(": ")[3] for line in done.err] == ["it is no regular file; check the file and its rights"]


def read(out: Path) -> dict[str, bool]:
    """For each document of the newest run whether it was read."""
    return {line["name"]: not line["unchanged"] for line in journal(out)}


def stamps(out: Path) -> dict[str, int]:
    return {name: (out / name).stat().st_mtime_ns for name in dataset(out)}


def test_what_is_unchanged_is_not_read_again_refused_or_not(raw: Path, out: Path) -> None:
    fill(raw, a_pdf=FINISTERE, b_pdf=NO_DOCUMENT)
    first = run(raw, out=out)
    before, files = stamps(out), dataset(out)
    again = run(raw, out=out)
    assert read(out) == {"a.pdf": False, "b.pdf": False}
    assert (stamps(out), dataset(out)) == (before, files)
    assert (again.code, again.err) == (first.code, first.err) == (3, first.err)
    assert again.out == [f"{first.out[-1]}; 2 unchanged"]


def test_force_reads_all_again(raw: Path, out: Path) -> None:
    fill(raw, a_pdf=FINISTERE, b_pdf=NO_DOCUMENT)
    run(raw, out=out)
    before = dataset(out)
    run(raw, out=out, options=["--force"])
    assert read(out) == {"a.pdf": True, "b.pdf": True}
    assert dataset(out) == before


def test_a_changed_document_is_redone_alone_and_takes_the_place_of_its_earlier_bytes(raw: Path, out: Path) -> None:
    run(fill(raw, a_pdf=FINISTERE, b_pdf=WITHOUT_TABLE), out=out)
    figures = len(rows(out, "observations"))
    (raw / "b.pdf").write_bytes((raw / "a.pdf").read_bytes() + b"\n%")
    run(raw, out=out)
    assert read(out) == {"a.pdf": False, "b.pdf": True}
    assert sorted(row["source"] for row in rows(out, "conventions")) == ["a.pdf", "b.pdf"]
    assert len(rows(out, "observations")) == 2 * figures > 0


def test_a_document_that_is_renamed_is_published_under_its_new_name(raw: Path, out: Path) -> None:
    run(fill(raw, a_pdf=WITHOUT_TABLE), out=out)
    (raw / "a.pdf").rename(raw / "b.pdf")
    assert "no longer there" not in run(raw, out=out).out[-1]
    assert [row["source"] for row in rows(out, "conventions")] == ["b.pdf"]


def test_a_document_that_is_gone_is_said_and_unpublished_only_on_demand(raw: Path, out: Path) -> None:
    run(fill(raw, a_pdf=FINISTERE, b_pdf=WITHOUT_TABLE, c_pdf=NO_DOCUMENT), out=out)
    for name in ("b.pdf", "c.pdf"):
        (raw / name).unlink()
    done = run(raw, out=out)
    assert done.out[-1].endswith("; 2 no longer there and still published (--prune removes them)")
    assert len(dataset(out)) == 2 * len(TABLES) + 1 + len(OVER_ALL)
    done = run(raw, out=out, options=["--prune"])
    assert done.out[-1].endswith("; 2 removed")
    assert len(dataset(out)) == len(TABLES) + len(OVER_ALL)


def test_a_file_that_is_given_says_nothing_of_the_others(raw: Path, out: Path) -> None:
    run(fill(raw, a_pdf=FINISTERE, b_pdf=WITHOUT_TABLE), out=out)
    assert "no longer there" not in run(raw / "a.pdf", out=out).out[-1]
    assert run(raw / "a.pdf", out=out, options=["--prune"]).code == 2
    assert len(Store(out).documents()) == 2


def test_nothing_is_pruned_where_no_document_is_found(raw: Path, out: Path, tmp_path: Path) -> None:
    run(fill(raw, a_pdf=WITHOUT_TABLE), out=out)
    (tmp_path / "empty").mkdir()
    run(tmp_path / "empty", out=out, options=["--prune"])
    assert Store(out).documents()


def test_a_file_that_cannot_be_opened_today_is_not_gone(raw: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(fill(raw, a_pdf=FINISTERE, b_pdf=WITHOUT_TABLE), out=out)
    opened = Path.open

    def open_(path: Path, *arguments: Any, **named: Any) -> Any:
        if path.name == "b.pdf":
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **named)

    monkeypatch.setattr(Path, "open", open_)
    done = run(raw, out=out, options=["--prune"])
    assert [line.split(": ")[0] for line in done.err] == ["b.pdf"]
    assert len(Store(out).documents()) == 2


def test_another_option_or_correction_reads_again_what_it_is_about(raw: Path, out: Path, tmp_path: Path) -> None:
    run(fill(raw, a_pdf=FINISTERE, b_docx=SAVOIE), out=out)
    marks = {row["source"]: row["document_id"] for row in rows(out, "conventions")}
    corrections = fill(
        tmp_path / "corrections",
        a_yaml=f"""corrections:
  - {{id: x, document: "{marks["a.pdf"]}", fact: convention_year, expected: "2021", read: "2020", reason: r, who: w}}
""".encode(),
    )
    assert plan_of(raw, out, corrections) == ["a.pdf: would be read (corrections)"]
    run(raw, out=out, corrections=corrections)
    assert read(out) == {"a.pdf": True, "b.docx": False}
    assert plan_of(raw, out, corrections) == []
    assert plan_of(raw, out) == ["a.pdf: would be read (corrections)"]
    assert plan_of(raw, out, corrections, "--second-reader", "never") == [
        "a.pdf: would be read (second_reader)",
        "b.docx: would be read (second_reader)",
    ]


def plan_of(raw: Path, out: Path, corrections: Path | None = None, *options: str) -> list[str]:
    """What a dry run says of documents that would be read; it leaves all as it was."""
    before = stamps(out), len(list((out / "_runs").iterdir()))
    done: Done = run(raw, out=out, corrections=corrections, options=["--dry-run", *options])
    assert (stamps(out), len(list((out / "_runs").iterdir()))) == before
    assert done.code == 0
    return done.out[:-1]


def test_a_dry_run_before_the_first_run_leaves_nothing(raw: Path, out: Path) -> None:
    fill(raw, a_pdf=FINISTERE, b_pdf=FINISTERE, c_pdf=NO_DOCUMENT)
    done = run(raw, out=out, options=["--dry-run"])
    assert done.out == [
        "a.pdf: would be read (new)",
        "c.pdf: would be read (new)",
        "b.pdf: has the same bytes as a.pdf: published once, under that name",
        "2 documents would be read, 0 are unchanged",
    ]
    assert not out.exists()


@pytest.mark.parametrize("table", ["cells", "observations", "findings", "conventions"])
def test_a_document_of_which_a_file_is_lost_is_read_again(raw: Path, out: Path, table: str) -> None:
    run(fill(raw, a_pdf=FINISTERE), out=out)
    before = dataset(out)
    next((out / table).iterdir()).unlink()
    run(raw, out=out)
    assert read(out) == {"a.pdf": True}
    assert dataset(out) == before
