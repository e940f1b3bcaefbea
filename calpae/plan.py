"""What a run has to do: which documents are new or changed, which stay as they are, which are gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from schemas.files import files_of
from schemas.inputs import digests
from schemas.location import Location
from schemas.shelf import Note, Shelf

from .ingest import unreadable
from .job import Found, Job, Outcome
from .origin import Origin

SUFFIXES = frozenset({".pdf", ".docx", ".docm", ".doc", ".odt", ".rtf", ".md", ".txt", ".html", ".htm"})
"""Files of a folder that are taken for documents; a file that is named itself always is."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What a run is to read, sorted by name, and the files in its folders that are no documents.

    `is_whole`: only folders were given, so that a document that is not among these is gone.
    """

    documents: tuple[Found, ...]
    left_out: tuple[Location, ...]
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done with each document: read it (and why), or nothing, with the outcome that stands.

    `replaced` are published ids whose file has other bytes now, `gone` those whose file is no more; by id, the name.
    """

    jobs: tuple[Job, ...]
    why: Mapping[str, tuple[str, ...]]
    standing: tuple[Outcome, ...]
    replaced: Mapping[str, str] = field(default_factory=dict)
    gone: Mapping[str, str] = field(default_factory=dict)


def find_documents(places: Iterable[Location]) -> Batch:
    """The documents at the given places, folders read recursively, but nothing hidden and no office lock ("~$…").

    Raises `FileNotFoundError` with the place where nothing is, `OSError` where a store gives no answer.
    """
    documents: dict[Location, Found] = {}
    left_out: list[Location] = []
    is_whole = True
    for place in places:
        files = files_of(place)
        kind = files.kind(place)
        if kind is None:
            raise FileNotFoundError(place)
        if kind == "file":
            documents.setdefault(_itself(place), Found(place, _in_unicode(place.name)))
            is_whole = False
            continue
        for name in sorted(files.walk(place), key=lambda name: name.split("/")):
            if any(part.startswith((".", "~$")) for part in name.split("/")):
                continue
            if PurePosixPath(name).suffix.lower() in SUFFIXES:
                documents.setdefault(_itself(place / name), Found(place / name, _in_unicode(name)))
            else:
                left_out.append(place / name)
    in_order = sorted(documents.values(), key=lambda found: (found.name, str(found.path)))
    return Batch(tuple(in_order), tuple(left_out), is_whole)


def _itself(at: Location) -> Location:
    """The file, by whichever of its paths it is named."""
    return at.resolve() if isinstance(at, Path) else at


def _in_unicode(name: str) -> str:
    """A file's name as text: bytes that are none (a disk written long ago in Latin-1) become U+FFFD."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def make_plan(batch: Batch, shelf: Shelf, origin: Origin, force: bool = False) -> Plan:
    """What the documents' bytes, and all else that decides, ask for. Same bytes are read once, under the first name."""
    notes = shelf.notes()
    jobs: dict[str, Job] = {}
    why: dict[str, tuple[str, ...]] = {}
    standing: list[Outcome] = []
    for found, sha256 in zip(batch.documents, digests(found.path for found in batch.documents), strict=True):
        if isinstance(sha256, OSError):
            standing.append(unreadable(found, sha256))
            continue
        job = Job(found, sha256, origin.of(sha256[:16], found.name))
        if first := jobs.get(job.document_id):
            standing.append(_duplicate(job, first))
            continue
        jobs[job.document_id] = job
        note = notes.get(job.document_id)
        why[job.document_id] = _reasons(job, note, origin, force)
        if note is not None and not why[job.document_id]:
            standing.append(_as_before(job, note))
    to_read = tuple(job for job in jobs.values() if why[job.document_id])
    absent = _absent(notes, jobs, standing) if batch.is_whole else {}
    names = {job.found.name for job in jobs.values()}
    return Plan(
        to_read,
        why,
        tuple(standing),
        {document_id: name for document_id, name in absent.items() if name in names},
        {document_id: name for document_id, name in absent.items() if name not in names},
    )


def _reasons(job: Job, note: Note | None, origin: Origin, force: bool) -> tuple[str, ...]:
    """Why a document is read; empty where it need not be."""
    if note is None:
        return ("new",)
    return origin.what_changed(job.made_from, note) or (("forced",) if force else ())


def _absent(notes: Mapping[str, Note], jobs: Mapping[str, Job], standing: Iterable[Outcome]) -> dict[str, str]:
    """What is published and has no file any more: id and name. A file that cannot be opened today is not gone."""
    closed = {outcome.name for outcome in standing if outcome.kind == "unreadable"}
    names = {document_id: str(note.get("made_from", {}).get("source", "?")) for document_id, note in notes.items()}
    return {document_id: name for document_id, name in names.items() if document_id not in jobs and name not in closed}


def _as_before(job: Job, note: Note) -> Outcome:
    return Outcome(job.found.name, job.document_id, unchanged=True, **note["outcome"])


def _duplicate(job: Job, first: Job) -> Outcome:
    message = f"has the same bytes as {first.found.name}: published once, under that name"
    return Outcome(job.found.name, job.document_id, "duplicate", message=message)


def lines_of(plan: Plan) -> Iterator[str]:
    """What a person reads of a plan that is not carried out."""
    for job in plan.jobs:
        yield f"{job.found.name}: would be read ({', '.join(plan.why[job.document_id])})"
    for outcome in plan.standing:
        if outcome.kind in ("unreadable", "duplicate"):
            yield f"{outcome.name}: {outcome.message}"
    for name in sorted(plan.replaced.values()):
        yield f"{name}: what was published of its earlier bytes would be removed"
    for name in sorted(plan.gone.values()):
        yield f"{name}: published, and no longer there; --prune removes it"
    yield f"{len(plan.jobs)} documents would be read, {sum(o.unchanged for o in plan.standing)} are unchanged"
