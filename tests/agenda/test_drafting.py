"""Steps of a draft: counted, remembered, pruned, undone and redone."""

from concurrent import futures
from datetime import date, time

import flask
import pytest
import sqlalchemy as sa

from eventsite.agenda import actions, history, queries, rules
from eventsite.agenda.actions import drafting
from eventsite.agenda.models import (
    Agenda,
    AgendaSession,
    AgendaStep,
    AgendaTerms,
    Room,
    SessionKind,
    SessionState,
    SessionSupply,
    SpeakerRole,
    SupplyKind,
    Track,
)
from eventsite.agenda.verbs import Verb
from eventsite.core import clock
from eventsite.core.db import db
from eventsite.core.errors import Refused, Stale
from eventsite.events import queries as event_queries
from eventsite.events.models import Duty
from tests import make
from tests.agenda import makings
from tests.agenda.makings import ACTOR
from tests.make import FIRST_DAY

OTHER = "user:2"


def fresh(event, session):
    """The session as a new request would fetch it."""
    db.session.expire_all()
    return queries.find_session(event.id, session.code)


def places(event):
    """What the draft holds, by code."""
    db.session.expire_all()
    return {
        s.code: (s.day, s.starts, s.fold, s.minutes, s.online, sorted(r.id for r in s.rooms))
        for s in queries.sessions(event.id)
    }


def whole(event):
    """Everything that steps keep, by kind and key."""
    db.session.expire_all()
    found = {("session", s.code): drafting.snapshot(s) for s in queries.sessions(event.id)}
    found |= {("room", r.id): drafting.snapshot(r) for r in queries.rooms(event.id)}
    return found | {("track", t.id): drafting.snapshot(t) for t in queries.tracks(event.id)}


def reason(call, *args, **more):
    """Why an action is refused."""
    with pytest.raises(Refused) as refused:
        call(*args, **more)
    return refused.value


def test_every_change_counts_the_revision_up_and_is_one_step(event):
    room = makings.make_room(event)
    session = makings.make_session(event)
    makings.place(event, session, "09:30", room)
    assert queries.revision(event.id) == 3
    steps = db.session.scalars(sa.select(AgendaStep).order_by(AgendaStep.id)).all()
    assert [(s.actor, s.verb, s.revision) for s in steps] == [
        (ACTOR, "room.created", 1),
        (ACTOR, "session.created", 2),
        (ACTOR, "session.placed", 3),
    ]
    assert steps[2].changes == [
        {
            "kind": "session",
            "key": session.code,
            "before": {"day": None, "starts": None, "fold": 0, "online": False, "rooms": []},
            "after": {
                "day": "2027-06-08",
                "starts": "09:30:00",
                "fold": 0,
                "online": False,
                "rooms": [room.id],
            },
        }
    ]


def test_every_column_of_a_session_is_kept_or_known_not_to_be():
    columns = set(AgendaSession.__table__.columns.keys())
    left_out = {"id", "event_id", "version", "released", "ways_set"}
    assert columns - set(history.SESSION_COLUMNS) == left_out
    for kind, model in ((history.Kind.ROOM, Room), (history.Kind.TRACK, Track)):
        columns = set(model.__table__.columns.keys())
        assert columns - set(history.PLACE_COLUMNS[kind]) == {"id", "event_id", "version"}


def test_only_the_newest_steps_of_a_person_are_kept(event, monkeypatch):
    monkeypatch.setattr(drafting, "MOST_STEPS", 5)
    monkeypatch.setattr(drafting, "SLACK", 2)
    session = makings.make_session(event)
    actions.edit_session(event, session, actions.SessionFacts({"en": "X"}), OTHER, 1)
    for minutes in range(5, 65, 5):
        actions.resize(event, session, minutes, ACTOR, session.version)
    kept = db.session.scalars(sa.select(AgendaStep).where(AgendaStep.actor == ACTOR)).all()
    assert 5 <= len(kept) <= 7
    assert kept[-1].changes[0]["after"]["minutes"] == 60
    assert len(db.session.scalars(sa.select(AgendaStep)).all()) == len(kept) + 1


def each_change(event):
    """One after the other, every way to change a draft; yields after each."""
    room, other = makings.make_room(event), makings.make_room(event, "Room B")
    track = makings.make_track(event)
    speaker = makings.make_speaker(event)
    parts = [({"en": "Part"}, 20, [speaker.id])]
    one = makings.make_session(
        event, "One", track_id=track.id, speakers=[(speaker.id, SpeakerRole.CHAIR)], parts=parts
    )
    two = makings.make_session(event, "Two", kind=SessionKind.BREAK, minutes=30)
    yield "made"
    makings.place(event, one, "09:30", room, online=True)
    makings.place(event, two, "11:00", minutes=15)
    yield "placed"
    actions.swap(event, (one, one.version), (two, two.version), ACTOR)
    yield "swapped"
    by = actions.Shift(minutes=25, room=other.id, day=date(2027, 6, 9))
    actions.shift(event, [(one, one.version), (two, two.version)], by, ACTOR)
    yield "shifted"
    actions.resize(event, one, 90, ACTOR, one.version)
    copy = actions.duplicate(event, one, ACTOR)
    yield "copied"
    actions.edit_session(
        event,
        copy,
        actions.SessionFacts(
            {"en": "Other", "fr": "Autre"}, speakers=[(speaker.id, SpeakerRole.SPEAKER)]
        ),
        ACTOR,
        copy.version,
    )
    yield "edited"
    actions.set_state(event, two, SessionState.CANCELLED, ACTOR, two.version)
    actions.delete_session(event, copy, ACTOR, copy.version)
    yield "deleted"
    actions.take_off(event, one, ACTOR, one.version)
    actions.set_lock(event, [(one, one.version)], True, ACTOR)
    yield "locked"
    actions.edit_room(event, room, actions.RoomFacts({"en": "Hall"}), ACTOR, room.version)
    third = makings.make_room(event, "Room C")
    actions.delete_room(event, third, ACTOR)
    spare = makings.make_track(event, "Spare")
    actions.delete_track(event, spare, ACTOR)
    yield "rooms"


@pytest.mark.both_databases
def test_each_change_is_undone_and_redone_across_requests(session):
    event = make.make_event(days=2)
    marks = [whole(event), *(whole(event) for _ in each_change(event))]
    number = len(db.session.scalars(sa.select(AgendaStep)).all())
    states = [whole(event)]
    for _ in range(number):
        actions.undo(event, ACTOR)
        states.append(whole(event))
    assert reason(actions.undo, event, ACTOR).reason == rules.Reason.NOTHING_TO_UNDO
    assert states[-1] == marks[0]
    assert [mark for mark in marks if mark not in states] == []
    for state in reversed(states[:-1]):
        actions.redo(event, ACTOR)
        assert whole(event) == state
    assert reason(actions.redo, event, ACTOR).reason == rules.Reason.NOTHING_TO_REDO
    assert queries.revision(event.id) == 3 * number + 2


def test_a_new_change_ends_what_could_be_redone(event):
    session = makings.make_session(event)
    actions.resize(event, session, 30, ACTOR, session.version)
    assert actions.undo(event, ACTOR) == "Undo: new length of “Opening”"
    assert queries.history(event, ACTOR) == queries.Ways(
        "Undo: new session “Opening”", "Redo: new length of “Opening”"
    )
    makings.place(event, fresh(event, session), "09:30")
    assert queries.history(event, ACTOR) == queries.Ways("Undo: move of “Opening”", "")
    assert queries.history(event, OTHER) == queries.Ways("", "")


def test_only_ones_own_steps_in_this_event_are_undone(event):
    session = makings.make_session(event)
    assert reason(actions.undo, event, OTHER).reason == rules.Reason.NOTHING_TO_UNDO
    other = make.make_event("Another")
    assert reason(actions.undo, other, ACTOR).reason == rules.Reason.NOTHING_TO_UNDO
    actions.undo(event, ACTOR)
    assert fresh(event, session) is None


def test_undo_is_refused_where_somebody_changed_the_same_since(event):
    make.make_user()
    amina = make.make_team_member(event, [Duty.AGENDA])
    amina.person.first_name, amina.person.family_name = "Amina", "Diallo"
    session = makings.make_session(event)
    makings.place(event, session, "09:30")
    place = actions.Placement(FIRST_DAY, time.fromisoformat("10:30"))
    actions.place(event, session, place, f"user:{amina.id}", session.version)
    before = places(event)
    assert reason(actions.undo, event, ACTOR).sentence == (
        "Amina Diallo has changed “Opening” since, so this cannot be done. Change it by hand."
    )
    assert places(event) == before
    with pytest.raises(Stale) as stale:
        actions.take_off(event, fresh(event, session), ACTOR, 1)
    assert stale.value.changed == "Amina Diallo moved it to Tue 8 Jun, 10:30, 60 minutes."


def test_undo_keeps_what_others_changed_elsewhere_in_the_session(event):
    session = makings.make_session(event)
    makings.place(event, session, "09:30")
    facts = actions.SessionFacts({"en": "By another"})
    actions.edit_session(event, fresh(event, session), facts, OTHER, session.version)
    actions.undo(event, ACTOR)
    found = fresh(event, session)
    assert (found.title, found.is_placed) == ({"en": "By another"}, False)


def test_what_was_published_is_not_deleted_by_undo(event):
    session = makings.make_session(event)
    session.released = clock.now()
    said = reason(actions.undo, event, ACTOR)
    assert said.reason == rules.Reason.UNDO_RELEASED
    assert fresh(event, session) is not None


def test_what_has_services_by_now_is_not_deleted_by_undo(event):
    session = makings.make_session(event)
    db.session.add(
        SessionSupply(session_id=session.id, kind=SupplyKind.CAPTIONS, created=clock.now())
    )
    assert reason(actions.undo, event, ACTOR).reason == rules.Reason.UNDO_MATERIALS


def test_a_locked_session_is_not_moved_by_undo(event):
    session = makings.make_session(event)
    makings.place(event, session, "09:30")
    actions.set_lock(event, [(session, session.version)], True, OTHER)
    assert reason(actions.undo, event, ACTOR).reason == rules.Reason.LOCKED_SINCE


def test_undo_does_not_take_another_room_for_the_old_one(event):
    session = makings.make_session(event)
    room, other = makings.make_room(event), makings.make_room(event, "Room B")
    makings.place(event, session, "09:30", other)
    makings.place(event, session, "09:30", room)
    actions.delete_room(event, other, OTHER)
    # SQLite gives the number of the newest deleted row again.
    again = actions.create_room(event, actions.RoomFacts({"en": "New"}), OTHER)
    assert again.id == other.id
    assert reason(actions.undo, event, ACTOR).reason == rules.Reason.PLACE_GONE


def test_undo_breaks_no_rule_that_blocks_moves(event):
    room = makings.make_room(event)
    session, other = makings.make_session(event), makings.make_session(event, "Other")
    makings.place(event, session, "09:30", room)
    makings.place(event, session, "14:00", room)
    place = actions.Placement(FIRST_DAY, time(9, 30), [room.id])
    actions.place(event, other, place, OTHER, other.version)
    db.session.add(AgendaTerms(event_id=event.id, levels={"room": "blocks-move"}))
    assert reason(actions.undo, event, ACTOR).reason == rules.Reason.BREAKS_RULE
    db.session.get(AgendaTerms, event.id).levels = {}
    actions.undo(event, ACTOR)
    assert fresh(event, session).starts == time(9, 30)


def test_undo_never_reaches_beyond_an_editors_tracks(event):
    track, mine = makings.make_track(event), makings.make_track(event, "Mine")
    session = makings.make_session(event, track_id=track.id)
    refused = reason(actions.undo, event, ACTOR, frozenset({mine.id}))
    assert refused.reason == rules.Reason.OTHER_TRACK
    actions.undo(event, ACTOR, frozenset({track.id}))
    assert fresh(event, session) is None


def test_a_row_made_again_has_a_version_that_no_page_has_seen(event):
    session = makings.make_session(event)
    actions.resize(event, session, 30, ACTOR, session.version)
    last = session.version
    code, uid = session.code, session.uid
    actions.delete_session(event, session, ACTOR, last)
    actions.undo(event, ACTOR)
    found = queries.find_session(event.id, code)
    assert (found.uid, found.minutes) == (uid, 30)
    assert found.version > last


def test_steps_hold_no_names_of_people(event):
    speaker = makings.make_speaker(event, "Litia Tuiloma")
    makings.make_session(event, speakers=[(speaker.id, SpeakerRole.SPEAKER)])
    step = db.session.scalars(sa.select(AgendaStep).order_by(AgendaStep.id.desc())).first()
    assert step.changes[0]["after"]["speakers"] == [[speaker.id, "speaker", False]]
    assert "Litia" not in str(step.changes)


def test_what_has_an_undo_of_its_own_is_only_remembered(event):
    session = makings.make_session(event)
    actions.resize(event, session, 30, ACTOR, session.version)
    actions.undo(event, ACTOR)
    before = queries.history(event, ACTOR)
    held = fresh(event, session)
    with drafting.step(event, ACTOR, Verb.LIVE_CANCELLED, [held], undoable=False):
        held.state = SessionState.CANCELLED
    assert queries.history(event, ACTOR) == before
    assert queries.news(event, 0, OTHER)[-1] == (
        "Somebody changed the programme: “Opening” cancelled"
    )


def test_nothing_is_remembered_of_a_refused_change(event):
    session = makings.make_session(event)
    step = drafting.step(event, ACTOR, Verb.SESSION_CHANGED, [session])
    with pytest.raises(ValueError, match="no"), step:
        raise ValueError("no")
    assert len(db.session.scalars(sa.select(AgendaStep)).all()) == 1


@pytest.mark.both_databases
def test_the_agenda_row_is_made_with_the_first_change(session):
    event = make.make_event()
    assert db.session.get(Agenda, event.id) is None
    assert drafting.touch(event, ACTOR) == 1
    assert drafting.touch(event, ACTOR) == 2


@pytest.mark.both_databases
def test_who_waited_while_another_saved_is_told_what_they_did(session, database_name):
    """On SQLite nobody waits so: the first statement of a write takes the lock."""
    if database_name == "sqlite":
        return
    event = make.make_event()
    made = makings.make_session(event)
    db.session.commit()
    mine = queries.movable(event.id, [made.code])[made.code]
    app, slug, code = flask.current_app._get_current_object(), event.slug, mine.code

    def meanwhile():
        with app.app_context():
            there = event_queries.find_event(slug)
            theirs = queries.movable(there.id, [code])[code]
            where = actions.Placement(FIRST_DAY, time(10, 30))
            actions.place(there, theirs, where, OTHER, theirs.version)
            db.session.commit()

    with futures.ThreadPoolExecutor() as pool:
        pool.submit(meanwhile).result()
    with pytest.raises(Stale) as stale:
        makings.place(event, mine, "09:30")
    assert stale.value.changed == "Somebody moved it to Tue 8 Jun, 10:30, 60 minutes."
    db.session.rollback()
    assert places(event)[code][1] == time(10, 30)
