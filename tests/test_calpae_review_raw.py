"""Which file a published document was read from."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from calpae.review_raw import Raw, RawFiles


def convention(source: str, data: bytes, form: str = "pdf") -> dict[str, str]:
    return {"source": source, "sha256": hashlib.sha256(data).hexdigest(), "format": form}


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    for name in ("one/a.pdf", "two/a.pdf"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(name.encode())
    return tmp_path


def test_it_is_found_under_the_name_by_which_it_was_published(raw: Path) -> None:
    assert RawFiles([raw]).of(convention("two/a.pdf", b"two/a.pdf")) == Raw("held", raw / "two/a.pdf")
    assert RawFiles([raw / "two/a.pdf"]).of(convention("a.pdf", b"two/a.pdf")) == Raw("held", raw / "two/a.pdf")


def test_of_two_files_of_one_name_the_bytes_tell(raw: Path) -> None:
    both = RawFiles([raw / "one", raw / "two"])
    assert both.of(convention("a.pdf", b"two/a.pdf")) == Raw("held", raw / "two/a.pdf")
    assert both.of(convention("a.pdf", b"three")) == Raw("changed")


def test_it_may_be_gone_or_have_no_pages(raw: Path) -> None:
    assert RawFiles([]).of(convention("a.pdf", b"")) == Raw("gone")
    assert RawFiles([raw]).of(convention("a.docx", b"", "docx")) == Raw("without_pages")


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        RawFiles([tmp_path / "none"])
