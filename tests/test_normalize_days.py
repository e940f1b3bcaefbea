from __future__ import annotations

from datetime import date

from normalize.days import days_in
from tests.facts import KNOWLEDGE


def test_days_are_read_with_all_three_parts_printed() -> None:
    found = days_in("le 1er juillet 2022, le 04/02/2019 et le 30 juin", KNOWLEDGE.layout)
    assert [day.date for day in found] == [date(2022, 7, 1), date(2019, 2, 4)]


def test_what_no_calendar_has_or_what_is_a_reference_is_no_day() -> None:
    assert days_in("le 31 fevrier 2022, n° 2022/10/20-5, dgcs/12/03/2019/24", KNOWLEDGE.layout) == []
