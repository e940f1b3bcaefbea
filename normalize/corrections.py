"""People's corrections: `data/corrections/*.yaml`, loaded and held against what is printed. They expire."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from extract.model import Address

from .entry import read_entries

FactName = Literal["convention_year", "collectivity", "collectivity_code"]


class StaleCorrection(Exception):
    """Corrections of a document that no longer find what they expect, or that nothing uses: `problems` says each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Place:
    """The address of a cell as published; `part` for a figure: which part of its cell, from 0."""

    table: int
    row: int
    column: int
    part: int | None = None

    @property
    def address(self) -> Address:
        """The cell's own address."""
        return Address(self.table, self.row, self.column)


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction: in which document, where, the text it expects to find, the text to read, why, and who says so.

    It is for a cell (`at`) or for a fact of the whole document (`fact`), never for both. `expected` is null where the
    document prints no such fact.
    """

    id: str
    document: str
    read: str
    reason: str
    who: str
    expected: str | None = None
    at: Place | None = None
    fact: FactName | None = None


@dataclass(frozen=True, slots=True)
class CorrectionsFile:
    """A file of corrections."""

    corrections: tuple[Correction, ...]


def load_corrections(folder: Path) -> dict[str, tuple[Correction, ...]]:
    """The corrections in a folder's YAML files by document id. Raises `ValueError` naming file and entry."""
    by_document: dict[str, list[Correction]] = {}
    ids: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        for correction in read_entries(CorrectionsFile, path).corrections:
            where = f"{path.name}: {correction.id!r}"
            if (correction.at is None) == (correction.fact is None):
                raise ValueError(f"{where}: give either `at` (a cell) or `fact`")
            if correction.id in ids:
                raise ValueError(f"{where}: the id is used in {ids[correction.id]} too")
            ids[correction.id] = path.name
            by_document.setdefault(correction.document, []).append(correction)
    return {document: tuple(found) for document, found in by_document.items()}


class Corrections:
    """The corrections of one document while it is interpreted: each is looked up, held against the print, and used."""

    def __init__(self, corrections: Iterable[Correction] = ()) -> None:
        self._cells = {(c.at.address, c.at.part): c for c in corrections if c.at}
        self._facts = {c.fact: c for c in corrections if c.fact}
        self._used: set[str] = set()
        self._problems: list[str] = []

    def of_cell(self, at: Address, printed: str, part: int | None = None) -> Correction | None:
        """The correction of a cell, or of a part of a figure's cell, that prints this text."""
        return self._use(self._cells.get((at, part)), printed)

    def of_fact(self, name: FactName, printed: str | None) -> Correction | None:
        """The correction of a fact that the document gives so."""
        return self._use(self._facts.get(name), printed)

    def _use(self, correction: Correction | None, printed: str | None) -> Correction | None:
        if correction is None:
            return None
        self._used.add(correction.id)
        if _spaced(correction.expected) != _spaced(printed):
            self._problems.append(
                f"correction {correction.id!r} expects {correction.expected!r} and finds {printed!r}: look again"
            )
            return None
        return correction

    def __bool__(self) -> bool:
        return bool(self._cells or self._facts)

    def whole_cells(self) -> list[Address]:
        """The cells that are corrected as a whole."""
        return [at for at, part in self._cells if part is None]

    def complain(self, problem: str) -> None:
        """Say that a correction cannot be used."""
        self._problems.append(problem)

    def finish(self) -> None:
        """Raise `StaleCorrection` if one did not find what it expects, or was not used."""
        every = [*self._cells.values(), *self._facts.values()]
        unused = sorted(c.id for c in every if c.id not in self._used)
        problems = [
            *self._problems,
            *(f"correction {name!r} finds nothing at its place: look again" for name in unused),
        ]
        if problems:
            raise StaleCorrection(problems)


def _spaced(text: str | None) -> str | None:
    return None if text is None else " ".join(text.split())
