"""How clerks write what stands beside the annexe tables: facts, names, money and action sheets, as types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.vocabulary import ConventionKind, LegalKind, Payer

from .layout import Ordinal


@dataclass(frozen=True, slots=True)
class LegalWords:
    """A kind of legal text and its names."""

    kind: LegalKind
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgreementWords:
    """A kind of agreement and its names."""

    kind: Literal["convention", "amendment"]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TitleWords:
    """A kind of document and the first words of its title."""

    kind: ConventionKind
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class FactWords:
    """`referential/facts.yaml`; see the file for what each list means."""

    state: tuple[str, ...]
    money_nouns: tuple[str, ...]
    money_leads: tuple[str, ...]
    money_parts: tuple[str, ...]
    money_parts_after: tuple[str, ...]
    money_splits: tuple[str, ...]
    money_headings: tuple[str, ...]
    duration_headings: tuple[str, ...]
    report_headings: tuple[str, ...]
    court_headings: tuple[str, ...]
    own_nouns: tuple[str, ...]
    own_names: tuple[str, ...]
    possible: tuple[str, ...]
    other_agreements: tuple[str, ...]
    duration_leads: tuple[str, ...]
    not_durations: tuple[str, ...]
    start_leads: tuple[str, ...]
    end_leads: tuple[str, ...]
    span_leads: tuple[str, ...]
    numbers: tuple[Ordinal, ...]
    reports: tuple[str, ...]
    handing: tuple[str, ...]
    not_reports: tuple[str, ...]
    deadlines: tuple[str, ...]
    deliberations: tuple[str, ...]
    authorising: tuple[str, ...]
    not_deliberations: tuple[str, ...]
    courts: tuple[str, ...]
    legal_kinds: tuple[LegalWords, ...]
    same_policy: tuple[str, ...]
    agreements: tuple[AgreementWords, ...]
    kinds: tuple[TitleWords, ...]
    sheets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameWords:
    """`referential/names.yaml`."""

    civilities: tuple[str, ...]
    plural_civilities: tuple[str, ...]
    functions: tuple[str, ...]
    leads: tuple[str, ...]
    places: tuple[str, ...]
    not_names: tuple[str, ...]
    given_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PayerWords:
    """A kind of payer and how headers name it."""

    payer: Payer
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FundingWords:
    """`referential/funding.yaml`."""

    payers: tuple[PayerWords, ...]
    numbers: tuple[str, ...]
    actions: tuple[str, ...]
    payer_names: tuple[str, ...]
    totals: tuple[str, ...]
    amounts: tuple[str, ...]
    ignored: tuple[str, ...]
    total_rows: tuple[str, ...]
    nothing: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class SheetWords:
    """`referential/sheets.yaml`."""

    titles: tuple[str, ...]
    fields: tuple[str, ...]
    number_fields: tuple[str, ...]
    title_fields: tuple[str, ...]
    ends: tuple[str, ...]
