"""What the figures of a row are about: section, measure, indicator group, indicator, comment."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.model import Address
from schemas.vocabulary import Role

from .heading import split_code

__all__ = ["Subject", "Subjects", "split_code"]


UNSURE = frozenset({"rows_matched_by_order"})
"""The doubt that a figure may be of another subject."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What the figures of a row are about. `key` is the cell of the indicator's label.

    `is_carried`: the row's own label cell is empty, and the label is that of a row above. `territory`: the codes that a
    heading above gives, and the heading. `doubts`: the flags of what may be wrong with all this.
    """

    section_code: str | None = None
    section: str | None = None
    measure_code: str | None = None
    measure: str | None = None
    group: str | None = None
    indicator: str = ""
    comment: str | None = None
    key: Address | None = None
    is_carried: bool = False
    territory: tuple[str, ...] = ()
    territory_label: str | None = None
    doubts: frozenset[str] = frozenset()

    @property
    def of(self) -> tuple[str | None, ...]:
        """The section and the measure that the indicator stands in."""
        return self.section, self.measure_code, self.measure


@dataclass
class Subjects:
    """The subject of each row that has one, and the role of each cell that is no figure."""

    of_row: dict[int, Subject] = field(default_factory=dict)
    roles: dict[Address, Role] = field(default_factory=dict)
