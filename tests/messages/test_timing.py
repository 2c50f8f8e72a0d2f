"""When a reminder goes out, over zones and changes of the clock."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsite.messages import timing

DAY = date(2027, 6, 8)
#: UTC+14, +12, +2, 0, -5 and -11.
ZONES = ["Pacific/Kiritimati", "Pacific/Fiji", "Europe/Zurich", "Africa/Dakar", "America/Lima",
         "Pacific/Pago_Pago"]  # fmt: skip


def utc(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")


@pytest.mark.parametrize(
    ("anchor", "days", "expected"),
    [(DAY, 0, DAY), (DAY, -8, date(2027, 5, 31)), (DAY, 30, date(2027, 7, 8)), (None, 3, None)],
)
def test_the_day_is_counted(anchor: date | None, days: int, expected: date | None) -> None:
    assert timing.day_of(anchor, days) == expected


@pytest.mark.parametrize(
    ("day", "hour", "zone", "expected"),
    [
        (DAY, 9, "Pacific/Fiji", "2027-06-07T21:00"),
        (DAY, 9, "Europe/Zurich", "2027-06-08T07:00"),
        # The clock jumps from two to three that night.
        (date(2027, 3, 28), 2, "Europe/Zurich", "2027-03-28T01:00"),
        # An hour that comes twice is meant the first time.
        (date(2027, 10, 31), 2, "Europe/Zurich", "2027-10-31T00:00"),
    ],
)
def test_the_hour_is_of_the_persons_clock(day: date, hour: int, zone: str, expected: str) -> None:
    assert timing.instant_of(day, hour, zone) == utc(expected)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2027-06-07T18:59", []),
        ("2027-06-07T19:00", ZONES[:1]),
        ("2027-06-07T21:00", ZONES[:2]),
        ("2027-06-08T09:00", ZONES[:4]),
        # Kiritimati's twenty hours end at 15:00, Fiji's at 17:00.
        ("2027-06-08T15:00", ZONES[1:5]),
        ("2027-06-08T20:00", ZONES[2:]),
        ("2027-06-09T16:00", []),
    ],
)
def test_zones_come_due_one_after_another(now: str, expected: list[str]) -> None:
    assert timing.due(DAY, 9, ZONES, utc(now)) == expected


@given(
    st.dates(date(2026, 1, 1), date(2030, 1, 1)),
    st.integers(0, 23),
    st.sampled_from(ZONES),
    st.integers(0, 19 * 60),
)
def test_what_is_due_somewhere_is_looked_for(day: date, hour: int, zone: str, late: int) -> None:
    now = timing.instant_of(day, hour, zone) + timedelta(minutes=late)
    assert timing.due(day, hour, [zone], now) == [zone]
    assert timing.may_be_due(day, hour, now)
