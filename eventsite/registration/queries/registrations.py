"""Fetches one registration, those of a person, and an event's terms."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventsite.core.audit import AuditRow
from eventsite.core.db import db
from eventsite.events.models import JoinWay
from eventsite.people.models import Person
from eventsite.registration import links
from eventsite.registration.models import (
    Registration,
    RegistrationTerms,
    SelfDeclared,
    State,
)
from eventsite.registration.states import LIVE


def terms_of(event_id: int, fresh: bool = False) -> RegistrationTerms | None:
    """The event's terms, or None while nobody has set any; `fresh` reads them anew under a lock."""
    return db.session.scalars(
        sa.select(RegistrationTerms)
        .where(RegistrationTerms.event_id == event_id)
        .execution_options(populate_existing=fresh)
    ).one_or_none()


def find_registration(code: str) -> Registration | None:
    """The registration of a public code, with its event, person and organisation."""
    return db.session.scalars(
        sa.select(Registration)
        .where(Registration.code == code)
        .options(
            joinedload(Registration.event),
            joinedload(Registration.person),
            joinedload(Registration.organisation),
        )
    ).one_or_none()


def of_codes(event_id: int, codes: Collection[str]) -> list[Registration]:
    """The event's registrations of these codes with their people, those who came first first."""
    return list(
        db.session.scalars(
            sa.select(Registration)
            .where(Registration.event_id == event_id, Registration.code.in_(codes))
            .options(joinedload(Registration.person))
            .order_by(Registration.created, Registration.id)
        )
    )


def registration(key: int) -> Registration:
    """The registration of an id, read anew with its event and person; raises NoResultFound."""
    return db.session.scalars(
        sa.select(Registration)
        .where(Registration.id == key)
        .options(joinedload(Registration.event), joinedload(Registration.person))
        .execution_options(populate_existing=True)
    ).one()


def find_of(event_id: int, person_id: int) -> Registration | None:
    """The person's registration for an event, in whatever state."""
    return db.session.scalars(
        sa.select(Registration).where(
            Registration.event_id == event_id, Registration.person_id == person_id
        )
    ).one_or_none()


def find_like(event_id: int, email: str, first: str, family: str) -> Registration | None:
    """A live registration of somebody of that very address and name: a second press."""
    found = db.session.scalars(
        sa.select(Registration)
        .join(Person, Person.id == Registration.person_id)
        .where(
            Registration.event_id == event_id,
            Registration.state.in_(LIVE),
            Person.email == email.lower(),
            Person.erased.is_(None),
        )
        .options(joinedload(Registration.person))
        .order_by(Registration.id)
    )
    sought = f"{first} {family}".strip().casefold()
    return next((one for one in found if one.person.name.casefold() == sought), None)


def of_person(person_id: int) -> list[Registration]:
    """All registrations of a person with their events and days, the earliest event first."""
    return list(
        db.session.scalars(
            sa.select(Registration)
            .where(Registration.person_id == person_id)
            .options(joinedload(Registration.event))
            .order_by(Registration.created)
        )
    )


def statistics_of(registration: Registration) -> SelfDeclared | None:
    """The optional answers that its holder gave, to be seen and changed by the holder only."""
    return db.session.scalars(
        sa.select(SelfDeclared).where(SelfDeclared.key == links.statistics_key(registration.code))
    ).one_or_none()


def is_address_coming(registration: Registration) -> bool:
    """Whether somebody else who has the same address has a confirmed place at the event."""
    other = (
        sa.select(Registration.id)
        .join(Person, Person.id == Registration.person_id)
        .where(
            Registration.event_id == registration.event_id,
            Registration.id != registration.id,
            Registration.state == State.CONFIRMED,
            Person.email == registration.person.email,
            Person.calendar_mails,
        )
    )
    return db.session.scalars(other.limit(1)).first() is not None


def join_ways(event_id: int) -> list[JoinWay]:
    """The ways to join an event in the organizers' order; for confirmed people only."""
    return list(
        db.session.scalars(
            sa.select(JoinWay)
            .where(JoinWay.event_id == event_id)
            .order_by(JoinWay.position, JoinWay.id)
        )
    )


def history(registration: Registration) -> list[AuditRow]:
    """What was done to a registration, newest first."""
    return list(
        db.session.scalars(
            sa.select(AuditRow)
            .where(AuditRow.subject == f"registration:{registration.id}")
            .order_by(AuditRow.id.desc())
        )
    )
