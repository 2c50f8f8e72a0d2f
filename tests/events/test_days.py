"""Days of an event: which rows live on, their instants, what is wrong in them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsite.core import zones
from eventsite.events import days
from eventsite.events.days import Hours, Status, Wrong
from eventsite.events.models import Event, EventDay, EventState

ZURICH = "Europe/Zurich"
SPRING_FORWARD = date(2027, 3, 28)  # 02:00 becomes 03:00
FALL_BACK = date(2027, 10, 31)  # 03:00 becomes 02:00
D = [date(2027, 6, 8) + timedelta(days=n) for n in range(6)]
STAMP = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def row(day: date, **changes: object) -> EventDay:
    facts: dict[str, object] = {
        "day": day, "starts": time(9), "ends": time(17), "uid": f"uid-{day}", "sequence": 0,
        "revised": STAMP, "cancelled": None, "label": {},
    }  # fmt: skip
    return EventDay(**{**facts, **changes})


def matched(plan: days.Plan) -> list[tuple[date, date]]:
    return sorted((old.day, hours.day) for old, hours in plan.keep)


@pytest.mark.parametrize(
    ("old", "new", "keep", "add", "drop"),
    [
        ([], [0, 1], [], [0, 1], []),
        ([0, 1], [0, 1], [(0, 0), (1, 1)], [], []),
        ([0, 1], [1, 0], [(0, 0), (1, 1)], [], []),
        ([0], [1], [(0, 1)], [], []),  # moved: the UID goes with it
        ([0, 1], [1, 2], [(0, 2), (1, 1)], [], []),
        ([0, 1, 2], [0], [(0, 0)], [], [1, 2]),
        ([0], [0, 1, 2], [(0, 0)], [1, 2], []),
        ([0, 1], [3, 4, 5], [(0, 3), (1, 4)], [5], []),
        ([0, 1], [], [], [], [0, 1]),
    ],
)
def test_which_rows_live_on(
    old: list[int], new: list[int], keep: list[tuple[int, int]], add: list[int], drop: list[int]
) -> None:
    plan = days.compare([row(D[n]) for n in old], [Hours(D[n]) for n in new])
    assert matched(plan) == [(D[a], D[b]) for a, b in keep]
    assert [hours.day for hours in plan.add] == [D[n] for n in add]
    assert [gone.day for gone in plan.drop] == [D[n] for n in drop]


def test_a_cancelled_row_comes_back_with_its_day_and_is_moved_to_no_other() -> None:
    gone = row(D[0], cancelled=STAMP)
    assert matched(days.compare([gone], [Hours(D[0])])) == [(D[0], D[0])]
    other = days.compare([gone], [Hours(D[1])])
    assert (other.keep, other.drop, [h.day for h in other.add]) == ((), (), [D[1]])


@given(
    old=st.sets(st.integers(0, 12)),
    new=st.sets(st.integers(0, 12)),
    cancelled=st.sets(st.integers(0, 12)),
)
def test_every_wanted_day_gets_one_row_and_no_row_two_days(
    old: set[int], new: set[int], cancelled: set[int]
) -> None:
    start = D[0]
    rows = [
        row(start + timedelta(days=n), cancelled=STAMP if n in cancelled else None) for n in old
    ]
    wanted = [Hours(start + timedelta(days=n)) for n in new]
    plan = days.compare(rows, wanted)
    kept = [each.uid for each, _ in plan.keep]
    assert len(kept) == len(set(kept))
    assert {h.day for _, h in plan.keep} | {h.day for h in plan.add} == {h.day for h in wanted}
    assert len(plan.keep) + len(plan.add) == len(wanted)
    assert not {each.uid for each in plan.drop} & set(kept)
    # Where a row of that day is there, that row keeps it.
    assert all(each.day == h.day for each, h in plan.keep if h.day in {r.day for r in rows})


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, False),
        ({"starts": time(10)}, True),
        ({"ends": time(18)}, True),
        ({"day": D[1]}, True),
        ({"starts": None, "ends": None}, True),
    ],
)
def test_what_makes_another_entry(changes: dict[str, object], expected: bool) -> None:
    wanted = {"day": D[0], "starts": time(9), "ends": time(17), **changes}
    assert days.differs(row(D[0]), Hours(**wanted)) == expected  # type: ignore[arg-type]


def test_coming_back_makes_another_entry() -> None:
    assert days.differs(row(D[0], cancelled=STAMP), Hours(D[0], time(9), time(17)))


@pytest.mark.parametrize(
    ("day", "starts", "ends", "zone", "expected"),
    [
        (D[0], time(9), time(17), ZURICH, ("07:00", "15:00", 0)),
        (D[0], time(9), time(17), "Asia/Kolkata", ("03:30", "11:30", 0)),
        (D[0], time(22), time(2), ZURICH, ("20:00", "00:00", 1)),
        (D[0], time(0), time(0), "UTC", ("00:00", "00:00", 1)),
        (FALL_BACK, time(1), time(2, 30), ZURICH, ("23:00", "01:30", 0)),  # the second 02:30
        (D[0], None, None, ZURICH, None),
    ],
)
def test_instants_of_a_day(
    day: date,
    starts: time | None,
    ends: time | None,
    zone: str,
    expected: tuple[str, str, int] | None,
) -> None:
    found = days.span(day, starts, ends, zone)
    if expected is None:
        assert found is None
        return
    assert found is not None
    assert (f"{found[0]:%H:%M}", f"{found[1]:%H:%M}") == expected[:2]
    assert (found[1].date() - day).days == expected[2]


@given(
    day=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    starts=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    ends=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    zone=st.sampled_from([ZURICH, "Asia/Kathmandu", "Pacific/Apia", "America/New_York", "UTC"]),
)
def test_a_day_lasts_more_than_nothing_and_at_most_25_hours(
    day: date, starts: time, ends: time, zone: str
) -> None:
    try:
        found = days.span(day, starts, ends, zone)
    except zones.NonexistentTime:
        return
    assert found is not None
    assert timedelta() < found[1] - found[0] <= timedelta(hours=25)


LINES = [
    ([Hours(D[0], time(9), time(17))], ZURICH, []),
    ([Hours(D[0])], ZURICH, []),
    ([Hours(D[1]), Hours(D[0])], ZURICH, []),  # out of order is no mistake
    ([Hours(D[0]), Hours(D[0])], ZURICH, [(1, "day", Wrong.TWICE)]),
    ([Hours(D[0], time(17), time(9))], ZURICH, [(0, "ends", Wrong.END_FIRST)]),
    ([Hours(D[0], time(9), time(9))], ZURICH, [(0, "ends", Wrong.END_FIRST)]),
    ([Hours(D[0], time(22), time(6))], ZURICH, []),
    ([Hours(D[0], time(22), time(6, 5))], ZURICH, [(0, "ends", Wrong.END_FIRST)]),
    ([Hours(D[0], time(9), None)], ZURICH, [(0, "ends", Wrong.ONE_TIME)]),
    ([Hours(D[0], None, time(9))], ZURICH, [(0, "starts", Wrong.ONE_TIME)]),
    ([Hours(SPRING_FORWARD, time(2, 30), time(9))], ZURICH, [(0, "starts", Wrong.SKIPPED)]),
    ([Hours(SPRING_FORWARD, time(1), time(2, 30))], ZURICH, [(0, "ends", Wrong.SKIPPED)]),
    ([Hours(SPRING_FORWARD, time(2, 30), time(9))], "UTC", []),
    ([Hours(D[0])], "Europe/Atlantis", [(None, "zone", Wrong.ZONE)]),
    ([Hours(D[0])], "", [(None, "zone", Wrong.ZONE)]),
    ([Hours(D[0]), Hours(date(2072, 6, 8))], ZURICH, [(None, "days", Wrong.TOO_FAR)]),
    (
        [Hours(D[0] + timedelta(days=n)) for n in range(400)],
        ZURICH,
        [(None, "days", Wrong.TOO_MANY)],
    ),
]


@pytest.mark.parametrize(("wanted", "zone", "expected"), LINES)
def test_what_is_wrong(
    wanted: list[Hours], zone: str, expected: list[tuple[int | None, str, Wrong]]
) -> None:
    assert [(p.line, p.field, p.reason) for p in days.problems(wanted, zone)] == expected


@pytest.mark.parametrize(
    ("state", "confirmed", "called_off", "day_cancelled", "expected"),
    [
        (EventState.PUBLISHED, True, None, None, Status.CONFIRMED),
        (EventState.ARCHIVED, True, None, None, Status.CONFIRMED),
        (EventState.PUBLISHED, False, None, None, Status.TENTATIVE),
        (EventState.DRAFT, True, None, None, Status.TENTATIVE),
        (EventState.PUBLISHED, True, None, STAMP, Status.CANCELLED),
        (EventState.CANCELLED, True, STAMP, None, Status.CANCELLED),
        (EventState.ARCHIVED, False, STAMP, None, Status.CANCELLED),
    ],
)
def test_status_of_an_entry(
    state: EventState,
    confirmed: bool,
    called_off: datetime | None,
    day_cancelled: datetime | None,
    expected: Status,
) -> None:
    event = Event(
        state=state, dates_confirmed=confirmed, cancelled=called_off, zone=ZURICH,
        days=[row(D[0], cancelled=day_cancelled)],
    )  # fmt: skip
    (entry,) = days.entries(event)
    assert entry.status == expected
    assert (entry.starts is None) == (not confirmed)
