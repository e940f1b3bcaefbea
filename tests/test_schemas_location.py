"""What is taken for a path, what for a URL, and what for neither."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.location import Url, location_of, typed_location
from schemas.remote import key_of


@pytest.mark.parametrize("text", ["data/raw", "/data/a b.pdf", "a:b", "C:\\raw", "s3:/bucket", "file:///data/raw"])
def test_what_has_no_scheme_is_a_path(text: str) -> None:
    assert typed_location(text) == Path(text.removeprefix("file://"))


@pytest.mark.parametrize("text", ["s3://bucket", "S3://bucket/été/a b#1.pdf", "gs://b/c", "hdfs://host:8020/raw"])
def test_a_url_is_taken_as_it_is_typed_but_for_the_last_slash(text: str) -> None:
    scheme, _, rest = text.partition("://")
    at = typed_location(f"{text}/")
    assert isinstance(at, Url)
    assert at == Url(f"{scheme.lower()}://{rest}")
    assert location_of(str(at)) == at
    assert str(at / "sub/c.pdf") == f"{at}/sub/c.pdf"
    assert ((at / "sub/c.pdf").name, (at / "sub/c.PDF").suffix) == ("c.pdf", ".PDF")


def test_a_path_comes_back_from_its_text() -> None:
    assert location_of(str(Path("data/raw"))) == Path("data/raw")


@pytest.mark.parametrize(
    "text",
    [
        "s3://key:word@bucket/a",
        "s3://key@bucket",
        "abfs://box:word@account/a",
        "s3://bucket?key=word",
        "ftp://word/a",
        "s3:///word",
        "file://host/word",
    ],
)
def test_what_cannot_be_taken_is_said_without_repeating_it(text: str) -> None:
    with pytest.raises(ValueError, match=r"URL|is no place") as failure:
        typed_location(text)
    assert not any(secret in str(failure.value) for secret in ("word", "key:", "box"))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("s3://bucket", "bucket"),
        ("s3://bucket/a b/é?.pdf", "bucket/a b/é?.pdf"),
        ("abfs://box@account.dfs.core.windows.net/a", "box/a"),
        ("hdfs://host:8020/a/b", "/a/b"),
    ],
)
def test_a_store_is_asked_by_bucket_and_path(text: str, key: str) -> None:
    assert key_of(Url(text)) == key
