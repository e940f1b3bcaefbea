"""A run's own record: when it happened and what became of each document, one JSON line each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from datetime import UTC, datetime

from schemas.files import files_of
from schemas.location import Location

from .job import Outcome

RUNS = "_runs"
"""The leading underscore keeps the folder out of every Parquet reader's way."""
ENDING = ".jsonl"
FORM = "%Y%m%dT%H%M%S.%fZ"


class Journal:
    """A file named for the moment at which the run began (UTC); each line is written as its document is done."""

    def __init__(self, out: Location) -> None:
        self.path = out / RUNS / f"{datetime.now(UTC):{FORM}}{ENDING}"

    def __enter__(self) -> Journal:
        self.open = ExitStack()
        self.write_line = self.open.enter_context(files_of(self.path).lines_to(self.path))
        return self

    def __exit__(self, *_: object) -> None:
        self.open.close()

    def write(self, outcome: Outcome) -> None:
        """Add what became of one document, with the seconds of each stage."""
        self.write_line(json.dumps(asdict(outcome), ensure_ascii=False))


def newest_run(out: Location) -> tuple[datetime, Iterator[Outcome]] | None:
    """When the newest recorded run began, and what became of its documents; null where none is recorded."""
    files, folder = files_of(out), out / RUNS
    names = sorted(name for name in files.names(folder) if name.endswith(ENDING))
    if not names:
        return None
    begun = datetime.strptime(names[-1].removesuffix(ENDING), FORM).replace(tzinfo=UTC)
    return begun, _outcomes(files.read(folder / names[-1]))


def _outcomes(lines: bytes) -> Iterator[Outcome]:
    for line in lines.splitlines(keepends=True):
        if line.endswith(b"\n"):  # a killed run may have left half a line
            yield Outcome(**json.loads(line))
