"""Sessions with limited places, who signed up for them, and who is next."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload

from eventsite.agenda.models import AgendaSession, SessionPlaces, SignUp
from eventsite.agenda.signing import LIVE, SignUpState
from eventsite.core.db import db
from eventsite.people.models import Person
from eventsite.registration.models import Registration


class Limited(NamedTuple):
    """A session with limited places; `waiting` are those on its waiting list."""

    session: AgendaSession
    places: int
    taken: int
    waiting: int

    @property
    def left(self) -> int:
        """How many places are free."""
        return self.places - self.taken


def limited(event_id: int) -> list[Limited]:
    """Sessions of an event that have limited places, in the order of the draft."""
    waiting = (
        sa.select(sa.func.count())
        .where(SignUp.session_id == AgendaSession.id, SignUp.state == SignUpState.WAITING)
        .correlate(AgendaSession)
        .scalar_subquery()
    )
    rows = db.session.execute(
        sa.select(AgendaSession, SessionPlaces.places, SessionPlaces.taken, waiting)
        .join(SessionPlaces, SessionPlaces.session_id == AgendaSession.id)
        .where(SessionPlaces.event_id == event_id)
        .order_by(
            AgendaSession.day.is_(None), AgendaSession.day, AgendaSession.starts, AgendaSession.id
        )
    )
    return [Limited(*row) for row in rows]


def is_limited(event_id: int) -> bool:
    """Whether any session of the event has limited places."""
    found = sa.exists().where(SessionPlaces.event_id == event_id)
    return bool(db.session.scalar(sa.select(found)))


def places_of(session_id: int) -> SessionPlaces | None:
    """The places of a session, read anew; None while they are not limited."""
    return db.session.scalar(
        sa.select(SessionPlaces)
        .where(SessionPlaces.session_id == session_id)
        .execution_options(populate_existing=True)
    )


def places_of_code(event_id: int, code: str) -> SessionPlaces | None:
    """Likewise by the session's code, with the session."""
    return db.session.scalar(
        sa.select(SessionPlaces)
        .join(SessionPlaces.session)
        .where(AgendaSession.event_id == event_id, AgendaSession.code == code)
        .options(contains_eager(SessionPlaces.session))
        .execution_options(populate_existing=True)
    )


class Own(NamedTuple):
    """One's own sign-up; `position` is the place on the waiting list, else 0."""

    state: SignUpState
    position: int


def sign_ups_of(registration_id: int) -> dict[str, Own]:
    """What a registration is signed up or waits for, by the session's code."""
    other = aliased(SignUp)
    before = (
        sa.select(sa.func.count())
        .where(
            other.session_id == SignUp.session_id,
            other.state == SignUpState.WAITING,
            sa.tuple_(other.since, other.id) <= sa.tuple_(SignUp.since, SignUp.id),
        )
        .correlate(SignUp)
        .scalar_subquery()
    )
    rows = db.session.execute(
        sa.select(AgendaSession.code, SignUp.state, before)
        .join(AgendaSession, AgendaSession.id == SignUp.session_id)
        .where(SignUp.registration_id == registration_id, SignUp.state.in_(LIVE))
    )
    return {
        code: Own(state, position if state is SignUpState.WAITING else 0)
        for code, state, position in rows
    }


def find_sign_up(session_id: int, registration_id: int) -> SignUp | None:
    """One sign-up in whatever state, read anew."""
    return db.session.scalar(
        sa.select(SignUp)
        .where(SignUp.session_id == session_id, SignUp.registration_id == registration_id)
        .execution_options(populate_existing=True)
    )


def live_of(registration_id: int) -> Sequence[SignUp]:
    """What a registration is signed up or waits for, in the order of sessions, read anew."""
    return db.session.scalars(
        sa.select(SignUp)
        .where(SignUp.registration_id == registration_id, SignUp.state.in_(LIVE))
        .options(joinedload(SignUp.session))
        .order_by(SignUp.session_id)
        .execution_options(populate_existing=True)
    ).all()


def next_waiting(session_id: int) -> SignUp | None:
    """Who asked first of those who wait, with the registration and its person."""
    return db.session.scalar(
        sa.select(SignUp)
        .where(SignUp.session_id == session_id, SignUp.state == SignUpState.WAITING)
        .options(
            joinedload(SignUp.registration).joinedload(Registration.person),
            joinedload(SignUp.registration).joinedload(Registration.event),
        )
        .order_by(SignUp.since, SignUp.id)
        .limit(1)
        .execution_options(populate_existing=True)
    )


def signed_up(session_id: int) -> sa.Select[Any]:
    """Whoever has a place by name, then whoever waits in their order; people are loaded."""
    is_waiting = SignUp.state == SignUpState.WAITING
    return (
        sa.select(SignUp)
        .join(SignUp.registration)
        .join(Registration.person)
        .where(SignUp.session_id == session_id, SignUp.state.in_(LIVE))
        .options(contains_eager(SignUp.registration).contains_eager(Registration.person))
        .order_by(
            is_waiting,
            sa.case((is_waiting, SignUp.since)),
            Person.family_name,
            Person.first_name,
            SignUp.id,
        )
    )


def sign_ups_of_person(person_id: int) -> list[tuple[str, str, SignUp]]:
    """Everything a person ever signed up for: event's slug, session's code and the row."""
    rows = db.session.execute(
        sa.select(Registration.code, AgendaSession.code, SignUp)
        .join(AgendaSession, AgendaSession.id == SignUp.session_id)
        .join(Registration, Registration.id == SignUp.registration_id)
        .where(Registration.person_id == person_id)
        .order_by(SignUp.id)
    )
    return [(own, session, row) for own, session, row in rows]
