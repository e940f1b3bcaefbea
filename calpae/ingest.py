"""The story of one document, from paper to Parquet."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import TYPE_CHECKING

from extract.model import ONE_BY_ONE, Scans

from . import __version__
from .job import Done, Found, Job, Outcome

if TYPE_CHECKING:
    from extract.model import Document, SecondReader
    from normalize.corrections import Correction
    from normalize.interpret import Rows
    from normalize.knowledge import Knowledge
    from schemas.store import Store

log = logging.getLogger("calpae")
QUOTED = re.compile(r": found .*?; rule:", re.DOTALL)
"""What a failed check quotes may be private; the published message goes without it."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """What every document of a run is read with. `corrections` are people's, by document id."""

    knowledge: Knowledge
    store: Store
    second_reader: SecondReader = "doubt"
    corrections: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)
    passwords: tuple[str, ...] = ()
    scans: Scans = ONE_BY_ONE


class NotWritten(Exception):
    """The dataset cannot be written to; the document is not to blame."""


class Clock:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what happens inside for a stage."""
        begun = perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = round(perf_counter() - begun, 3)


def ingest(job: Job, workshop: Workshop) -> Done:
    """Carry one document from paper to Parquet files that lie ready beside their places.

    All of it or nothing; whatever goes wrong is this document's alone.
    """
    clock = Clock()
    try:
        done = _ingest(job, workshop, clock)
    except NotWritten as error:
        done = Done(unpublished(job.found.name, job.document_id, str(error)))
    return replace(done, outcome=replace(done.outcome, seconds=clock.seconds))


def _ingest(job: Job, workshop: Workshop, clock: Clock) -> Done:
    import extract

    name = job.found.name
    try:
        try:
            with clock.stage("extract"):
                document = extract.read(job.found.path, workshop.second_reader, workshop.passwords, workshop.scans)
        except OSError as error:
            return Done(unreadable(job.found, error))
        return _publish(replace(document, source=replace(document.source, name=name)), job, workshop, clock)
    except extract.Refused as refusal:
        return refuse(replace(job, sha256=refusal.sha256 or job.sha256), refusal.code, refusal.message, workshop)
    except MemoryError:
        return refuse(job, "out_of_memory", "it needs more memory than there is", workshop)
    except NotWritten:
        raise
    except Exception as error:  # a wrong program fails loudly, but for one document
        # without the exception's own words, which may quote the document
        frames = "".join(traceback.format_tb(error.__traceback__))
        log.error("%s: internal error: %s\n%s", name, type(error).__name__, frames)
        message = f"internal error ({type(error).__name__}); please report it with the log"
        return refuse(job, "internal_error", message, workshop)


def _publish(document: Document, job: Job, workshop: Workshop, clock: Clock) -> Done:
    from normalize.corrections import StaleCorrection
    from normalize.interpret import interpret
    from normalize.private import find_private
    from schemas.check import CheckFailed, check

    job = replace(job, sha256=document.source.sha256)
    try:
        with clock.stage("interpret"):
            corrections = workshop.corrections.get(job.document_id, ())
            rows = interpret(document, workshop.knowledge, __version__, corrections)
        with clock.stage("check"):
            checked = check(rows)
    except StaleCorrection as stale:
        return refuse(job, "correction_stale", find_private(document, workshop.knowledge).clean(str(stale)), workshop)
    except CheckFailed as failure:
        first = QUOTED.sub("; rule:", failure.failures[0])
        message = f"{len(failure.failures)} rows against the law of the tables, first: {first}"
        return refuse(job, "check_failed", message, workshop)
    outcome = _published(job, rows)
    with clock.stage("write"), _writing():
        return Done(outcome, workshop.store.write(checked, outcome.to_note(job.made_from)))


def _published(job: Job, rows: Rows) -> Outcome:
    convention = rows["conventions"][0]
    why = next((str(row["message"]) for row in rows["findings"] if row["code"] == "no_annexe_table"), None)
    return Outcome(
        job.found.name,
        job.document_id,
        "published",
        figures=sum(row["status"] != "blank" for row in rows["observations"]),
        for_review=int(str(convention["for_review"])),
        findings=int(str(convention["findings"])),
        pages=int(str(convention["pages"] or 0)),
        reader=str(convention["reader"]),
        code="no_annexe_table" if why else None,
        message=why,
    )


def refuse(job: Job, code: str, message: str, workshop: Workshop) -> Done:
    """A document's refusal: the one finding that says why, ready to be put in place. Raises `NotWritten`."""
    finding = dict.fromkeys(("table", "row", "column", "page")) | {
        "document_id": job.document_id,
        "number": 0,
        "source": job.found.name,
        "severity": "error",
        "code": code,
        "message": message,
    }
    outcome = Outcome(job.found.name, job.document_id, "refused", findings=1, code=code, message=message)
    with _writing():
        return Done(outcome, workshop.store.write_refusal(job.document_id, [finding], outcome.to_note(job.made_from)))


def unreadable(found: Found, error: OSError) -> Outcome:
    """A file that cannot be opened: what an earlier run published of it stays."""
    message = f"cannot be read: {error.strerror or error}; check the file and its rights"
    return Outcome(found.name, None, "unreadable", code="unreadable", message=message)


def unpublished(name: str, document_id: str | None, reason: str) -> Outcome:
    """A document that was read and cannot be published: the next run reads it again."""
    message = f"cannot be published: {reason}; make room, or check the output folder's rights, and run again"
    return Outcome(name, document_id, "unpublished", code="not_written", message=message)


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotWritten(error.strerror or str(error)) from error
