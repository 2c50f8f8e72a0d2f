"""Fetches everything that one event's page shows, and the revision on which it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from eventsite.agenda import releases
from eventsite.agenda.models import Release, ReleasePerson
from eventsite.calls.models import Call
from eventsite.core.db import db
from eventsite.events import queries as event_queries
from eventsite.events.models import (
    CoOrganizer,
    Event,
    EventDocument,
    JoinWay,
    KeyDeadline,
)
from eventsite.people.models import Organisation
from eventsite.registration.models import PlacePool, Registration, RegistrationTerms, State


@dataclass(frozen=True, slots=True)
class Parts:
    """An event and what stands around it."""

    event: Event
    co_organizers: Sequence[CoOrganizer]
    deadlines: Sequence[KeyDeadline]
    documents: Sequence[EventDocument]
    join_ways: Sequence[JoinWay]
    release: Release | None
    agenda: releases.ReleasedAgenda | None
    confirmed: int
    countries: int


def revision(slug: str, now: datetime) -> tuple[Any, ...] | None:
    """Changes whenever the event's page would look different; None for no public event."""
    terms, pool = RegistrationTerms, PlacePool
    newest = _of(sa.func.max(Release.id), Release)
    row = db.session.execute(
        sa.select(
            Event.id,
            Event.version,
            Event.revised,
            Event.state,
            newest,
            sa.select(sa.func.count(ReleasePerson.redacted))
            .where(ReleasePerson.release_id == newest)
            .scalar_subquery(),
            _of(sa.func.sum(terms.version), terms),
            _of(sa.func.count(terms.id), terms, terms.opens <= now),
            _of(sa.func.count(terms.id), terms, terms.closes < now),
            _of(sa.func.count(pool.id), pool, pool.taken >= pool.capacity),
            _of(sa.func.count(Registration.id) / 10, Registration, _CONFIRMED),
            sa.select(sa.func.sum(Organisation.version))
            .join(CoOrganizer, CoOrganizer.organisation_id == Organisation.id)
            .where(CoOrganizer.event_id == Event.id)
            .scalar_subquery(),
            _of(sa.func.count(KeyDeadline.id), KeyDeadline, KeyDeadline.at < now),
            _of(sa.func.sum(Call.version), Call),
            _of(sa.func.count(Call.id), Call, Call.opens <= now),
            _of(sa.func.count(Call.id), Call, Call.closes < now),
        ).where(Event.slug == slug, Event.state != "draft")
    ).one_or_none()
    return tuple(row) if row is not None else None


_CONFIRMED = Registration.state == State.CONFIRMED


def _of(
    what: sa.ColumnElement[Any], model: Any, *where: sa.ColumnElement[bool]
) -> sa.ScalarSelect[Any]:
    query = sa.select(what).where(model.event_id == Event.id, *where)
    return query.correlate(Event).scalar_subquery()


def of_event(event_id: int) -> Parts:
    """The event with its parts; the newest release only."""
    event = db.session.scalars(
        sa.select(Event)
        .where(Event.id == event_id)
        .options(joinedload(Event.series), joinedload(Event.initiative), joinedload(Event.cover))
    ).one()
    release = newest_release(event_id)
    confirmed, countries = db.session.execute(
        sa.select(
            sa.func.count(Registration.id),
            sa.func.count(sa.distinct(sa.func.nullif(Registration.country, ""))),
        ).where(Registration.event_id == event_id, _CONFIRMED)
    ).one()
    return Parts(
        event=event,
        co_organizers=_listed(CoOrganizer, event_id, joinedload(CoOrganizer.organisation)),
        deadlines=db.session.scalars(
            sa.select(KeyDeadline)
            .where(KeyDeadline.event_id == event_id, event_queries.STANDING)
            .order_by(KeyDeadline.at)
        ).all(),
        documents=_listed(EventDocument, event_id, joinedload(EventDocument.file)),
        join_ways=_listed(JoinWay, event_id),
        release=release,
        agenda=releases.read(release.content) if release else None,
        confirmed=confirmed,
        countries=countries,
    )


def newest_release(event_id: int) -> Release | None:
    """The programme as last published, with its people."""
    return db.session.scalars(
        sa.select(Release)
        .where(Release.event_id == event_id)
        .options(selectinload(Release.people))
        .order_by(Release.number.desc())
        .limit(1)
    ).first()


def _listed(model: Any, event_id: int, *options: Any) -> Sequence[Any]:
    query = sa.select(model).where(model.event_id == event_id).options(*options)
    return db.session.scalars(query.order_by(model.position, model.id)).all()
