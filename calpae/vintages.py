"""After a run: the tables over all documents, made again from all that is published."""

from __future__ import annotations

from schemas.location import Location


def publish_vintages(out: Location) -> None:
    """Make `latest`, `revisions` and `coverage` again; the knowledge says who could sign in which year."""
    from normalize.knowledge import load_knowledge
    from schemas.store import Store
    from schemas.vintages import publish_vintages as publish

    territories = load_knowledge().territories.values()
    publish(Store(out), {each.code: (each.since, each.until) for each in territories})
