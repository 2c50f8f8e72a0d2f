"""Rules of places and times: what one room, person or track cannot do at once, and what hours."""

from datetime import UTC, date, datetime, time

import pytest

from eventsite.agenda import checks, times
from eventsite.agenda.checks import Rule
from eventsite.agenda.models import Answer, Presence, SessionKind, SessionState
from tests.agenda.checking import CHAIR, INTERPRETER, agenda, at, found, person, session

A = session("A", 0, 60, [1])
ROOM = {
    "alone": ([A], []),
    "touching": ([A, session("B", 60, 90, [1])], []),
    "other room": ([A, session("B", 30, 90, [2])], []),
    "overlap": ([A, session("B", 30, 90, [1, 2])], [(("A", "B"), 1)]),
    "two rooms at once": (
        [session("A", 0, 60, [1, 2]), session("B", 0, 60, [1, 2])],
        [(("A", "B"), 1), (("A", "B"), 2)],
    ),
    "long one beside two": (
        [session("L", 0, 120, [1]), session("M", 10, 20, [1]), session("N", 30, 40, [1])],
        [(("L", "M"), 1), (("L", "N"), 1)],
    ),
    "cancelled": ([A, session("B", 0, 60, [1], state=SessionState.CANCELLED)], []),
    "blocker": (
        [A, session("B", 0, 60, [1], kind=SessionKind.BLOCKER)],
        [(("A", "B"), 1)],
    ),
    "not placed": ([A, session("B", rooms=[1])], []),
}


@pytest.mark.parametrize("name", ROOM)
def test_rule_1_room(name):
    sessions, expected = ROOM[name]
    assert found(Rule.ROOM, agenda(sessions)) == expected


PERSON = {
    "one after the other": ([session("A", 0, 60, who=[1]), session("B", 60, 90, who=[1])], []),
    "two roles": (
        [session("A", 0, 60, who=[1]), session("B", 30, 90, who=[(1, INTERPRETER)])],
        [(("A", "B"), 1)],
    ),
    "two roles in one session": ([session("A", 0, 60, who=[1, (1, CHAIR)])], []),
    "two rows of one person": (
        [session("A", 0, 60, who=[1]), session("B", 30, 90, who=[2])],
        [(("A", "B"), 2)],
    ),
    "declined": ([session("A", 0, 60, who=[9]), session("B", 30, 90, who=[9])], []),
}


@pytest.mark.parametrize("name", PERSON)
def test_rule_2_person(name):
    sessions, expected = PERSON[name]
    people = [person(1, key="one"), person(2, key="one"), person(9, answer=Answer.DECLINED)]
    assert found(Rule.PERSON, agenda(sessions, people)) == expected


@pytest.mark.parametrize(
    ("free", "expected"),
    [
        (None, []),
        ([], [(("A",), 1)]),
        ([(0, 60)], []),
        ([(0, 30), (30, 60)], []),
        ([(0, 30), (31, 60)], [(("A",), 1)]),
        ([(5, 90)], [(("A",), 1)]),
        ([(-60, 200)], []),
    ],
)
def test_rule_3_unavailable(free, expected):
    spans = None if free is None else tuple((at(start), at(end)) for start, end in free)
    made = agenda([session("A", 0, 60, who=[1])], [person(1, free=spans)])
    assert found(Rule.UNAVAILABLE, made) == expected


OUTSIDE = {
    "in": (0, 540, SessionKind.TALK, False),
    "before": (-5, 60, SessionKind.TALK, True),
    "beyond": (480, 545, SessionKind.TALK, True),
    "next day": (1440, 1500, SessionKind.TALK, False),
    "third day": (2880, 2940, SessionKind.TALK, True),
    "set-up": (-60, 0, SessionKind.BLOCKER, False),
}


@pytest.mark.parametrize("name", OUTSIDE)
def test_rule_4_outside(name):
    start, end, kind, broken = OUTSIDE[name]
    made = agenda([session("A", start, end, kind=kind)])
    assert found(Rule.OUTSIDE, made) == ([(("A",), None)] if broken else [])


def test_rule_4_without_days_nothing_is_outside():
    assert found(Rule.OUTSIDE, agenda([session("A", -600, 900)], hours=())) == []


@pytest.mark.parametrize(
    ("wall", "minutes", "broken"),
    [
        ("2027-03-28 00:00", 180, False),
        ("2027-03-27 23:00", 180, False),
        ("2027-03-28 00:00", 245, True),
    ],
)
def test_rule_4_a_night_with_a_clock_change(wall, minutes, broken):
    # From 22:00 to 05:00, six hours of life: at 02:00 the clock goes to 03:00.
    night = times.Hours(date(2027, 3, 27), time(22), time(5))
    start, end = times.span(datetime.fromisoformat(wall), minutes, "Europe/Zurich")
    one = checks.Session("A", start=start, end=end, minutes=minutes)
    made = agenda([one], hours=(night,))
    assert found(Rule.OUTSIDE, made) == ([(("A",), None)] if broken else [])


CHANGE = {
    "same room": ([session("A", 0, 60, [1], [1]), session("B", 60, 90, [1], [1])], []),
    "no minute": (
        [session("A", 0, 60, [1], [1]), session("B", 60, 90, [2], [1])],
        [(("A", "B"), 1)],
    ),
    "four minutes": (
        [session("A", 0, 60, [1], [1]), session("B", 64, 90, [2], [1])],
        [(("A", "B"), 1)],
    ),
    "five minutes": ([session("A", 0, 60, [1], [1]), session("B", 65, 90, [2], [1])], []),
    "room kept": ([session("A", 0, 60, [1, 2], [1]), session("B", 60, 90, [2, 3], [1])], []),
    "online": ([session("A", 0, 60, [1], [1]), session("B", 60, 90, [], [1], online=True)], []),
    "from afar": ([session("A", 0, 60, [1], [2]), session("B", 60, 90, [2], [2])], []),
    "overlap is rule 2": ([session("A", 0, 60, [1], [1]), session("B", 59, 90, [2], [1])], []),
}


@pytest.mark.parametrize("name", CHANGE)
def test_rule_6_change(name):
    sessions, expected = CHANGE[name]
    made = agenda(sessions, [person(2, presence=Presence.REMOTE)])
    assert found(Rule.CHANGE, made) == expected


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (session("B", 30, 90, track=1), [(("A", "B"), 1)]),
        (session("B", 60, 90, track=1), []),
        (session("B", 30, 90, track=2), []),
        (session("B", 30, 90), []),
        (session("B", 30, 90, track=1, kind=SessionKind.BREAK), []),
    ],
)
def test_rule_9_track(second, expected):
    assert found(Rule.TRACK, agenda([session("A", 0, 60, track=1), second])) == expected


def interpreted(code, start, end, who=(), langs=("fr",), rooms=(1,)):
    return session(code, start, end, rooms, [(n, INTERPRETER) for n in who], interpretation=langs)


INTERPRETERS = {
    "two for one language": ([interpreted("A", 0, 90, [1, 2])], []),
    "one for one language": ([interpreted("A", 0, 90, [1])], [(("A",), "few")]),
    "one turn alone": ([interpreted("A", 0, 30, [1])], []),
    "three for two languages": (
        [interpreted("A", 0, 90, [1, 2, 3], ("fr", "es"))],
        [(("A",), "few")],
    ),
    "not named yet": ([interpreted("A", 0, 90)], []),
    "half a day": ([interpreted("A", 0, 240, [1, 2])], []),
    "more than half a day": ([interpreted("A", 0, 245, [1, 2])], [(("A",), 1), (("A",), 2)]),
    "a rest of a turn": (
        [interpreted("A", 0, 180, [1, 2]), interpreted("B", 210, 300, [1, 2])],
        [],
    ),
    "too short a rest": (
        [interpreted("A", 0, 180, [1, 2]), interpreted("B", 205, 300, [2, 3])],
        [(("A", "B"), 2)],
    ),
    "a booth": (
        [interpreted("A", 0, 180), interpreted("B", 180, 300)],
        [(("A", "B"), "1:fr")],
    ),
    "two booths": ([interpreted("A", 0, 180), interpreted("B", 180, 300, rooms=(2,))], []),
}


@pytest.mark.parametrize("name", INTERPRETERS)
def test_rule_10_interpreters(name):
    sessions, expected = INTERPRETERS[name]
    assert found(Rule.INTERPRETERS, agenda(sessions)) == expected


REMOTE = Presence.REMOTE
NIGHT = {
    # 09:00 in Geneva is 16:00 in Tokyo and 03:00 in New York.
    "evening of Tokyo": (0, 60, {"zone": "Asia/Tokyo", "presence": REMOTE}, False),
    "up to 22:00 in Tokyo": (300, 360, {"zone": "Asia/Tokyo", "presence": REMOTE}, False),
    "a minute more": (300, 361, {"zone": "Asia/Tokyo", "presence": REMOTE}, True),
    "night of New York": (0, 60, {"zone": "America/New_York", "presence": REMOTE}, True),
    "from 08:00 in New York": (300, 360, {"zone": "America/New_York", "presence": REMOTE}, False),
    "at the venue": (0, 60, {"zone": "America/New_York", "presence": Presence.IN_PERSON}, False),
    "nothing said, in a room": (0, 60, {"zone": "America/New_York"}, False),
    "no zone": (0, 60, {"presence": REMOTE}, False),
    "a zone that is none": (0, 60, {"zone": "Mars/Olympus", "presence": REMOTE}, False),
    "a whole day": (0, 1440, {"zone": "Europe/Zurich", "presence": REMOTE}, True),
}


@pytest.mark.parametrize("name", NIGHT)
def test_rule_20_night(name):
    start, end, facts, broken = NIGHT[name]
    made = agenda([session("A", start, end, [1], [1])], [person(1, **facts)])
    assert found(Rule.NIGHT, made) == ([(("A",), 1)] if broken else [])


def test_rule_20_online_only_counts_for_who_said_nothing():
    made = agenda([session("A", 0, 60, [], [1])], [person(1, zone="America/New_York")])
    assert found(Rule.NIGHT, made) == [(("A",), 1)]


def test_rule_20_the_hours_of_a_clock_change():
    # On 14 March 2027 New York goes from UTC-5 to UTC-4: 12:00 UTC is 08:00 there from then on.
    zone = {"zone": "America/New_York", "presence": REMOTE}
    for day, broken in ((13, True), (14, False)):
        start = datetime(2027, 3, day, 12, 0, tzinfo=UTC)
        end = datetime(2027, 3, day, 13, 0, tzinfo=UTC)
        one = checks.Session("A", start=start, end=end, voices=((1, CHAIR),))
        made = agenda([one], [person(1, **zone)])
        assert found(Rule.NIGHT, made) == ([(("A",), 1)] if broken else [])
