"""After a run: the tables over all documents, made again from all that is published."""

from __future__ import annotations

from pathlib import Path


def publish_vintages(out: Path) -> None:
    """Make `latest`, `revisions` and `coverage` again."""
    from schemas.store import Store
    from schemas.vintages import publish_vintages as publish

    publish(Store(out), lifetimes())


def lifetimes() -> dict[str, tuple[int | None, int | None]]:
    """Of each territory the first and last year in which it could sign, as the knowledge says."""
    from normalize.knowledge import load_knowledge

    return {each.code: (each.since, each.until) for each in load_knowledge().territories.values()}
