"""Publishing on both databases: one of two at once, going back, erasing; and what is kept."""

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from eventsite.agenda import actions, changes, personal, queries, releases, rules
from eventsite.agenda.models import Availability, ReleasePerson, SpeakerRole
from eventsite.core.db import db
from eventsite.core.errors import Refused, Stale
from eventsite.events.models import Event
from tests import make
from tests.agenda.makings import (
    ACTOR,
    fingerprint,
    make_room,
    make_session,
    make_speaker,
    place,
    publish,
)

pytestmark = pytest.mark.both_databases


def prepared():
    event = make.make_event(days=2)
    hall = make_room(event)
    ada = make_speaker(event, "Ada", biography={"en": "Her life."})
    session = make_session(event, speakers=[(ada.id, SpeakerRole.SPEAKER)])
    place(event, session, "09:30", hall)
    return event


def test_of_two_at_once_one_publishes(app):
    with app.app_context():
        event = prepared()
        key, print_of_it = event.id, fingerprint(event)
        db.session.commit()
    together, outcomes = threading.Barrier(2), []

    def press():
        with app.app_context():
            event = db.session.get(Event, key)
            db.session.rollback()
            together.wait()
            try:
                release = actions.publish(event, ACTOR, print_of_it, {})
                outcomes.append(release.number)
                db.session.commit()
            except Refused as refused:
                db.session.rollback()
                outcomes.append(refused.reason)

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcomes)) == ["1", str(rules.Reason.CHANGED_SINCE)]
    with app.app_context():
        assert [row.number for row in queries.versions(key)] == [1]


def test_release_is_read_back_as_the_draft_was(session):
    event = prepared()
    draft = queries.draft(event)
    release = publish(event)
    read = releases.read(release.content)
    assert changes.diff(read, draft.agenda, queries.people_of(release), draft.people) == ()
    assert (release.number, read.sessions[0].sequence) == (1, 0)


def test_a_release_never_changes(session):
    event = make.make_event()
    place(event, make_session(event), "09:30")
    release = publish(event)
    release.content = {}
    with pytest.raises(TypeError) as refused:
        session.flush()
    assert str(refused.value) == "Version 1 is published and never changes."


def test_nothing_new_is_refused(session):
    event = prepared()
    publish(event)
    with pytest.raises(Refused) as refused:
        publish(event)
    assert refused.value.reason == rules.Reason.NOTHING_NEW


def test_moved_session_rises_and_going_back_rises_again(session):
    event = prepared()
    publish(event)
    made = queries.sessions(event.id)[0]
    place(event, made, "11:00")
    publish(event)
    actions.go_back(event, 1, ACTOR, 2, {})
    latest = queries.latest_release(event.id)
    found = releases.read(latest.content).sessions[0]
    assert (latest.number, found.sequence, f"{found.wall:%H:%M}") == (3, 2, "09:30")
    assert found.uid == made.uid
    assert f"{queries.sessions(event.id)[0].starts:%H:%M}" == "11:00"


def test_first_version_is_taken_back_to_nothing(session):
    event = prepared()
    publish(event)
    actions.go_back(event, 0, ACTOR, 1, {})
    agenda = releases.read(queries.latest_release(event.id).content)
    assert agenda.shown == ()
    assert [(s.state, s.sequence) for s in agenda.sessions] == [("gone", 1)]


@pytest.mark.parametrize(
    ("number", "latest", "reason"),
    [
        (1, 7, rules.Reason.NEWER_SINCE),
        (9, 1, rules.Reason.NO_VERSION),
        (1, 1, rules.Reason.NOTHING_NEW),
    ],
)
def test_going_back_is_refused(session, number, latest, reason):
    event = prepared()
    publish(event)
    with pytest.raises(Refused) as refused:
        actions.go_back(event, number, ACTOR, latest, {})
    assert refused.value.reason == reason


def test_erasing_blanks_every_release_and_not_others(session):
    event = prepared()
    person = make.make_person()
    ada = queries.speakers(event.id)[0]
    ada.person_id = person.id
    bob = make_speaker(event, "Bob")
    made = make_session(event, "Two", speakers=[(bob.id, SpeakerRole.CHAIR)])
    place(event, made, "12:00")
    publish(event)
    before = queries.find_published(event.slug).key
    db.session.add(
        Availability(speaker_id=ada.id, starts=make.CREATED, ends=make.CREATED + timedelta(hours=1))
    )
    db.session.flush()
    assert [entry["name"] for entry in personal.export(person)["speaker"]] == ["Ada"]
    personal.erase(person)
    db.session.expire_all()
    people = queries.people_of(queries.latest_release(event.id))
    assert sorted(p.name for p in people.values()) == ["", "Bob"]
    assert dict(people[ada.code].biography) == {}
    assert queries.find_published(event.slug).key != before
    assert db.session.scalar(sa.select(sa.func.count(Availability.id))) == 0
    assert [s.name for s in queries.speakers(event.id)] == ["", "Bob"]


def test_erased_people_stay_erased_in_a_version_published_again(session):
    event = prepared()
    person = make.make_person()
    queries.speakers(event.id)[0].person_id = person.id
    publish(event)
    place(event, queries.sessions(event.id)[0], "11:00")
    publish(event)
    personal.erase(person)
    actions.go_back(event, 1, ACTOR, 2, {})
    names = set(db.session.scalars(sa.select(ReleasePerson.name)))
    assert names == {""}


def test_old_availability_expires(session):
    speaker = make_speaker(make.make_event())
    for days in (0, 31):
        ends = make.CREATED - timedelta(days=days)
        starts = ends - timedelta(hours=1)
        db.session.add(Availability(speaker_id=speaker.id, starts=starts, ends=ends))
    db.session.flush()
    assert personal.expire(make.CREATED) == 1


def test_only_rooms_changed_still_makes_a_new_version_of_the_row(session):
    event = prepared()
    made = queries.sessions(event.id)[0]
    shown = made.version
    other = make_room(event, "Other")
    place(event, made, "09:30", other)
    with pytest.raises(Stale):
        actions.take_off(event, made, ACTOR, shown)
    assert [room.id for room in queries.sessions(event.id)[0].rooms] == [other.id]


def test_a_speaker_may_stay_in_the_same_role_when_a_session_is_saved(session):
    event = prepared()
    ada = queries.speakers(event.id)[0]
    made = queries.sessions(event.id)[0]
    facts = actions.SessionFacts(
        {"en": "Opening"}, speakers=[(ada.id, SpeakerRole.SPEAKER)], parts=[({"en": "A"}, 10)]
    )
    actions.edit_session(event, made, facts, ACTOR, made.version)
    assert [part.title for part in queries.sessions(event.id)[0].parts] == [{"en": "A"}]


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"speakers": [(999, SpeakerRole.SPEAKER)]}, rules.Reason.FOREIGN_SPEAKER),
        ({"track_id": 999}, rules.Reason.FOREIGN_TRACK),
        ({"minutes": 1445}, rules.Reason.TOO_LONG),
        ({"parts": [({"en": "x"}, 0)] * 61}, rules.Reason.TOO_MANY_PARTS),
        ({"parts": [({"en": "x"}, 61)]}, rules.Reason.PARTS_TOO_LONG),
    ],
)
def test_what_does_not_fit_is_refused(session, facts, reason):
    with pytest.raises(Refused) as refused:
        make_session(make.make_event(), **facts)
    assert refused.value.reason == reason


def test_room_of_another_event_is_refused(session):
    event = make.make_event()
    foreign = make_room(make.make_event())
    with pytest.raises(Refused) as refused:
        place(event, make_session(event), "09:30", foreign)
    assert (refused.value.reason, refused.value.field) == (rules.Reason.FOREIGN_ROOM, "rooms")
