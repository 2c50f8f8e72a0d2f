"""Fetches places, reserves, windows and the waiting list, and to which groups somebody belongs."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from eventsite.core.db import db
from eventsite.events.models import Event
from eventsite.people.models import Category, Organisation
from eventsite.reference import countries
from eventsite.reference import groups as country_groups
from eventsite.reference import queries as reference_queries
from eventsite.registration import groups, places, rules, wording
from eventsite.registration.models import (
    InvitationCode,
    PlaceMode,
    PlacePool,
    PlaceReserve,
    Registration,
    RegistrationTerms,
    RegistrationWindow,
    Role,
    State,
    TrackedLink,
    WaitingOrder,
)
from eventsite.registration.states import LIVE


def pools(event_id: int) -> dict[PlaceMode, places.Pool]:
    """The places of each mode as the database has them now."""
    return {
        row.mode: places.Pool(row.capacity, row.taken)
        for row in db.session.execute(
            sa.select(PlacePool.mode, PlacePool.capacity, PlacePool.taken).where(
                PlacePool.event_id == event_id
            )
        )
    }


def stock(event_id: int) -> places.Stock:
    """All places of an event as the database has them now."""
    total = db.session.execute(
        sa.select(RegistrationTerms.capacity_total, RegistrationTerms.taken_total).where(
            RegistrationTerms.event_id == event_id
        )
    ).one_or_none()
    kept = db.session.execute(
        sa.select(
            PlaceReserve.id,
            PlaceReserve.group,
            PlaceReserve.mode,
            PlaceReserve.places,
            PlaceReserve.taken,
            PlaceReserve.until,
        )
        .where(PlaceReserve.event_id == event_id)
        .order_by(PlaceReserve.id)
    )
    return places.Stock(
        pools(event_id),
        places.Pool(*total) if total else places.Pool(None, 0),
        tuple(places.Reserve(*row) for row in kept),
    )


def reserves(event_id: int) -> list[PlaceReserve]:
    """The reserves of an event, the first that ends first, those without an end last."""
    found = db.session.scalars(
        sa.select(PlaceReserve).where(PlaceReserve.event_id == event_id).order_by(PlaceReserve.id)
    ).all()
    return sorted(found, key=lambda one: (one.until is None, one.until or one.created, one.id))


def windows(event_id: int) -> list[rules.Window]:
    """When single groups can register, in the order of their groups."""
    return [
        rules.Window(*row)
        for row in db.session.execute(
            sa.select(RegistrationWindow.group, RegistrationWindow.opens, RegistrationWindow.closes)
            .where(RegistrationWindow.event_id == event_id)
            .order_by(RegistrationWindow.group)
        )
    ]


def find_code(event_id: int, typed: str) -> InvitationCode | None:
    """The invitation code of an event that was typed, in whatever case, read anew."""
    return db.session.scalars(
        sa.select(InvitationCode)
        .where(
            InvitationCode.event_id == event_id,
            sa.func.lower(InvitationCode.code) == typed.strip().lower(),
        )
        .execution_options(populate_existing=True)
    ).one_or_none()


def link_id_of(event_id: int, code: str) -> int | None:
    """The tracked link of an event by its code; None for none and for an unknown one."""
    if not code:
        return None
    return db.session.scalar(
        sa.select(TrackedLink.id).where(TrackedLink.event_id == event_id, TrackedLink.code == code)
    )


def groups_for(
    event: Event,
    country: str,
    organisation_id: int | None,
    role: Role,
    invitation: InvitationCode | None,
    today: date,
) -> frozenset[str]:
    """The groups that somebody with these answers belongs to on the day of the event."""
    organisation = db.session.get(Organisation, organisation_id) if organisation_id else None
    day = event.first_day or today
    belonging = groups.Belonging(
        country_groups=_country_groups(country, day),
        region=_region(country),
        category=organisation.category if organisation else Category.NON_MEMBER,
        is_small=organisation is not None
        and bool(
            rules.is_small(
                organisation.sme, organisation.sme_valid_from, organisation.sme_valid_until, day
            )
        ),
        role=role,
        invited=frozenset({invitation.group} if invitation and invitation.group else ()),
    )
    return groups.groups_of(belonging)


def groups_of(registration: Registration, event: Event, today: date) -> frozenset[str]:
    """The groups that a stored registration belongs to on the day of the event."""
    key = registration.invitation_id
    invitation = db.session.get(InvitationCode, key) if key else None
    return groups_for(
        event,
        registration.country,
        registration.organisation_id,
        registration.role,
        invitation,
        today,
    )


def _country_groups(country: str, day: date) -> frozenset[country_groups.Group]:
    if country not in countries.COUNTRIES:
        return frozenset()
    return country_groups.groups_of(country, day, reference_queries.corrections())


def _region(country: str) -> str | None:
    return countries.region_of(country) if country in countries.COUNTRIES else None


def waiting(event_id: int, mode: PlaceMode | None = None) -> list[places.Waiting]:
    """Everybody on the waiting list (of a mode), in its announced order."""
    first = wording.first_groups_of(db.session.execute(_order_of([event_id])).all())
    found = [one for key, one in _waiting([event_id]) if mode in (None, one.mode)]
    return places.in_order(found, first.get(event_id, ()))


def _order_of(
    event_ids: Collection[int],
) -> sa.Select[int, WaitingOrder, list[str]]:
    return sa.select(
        RegistrationTerms.event_id,
        RegistrationTerms.waiting_order,
        RegistrationTerms.waiting_groups,
    ).where(RegistrationTerms.event_id.in_(event_ids))


def _waiting(event_ids: Collection[int]) -> list[tuple[int, places.Waiting]]:
    """Everybody who waits at these events with their groups, in one query."""
    rows = db.session.execute(
        sa.select(
            Registration.id,
            Registration.event_id,
            Registration.waiting_since,
            Registration.mode,
            Registration.country,
            Registration.role,
            Registration.created,
            Event.first_day,
            Organisation.category,
            Organisation.sme,
            Organisation.sme_valid_from,
            Organisation.sme_valid_until,
            InvitationCode.group.label("invited"),
        )
        .join(Event, Event.id == Registration.event_id)
        .outerjoin(Organisation, Organisation.id == Registration.organisation_id)
        .outerjoin(InvitationCode, InvitationCode.id == Registration.invitation_id)
        .where(
            Registration.event_id.in_(event_ids),
            Registration.state == State.WAITING,
            Registration.waiting_since.is_not(None),
        )
    )
    return [
        (row.event_id, places.Waiting(row.id, row.waiting_since, row.mode, _groups_of_row(row)))
        for row in rows
    ]


def _groups_of_row(row: Any) -> frozenset[str]:
    day = row.first_day or row.created.date()
    small = rules.is_small(row.sme, row.sme_valid_from, row.sme_valid_until, day)
    return groups.groups_of(
        groups.Belonging(
            country_groups=_country_groups(row.country, day),
            region=_region(row.country),
            category=row.category or Category.NON_MEMBER,
            is_small=bool(small),
            role=row.role,
            invited=frozenset({row.invited} if row.invited else ()),
        )
    )


def turn_of(registration: Registration) -> places.Turn | None:
    """Where somebody stands on the waiting list of their mode; None for who does not wait.

    By time it is counted, so that a long list costs no more than a short one.
    """
    if registration.state is not State.WAITING:
        return None
    first = wording.first_groups_of(db.session.execute(_order_of([registration.event_id])).all())
    if first.get(registration.event_id):
        return turns([registration]).get(registration.id)
    ahead = sa.or_(
        Registration.waiting_since < registration.waiting_since,
        sa.and_(
            Registration.waiting_since == registration.waiting_since,
            Registration.id < registration.id,
        ),
    )
    row = db.session.execute(
        sa.select(
            sa.func.count(), sa.func.coalesce(sa.func.sum(sa.case((ahead, 1), else_=0)), 0)
        ).where(
            Registration.event_id == registration.event_id,
            Registration.mode == registration.mode,
            Registration.state == State.WAITING,
        )
    ).one()
    return places.Turn(row[1] + 1, row[0])


def turns(registrations: Collection[Registration]) -> dict[int, places.Turn]:
    """Where each of these stands on its waiting list, by id, in two queries for all."""
    events = {one.event_id for one in registrations if one.state is State.WAITING}
    if not events:
        return {}
    first = wording.first_groups_of(db.session.execute(_order_of(events)).all())
    lists: dict[int, list[places.Waiting]] = {key: [] for key in events}
    for event_id, one in _waiting(events):
        lists[event_id].append(one)
    found = {
        one.id: places.turn_of(lists[one.event_id], one.id, first.get(one.event_id, ()))
        for one in registrations
        if one.event_id in lists
    }
    return {key: turn for key, turn in found.items() if turn is not None}


def waiting_position(registration: Registration) -> int | None:
    """The place on the waiting list from 1; None for somebody who does not wait."""
    turn = turn_of(registration)
    return turn.position if turn else None


def waiting_positions(person_id: int) -> dict[int, int]:
    """The person's places on waiting lists by registration id."""
    own = db.session.scalars(
        sa.select(Registration).where(
            Registration.person_id == person_id, Registration.state == State.WAITING
        )
    ).all()
    return {key: turn.position for key, turn in turns(own).items()}


def of_organisation(event_id: int, organisation_id: int, but: int | None = None) -> int:
    """How many people an entity has at an event, those who wait included."""
    return _count(event_id, Registration.organisation_id == organisation_id, but)


def of_country(event_id: int, country: str, but: int | None = None) -> int:
    """How many people come for a country, those who wait included."""
    return _count(event_id, Registration.country == country, but)


def _count(event_id: int, which: sa.ColumnElement[bool], but: int | None) -> int:
    counted = sa.select(sa.func.count()).where(
        Registration.event_id == event_id, which, Registration.state.in_(LIVE)
    )
    if but is not None:
        counted = counted.where(Registration.id != but)
    return db.session.scalar(counted) or 0


def lapsed(now: datetime) -> list[int]:
    """Events at which people wait and a reserve's time has passed."""
    return list(
        db.session.scalars(
            sa.select(PlaceReserve.event_id)
            .join(Registration, Registration.event_id == PlaceReserve.event_id)
            .where(PlaceReserve.until <= now, Registration.state == State.WAITING)
            .distinct()
            .order_by(PlaceReserve.event_id)
        )
    )
