"""The notebook: kept clean, and running from its first cell to its last over what the project publishes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.cli import ROOT, run

NOTEBOOK = ROOT / "notebooks" / "dataset.ipynb"


@pytest.fixture(scope="module")
def notebook() -> Any:
    return nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]


def test_it_is_valid_and_kept_without_outputs(notebook: Any) -> None:
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.id for cell in code if cell.outputs or cell.execution_count is not None] == []
    assert all(cell.source.strip() for cell in notebook.cells)
    assert all(not cell.metadata for cell in notebook.cells)


def test_it_is_kept_as_it_is_written(notebook: Any) -> None:
    written = nbformat.writes(notebook, indent=1, ensure_ascii=False)  # type: ignore[no-untyped-call]
    assert NOTEBOOK.read_text("utf-8").rstrip("\n") == written.rstrip("\n")


def test_it_says_that_its_documents_are_invented_and_that_it_is_an_extraction(notebook: Any) -> None:
    text = " ".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert text.count("**invented**") == 2
    assert "extraction, not an official publication" in text


def outputs(notebook: Any) -> str:
    texts = []
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            texts += [output.get("text", ""), output.get("data", {}).get("text/plain", "")]
    return "\n".join(texts)


def test_it_runs_to_its_end_and_draws_what_it_promises(tmp_path: Path) -> None:
    assert run(ROOT / "data" / "raw", out=tmp_path / "data" / "parquet").code == 0
    to = tmp_path / "executed"
    command = [sys.executable, "-W", "error", "notebooks/execute.py", str(to), str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    said = outputs(nbformat.read(to / "dataset.ipynb", as_version=4))  # type: ignore[no-untyped-call]
    for promised in ("'pandas': 317, 'polars': 317, 'duckdb': 317", "for review", "2021.md", "2022.md", "cea-rows.pdf"):
        assert promised in said
    assert sorted(path.name for path in to.glob("*.png")) == ["dataset-1.png", "dataset-2.png"]
