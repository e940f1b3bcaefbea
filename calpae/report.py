"""What one sees of a run: lines, a bar on a terminal, or JSON for a machine."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from typing import Any

import typer

from schemas.location import Location

from .batch import Tally, lines_of
from .job import Outcome


@dataclass(frozen=True, slots=True)
class Voice:
    """How much is said, and to whom."""

    as_json: bool = False
    is_verbose: bool = False
    is_quiet: bool = False


class Report:
    """One line a document that was read, on standard output; refusals on standard error, and there the bar too."""

    def __init__(self, voice: Voice, to_read: int) -> None:
        self.voice = voice
        self.bar: Any = None
        if sys.stderr.isatty() and to_read and not voice.is_quiet:
            self.bar = _bar(to_read)
        self.pages = 0

    def __enter__(self) -> Report:
        if self.bar is not None:
            self.bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.stop()

    def tell(self, outcome: Outcome) -> None:
        """Say what became of a document; one that is unchanged is said only where it is refused, or on demand."""
        if self.voice.as_json:
            typer.echo(json.dumps(asdict(outcome), ensure_ascii=False))
        elif outcome.kind not in ("published", "duplicate"):
            for line in lines_of(outcome):
                typer.echo(line, err=True)
        elif not self.voice.is_quiet and (self.voice.is_verbose or not outcome.unchanged):
            for line in lines_of(outcome):
                typer.echo(line + (_details(outcome) if self.voice.is_verbose else ""))
        if self.bar is not None and not outcome.unchanged:
            self.pages += outcome.pages
            self.bar.update(self.bar.task_ids[0], advance=1, pages=self.pages)

    def sum_up(self, tally: Tally, out: Location) -> None:
        """The last line."""
        if self.voice.as_json:
            counts = {name: value for name, value in asdict(tally).items() if name != "failed"}
            typer.echo(json.dumps({"summary": counts}))
        elif not self.voice.is_quiet:
            typer.echo(_summary(tally, out))
        if tally.is_interrupted:
            said = f"interrupted; {tally.read} of {tally.to_read} documents were read, what they gave is published"
            typer.echo(f"calpae: {said}; run again to go on", err=True)


def _bar(to_read: int) -> Any:
    from rich import progress
    from rich.console import Console

    bar = progress.Progress(
        progress.TextColumn("reading"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TextColumn("documents, {task.fields[pages]} pages,"),
        progress.TimeRemainingColumn(),
        progress.TextColumn("left"),
        console=Console(stderr=True),
        transient=True,
    )
    bar.add_task("reading", total=to_read, pages=0)
    return bar


def _details(outcome: Outcome) -> str:
    stages = ", ".join(f"{stage} {seconds:.2f} s" for stage, seconds in outcome.seconds.items())
    return " [unchanged]" if outcome.unchanged else f" [{outcome.reader}, {outcome.pages} pages; {stages}]"


def _summary(tally: Tally, out: Location) -> str:
    figures = f"{tally.figures} figures, {tally.for_review} for review"
    line = f"{tally.published} documents published in {out}: {figures}; {tally.refused} refused"
    more = {
        "unchanged": tally.unchanged,
        "with the bytes of another": tally.duplicates,
        "removed": tally.removed,
        "no longer there and still published (--prune removes them)": tally.gone,
    }
    return line + "".join(f"; {count} {what}" for what, count in more.items() if count)
