"""A store of objects on this machine, as a process of its own, and what lies in it."""

from __future__ import annotations

import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from schemas.location import Url
from schemas.remote import _opened, remote_files
from tests.cli import ROOT

PYTHON = ROOT / ".venv-s3/bin/python"
SECRET = "wJalrXUtnFEMI-not-a-key"
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "AKIDNOTAKEY",
    "AWS_SECRET_ACCESS_KEY": SECRET,
    "AWS_REGION": "eu-west-3",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_ALLOW_HTTP": "true",  # polars wants it said
}


@contextmanager
def store() -> Iterator[Url]:
    """A bucket; its store is what the environment names meanwhile."""
    assert PYTHON.exists(), "no store of objects: `make test` installs it, `make .venv-s3/.stamp` alone"
    command = [str(PYTHON), str(ROOT / "tests/s3_server.py")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        at = f"http://127.0.0.1:{int(server.stdout.readline())}"
        with pytest.MonkeyPatch.context() as monkeypatch:
            for name, value in (ENVIRONMENT | {"AWS_ENDPOINT_URL": at}).items():
                monkeypatch.setenv(name, value)
            urllib.request.urlopen(urllib.request.Request(f"{at}/bucket", method="PUT")).close()
            _opened.cache_clear()
            yield Url("s3://bucket")
        _opened.cache_clear()
        server.stdin.close()


def upload(folder: Path, to: Url) -> Url:
    """Every file of a folder."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            remote_files(to).write(path.read_bytes(), to / path.relative_to(folder).as_posix())
    return to


def objects(at: Url) -> dict[str, bytes]:
    """Every object below a URL by its path; the runs' own records aside."""
    files = remote_files(at)
    return {name: files.read(at / name) for name in sorted(files.walk(at)) if not name.startswith("_runs/")}
