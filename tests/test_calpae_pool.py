"""Children that read documents: what one does to its process costs it alone, and all end when they should."""

from __future__ import annotations

import hashlib
import io
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from calpae.batch import run_plan
from calpae.desk import ChildFailed, Limits
from calpae.ending import NONE_READABLE
from calpae.job import Done, Found, Job, Outcome
from calpae.origin import Origin
from calpae.plan import find_documents, make_plan
from calpae.pool import Pool
from calpae.settings import Settings
from schemas.shelf import Shelf
from tests.cli import FINISTERE, GOLDEN, NO_DOCUMENT, ROOT, SAVOIE, TABLES, WITHOUT_TABLE, dataset, fill, run
from tests.office import CONVERTS, put_on_path

DISASTROUS = (sys.executable, str(Path(__file__).parent / "disastrous_child.py"))
SHORT = Limits(seconds=6, memory=600)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return tmp_path / "raw"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "parquet"


def put(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def publish(raw: Path, out: Path, workers: int = 2, limits: Limits = SHORT) -> dict[str, Outcome]:
    """What became of each document in a folder, read by disastrous children."""
    shelf = Shelf(out)
    outcomes: list[Outcome] = []
    plan = make_plan(find_documents([raw]), shelf, Origin(limits=str(limits)))
    run_plan(plan, shelf, Pool(Settings(str(Shelf(out).drafts)), workers, limits, DISASTROUS), outcomes.append)
    return {outcome.name: outcome for outcome in outcomes}


def numbered(name: str, first_line: bytes, count: int) -> dict[str, bytes]:
    return {f"{name}{i}.txt": first_line + b"\n%d\n" % i for i in range(count)}


def innocents(count: int) -> dict[str, bytes]:
    data = (GOLDEN / FINISTERE).read_bytes()
    return {f"innocent{i}.pdf": data + b"\n%%%d\n" % i for i in range(count)}


def disasters(count: int) -> dict[str, bytes]:
    """So many of each kind, by the code of the refusal that is right."""
    cut = (GOLDEN / FINISTERE).read_bytes()[:900]
    return {
        **numbered("crashed", b"segfault", count),
        **numbered("timed_out", b"hang", count),
        **numbered("out_of_memory", b"memory", count),
        **{f"truncated{i}.pdf": cut + b"%d" % i for i in range(count)},
        **{f"encrypted{i}.pdf": encrypted(i) for i in range(count)},
        **{f"too_large{i}.docx": bomb(i) for i in range(count)},
    }


@cache
def zeros() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", bytes(100_000_000))
    return held.getvalue()


def bomb(number: int) -> bytes:
    """A ZIP that calls itself a DOCX and unpacks to a thousand times its size."""
    held = io.BytesIO(zeros())
    with zipfile.ZipFile(held, "a") as package:
        package.comment = b"%d" % number
    return held.getvalue()


def encrypted(number: int) -> bytes:
    held = io.BytesIO()
    with pikepdf.open(GOLDEN / FINISTERE) as pdf:
        pdf.save(held, encryption=pikepdf.Encryption(user="secret", owner=f"owner {number}"))
    return held.getvalue()


def assert_only_the_guilty_pay(outcomes: dict[str, Outcome], out: Path) -> None:
    for name, outcome in outcomes.items():
        if name.startswith("innocent"):
            assert (outcome.kind, outcome.figures) == ("published", 21), outcome
        else:
            assert outcome.kind == "refused", outcome
            assert name.startswith(str(outcome.code)), outcome
    shelf = Shelf(out)
    assert shelf.documents() == sorted(str(o.document_id) for o in outcomes.values() if o.kind == "published")
    assert shelf.refused() == sorted(str(o.document_id) for o in outcomes.values() if o.kind == "refused")
    shelf.sweep()
    assert len(dataset(out)) == len(TABLES) * len(shelf.documents()) + len(shelf.refused())


def test_a_disaster_costs_its_own_document_and_no_other(raw: Path, out: Path, tmp_path: Path) -> None:
    outcomes = publish(put(raw, innocents(6) | disasters(1)), out)
    assert len(outcomes) == 12
    assert_only_the_guilty_pay(outcomes, out)
    assert outcomes["crashed0.txt"].message == "the process that read it was ended by SIGSEGV; please report it"
    assert outcomes["timed_out0.txt"].message == (
        "reading it took longer than 6 s (and 20 s a scanned page); --timeout gives it more"
    )
    assert outcomes["out_of_memory0.txt"].message == (
        "reading it took more than 600 MB of memory; --memory gives it more"
    )
    run(put(tmp_path / "innocent", innocents(6)), out=tmp_path / "alone")
    published, alone = (
        {name: data for name, data in dataset(each).items() if name.startswith(tuple(set(TABLES) - {"findings"}))}
        for each in (out, tmp_path / "alone")
    )
    assert published == alone
    again = publish(raw, out)
    assert all(outcome.unchanged for outcome in again.values())
    with_more = make_plan(find_documents([raw]), Shelf(out), Origin(limits=str(Limits(seconds=7, memory=600))))
    assert [job.found.name for job in with_more.jobs] == ["crashed0.txt", "out_of_memory0.txt", "timed_out0.txt"]
    assert {with_more.why[job.document_id] for job in with_more.jobs} == {("limits",)}


@pytest.mark.soak
def test_sixty_disasters_among_two_hundred_documents_cost_no_other(raw: Path, out: Path) -> None:
    outcomes = publish(put(raw, innocents(140) | disasters(10)), out)
    assert len(outcomes) == 200
    assert_only_the_guilty_pay(outcomes, out)


def results(out: Path, *paths: Path, limits: Limits = SHORT, workers: int = 1) -> list[Done]:
    """What children (one, unless said) say of the files."""
    jobs = [Job(Found(path, path.name), hashlib.sha256(path.read_bytes()).hexdigest()) for path in paths]
    return list(Pool(Settings(str(Shelf(out).drafts)), workers, limits, DISASTROUS).run(jobs))


def test_a_document_is_not_refused_for_what_another_did_to_their_reader(raw: Path, out: Path) -> None:
    fill(raw, a_md=b"spoil\n", b_md=b"spoilt\n")
    fill(raw, c_md=b"exit\n")
    first, second, third = results(out, raw / "a.md", raw / "b.md", raw / "c.md")
    assert (first.outcome.kind, second.outcome.kind) == ("published", "published")
    assert third.outcome.code == "crashed"
    assert third.outcome.message == "the process that read it ended with code 7; please report it"


def test_a_scanned_page_gives_more_time(raw: Path, out: Path) -> None:
    fill(raw, a_md=b"slow\n", b_md=b"slow scan\n")
    limits = Limits(seconds=1, seconds_a_scan=60, memory=600)
    late, scanned = results(out, raw / "a.md", raw / "b.md", limits=limits)
    assert (late.outcome.code, scanned.outcome.kind) == ("timed_out", "published")


def test_documents_read_side_by_side_share_the_workers_and_one_alone_has_them_all(raw: Path, out: Path) -> None:
    modest = b"one page at a time\n"
    fill(raw, a_md=modest, b_md=modest, c_md=modest)
    roomy = Limits(seconds=6)
    three = results(out, raw / "a.md", raw / "b.md", raw / "c.md", workers=3, limits=roomy)
    assert [done.outcome.kind for done in three] == ["published"] * 3
    (alone,) = results(out, raw / "a.md", workers=3, limits=roomy)
    assert alone.outcome.code == "crashed"


@pytest.mark.parametrize("command", [("false",), (sys.executable, "-c", "import nothing_of_the_kind")])
def test_a_child_that_cannot_start_is_an_error_of_its_own(command: tuple[str, ...], raw: Path, out: Path) -> None:
    fill(raw, a_pdf=FINISTERE)
    job = Job(Found(raw / "a.pdf", "a.pdf"), "0" * 64)
    with pytest.raises(ChildFailed, match="the process that reads documents does not work"):
        list(Pool(Settings(str(Shelf(out).drafts)), 1, SHORT, command).run([job]))


def is_alive(process: int) -> bool:
    """Whether it runs; one that has ended and waits for its parent does not."""
    state = subprocess.run(["ps", "-o", "state=", "-p", str(process)], capture_output=True, text=True, check=False)
    return state.stdout.strip()[:1] not in ("", "Z")


def wait_until(is_so: Callable[[], bool]) -> None:
    for _ in range(600):
        if is_so():
            return
        time.sleep(0.05)
    raise AssertionError("it never came")


def test_children_end_when_their_parent_is_killed(raw: Path, out: Path) -> None:
    put(raw, numbered("a", b"hang", 2))
    code = f"""
import sys
from pathlib import Path
from tests.test_calpae_pool import publish
publish(Path({str(raw)!r}), Path({str(out)!r}))
"""
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) as parent:
        wait_until(lambda: len(children(parent.pid)) == 2)
        own = children(parent.pid)
        parent.send_signal(signal.SIGKILL)
    wait_until(lambda: not any(map(is_alive, own)))


EATS = "import time; held = bytearray(b'x') * 700_000_000; time.sleep(600)"


@pytest.mark.parametrize(
    ("does", "code"), [("sleep 600", "timed_out"), (f'"{sys.executable}" -c "{EATS}"', "out_of_memory")]
)
def test_what_a_reader_starts_is_bounded_and_ended_with_it(
    does: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid = tmp_path / "pid"
    put_on_path(tmp_path / "bin", monkeypatch, f'{does} & echo $! > "{pid}"; wait')
    limits = Limits(seconds=3 if code == "timed_out" else 60, memory=600)
    [done] = results(tmp_path / "parquet", fill(tmp_path, a_odt=b"{\\rtf1 bonjour}") / "a.odt", limits=limits)
    assert (done.outcome.kind, done.outcome.code) == ("refused", code)
    wait_until(lambda: not is_alive(int(pid.read_text())))


def test_a_document_that_only_libreoffice_reads_is_read_once_that_is_there(
    raw: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(raw, a_odt="finistere.odt")
    put_on_path(tmp_path / "bin", monkeypatch, None)
    assert run(raw, out=out).code == NONE_READABLE
    assert run(raw, out=out, options=["--dry-run"]).out[-1] == "0 documents would be read, 1 are unchanged"
    put_on_path(tmp_path / "bin", monkeypatch, CONVERTS)
    assert run(raw, out=out, options=["--dry-run"]).out[0] == "a.odt: would be read (LibreOffice)"
    assert run(raw, out=out).out[0].startswith("a.odt: 21 figures, ")


def children(process: int) -> list[int]:
    found = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,comm="], capture_output=True, text=True, check=True)
    known = (line.split(maxsplit=2) for line in found.stdout.splitlines())
    return [int(own) for own, parent, command in known if int(parent) == process and command != "ps"]


def test_an_idle_child_is_no_reason_to_wait(raw: Path, out: Path) -> None:
    put(raw, innocents(1))
    jobs = [Job(Found(path, path.name), "0" * 64) for path in sorted(raw.iterdir())]
    others = children(os.getpid())  # what other tests keep running
    running = Pool(Settings(str(Shelf(out).drafts)), 2, SHORT, DISASTROUS).run(jobs)
    assert next(running).outcome.kind == "published"
    assert len(children(os.getpid())) > len(others)
    running.close()
    assert children(os.getpid()) == others


def killed_run(raw: Path, out: Path, after: float) -> bool:
    """Start the command, kill it after so many seconds, and say whether it was still running."""
    arguments = [sys.executable, "-m", "calpae.cli", "run", str(raw), "--out", str(out), "--workers", "2", "-q"]
    with subprocess.Popen(arguments, cwd=ROOT, stderr=subprocess.DEVNULL) as process:
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.kill()
            return True
    return False


def kill_at_random_moments(raw: Path, out: Path, times: int) -> None:
    put(fill(raw, a_docx=SAVOIE, b_pdf=NO_DOCUMENT, c_pdf=WITHOUT_TABLE), innocents(8))
    run(raw, out=out / "undisturbed")
    begun = time.monotonic()
    assert not killed_run(raw, out / "whole", 120)
    lasts = time.monotonic() - begun
    whole = dataset(out / "undisturbed")
    assert dataset(out / "whole") == whole
    chance = random.Random(times)
    killed = 0
    while killed < times:
        at = out / f"{killed} {lasts}"
        # more often while documents are read and renamed than while libraries load
        if killed_run(raw, at, lasts * chance.triangular(0.1, 1, 0.9)):
            killed += 1
        else:
            lasts *= 0.8  # the machine is less busy than it was
        run(raw, out=at)
        assert dataset(at) == whole


def test_a_run_killed_at_any_moment_is_resumed_to_the_same_bytes(raw: Path, out: Path) -> None:
    kill_at_random_moments(raw, out, 5)


@pytest.mark.soak
def test_a_run_killed_at_fifty_moments_is_resumed_to_the_same_bytes(raw: Path, out: Path) -> None:
    kill_at_random_moments(raw, out, 50)
