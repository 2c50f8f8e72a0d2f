"""The day itself: published at once, followed by the draft, told to those concerned, undone."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from eventsite.agenda import actions, changes, live_moves, queries, releases, rules
from eventsite.agenda.actions import live
from eventsite.agenda.models import (
    AgendaSession,
    LiveChange,
    SessionKind,
    SessionRoom,
    SessionSpeaker,
    SessionState,
    SpeakerRole,
)
from eventsite.core import tasks
from eventsite.core.errors import Refused
from eventsite.events.models import EventState
from tests import make
from tests.agenda.makings import ACTOR, make_room, make_session, make_speaker, place, publish


@pytest.fixture
def day(session):
    """A published day: two sessions in the hall before a break, one after it, one beside."""
    return make_day()


def make_day():
    event = make.make_event()
    hall, small = make_room(event, "Hall"), make_room(event, "Small")
    litia = make_speaker(event)
    first = make_session(event, "First", speakers=[(litia.id, SpeakerRole.CHAIR)])
    place(event, first, "09:30", hall)
    place(event, make_session(event, "Second", minutes=30), "10:30", hall)
    place(event, make_session(event, "Coffee", kind=SessionKind.BREAK, minutes=30), "11:00")
    place(event, make_session(event, "Third"), "11:30", hall)
    place(event, make_session(event, "Beside", minutes=90), "09:30", small)
    publish(event)
    return event


def row(event, title):
    return next(s for s in queries.sessions(event.id) if s.title["en"] == title)


def code(event, title):
    return row(event, title).code


def public(event):
    """What visitors read, by title: time, lateness, rooms, state, who is absent."""
    agenda = releases.read(queries.latest_release(event.id).content)
    names = {room.id: room.names["en"] for room in agenda.rooms}
    return {
        s.title["en"]: (
            f"{s.wall:%H:%M}",
            s.late,
            [names[r] for r in s.rooms],
            s.state,
            [v.code for v in s.speakers if v.absent],
        )
        for s in agenda.shown
    }


def unpublished(event):
    """The kinds of change that an ordinary version would make now."""
    latest = queries.latest_release(event.id)
    draft = queries.draft(event)
    before = releases.read(latest.content)
    found = changes.diff(before, draft.agenda, queries.people_of(latest), draft.people)
    return [(c.kind.value, c.title.get("en", "")) for c in found]


@pytest.mark.both_databases
def test_late_is_public_at_once_and_the_draft_follows(day):
    before = public(day)
    change = live.late(day, code(day, "First"), 10, ACTOR)
    assert public(day) == {
        **before,
        "First": ("09:40", 10, ["Hall"], "scheduled", []),
        "Second": ("10:40", 10, ["Hall"], "scheduled", []),
    }
    release = queries.latest_release(day.id)
    assert (release.number, release.is_live, change.release_id) == (2, True, release.id)
    assert unpublished(day) == []
    assert (row(day, "Second").starts.isoformat("minutes"), row(day, "Second").late) == (
        "10:40",
        10,
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda e: live.late(e, code(e, "First"), 15, ACTOR),
        lambda e: live.change_room(
            e, code(e, "First"), queries.rooms(e.id)[0].id, make_room(e, "Spare").id, ACTOR
        ),
        lambda e: live.cancel(e, code(e, "Beside"), ACTOR),
        lambda e: live.absent(e, code(e, "First"), queries.speakers(e.id)[0].code, ACTOR),
    ],
    ids=["late", "room", "cancelled", "absent"],
)
def test_each_change_and_its_undo(day, change):
    before = public(day)
    done = change(day)
    assert public(day) != before
    assert unpublished(day) == []
    live.undo(day, done, ACTOR)
    assert public(day) == before
    assert unpublished(day) == []
    with pytest.raises(Refused) as refused:
        live.undo(day, done, ACTOR)
    assert refused.value.reason == live_moves.Reason.UNDONE


def test_undo_is_refused_when_something_came_between(day):
    first = live.late(day, code(day, "First"), 10, ACTOR)
    second = live.cancel(day, code(day, "Second"), ACTOR)
    with pytest.raises(Refused, match="changed since"):
        live.undo(day, first, ACTOR)
    live.undo(day, second, ACTOR)
    live.undo(day, first, ACTOR)
    assert public(day)["Second"] == ("10:30", 0, ["Hall"], "scheduled", [])


def test_what_organizers_have_not_published_stays_so(day):
    third = row(day, "Third")
    actions.set_state(day, third, SessionState.CANCELLED, ACTOR, third.version)
    second = row(day, "Second")
    place(day, second, "14:00", queries.rooms(day.id)[1])
    live.late(day, code(day, "First"), 10, ACTOR)
    live.change_room(day, second.code, *(r.id for r in queries.rooms(day.id)), ACTOR)
    assert public(day)["Third"][3] == "scheduled"
    assert public(day)["Second"] == ("10:40", 10, ["Small"], "scheduled", [])
    assert unpublished(day) == [
        ("cancelled", "Third"),
        ("moved", "Second"),
        ("late", "Second"),
    ]


def test_pressed_twice_done_once(day):
    done = [live.late(day, code(day, "First"), 10, ACTOR, key="K") for _ in range(2)]
    assert done[0].id == done[1].id
    assert queries.latest_release(day.id).number == 2


def test_those_concerned_are_told_without_the_hold(day, session):
    change = live.late(day, code(day, "First"), 10, ACTOR)
    order = session.scalars(
        sa.select(tasks.TaskRow).where(tasks.TaskRow.name == "agenda.digest")
    ).one()
    told = {code(day, "First"), code(day, "Second")}
    assert (order.args["release_id"], set(order.args["codes"])) == (change.release_id, told)


def test_nothing_is_changed_before_the_first_version(session):
    event = make.make_event()
    place(event, make_session(event), "09:30")
    with pytest.raises(Refused) as refused:
        live.cancel(event, code(event, "Opening"), ACTOR)
    assert refused.value.reason == live_moves.Reason.NOTHING_PUBLISHED


def test_a_foreign_room_is_refused(day):
    other = make_room(make.make_event())
    with pytest.raises(Refused) as refused:
        live.change_room(day, code(day, "First"), queries.rooms(day.id)[0].id, other.id, ACTOR)
    assert refused.value.reason == live_moves.Reason.NO_ROOM


def test_a_refusal_leaves_nothing(day, session):
    session.commit()
    with pytest.raises(Refused):
        live.late(day, code(day, "First"), 7, ACTOR)
    assert session.scalar(sa.select(sa.func.count()).select_from(LiveChange)) == 0
    assert queries.latest_release(day.id).number == 1


@pytest.mark.both_databases
def test_rooms_left_are_known_until_it_is_undone(day):
    hall, small = queries.rooms(day.id)
    change = live.change_room(day, code(day, "First"), hall.id, small.id, ACTOR)
    left = {code(day, "First"): frozenset({hall.id})}
    release = queries.latest_release(day.id)
    assert queries.rooms_left(day.id) == left
    assert queries.release_of_day(day.id, release.id) == (release, left)
    assert [c.id for c, _, _ in queries.live_changes(day.id, change.created)] == [change.id]
    assert queries.live_changes(day.id, change.created + timedelta(minutes=1)) == []
    live.undo(day, change, ACTOR)
    assert queries.rooms_left(day.id) == {}


def test_the_drafts_rows_hold_what_was_said(day, session):
    live.absent(day, code(day, "First"), queries.speakers(day.id)[0].code, ACTOR)
    assert session.scalars(sa.select(SessionSpeaker.is_absent)).all() == [True]
    hall, small = queries.rooms(day.id)
    first = row(day, "First")
    live.change_room(day, first.code, hall.id, small.id, ACTOR)
    held = sa.select(SessionRoom.room_id).where(SessionRoom.session_id == first.id)
    assert session.scalars(held).all() == [small.id]
    live.cancel(day, first.code, ACTOR)
    state = sa.select(AgendaSession.state).where(AgendaSession.id == first.id)
    assert session.scalar(state) == SessionState.CANCELLED


def test_a_session_that_organizers_move_is_no_longer_late(day):
    live.late(day, code(day, "First"), 10, ACTOR)
    place(day, row(day, "First"), "13:00", queries.rooms(day.id)[0])
    publish(day)
    assert public(day)["First"][:2] == ("13:00", 0)


def left_room(event):
    """A room that a session left on the day, and that the next version did not name any more."""
    hall, spare = queries.rooms(event.id)[0], make_room(event, "Spare")
    for title in ("Second", "Third"):
        one = row(event, title)
        actions.take_off(event, one, ACTOR, one.version)
    publish(event)
    change = live.change_room(event, code(event, "First"), hall.id, spare.id, ACTOR)
    place(event, row(event, "Beside"), "15:00", queries.rooms(event.id)[1])
    publish(event)
    return hall, change


def test_undo_brings_back_a_room_that_a_version_left_out(day, client):
    hall, change = left_room(day)
    assert hall.id not in [room["id"] for room in queries.latest_release(day.id).content["rooms"]]
    live.undo(day, change, ACTOR)
    assert public(day)["First"][2] == ["Hall"]
    client.get(f"/events/{day.slug}/programme?view=grid")


def test_undo_is_refused_where_the_room_is_deleted(day):
    hall, change = left_room(day)
    actions.delete_room(day, hall, ACTOR)
    with pytest.raises(Refused, match="changed since"):
        live.undo(day, change, ACTOR)


def test_nothing_of_an_archived_event_is_undone(day):
    change = live.late(day, code(day, "First"), 10, ACTOR)
    day.state = EventState.ARCHIVED
    with pytest.raises(Refused) as refused:
        live.undo(day, change, ACTOR)
    assert refused.value.reason == rules.Reason.ARCHIVED
