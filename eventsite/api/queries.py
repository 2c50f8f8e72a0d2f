"""Fetches what answers are made of: first a cheap key of its revision, then the rows."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import orm

from eventsite.agenda.models import Release, ReleasePerson
from eventsite.api import asking
from eventsite.calls.models import Call
from eventsite.core import gathered
from eventsite.core.db import db
from eventsite.events import queries as event_queries
from eventsite.events.models import Event, EventDay, EventState, KeyDeadline, Series
from eventsite.events.models.series import Initiative
from eventsite.registration.models import Registration, State

PUBLIC = Event.state != EventState.DRAFT
#: Where events without a day stand in the list.
_first_day = sa.func.coalesce(Event.first_day, date.max)
_NEWEST = (
    sa.select(sa.func.max(Release.number))
    .where(Release.event_id == Event.id)
    .correlate(Event)
    .scalar_subquery()
)


def events_revision() -> tuple[Any, ...]:
    """Changes whenever a list of public events would read otherwise; one query."""
    row = db.session.execute(
        sa.select(
            _one(sa.func.count(Event.id)),
            _one(sa.func.sum(Event.version)),
            _one(sa.func.max(Event.revised)),
            _one(sa.func.max(EventDay.revised)),
            _one(sa.func.sum(EventDay.sequence) + sa.func.count(EventDay.id)),
            _one(sa.func.sum(Series.version)),
            _one(sa.func.sum(Initiative.version)),
            _one(sa.func.max(Release.id)),
        )
    ).one()
    return tuple(row)


def _one(what: sa.ColumnElement[Any]) -> sa.ScalarSelect[Any]:
    return sa.select(what).scalar_subquery()


def event_revision(slug: str) -> tuple[Any, ...] | None:
    """Changes whenever a public event would read otherwise; None for no public event."""
    days = sa.select(sa.func.max(EventDay.revised)).where(EventDay.event_id == Event.id)
    numbers = sa.func.sum(EventDay.sequence) + sa.func.count(EventDay.id)
    row = db.session.execute(
        sa.select(
            Event.id,
            Event.version,
            Event.revised,
            days.scalar_subquery(),
            days.with_only_columns(numbers).scalar_subquery(),
            Series.version,
            Initiative.version,
            _NEWEST,
        )
        .outerjoin(Series, Series.id == Event.series_id)
        .outerjoin(Initiative, Initiative.id == Event.initiative_id)
        .where(Event.slug == slug, PUBLIC)
    ).one_or_none()
    return tuple(row) if row is not None else None


class Numbered(NamedTuple):
    """An event with its days, series and initiative, and the number of its newest version."""

    event: Event
    release: int | None


def events(asked: asking.Events, after: tuple[date, str] | None, today: date) -> list[Numbered]:
    """Public events that are asked for, after a first day and slug; one more than the limit."""
    long = (Event.description, Event.practical, Event.outcome, Event.cancel_note)
    query = _whole().options(*(orm.defer(column, raiseload=True) for column in long))
    query = query.where(*_conditions(asked, today))
    if after is not None:
        day, slug = after
        later = sa.and_(_first_day == day, Event.slug > slug)
        query = query.where(sa.or_(_first_day > day, later))
    query = query.order_by(_first_day, Event.slug).limit(asked.limit + 1)
    return [Numbered(*row) for row in db.session.execute(query).unique()]


def event(event_id: int) -> Numbered:
    """One event with its long texts."""
    return Numbered(*db.session.execute(_whole().where(Event.id == event_id)).unique().one())


def _whole() -> sa.Select[Any]:
    around = (Event.days, Event.series, Event.initiative)
    return sa.select(Event, _NEWEST).where(PUBLIC).options(*map(orm.joinedload, around))


def _conditions(asked: asking.Events, today: date) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = []
    if asked.series is not None:
        found.append(Event.series.has(Series.slug == asked.series))
    if asked.kind is not None:
        found.append(Event.kind == asked.kind)
    if asked.year is not None:
        found.append(Event.first_day.between(date(asked.year, 1, 1), date(asked.year, 12, 31)))
    if asked.from_ is not None:
        found.append(Event.last_day >= asked.from_)
    if asked.to is not None:
        found.append(Event.first_day <= asked.to)
    if asked.country is not None:
        found.append(Event.country == asked.country)
    if asked.state is not None:
        over = sa.or_(
            Event.state == EventState.ARCHIVED,
            sa.and_(Event.last_day.is_not(None), Event.last_day < today),
        )
        found.append(over if asked.state == "past" else sa.not_(over))
    return found


class Published(NamedTuple):
    """A public event with its newest version: its key, its number and what was said of it."""

    event_id: int
    slug: str
    state: EventState
    zone: str
    revised: datetime
    #: All None before the first version.
    release_id: int | None
    number: int | None
    created: datetime | None
    note: dict[str, str] | None
    #: The last erasure of a person in it.
    redacted: datetime | None

    @property
    def key(self) -> tuple[object, ...]:
        """Changes whenever an answer made from it would."""
        return (self.event_id, self.release_id, self.redacted, self.revised, self.state)


def find_published(slug: str) -> Published | None:
    """A public event and the key of its newest version, in one query; None for a draft."""
    redacted = (
        sa.select(sa.func.max(ReleasePerson.redacted))
        .where(ReleasePerson.release_id == Release.id)
        .correlate(Release)
        .scalar_subquery()
    )
    newest = sa.and_(Release.event_id == Event.id, Release.number == _NEWEST)
    row = db.session.execute(
        sa.select(
            Event.id,
            Event.slug,
            Event.state,
            Event.zone,
            Event.revised,
            Release.id,
            Release.number,
            Release.created,
            Release.note,
            redacted,
        )
        .outerjoin(Release, newest)
        .where(Event.slug == slug, PUBLIC)
    ).one_or_none()
    return Published(*tuple(row)) if row is not None else None


class Deadline(NamedTuple):
    """A key deadline that stands."""

    uid: str
    kind: str
    label: dict[str, str]
    at: datetime
    sequence: int
    revised: datetime


class Dated(NamedTuple):
    """A public event's zone and its deadlines in order of time."""

    event_id: int
    zone: str
    deadlines: list[Deadline]


def find_deadlines(slug: str) -> Dated | None:
    """The deadlines that the event's page shows, in one query; None for no public event."""
    row = KeyDeadline
    listed = (
        sa.select(row.uid, row.kind, row.label, row.at, row.sequence, row.revised)
        .join(Event, Event.id == row.event_id)
        .where(Event.slug == slug, event_queries.STANDING)
        .order_by(row.at, row.uid)
    )
    query = sa.select(Event.id, Event.zone, gathered.rows(listed, Deadline))
    found = db.session.execute(query.where(Event.slug == slug, PUBLIC)).one_or_none()
    return Dated(*found) if found is not None else None


class OfferedSeries(NamedTuple):
    """A series that has public events."""

    slug: str
    title: dict[str, str]
    description: dict[str, str]
    version: int
    events: int


def series() -> list[OfferedSeries]:
    """Series with a public event, by slug, in one query."""
    count = (
        sa.select(sa.func.count(Event.id))
        .where(Event.series_id == Series.id, PUBLIC)
        .correlate(Series)
        .scalar_subquery()
    )
    query = sa.select(Series.slug, Series.title, Series.description, Series.version, count)
    rows = db.session.execute(query.where(count > 0))
    return sorted((OfferedSeries(*row) for row in rows), key=lambda one: one.slug)


def calls() -> Sequence[Call]:
    """Published calls of public events but for their long texts, in one query."""
    long = (Call.description, Call.eligibility, Call.rules, Call.prizes)
    query = (
        sa.select(Call)
        .join(Call.event)
        .where(Call.published.is_not(None), PUBLIC)
        .options(
            *(orm.defer(column, raiseload=True) for column in long),
            orm.contains_eager(Call.event).load_only(Event.slug, Event.state, Event.version),
            orm.contains_eager(Call.event).lazyload(Event.days),
        )
    )
    return db.session.scalars(query).all()


class Result(NamedTuple):
    """A public event with what came of it and the clauses that it serves."""

    slug: str
    title: dict[str, str]
    outcome: dict[str, str]
    clauses: list[str]


def results() -> list[Result]:
    """All public events, newest first."""
    query = sa.select(Event.slug, Event.title, Event.outcome, Event.clauses).where(PUBLIC)
    rows = db.session.execute(query.order_by(Event.first_day.desc(), Event.id))
    return [Result(*row) for row in rows]


def find_figures(slug: str) -> tuple[int, int, int] | None:
    """A public event's id, its confirmed registrations and their countries; else None."""
    confirmed = sa.select(sa.func.count(Registration.id)).where(
        Registration.event_id == Event.id, Registration.state == State.CONFIRMED
    )
    lands = confirmed.with_only_columns(
        sa.func.count(sa.distinct(sa.func.nullif(Registration.country, "")))
    )
    row = db.session.execute(
        sa.select(
            Event.id,
            confirmed.correlate(Event).scalar_subquery(),
            lands.correlate(Event).scalar_subquery(),
        ).where(Event.slug == slug, PUBLIC)
    ).one_or_none()
    return (row[0], row[1], row[2]) if row is not None else None
