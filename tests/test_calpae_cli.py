"""The command: its exit codes, what it prints where, and how it is interrupted."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import typer

from calpae import __version__
from calpae.cli import app
from calpae.diff import DIFFERENT
from calpae.ending import DONE, FAILED, HELD, INTERRUPTED, NONE_READABLE, SOME_REFUSED, USAGE
from schemas.store import Store
from tests.cli import (
    FINISTERE,
    GOLDEN,
    NO_DOCUMENT,
    ROOT,
    SAVOIE,
    TABLES,
    WITHOUT_TABLE,
    calpae,
    dataset,
    fill,
    journal,
    run,
)
from tests.scanning import to_pdf

COMMAND = (sys.executable, "-m", "calpae.cli")
COLOUR = re.compile(r"\x1b\[[0-9;]*3[0-8][;m]")


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "parquet"


def test_the_exit_codes_are_those_that_are_documented() -> None:
    assert (DONE, FAILED, USAGE, SOME_REFUSED, NONE_READABLE, HELD, INTERRUPTED) == (0, 1, 2, 3, 4, 5, 130)
    assert DIFFERENT == 1
    codes = (
        "0 done, 1 failed (`diff`: something changed; `doctor`: something needed is missing), 2 wrong use, "
        "3 some documents refused, 4 none readable"
    )
    said = f"Exit codes: {codes}, 5 another run holds the output, 130 interrupted."
    assert said in " ".join(" ".join(calpae("-h").out).split())


def test_a_run_prints_one_line_a_document_a_summary_and_nothing_else(raw: Path, out: Path) -> None:
    done = run(fill(raw, a_pdf=FINISTERE, b_docx=SAVOIE), out=out)
    assert (done.code, done.err) == (DONE, [])
    assert [re.sub(r"\d+", "N", line.replace(str(out), "OUT")) for line in done.out] == [
        "a.pdf: N figures, N for review, N findings",
        "b.docx: N figures, N for review, N findings",
        "N documents published in OUT: N figures, N for review; N refused",
    ]
    assert done.out[0].startswith("a.pdf: 21 figures, ")
    assert done.out[2].startswith("2 documents published")


def test_an_empty_folder_is_a_line_and_no_failure(raw: Path, out: Path) -> None:
    done = run(raw, out=out)
    assert (done.code, done.out, done.err) == (DONE, ["no documents found: nothing to do"], [])
    assert not out.exists()


def test_a_document_without_an_annexe_table_is_a_line_and_a_finding_and_no_failure(raw: Path, out: Path) -> None:
    done = run(fill(raw, a_pdf=WITHOUT_TABLE), out=out)
    assert (done.code, done.err) == (DONE, [])
    assert done.out[0].startswith("a.pdf: 0 figures, ")
    assert journal(out)[0]["code"] == "no_annexe_table"
    assert len(Store(out).documents()) == 1


def test_a_refused_document_is_a_line_on_standard_error(raw: Path, out: Path) -> None:
    done = run(fill(raw, a_pdf=FINISTERE, bad_pdf=NO_DOCUMENT), out=out)
    assert done.code == SOME_REFUSED
    assert len(done.err) == 1
    assert done.err[0].startswith("bad.pdf: refused (not_a_document): ")
    assert [line.split(":")[0] for line in done.out[:-1]] == ["a.pdf"]
    assert done.out[-1].endswith("1 refused")


def test_none_readable_is_an_exit_code_of_its_own(raw: Path, out: Path) -> None:
    done = run(fill(raw, a_pdf=NO_DOCUMENT, b_pdf=b""), out=out)
    assert done.code == NONE_READABLE
    assert len(done.err) == 2
    assert done.out[-1].startswith("0 documents published")


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "--nope"),
        ("run", "nowhere.pdf"),
        ("run", "--second-reader", "always"),
        ("tables", "nowhere.pdf"),
        ("tables", "."),
        ("tables",),
        ("tables", "a.pdf", "--format", "xml"),
        ("show", "nowhere.pdf"),
        ("correct", "nowhere.pdf"),
        ("doctor", "--nope"),
        ("publish",),
        (),
    ],
)
def test_wrong_use_says_so_on_standard_error(
    arguments: Sequence[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = calpae(*arguments)
    assert done.code == USAGE
    assert not done.out
    assert done.err
    assert not list(tmp_path.iterdir())


def test_a_missing_path_is_named(out: Path) -> None:
    done = run(out / "nowhere.pdf", out=out)
    assert done.err == [f"calpae: {out / 'nowhere.pdf'}: no such file or folder; give files or folders that exist"]


def test_the_version_is_printed() -> None:
    assert calpae("--version").out == [f"calpae {__version__}"]


COMMANDS = sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def test_the_commands_are_listed_with_whole_sentences() -> None:
    listed = calpae("-h").out[1:]
    assert {line.split()[0] for line in listed if re.match(r"  [a-z]+  .*\.$", line)} == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_helps_with_an_example(command: str) -> None:
    done = calpae(command, "--help")
    assert done.code == DONE
    assert f"Example: calpae {command} " in " ".join(" ".join(done.out).split())


def test_the_default_folders_are_those_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    fill(tmp_path / "data/raw", a_pdf=WITHOUT_TABLE)
    assert calpae("run", "--workers", 0).code == DONE
    assert Store(tmp_path / "data/parquet").documents()


def many(raw: Path, count: int) -> Path:
    """The same document so often, each time another file."""
    data = (GOLDEN / FINISTERE).read_bytes()
    return fill(raw, **{f"{i:03}_pdf": data + b"\n%%%d\n" % i for i in range(count)})


def test_an_interrupted_run_leaves_whole_documents(raw: Path, out: Path, tmp_path: Path) -> None:
    arguments = [*COMMAND, "run", str(many(raw, 150)), "--out", str(out)]
    errors = tmp_path / "errors.txt"  # a pipe that nobody reads would fill and block the run
    with errors.open("w") as file:
        process = subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=file, text=True)
    try:
        assert process.stdout is not None
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=30)
    finally:
        process.kill()
    assert re.match(r"\d{3}.pdf: 21 figures", first)
    assert process.returncode == INTERRUPTED
    *listed, summary = [first, *rest.splitlines()]
    assert summary.startswith(f"{len(listed)} documents published")
    said = f"calpae: interrupted; {len(listed)} of 150 documents were read, what they gave is published; run again"
    assert errors.read_text() == f"{said} to go on\n"
    store = Store(out)
    assert len(listed) <= len(store.documents()) <= len(listed) + 1
    assert len(dataset(out)) == len(TABLES) * len(store.documents())


def on_terminal(raw: Path, out: Path, stdout: Path | None = None, **environment: str) -> str:
    """What a run prints on a terminal; its standard output may go to a file."""
    ours, theirs = pty.openpty()
    known = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR", "CI")}
    arguments = [*COMMAND, "run", str(raw), "--out", str(out)]
    with (stdout or Path(os.devnull)).open("wb") as file:
        target = file if stdout else theirs
        environment = {**known, "TERM": "xterm-256color", **environment}
        process = subprocess.Popen(arguments, cwd=ROOT, stdout=target, stderr=theirs, env=environment)
        os.close(theirs)
        seen = b""
        while select.select([ours], [], [], 30)[0]:
            try:
                read = os.read(ours, 65536)
            except OSError:  # Linux: the other end is closed
                break
            if not read:
                break
            seen += read
        code = process.wait(timeout=30)
    os.close(ours)
    assert code == DONE
    return seen.decode()


def test_a_terminal_shows_progress_in_colour(raw: Path, out: Path) -> None:
    seen = on_terminal(fill(raw, a_pdf=WITHOUT_TABLE), out)
    assert "reading" in seen
    assert COLOUR.search(seen)
    assert "a.pdf: 0 figures" in seen


def test_no_color_means_no_colour(raw: Path, out: Path) -> None:
    seen = on_terminal(fill(raw, a_pdf=WITHOUT_TABLE), out, NO_COLOR="1")
    assert "reading" in seen
    assert not COLOUR.search(seen)


def test_lines_go_to_a_file_while_the_progress_is_on_the_terminal(raw: Path, out: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    seen = on_terminal(fill(raw, a_pdf=WITHOUT_TABLE), out, log)
    assert "reading" in seen
    assert [line.split(":")[0] for line in log.read_text().splitlines()] == ["a.pdf", f"1 documents published in {out}"]
    assert "a.pdf" not in seen


@pytest.mark.parametrize("command", ["run", "show", "tables"])
def test_pages_of_scans_are_kept_unless_that_is_not_wanted(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, scan = tmp_path / "cache", tmp_path / "scan.pdf"
    scan.write_bytes(to_pdf([np.full((400, 300), 255, np.uint8)]))
    out = ("--out", tmp_path / "out") if command == "run" else ()
    monkeypatch.setenv("CALPAE_CACHE", str(cache))
    calpae(command, scan, *out, "--no-cache")
    assert not cache.exists()
    monkeypatch.setenv("CALPAE_CACHE", str(cache))
    calpae(command, scan, *(("--out", tmp_path / "again") if out else ()))
    assert len(list(cache.iterdir())) == 1
