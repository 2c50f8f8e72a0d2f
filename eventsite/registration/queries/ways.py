"""Fetches by what people came: invitation codes, tracked links and how many used them."""

from dataclasses import dataclass

import sqlalchemy as sa

from eventsite.core.db import db
from eventsite.people.models import Person
from eventsite.registration.models import (
    InvitationCode,
    PlaceReserve,
    Registration,
    RegistrationWindow,
    State,
    TrackedLink,
)


def codes(event_id: int) -> sa.Select[InvitationCode]:
    """The invitation codes of an event, the newest first."""
    return (
        sa.select(InvitationCode)
        .where(InvitationCode.event_id == event_id)
        .order_by(InvitationCode.id.desc())
    )


@dataclass(frozen=True)
class Trodden:
    """A tracked link and what came of it: visits, registrations, those with a confirmed place."""

    link: TrackedLink
    registered: int
    confirmed: int


def links_of(event_id: int) -> list[Trodden]:
    """The tracked links of an event, the newest first, counted in one query."""
    confirmed = sa.func.sum(sa.case((Registration.state == State.CONFIRMED, 1), else_=0))
    rows = db.session.execute(
        sa.select(TrackedLink, sa.func.count(Registration.id), sa.func.coalesce(confirmed, 0))
        .outerjoin(Registration, Registration.link_id == TrackedLink.id)
        .where(TrackedLink.event_id == event_id)
        .group_by(TrackedLink.id)
        .order_by(TrackedLink.id.desc())
    )
    return [Trodden(row[0], row[1], row[2]) for row in rows]


@dataclass(frozen=True)
class Way:
    """By what somebody came: the reserve of their place, a code, a link, who filled the form."""

    reserve: PlaceReserve | None
    invitation: InvitationCode | None
    link: TrackedLink | None
    filled_by: Person | None


def way_of(registration: Registration) -> Way:
    """By what somebody came, in one query."""
    row = db.session.execute(
        sa.select(PlaceReserve, InvitationCode, TrackedLink, Person)
        .select_from(Registration)
        .outerjoin(PlaceReserve, PlaceReserve.id == Registration.reserve_id)
        .outerjoin(InvitationCode, InvitationCode.id == Registration.invitation_id)
        .outerjoin(TrackedLink, TrackedLink.id == Registration.link_id)
        .outerjoin(Person, Person.id == Registration.registered_by_id)
        .where(Registration.id == registration.id)
    ).one()
    return Way(*row)


def find_window(event_id: int, group: str) -> RegistrationWindow | None:
    """When a group can register at an event, read anew; None: when everybody can."""
    return db.session.scalars(
        sa.select(RegistrationWindow)
        .where(RegistrationWindow.event_id == event_id, RegistrationWindow.group == group)
        .execution_options(populate_existing=True)
    ).one_or_none()
