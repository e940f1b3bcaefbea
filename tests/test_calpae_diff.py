"""`calpae diff`: exit codes, lines for the eye, JSON for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from calpae.diff import DIFFERENT, SAME, diff_as_text
from schemas.diff import Change
from tests.cli import FINISTERE, NO_DOCUMENT, calpae, fill, run


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """One document published, and the same with a refused one."""
    root = tmp_path_factory.mktemp("diff")
    one, two = root / "one", root / "two"
    run(fill(root / "a", a_pdf=FINISTERE), out=one)
    run(fill(root / "b", a_pdf=FINISTERE, b_pdf=NO_DOCUMENT), out=two)
    return one, two


def test_nothing_changed_is_0_and_said(folders: tuple[Path, Path]) -> None:
    done = calpae("diff", folders[0], folders[0])
    assert (done.code, done.out, done.err) == (SAME, ["nothing changed"], [])
    assert calpae("diff", folders[0], folders[0], "--format", "json").out == ["[]"]


def test_something_changed_is_1_with_a_line_a_change_and_counts(folders: tuple[Path, Path]) -> None:
    done = calpae("diff", *folders)
    assert done.code == DIFFERENT
    assert done.out[0].startswith("+ documents b.pdf: document_id ")
    assert done.out[1:] == ["documents: 1 added, 0 removed, 0 changed"]


def test_as_json_a_change_has_table_kind_source_key_and_columns(folders: tuple[Path, Path]) -> None:
    done = calpae("diff", *reversed(folders), "--format", "json")
    [change] = json.loads(done.out[0])
    assert done.code == DIFFERENT
    assert (change["table"], change["change"], change["source"]) == ("documents", "removed", "b.pdf")
    assert change["columns"]["findings"] == {"old": 1, "new": 0}


def test_a_folder_that_is_no_dataset_is_wrong_use(folders: tuple[Path, Path], tmp_path: Path) -> None:
    for pair in ((folders[0], tmp_path), (tmp_path / "none", folders[0])):
        done = calpae("diff", *pair)
        assert done.code == 2
        assert "no published dataset" in " ".join(done.err)


def test_a_changed_row_shows_what_it_was_and_is() -> None:
    key = {"document_id": "ab", "row": 3, "page": None}
    changes = [
        Change("observations", "changed", "a.pdf", key, {"value": (1.0, 2.0), "unit": (None, "%")}),
        Change("observations", "removed", "a.pdf", key),
    ]
    assert list(diff_as_text(changes)) == [
        "~ observations a.pdf: document_id ab row 3: value 1.0 -> 2.0; unit None -> '%'",
        "- observations a.pdf: document_id ab row 3",
        "observations: 0 added, 1 removed, 1 changed",
    ]
