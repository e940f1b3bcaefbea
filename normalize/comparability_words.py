"""What the house knows about the words on comparability: `referential/comparability.yaml` as types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.vocabulary import StockOrFlow

Beside = Literal["years", "territories"]


@dataclass(frozen=True, slots=True)
class StockOrFlowWords:
    """What says that a figure is a stock, or a flow."""

    says: StockOrFlow
    openings: tuple[str, ...]
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparabilityRule:
    """A flag, the phrases that set it, and what must stand beside them in their sentence."""

    flag: Literal["series_break", "not_comparable_between_territories"]
    phrases: tuple[str, ...]
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class ComparabilityWords:
    """The file as it is; see the file for what each list means."""

    stock_or_flow: tuple[StockOrFlowWords, ...]
    rules: tuple[ComparabilityRule, ...]
    denials: tuple[str, ...]
    year_words: tuple[str, ...]
    territory_words: tuple[str, ...]
