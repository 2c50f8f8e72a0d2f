"""Rules of recurrence give the dates that a general engine gives, and never look for ever."""

from datetime import datetime
from itertools import islice

import pytest
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from eventsite.exchange.reading import recurrence

LAST = datetime(2031, 1, 1)  # noqa: DTZ001 - wall times are naive
DAYS = st.lists(
    st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), min_size=1, max_size=3, unique=True
)
ORDINALS = st.sampled_from(["", "1", "2", "-1", "5"])
NUMBERS = st.lists(st.integers(1, 12), min_size=1, max_size=3, unique=True)
MONTH_DAYS = st.lists(st.sampled_from([1, 13, 28, 31, -1, -2]), min_size=1, max_size=2, unique=True)


@st.composite
def rules(draw: st.DrawFn) -> str:
    """A rule that both know."""
    freq = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={freq}", f"INTERVAL={draw(st.integers(1, 4))}"]
    if draw(st.booleans()):
        parts.append("BYMONTH=" + ",".join(map(str, draw(NUMBERS))))
    if draw(st.booleans()):
        ordinal = draw(ORDINALS) if freq in {"MONTHLY", "YEARLY"} else ""
        parts.append("BYDAY=" + ",".join(ordinal + day for day in draw(DAYS)))
    elif freq != "WEEKLY" and draw(st.booleans()):
        parts.append("BYMONTHDAY=" + ",".join(map(str, draw(MONTH_DAYS))))
    if freq == "WEEKLY":
        parts.append("WKST=" + draw(st.sampled_from(["MO", "SU"])))
    return ";".join(parts)


@settings(max_examples=60)
@given(rules(), st.dates(datetime(2024, 1, 1).date(), datetime(2027, 1, 1).date()))  # noqa: DTZ001
def test_it_finds_what_dateutil_finds(rule: str, day: object) -> None:
    first = datetime.fromisoformat(f"{day}T09:30")
    parsed = recurrence.parsed(rule)
    assert parsed
    # dateutil looks up to the year 9999 for a next date that there may not be: only so many.
    expected = rrule.rrulestr(f"{rule};UNTIL=20310101T000000", dtstart=first)
    found = list(islice(recurrence.dates(parsed, first, LAST), 5))
    assert found == list(islice(expected, len(found)))
    if len(found) < 5:
        assert found == _within(rule, first)


def _within(rule: str, first: datetime) -> list[datetime]:
    """All dates up to the last, found by asking for every day whether the rule has it."""
    found = []
    for date in rrule.rrulestr(rule, dtstart=first):
        if date > LAST:
            break
        found.append(date)
    return found


@pytest.mark.parametrize(
    "rule",
    [
        "", "FREQ=SECONDLY", "FREQ=HOURLY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;BYDAY=XX", "FREQ=DAILY;BYMONTH=x", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;WKST=1",
        "FREQ=DAILY;BYSECOND=1", "FREQ=DAILY;" + "X" * 300, "FREQ=YEARLY;BYWEEKNO=20",
    ],
)  # fmt: skip
def test_other_rules_are_not_followed(rule: str) -> None:
    assert recurrence.parsed(rule) is None


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", ["05-29", "06-30", "07-31"]),
        ("FREQ=YEARLY;BYDAY=20MO", ["05-18", "05-17", "05-15"]),
        ("FREQ=YEARLY", ["05-14", "05-14", "05-14"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", ["05-31", "07-31", "08-31"]),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", []),
    ],
)
def test_rules_by_hand(rule: str, days: list[str]) -> None:
    parsed = recurrence.parsed(rule)
    assert parsed
    dates = islice(recurrence.dates(parsed, datetime(2026, 5, 14), LAST), 3)  # noqa: DTZ001
    assert [f"{day:%m-%d}" for day in dates] == days
