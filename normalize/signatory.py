"""Who could sign in which year: what the Code officiel géographique of that year says against a reading."""

from __future__ import annotations

from extract.model import Notice

from .facts import Facts
from .knowledge import Knowledge


def doubt_signatory(facts: Facts, knowledge: Knowledge) -> list[Notice]:
    """A finding where year and signatory contradict each other, so that one of the two may be read wrongly.

    The Collectivité européenne d'Alsace signs since 2021, the Bas-Rhin until 2020.
    """
    territory = knowledge.territories.get(facts.collectivity_code or "")
    if territory is None or facts.year is None or territory.signs_in(facts.year):
        return []
    years = (
        f"since {territory.since}" if territory.since and facts.year < territory.since else f"until {territory.until}"
    )
    message = f"{facts.collectivity!r} ({territory.code}) signs {years}, and the convention is of {facts.year}"
    return [Notice("warning", "collectivity_out_of_its_years", message)]
