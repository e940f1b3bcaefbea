"""What must hold between the tables of one document. Each rule reads plain rows whose columns it names are sound."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .convert import Failure, Row
from .tables import LAWS
from .vocabulary import REFUSALS

Rows = Mapping[str, Sequence[Row]]
PLACE = ("table", "row", "column")


@dataclass(frozen=True, slots=True)
class Across:
    """`failing` gives table, row, column and what was found; `reads` is which columns of which tables it relies on."""

    says: str
    reads: Mapping[str, tuple[str, ...]]
    failing: Callable[[Rows], Iterator[tuple[str, int | None, str, object]]]

    def failures(self, rows: Rows) -> list[Failure]:
        """Where the rows break it."""
        return [Failure(*failing, self.says) for failing in self.failing(rows)]


def _place(row: Row) -> tuple[object, ...]:
    return tuple(row[name] for name in PLACE)


def _one_convention(rows: Rows) -> Iterator[tuple[str, int | None, str, object]]:
    if len(rows["conventions"]) != 1:
        yield "conventions", None, "document_id", f"{len(rows['conventions'])} rows"


def _one_document(rows: Rows) -> Iterator[tuple[str, int | None, str, object]]:
    known = [row["document_id"] for name in reversed(LAWS) for row in rows[name]]
    for name in LAWS:
        for number, row in enumerate(rows[name]):
            if row["document_id"] != known[0]:
                yield name, number, "document_id", row["document_id"]


def _figures_have_cells(rows: Rows) -> Iterator[tuple[str, int | None, str, object]]:
    roles = {_place(cell): cell["role"] for cell in rows["cells"]}
    for number, row in enumerate(rows["observations"]):
        if (role := roles.get(_place(row), "no cell")) != "figure":
            yield "observations", number, ", ".join(PLACE), role


def _amounts_have_cells(rows: Rows) -> Iterator[tuple[str, int | None, str, object]]:
    cells = {_place(cell) for cell in rows["cells"]}
    for number, row in enumerate(rows["funding"]):
        if _place(row) not in cells:
            yield "funding", number, ", ".join(PLACE), "no cell"


def _unplaced_are_named(rows: Rows) -> Iterator[tuple[str, int | None, str, object]]:
    named = {_place(finding) for finding in rows["findings"]}
    for number, cell in enumerate(rows["cells"]):
        if cell["role"] == "unplaced" and _place(cell) not in named:
            yield "cells", number, "role", "unplaced"


def _counts_are_true(rows: Rows) -> Iterator[tuple[str, int | None, str, object]]:
    true = {
        "observations": len(rows["observations"]),
        "for_review": sum(row["review"] is True for row in rows["observations"]),
        "findings": len(rows["findings"]),
    }
    for number, row in enumerate(rows["conventions"]):
        for name, count in true.items():
            if row[name] != count:
                yield "conventions", number, name, f"{row[name]} for {count}"


def _not_refused(rows: Rows) -> Iterator[tuple[str, int | None, str, object]]:
    for number, row in enumerate(rows["findings"]):
        if row["code"] in REFUSALS:
            yield "findings", number, "code", row["code"]


ACROSS = (
    Across("a document has one row in conventions", {}, _one_convention),
    Across("all rows are of one document", dict.fromkeys(LAWS, ("document_id",)), _one_document),
    Across(
        "an observation stands in a cell of role figure",
        {"observations": PLACE, "cells": (*PLACE, "role")},
        _figures_have_cells,
    ),
    Across("an amount stands in a cell", {"funding": PLACE, "cells": PLACE}, _amounts_have_cells),
    Across(
        "an unplaced cell is named by a finding", {"cells": (*PLACE, "role"), "findings": PLACE}, _unplaced_are_named
    ),
    Across(
        "conventions count the rows of the other tables",
        {"observations": ("review",), "conventions": ("observations", "for_review", "findings")},
        _counts_are_true,
    ),
    Across("a published document has no finding of a refusal", {"findings": ("code",)}, _not_refused),
)
