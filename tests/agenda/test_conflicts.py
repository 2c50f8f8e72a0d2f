"""Decision table and random agendas: what overlaps is named, what does not is not."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventsite.agenda.conflicts import Kind, Placed, find

ZERO = datetime(2027, 6, 8, 7, 0, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return ZERO + timedelta(minutes=minutes)


def placed(code, start, end, rooms=(), people=()):
    return Placed(code, at(start), at(end), frozenset(rooms), frozenset(people))


A, B = placed("A", 0, 60, [1], ["ada"]), placed("B", 30, 90, [1], ["ada"])
CASES = {
    "nothing": ([], []),
    "alone": ([A], []),
    "touching": ([A, placed("B", 60, 90, [1], ["ada"])], []),
    "other room": ([A, placed("B", 30, 90, [2], ["bob"])], []),
    "room": (
        [A, placed("B", 30, 90, [1, 2], ["bob"])],
        [(Kind.ROOM, 1, ("A", "B"))],
    ),
    "person in two roles": (
        [A, placed("B", 30, 90, [2], ["ada", "bob"])],
        [(Kind.PERSON, "ada", ("A", "B"))],
    ),
    "both": ([B, A], [(Kind.PERSON, "ada", ("A", "B")), (Kind.ROOM, 1, ("A", "B"))]),
    "same time": (
        [A, placed("C", 0, 60, [1])],
        [(Kind.ROOM, 1, ("A", "C"))],
    ),
    "long one beside two": (
        [placed("L", 0, 120, [1]), placed("M", 10, 20, [1]), placed("N", 30, 40, [1])],
        [(Kind.ROOM, 1, ("L", "M")), (Kind.ROOM, 1, ("L", "N"))],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_who_is_in_whose_way(name):
    sessions, expected = CASES[name]
    assert [(c.kind, c.subject, c.sessions) for c in find(sessions, [])] == expected


@pytest.mark.parametrize(
    ("start", "end", "outside"),
    [(0, 60, False), (-5, 60, True), (420, 480, False), (420, 485, True), (1440, 1500, False)],
)
def test_outside_the_hours(start, end, outside):
    hours = [(at(0), at(480)), (at(1440), at(1920))]
    found = find([placed("A", start, end)], hours)
    assert [(c.kind, c.sessions) for c in found] == ([(Kind.OUTSIDE, ("A",))] if outside else [])


SESSIONS = st.lists(
    st.builds(
        lambda start, length, rooms, people: (start, start + length, rooms, people),
        st.integers(0, 40),
        st.integers(1, 20),
        st.frozensets(st.integers(1, 3)),
        st.frozensets(st.sampled_from("ab")),
    ),
    max_size=12,
).map(lambda all: [placed(f"S{n:02}", *facts) for n, facts in enumerate(all)])


@given(SESSIONS)
def test_each_session_in_the_way_is_named_and_no_other(sessions):
    for kind, held in ((Kind.ROOM, "rooms"), (Kind.PERSON, "people")):
        overlapping = {
            code
            for one, other in combinations(sessions, 2)
            if one.start < other.end
            and other.start < one.end
            and getattr(one, held) & getattr(other, held)
            for code in (one.code, other.code)
        }
        named = {code for c in find(sessions, []) if c.kind == kind for code in c.sessions}
        assert named == overlapping
