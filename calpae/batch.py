"""Many documents: finding them, one after the other through `ingest`, and what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

from .ingest import Found, Outcome, Workshop, ingest
from .journal import Journal

SUFFIXES = frozenset({".pdf", ".docx", ".docm", ".doc", ".odt", ".rtf", ".md", ".txt", ".html", ".htm"})
"""Files of a folder that are taken for documents; a file that is named itself always is."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What a run is to read, sorted by name, and the files in its folders that are no documents."""

    documents: tuple[Found, ...]
    left_out: tuple[Path, ...]


def find_documents(paths: Iterable[Path]) -> Batch:
    """The documents at the given paths, folders read recursively, but nothing hidden and no office lock ("~$…").

    Raises `FileNotFoundError` with the path that does not exist.
    """
    documents: dict[Path, Found] = {}
    left_out: list[Path] = []
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(path)
        if not path.is_dir():
            documents.setdefault(path.resolve(), Found(path, path.name))
            continue
        for file in sorted(path.rglob("*")):
            if not file.is_file() or any(part.startswith((".", "~$")) for part in file.relative_to(path).parts):
                continue
            if file.suffix.lower() in SUFFIXES:
                documents.setdefault(file.resolve(), Found(file, file.relative_to(path).as_posix()))
            else:
                left_out.append(file)
    return Batch(tuple(sorted(documents.values(), key=lambda found: (found.name, str(found.path)))), tuple(left_out))


def run_batch(batch: Batch, workshop: Workshop, tell: Callable[[Outcome], None]) -> list[Outcome]:
    """Read and publish each document; `tell` hears of each outcome as it comes. Same bytes are published once."""
    out = workshop.store.root
    if out.exists():
        workshop.store.sweep()
    outcomes: list[Outcome] = []
    with Journal(out) as journal:
        seen: dict[str, str] = {}
        for found in batch.documents:
            begun = perf_counter()
            outcome = ingest(found, workshop)
            if outcome.document_id in seen:
                outcome = _as_duplicate(outcome, seen[outcome.document_id])
            elif outcome.document_id:
                seen[outcome.document_id] = found.name
            journal.write(outcome, perf_counter() - begun)
            outcomes.append(outcome)
            tell(outcome)
    return outcomes


def _as_duplicate(outcome: Outcome, first: str) -> Outcome:
    message = f"has the same bytes as {first}: published once, under this name"
    return Outcome(**{**asdict(outcome), "message": outcome.message or message})


def count(outcomes: Iterable[Outcome], *kinds: str) -> int:
    """How many outcomes are of the given kinds."""
    return sum(outcome.kind in kinds for outcome in outcomes)


def lines_of(outcome: Outcome) -> Iterator[str]:
    """What a person reads of an outcome."""
    if outcome.kind == "published":
        counts = f"{outcome.figures} figures, {outcome.for_review} for review, {outcome.findings} findings"
        yield f"{outcome.name}: {counts}" + (f" ({outcome.message})" if outcome.message else "")
    else:
        yield f"{outcome.name}: {outcome.kind} ({outcome.code}): {outcome.message}"
