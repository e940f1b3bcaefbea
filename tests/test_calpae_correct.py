"""`calpae correct`: skeletons that a person completes; a correction is applied, and expires."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from calpae.correct import quoted
from normalize.corrections import load_corrections
from tests.cli import FINISTERE, SAVOIE, Done, calpae, fill, rows, run

AT = ("table", "row", "column", "part")


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return fill(tmp_path / "raw", a_pdf=FINISTERE, b_docx=SAVOIE)


@pytest.fixture
def out(tmp_path: Path, raw: Path) -> Path:
    assert run(raw, out=tmp_path / "parquet").code == 0
    return tmp_path / "parquet"


def first_figure(out: Path) -> dict[str, object]:
    return next(row for row in rows(out, "observations") if row["source"] == "a.pdf" and row["status"] == "reported")


def skeleton(out: Path, figure: dict[str, object]) -> Done:
    where = [part for name in AT[:3] for part in (f"--{name}", figure[name])]
    return calpae("correct", "a.pdf", "--out", out, *where)


def write(folder: Path, lines: list[str], **instead: str) -> Path:
    folder.mkdir(exist_ok=True)
    text = "\n".join(lines)
    for key, value in {"reason": "mistyped", "who": "a person"}.items():
        text = text.replace(f'{key}: ""', f"{key}: {value}")
    for old, new in instead.items():
        text = text.replace(f"{old}: ", f"{old}: {new} # ")
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_skeleton_names_the_place_and_the_text(out: Path, tmp_path: Path) -> None:
    figure = first_figure(out)
    done = skeleton(out, figure)
    assert (done.code, done.err) == (0, [])
    loaded = load_corrections(write(tmp_path / "corrections", done.out))
    (correction,) = [c for c in loaded[str(figure["document_id"])] if c.at and c.at.part == figure["part"]]
    assert correction.at is not None
    assert [getattr(correction.at, name) for name in AT] == [figure[name] for name in AT]
    assert correction.expected == correction.read == figure["raw"]


def test_a_document_is_known_by_its_id_too(out: Path) -> None:
    figure = first_figure(out)
    by_id = calpae("correct", figure["document_id"], "--out", out, "--table", 0, "--row", figure["row"])
    assert by_id.out == calpae("correct", "a.pdf", "--out", out, "--table", 0, "--row", figure["row"]).out != []


def test_without_an_address_the_rows_for_review_are_given(tmp_path: Path) -> None:
    out = tmp_path / "parquet"
    run(fill(tmp_path / "raw", a_pdf="cea-rows.pdf"), out=out)
    doubtful = [row for row in rows(out, "observations") if row["review"]]
    done = calpae("correct", "a.pdf", "--out", out)
    assert sum(line.startswith("  - id: ") for line in done.out) == len(doubtful) > 0
    load_corrections(write(tmp_path / "corrections", done.out))


@pytest.mark.parametrize(
    "arguments", [("c.pdf",), ("0123456789abcdef",), ("a.pdf", "--row", "999"), ("a.pdf", "--table", "7")]
)
def test_what_is_not_there_is_wrong_use(arguments: tuple[str, ...], out: Path) -> None:
    done = calpae("correct", *arguments, "--out", out)
    assert (done.code, done.out, len(done.err)) == (2, [], 1)
    assert done.err[0].startswith(f"calpae: {arguments[0]}: no such document in {out}, or no such row")


def test_a_completed_correction_is_applied_and_said(out: Path, raw: Path, tmp_path: Path) -> None:
    figure = first_figure(out)
    folder = write(tmp_path / "corrections", skeleton(out, figure).out, read='"77"')
    assert run(raw, out=out, corrections=folder).code == 0
    (row,) = [row for row in rows(out, "observations") if all(row[n] == figure[n] for n in ("document_id", *AT))]
    assert (row["value"], row["raw"]) == (77.0, figure["raw"])
    assert "corrected" in row["flags"]


def test_a_stale_correction_refuses_its_document_alone(out: Path, raw: Path, tmp_path: Path) -> None:
    folder = write(tmp_path / "corrections", skeleton(out, first_figure(out)).out, expected='"not printed"')
    done = run(raw, out=out, corrections=folder)
    assert done.code == 3
    (line,) = done.err
    assert line.startswith("a.pdf: refused (correction_stale): ")
    assert {row["source"] for row in rows(out, "conventions")} == {"b.docx"}


@pytest.mark.parametrize("text", ["corrections:\n  - idd: x\n", "corrections: [", "corections: []\n"])
def test_a_corrections_file_that_is_none_is_wrong_use(text: str, raw: Path, tmp_path: Path) -> None:
    folder = tmp_path / "corrections"
    folder.mkdir()
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    done = run(raw, out=tmp_path / "parquet", corrections=folder)
    assert (done.code, done.out) == (2, [])
    assert "a.yaml" in " ".join(done.err)
    assert not (tmp_path / "parquet").exists()


@pytest.mark.parametrize(
    "text", ['dit "12"', "a\\b", "l'an\n12", "- # : {}", "\x7f\x85\u2028\ufeff", "1\u202f000 \N{GRINNING FACE}"]
)
def test_any_printed_text_is_quoted_so_that_yaml_reads_it_back(text: str) -> None:
    assert yaml.safe_load(quoted(text)) == text
