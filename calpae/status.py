"""What the newest run did, and which documents are refused and why, from `_runs/` and the published files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from schemas.location import Location
from schemas.shelf import Shelf

from .batch import Tally, lines_of
from .job import Outcome
from .journal import newest_run


def status(out: Location) -> dict[str, Any] | None:
    """When the newest run began, what it did, and every refusal, by the outcome's fields; null where none is known."""
    newest = newest_run(out)
    if newest is None:
        return None
    begun, outcomes = newest
    tally, seconds, closed = Tally(), 0.0, []
    for outcome in outcomes:
        tally.add(outcome)
        seconds += sum(outcome.seconds.values())
        if outcome.kind in ("unreadable", "unpublished"):
            closed.append(outcome)
    refused = [*closed, *_refused(Shelf(out))]
    return {"begun": begun, "tally": tally, "seconds": seconds, "refused": sorted(refused, key=lambda o: o.name)}


def _refused(shelf: Shelf) -> Iterator[Outcome]:
    for document_id, note in shelf.notes().items():
        if note.get("outcome", {}).get("kind") == "refused":
            yield Outcome(note["made_from"]["source"], document_id, **note["outcome"])


def lines_of_status(out: Location) -> Iterator[str]:
    """The same for a person."""
    known = status(out)
    if known is None:
        yield f"{out}: no run is recorded; `calpae run --out {out}` makes one"
        return
    tally, refused = known["tally"], known["refused"]
    yield (
        f"newest run: {known['begun']:%Y-%m-%d %H:%M} UTC, {tally.documents} documents: "
        f"{tally.read} read in {known['seconds']:.1f} s, {tally.unchanged} unchanged, {tally.refused} refused"
    )
    yield f"{len(Shelf(out).documents())} documents are published in {out}, {len(refused)} refused"
    for outcome in refused:
        yield from (f"  {line}" for line in lines_of(outcome))


def status_as_data(out: Location) -> dict[str, Any] | None:
    """The same for a machine; null where no run is recorded."""
    known = status(out)
    if known is None:
        return None
    tally = {name: value for name, value in asdict(known["tally"]).items() if name != "failed"}
    refused = [asdict(outcome) for outcome in known["refused"]]
    return {"begun": known["begun"].isoformat(), **tally, "seconds": round(known["seconds"], 1), "refusals": refused}
