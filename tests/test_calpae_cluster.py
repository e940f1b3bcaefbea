"""Documents read by a cluster: the same bytes as on one machine, whatever dies meanwhile."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from calpae import cluster as module
from calpae.batch import run_plan
from calpae.cluster import Cluster, batches
from calpae.desk import Limits
from calpae.engine import Engine, EngineFailed
from calpae.job import Done, Found, Job, Outcome
from calpae.origin import Origin
from calpae.plan import find_documents, make_plan
from calpae.pool import Pool
from calpae.settings import Settings
from calpae.task import Order, read_batch
from schemas.shelf import Shelf
from tests.cli import FINISTERE, GOLDEN, SAVOIE, calpae, dataset, fill
from tests.clusters import cluster, kill_a_worker
from tests.stores import objects, store, upload
from tests.test_calpae_pool import DISASTROUS, disasters, innocents, numbered, put

LIMITS = Limits(seconds=10, memory=600)
PATIENT = Limits(seconds=45, memory=600)
ROUND = ("name", "document_id", "kind", "figures", "for_review", "findings", "pages", "code", "message")


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with cluster(tmp_path_factory.mktemp("cluster")) as address:
        yield address


def publish(raw: Path, out: Path, engine: Engine, limits: Limits) -> dict[str, Outcome]:
    """What became of each document of a folder."""
    shelf = Shelf(out)
    outcomes: list[Outcome] = []
    plan = make_plan(find_documents([raw]), shelf, Origin(limits=str(limits)))
    run_plan(plan, shelf, engine, outcomes.append)
    return {outcome.name: outcome for outcome in outcomes}


def by_cluster(raw: Path, out: Path, scheduler: str, limits: Limits = LIMITS) -> dict[str, Outcome]:
    settings = Settings(str(Shelf(out).drafts))
    return publish(raw, out, Cluster(settings, limits, scheduler, command=DISASTROUS), limits)


def by_pool(raw: Path, out: Path, limits: Limits = LIMITS) -> dict[str, Outcome]:
    return publish(raw, out, Pool(Settings(str(Shelf(out).drafts)), 2, limits, DISASTROUS), limits)


def said(outcomes: dict[str, Outcome]) -> dict[str, tuple[object, ...]]:
    return {name: tuple(getattr(outcome, key) for key in ROUND) for name, outcome in outcomes.items()}


def test_a_cluster_publishes_what_one_machine_would_although_a_worker_is_killed(
    tmp_path: Path, scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BATCH_SECONDS", 3)
    raw = put(tmp_path / "raw", innocents(5) | disasters(1))
    local = by_pool(raw, tmp_path / "local")
    killer = threading.Thread(target=kill_a_worker, args=(scheduler,))
    killer.start()
    far = by_cluster(raw, tmp_path / "far", scheduler)
    killer.join()
    assert said(far) == said(local)
    assert len(far) == 11
    assert dataset(tmp_path / "far") == dataset(tmp_path / "local")
    assert all(outcome.unchanged for outcome in by_cluster(raw, tmp_path / "far", scheduler).values())


def test_a_document_that_kills_its_workers_is_refused_alone(tmp_path: Path, scheduler: str) -> None:
    raw = put(tmp_path / "raw", innocents(1) | numbered("guilty", b"kill worker", 1))
    outcomes = by_cluster(raw, tmp_path / "out", scheduler)
    kinds = {name: (outcome.kind, outcome.code) for name, outcome in outcomes.items()}
    assert kinds == {
        "innocent0.pdf": ("published", None),
        "guilty0.txt": ("refused", "crashed"),
    }
    assert outcomes["guilty0.txt"].message == (
        "every worker that read it died, the last ones with nothing else to do; please report it"
    )
    assert Shelf(tmp_path / "out").refused() == [outcomes["guilty0.txt"].document_id]


def test_the_command_starts_a_cluster_of_its_own_and_reads_and_publishes_by_url(tmp_path: Path) -> None:
    raw = fill(tmp_path / "raw", a_pdf=FINISTERE, b_docx=SAVOIE, c_pdf=b"")
    corrections = fill(tmp_path / "corrections", none_yaml=b"corrections: []\n")
    passwords = fill(tmp_path, passwords_txt="sésame\n".encode()) / "passwords.txt"
    options = ("--corrections", corrections, "--password-file", passwords)
    calpae("run", raw, "--out", tmp_path / "local", "--workers", 1, *options)
    with store() as bucket:
        upload(raw, bucket / "raw")
        done = calpae("run", bucket / "raw", "--out", bucket / "out", "--engine", "dask", "--workers", 1, *options)
        assert objects(bucket / "out") == dataset(tmp_path / "local")
    assert done.code == 3
    assert done.out[-1].startswith("2 documents published")
    assert done.err == ["c.pdf: refused (empty_file): the file is empty (0 bytes); ask for it again"]


def test_no_scheduler_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import dask

    raw = fill(tmp_path / "raw", a_pdf=FINISTERE)
    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}):
        done = calpae("run", raw, "--out", tmp_path / "out", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9")
    assert done.code == 1
    assert [line.partition(": ")[2].partition(" at ")[0] for line in done.err] == ["no scheduler of dask answers"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--scheduler", "tcp://127.0.0.1:1"), "calpae: --scheduler is for --engine dask"),
        (("--engine", "dask", "--workers", 0), "calpae: --workers 0 reads in this process"),
        (("--engine", "dask", "--workers", 1, "--scheduler", "x"), "calpae: --workers is for a cluster"),
    ],
)
def test_what_does_not_go_together_is_said(tmp_path: Path, options: tuple[object, ...], message: str) -> None:
    done = calpae("run", fill(tmp_path / "raw", a_pdf=FINISTERE), "--out", tmp_path / "out", *options)
    assert done.code == 2
    assert done.err[0].startswith(message)
    assert not (tmp_path / "out").exists()


def test_without_the_extra_the_engine_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.setattr("calpae.hands.find_spec", lambda name: None)
    done = calpae("run", fill(tmp_path / "raw", a_pdf=FINISTERE), "--out", tmp_path / "out", "--engine", "dask")
    assert done.code == 2
    assert done.err == ["calpae: --engine dask needs an extra: install calpae[cluster] (requirements-cluster.lock)"]


def job(path: Path) -> Job:
    return Job(Found(path, path.name), "0" * 64)


def test_a_worker_of_another_version_reads_nothing(tmp_path: Path) -> None:
    other = Job(Found(tmp_path / "a.pdf", "a.pdf"), "0" * 64, {"pipeline": "0.0.9 0123", "knowledge": "0123"})
    order = Order([(other, (GOLDEN / FINISTERE).read_bytes())], Settings(""), LIMITS, {})
    with pytest.raises(EngineFailed, match="a worker has another knowledge and pipeline than the command"):
        read_batch(order)


def test_no_log_can_quote_what_is_sent() -> None:
    secret = Order([], Settings(""), LIMITS, {"passwords": b"secret"})
    assert "secret" not in f"{secret!r}"


def test_batches_hold_some_seconds_of_reading_and_a_long_document_is_one_alone(tmp_path: Path) -> None:
    short = b"%PDF-1.7 /Type /Page /Type/Page"  # 0.7 s
    long = b"%PDF-1.7" + b"/Type /Page " * 300
    fill(tmp_path, **{f"{number:02}_pdf": short + b"%d" % number for number in range(40)}, a_pdf=long, b_pdf=short)
    lost: list[Done] = []
    found = list(batches([*map(job, sorted(tmp_path.iterdir())), job(tmp_path / "gone.pdf")], lost))
    assert [len(batch) for batch in found] == [28, 12, 1, 1]
    assert [(done.outcome.name, done.outcome.kind) for done in lost] == [("gone.pdf", "unreadable")]


def test_batches_of_large_files_stay_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH_BYTES", 100)
    fill(tmp_path, **{f"{name}_txt": bytes(60) for name in "abc"})
    assert [len(batch) for batch in batches(map(job, sorted(tmp_path.iterdir())), [])] == [1, 1, 1]


@pytest.mark.soak
def test_three_hundred_documents_on_a_cluster_and_a_worker_killed_in_the_middle(tmp_path: Path, scheduler: str) -> None:
    from tests.drawn.draw import draw_annexe
    from tests.drawn.spec import Family
    from tests.drawn.write import write_document

    raw = put(tmp_path / "raw", disasters(5))
    families: tuple[Family, ...] = ("ruled", "docx", "odd")
    for number in range(270):
        write_document(draw_annexe(number, families[number % 3]), raw / f"drawn{number:03}")
    assert len(list(raw.iterdir())) == 300
    local = by_pool(raw, tmp_path / "local", PATIENT)
    timer = threading.Timer(60, kill_a_worker, args=(scheduler,))
    timer.start()
    far = by_cluster(raw, tmp_path / "far", scheduler, PATIENT)
    timer.join()
    assert said(far) == said(local)
    assert sum(outcome.kind == "refused" for outcome in far.values()) == 30
    assert dataset(tmp_path / "far") == dataset(tmp_path / "local")
