"""Fetches requests to come: those still open, those decided, and whose focal points decide."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventsite.core.audit import AuditRow
from eventsite.core.db import db
from eventsite.events.models import Duty, Event, EventState, TeamMember
from eventsite.people.models import (
    EntityKind,
    FocalPoint,
    Organisation,
    OrganisationState,
    Person,
    User,
)
from eventsite.registration import requests
from eventsite.registration.models import (
    Admission,
    Registration,
    RegistrationTerms,
    State,
    TermsState,
)
from eventsite.registration.verbs import Verb

#: So many decided requests are shown, the newest first.
_SHOWN = 100
_WAITS = (State.WAITING, State.OFFERED)


@dataclass(frozen=True)
class Decision:
    """Who decided about a registration, by name where there is one, and when."""

    who: str
    at: datetime | None


def open_requests(
    event_id: int | None = None, today: date | None = None, entity_id: int | None = None
) -> list[Registration]:
    """Open requests with event, person and entity, the oldest first.

    `today`: only of published events that are not over. `entity_id`: of one entity's focal points.
    """
    found = _base().where(_is_open())
    if event_id is not None:
        found = found.where(Registration.event_id == event_id)
    if today is not None:
        found = found.where(_goes_on(today))
    if entity_id is not None:
        found = found.where(_is_of(entity_id))
    order = (Registration.consented, Registration.id)
    return list(db.session.scalars(found.order_by(*order)))


def open_count(event_id: int) -> int:
    """How many open requests an event has."""
    found = sa.select(sa.func.count(Registration.id)).join(
        RegistrationTerms, RegistrationTerms.event_id == Registration.event_id
    )
    return db.session.scalar(found.where(Registration.event_id == event_id, _is_open())) or 0


def among(entity_id: int, codes: Collection[str]) -> list[Registration]:
    """Those of the codes that are asked of an entity's focal points, open or not."""
    found = _base().where(_is_of(entity_id), Registration.code.in_(codes))
    return list(db.session.scalars(found.order_by(Registration.event_id, Registration.id)))


def of_event(event_id: int, codes: Collection[str]) -> list[Registration]:
    """Those of the codes that are registrations for an event, in whatever state."""
    found = _base().where(Registration.event_id == event_id, Registration.code.in_(codes))
    return list(db.session.scalars(found.order_by(Registration.id)))


def decided(entity_id: int, today: date) -> list[Registration]:
    """What was approved or refused for an entity in events that are not over, newest first."""
    is_decided = sa.or_(Registration.approved.is_not(None), Registration.state == State.REFUSED)
    found = _base().where(_is_of(entity_id), _goes_on(today), is_decided)
    found = found.where(Registration.decided_by != "")
    return list(db.session.scalars(found.order_by(Registration.id.desc()).limit(_SHOWN)))


def coming(today: date) -> list[Event]:
    """Events by approval that are not over, for which focal points may bring lists."""
    found = (
        sa.select(Event)
        .join(RegistrationTerms, RegistrationTerms.event_id == Event.id)
        .where(
            _goes_on(today),
            RegistrationTerms.admission == Admission.FOCAL_POINT,
            RegistrationTerms.state == TermsState.ANNOUNCED,
        )
    )
    return list(db.session.scalars(found.order_by(Event.first_day, Event.id).limit(50)))


def _base() -> sa.Select[Registration]:
    return (
        sa.select(Registration)
        .join(Registration.event)
        .join(Person, Person.id == Registration.person_id)
        .join(RegistrationTerms, RegistrationTerms.event_id == Registration.event_id)
        .where(Person.erased.is_(None))
        .options(
            joinedload(Registration.event),
            joinedload(Registration.person),
            joinedload(Registration.organisation),
        )
        .execution_options(populate_existing=True)
    )


def _is_open() -> sa.ColumnElement[bool]:
    waits = sa.and_(
        Registration.state.in_(_WAITS), RegistrationTerms.admission == Admission.FOCAL_POINT
    )
    return sa.and_(
        sa.or_(Registration.state == State.PENDING, waits),
        Registration.approved.is_(None),
        # An address that nobody proved may be an invention: no focal point is written to about it.
        Registration.address_confirmed.is_not(None),
    )


def _goes_on(today: date) -> sa.ColumnElement[bool]:
    is_coming = sa.or_(Event.last_day.is_(None), Event.last_day >= today)
    return sa.and_(Event.state == EventState.PUBLISHED, is_coming)


def _is_of(entity_id: int) -> sa.ColumnElement[bool]:
    countries = [one for one, key in administrations().items() if key == entity_id]
    own = Registration.organisation_id == entity_id
    by_country = sa.and_(
        Registration.organisation_id.is_(None), Registration.country.in_(countries)
    )
    return sa.or_(own, by_country)


def administrations() -> dict[str, int]:
    """Country to its administration that has a focal point; of several the one known longest."""
    rows = db.session.execute(
        sa.select(Organisation.country, sa.func.min(Organisation.id))
        .join(FocalPoint, FocalPoint.organisation_id == Organisation.id)
        .join(FocalPoint.person)
        .where(
            Organisation.kind == EntityKind.ADMINISTRATION,
            Organisation.state == OrganisationState.LISTED,
            Organisation.country != "",
            Person.erased.is_(None),
            Person.email != "",
        )
        .group_by(Organisation.country)
    )
    return {row[0]: row[1] for row in rows}


def entity_of(registration: Registration, known: dict[str, int] | None = None) -> int | None:
    """The entity whose focal points are asked, whether it has one or not."""
    known = administrations() if known is None else known
    return requests.entity_of(registration.organisation_id, registration.country, known)


def points_of(entities: Iterable[int]) -> dict[int, list[FocalPoint]]:
    """Entity to its focal points that can be written to, deputies last."""
    rows = db.session.scalars(
        sa.select(FocalPoint)
        .join(FocalPoint.person)
        .where(
            FocalPoint.organisation_id.in_(set(entities)),
            Person.erased.is_(None),
            Person.email != "",
        )
        .options(joinedload(FocalPoint.person))
        .order_by(FocalPoint.is_deputy, FocalPoint.id)
    )
    found: dict[int, list[FocalPoint]] = {}
    for row in rows:
        found.setdefault(row.organisation_id, []).append(row)
    return found


def is_focal_point(person_id: int, organisation_id: int | None) -> bool:
    """Whether the person decides for the entity."""
    row = sa.select(FocalPoint.id).where(
        FocalPoint.person_id == person_id, FocalPoint.organisation_id == organisation_id
    )
    return db.session.scalar(row) is not None


def decisions(registrations: Sequence[Registration]) -> dict[int, Decision]:
    """Who decided about each that is decided, and when: a deputy sees what the other did."""
    names = _names({one.decided_by for one in registrations if one.decided_by})
    subjects = {f"registration:{one.id}": one.id for one in registrations}
    rows = db.session.execute(
        sa.select(AuditRow.subject, sa.func.max(AuditRow.at))
        .where(
            AuditRow.subject.in_(subjects),
            AuditRow.verb.in_([Verb.APPROVED.value, Verb.REFUSED.value]),
        )
        .group_by(AuditRow.subject)
    )
    instants = {subjects[subject]: at for subject, at in rows}
    return {
        one.id: Decision(names.get(one.decided_by, ""), instants.get(one.id) or one.approved)
        for one in registrations
        if one.decided_by
    }


def _names(actors: Collection[str]) -> dict[str, str]:
    def keys(kind: str) -> list[int]:
        return [int(a.removeprefix(kind)) for a in actors if a.startswith(kind)]

    found = sa.select(Person).where(Person.id.in_(keys("person:")))
    names = {f"person:{one.id}": one.name for one in db.session.scalars(found)}
    users = db.session.scalars(sa.select(User).where(User.id.in_(keys("user:"))))
    return names | {f"user:{one.id}": one.person.name for one in users}


def organizers(event_id: int) -> list[Person]:
    """Who is told of requests that nobody answered: the duty of registration, else the owners."""
    members = db.session.execute(
        sa.select(TeamMember.duties, Person)
        .join(User, User.id == TeamMember.user_id)
        .join(Person, Person.id == User.person_id)
        .where(TeamMember.event_id == event_id, Person.erased.is_(None), Person.email != "")
        .order_by(TeamMember.id)
    ).all()
    for duty in (Duty.REGISTRATION, Duty.OWNER):
        found = [person for duties, person in members if duty.value in duties]
        if found:
            return found
    return []
