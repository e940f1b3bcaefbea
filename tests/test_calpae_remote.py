"""Documents and dataset in a store of objects that speaks S3: the same bytes as on the disk, read by URL."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from schemas import claim
from schemas.files import Held
from schemas.location import Url
from schemas.remote import RemoteFiles, remote_files
from schemas.shelf import Shelf
from schemas.store import Store
from tests.cli import (
    FINISTERE,
    NO_CORRECTIONS,
    NO_DOCUMENT,
    ROOT,
    SAVOIE,
    TABLES,
    WITHOUT_TABLE,
    Done,
    calpae,
    dataset,
    fill,
)
from tests.stores import SECRET, objects, store, upload
from tests.test_calpae_pool import innocents, put


@pytest.fixture(scope="module")
def bucket() -> Iterator[Url]:
    with store() as url:
        yield url


@pytest.fixture
def place(bucket: Url, request: pytest.FixtureRequest) -> Url:
    """A folder of its own."""
    return bucket / str(request.node.name).partition("[")[0]


def run(raw: object, out: object, *options: object) -> Done:
    return calpae("run", raw, "--out", out, "--corrections", NO_CORRECTIONS, *options)


def documents(folder: Path) -> Path:
    return fill(folder, a_pdf=FINISTERE, sub__b_docx=SAVOIE, c_pdf=NO_DOCUMENT, d_pdf=WITHOUT_TABLE, e_pdf=FINISTERE)


def test_a_run_from_and_to_a_store_of_objects_gives_the_bytes_of_a_local_run(tmp_path: Path, place: Url) -> None:
    raw = documents(tmp_path / "raw")
    fill(raw, notes_xlsx=b"", _hidden_pdf=b"")
    upload(raw, place / "raw")
    local = run(raw, tmp_path / "out", "--workers", 0)
    for workers in (2, 0):
        far = run(place / "raw", place / f"out{workers}", "--workers", workers)
        assert far.code == local.code == 3
        assert sorted(far.out[:-1]) == sorted(local.out[:-1])
        assert objects(place / f"out{workers}") == dataset(tmp_path / "out")
    assert far.err == [
        f"{place}/raw/notes.xlsx: left out, its name is not that of a document (PDF, DOCX)",
        *local.err[1:],
    ]
    again = run(place / "raw", place / "out0")
    assert again.out[-1].startswith(f"3 documents published in {place}/out0: 57 figures, 0 for review; 1 refused")
    assert again.out[-1].endswith("; 4 unchanged; 1 with the bytes of another")
    assert objects(place / "out0") == dataset(tmp_path / "out")
    assert SECRET not in "".join([*far.out, *far.err])


def test_what_is_replaced_or_gone_leaves_the_store(tmp_path: Path, place: Url) -> None:
    raw = fill(tmp_path / "raw", a_pdf=FINISTERE, b_pdf=WITHOUT_TABLE, c_pdf=NO_DOCUMENT)
    upload(raw, place / "raw")
    run(place / "raw", place / "out", "--workers", 0)
    fill(raw, a_pdf=NO_DOCUMENT, c_pdf=SAVOIE)
    upload(raw, place / "raw")
    remote_files(place).remove(place / "raw/b.pdf")
    (raw / "b.pdf").unlink()
    assert run(place / "raw", place / "out", "--workers", 0, "--prune").out[-1].endswith("; 2 removed")
    run(raw, tmp_path / "out", "--workers", 0)
    assert objects(place / "out") == dataset(tmp_path / "out")


def test_the_other_commands_read_by_url(tmp_path: Path, place: Url) -> None:
    raw = fill(tmp_path / "raw", a_pdf=FINISTERE, c_pdf=NO_DOCUMENT)
    upload(raw, place / "raw")
    for out in (place / "old", place / "new", tmp_path / "local"):
        run(raw, out, "--workers", 0)
        fill(raw, b_docx=SAVOIE)
    status = calpae("status", "--out", place / "old")
    assert status.out[1:] == [
        f"1 documents are published in {place}/old, 1 refused",
        *calpae("status", "--out", tmp_path / "local").out[2:],
    ]
    assert calpae("diff", place / "new", tmp_path / "local").out == ["nothing changed"]
    assert calpae("diff", place / "old", place / "new").out[0].startswith("+ documents b.docx")
    assert calpae("show", place / "raw/a.pdf").out == calpae("show", raw / "a.pdf").out
    tables = calpae("tables", place / "raw/a.pdf", "--format", "json").out
    assert json.loads(tables[0])["source"] == "a.pdf"
    assert tables == calpae("tables", raw / "a.pdf", "--format", "json").out
    for out in (place / "new", tmp_path / "local"):
        with Shelf(out).hold(to_read=True):  # beside another that reads
            done = calpae("export", "--format", "csv", "--to", tmp_path / f"csv-{out.name}", "--out", out)
            assert done.code == 0
            assert run(raw, out, "--workers", 0).code == 5
    for path in sorted((tmp_path / "csv-new").glob("*.csv")):
        assert path.read_bytes() == (tmp_path / "csv-local" / path.name).read_bytes()
    skeleton = ("correct", "a.pdf", "--table", 0, "--row", 3, "--out")
    assert calpae(*skeleton, place / "new").out == calpae(*skeleton, tmp_path / "local").out != []


def by_fsspec(at: str) -> pa.Table:
    """DuckDB's own S3 is an extension that it downloads; here it reads by pyarrow's, which it may be given."""
    import pyarrow.fs as pafs
    from fsspec.implementations.arrow import ArrowFSWrapper

    class Wrapped(ArrowFSWrapper):  # type: ignore[misc]
        protocol = "s3"

    connection = duckdb.connect()
    connection.register_filesystem(Wrapped(pafs.FileSystem.from_uri(at)[0]))
    return connection.sql(f"from read_parquet('{at}/*.parquet')").to_arrow_table()


READERS: dict[str, Callable[[str], pa.Table]] = {
    "pandas": lambda at: pa.Table.from_pandas(pd.read_parquet(at, dtype_backend="pyarrow"), preserve_index=False),
    "pyarrow.parquet": pq.read_table,
    "pyarrow.dataset": lambda at: ds.dataset(at, format="parquet").to_table(),
    "polars": lambda at: pl.read_parquet(f"{at}/*.parquet").to_arrow(),
    "duckdb": by_fsspec,
}


@pytest.fixture(scope="module")
def published(bucket: Url, tmp_path_factory: pytest.TempPathFactory) -> Url:
    raw = fill(tmp_path_factory.mktemp("raw"), a_pdf=FINISTERE, b_docx=SAVOIE, c_pdf=NO_DOCUMENT)
    run(raw, bucket / "published", "--workers", 0)
    run(fill(raw, b_docx=FINISTERE), bucket / "published", "--workers", 0)  # leaves the marks of emptied folders
    run(fill(raw, b_docx=SAVOIE), bucket / "published", "--workers", 0)
    return bucket / "published"


@pytest.mark.parametrize("table", ["observations", "cells", "findings"])
@pytest.mark.parametrize("reader", READERS)
def test_analysts_read_a_table_by_its_url_and_agree(published: Url, reader: str, table: str) -> None:
    read = READERS[reader](f"{published}/{table}")
    shelf = Store(published)
    ids = shelf.documents() + (shelf.refused() if table == "findings" else [])
    expected = pa.concat_tables([shelf.read(table, document_id) for document_id in ids])

    def plain(rows: pa.Table) -> list[str]:
        return sorted(json.dumps(row, default=str, sort_keys=True) for row in rows.to_pylist())

    assert plain(read) == plain(expected)


def killed(raw: Url, out: Url, until: Callable[[], bool]) -> None:
    """Start the command, and kill it once something is so."""
    command = [sys.executable, "-m", "calpae.cli", "run", str(raw), "--out", str(out), "--workers", "2", "-q"]
    environment = os.environ | {"CALPAE_CACHE": "off"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None and not until():
            time.sleep(0.02)
        assert process.poll() is None, "it ended before it was to be killed"
        process.kill()


def kill_and_resume(tmp_path: Path, place: Url, count: int, moments: list[int]) -> None:
    """Kill runs when so many objects are there, the next going on from there; the last one ends, with all the bytes."""
    raw = put(documents(tmp_path / "raw"), innocents(count))
    upload(raw, place / "raw")
    run(raw, tmp_path / "out", "--workers", 2)
    out = place / "out"
    files = remote_files(out)
    for moment in moments:
        killed(place / "raw", out, lambda: sum(len(files.names(out / name)) for name in TABLES) >= moment)  # noqa: B023
        for document_id in Shelf(out).documents():
            assert [Store(out).read(name, document_id).num_rows for name in TABLES][TABLES.index("conventions")] == 1
    assert run(place / "raw", out, "--workers", 2).code == 3
    assert objects(out) == dataset(tmp_path / "out")


def test_a_run_that_is_killed_is_resumed_to_the_same_bytes(tmp_path: Path, place: Url) -> None:
    kill_and_resume(tmp_path, place, 3, [10])


@pytest.mark.soak
def test_a_run_killed_at_twelve_moments_is_resumed_to_the_same_bytes(tmp_path: Path, place: Url) -> None:
    kill_and_resume(tmp_path, place, 60, list(range(20, 351, 30)))


def test_a_second_run_is_kept_away_and_a_dead_one_is_not_waited_for(
    place: Url, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = fill(tmp_path / "raw", a_pdf=WITHOUT_TABLE)
    with Shelf(place).hold():
        done = run(raw, place, "--workers", 0)
        assert done.code == 5
        assert done.err[0].startswith(f"calpae: {place}: another run (process {os.getpid()} on ")
        assert ") holds it; " in done.err[0]
        assert done.err[0].endswith("wait until it has ended, or 120 s after it was killed, or give another --out")
    assert not Store(place).documents()
    dead, far = ({"host": host, "process": 2**22 + 1} for host in (socket.gethostname(), "elsewhere"))
    files = remote_files(place)
    files.write(json.dumps(far).encode(), place / "_claims/far.json")
    with pytest.raises(Held, match="on elsewhere"), Shelf(place).hold():
        pass
    monkeypatch.setattr(claim, "LEASE", -1.0)  # it is as old as that
    with Shelf(place).hold():
        assert "far.json" not in files.names(place / "_claims")
    monkeypatch.undo()
    files.write(json.dumps(dead).encode(), place / "_claims/dead.json")
    assert run(raw, place, "--workers", 0).code == 0
    assert [name for name in files.names(place / "_claims") if name.endswith(".json")] == []


def test_a_run_that_lost_its_hold_writes_no_more(place: Url, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claim, "RENEWED", 0.05)
    shelf = Shelf(place)
    files = remote_files(place)
    with shelf.hold():
        time.sleep(0.3)
        shelf.remove("0" * 16)  # renewed: it may
        for name in files.names(place / "_claims"):
            files.remove(place / "_claims" / name)
        with pytest.raises(Held, match="was lost"):
            for _ in range(1200):  # however busy the machine is, it is renewed within a minute
                time.sleep(0.05)
                shelf.remove("0" * 16)
    done = run(fill(tmp_path / "raw", a_pdf=WITHOUT_TABLE), place, "--workers", 0)
    assert done.code == 0


def test_what_a_killed_process_left_in_the_temporary_folder_is_removed_by_the_next(
    place: Url, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, others = tmp_path / f"calpae-drafts-{2**22 + 1}-x", tmp_path / f"calpae-drafts-{os.getppid()}-x"
    for folder in (left, others):
        folder.mkdir()
    files = RemoteFiles(None)
    own = files.drafts(place)
    assert sorted(path for path in tmp_path.iterdir() if path != own) == [others]
    assert own.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "url",
    [
        f"s3://AKID:{SECRET}@bucket/out",
        f"S3://AKID@bucket/{SECRET}",
        f"s3://bucket/out?secret_key={SECRET}",
        f"abfs://container:{SECRET}@account.dfs.core.windows.net/out",
        f"ftp://me:{SECRET}@host/out",
    ],
)
@pytest.mark.parametrize(
    "command",
    [("run", "data/raw", "--out"), ("run",), ("status", "--out"), ("show",), ("tables",), ("diff", "data/parquet")],
)
def test_a_url_with_credentials_is_refused_and_not_repeated(command: tuple[str, ...], url: str) -> None:
    done = calpae(*command, url)
    assert done.code == 2
    assert SECRET not in "".join([*done.out, *done.err])
    assert "URL with credentials" in " ".join(done.err) or "is no place" in " ".join(done.err)


def test_a_place_where_nothing_is_is_said(place: Url, tmp_path: Path) -> None:
    for missing in (place / "nothing", Url("s3://no-such-bucket/raw")):
        done = run(missing, tmp_path / "out")
        assert (done.code, done.out) == (2, [])
        assert done.err == [f"calpae: {missing}: no such file or folder; give files or folders that exist"]
    done = run(fill(tmp_path / "raw", a_pdf=WITHOUT_TABLE), "s3://no-such-bucket/out")
    assert done.code == 1
    assert "bucket does not exist" in done.err[-1]
    done = calpae("show", place / "nothing.pdf")
    assert (done.code, done.err) == (2, [f"calpae: {place}/nothing.pdf: no such file; give the path of a document"])


def test_a_store_that_does_not_answer_is_one_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "calpae.cli", "status", "--out", "s3://bucket/out"]
    environment = os.environ | {"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_MAX_ATTEMPTS": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("calpae: ")
    assert len(done.stderr.splitlines()) == 1
    assert SECRET not in done.stderr
