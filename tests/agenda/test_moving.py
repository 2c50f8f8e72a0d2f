"""Moving sessions about: length, copy, swap, lock, several at once, blockers, items."""

from datetime import date, time

import pytest
import sqlalchemy as sa

from eventsite.agenda import actions, draft, queries, rules
from eventsite.agenda.actions import Part, Placement, Shift
from eventsite.agenda.models import AgendaStep, SessionKind, SpeakerRole
from eventsite.core.db import db
from eventsite.core.errors import Refused, Stale
from tests import make
from tests.agenda import makings
from tests.agenda.makings import ACTOR
from tests.counting import count_queries
from tests.make import FIRST_DAY

DAY_2 = date(2027, 6, 9)


def where(session):
    return (
        session.day.isoformat() if session.day else None,
        session.starts.isoformat("minutes") if session.starts else None,
        [room.names["en"] for room in session.rooms],
        session.minutes,
    )


def steps():
    return len(db.session.scalars(sa.select(AgendaStep)).all())


@pytest.fixture
def room(event):
    return makings.make_room(event)


@pytest.fixture
def two(event, room):
    """Two placed sessions: an hour in room A, half an hour in room B on the next day."""
    one = makings.make_session(event, "One")
    other = makings.make_session(event, "Two", minutes=30)
    makings.place(event, one, "09:30", room)
    makings.place(event, other, "14:00", makings.make_room(event, "Room B"), day=DAY_2)
    return one, other


def shown(*sessions):
    return [(session, session.version) for session in sessions]


@pytest.mark.parametrize(
    ("minutes", "reason"),
    [
        (0, rules.Reason.TOO_SHORT),
        (-5, rules.Reason.TOO_SHORT),
        (7, rules.Reason.TOO_SHORT),
        (485, rules.Reason.TOO_LONG),
        (15, rules.Reason.PARTS_TOO_LONG),
    ],
)
def test_a_length_that_does_not_fit_is_refused(event, minutes, reason):
    session = makings.make_session(event, parts=[({"en": "Part"}, 20)])
    makings.place(event, session)
    with pytest.raises(Refused) as refused:
        actions.resize(event, session, minutes, ACTOR, session.version)
    assert (refused.value.reason, session.minutes) == (reason, 60)


def test_a_copy_says_the_same_and_stands_nowhere(event, two):
    speaker = makings.make_speaker(event)
    session = makings.make_session(
        event,
        track_id=makings.make_track(event).id,
        speakers=[(speaker.id, SpeakerRole.CHAIR)],
        parts=[Part({"en": "Part"}, 20, [speaker.id])],
        recording="https://example.org/video",
    )
    makings.place(event, session)
    copy = actions.duplicate(event, session, ACTOR)
    assert (copy.title, copy.track_id, copy.is_placed) == (session.title, session.track_id, False)
    assert (copy.code == session.code, copy.uid == session.uid) == (False, False)
    assert [(one.speaker_id, one.role) for one in copy.speakers] == [
        (speaker.id, SpeakerRole.CHAIR)
    ]
    assert [[p.speaker_id for p in part.presenters] for part in copy.parts] == [[speaker.id]]
    assert copy.recording == ""


def test_two_sessions_swap_their_places_and_keep_their_lengths(event, two):
    one, other = two
    before = steps()
    actions.swap(event, *shown(one, other), ACTOR)
    assert where(one) == ("2027-06-09", "14:00", ["Room B"], 60)
    assert where(other) == ("2027-06-08", "09:30", ["Room A"], 30)
    assert steps() == before + 1


def test_one_of_two_that_swap_may_be_not_placed(event, two):
    waiting = makings.make_session(event, "Waiting", minutes=45)
    actions.swap(event, *shown(two[0], waiting), ACTOR)
    assert where(waiting) == ("2027-06-08", "09:30", ["Room A"], 45)
    assert where(two[0]) == (None, None, [], 60)


def test_two_sessions_that_cannot_swap(event, two):
    one, _ = two
    with pytest.raises(Refused) as refused:
        actions.swap(event, *shown(one, one), ACTOR)
    assert refused.value.reason == rules.Reason.SWAP_ITSELF
    nowhere = [makings.make_session(event), makings.make_session(event)]
    with pytest.raises(Refused) as refused:
        actions.swap(event, *shown(*nowhere), ACTOR)
    assert refused.value.reason == rules.Reason.BOTH_NOWHERE
    long = makings.make_session(event, "Long", minutes=600)
    with pytest.raises(Refused) as refused:
        actions.swap(event, *shown(one, long), ACTOR)
    assert refused.value.sentence == (
        "“Long” cannot go there, so nothing was moved."
        " This is longer than the day, which has 480 minutes. Enter fewer minutes."
    )


def test_a_locked_session_stays_where_it_is(event, two):
    one, other = two
    actions.set_lock(event, shown(one, other), True, ACTOR)
    before = where(one)
    tries = [
        lambda: makings.place(event, one, "11:00"),
        lambda: actions.take_off(event, one, ACTOR, one.version),
        lambda: actions.resize(event, one, 30, ACTOR, one.version),
        lambda: actions.swap(event, *shown(one, other), ACTOR),
        lambda: actions.edit_session(
            event, one, actions.SessionFacts({"en": "One"}, minutes=30), ACTOR, one.version
        ),
    ]
    for attempt in tries:
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.reason == rules.Reason.LOCKED
    with pytest.raises(Refused) as refused:
        actions.shift(event, shown(one), Shift(minutes=5), ACTOR)
    assert refused.value.facts["why"] == ("This session is locked. Unlock it first, then move it.")
    assert where(one) == before
    actions.set_lock(event, shown(one, other), False, ACTOR)
    makings.place(event, one, "11:00")


def test_several_are_shifted_together(event, two):
    before = steps()
    actions.shift(event, shown(*two), Shift(minutes=-25), ACTOR)
    assert [where(session)[:2] for session in two] == [
        ("2027-06-08", "09:05"),
        ("2027-06-09", "13:35"),
    ]
    hall = makings.make_room(event, "Hall")
    actions.shift(event, shown(*two), Shift(room=hall.id, day=DAY_2), ACTOR)
    assert [where(session)[:3] for session in two] == [
        ("2027-06-09", "09:05", ["Hall"]),
        ("2027-06-09", "13:35", ["Hall"]),
    ]
    assert steps() == before + 3


@pytest.mark.parametrize(
    ("by", "sentence"),
    [
        (Shift(minutes=15 * 60), "It would leave its day. Choose another day for it instead."),
        (Shift(day=date(2028, 1, 1)), "Choose one of the event's days."),
        (Shift(room=999), "Choose rooms of this event."),
        (Shift(minutes=3), "Choose a start in steps of five minutes, like 09:35."),
    ],
)
def test_one_that_does_not_fit_keeps_all_where_they_are(event, two, by, sentence):
    before = [where(session) for session in two]
    with pytest.raises(Refused) as refused:
        actions.shift(event, shown(*reversed(two)), by, ACTOR)
    assert refused.value.facts == {"title": "Two", "why": sentence}
    assert [where(session) for session in two] == before


def test_a_stale_one_among_several_moves_none(event, two):
    one, other = two
    before = where(one)
    with pytest.raises(Stale) as stale:
        actions.shift(event, [(one, one.version), (other, 1)], Shift(minutes=5), ACTOR)
    assert stale.value.theirs["Session"] == "Two"
    assert where(one) == before


def test_none_and_too_many_at_once_are_refused(event, two, monkeypatch):
    with pytest.raises(Refused) as refused:
        actions.shift(event, [], Shift(minutes=5), ACTOR)
    assert refused.value.reason == rules.Reason.NOTHING_CHOSEN
    monkeypatch.setattr(rules, "MOST_AT_ONCE", 1)
    with pytest.raises(Refused) as refused:
        actions.set_lock(event, shown(*two), True, ACTOR)
    assert refused.value.reason == rules.Reason.TOO_MANY_CHOSEN


def test_a_proposal_is_placed_in_one_step_and_undone_in_one(event, two, room):
    new = makings.make_session(event, "New")
    before = [where(session) for session in (*two, new)]
    moves = [
        actions.Move(s, Placement(FIRST_DAY, time(at), [room.id]), s.version)
        for s, at in zip((*two, new), (10, 12, 15), strict=True)
    ]
    actions.place_all(event, moves, ACTOR)
    assert [where(s)[1] for s in (*two, new)] == ["10:00", "12:00", "15:00"]
    assert actions.undo(event, ACTOR) == "Undo: move of 3 sessions"
    assert [where(s) for s in (*two, new)] == before


def test_minutes_go_by_the_clock_of_life_where_the_wall_clock_jumps(session):
    # In Zurich clocks go back from 03:00 to 02:00 on 31 October 2027.
    event = make.make_event(first_day=date(2027, 10, 31), zone="Europe/Zurich")
    event.days[0].starts, event.days[0].ends = time(0), time(8)
    late = makings.make_session(event, minutes=30)
    makings.place(event, late, "01:30", day=date(2027, 10, 31))
    seen = []
    for _ in range(4):
        actions.shift(event, shown(late), Shift(minutes=30), ACTOR)
        seen.append((where(late)[1], late.fold))
    assert seen == [("02:00", 0), ("02:30", 0), ("02:00", 1), ("02:30", 1)]


def test_a_night_goes_on_past_midnight(session):
    event = make.make_event(first_day=FIRST_DAY)
    event.days[0].starts, event.days[0].ends = time(20), time(2)
    late = makings.make_session(event, minutes=30)
    makings.place(event, late, "23:45")
    actions.shift(event, shown(late), Shift(minutes=30), ACTOR)
    assert where(late)[:2] == ("2027-06-09", "00:15")
    with pytest.raises(Refused):
        actions.shift(event, shown(late), Shift(minutes=120), ACTOR)


def test_a_blocker_holds_its_place_and_is_never_published(event, room):
    blocker = makings.make_session(event, "Set-up", kind=SessionKind.BLOCKER)
    talk = makings.make_session(event, "Talk")
    makings.place(event, blocker, "09:30", room)
    makings.place(event, talk, "09:30", room)
    sessions = queries.sessions(event.id)
    assert [s.code for s in draft.of(event, sessions).agenda.sessions] == [talk.code]
    makings.publish(event)
    db.session.expire_all()
    talk = queries.find_session(event.id, talk.code)
    facts = actions.SessionFacts({"en": "Talk"}, kind=SessionKind.BLOCKER)
    with pytest.raises(Refused) as refused:
        actions.edit_session(event, talk, facts, ACTOR, talk.version)
    assert refused.value.reason == rules.Reason.BLOCKER_RELEASED


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ([Part({"en": "Item"}, 1)] * 10_000, rules.Reason.TOO_MANY_PARTS),
        ([Part({"en": "Item"}, 40)] * 2, rules.Reason.PARTS_TOO_LONG),
        ([Part({"en": "Item"}, -5)], rules.Reason.PART_TOO_SHORT),
        ([Part({"en": "Item"}, 5, [999])], rules.Reason.FOREIGN_SPEAKER),
    ],
)
def test_items_that_do_not_fit_are_refused_at_once(event, parts, reason):
    with count_queries() as seen, pytest.raises(Refused) as refused:
        makings.make_session(event, parts=parts)
    assert refused.value.reason == reason
    assert len(seen) <= 1
    assert queries.sessions(event.id) == []


@pytest.mark.parametrize("number", [3, 60])
def test_a_move_asks_the_database_as_often_whatever_the_size(event, room, number):
    made = [makings.make_session(event, f"Session {n}") for n in range(number)]
    for session in made:
        makings.place(event, session, "09:30", room)
    other = makings.make_room(event, "Room B")
    code = made[0].code
    db.session.commit()
    with count_queries() as seen:
        session = queries.movable(event.id, [code])[code]
        makings.place(event, session, "10:30", other)
    # Event, its days, session, its rooms; rooms, terms, revision, session, rooms twice, step,
    # audit.
    assert len(seen) == 12, seen
