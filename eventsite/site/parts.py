"""Fetches everything that one event's page shows, and the revision on which it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventsite.agenda import releases
from eventsite.agenda.models import Release, ReleasePerson
from eventsite.calls.models import Call
from eventsite.core import gathered
from eventsite.core.db import db
from eventsite.core.files import File
from eventsite.events import queries as event_queries
from eventsite.events.models import (
    CoOrganizer,
    Event,
    EventDocument,
    JoinWay,
    JoinWayKind,
    KeyDeadline,
)
from eventsite.events.models.event import CoOrganizerRole
from eventsite.people.models import EntityKind, Organisation
from eventsite.registration import queries as registration
from eventsite.registration.models import (
    PlacePool,
    PlaceReserve,
    Registration,
    RegistrationTerms,
    State,
)
from eventsite.site import queries


class Partner(NamedTuple):
    """A co-organizer: its own name and kind, or those of the directory."""

    role: CoOrganizerRole
    website: str
    own_name: dict[str, str]
    own_kind: EntityKind | None
    listed_name: dict[str, str] | None
    listed_kind: EntityKind | None
    listed_country: str | None


class Deadline(NamedTuple):
    """A key deadline; `label` is empty where its kind says enough."""

    kind: str
    label: dict[str, str]
    at: datetime


class Document(NamedTuple):
    """A document: a link, or a file by its code."""

    title: dict[str, str]
    lang: str
    url: str
    file_code: str | None


class Way(NamedTuple):
    """A way to join, without its address: that is for registered people only."""

    kind: JoinWayKind
    label: dict[str, str]
    lang: str
    kbits: int


class Kept(NamedTuple):
    """Places that are kept for a group, until an instant or to the end."""

    group: str
    until: datetime | None


class Voice(NamedTuple):
    """A person of a release who has a name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Parts:
    """An event and what stands around it."""

    event: Event
    door: registration.Public
    #: The newest release, and those in it who have a name.
    agenda: releases.ReleasedAgenda | None
    voices: Sequence[Voice]
    co_organizers: Sequence[Partner]
    deadlines: Sequence[Deadline]
    documents: Sequence[Document]
    join_ways: Sequence[Way]
    calls: Sequence[queries.PublicCall]
    confirmed: int
    countries: int
    #: Those that keep places now.
    reserves: Sequence[Kept]


def revision(slug: str, now: datetime) -> tuple[Any, ...] | None:
    """Changes whenever the event's page would look different; None for no public event."""
    terms, pool, kept = RegistrationTerms, PlacePool, PlaceReserve
    pools, totals = registration.is_spoken_for(now)
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
            _of(sa.func.count(pool.id), pool, pools),
            _of(sa.func.count(terms.id), terms, totals),
            _of(sa.func.count(terms.id), terms, terms.taken_total >= terms.capacity_total),
            _of(sa.func.sum(kept.id), kept, registration.keeps(now)),
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


def of_event(event_id: int, now: datetime) -> Parts:
    """The event with its parts in one query, and the newest release in a second."""
    event, *rest = db.session.execute(_whole(event_id, now)).unique().one()
    door, around = registration.door(event, rest, now), rest[: -registration.COLUMNS]
    row = db.session.execute(_newest_release(event_id)).one_or_none()
    content, voices = row if row is not None else (None, [])
    agenda = releases.read(content) if content is not None else None
    return Parts(event, door, agenda, voices, *around)


def _whole(event_id: int, now: datetime) -> gathered.Query:
    """The event, its lists in the order of `Parts`, two counts, and the columns of its door."""
    confirmed = sa.select(sa.func.count(Registration.id))
    countries = sa.select(sa.func.count(sa.distinct(sa.func.nullif(Registration.country, ""))))
    own = Registration.event_id == event_id
    query = (
        sa.select(
            Event,
            gathered.rows(_partners(event_id), Partner),
            gathered.rows(_deadlines(event_id), Deadline),
            gathered.rows(_documents(event_id), Document),
            gathered.rows(_ways(event_id), Way),
            gathered.rows(
                queries.opened_calls(now).where(Call.event_id == event_id), queries.PublicCall
            ),
            confirmed.where(own, _CONFIRMED).scalar_subquery(),
            countries.where(own, _CONFIRMED).scalar_subquery(),
            gathered.rows(_reserves(event_id, now), Kept),
        )
        .where(Event.id == event_id)
        .options(
            joinedload(Event.series),
            joinedload(Event.initiative),
            joinedload(Event.cover),
            joinedload(Event.days),
        )
    )
    return registration.with_doors(query, now)


def _reserves(event_id: int, now: datetime) -> gathered.Query:
    return (
        sa.select(PlaceReserve.group, PlaceReserve.until)
        .where(PlaceReserve.event_id == event_id, registration.keeps(now))
        .order_by(PlaceReserve.id)
    )


def _partners(event_id: int) -> gathered.Query:
    own, listed = CoOrganizer, Organisation
    return (
        sa.select(own.role, own.website, own.name, own.kind)
        .add_columns(listed.names, listed.kind.label("listed_kind"), listed.country)
        .outerjoin(listed, listed.id == own.organisation_id)
        .where(own.event_id == event_id)
        .order_by(own.position, own.id)
    )


def _deadlines(event_id: int) -> gathered.Query:
    return (
        sa.select(KeyDeadline.kind, KeyDeadline.label, KeyDeadline.at)
        .where(KeyDeadline.event_id == event_id, event_queries.STANDING)
        .order_by(KeyDeadline.at, KeyDeadline.id)
    )


def _documents(event_id: int) -> gathered.Query:
    return (
        sa.select(EventDocument.title, EventDocument.lang, EventDocument.url, File.code)
        .outerjoin(File, File.id == EventDocument.file_id)
        .where(EventDocument.event_id == event_id)
        .order_by(EventDocument.position, EventDocument.id)
    )


def _ways(event_id: int) -> gathered.Query:
    return (
        sa.select(JoinWay.kind, JoinWay.label, JoinWay.lang, JoinWay.kbits)
        .where(JoinWay.event_id == event_id)
        .order_by(JoinWay.position, JoinWay.id)
    )


def _newest_release(event_id: int) -> gathered.Query:
    """The programme as last published, and the people in it who have a name."""
    newest = sa.select(sa.func.max(Release.id)).where(Release.event_id == event_id)
    voices = sa.select(ReleasePerson.speaker_code, ReleasePerson.name).where(
        ReleasePerson.release_id == newest.scalar_subquery(), ReleasePerson.name != ""
    )
    return sa.select(Release.content, gathered.rows(voices, Voice)).where(
        Release.id == newest.scalar_subquery()
    )
