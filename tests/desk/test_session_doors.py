"""The door of a session: never more inside than places, and places kept for who signed up."""

import threading
from datetime import UTC, datetime, time
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import scoped_session

from eventsite.agenda.actions import signups
from eventsite.agenda.models import AgendaSession
from eventsite.core import clock, zones
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.desk import actions, seats
from eventsite.desk.models import CheckIn, SessionCheckIn, Source
from eventsite.desk.seats import Room, Why
from eventsite.events.models import Duty, Event
from eventsite.registration import links
from eventsite.registration.models import PlaceMode, Registration
from tests import make
from tests.agenda import makings
from tests.browser import Browser

Db = scoped_session[Any]
NOW = datetime.combine(make.FIRST_DAY, time(8), UTC)


@pytest.mark.parametrize(
    ("room", "is_signed_up", "is_inside", "expected"),
    [
        (Room(2, 0, 2, False), True, False, None),
        (Room(2, 0, 2, False), False, False, Why.KEPT),
        (Room(2, 0, 2, True), False, False, None),
        (Room(3, 0, 2, False), False, False, None),
        (Room(2, 2, 1, True), True, False, Why.FULL),
        (Room(2, 2, 0, False), False, False, Why.FULL),
        (Room(2, 1, 0, False), True, True, Why.INSIDE),
    ],
)
def test_who_is_let_in(
    room: Room, is_signed_up: bool, is_inside: bool, expected: Why | None
) -> None:
    assert seats.why_not(room, is_signed_up, is_inside) == expected


@given(st.integers(1, 6), st.lists(st.tuples(st.booleans(), st.booleans()), max_size=20))
def test_nobody_is_let_in_beyond_the_places(places: int, comers: list[tuple[bool, bool]]) -> None:
    """Each comer: whether they signed up (as long as places last), and whether it has begun."""
    signed, inside, begun = 0, 0, False
    awaited = min(places, sum(own for own, _ in comers))
    for own, late in comers:
        begun = begun or late
        has_place = own and signed < places
        signed += has_place
        room = Room(places, inside, awaited, begun)
        if seats.why_not(room, has_place, False) is None:
            inside += 1
            awaited -= has_place
        # Until it begins, whoever signed up finds a place.
        elif not begun:
            assert not has_place
        assert inside <= places


def session_today(places: int) -> tuple[Event, AgendaSession]:
    """A session of an event that is held on NOW's day, with so many places."""
    event = make.make_event("Forum")
    session = makings.make_session(event, "Hands on")
    makings.place(event, session, "16:00", makings.make_room(event))
    makings.publish(event)
    signups.set_places(event=event, session=session, places=places, actor="user:1")
    return event, session


def let_in(event: Event, session: AgendaSession, found: Registration) -> None:
    actions.let_in(
        actor="user:1",
        event=event,
        session=session,
        registration=found,
        today=zones.local(clock.now(), event.zone).date(),
        has_begun=True,
        source=Source.TYPED,
    )


@pytest.mark.both_databases
def test_many_desks_let_in_as_many_as_there_are_places(app: Flask) -> None:
    with app.app_context(), clock.freeze(NOW):
        event, session = session_today(3)
        room = PlaceMode.IN_PERSON
        keys = [make.make_registration(event, mode=room).id for _ in range(8)]
        event_id, session_id = event.id, session.id
        db.session.commit()
    together, refused = threading.Barrier(len(keys)), []

    def press(key: int) -> None:
        with app.app_context(), clock.freeze(NOW):
            together.wait()
            try:
                let_in(
                    db.session.get_one(Event, event_id),
                    db.session.get_one(AgendaSession, session_id),
                    db.session.get_one(Registration, key),
                )
            except Refused as why:
                refused.append(why.reason)
                db.session.rollback()
            else:
                db.session.commit()

    threads = [threading.Thread(target=press, args=(key,)) for key in keys]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    with app.app_context():
        assert refused == [Why.FULL] * 5
        for table in (SessionCheckIn, CheckIn):
            assert db.session.scalar(sa.select(sa.func.count()).select_from(table)) == 3


def test_at_the_door_of_a_session(client: Browser, session: Db) -> None:
    event, held = session_today(1)
    room = PlaceMode.IN_PERSON
    ana = make.make_registration(event, make.make_person("Ana", "Torres"), mode=room)
    bo = make.make_registration(event, make.make_person("Bo", "Lind"), mode=room)
    with clock.freeze(NOW):
        signups.sign_up(registration=ana, code=held.code, actor="user:1")
        client.sign_in(make.make_team_member(event, [Duty.DESK]))
        session.commit()
        desk = client.get(f"/manage/events/{event.slug}/desk")
        doors = client.get(desk.link("Doors of sessions"))
        assert "1 of 1" in doors.words
        path = f"/manage/events/{event.slug}/desk/sessions/{held.code}"
        door = client.get(f"{path}?q=bo")
        assert "Not signed up" in door.words
        kept = client.form(door, f"Let in : {bo.code}").submit()
        assert "The places that are left are kept for people who signed up." in kept.words
        ticket = client.get(f"{path}?q=http://x.example/tickets/{ana.code}/{links.seal_of(ana)}")
        inside = client.form(ticket, f"Let in : {ana.code}").submit()
        assert "Inside: 1 of 1. Signed up and not inside: 0." in inside.words
        assert session.scalars(sa.select(CheckIn.source)).all() == [Source.QR]
        forged = client.get(f"{path}?q=http://x.example/tickets/{ana.code}/{'0' * 16}")
        assert "Nobody found" in forged.words
        out = client.form(inside, f"Let out : {ana.code}").submit()
        assert "Inside: 0 of 1." in out.words
        twice = client.post(f"{path}/people/{ana.code}/out")
        assert "This person is not inside." in twice.words
