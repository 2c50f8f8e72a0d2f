"""Pairs of registrations that look like one person."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventsite.core.db import db
from eventsite.people.models import User
from eventsite.registration import likeness
from eventsite.registration.likeness import Pair
from eventsite.registration.models import RegistrantsApart, Registration
from eventsite.registration.queries import imports


def doubles(event_id: int) -> list[Pair]:
    """The pairs among live registrations, the surest first, without those known to be two."""
    apart = db.session.execute(
        sa.select(RegistrantsApart.first_id, RegistrantsApart.second_id).where(
            RegistrantsApart.event_id == event_id
        )
    )
    known = [(row[0], row[1]) for row in apart]
    return likeness.pairs(imports.registered(event_id), known)


def registrations_by_id(ids: Collection[int]) -> dict[int, Registration]:
    """Registrations with person and organisation, by id."""
    found = db.session.scalars(
        sa.select(Registration)
        .where(Registration.id.in_(ids))
        .options(joinedload(Registration.person), joinedload(Registration.organisation))
    )
    return {one.id: one for one in found}


def with_account(person_ids: Collection[int]) -> set[int]:
    """Which of these people sign in."""
    return set(db.session.scalars(sa.select(User.person_id).where(User.person_id.in_(person_ids))))
