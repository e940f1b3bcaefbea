"""What a run reads its documents with, in a form that a child process can be given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.model import ONE_BY_ONE, Scans

if TYPE_CHECKING:
    from .ingest import Workshop


@dataclass(frozen=True, slots=True)
class Settings:
    """Where to publish, and with which options to read. `password_file` holds a password a line."""

    out: str
    second_reader: str = "doubt"
    corrections: str = ""
    password_file: str = ""
    log_level: str = "WARNING"

    def to_data(self) -> dict[str, Any]:
        """As JSON takes it."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Settings:
        """The reverse of `to_data`."""
        return cls(**data)

    def workshop(self, scans: Scans = ONE_BY_ONE) -> Workshop:
        """All that reading needs, loaded. Raises `ValueError` where knowledge or a correction is not right."""
        from normalize.corrections import load_corrections
        from normalize.knowledge import load_knowledge
        from schemas.store import Store

        from .ingest import Workshop

        return Workshop(
            load_knowledge(),
            Store(Path(self.out)),
            "never" if self.second_reader == "never" else "doubt",
            load_corrections(Path(self.corrections)) if self.corrections else {},
            read_passwords(Path(self.password_file)) if self.password_file else (),
            scans,
        )


def read_passwords(path: Path) -> tuple[str, ...]:
    """The passwords in a file, one a line. Raises `OSError`, or `ValueError` where it is no text."""
    return tuple(line for line in path.read_text(encoding="utf-8-sig").splitlines() if line)
