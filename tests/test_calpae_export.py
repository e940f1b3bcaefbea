"""The command `export`: read by every analyst's tool, checked by frictionless, and what it refuses."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from calpae.ending import FAILED, HELD, USAGE
from calpae.export import Form
from schemas.export import FORMS, WRITING
from schemas.files import hold_folder
from schemas.package import FILE
from schemas.vintage_tables import EVERY
from tests.cli import NO_DOCUMENT, OVER_ALL, TABLES, calpae, dataset, fill, run
from tests.test_calpae_vintages import FIRST, SECOND, as_pdf

ALL = sorted((*TABLES, *OVER_ALL))


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Golden documents, two invented years of a collectivity, and a document that is refused."""
    root = tmp_path_factory.mktemp("export")
    raw = fill(root / "raw", a_docx="finistere.docx", b_pdf="cea-rows.pdf", c_pdf=NO_DOCUMENT)
    fill(raw, y2021_pdf=as_pdf(2021, FIRST), y2022_pdf=as_pdf(2022, SECOND))
    assert run(raw, out=root / "parquet").code == 3
    return root / "parquet"


@pytest.fixture(scope="module")
def exports(out: Path) -> Path:
    """All three forms."""
    for form, name in (("duckdb", "calpae.duckdb"), ("csv", "csv"), ("parquet", "large")):
        done = calpae("export", "--out", out, "--format", form, "--to", out.parent / name)
        assert (done.code, done.err) == (0, [])
        assert done.out[0].startswith(f"4 documents exported to {out.parent / name}: observations ")
    return out.parent


def test_the_forms_are_those_of_the_store() -> None:
    assert tuple(Form) == FORMS


def counts_of_csv(exports: Path, name: str) -> set[int]:
    path = exports / "csv" / f"{name}.csv"
    parse = pyarrow.csv.ParseOptions(newlines_in_values=True)
    return {
        len(pd.read_csv(path)),
        len(pl.read_csv(path, infer_schema=False)),
        len(duckdb.read_csv(str(path), all_varchar=True, header=True).fetchall()),
        pyarrow.csv.read_csv(path, parse_options=parse).num_rows,
    }


def counts_of_parquet(paths: list[Path]) -> set[int]:
    names = [str(path) for path in paths]
    return {
        sum(len(pd.read_parquet(path)) for path in paths),
        len(pl.read_parquet(paths)),
        len(duckdb.read_parquet(names).fetchall()),
        sum(pq.read_table(path).num_rows for path in paths),
    }


@pytest.mark.parametrize("name", ALL)
def test_pandas_polars_duckdb_and_pyarrow_count_the_same_rows_in_every_form(
    out: Path, exports: Path, name: str
) -> None:
    ids = [path.stem for path in (out / "conventions").iterdir()]
    small = [out / name / f"{document_id}.parquet" for document_id in sorted(ids)]
    counts = counts_of_parquet(small if name in TABLES else [out / f"{name}.parquet"])
    counts |= counts_of_parquet([exports / "large" / f"{name}.parquet"])
    counts |= counts_of_csv(exports, name)
    with duckdb.connect(str(exports / "calpae.duckdb"), read_only=True) as connection:
        counts.add(len(connection.sql(f"FROM {name}").fetchall()))
        counts.add(len(connection.sql(f"FROM {name}").pl()))
    assert len(counts) == 1


def test_frictionless_finds_the_csv_package_valid(exports: Path) -> None:
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json"]
    done = subprocess.run(command, cwd=exports / "csv", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("VALID") == len(ALL)


@pytest.mark.parametrize(
    ("table", "change", "error"),
    [
        ("observations", ('"67"', '"1"'), "constraint-error"),
        ("conventions", ('"6AE"', '"7AE"'), "constraint-error"),
        ("conventions", ('"b32ccab662843f53"', '"c32ccab662843f53"'), "foreign-key"),
        ("coverage", ('"reported"', '"given"'), "constraint-error"),
        ("findings", (",1,", ",0,"), "primary-key"),
        ("observations", (",true,", ",yes,"), "type-error"),
        ("observations", ("document_id,", "document,"), "incorrect-label"),
    ],
)
def test_frictionless_would_see_what_the_package_forbids(
    exports: Path, tmp_path: Path, table: str, change: tuple[str, str], error: str
) -> None:
    from frictionless import validate

    for path in (exports / "csv").iterdir():
        text = path.read_text("utf-8")
        if path.stem == table:
            assert change[0] in text
            text = text.replace(*change, 1)
        if path.name == FILE:  # the hashes would tell everything
            package = json.loads(text)
            for resource in package["resources"]:
                del resource["hash"], resource["bytes"]
            text = json.dumps(package)
        (tmp_path / path.name).write_text(text, "utf-8", newline="")
    found = {type for [type] in validate(str(tmp_path / FILE)).flatten(["type"])}
    assert error in found


def test_frictionless_would_see_another_file_by_its_hash(exports: Path, tmp_path: Path) -> None:
    from frictionless import validate

    shutil.copytree(exports / "csv", tmp_path / "csv")
    path = tmp_path / "csv" / "observations.csv"
    path.write_bytes(path.read_bytes().replace(b"2021", b"2020", 1))
    assert ["hash-count"] in validate(str(tmp_path / "csv" / FILE)).flatten(["type"])


def test_latest_and_wide_in_duckdb_agree_with_what_the_vintages_say(out: Path, exports: Path) -> None:
    latest = pd.read_parquet(out / "latest.parquet")
    with duckdb.connect(str(exports / "calpae.duckdb"), read_only=True) as connection:
        assert (
            connection.sql("FROM latest").to_arrow_table().to_pylist()
            == pq.read_table(out / "latest.parquet").to_pylist()
        )
        wide = connection.sql("FROM wide").df()
    told = wide.melt([c for c in wide if not str(c)[0].isdigit()]).dropna(subset="value")
    shown = {(row.indicator_key, row.territory, row.variable, row.value) for row in told.itertuples()}
    flags = latest.groupby(["indicator_key", "territory"])["flags"].agg(
        lambda each: sorted({f for one in each for f in one})
    )
    assert {(row.indicator_key, row.territory): list(row.flags) for row in wide.itertuples()} == flags.to_dict()
    plain = latest[(latest.status == "reported") & ~latest.review & latest.comparator.isna()]
    known = {
        (row.indicator_key, row.territory, f"{row.period} {row.period_kind}", row.value) for row in plain.itertuples()
    }
    assert shown <= known
    left_out = int(latest.status.isin(["reported", "range"]).sum()) - len(shown)
    assert wide.figures_left_out.sum() == left_out
    assert len(wide) == len(latest.groupby(["indicator_key", "territory"]))


def test_a_row_of_wide_holds_one_unit_and_counts_what_it_leaves_out(exports: Path) -> None:
    with duckdb.connect(str(exports / "calpae.duckdb"), read_only=True) as connection:
        found = connection.sql(
            'SELECT territory, unit, "2021 result", "2022 target", figures_left_out FROM wide '
            "WHERE indicator_id = 'garantie_activite.delai_accompagnement_global' ORDER BY territory"
        ).fetchall()
    assert found == [("67", "jour", 28.0, None, 1), ("68", "jour", 26.0, None, 1)]  # the target is in weeks


def test_the_dataset_is_not_touched(out: Path, tmp_path: Path) -> None:
    before = dataset(out)
    calpae("export", "--out", out, "--format", "csv", "--to", tmp_path / "csv")
    assert dataset(out) == before


@pytest.mark.parametrize(
    ("form", "to", "said"),
    [
        ("csv", "parquet/csv", "inside the published dataset"),
        ("duckdb", "large", "a folder; a DuckDB export is one file"),
        ("csv", "calpae.duckdb", "a file; an export as csv is a folder"),
    ],
)
def test_a_place_where_nothing_can_be_put_is_wrong_use(exports: Path, form: str, to: str, said: str) -> None:
    done = calpae("export", "--out", exports / "parquet", "--format", form, "--to", exports / to)
    assert done.code == USAGE
    assert said in " ".join(done.err)


def test_a_folder_that_is_no_dataset_is_wrong_use(tmp_path: Path) -> None:
    done = calpae("export", "--out", tmp_path, "--format", "csv", "--to", tmp_path / "csv")
    assert done.code == USAGE
    assert "no published dataset; `calpae run --out` makes one" in " ".join(done.err)
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_ours_stays_unless_told(out: Path, tmp_path: Path) -> None:
    path = tmp_path / "calpae.duckdb"
    path.write_bytes(b"mine")
    done = calpae("export", "--out", out, "--format", "duckdb", "--to", path)
    said = f"calpae: {path}: not written by `calpae export`, or open in another program"
    said += "; give another --to, or --overwrite to replace it"
    assert (done.code, done.err, path.read_bytes()) == (USAGE, [said], b"mine")
    assert calpae("export", "--out", out, "--format", "duckdb", "--to", path, "--overwrite").code == 0


def test_a_run_and_an_export_wait_for_each_other_but_exports_do_not(out: Path, tmp_path: Path) -> None:
    arguments = ("export", "--out", out, "--format", "csv", "--to", tmp_path / "csv")
    with hold_folder(out, to_read=True):
        assert calpae(*arguments).code == 0
        assert run(out.parent / "raw", out=out).code == HELD
    with hold_folder(out):
        done = calpae(*arguments)
    assert (done.code, done.err) == (HELD, [f"calpae: {out}: a run or an export writes there; wait until it has ended"])


def test_a_disk_that_refuses_is_said(out: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = calpae("export", "--out", out, "--format", "csv", "--to", tmp_path / "file" / "csv")
    assert done.code == FAILED
    assert done.err == [f"calpae: {tmp_path / 'file' / 'csv' / WRITING}: Not a directory"]


def test_every_column_that_a_form_can_hold_is_told_in_it() -> None:
    assert sorted(EVERY) == ALL
