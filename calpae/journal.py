"""A run's own record: when it happened and what became of each document, one JSON line each."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from .ingest import Outcome

RUNS = "_runs"
"""The leading underscore keeps the folder out of every Parquet reader's way."""


class Journal:
    """A file named for the moment at which the run began (UTC); each line is written as its document is done."""

    def __init__(self, out: Path) -> None:
        folder = out / RUNS
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}.jsonl"

    def __enter__(self) -> Journal:
        self.file = self.path.open("w", encoding="utf-8")
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def write(self, outcome: Outcome, seconds: float) -> None:
        """Add what became of one document, and how long it took."""
        self.file.write(json.dumps({**asdict(outcome), "seconds": round(seconds, 3)}, ensure_ascii=False) + "\n")
        self.file.flush()
