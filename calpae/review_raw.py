"""Which file on the disk a published document was read from, if it is still there as it was."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from .plan import find_documents

State = Literal["held", "gone", "changed", "without_pages"]
"""The file is there; no file of its name is; one is, and has other bytes; it has no pages to be shown."""


@dataclass(frozen=True, slots=True)
class Raw:
    """What became of a published document's file, and where it lies if it is there."""

    state: State
    path: Path | None = None


class RawFiles:
    """The files in the given folders, under the names by which a run publishes them.

    Raises `FileNotFoundError` with the path that does not exist.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths: dict[str, list[Path]] = {}
        for found in find_documents(paths).documents:
            self._paths.setdefault(found.name, []).append(found.path)

    def of(self, convention: Mapping[str, Any]) -> Raw:
        """The file of a published document."""
        if convention["format"] != "pdf":
            return Raw("without_pages")
        paths = self._paths.get(convention["source"], [])
        same = _first_of(paths, convention["sha256"])
        if same is not None:
            return Raw("held", same)
        return Raw("changed" if paths else "gone")


def _first_of(paths: Sequence[Path], sha256: str) -> Path | None:
    for path in paths:
        try:
            with path.open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() == sha256:
                    return path
        except OSError:
            continue
    return None
