"""Two registrations of one person: found, compared, merged or kept apart."""

import sqlalchemy as sa

from eventsite.core.audit import AuditRow
from eventsite.core.db import db
from eventsite.core.outbox import Mail
from eventsite.desk.models import CheckIn, Source
from eventsite.events.models import Duty, Event
from eventsite.messages.actions import decline
from eventsite.messages.models import MessageStop
from eventsite.people.models import Person
from eventsite.registration.models import PlacePool, RegistrantsApart, Registration, State
from tests import make
from tests.browser import Browser
from tests.questions.makings import make_answers, make_question


def twins(client: Browser) -> tuple[Event, Registration, Registration]:
    """Ana registered twice from two addresses, the second time with her title and answers."""
    event = make.make_event()
    make.make_terms(event, capacity_online=5)
    old = make.make_registration(event, make.make_person("Ana", "Bula"), country="FJ")
    person = make.make_person("Bula", "Ana", honorific="Dr")
    new = make.make_registration(
        event, person, country="FJ", job_title="Minister", needs_captions=True
    )
    diet = make_question(event)
    new.answer_set_id = make_answers(event, **{diet.code: "No nuts"})
    make.make_registration(event, make.make_person("Zoe", "Other"), country="FJ")
    client.sign_in(make.make_team_member(event, [Duty.REGISTRATION]))
    return event, old, new


def taken(event: Event) -> int:
    query = sa.select(sa.func.sum(PlacePool.taken)).where(PlacePool.event_id == event.id)
    return db.session.scalar(query) or 0


def test_two_are_compared_and_merged_with_what_others_keep(client: Browser) -> None:
    event, old, new = twins(client)
    ana, other = (db.session.get_one(Person, one.person_id) for one in (old, new))
    db.session.add(
        CheckIn(
            event_id=event.id,
            registration_id=new.id,
            day=make.FIRST_DAY,
            at=make.CREATED,
            by="user:1",
            source=Source.TYPED,
        )
    )
    decline(actor="person:1", registration=new)
    old.internal_note, new.internal_note, new.noted_by = "Arrives late", "Soft voice", "user:7"
    db.session.commit()
    path = f"/manage/events/{event.slug}/registrations/doubles"
    page = client.get(path)
    assert page.all("article h2") == ["The same name and the same country."]
    page = client.get(page.link("Compare : Ana Bula"))
    assert page.all("legend")[1:] == [
        "Honorific", "First name", "Family name", "Job title", "Answers",
    ]  # fmt: skip
    client.press(page.path, "Make them one registration", honorific="2", job_title="2")
    db.session.expire_all()
    assert (old.state, new.state, taken(event)) == (State.CONFIRMED, State.CANCELLED, 2)
    assert (ana.name, ana.honorific, old.job_title) == ("Ana Bula", "Dr", "Minister")
    assert (old.needs_captions, old.answer_set_id, new.answer_set_id is None) == (True, None, False)
    notes = [(one.internal_note, one.noted_by) for one in (old, new)]
    assert notes == [("Arrives late\nSoft voice", "user:7"), ("", "")]
    moved = db.session.scalars(sa.select(CheckIn.registration_id)).all()
    assert moved == [old.id]
    assert set(db.session.scalars(sa.select(MessageStop.person_id))) == {ana.id, other.id}
    told = set(db.session.scalars(sa.select(Mail.to_address)))
    assert told == {ana.email, other.email}
    merged = db.session.scalars(
        sa.select(AuditRow).where(AuditRow.verb == "registration.merged")
    ).one()
    assert (merged.before, merged.after) == (
        {"other": new.id},
        {"fields": ["honorific", "job_title"], "moved": {"check_ins": 1}},
    )
    again = client.post(page.path, {"keep": "1"}, 422)
    assert (again.status, client.get(path).all("article")) == (422, [])


def test_the_second_one_can_be_kept_and_two_people_stay_two(client: Browser) -> None:
    event, old, new = twins(client)
    other = db.session.get_one(Person, new.person_id)
    old.internal_note, new.internal_note = "o" * 500, "n" * 500
    db.session.commit()
    path = f"/manage/events/{event.slug}/registrations/doubles"
    client.press(path, "These are two people : Ana Bula")
    assert (client.get(path).all("article"), taken(event)) == ([], 3)
    assert db.session.scalar(sa.select(sa.func.count(RegistrantsApart.id))) == 1
    client.post(f"{path}/{old.code}/{new.code}", {"keep": "2", "first_name": "1"})
    db.session.expire_all()
    assert (old.state, new.state, other.first_name) == (
        State.CANCELLED,
        State.CONFIRMED,
        "Ana",
    )
    # Both notes are too long for one.
    assert (len(new.internal_note), len(old.internal_note)) == (500, 500)
    assert client.get(f"{path}/{old.code}/{old.code}", 404).status == 404
