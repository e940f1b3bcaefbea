"""The command `diff`: what changed between two published folders, as lines for a person or as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .form import Form
from .options import location

if TYPE_CHECKING:
    from schemas.diff import Change

SAME, DIFFERENT = 0, 1
SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def diff(
    old: Annotated[Any, typer.Argument(parser=location, metavar="OLD", help="A published folder, or its URL.")],
    new: Annotated[Any, typer.Argument(parser=location, metavar="NEW", help="The folder to compare with it.")],
    form: Annotated[Form, typer.Option("--format", help="json, or text for the eye.")] = Form.text,
) -> None:
    """Print what changed between two published folders.

    Documents, and rows of each table by their keys.

    Exit codes: 0 nothing changed, 1 something changed, 2 wrong use.

    Example: calpae diff data/parquet-2023 data/parquet
    """
    from schemas.diff import diff as changes_between
    from schemas.files import files_of
    from schemas.store import Store

    for folder in (old, new):
        if files_of(folder).kind(folder / "findings") != "folder":
            raise typer.BadParameter(f"{folder}: no published dataset; `calpae run --out` makes one")
    changes = list(changes_between(Store(old), Store(new)))
    if form is Form.json:
        typer.echo(json.dumps(diff_as_data(changes), ensure_ascii=False, default=str))  # dates as ISO 8601
    else:
        for line in diff_as_text(changes):
            typer.echo(line)
    raise typer.Exit(DIFFERENT if changes else SAME)


def diff_as_data(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """The changes as plain data."""
    return [
        {
            "table": change.table,
            "change": change.change,
            "source": change.source,
            "key": dict(change.key),
            "columns": {name: {"old": old, "new": new} for name, (old, new) in change.columns.items()},
        }
        for change in changes
    ]


def diff_as_text(changes: Iterable[Change]) -> Iterator[str]:
    """A line a change, and how many there are of each kind in each table."""
    counts: Counter[tuple[str, str]] = Counter()
    for change in changes:
        counts[change.table, change.change] += 1
        where = " ".join(
            f"{name} {value}" for name, value in change.key.items() if name != "source" and value is not None
        )
        what = "; ".join(f"{name} {old!r} -> {new!r}" for name, (old, new) in change.columns.items())
        yield f"{SIGNS[change.change]} {change.table} {change.source}: {where}" + (f": {what}" if what else "")
    for table in dict.fromkeys(table for table, _ in counts):
        yield f"{table}: " + ", ".join(f"{counts[table, kind]} {kind}" for kind in SIGNS)
    if not counts:
        yield "nothing changed"
