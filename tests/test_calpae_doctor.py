"""The command `doctor`: what it finds right, wrong or missing, and what it tells to do about it."""

from __future__ import annotations

import importlib.metadata
import json
from pathlib import Path
from typing import Any

import pytest

from calpae import doctor
from extract import equipment, scan_ocr, scan_second
from tests.cli import calpae
from tests.office import put_on_path

NAMES = ("Python", "packages", "recogniser of scans", "second engine", "LibreOffice", "cache of scanned pages")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "parquet"


def parts(out: Path, code: int = doctor.RIGHT) -> dict[str, dict[str, Any]]:
    done = calpae("doctor", "--out", out, "--json")
    assert done.code == code
    return {part["name"]: part for part in json.loads(done.out[0])}


def test_this_environment_has_all_that_is_needed(out: Path) -> None:
    found = parts(out)
    assert list(found) == [*NAMES, "output folder"]
    assert all(part["is_right"] for part in found.values() if part["needed"])
    assert not out.exists()


def test_a_part_that_lacks_is_told_with_what_it_costs_and_how_to_have_it(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_on_path(tmp_path / "bin", monkeypatch, None)
    done = calpae("doctor", "--out", out)
    assert done.code == doctor.RIGHT
    at = done.out.index("missing LibreOffice: not installed")
    assert done.out[at + 1] == "          costs: documents .doc, .odt and .rtf are refused"
    assert done.out[at + 2].startswith(
        "          to have it: Debian, Ubuntu: apt-get install libreoffice-writer-nogui;"
    )
    assert done.out[-1].startswith("all that is needed is here; optional and missing: ")


@pytest.mark.parametrize(("does", "found"), [("echo LibreOffice 9.9.9", "LibreOffice 9.9.9 ("), ("exit 1", "not answ")])
def test_libreoffice_is_asked_its_version(
    does: str, found: str, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_on_path(tmp_path / "bin", monkeypatch, does)
    part = parts(out)["LibreOffice"]
    assert found in part["found"]
    assert part["is_right"] is (does != "exit 1")


def test_a_second_engine_that_is_there_or_does_not_start_is_told(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Engine:
        identity = "tesseract 9"

        def read(self, lines: object) -> list[str]:
            raise AssertionError

    monkeypatch.setattr(equipment, "find_engine", lambda: scan_second.Found(Engine(), "second engine: tesseract 9"))
    assert (parts(out)["second engine"]["found"], parts(out)["second engine"]["is_right"]) == ("tesseract 9", True)

    def broken() -> None:
        raise RuntimeError("bad data")

    monkeypatch.setattr(equipment, "find_engine", broken)
    assert parts(out)["second engine"]["found"] == "Tesseract does not start (bad data)"


def test_another_model_than_the_measured_one_is_wrong(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_ocr, "SHA256", "0" * 64)
    part = parts(out, doctor.WRONG)["recogniser of scans"]
    assert "and not 000" in part["found"]
    assert "requirements.lock" in part["remedy"]


@pytest.mark.parametrize(
    ("version", "found"), [("0.1", "lxml 0.1 and not "), ("7.0", "lxml 7.0 and not "), (None, "lxml is not installed")]
)
def test_a_package_that_is_missing_or_of_another_version_is_wrong(
    version: str | None, found: str, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importlib.metadata.version

    def other(name: str) -> str:
        if name != "lxml":
            return real(name)
        if version is None:
            raise importlib.metadata.PackageNotFoundError
        return version

    monkeypatch.setattr(importlib.metadata, "version", other)
    assert found in parts(out, doctor.WRONG)["packages"]["found"]


@pytest.mark.parametrize(
    ("found", "bound", "keeps"),
    [
        ("3.10.0", "==3.10.0", True),
        ("3.10.1", "==3.10.0", False),
        ("6.0.2", ">=6", True),
        ("1.33", "<1.33", False),
        ("1.32.9", "<1.33", True),
        ("0.11.9", ">=0.11.9", True),
        ("0.11.10", ">=0.11.9", True),
        ("0.9", ">=0.11", False),
    ],
)
def test_a_version_keeps_a_bound(found: str, bound: str, keeps: bool) -> None:
    assert doctor._keeps(found, bound) is keeps


def test_a_folder_that_cannot_be_written_to_is_wrong_where_it_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.touch()
    monkeypatch.setenv("CALPAE_CACHE", str(file / "cache"))
    found = parts(file / "parquet", doctor.WRONG)
    assert (found["output folder"]["is_right"], found["cache of scanned pages"]["is_right"]) == (False, False)
    assert f"{file}: " in found["output folder"]["found"]
    assert found["output folder"]["needed"] and not found["cache of scanned pages"]["needed"]


@pytest.mark.parametrize("command", ["doctor", "review"])
def test_what_works_on_this_machine_only_takes_no_url(command: str) -> None:
    done = calpae(command, "--out", "s3://bucket/parquet")
    assert done.code == 2
    assert "works on folders of this machine" in " ".join(" ".join(done.err).split())
