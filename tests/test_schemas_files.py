"""What the shelf needs of files, of the disk and of a store of objects, for which a file system of pyarrow stands."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow.fs as pafs
import pytest

from schemas import remote
from schemas.files import AT_A_TIME, Files, LocalFiles, each
from schemas.location import Location, Url
from schemas.remote import RemoteFiles


class Rooted(RemoteFiles):
    """Whose buckets are folders below a folder."""

    def __init__(self, root: Path) -> None:
        super().__init__(pafs.SubTreeFileSystem(str(root), pafs.LocalFileSystem()))


@pytest.fixture(params=["disk", "store"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Files, Location]:
    (tmp_path / "bucket").mkdir()
    if request.param == "disk":
        return LocalFiles(), tmp_path / "bucket"
    return Rooted(tmp_path), Url("s3://bucket")


def draft(folder: Path, data: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "draft").write_bytes(data)
    return folder / "draft"


def test_both_say_the_same_of_what_was_put(where: tuple[Files, Location], tmp_path: Path) -> None:
    files, root = where
    assert (files.kind(root / "a"), files.names(root / "a"), list(files.walk(root / "a"))) == (None, [], [])
    (tmp_path / "bucket" / "a" / "b").mkdir(parents=True)
    for data in (b"before", b"0123456789"):
        files.put(draft(tmp_path / "drafts", data), root / "a/b/é c.txt")
    assert not list((tmp_path / "drafts").iterdir())
    assert (files.kind(root / "a/b"), files.kind(root / "a/b/é c.txt")) == ("folder", "file")
    assert (files.names(root / "a/b"), list(files.walk(root))) == (["é c.txt"], ["a/b/é c.txt"])
    at = root / "a/b/é c.txt"
    assert (files.read(at), files.end_of(at, 3), files.end_of(at, 99)) == (b"0123456789", b"789", b"0123456789")
    assert files.sha256(at) == "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882"
    files.remove(at)
    files.remove(at)
    assert files.names(root / "a/b") == []
    for asked in (files.read, files.sha256):
        with pytest.raises(FileNotFoundError):
            asked(at)


def test_both_keep_lines(where: tuple[Files, Location], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    files, root = where
    (tmp_path / "bucket/_runs").mkdir()
    monkeypatch.setattr(remote, "SECONDS_UNSEEN", 0.0)
    monkeypatch.setattr(remote, "SHARE", 0)
    with files.lines_to(root / "_runs/a.jsonl") as write:
        write("one")
        time.sleep(0.01)
        write("deux é")
        assert files.read(root / "_runs/a.jsonl") == "one\ndeux é\n".encode()
        write("three")
    assert files.read(root / "_runs/a.jsonl") == "one\ndeux é\nthree\n".encode()


def test_on_the_disk_one_thing_is_done_after_the_other() -> None:
    def threads(item: int) -> tuple[int, int]:
        return item, threading.get_ident()

    assert list(each(threads, range(5), Path())) == [(item, threading.get_ident()) for item in range(5)]


def test_in_a_store_several_things_are_done_at_a_time_and_told_in_their_order() -> None:
    def slowly(item: int) -> int:
        time.sleep(0.1 if item % 7 == 0 else 0.01)
        return item

    begun = time.monotonic()
    assert list(each(slowly, range(200), Url("s3://bucket"))) == list(range(200))
    assert time.monotonic() - begun < 0.5 * (29 * 0.1 + 171 * 0.01)


def test_what_is_ready_is_told_although_the_next_is_not_there_yet_and_little_is_asked_for_ahead() -> None:
    asked: list[int] = []

    def items() -> Iterator[int]:
        for item in range(1000):
            asked.append(item)
            if item == 5:
                time.sleep(0.2)
            yield item

    results = each(lambda item: item, items(), Url("s3://bucket"))
    assert next(results) == 0
    assert len(asked) <= 2 * AT_A_TIME + 2
    results.close()  # type: ignore[attr-defined]


def test_what_fails_in_a_store_fails_where_it_is_asked_for() -> None:
    def fail(item: int) -> int:
        return 1 // item

    results = each(fail, [1, 0, 1], Url("s3://bucket"))
    assert next(results) == 1
    with pytest.raises(ZeroDivisionError):
        list(results)
