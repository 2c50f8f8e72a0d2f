"""Places in sessions: given out once, passed on in order, kept in step with registrations."""

import threading
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import scoped_session

from eventsite.agenda.actions import signups as actions
from eventsite.agenda.models import AgendaSession, SessionPlaces, SessionStar, SignUp
from eventsite.agenda.queries import signups as queries
from eventsite.agenda.signing import Reason, SignUpState
from eventsite.core import clock
from eventsite.core.db import db
from eventsite.core.errors import Refused
from eventsite.core.outbox import Mail
from eventsite.events.models import Duty, Event
from eventsite.registration.actions import changing, merging
from eventsite.registration.models import Registration
from tests import make
from tests.agenda import makings
from tests.browser import Browser

Db = scoped_session[Any]
IN, WAITS, LEFT = SignUpState.SIGNED_UP, SignUpState.WAITING, SignUpState.LEFT


def limited(event: Event, places: int = 1, title: str = "Hands on", at: str = "09:30") -> str:
    """The code of a published session with so many places."""
    session = makings.make_session(event, title, online=True)
    makings.place(event, session, at, online=True)
    makings.publish(event)
    actions.set_places(event=event, session=session, places=places, actor="user:1")
    return session.code


def asked(code: str, *people: Registration) -> list[SignUpState]:
    return [actions.sign_up(registration=one, code=code, actor="user:1") for one in people]


def states(session: Db) -> list[SignUpState]:
    return list(session.scalars(sa.select(SignUp.state).order_by(SignUp.id)))


def counted(session: Db) -> tuple[int, int]:
    """The counter, and the rows that it counts."""
    taken = session.scalars(sa.select(SessionPlaces.taken)).one()
    return taken, states(session).count(IN)


@pytest.mark.both_databases
def test_as_many_as_there_are_places_get_one(app: Flask) -> None:
    with app.app_context(), clock.freeze(make.CREATED):
        event = make.make_event("Forum")
        make.make_terms(event)
        code = limited(event, places=3)
        keys = [make.make_registration(event).id for _ in range(12)]
        db.session.commit()
    together, told = threading.Barrier(len(keys)), []

    def press(key: int) -> None:
        with app.app_context(), clock.freeze(make.CREATED):
            together.wait()
            own = db.session.get_one(Registration, key)
            both = [actions.sign_up(registration=own, code=code, actor="user:1") for _ in "ab"]
            told.append((key, both[0]))
            assert both[0] is both[1]
            db.session.commit()

    threads = [threading.Thread(target=press, args=(key,)) for key in keys]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    with app.app_context():
        assert sorted({state for _key, state in told}) == [IN, WAITS]
        assert len({key for key, state in told if state is IN}) == 3
        assert counted(db.session) == (3, 3)
        assert len(states(db.session)) == 12


def test_a_place_passes_on_to_who_asked_first(session: Db) -> None:
    event = make.make_event("Forum")
    make.make_terms(event)
    first, second, third = (make.make_registration(event) for _ in range(3))
    with clock.freeze(make.CREATED):
        code = limited(event)
        assert asked(code, first, second, third, first) == [IN, WAITS, WAITS, IN]
        assert queries.sign_ups_of(third.id) == {code: (WAITS, 2)}
        actions.leave(registration=first, code=code, actor="user:1")
        actions.leave(registration=first, code=code, actor="user:1")
        assert states(session) == [LEFT, IN, WAITS]
    with clock.freeze(make.CREATED + timedelta(minutes=1)):
        # Who comes back stands at the end.
        assert asked(code, first) == [WAITS]
        assert session.scalars(sa.select(Mail.subject)).all() == ["You have a place: Hands on"]
        # Whoever cancels the event gives up the session.
        changing.cancel(registration=second, actor="user:1", is_told=False)
    assert queries.sign_ups_of(third.id) == {code: (IN, 0)}
    assert counted(session) == (1, 1)
    starred = session.scalars(sa.select(SessionStar.person_id).order_by(SessionStar.person_id))
    assert starred.all() == [first.person_id, second.person_id, third.person_id]


def test_more_places_reach_who_waits_and_fewer_take_none_away(session: Db) -> None:
    event = make.make_event("Forum")
    one, two = make.make_registration(event), make.make_registration(event)
    with clock.freeze(make.CREATED):
        code = limited(event)
        asked(code, one, two)
        row = session.scalars(sa.select(AgendaSession).where(AgendaSession.code == code)).one()
        actions.set_places(event=event, session=row, places=2, actor="user:1")
        assert counted(session) == (2, 2)
        for places, reason in ((1, Reason.TAKEN), (None, Reason.SIGNED_UP)):
            with pytest.raises(Refused) as refused:
                actions.set_places(event=event, session=row, places=places, actor="user:1")
            assert refused.value.reason is reason
        for gone in (one, two):
            actions.leave(registration=gone, code=code, actor="user:1")
        actions.set_places(event=event, session=row, places=None, actor="user:1")
        with pytest.raises(Refused) as refused:
            asked(code, one)
    assert refused.value.reason is Reason.NO_PLACES
    with pytest.raises(LookupError):
        asked("NOSUCH22", one)


def test_two_sessions_at_once_and_two_registrations_of_one_person(session: Db) -> None:
    event = make.make_event("Forum")
    make.make_terms(event)
    kept, other = make.make_registration(event), make.make_registration(event)
    with clock.freeze(make.CREATED):
        code = limited(event, places=2)
        beside = limited(event, title="Beside", at="10:00")
        asked(code, kept, other)
        with pytest.raises(Refused) as refused:
            asked(beside, kept)
        assert refused.value.sentence == (
            "This session is at the same time as “Hands on”. Leave that one first."
        )
        merging.merge(kept=kept, given_up=other, fields=[], actor="user:1")
    assert queries.sign_ups_of(kept.id) == {code: (IN, 0)}
    taken = sa.select(SessionPlaces.taken).order_by(SessionPlaces.session_id)
    assert session.scalars(taken).all() == [1, 0]


def test_from_the_session_to_the_place_and_back(client: Browser, session: Db) -> None:
    event = make.make_event("Forum")
    user = make.make_user()
    own = make.make_registration(event, user.person)
    with clock.freeze(make.CREATED):
        code = limited(event)
        session.commit()
        public = client.get(f"/events/{event.slug}/sessions/{code}")
        assert "This session has 1 place." in public.words
        client.sign_in(user)
        page = client.get(f"/me/events/{event.slug}/sign-ups")
        assert page.path == f"/me/registrations/{own.code}/sessions"
        done = client.form(page, "Sign up : Hands on").submit()
        assert "You have a place in this session." in done.words
        assert "All places are taken." in done.words
        gone = client.form(done, "Give the place back : Hands on").submit()
        assert "1 place of 1 is left." in gone.words
        path = f"/me/registrations/{own.code}/sessions/sign-up"
        client.open("POST", path, data={"session": "NOSUCH22"})
        assert client.open("POST", path, data={"session": "NOSUCH22"}).status_code == 404
        listed = client.get(f"/me/registrations/{own.code}").all("a[href$='/sessions']")
        assert len(listed) == 1


def test_the_team_puts_people_in_and_takes_them_out(client: Browser, session: Db) -> None:
    event = make.make_event("Forum")
    guest = make.make_registration(event)
    client.sign_in(make.make_team_member(event, [Duty.OWNER]))
    with clock.freeze(make.CREATED):
        code = limited(event)
        session.commit()
        overview = client.get(f"/manage/events/{event.slug}/programme/sign-ups")
        assert "Hands on" in overview.words
        path = f"/manage/events/{event.slug}/programme/sessions/{code}/sign-ups"
        page = client.get(path)
        wrong = client.form(page, "Sign up").fill(code="NOSUCH22").submit(422)
        assert "No registration of this event has this code." in wrong.words
        put = client.form(wrong, "Sign up").fill(code=guest.code.lower()).submit()
        assert "The person has a place and is told by mail." in put.words
        low = client.form(put, "Save").fill(places="0").submit(422)
        assert "Enter a number from 1 to 100000, or nothing." in low.words
        table = client.open("GET", f"{path}.csv").get_data(as_text=True)
        assert guest.code in table
        out = client.form(client.get(path), f"Take out : {guest.code}").submit()
        assert "The person is taken out and told by mail." in out.words
    subjects = session.scalars(sa.select(Mail.subject).order_by(Mail.id)).all()
    assert subjects == ["You have a place: Hands on", "You have no place any more: Hands on"]
