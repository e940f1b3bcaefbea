"""The story of one document, from paper to Parquet."""

from __future__ import annotations

import hashlib
import logging
import re
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from . import __version__

if TYPE_CHECKING:
    from extract.model import SecondReader
    from normalize.corrections import Correction
    from normalize.knowledge import Knowledge
    from schemas.store import Store

log = logging.getLogger("calpae")
QUOTED = re.compile(r": found .*?; rule:", re.DOTALL)
"""What a failed check quotes may be private; the published message goes without it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: where it lies, and the name under which it is published."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document. `figures` leaves blank cells out; `message` says why a document gave nothing."""

    name: str
    document_id: str | None
    kind: Literal["published", "refused", "unreadable"]
    figures: int = 0
    for_review: int = 0
    findings: int = 0
    code: str | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Workshop:
    """What every document of a run is read with. `corrections` are people's, by document id."""

    knowledge: Knowledge
    store: Store
    second_reader: SecondReader = "doubt"
    corrections: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)


def ingest(found: Found, workshop: Workshop) -> Outcome:
    """Carry one document from paper to Parquet. All of it or nothing; whatever goes wrong is this document's alone."""
    import extract

    store = workshop.store
    try:
        return _publish(found, workshop)
    except extract.Refused as refusal:
        return _refuse(found, refusal.sha256 or "", refusal.code, refusal.message, store)
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}; check the file and its rights"
        return Outcome(found.name, None, "unreadable", code="unreadable", message=message)
    except Exception as error:  # a wrong program fails loudly, but for one document
        # without the exception's own words, which may quote the document
        frames = "".join(traceback.format_tb(error.__traceback__))
        log.error("%s: internal error: %s\n%s", found.name, type(error).__name__, frames)
        message = f"internal error ({type(error).__name__}); please report it with the log"
        return _refuse(found, hashlib.sha256(found.path.read_bytes()).hexdigest(), "internal_error", message, store)


def _publish(found: Found, workshop: Workshop) -> Outcome:
    import extract
    from normalize.corrections import StaleCorrection
    from normalize.interpret import interpret
    from normalize.private import find_private
    from schemas.check import CheckFailed, check

    document = extract.read(found.path, workshop.second_reader)
    document = replace(document, source=replace(document.source, name=found.name))
    corrections = workshop.corrections.get(document.source.document_id, ())
    try:
        rows = interpret(document, workshop.knowledge, __version__, corrections)
        checked = check(rows)
    except StaleCorrection as stale:
        message = find_private(document, workshop.knowledge).clean(str(stale))
        return _refuse(found, document.source.sha256, "correction_stale", message, workshop.store)
    except CheckFailed as failure:
        first = QUOTED.sub("; rule:", failure.failures[0])
        message = f"{len(failure.failures)} rows against the law of the tables, first: {first}"
        return _refuse(found, document.source.sha256, "check_failed", message, workshop.store)
    workshop.store.publish(checked)
    convention = rows["conventions"][0]
    figures = sum(row["status"] != "blank" for row in rows["observations"])
    why = next((str(row["message"]) for row in rows["findings"] if row["code"] == "no_annexe_table"), None)
    return Outcome(
        found.name,
        document.source.document_id,
        "published",
        figures,
        int(str(convention["for_review"])),
        int(str(convention["findings"])),
        "no_annexe_table" if why else None,
        why,
    )


def _refuse(found: Found, sha256: str, code: str, message: str, store: Store) -> Outcome:
    document_id = sha256[:16]
    finding = dict.fromkeys(("table", "row", "column", "page")) | {
        "document_id": document_id,
        "number": 0,
        "source": found.name,
        "severity": "error",
        "code": code,
        "message": message,
    }
    store.refuse(document_id, [finding])
    return Outcome(found.name, document_id, "refused", findings=1, code=code, message=message)
