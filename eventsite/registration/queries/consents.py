"""Fetches what a person agreed to, and whom an assistant registered."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventsite.core.db import db
from eventsite.registration.models import Consent, ConsentKind, Registration


def consents_of(registration: Registration) -> list[Consent]:
    """Every agreement of one registration, withdrawn ones too, in the order given."""
    return list(
        db.session.scalars(
            sa.select(Consent)
            .where(Consent.registration_id == registration.id)
            .order_by(Consent.id)
        )
    )


def standing(registration: Registration, kind: ConsentKind) -> Consent | None:
    """The agreement of a kind that is not withdrawn, the latest one."""
    found = [one for one in consents_of(registration) if one.kind is kind]
    return next((one for one in reversed(found) if one.withdrawn is None), None)


def of_person(person_id: int) -> list[tuple[Consent, Registration]]:
    """Every agreement of a person, with registration and event, the latest first."""
    found = db.session.execute(
        sa.select(Consent, Registration)
        .join(Registration, Registration.id == Consent.registration_id)
        .where(Registration.person_id == person_id)
        .options(joinedload(Registration.event))
        .order_by(Consent.id.desc())
    )
    return [(consent, registration) for consent, registration in found]


def registered_by(person_id: int) -> list[Registration]:
    """Registrations of other people that somebody filled in, with events and people."""
    return list(
        db.session.scalars(
            sa.select(Registration)
            .where(Registration.registered_by_id == person_id, Registration.person_id != person_id)
            .options(joinedload(Registration.event), joinedload(Registration.person))
            .order_by(Registration.id)
        )
    )


def latest_of(person_id: int) -> Registration | None:
    """The registration that a person made last, for whatever event: its answers fill a form."""
    return db.session.scalars(
        sa.select(Registration)
        .where(Registration.person_id == person_id)
        .order_by(Registration.created.desc(), Registration.id.desc())
        .limit(1)
    ).first()
