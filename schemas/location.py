"""Where files lie: a path of this machine, or the URL of a store of objects."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

BEGINS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
SCHEMES = ("s3", "gs", "gcs", "abfs", "abfss", "hdfs")
"""What pyarrow has a file system for."""
WITH_CONTAINER = ("abfs", "abfss")
"""Here a name before "@" is the container: `abfs://container@account.dfs.core.windows.net/folder`."""


@dataclass(frozen=True, slots=True, order=True)
class Url:
    """A folder or file in a store of objects, as one types it: `s3://bucket/folder`, nothing in it percent-encoded."""

    text: str

    def __str__(self) -> str:
        return self.text

    def __truediv__(self, name: str) -> Url:
        return Url(f"{self.text.rstrip('/')}/{name}")

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.text.rstrip("/").rpartition("/")[2]

    @property
    def suffix(self) -> str:
        """The ending of the name, as of a path."""
        return Path(self.name).suffix


Location = Path | Url


def location_of(text: str) -> Location:
    """The location that `str()` gave."""
    return Url(text) if BEGINS.match(text) else Path(text)


def typed_location(text: str) -> Location:
    """The location that a person typed; `file://` is a path.

    Raises `ValueError` for a scheme that nothing opens, and for a URL with credentials or options in it, which are
    taken from the environment alone; the message never repeats the URL, which may hold a secret.
    """
    match = BEGINS.match(text)
    if match is None:
        return Path(text)
    scheme, rest = match[1].lower(), text[match.end() :]
    authority = rest.partition("/")[0]
    if scheme == "file" and not authority:
        return Path(rest)
    if scheme not in SCHEMES:
        known = ", ".join(f"{each}://" for each in SCHEMES)
        raise ValueError(f"{scheme}:// is no place that can be opened; give a path, or one of {known}")
    user = authority.rpartition("@")[0]
    if (user and scheme not in WITH_CONTAINER) or ":" in user or "?" in rest:
        raise ValueError(
            f"a {scheme}:// URL with credentials or options in it; leave them out, they are taken from the "
            "environment (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT_URL, AWS_REGION …)"
        )
    if not authority:
        raise ValueError(f"a {scheme}:// URL without a bucket; write {scheme}://bucket/folder")
    return Url(f"{scheme}://{rest.rstrip('/')}")
