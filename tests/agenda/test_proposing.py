"""Proposals: planted programmes are placed in full, never worse than first-fit, always the same."""

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.planting import planted
from eventsite.agenda import checks, fairness, proposing, times
from eventsite.agenda.checks import Level, Rule, Session
from eventsite.agenda.models import SessionKind, SpeakerRole
from eventsite.agenda.proposing import solving

DAY = date(2027, 6, 8)
NINE, NOON, EVENING = time(9), time(12), time(17)
QUICK = 0.35


def problem_of(sessions, rooms=1, people=(), hours=((NINE, NOON),), levels=None, movable=None):
    agenda = checks.Agenda(
        sessions=sessions,
        people={person.id: person for person in people},
        rooms=[checks.Room(n + 1, 50) for n in range(rooms)],
        zone="UTC",
        hours=[times.Hours(DAY + timedelta(days=n), *each) for n, each in enumerate(hours)],
        terms=checks.Terms(levels=levels or {}),
    )
    codes = proposing.movable(agenda, placed_too=True) if movable is None else movable
    followed = frozenset(session.code for session in sessions)
    return proposing.Problem(agenda, tuple(codes), fairness.capitals(None), followed)


def at(hour, minute=0):
    return datetime.combine(DAY, time(hour, minute), UTC)


def placed(code, hour, minutes=60, **more):
    start = at(hour)
    end = start + timedelta(minutes=minutes)
    return Session(code, start=start, end=end, minutes=minutes, rooms=(1,), **more)


def shown(placement):
    return {code: (f"{spot.start.wall:%H:%M}", *spot.rooms) for code, spot in placement.items()}


@pytest.mark.parametrize(
    ("rooms", "days", "per_day", "slack", "seed"),
    [(1, 1, 3, 0, 1), (2, 1, 4, 0, 2), (2, 2, 3, 1, 3), (3, 1, 4, 0, 4), (3, 2, 4, 2, 5)],
)
def test_a_planted_programme_is_placed_in_full_without_a_warning(rooms, days, per_day, slack, seed):
    problem, known = planted(rooms, days, per_day, seed, slack=slack)
    assert proposing.objective(problem, known)[:3] == (0, 0, 0)
    first = proposing.objective(problem, proposing.first_fit(problem))
    found = solving.solve(problem, limit=QUICK)
    worth = proposing.objective(problem, found)
    assert worth[:3] == (0, 0, 0)
    assert worth.is_no_worse(first)


def test_a_larger_one_that_first_fit_does_not_place():
    problem, known = planted(4, 3, 5, seed=2)
    assert len(known) == 60
    assert len(proposing.first_fit(problem)) == 58
    worth = proposing.objective(problem, solving.solve(problem, limit=QUICK))
    assert worth[:3] == (0, 0, 0)


@settings(max_examples=12)
@given(
    st.lists(st.tuples(st.sampled_from([30, 45, 60, 90]), st.integers(0, 2), st.integers(0, 2)),
             min_size=1, max_size=7),
    st.integers(1, 2), st.booleans(),
)  # fmt: skip
def test_never_worse_than_first_fit_and_never_against_a_rule_that_holds(rows, rooms, strict):
    people = [checks.Person(n, f"person:{n}", free=((at(9), at(9 + n)),)) for n in (1, 2)]
    sessions = [
        Session(
            f"S{n}",
            minutes=minutes,
            track=track or None,
            voices=((who, SpeakerRole.SPEAKER),) if who else (),
        )
        for n, (minutes, track, who) in enumerate(rows)
    ]
    levels = {Rule.TRACK: Level.BLOCKS_PUBLISHING, Rule.CHANGE: Level.BLOCKS_MOVE} if strict else {}
    problem = problem_of(sessions, rooms, people, levels={r.value: x for r, x in levels.items()})
    first = proposing.first_fit(problem)
    found = solving.solve(problem, limit=0.3)
    worth = proposing.objective(problem, found)
    assert proposing.objective(problem, first).broken == 0
    assert worth.broken == 0
    assert worth.is_no_worse(proposing.objective(problem, first))
    left = proposing.why_not(problem, found)
    assert [why.code for why in left] == [s.code for s in sessions if s.code not in found]


def test_the_same_answer_again_and_in_another_process():
    problem, _ = planted(2, 1, 4, seed=7, slack=2)
    first = shown(solving.solve(problem, seed=3, limit=QUICK))
    assert shown(solving.solve(problem, seed=3, limit=QUICK)) == first
    script = (
        "from tests.agenda.test_proposing import *\n"
        "problem, _ = planted(2, 1, 4, seed=7, slack=2)\n"
        "print(shown(solving.solve(problem, seed=3, limit=QUICK)))"
    )
    root = Path(__file__).resolve().parents[2]
    other = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    assert other.stdout.strip() == str(first)


def test_first_fit_keeps_who_stands_well_and_takes_the_first_free_place():
    problem = problem_of([placed("A", 10), Session("B", minutes=90), Session("C", minutes=60)])
    # Ninety minutes fit nowhere beside ten to eleven; sixty fit before it.
    assert shown(proposing.first_fit(problem)) == {"A": ("10:00", 1), "C": ("09:00", 1)}
    better = solving.solve(problem, limit=QUICK)
    assert len(better) == 2


def test_what_is_locked_or_not_asked_for_stays():
    sessions = [placed("A", 9, is_locked=True), placed("B", 11), Session("C"), Session("D")]
    every = problem_of(sessions)
    assert every.movable == ("B", "C", "D")
    assert proposing.movable(every.agenda, placed_too=False) == ("C", "D")
    found = solving.solve(problem_of(sessions, movable=("C", "D")), limit=QUICK)
    assert list(shown(found).values()) == [("10:00", 1)]


def test_breaks_are_for_everybody_and_are_not_moved():
    pause = placed("P", 10, kind=SessionKind.BREAK)
    problem = problem_of([pause, Session("A"), Session("B"), Session("C")], rooms=2)
    assert problem.movable == ("A", "B", "C")
    found = solving.solve(problem, limit=QUICK)
    assert Counter(spot.start.wall.hour for spot in found.values()) in (
        {9: 2, 11: 1},
        {9: 1, 11: 2},
    )


@pytest.mark.parametrize(
    ("sessions", "people", "levels", "why"),
    [
        ([Session("A", minutes=240)], [], {}, ("A", Rule.OUTSIDE, (), ())),
        ([placed("A", 9, 180, is_locked=True), Session("B")], [], {}, ("B", Rule.ROOM, ("A",), ())),
        ([Session("A", stars=80)], [], {Rule.SEATS: Level.BLOCKS_PUBLISHING},
         ("A", Rule.SEATS, (), ())),
        ([Session("A", voices=((1, SpeakerRole.SPEAKER),))],
         [checks.Person(1, "one", free=((at(14), at(15)),))],
         {Rule.UNAVAILABLE: Level.BLOCKS_MOVE}, ("A", Rule.UNAVAILABLE, (), (1,))),
    ],
)  # fmt: skip
def test_what_cannot_be_placed_names_the_rule_and_the_sessions(sessions, people, levels, why):
    chosen = {rule.value: level.value for rule, level in levels.items()}
    problem = problem_of(sessions, people=people, levels=chosen)
    found = solving.solve(problem, limit=QUICK)
    assert found == {code: spot for code, spot in problem.present.items() if code in found}
    assert proposing.why_not(problem, found) == [proposing.Why(*why)]


def test_somebody_in_another_session_is_named():
    voices = ((1, SpeakerRole.SPEAKER),)
    mine = placed("A", 9, 180, voices=voices, is_locked=True)
    other = Session("B", voices=voices)
    problem = problem_of([mine, other], rooms=2, people=[checks.Person(1, "one")])
    assert solving.solve(problem, limit=QUICK) == {}
    assert proposing.why_not(problem, {}) == [proposing.Why("B", Rule.PERSON, ("A",))]


def test_a_warning_is_avoided_where_it_can_be_and_taken_where_it_cannot():
    one = [Session("A", track=1), Session("B", track=1)]
    apart = solving.solve(problem_of(one, rooms=2), limit=QUICK)
    assert len({spot.start.minute for spot in apart.values()}) == 2
    three = [Session(code, track=1) for code in "ABCD"]
    crowded = problem_of(three, rooms=2)
    worth = proposing.objective(crowded, solving.solve(crowded, limit=QUICK))
    assert (worth.unplaced, worth.warnings) == (0, 1)


def test_in_order_a_warning_costs_more_than_the_floor_else_neither_may_get_worse():
    # From nine to ten it is evening twelve hours further east, from ten on it is night.
    sessions = [Session(code, track=1, online=True) for code in "AB"]
    problem = problem_of(sessions, rooms=2, hours=((NINE, time(11)),))
    problem = replace(problem, voters={"ASP": {"Etc/GMT-12": 1}})
    first = proposing.objective(problem, proposing.first_fit(problem))
    balanced = proposing.objective(problem, solving.solve(problem, limit=QUICK))
    ordered = proposing.objective(problem, solving.solve(problem, limit=QUICK, in_order=True))
    assert (first.warnings, first.floor) == (1, 1.0)
    assert (balanced.warnings, balanced.floor) == (1, 1.0)
    assert (ordered.warnings, ordered.floor) == (0, 0.5)


def test_the_floor_of_time_zones_decides_between_free_hours():
    problem = problem_of([Session("A", online=True)], hours=((time(0), time(23, 30)),))
    found = solving.solve(problem, limit=QUICK)
    span = fairness.Span(at(0), at(1))
    tried = [span.moved(timedelta(minutes=30 * n)) for n in range(46)]
    best = max(fairness.score([s], problem.voters).floor for s in tried)
    assert proposing.objective(problem, found).floor == pytest.approx(best, abs=1e-6)


def test_nights_past_midnight_and_clock_changes_have_starts_that_exist():
    night = times.Hours(date(2027, 3, 27), time(22), time(4))
    agenda = checks.Agenda(
        sessions=[Session("A", minutes=30)], rooms=[checks.Room(1)], zone="Europe/Zurich",
        hours=[night],
    )  # fmt: skip
    problem = proposing.Problem(agenda, ("A",))
    walls = [f"{start.wall:%d %H:%M}" for start in problem.starts["A"]]
    assert walls[:2] == ["27 22:00", "27 22:30"]
    assert "28 02:00" not in walls
    assert walls[-1] == "28 03:30"
    assert {start.day for start in problem.starts["A"]} == {night.day}


def test_a_stopped_search_ends_with_what_it_has():
    problem, _ = planted(2, 1, 4, seed=2)
    stages = []
    found = solving.solve(problem, limit=QUICK, progress=lambda n, _: stages.append(n),
                          cancelled=lambda: True)  # fmt: skip
    first = proposing.objective(problem, proposing.first_fit(problem))
    assert proposing.objective(problem, found).is_no_worse(first)
    assert stages == sorted(stages)
    assert (stages[0], max(stages) < solving.STAGES) == (0, True)


@pytest.mark.parametrize(("online_only", "rooms"), [(True, ()), (False, (1,))])
def test_what_is_online_needs_a_room_only_where_there_is_a_venue(online_only, rooms):
    problem = replace(problem_of([Session("A", online=True)]), online_only=online_only)
    assert solving.solve(problem, limit=QUICK)["A"].rooms == rooms


def test_nothing_to_place():
    problem = problem_of([placed("A", 9, is_locked=True)])
    assert solving.solve(problem) == {}
    assert replace(problem, movable=()).movable == ()
