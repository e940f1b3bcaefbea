"""Scanned pages that were read before: the same page, or none."""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest

import extract
from extract import scan, scan_cache
from extract.model import Document
from tests.scanning import scanned

NAME, PAGE = "savoie-lines.pdf", 2


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scan") / "scan.pdf"
    path.write_bytes(scanned(NAME, PAGE))
    return path


@pytest.fixture(scope="module")
def without(paper: Path) -> Document:
    return extract.read(paper)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(scan_cache.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


def refuse(_: object) -> None:
    raise AssertionError("the page was recognised again")


def test_a_page_from_the_cache_is_the_page_that_was_read(
    paper: Path, without: Document, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert extract.read(paper) == without
    assert len(list(cache.iterdir())) == 1
    monkeypatch.setattr(scan, "read_picture", refuse)
    assert extract.read(paper) == without


def test_a_broken_cache_file_is_read_as_absent_and_mended(paper: Path, without: Document, cache: Path) -> None:
    extract.read(paper)
    (kept,) = cache.iterdir()
    whole = kept.read_bytes()
    for broken in (b"", whole[:-9], bytes(len(whole)), whole[:50] + b"?" + whole[51:]):
        kept.write_bytes(broken)
        assert scan_cache.load(kept, 1) is None
    assert extract.read(paper) == without
    assert kept.read_bytes() == whole
    assert list(cache.iterdir()) == [kept]


def test_a_page_that_no_run_asks_for_is_removed_and_nothing_else(tmp_path: Path) -> None:
    used, unused, other = tmp_path / ("a" * 64), tmp_path / ("b" * 64), tmp_path / "letter.txt"
    now = 2.0 * scan_cache.LONGEST_UNUSED
    for path, at in ((used, now - 60), (unused, 1.0), (other, 1.0)):
        path.write_bytes(b"x")
        os.utime(path, (at, at))
    scan_cache.forget_unused(tmp_path, now)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([used.name, other.name])


def test_a_folder_that_cannot_be_made_keeps_nothing(
    paper: Path, without: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(scan_cache.VARIABLE, str(tmp_path / "file" / "cache"))
    assert extract.read(paper) == without


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"CALPAE_CACHE": "off"}, None),
        ({"CALPAE_CACHE": "/there"}, Path("/there")),
        ({"XDG_CACHE_HOME": "/cached"}, Path("/cached/calpae")),
        ({"HOME": "/home/me"}, Path("/home/me/.cache/calpae")),
    ],
)
def test_the_folder_is_named_by_the_environment(
    variables: dict[str, str], expected: Path | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (scan_cache.VARIABLE, "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert scan_cache.folder() == expected


def imported_by(module: Path) -> set[str]:
    """The names of the modules of its own room that a module imports."""
    nodes = ast.walk(ast.parse(module.read_text(encoding="utf-8")))
    relative = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.level == 1]
    return {name for node in relative for name in ([node.module] if node.module else [own.name for own in node.names])}


def test_a_page_is_read_again_where_any_module_that_reads_it_has_changed() -> None:
    room = Path(scan.__file__).parent
    reached, others, left = {"scan"}, set[str](), ["scan"]
    while left:
        found = imported_by(room / f"{left.pop()}.py")
        new = {name for name in found if name.startswith("scan")} - reached
        others |= {name for name in found if not name.startswith("scan")}
        reached |= new
        left += new
    assert "scan_shade" in reached
    assert others <= set(scan_cache.WORKED_WITH)
