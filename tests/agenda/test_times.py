"""Decision tables and random times: from wall to instant, nights, steps."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsite.agenda import rules, times
from eventsite.core import zones
from eventsite.core.errors import Refused

ZURICH = "Europe/Zurich"
DAY = date(2027, 6, 8)
OPEN_DAY = times.Hours(DAY, time(9, 30), time(17, 30))
NIGHT = times.Hours(DAY, time(20, 0), time(2, 0))


@pytest.mark.parametrize(
    ("wall", "minutes", "fold", "start", "end"),
    [
        (datetime.fromisoformat("2027-06-08T09:30"), 60, 0, (8, 7, 30), (8, 8, 30)),
        (datetime.fromisoformat("2027-06-08T23:30"), 60, 0, (8, 21, 30), (8, 22, 30)),
        # The clock goes back at 03:00: an hour of life later it is 02:30 again.
        (datetime.fromisoformat("2027-10-31T02:30"), 60, 0, (31, 0, 30), (31, 1, 30)),
        (datetime.fromisoformat("2027-10-31T02:30"), 60, 1, (31, 1, 30), (31, 2, 30)),
        (datetime.fromisoformat("2027-03-28T01:30"), 60, 0, (28, 0, 30), (28, 1, 30)),
    ],
)
def test_span(wall, minutes, fold, start, end):
    found = times.span(wall, minutes, ZURICH, fold)
    assert [(t.day, t.hour, t.minute) for t in found] == [start, end]


def test_skipped_start_is_refused_but_a_stored_one_stands():
    wall = datetime.fromisoformat("2027-03-28T02:30")
    with pytest.raises(zones.NonexistentTime):
        times.span(wall, 60, ZURICH)
    assert times.standing(wall, 60, ZURICH)[0] == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "starts", "wall"),
    [
        (OPEN_DAY, time(9, 30), datetime.fromisoformat("2027-06-08T09:30")),
        (OPEN_DAY, time(0, 30), datetime.fromisoformat("2027-06-08T00:30")),
        (NIGHT, time(20, 0), datetime.fromisoformat("2027-06-08T20:00")),
        (NIGHT, time(0, 30), datetime.fromisoformat("2027-06-09T00:30")),
        (NIGHT, time(2, 0), datetime.fromisoformat("2027-06-08T02:00")),
    ],
)
def test_wall_of_a_start(day, starts, wall):
    assert times.wall_of(day, starts) == wall


@given(st.sampled_from([OPEN_DAY, NIGHT, times.Hours(DAY)]), st.times())
def test_a_start_on_a_day_is_shown_on_that_day(day, starts):
    assert times.programme_day(times.wall_of(day, starts), [day]) == DAY


@pytest.mark.parametrize(
    ("day", "minutes"), [(OPEN_DAY, 480), (NIGHT, 360), (times.Hours(DAY), 1440)]
)
def test_length_of_a_day(day, minutes):
    assert day.minutes == minutes


@given(st.times())
def test_steps_are_five_minutes(at):
    on_step = (at.hour * 60 + at.minute) % 5 == 0 and at == at.replace(second=0, microsecond=0)
    assert times.is_on_step(at) == on_step


@pytest.mark.parametrize(
    ("minutes", "reason"),
    [
        (5, None),
        (480, None),
        (0, rules.Reason.TOO_SHORT),
        (-5, rules.Reason.TOO_SHORT),
        (7, rules.Reason.TOO_SHORT),
        (485, rules.Reason.TOO_LONG),
    ],
)
def test_lengths(minutes, reason):
    assert rules.why_bad_length(minutes, 480) == reason


@pytest.mark.parametrize(
    ("starts", "fold", "reason", "field"),
    [
        (time(2, 30), None, rules.Reason.TWICE, "fold"),
        (time(9, 31), None, rules.Reason.STEP, "starts"),
    ],
)
def test_refused_starts_name_their_field(starts, fold, reason, field):
    day = times.Hours(date(2027, 10, 31), time(0, 0), time(9, 0))
    with pytest.raises(Refused) as refused:
        rules.wall_at(day, starts, ZURICH, fold)
    assert (refused.value.reason, refused.value.field) == (reason, field)


def test_fold_counts_only_where_the_clock_repeats():
    day = times.Hours(date(2027, 10, 31), time(0, 0), time(9, 0))
    assert rules.wall_at(day, time(2, 30), ZURICH, 1)[1] == 1
    assert rules.wall_at(day, time(8, 30), ZURICH, 1)[1] == 0


@given(
    st.integers(1, 600),
    st.datetimes(
        datetime.fromisoformat("2027-01-01T00:00"), datetime.fromisoformat("2028-01-01T00:00")
    ),
)
def test_an_end_is_minutes_of_life_later(minutes, wall):
    start, end = times.standing(wall, minutes, ZURICH)
    assert end - start == timedelta(minutes=minutes)
