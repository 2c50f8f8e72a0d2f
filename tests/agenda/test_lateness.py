"""Late on the day: what follows moves, breaks take what they can, nothing else does."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventsite.agenda import lateness
from eventsite.agenda.lateness import Held

MIDNIGHT = datetime(2027, 6, 8, tzinfo=UTC)


def at(clock):
    hours, minutes = map(int, clock.split(":"))
    return MIDNIGHT + timedelta(hours=hours, minutes=minutes)


def held(code, start, end, *places, pause=False, late=0):
    return Held(code, at(start), at(end), frozenset(places or ("A",)), pause, late)


def coffee(start="10:30", end="11:00", code="coffee"):
    return held(code, start, end, pause=True)


def after(day, code, late):
    """The moved sessions as `code start-end late`."""
    return [
        f"{h.code} {h.start:%H:%M}-{h.end:%H:%M} {h.late}" for h in lateness.shift(day, code, late)
    ]


ONE, TWO = held("one", "09:00", "09:45"), held("two", "09:45", "10:30")
THREE, FOUR = held("three", "11:00", "12:00"), held("four", "12:00", "12:30")
OTHER = held("other", "09:00", "10:30", "B")

TABLE = [
    pytest.param([ONE], "one", 10, ["one 09:10-09:55 10"], id="alone"),
    pytest.param(
        [ONE, TWO],
        "one",
        10,
        ["one 09:10-09:55 10", "two 09:55-10:40 10"],
        id="what follows moves as far",
    ),
    pytest.param([ONE, TWO], "two", 5, ["two 09:50-10:35 5"], id="nothing before moves"),
    pytest.param(
        [ONE, TWO, coffee(), THREE, OTHER],
        "one",
        15,
        ["one 09:15-10:00 15", "two 10:00-10:45 15"],
        id="the break takes it, and begins in time for the other room",
    ),
    pytest.param(
        [ONE, TWO, coffee(), THREE],
        "one",
        15,
        ["one 09:15-10:00 15", "two 10:00-10:45 15", "coffee 10:45-11:00 15"],
        id="the break of the only room waits and is shorter",
    ),
    pytest.param(
        [ONE, TWO, coffee(), THREE, FOUR, OTHER],
        "one",
        40,
        [
            "one 09:40-10:25 40",
            "two 10:25-11:10 40",
            "three 11:15-12:15 15",
            "four 12:15-12:45 15",
        ],
        id="a break keeps five minutes, the rest goes on",
    ),
    pytest.param(
        [TWO, coffee(), THREE],
        "two",
        40,
        ["two 10:25-11:10 40", "coffee 11:10-11:15 40", "three 11:15-12:15 15"],
        id="a break that waits keeps five minutes too",
    ),
    pytest.param(
        [ONE, held("later", "10:00", "10:30")],
        "one",
        15,
        ["one 09:15-10:00 15", "later 10:05-10:35 5"],
        id="a quarter of an hour free is a break",
    ),
    pytest.param(
        [ONE, held("later", "09:55", "10:30")],
        "one",
        5,
        ["one 09:05-09:50 5", "later 10:00-10:35 5"],
        id="ten minutes free are no break",
    ),
    pytest.param(
        [ONE, coffee("09:45", "09:50"), held("later", "09:50", "10:30")],
        "one",
        5,
        ["one 09:05-09:50 5", "coffee 09:50-09:55 5", "later 09:55-10:35 5"],
        id="a break of five minutes keeps them",
    ),
    pytest.param(
        [
            held("all", "09:00", "09:30", "A", "B"),
            held("a", "09:30", "10:00", "A"),
            held("b", "09:35", "10:00", "B"),
            held("c", "09:30", "10:00", "C"),
        ],
        "all",
        10,
        ["all 09:10-09:40 10", "a 09:40-10:10 10", "b 09:45-10:10 10"],
        id="a plenary is late in all its rooms",
    ),
    pytest.param(
        [ONE, held("all", "09:45", "10:15", "A", "B"), held("b", "10:15", "10:30", "B")],
        "one",
        10,
        ["one 09:10-09:55 10", "all 09:55-10:25 10", "b 10:25-10:40 10"],
        id="what waits for one room is late in its others",
    ),
    pytest.param(
        [held("one", "09:10", "09:55", late=10), held("two", "09:55", "10:40", late=10)],
        "one",
        15,
        ["one 09:15-10:00 15", "two 10:00-10:45 15"],
        id="late again counts from the programme",
    ),
    pytest.param(
        [ONE, held("two", "10:15", "11:00", late=30)],
        "one",
        10,
        ["one 09:10-09:55 10"],
        id="what is later already need not move",
    ),
    pytest.param(
        [ONE, held("beside", "09:00", "09:30"), held("into", "09:30", "10:00")],
        "one",
        5,
        ["one 09:05-09:50 5", "into 09:35-10:05 5"],
        id="sessions that overlap keep their distance",
    ),
    pytest.param(
        [ONE, OTHER, coffee(), held("long", "08:00", "11:30", "C")],
        "one",
        60,
        ["one 10:00-10:45 60"],
        id="a break does not wait for one of three",
    ),
]


@pytest.mark.parametrize(("day", "code", "late", "expected"), TABLE)
def test_late(day, code, late, expected):
    assert after(day, code, late) == expected


@pytest.mark.parametrize("late", [0, 5, 10])
def test_as_late_already(late):
    with pytest.raises(ValueError, match="10 minutes late already"):
        lateness.shift([held("one", "09:10", "09:55", late=10)], "one", late)


def test_unknown_session():
    with pytest.raises(KeyError):
        lateness.shift([ONE], "two", 5)


STEP = timedelta(minutes=5)
#: For each room the gap before and the length of each session, in steps; a gap may be a break.
ROOM = st.lists(st.tuples(st.integers(0, 8), st.integers(1, 18)), min_size=1, max_size=7)


@st.composite
def days(draw):
    made = []
    for room in ("A", "B"):
        now = at("08:00")
        for number, (gap, length) in enumerate(draw(ROOM)):
            start = now + gap * STEP
            now = start + length * STEP
            both = frozenset({"A", "B"} if length == 18 else {room})
            made.append(Held(f"{room}{number}", start, now, both))
    for number, begin in enumerate(draw(st.lists(st.integers(2, 60), max_size=3, unique=True))):
        start = at("08:00") + begin * STEP
        made.append(Held(f"p{number}", start, start + 6 * STEP, frozenset("A"), is_break=True))
    return made


@settings(max_examples=60)
@given(days(), st.integers(1, 24), st.data())
def test_what_always_holds(day, steps, data):
    first = data.draw(st.sampled_from([h for h in day if not h.is_break]))
    moved = {h.code: h for h in lateness.shift(day, first.code, 5 * steps)}
    now = [moved.get(h.code, h) for h in day]
    breaks = [h for h in day if h.is_break]

    assert moved[first.code].start == first.start + steps * STEP
    assert all(h.start >= first.start for h in day if h.code in moved)
    for old, new in zip(day, now, strict=True):
        assert new.planned_start == old.start
        assert new.start >= old.start
        assert new.is_break or new.end - new.start == old.end - old.start
    for room in ("A", "B"):
        there = [p for p in zip(day, now, strict=True) if room in p[0].places and not p[0].is_break]
        there.sort(key=lambda pair: (pair[0].start, pair[0].end, pair[0].code))
        for number, (old, new) in enumerate(there):
            for old_next, new_next in there[number + 1 :]:
                if old_next.start >= old.end:
                    was, is_now = old_next.start - old.end, new_next.start - new.end
                    shrinks = lateness.is_break(old.end, old_next.start, breaks)
                    assert is_now >= (min(was, lateness.KEPT) if shrinks else was)


@settings(max_examples=60)
@given(days(), st.integers(1, 12), st.integers(1, 12), st.data())
def test_twice_late_is_once_as_late(day, first, more, data):
    code = data.draw(st.sampled_from([h.code for h in day if not h.is_break]))
    once = {h.code: h for h in lateness.shift(day, code, 5 * (first + more))}
    halfway = {h.code: h for h in lateness.shift(day, code, 5 * first)}
    between = [halfway.get(h.code, h) for h in day]
    twice = halfway | {h.code: h for h in lateness.shift(between, code, 5 * (first + more))}
    held_then = {c: h.start for c, h in twice.items() if not h.is_break}
    assert held_then == {c: h.start for c, h in once.items() if not h.is_break}
