"""The next edition of an event: what it takes over, what it leaves, what is refused."""

from datetime import UTC, date, datetime, time

import pytest
import sqlalchemy as sa

from eventsite.agenda import actions as agenda
from eventsite.agenda import queries
from eventsite.agenda.models import AgendaTerms, SessionKind, SessionState, SpeakerRole, TrackEditor
from eventsite.core.audit import AuditRow
from eventsite.core.db import db
from eventsite.events import queries as event_queries
from eventsite.events.models import (
    Duty,
    Event,
    EventState,
    JoinWay,
    JoinWayKind,
)
from eventsite.registration.models import Registration
from tests import make
from tests.agenda import makings
from tests.agenda.makings import ACTOR

#: 23:59 in Zurich, in summer; the next edition's deadline lies in winter.
DEADLINE = datetime(2027, 5, 20, 21, 59, tzinfo=UTC)


@pytest.fixture
def event(session):
    """A forum of two days with all that can be copied."""
    event = make.make_event(
        "Forum 2027", days=2, series_id=make.make_series().id, slug="forum-2027",
        summary={"en": "What it is about."}, outcome={"en": "Agreed."}, zone="Europe/Zurich",
    )  # fmt: skip
    way = JoinWay(event_id=event.id, kind=JoinWayKind.PLATFORM, address="https://meet.example")
    make.add(way)
    for kind in ("visa", "registration"):
        make.make_deadline(event, kind=kind, label_key="", label={}, at=DEADLINE)
    make.add(AgendaTerms(event_id=event.id, women_target=45, slides_due=date(2027, 6, 1)))
    room, track = makings.make_room(event), makings.make_track(event)
    make.make_track_editor(event, track)
    speaker = makings.make_speaker(event)
    talk = makings.make_session(
        event, "Talk", track_id=track.id, kind=SessionKind.PANEL, recording="https://v.example",
        speakers=[(speaker.id, SpeakerRole.CHAIR)], parts=[({"en": "Part"}, 20, [speaker.id])],
    )  # fmt: skip
    makings.place(event, talk, "09:30", room)
    gone = makings.make_session(event, "Gone")
    agenda.set_state(event, gone, SessionState.WITHDRAWN, ACTOR, gone.version)
    makings.publish(event)
    make.make_registration(event)
    return event


@pytest.fixture
def owner(event, client):
    user = make.make_team_member(event, [Duty.OWNER])
    client.sign_in(user)
    return user


def copied(client, event, **fields):
    """The event made by the page as it is shown, with some fields changed."""
    page = client.get(f"/manage/events/{event.slug}/copy")
    client.form(page, "Make the draft").fill(**fields).submit()
    db.session.expire_all()
    return event_queries.find_event("forum-2028")


def test_the_next_edition_takes_over_all_but_people_and_dates(client, event, owner):
    new = copied(client, event, first_day="2027-12-07")
    assert (new.title, new.state, new.series_id) == (
        {"en": "Forum 2028"}, EventState.DRAFT, event.series_id,
    )  # fmt: skip
    assert [(d.day, d.starts, d.ends) for d in new.days] == [
        (date(2027, 12, 7), time(9, 30), time(17, 30)),
        (date(2027, 12, 8), time(9, 30), time(17, 30)),
    ]
    assert (new.summary, new.outcome) == ({"en": "What it is about."}, {})
    assert {d.uid for d in new.days} & {d.uid for d in event.days} == set()
    (deadline,) = event_queries.deadlines(new.id)
    # 182 days later by the calendar, and 23:59 again though the clock went back.
    assert (deadline.kind, deadline.at) == ("visa", datetime(2027, 11, 18, 22, 59, tzinfo=UTC))
    (way,) = event_queries.join_ways(new.id)
    assert (way.kind, way.address) == (JoinWayKind.PLATFORM, "")
    todo = client.get(f"/manage/events/{new.slug}").all("section[aria-labelledby=todo-t] li")
    assert "Enter the addresses of the ways to join." in todo
    assert sorted(tuple(m.duties) for m in event_queries.members(new.id)) == [
        ("owner",),
        ("track",),
    ]
    assert db.session.scalar(sa.select(Registration).where(Registration.event_id == new.id)) is None


def test_the_programme_comes_without_its_places(client, event, owner):
    new = copied(client, event, first_day="2027-12-07")
    (session,) = queries.sessions(new.id)
    (old,) = [s for s in queries.sessions(event.id) if s.title == session.title]
    assert (session.title, session.kind, session.is_placed) == ({"en": "Talk"}, "panel", False)
    assert (session.code == old.code, session.uid == old.uid, session.released) == (
        False, False, None,
    )  # fmt: skip
    assert [part.title for part in session.parts] == [{"en": "Part"}]
    assert (session.speakers, session.parts[0].presenters, session.recording) == ([], [], "")
    assert [room.names for room in queries.rooms(new.id)] == [{"en": "Room A"}]
    (track,) = queries.tracks(new.id)
    assert session.track_id == track.id
    assert len(queries.editors_of(track.id)) == 1
    terms = db.session.get(AgendaTerms, new.id)
    assert (terms.women_target, terms.slides_due) == (45, date(2027, 11, 30))
    assert queries.speakers(new.id) == []
    assert queries.latest_release(new.id) is None


def test_only_what_is_chosen_is_copied(client, event, owner):
    nothing = dict.fromkeys(
        ("texts", "team", "deadlines", "ways", "rooms", "tracks", "terms"), False
    )
    new = copied(client, event, people=True, **nothing)
    assert (new.days, new.summary, list(event_queries.deadlines(new.id))) == ([], {}, [])
    assert [m.user_id for m in event_queries.members(new.id)] == [owner.id]
    assert (queries.rooms(new.id), queries.tracks(new.id)) == ([], [])
    (speaker,) = queries.speakers(new.id)
    (session,) = queries.sessions(new.id)
    assert [(one.speaker_id, one.role) for one in session.speakers] == [
        (speaker.id, SpeakerRole.CHAIR)
    ]
    assert [p.speaker_id for p in session.parts[0].presenters] == [speaker.id]
    assert (speaker.answer, speaker.consented, speaker.biography) == ("open", None, {})
    assert db.session.scalars(sa.select(TrackEditor)).one().track_id != session.track_id


def test_one_word_in_the_trail_says_where_it_came_from(client, event, owner):
    known = db.session.scalar(sa.select(sa.func.max(AuditRow.id)))
    new = copied(client, event)
    rows = db.session.scalars(sa.select(AuditRow).where(AuditRow.id > known)).all()
    assert [(row.verb, row.subject, row.after["copied_from"]) for row in rows] == [
        ("event.copied", f"event:{new.id}", event.id)
    ]


def test_bad_answers_come_back_by_their_fields(client, event, owner):
    page = client.get(f"/manage/events/{event.slug}/copy")
    form = client.form(page, "Make the draft")
    page = form.fill(slug="forum-2027", first_day="2027-12-07").submit(422)
    assert page.all(".field .err") == ["Error: Another one has this address. Choose another."]
    # A second press finds the address taken: never two drafts.
    copied(client, event)
    form.fill(slug="forum-2028").submit(422)
    assert len(db.session.scalars(sa.select(Event)).all()) == 2


def test_outside_a_series_only_staff_copy(client, event, owner):
    event.series_id = None
    page = client.get(f"/manage/events/{event.slug}/copy", 403)
    assert "Choose a series in which you own an event, or ask the platform's staff." in page.words
    client.sign_in(make.make_staff())
    assert copied(client, event).series_id is None
