"""After a run: the tables over all documents, made again from all that is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .ingest import Workshop


def publish_vintages(workshop: Workshop) -> None:
    """Make `latest`, `revisions` and `coverage` again; the knowledge says who could sign in which year."""
    from schemas.vintages import publish_vintages as publish

    territories = workshop.knowledge.territories.values()
    publish(workshop.store, {each.code: (each.since, each.until) for each in territories})
