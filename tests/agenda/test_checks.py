"""Levels, moves, what holds publishing, free places; and any agenda at all."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventsite.agenda import checks, times
from eventsite.agenda.checks import Level, Move, Rule
from eventsite.agenda.models import Answer, Presence, SessionKind, SessionState, SpeakerRole
from eventsite.people.models import EntityKind
from eventsite.registration.models import Gender
from tests.agenda.checking import ROOMS, agenda, at, found, person, session


@pytest.mark.parametrize(
    ("rule", "chosen", "level"),
    [
        (Rule.ROOM, {}, Level.BLOCKS_PUBLISHING),
        (Rule.SEATS, {}, Level.WARNS),
        (Rule.SEATS, {"seats": "off"}, Level.OFF),
        (Rule.ROOM, {"room": "blocks-move"}, Level.BLOCKS_MOVE),
        (Rule.WOMEN, {"women": "blocks-move"}, Level.WARNS),
        (Rule.ROOM, {"room": "forbidden"}, Level.BLOCKS_PUBLISHING),
        (Rule.ROOM, {"another": "off"}, Level.BLOCKS_PUBLISHING),
    ],
)
def test_the_level_of_a_rule(rule, chosen, level):
    assert checks.level_of(rule, chosen) is level


def test_only_what_is_not_the_default_is_kept():
    levels = dict(checks.DEFAULTS) | {Rule.ROOM: Level.WARNS}
    assert checks.deviations(levels) == {"room": "warns"}


def test_there_are_twenty_rules_and_each_is_looked_at():
    assert len(Rule) == 20
    assert list(checks.RULES) == list(Rule)


def test_a_rule_that_is_off_finds_nothing_and_the_gravest_comes_first():
    sessions = [session("A", 0, 60, [1], [1]), session("B", 0, 60, [1], [1])]
    levels = {"person": "blocks-move", "incomplete": "off"}
    given = checks.find(agenda(sessions, terms={"levels": levels}), [*checks.RULES][:9])
    assert [(f.rule, f.level) for f in given] == [
        (Rule.PERSON, Level.BLOCKS_MOVE),
        (Rule.ROOM, Level.BLOCKS_PUBLISHING),
    ]


def test_what_holds_publishing():
    sessions = [session("A", who=[]), session("B", 0, 60, who=[]), session("C", 600, 660, who=[1])]
    levels = {"incomplete": "blocks-publishing", "regions": "blocks-publishing"}
    people = [person(1, region="AFR")]
    given = checks.blocking(checks.find(agenda(sessions, people, {"levels": levels})))
    # A is not placed, so it is not published.
    assert [(f.rule, f.sessions) for f in given] == [
        (Rule.OUTSIDE, ("C",)),
        (Rule.INCOMPLETE, ("B",)),
        (Rule.REGIONS, ()),
    ]


MOVES = {
    "free": (Move(at(60), at(120), (1,)), []),
    "onto another": (Move(at(0), at(60), (1,)), [Rule.ROOM]),
    "beside it": (Move(at(0), at(60), (2,)), []),
    "outside, which only blocks publishing": (Move(at(900), at(960), (2,)), []),
}


@pytest.mark.parametrize("name", MOVES)
def test_what_a_move_would_break(name):
    move, rules = MOVES[name]
    sessions = [session("A", 0, 60, [1]), session("B"), session("C", 0, 60, [1])]
    made = agenda(sessions, terms={"levels": {"room": "blocks-move"}})
    assert [f.rule for f in checks.of_moves(made, {"B": move})] == rules


def test_two_that_change_places_are_looked_at_together():
    sessions = [session("A", 0, 60, [1]), session("B", 0, 60, [2])]
    made = agenda(sessions, terms={"levels": {"room": "blocks-move"}})
    there = {"A": Move(at(0), at(60), (2,)), "B": Move(at(0), at(60), (1,))}
    assert checks.of_moves(made, there) == ()
    assert [f.sessions for f in checks.of_moves(made, {"A": there["A"]})] == [("A", "B")]
    assert checks.of_moves(made, {"A": there["A"], "B": None}) == ()


def test_a_move_is_looked_at_only_where_a_rule_blocks_it():
    sessions = [session("A", 0, 60, [1]), session("B")]
    assert checks.of_moves(agenda(sessions), {"B": Move(at(0), at(60), (1,))}) == ()


def places(made, code, most=5):
    return [
        (f"{p.wall:%d %H:%M}", p.rooms, [w.value for w in p.warns])
        for p in checks.free_places(made, code, most)
    ]


def test_the_earliest_free_places_in_the_smallest_room_that_is_large_enough():
    sessions = [session("A", 0, 60, [1]), session("B", 0, 90, [2]), session("C", stars=20)]
    made = agenda(sessions, rooms=ROOMS[:2])
    assert places(made, "C", 3) == [
        ("08 10:00", (1,), []),
        ("08 11:00", (2,), []),
        ("08 12:00", (2,), []),
    ]


def test_nearest_to_where_it_stands_with_another_room_at_the_same_time_first():
    sessions = [session("A", 120, 180, [1]), session("B", 120, 180, [1])]
    made = agenda(sessions, rooms=ROOMS[:2])
    assert places(made, "B", 3) == [
        ("08 11:00", (2,), []),
        ("08 10:00", (1,), []),
        ("08 12:00", (1,), []),
    ]


def test_a_place_that_warns_comes_after_those_that_do_not():
    held = session("A", 0, 300, [1], track=1)
    made = agenda([held, session("B", minutes=480, track=1)], rooms=ROOMS[:2])
    assert places(made, "B", 4) == [
        ("09 09:00", (2,), []),
        # There is no further day, so the others lie close.
        ("09 09:15", (2,), []),
        ("09 09:30", (2,), []),
        ("08 09:00", (2,), ["track"]),
    ]


CASES: dict[str, Any] = {
    "locked": ([session("B", 0, 60, [1], is_locked=True)], []),
    "longer than any day": ([session("B", minutes=545)], []),
    "online stays online": (
        [session("A", 0, 540, [1, 2, 3]), session("B", minutes=540, online=True)],
        [("08 09:00", (), [])],
    ),
    "a plenary keeps its rooms": (
        [session("A", 0, 60, [2]), session("B", 1440, 1980, [1, 2])],
        [],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_places_of(name):
    sessions, expected = CASES[name]
    assert places(agenda(sessions), "B", 1) == expected


def test_a_place_keeps_to_availability_and_to_who_else_is_busy():
    busy = session("A", 0, 300, [1], [1])
    free = ((at(0), at(420)),)
    made = agenda([busy, session("B", who=[1, 2])], [person(2, free=free)])
    # Room 1 is larger than needed, but nobody has to change rooms.
    assert places(made, "B", 2) == [("08 14:00", (1,), []), ("08 15:00", (2,), [])]


KINDS = st.sampled_from(SessionKind)
MINUTES = st.integers(-200, 3500).map(lambda step: step * 5)
ZONES = st.sampled_from(
    ["", "UTC", "America/New_York", "Pacific/Apia", "Asia/Kathmandu", "no/zone"]
)
PEOPLE = st.lists(
    st.builds(
        lambda **facts: facts,
        key=st.sampled_from("abc"),
        answer=st.sampled_from(Answer),
        presence=st.sampled_from(Presence),
        zone=ZONES,
        region=st.sampled_from(["", "AFR", "EUR"]),
        country=st.sampled_from(["", "KE"]),
        is_developing=st.booleans(),
        organisation=st.sampled_from(["", "org:1", "org:2"]),
        kind=st.sampled_from([None, *EntityKind]),
        is_small=st.sampled_from([None, True, False]),
        gender=st.sampled_from([None, *Gender]),
        test=st.sampled_from(["", "booked", "passed"]),
        free=st.none() | st.just(()) | st.just(((at(0), at(300)), (at(300), at(500)))),
    ),
    max_size=5,
).map(lambda rows: {n: checks.Person(n, **facts) for n, facts in enumerate(rows)})
SESSIONS = st.lists(
    st.builds(
        lambda start, minutes, **facts: (
            facts
            | ({} if start is None else {"start": at(start), "end": at(start + minutes)})
            | {"minutes": minutes}
        ),
        start=st.none() | st.integers(-20, 300).map(lambda step: step * 5),
        minutes=st.integers(1, 150).map(lambda step: step * 5),
        kind=KINDS,
        state=st.sampled_from(SessionState),
        rooms=st.lists(st.sampled_from([1, 2, 3, 9]), max_size=3, unique=True).map(tuple),
        online=st.booleans(),
        track=st.sampled_from([None, 1, 2]),
        voices=st.lists(st.tuples(st.integers(0, 6), st.sampled_from(SpeakerRole)), max_size=4).map(
            tuple
        ),
        interpretation=st.sampled_from([(), ("fr",), ("fr", "fr"), ("ar", "es")]),
        has_abstract=st.booleans(),
        slides=st.sampled_from([frozenset(), frozenset({None}), frozenset({0, 1})]),
        stars=st.integers(0, 150),
        is_locked=st.booleans(),
    ),
    max_size=8,
).map(lambda rows: [checks.Session(f"S{n}", **facts) for n, facts in enumerate(rows)])
DAYS = st.lists(
    st.builds(
        times.Hours,
        # Around the days on which the clock changes in Zurich.
        st.sampled_from(
            [date(2027, 6, 8), date(2027, 3, 27), date(2027, 3, 28), date(2027, 10, 31)]
        ),
        st.none() | st.sampled_from([time(0), time(2, 30), time(9), time(22)]),
        st.none() | st.sampled_from([time(0), time(2, 30), time(5), time(18)]),
    ),
    max_size=3,
    unique_by=lambda hours: hours.day,
)
LEVELS = st.dictionaries(
    st.sampled_from([rule.value for rule in Rule]), st.sampled_from([lv.value for lv in Level])
)
AGENDAS = st.builds(
    checks.Agenda,
    sessions=SESSIONS,
    people=PEOPLE,
    rooms=st.just(ROOMS),
    zone=st.sampled_from(["Europe/Zurich", "Pacific/Apia", "UTC"]),
    hours=DAYS,
    needs=st.builds(
        checks.Needs, st.frozensets(st.sampled_from(["fr", "es"])), st.booleans(), st.booleans()
    ),
    participants=st.sampled_from([(0, 0), (20, 20), (100, 5)]),
    terms=st.builds(
        checks.Terms,
        levels=LEVELS,
        change_minutes=st.integers(0, 60),
        women_target=st.integers(0, 100),
        interpreters=st.integers(1, 4),
        turn_minutes=st.integers(5, 60),
        asks_slides=st.booleans(),
        asks_tests=st.booleans(),
    ),
)


@given(AGENDAS)
@settings(max_examples=60)
def test_no_rule_crashes_on_any_agenda(made):
    found = checks.find(made)
    assert {f.rule for f in found if f.level is Level.OFF} == set()
    assert [f for f in found if not set(f.sessions) <= set(made.by_code)] == []
    assert [f for f in found if f.fix and f.fix.session not in f.sessions] == []
    # The order of the rows does not matter.
    turned = replace(made, sessions=made.sessions[::-1])
    assert {(f.rule, frozenset(f.sessions), f.at) for f in checks.find(turned)} == {
        (f.rule, frozenset(f.sessions), f.at) for f in found
    }


@given(AGENDAS)
@settings(max_examples=30)
def test_a_free_place_is_free_and_breaks_nothing_that_holds(made):
    for one in made.sessions[:1]:
        for place in checks.free_places(made, one.code, 2):
            move = Move(place.start, place.end, place.rooms, one.online)
            assert checks.of_moves(made, {one.code: move}, checks.HOLDING) == ()
            there = checks.moved(made, one.code, move)
            overlaps = [pair for pair, _ in found(Rule.ROOM, _only(there, Rule.ROOM))]
            scheduled = one.state is SessionState.SCHEDULED
            assert [pair for pair in overlaps if scheduled and one.code in pair] == []
            day = next(hours for hours in made.hours if hours.day == place.day)
            opens, closes = day.within(made.zone)
            assert (opens <= place.start, place.end <= closes) == (True, True)
            assert place.end - place.start == timedelta(minutes=one.minutes)


def _only(made, rule):
    return replace(made, terms=checks.Terms(levels={rule.value: "warns"}))


SIMPLE = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 20), st.frozensets(st.integers(1, 3))), max_size=12
).map(
    lambda rows: [
        session(f"S{n:02}", start, start + length, sorted(rooms))
        for n, (start, length, rooms) in enumerate(rows)
    ]
)


@given(SIMPLE)
@settings(max_examples=60)
def test_each_session_in_the_way_is_named_and_no_other(sessions):
    overlapping = {
        code
        for one in sessions
        for other in sessions
        if one is not other and one.start < other.end and other.start < one.end
        if set(one.rooms) & set(other.rooms)
        for code in (one.code, other.code)
    }
    named = {code for codes, _ in found(Rule.ROOM, agenda(sessions)) for code in codes}
    assert named == overlapping
