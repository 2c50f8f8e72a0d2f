"""The door of a session: who signed up, who is inside, and how many places are left."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from eventsite.agenda.models import SessionPlaces, SignUp
from eventsite.agenda.signing import SignUpState
from eventsite.core.db import db
from eventsite.desk.models import SessionCheckIn
from eventsite.desk.seats import Room
from eventsite.people.models import Person
from eventsite.registration.models import Registration

_INSIDE = SessionCheckIn.undone.is_(None)
_SIGNED_UP = SignUp.state == SignUpState.SIGNED_UP


def find_inside(session_id: int, registration_id: int) -> SessionCheckIn | None:
    """That somebody is inside."""
    return db.session.scalar(
        sa.select(SessionCheckIn).where(
            SessionCheckIn.session_id == session_id,
            SessionCheckIn.registration_id == registration_id,
            _INSIDE,
        )
    )


def last_let_out(session_id: int, registration_id: int) -> datetime | None:
    """When somebody was last let out of a session, by the site's clock."""
    return db.session.scalar(
        sa.select(sa.func.max(SessionCheckIn.undone)).where(
            SessionCheckIn.session_id == session_id,
            SessionCheckIn.registration_id == registration_id,
        )
    )


def is_signed_up(session_id: int, registration_id: int) -> bool:
    """Whether somebody has a place."""
    own = sa.exists().where(
        SignUp.session_id == session_id, SignUp.registration_id == registration_id, _SIGNED_UP
    )
    return bool(db.session.scalar(sa.select(own)))


def room_of(session_id: int, has_begun: bool) -> Room | None:
    """The session as its door sees it now; None while its places are not limited."""
    there = (
        sa.exists()
        .where(
            SessionCheckIn.session_id == SignUp.session_id,
            SessionCheckIn.registration_id == SignUp.registration_id,
            _INSIDE,
        )
        .correlate(SignUp)
    )
    inside = sa.select(sa.func.count()).where(SessionCheckIn.session_id == session_id, _INSIDE)
    awaited = sa.select(sa.func.count()).where(SignUp.session_id == session_id, _SIGNED_UP, ~there)
    row = db.session.execute(
        sa.select(SessionPlaces.places, inside.scalar_subquery(), awaited.scalar_subquery()).where(
            SessionPlaces.session_id == session_id
        )
    ).one_or_none()
    return Room(row[0], row[1], row[2], has_begun) if row is not None else None


def waiting_codes(session_id: int) -> set[str]:
    """Codes of whoever waits for a place."""
    return set(
        db.session.scalars(
            sa.select(Registration.code)
            .join(SignUp, SignUp.registration_id == Registration.id)
            .where(SignUp.session_id == session_id, SignUp.state == SignUpState.WAITING)
        )
    )


class Comer(NamedTuple):
    """Somebody who signed up or is inside."""

    code: str
    name: str
    latin_name: str
    is_signed_up: bool
    #: Since when they are inside; None for who is not.
    at: datetime | None


def comers(session_id: int) -> Sequence[Comer]:
    """Everybody who signed up or is inside, by family name."""
    rows = db.session.execute(
        sa.select(
            Registration.code,
            Person.first_name,
            Person.family_name,
            Person.latin_name,
            SignUp.id,
            SessionCheckIn.at,
        )
        .select_from(Registration)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(
            SignUp,
            sa.and_(
                SignUp.registration_id == Registration.id,
                SignUp.session_id == session_id,
                _SIGNED_UP,
            ),
        )
        .outerjoin(
            SessionCheckIn,
            sa.and_(
                SessionCheckIn.registration_id == Registration.id,
                SessionCheckIn.session_id == session_id,
                _INSIDE,
            ),
        )
        .where(sa.or_(SignUp.id.is_not(None), SessionCheckIn.id.is_not(None)))
        .order_by(Person.family_name, Person.first_name, Registration.id)
    )
    return [
        Comer(code, f"{first} {family}".strip(), latin, signed is not None, at)
        for code, first, family, latin, signed, at in rows
    ]


def session_check_ins_of_person(person_id: int) -> list[tuple[str, SessionCheckIn]]:
    """Every session a person was let into, beside the code of the registration."""
    rows: Any = db.session.execute(
        sa.select(Registration.code, SessionCheckIn)
        .join(Registration, Registration.id == SessionCheckIn.registration_id)
        .where(Registration.person_id == person_id)
        .order_by(SessionCheckIn.id)
    )
    return [(code, row) for code, row in rows]
