"""What a publication hangs on beside the document's bytes: while all of it is the same, reading again gives the same.

It is kept in the published file itself (`schemas.shelf.Note`), so that no record can differ from the dataset.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING

import extract
import normalize
import schemas

from . import __version__, ingest, job
from .job import LIMITED

if TYPE_CHECKING:
    from normalize.corrections import Correction

DIGITS = 16
"""Of a SHA-256 in hexadecimal: as many as a document's id."""


@dataclass(frozen=True)
class Origin:
    """What every document of a run is made from: people's corrections by document id, and the options that matter.

    No password is part of it: a document refused as encrypted is read again where one is given, and one that only
    LibreOffice could read where it is installed now.
    """

    corrections: Mapping[str, Sequence[Correction]] = field(default_factory=dict)
    second_reader: str = "doubt"
    limits: str = ""
    has_passwords: bool = False
    has_office: bool = False

    def of(self, document_id: str, name: str) -> dict[str, str]:
        """All that decides, by what a person calls it; `limits` is compared only where they were reached."""
        corrections = self.corrections.get(document_id, ())
        return {
            "source": name,
            "pipeline": self._pipeline,
            "knowledge": self._knowledge,
            "corrections": _digest(*(repr(one).encode() for one in corrections)) if corrections else "none",
            "second_reader": self.second_reader,
            "limits": self.limits,
        }

    def what_changed(self, now: Mapping[str, str], note: Mapping[str, object]) -> tuple[str, ...]:
        """Why a document whose file bears this note is read again; empty where it need not be."""
        match note:
            case {"made_from": dict(before), "outcome": {"code": code}}:
                asked = set(now) if code in LIMITED else set(now) - {"limits"}
                changed = tuple(sorted(name for name in asked if before.get(name) != now[name]))
                return changed or self._what_came(code)
        return ("pipeline",)

    def _what_came(self, code: object) -> tuple[str, ...]:
        """What lacked when a document was refused, and is there now."""
        came = {"encrypted": ("password", self.has_passwords), "converter_missing": ("LibreOffice", self.has_office)}
        name, is_there = came.get(str(code), ("", False))
        return (name,) if is_there else ()

    @cached_property
    def _pipeline(self) -> str:
        """The version, the code that makes the tables, and the libraries that it is run by."""
        code = [path for room in (extract, normalize, schemas) for path in _files(room.__file__, "*.py")]
        code += [Path(str(module.__file__)) for module in (ingest, job)]
        return f"{__version__} {_digest(*(path.read_bytes() for path in code), *_libraries())}"

    @cached_property
    def _knowledge(self) -> str:
        return _digest(*(path.read_bytes() for path in _files(normalize.__file__, "referential/*.yaml")))


def _files(package: str | None, pattern: str) -> list[Path]:
    return sorted(Path(str(package)).parent.glob(pattern))


def _libraries() -> list[bytes]:
    """Name and version of each library that the project asks for; none where it is not installed.

    But for the engine of a cluster: who hands documents out decides nothing of what is read.
    """
    try:
        asked = distribution("calpae").requires or []
    except PackageNotFoundError:
        return []
    reading = (line for line in asked if not line.endswith(("extra == 'cluster'", 'extra == "cluster"')))
    names = (match.group() for line in reading if (match := re.match(r"[\w.-]+", line)))
    return [f"{name} {_version(name)}".encode() for name in sorted(names)]


def _version(name: str) -> str:
    try:
        return distribution(name).version
    except PackageNotFoundError:
        return "none"


def _digest(*parts: bytes) -> str:
    """Of the parts and where each ends."""
    return hashlib.sha256(b"".join(len(part).to_bytes(8, "little") + part for part in parts)).hexdigest()[:DIGITS]
