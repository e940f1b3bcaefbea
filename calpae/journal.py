"""A run's own record: when it happened and what became of each document, one JSON line each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from .job import Outcome

RUNS = "_runs"
"""The leading underscore keeps the folder out of every Parquet reader's way."""
FORM = "%Y%m%dT%H%M%S.%fZ"


class Journal:
    """A file named for the moment at which the run began (UTC); each line is written as its document is done."""

    def __init__(self, out: Path) -> None:
        folder = out / RUNS
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"{datetime.now(UTC):{FORM}}.jsonl"

    def __enter__(self) -> Journal:
        self.file = self.path.open("w", encoding="utf-8")
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def write(self, outcome: Outcome) -> None:
        """Add what became of one document, with the seconds of each stage."""
        self.file.write(json.dumps(asdict(outcome), ensure_ascii=False) + "\n")
        self.file.flush()


def newest_run(out: Path) -> tuple[datetime, Iterator[Outcome]] | None:
    """When the newest recorded run began, and what became of its documents; null where none is recorded."""
    paths = sorted((out / RUNS).glob("*.jsonl"))
    if not paths:
        return None
    return datetime.strptime(paths[-1].stem, FORM).replace(tzinfo=UTC), _outcomes(paths[-1])


def _outcomes(path: Path) -> Iterator[Outcome]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.endswith("\n"):  # a killed run may have left half a line
                yield Outcome(**json.loads(line))
