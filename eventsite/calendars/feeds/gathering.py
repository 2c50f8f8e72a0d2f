"""Fetches what one person's own feed is made of, in as many queries for one event as for many."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy import orm

from eventsite.agenda import queries as agenda_queries
from eventsite.agenda import releases
from eventsite.agenda.models import (
    AgendaSession,
    Release,
    SessionJoinWay,
    SessionStar,
    Speaker,
)
from eventsite.calendars import queries
from eventsite.calendars.models import PersonalFeed, SessionInvitation
from eventsite.core import invitations
from eventsite.core.db import db
from eventsite.events.models import Event, JoinWay, KeyDeadline
from eventsite.people.models import Person
from eventsite.registration.models import Registration
from eventsite.registration.states import LIVE

T = TypeVar("T", Speaker, JoinWay)


@dataclass(frozen=True)
class Newest:
    """The newest version of a programme."""

    agenda: releases.ReleasedAgenda
    people: Mapping[str, releases.ReleasedPerson]
    published: datetime


@dataclass(frozen=True)
class Mine:
    """What a person has to do with events; everything by the event's id."""

    #: Those that were confirmed once.
    registrations: Mapping[int, Registration]
    speakers: Mapping[int, list[Speaker]]
    #: Codes of sessions.
    stars: Mapping[int, frozenset[str]]
    events: Mapping[int, queries.Rows]
    programmes: Mapping[int, Newest]
    ways: Mapping[int, list[JoinWay]]
    #: By the code of the session, and when they were last set.
    session_ways: Mapping[int, Mapping[str, list[SessionJoinWay]]]
    ways_set: Mapping[int, Mapping[str, datetime]]
    deadlines: Mapping[int, list[queries.Row]]
    #: What this person was told by mail, by subject and UID.
    told: Mapping[str, Mapping[str, invitations.MailedEntry]]


def find_feed(code: str) -> tuple[PersonalFeed, Person] | None:
    """The feed of a code with its person, revoked ones too."""
    row = db.session.execute(
        sa.select(PersonalFeed, Person)
        .join(Person, Person.id == PersonalFeed.person_id)
        .where(PersonalFeed.code == code)
    ).one_or_none()
    return (row[0], row[1]) if row else None


def feeds_of(person_id: int) -> list[PersonalFeed]:
    """A person's feeds that are not revoked, the oldest first."""
    query = sa.select(PersonalFeed).where(
        PersonalFeed.person_id == person_id, PersonalFeed.revoked.is_(None)
    )
    return list(db.session.scalars(query.order_by(PersonalFeed.id)))


def events_of(person_id: int) -> list[tuple[str, dict[str, str]]]:
    """Slug and title of the public events that a person is registered for, by day."""
    rows = db.session.execute(
        sa.select(Event.slug, Event.title)
        .join(Registration, Registration.event_id == Event.id)
        .where(
            Registration.person_id == person_id,
            Registration.state.in_(LIVE),
            queries.PUBLIC,
        )
        .order_by(Event.first_day, Event.id)
    )
    return [(row[0], row[1]) for row in rows]


def asked(person_id: int, slug: str) -> set[str]:
    """Codes of the sessions of an event that a person wants by mail."""
    query = (
        sa.select(SessionInvitation.session)
        .join(Event, Event.id == SessionInvitation.event_id)
        .where(SessionInvitation.person_id == person_id, Event.slug == slug)
    )
    return set(db.session.scalars(query))


def of_person(person_id: int) -> Mine:
    """All that the sources of a feed read, in twelve queries at most."""
    registrations = {row.event_id: row for row in _registrations(person_id)}
    speakers = _by_event(_speakers(person_id))
    stars = _stars(person_id)
    with_sessions = {*speakers, *stars}
    every = sorted({*registrations, *with_sessions})
    subjects = [f"registration:{row.id}" for row in registrations.values()]
    subjects += [f"speaker:{one.id}" for found in speakers.values() for one in found]
    session_ways, ways_set = _session_ways(with_sessions)
    return Mine(
        registrations=registrations,
        speakers=speakers,
        stars=stars,
        events=queries.days_of(every),
        programmes=newest(with_sessions),
        ways=_by_event(_ways(every)),
        session_ways=session_ways,
        ways_set=ways_set,
        deadlines=_deadlines(every),
        told=invitations.told(subjects),
    )


def _by_event(rows: Iterable[T]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = {}
    for row in rows:
        found.setdefault(row.event_id, []).append(row)
    return found


def _registrations(person_id: int) -> Iterable[Registration]:
    return db.session.scalars(
        sa.select(Registration)
        .where(Registration.person_id == person_id, Registration.confirmed.is_not(None))
        .order_by(Registration.id)
    )


def _speakers(person_id: int) -> Iterable[Speaker]:
    return db.session.scalars(
        sa.select(Speaker).where(Speaker.person_id == person_id).order_by(Speaker.id)
    )


def _stars(person_id: int) -> dict[int, frozenset[str]]:
    query = (
        sa.select(AgendaSession.event_id, AgendaSession.code)
        .join(SessionStar, SessionStar.session_id == AgendaSession.id)
        .where(SessionStar.person_id == person_id)
    )
    found: dict[int, frozenset[str]] = {}
    for event_id, code in db.session.execute(query):
        found[event_id] = found.get(event_id, frozenset()) | {code}
    return found


def newest(event_ids: Collection[int]) -> dict[int, Newest]:
    """The newest version of each of these events that has one, in two queries."""
    last = (
        sa.select(Release.event_id, sa.func.max(Release.number).label("number"))
        .join(Event, Event.id == Release.event_id)
        .where(
            Release.event_id.in_(event_ids),
            # Nobody has seen what was published while the event itself was a draft.
            sa.or_(Event.withdrawn.is_(None), Release.created <= Event.withdrawn),
        )
        .group_by(Release.event_id)
        .subquery()
    )
    query = (
        sa.select(Release)
        .join(
            last,
            sa.and_(Release.event_id == last.c.event_id, Release.number == last.c.number),
        )
        .options(orm.selectinload(Release.people))
    )
    return {
        row.event_id: Newest(releases.read(row.content), agenda_queries.people_of(row), row.created)
        for row in db.session.scalars(query)
    }


def _ways(event_ids: Collection[int]) -> Iterable[JoinWay]:
    return db.session.scalars(
        sa.select(JoinWay)
        .where(JoinWay.event_id.in_(event_ids))
        .order_by(JoinWay.position, JoinWay.id)
    )


def _session_ways(
    event_ids: Collection[int],
) -> tuple[dict[int, dict[str, list[SessionJoinWay]]], dict[int, dict[str, datetime]]]:
    ways: dict[int, dict[str, list[SessionJoinWay]]] = {}
    times: dict[int, dict[str, datetime]] = {}
    query = (
        sa.select(
            AgendaSession.event_id, AgendaSession.code, AgendaSession.ways_set, SessionJoinWay
        )
        .outerjoin(SessionJoinWay, SessionJoinWay.session_id == AgendaSession.id)
        .where(
            AgendaSession.event_id.in_(event_ids),
            sa.or_(AgendaSession.ways_set.is_not(None), SessionJoinWay.id.is_not(None)),
        )
        .order_by(SessionJoinWay.position, SessionJoinWay.id)
    )
    for event_id, code, at, way in db.session.execute(query):
        if at is not None:
            times.setdefault(event_id, {})[code] = at
        if way is not None:
            ways.setdefault(event_id, {}).setdefault(code, []).append(way)
    return ways, times


def _deadlines(event_ids: Collection[int]) -> dict[int, list[queries.Row]]:
    query = (
        sa.select(
            KeyDeadline.event_id,
            KeyDeadline.uid,
            KeyDeadline.sequence,
            KeyDeadline.revised.label("deadline_revised"),
            KeyDeadline.at,
            KeyDeadline.kind.label("deadline_kind"),
            KeyDeadline.label,
            KeyDeadline.cancelled.label("deadline_cancelled"),
        )
        .where(KeyDeadline.event_id.in_(event_ids))
        .order_by(KeyDeadline.at, KeyDeadline.id)
    )
    found: dict[int, list[queries.Row]] = {}
    for row in db.session.execute(query):
        found.setdefault(row.event_id, []).append(row)
    return found
