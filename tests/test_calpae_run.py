"""A run as it is asked for: what it prints in each voice, its exit codes, and what a run without work costs."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from schemas.shelf import Shelf
from schemas.store import Store
from tests.cli import (
    FINISTERE,
    GOLDEN,
    NO_CORRECTIONS,
    NO_DOCUMENT,
    ROOT,
    SAVOIE,
    WITHOUT_TABLE,
    calpae,
    dataset,
    fill,
    journal,
    run,
)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return fill(tmp_path / "raw", a_pdf=FINISTERE, b_pdf=NO_DOCUMENT, c_pdf=FINISTERE)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "parquet"


def test_a_second_run_on_the_same_output_stops_and_says_why(raw: Path, out: Path) -> None:
    with Shelf(out).hold():
        done = run(raw, out=out)
    assert done.code == 5
    assert done.err == [f"calpae: {out}: another run writes there; wait until it has ended, or give another --out"]
    assert not Store(out).documents()
    assert run(raw, out=out).code == 3


def test_machines_get_a_line_of_json_a_document_and_a_summary(raw: Path, out: Path) -> None:
    done = run(raw, out=out, options=["--json"])
    *lines, last = map(json.loads, done.out)
    assert lines == journal(out)
    assert {line["name"]: line["kind"] for line in lines} == {
        "a.pdf": "published",
        "b.pdf": "refused",
        "c.pdf": "duplicate",
    }
    assert {key: last["summary"][key] for key in ("documents", "read", "published", "refused", "figures")} == {
        "documents": 3,
        "read": 2,
        "published": 1,
        "refused": 1,
        "figures": 21,
    }
    assert (done.code, done.err) == (3, [])


def test_a_quiet_run_says_refusals_only(raw: Path, out: Path) -> None:
    done = run(raw, out=out, options=["-q"])
    assert (done.code, done.out, len(done.err)) == (3, [], 1)
    assert done.err[0].startswith("b.pdf: refused (not_a_document)")


def test_a_verbose_run_says_seconds_and_what_is_unchanged(raw: Path, out: Path) -> None:
    first = run(raw, out=out, options=["-v"])
    assert any("[pdf, 2 pages; extract 0." in line for line in first.out)
    again = run(raw, out=out, options=["-v"])
    assert any(line.startswith("a.pdf: 21 figures") and line.endswith("[unchanged]") for line in again.out)


def test_a_name_cannot_speak_to_the_terminal(tmp_path: Path, out: Path) -> None:
    folder = fill(tmp_path / "raw", a_pdf=WITHOUT_TABLE)
    (folder / "a.pdf").rename(folder / "a\x1b[2J\nb.pdf")
    done = run(folder, out=out)
    assert done.out[0].startswith("a\ufffd[2J\ufffdb.pdf: 0 figures")


def locked(folder: Path, name: str) -> None:
    held = io.BytesIO()
    with pikepdf.open(GOLDEN / FINISTERE) as pdf:
        pdf.save(held, encryption=pikepdf.Encryption(user="sésame", owner="x"))
    folder.mkdir()
    (folder / name).write_bytes(held.getvalue())


def test_a_document_with_a_password_is_read_once_one_is_given_and_keeps_no_trace_of_it(
    tmp_path: Path, out: Path
) -> None:
    locked(tmp_path / "raw", "a.pdf")
    assert run(tmp_path / "raw", out=out).code == 4
    passwords = tmp_path / "passwords.txt"
    passwords.write_text("wrong\nsésame\n", encoding="utf-8")
    done = run(tmp_path / "raw", out=out, options=["--password-file", str(passwords)])
    assert done.code == 0
    assert done.out[0].startswith("a.pdf: 21 figures")
    assert run(tmp_path / "raw", out=out).out[-1].endswith("; 1 unchanged")
    said = b"".join([*dataset(out).values(), *(path.read_bytes() for path in (out / "_runs").iterdir())])
    assert "sésame".encode() not in said


@pytest.mark.parametrize(
    "options",
    [
        ("--password-file", "nowhere.txt"),
        ("--corrections", "nowhere"),
        ("--workers", "-1"),
        ("--timeout", "0"),
        ("--memory", "1"),
    ],
)
def test_wrong_options_are_said_before_anything_is_written(raw: Path, out: Path, options: tuple[str, str]) -> None:
    done = calpae("run", raw, "--out", out, *options)
    assert done.code == 2
    assert done.err
    assert not out.exists()


def test_an_output_that_cannot_be_written_is_a_line(raw: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    done = run(raw, out=tmp_path / "file" / "parquet")
    assert done.code == 1
    said = f"calpae: {tmp_path}/file/parquet: Not a directory; make room, make it a folder that can be written to"
    assert done.err[-1].startswith(said)


def test_children_publish_what_this_process_would(raw: Path, out: Path, tmp_path: Path) -> None:
    fill(raw, d_docx=SAVOIE)
    run(raw, out=out)
    done = calpae("run", raw, "--out", tmp_path / "other", "--corrections", NO_CORRECTIONS, "--workers", 2)
    assert done.code == 3
    assert dataset(tmp_path / "other") == dataset(out)


def test_a_run_without_work_loads_no_library_of_data_and_no_reader(raw: Path, out: Path) -> None:
    run(raw, out=out)
    code = f"""
import sys
from typer.testing import CliRunner
from calpae.cli import app
done = CliRunner().invoke(app, ["run", {str(raw)!r}, "--out", {str(out)!r}, "--corrections", {str(NO_CORRECTIONS)!r}])
print(done.stdout.splitlines()[-1])
print(sorted({{"pandas", "pandera", "pyarrow", "numpy", "pypdfium2", "cv2", "rich.progress"}} & {{*sys.modules}}))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    summary, loaded = done.stdout.splitlines()
    assert summary.endswith("1 refused; 2 unchanged; 1 with the bytes of another")
    assert loaded == "[]"
