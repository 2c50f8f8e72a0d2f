"""Changes of the day on a released programme: what becomes of it, what is refused, what undoes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from eventsite.agenda import live_moves, releases, times
from eventsite.agenda.live_moves import Reason
from eventsite.core import zones
from eventsite.core.errors import Refused

ZONE = "Europe/Zurich"
DAY = date(2027, 6, 8)
HALL, SMALL = (
    releases.ReleasedRoom(number, {"en": name}, None, {}, False)
    for number, name in ((1, "Hall"), (2, "Small"))
)
SPARE = releases.ReleasedRoom(3, {"en": "Spare"}, 20, {}, False)


def session(code, start, minutes=60, rooms=(1,), day=DAY, fold=0, **more):
    wall = datetime.combine(day, time.fromisoformat(start))
    begin = zones.resolve(wall, ZONE, fold)
    facts = {
        "uid": code,
        "state": "scheduled",
        "title": {"en": code.title()},
        "abstract": {},
        "kind": "talk",
        "track": None,
        "end": begin + timedelta(minutes=minutes),
        "online": False,
        "languages": (),
        "interpretation": (),
        "has_captions": False,
        "has_sign_language": False,
    }
    return releases.ReleasedSession(
        code=code, start=begin, wall=wall, fold=fold, zone=ZONE, rooms=rooms, **{**facts, **more}
    )


def agenda(*sessions, ends=time(17, 30), day=DAY, starts=time(9)):
    return releases.ReleasedAgenda(
        ZONE,
        days=(releases.ReleasedDay(times.Hours(day, starts, ends), {}),),
        rooms=(HALL, SMALL),
        sessions=sessions,
    )


def voice(code, role="speaker"):
    return releases.Voice(code, role, {}, "")


ONE, TWO = session("one", "09:30"), session("two", "10:30")
LUNCH = session("lunch", "12:00", kind="break", rooms=())
BESIDE = session("beside", "09:30", 150, rooms=(2,))
AFTER = session("after", "13:00")
WHOLE = agenda(ONE, BESIDE, TWO, LUNCH, AFTER)


def standing(plan):
    return {
        s.code: (f"{s.wall:%H:%M}", s.late) for s in plan.agenda.sessions if s.code in plan.touched
    }


def test_late_moves_what_follows_up_to_the_break():
    plan = live_moves.late(WHOLE, "one", 15)
    assert plan.touched == ("one", "two")
    assert standing(plan) == {"one": ("09:45", 15), "two": ("10:45", 15)}
    untouched = {"beside", "lunch", "after"}
    assert {s.code for s in plan.agenda.sessions if s in WHOLE.sessions} == untouched
    assert plan.ends_after_hours is None


def test_the_day_may_end_later_and_says_so():
    plan = live_moves.late(agenda(session("last", "16:30")), "last", 20)
    assert plan.ends_after_hours == datetime(2027, 6, 8, 15, 50, tzinfo=UTC)


def test_a_clock_that_goes_back_is_counted_in_minutes_of_life():
    day = date(2027, 10, 30)
    night = session("night", "01:00", 90, day=date(2027, 10, 31))
    last = session("last", "02:30", 30, day=date(2027, 10, 31))
    plan = live_moves.late(agenda(night, last, day=day, starts=time(20), ends=time(6)), "night", 60)
    assert [(s.wall.time(), s.fold) for s in plan.agenda.sessions] == [
        (time(2), 0),
        (time(2, 30), 1),
    ]


def test_sessions_without_a_room_follow_each_other_only_as_one_stream():
    stream = agenda(session("a", "10:00", rooms=()), session("b", "11:00", rooms=()))
    assert live_moves.late(stream, "a", 10).touched == ("a", "b")
    apart = agenda(*stream.sessions, session("c", "10:30", rooms=()))
    assert live_moves.late(apart, "a", 10).touched == ("a",)


CANCELLED = agenda(session("one", "09:30", state="cancelled"), TWO)
LATE = agenda(session("one", "09:40", late=10))
REFUSED = [
    (lambda: live_moves.late(WHOLE, "none", 5), Reason.NOT_THERE),
    (
        lambda: live_moves.late(agenda(session("x", "09:30", state="gone")), "x", 5),
        Reason.NOT_THERE,
    ),
    (lambda: live_moves.late(CANCELLED, "one", 5), Reason.IS_CANCELLED),
    (lambda: live_moves.late(WHOLE, "lunch", 5), Reason.IS_A_BREAK),
    (lambda: live_moves.late(LATE, "one", 10), Reason.LATE_ALREADY),
    (lambda: live_moves.late(agenda(session("x", "22:30")), "x", 35), Reason.PAST_MIDNIGHT),
    (lambda: live_moves.cancelled(CANCELLED, "one"), Reason.IS_CANCELLED),
    (lambda: live_moves.other_room(WHOLE, "one", 1, HALL, [1]), Reason.SAME_ROOM),
    (lambda: live_moves.absent(WHOLE, "one", "P9"), Reason.NOBODY),
    *((lambda n=n: live_moves.late(WHOLE, "one", n), Reason.STEPS) for n in (-5, 0, 7, 245, 10**9)),
]


@pytest.mark.parametrize(("change", "reason"), REFUSED)
def test_refused(change, reason):
    with pytest.raises(Refused) as refused:
        change()
    assert refused.value.reason == reason


def test_a_night_may_go_past_midnight_but_not_past_its_end():
    night = agenda(session("party", "22:00", 120), starts=time(18), ends=time(1))
    assert live_moves.late(night, "party", 60).touched == ("party",)
    with pytest.raises(Refused, match="past midnight"):
        live_moves.late(night, "party", 65)


def test_another_room_joins_the_programme_in_the_order_of_rooms():
    both = agenda(session("one", "09:30", rooms=(1, 2)))
    plan = live_moves.other_room(both, "one", 1, SPARE, [3, 1, 2])
    assert plan.agenda.find("one").rooms == (3, 2)
    assert [room.id for room in plan.agenda.rooms] == [3, 1, 2]


def test_a_cancelled_session_leaves_time_free():
    plan = live_moves.cancelled(WHOLE, "two")
    assert plan.agenda.find("two").state == "cancelled"
    assert live_moves.late(plan.agenda, "one", 60).touched == ("one",)


def test_somebody_is_absent_in_every_role():
    held = agenda(session("one", "09:30", speakers=(voice("A"), voice("B"), voice("A", "chair"))))
    plan = live_moves.absent(held, "one", "A")
    assert [v.absent for v in plan.agenda.find("one").speakers] == [True, False, True]
    with pytest.raises(Refused, match="absent already"):
        live_moves.absent(plan.agenda, "one", "A")


PEOPLED = agenda(session("one", "09:30", speakers=(voice("A"),)), TWO, LUNCH)


@pytest.mark.parametrize(
    "change",
    [
        lambda a: live_moves.late(a, "one", 15),
        lambda a: live_moves.other_room(a, "one", 1, SMALL, [1, 2]),
        lambda a: live_moves.cancelled(a, "one"),
        lambda a: live_moves.absent(a, "one", "A"),
    ],
    ids=["late", "room", "cancelled", "absent"],
)
def test_undone_is_as_before_unless_something_came_between(change):
    plan = change(PEOPLED)
    was, became = (
        {code: live_moves.facts_of(a.find(code)) for code in plan.touched}
        for a in (PEOPLED, plan.agenda)
    )
    assert live_moves.undone(plan.agenda, was, became).agenda == PEOPLED
    later = live_moves.late(live_moves.undone(plan.agenda, was, became).agenda, "one", 30).agenda
    with pytest.raises(Refused, match="changed since"):
        live_moves.undone(later, was, became)
