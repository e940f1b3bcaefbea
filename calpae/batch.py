"""Many documents: what the plan says is read by the engine, put in place, and recorded, one document at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from time import perf_counter

from schemas.files import each
from schemas.shelf import Shelf

from .engine import Engine
from .ingest import unpublished
from .job import Done, Outcome
from .journal import Journal
from .plan import Plan


@dataclass(slots=True)
class Tally:
    """What a run has done so far: counts, and the names of what could not be opened or written."""

    documents: int = 0
    read: int = 0
    published: int = 0
    unchanged: int = 0
    duplicates: int = 0
    refused: int = 0
    figures: int = 0
    for_review: int = 0
    pages: int = 0
    removed: int = 0
    gone: int = 0
    to_read: int = 0
    is_interrupted: bool = False
    failed: set[str] = field(default_factory=set)

    def add(self, outcome: Outcome) -> None:
        """Count an outcome. What is unchanged counts among what is published or refused."""
        self.documents += 1
        self.read += not outcome.unchanged and outcome.kind in ("published", "refused", "unpublished")
        self.published += outcome.kind == "published"
        self.duplicates += outcome.kind == "duplicate"
        self.refused += outcome.kind in ("refused", "unreadable", "unpublished")
        self.unchanged += outcome.unchanged
        self.figures += outcome.figures
        self.for_review += outcome.for_review
        self.pages += outcome.pages
        if outcome.kind in ("unreadable", "unpublished"):
            self.failed.add(outcome.name)

    @property
    def has_changed(self) -> bool:
        """Whether the dataset is another than before."""
        return bool(self.read or self.removed)


def run_plan(plan: Plan, shelf: Shelf, engine: Engine, tell: Callable[[Outcome], None], prune: bool = False) -> Tally:
    """Carry out a plan while no other run writes; `tell` hears of each outcome as it comes.

    Ctrl-C ends it: what was published is whole, and the tally says that more was planned.
    """
    shelf.sweep()
    tally = Tally(to_read=len(plan.jobs), gone=0 if prune else len(plan.gone))
    with Journal(shelf.root) as journal:
        try:
            for outcome in _outcomes(plan, shelf, engine):
                journal.write(outcome)
                tally.add(outcome)
                tell(outcome)
            superseded = [i for i, name in plan.replaced.items() if name not in tally.failed]
            for document_id in (*superseded, *(plan.gone if prune else ())):
                shelf.remove(document_id)
                tally.removed += 1
        except KeyboardInterrupt:
            tally.is_interrupted = True
        finally:
            shelf.sweep()
    return tally


def _outcomes(plan: Plan, shelf: Shelf, engine: Engine) -> Iterator[Outcome]:
    yield from plan.standing
    with closing(engine.run(plan.jobs)) as results:
        yield from each(partial(_put_in_place, shelf), results, shelf.root)


def _put_in_place(shelf: Shelf, done: Done) -> Outcome:
    """Publish what the engine has written. Nobody else renames."""
    outcome = done.outcome
    if done.draft is None:
        return outcome
    begun = perf_counter()
    try:
        shelf.place(done.draft)
    except OSError as error:
        return unpublished(outcome.name, outcome.document_id, error.strerror or str(error))
    return replace(outcome, seconds={**outcome.seconds, "place": round(perf_counter() - begun, 3)})


def lines_of(outcome: Outcome) -> Iterator[str]:
    """What a person reads of an outcome, on one line whatever the file's name holds."""
    name = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in outcome.name)
    if outcome.kind == "published":
        counts = f"{outcome.figures} figures, {outcome.for_review} for review, {outcome.findings} findings"
        yield f"{name}: {counts}" + (f" ({outcome.message})" if outcome.message else "")
    elif outcome.kind == "duplicate":
        yield f"{name}: {outcome.message}"
    else:
        yield f"{name}: {outcome.kind} ({outcome.code}): {outcome.message}"
