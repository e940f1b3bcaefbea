"""What goes to the process that reads a document, and what comes back. All of it fits a line of JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from schemas.location import Location, location_of
from schemas.shelf import Draft

Kind = Literal["published", "refused", "unreadable", "unpublished", "duplicate"]
"""`unreadable`: the file cannot be opened; `unpublished`: what was read of it cannot be written (a full disk)."""

LIMITED = frozenset({"timed_out", "out_of_memory", "crashed"})
"""Refusals that hang on the limits of the run too: with others the document is tried again."""
PASSING = frozenset({"name", "document_id", "unchanged", "seconds"})
"""What an outcome says of this run, or what its file says anyway."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: where it lies, and the name under which it is published."""

    path: Location
    name: str


@dataclass(frozen=True, slots=True)
class Job:
    """A document to read, by the SHA-256 of its bytes, and all that what is read of it hangs on (`origin`)."""

    found: Found
    sha256: str
    made_from: Mapping[str, str] = field(default_factory=dict)

    @property
    def document_id(self) -> str:
        """The id under which it is published."""
        return self.sha256[:16]

    def to_data(self) -> dict[str, Any]:
        """As JSON takes it."""
        return {"path": str(self.found.path), "name": self.found.name, "sha256": self.sha256, "from": self.made_from}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Job:
        """The reverse of `to_data`."""
        return cls(Found(location_of(data["path"]), data["name"]), data["sha256"], data["from"])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document. `figures` leaves blank cells out; `message` says why a document gave nothing.

    `unchanged`: an earlier run says so, and nothing that it hangs on has changed. `seconds` is by stage.
    """

    name: str
    document_id: str | None
    kind: Kind
    figures: int = 0
    for_review: int = 0
    findings: int = 0
    pages: int = 0
    reader: str | None = None
    code: str | None = None
    message: str | None = None
    unchanged: bool = False
    seconds: Mapping[str, float] = field(default_factory=dict)

    def to_note(self, made_from: Mapping[str, str]) -> dict[str, Any]:
        """What stands in the published file, for the next run: nothing that changes from run to run."""
        said = {name: value for name, value in asdict(self).items() if name not in PASSING}
        origin = {name: value for name, value in made_from.items() if name != "limits" or self.code in LIMITED}
        return {"made_from": origin, "outcome": said}


@dataclass(frozen=True, slots=True)
class Done:
    """An outcome and, where there is something to publish, its files: whoever gave the job puts them in place."""

    outcome: Outcome
    draft: Draft | None = None

    def to_data(self) -> dict[str, Any]:
        """As JSON takes it."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Done:
        """The reverse of `to_data`."""
        return cls(Outcome(**data["outcome"]), Draft(**data["draft"]) if data["draft"] else None)
