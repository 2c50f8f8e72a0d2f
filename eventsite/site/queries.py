"""Fetches what lists of events show, and the revision that a kept page stands on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import orm

from eventsite.calls.models import Call
from eventsite.core import gathered
from eventsite.core.db import db
from eventsite.events.models import Event, EventState, Initiative, Series
from eventsite.registration import queries as registration
from eventsite.registration.models import PlacePool, RegistrationTerms
from eventsite.registration.queries import Public
from eventsite.site import sought

_PUBLIC = Event.state != EventState.DRAFT


@dataclass(frozen=True, slots=True)
class Listed:
    """Events, with how registration of each stands by its id."""

    events: Sequence[Event]
    doors: dict[int, Public]


def revision(now: datetime) -> tuple[Any, ...]:
    """Changes whenever a public list of events would look different; one query."""
    row = db.session.execute(
        sa.select(
            _one(sa.func.count(Event.id)),
            _one(sa.func.sum(Event.version)),
            _one(sa.func.max(Event.revised)),
            _one(sa.func.sum(Series.version)),
            _one(sa.func.sum(Initiative.version)),
            *_of_registration(now),
            _one(sa.func.sum(Call.version)),
            _one(sa.func.count(Call.id), Call.opens <= now),
            _one(sa.func.count(Call.id), Call.closes < now),
        )
    ).one()
    return tuple(row)


def _of_registration(now: datetime) -> Iterable[sa.ScalarSelect[Any]]:
    terms = RegistrationTerms
    yield _one(sa.func.sum(terms.version))
    yield _one(sa.func.count(terms.id), terms.opens <= now)
    yield _one(sa.func.count(terms.id), terms.closes < now)
    yield _one(sa.func.count(PlacePool.id), PlacePool.taken >= PlacePool.capacity)
    pools, totals = registration.is_spoken_for(now)
    yield _one(sa.func.count(PlacePool.id), pools)
    yield _one(sa.func.count(terms.id), totals)
    yield _one(sa.func.count(terms.id), terms.taken_total >= terms.capacity_total)


def _one(what: sa.ColumnElement[Any], *where: sa.ColumnElement[bool]) -> sa.ScalarSelect[Any]:
    return sa.select(what).where(*where).scalar_subquery()


def in_order(events: Iterable[Event], today: date) -> tuple[list[Event], list[Event]]:
    """Coming events by first day, those without one last; then those that are over, newest first.

    Over is what has had its last day, and what is archived.
    """
    coming: list[Event] = []
    past: list[Event] = []
    for event in events:
        (past if sought.is_past(event, today) else coming).append(event)
    coming.sort(key=lambda event: (event.first_day or date.max, event.id))
    past.sort(key=lambda event: (event.last_day or date.min, event.id), reverse=True)
    return coming, past


def of_home(today: date, most_past: int, now: datetime) -> Listed:
    """Coming events and the newest past ones that have a day, in any order."""
    over = sa.or_(Event.state == EventState.ARCHIVED, Event.last_day < today)
    newest = (
        sa.select(Event.id)
        .where(_PUBLIC, over, Event.last_day.is_not(None))
        .order_by(Event.last_day.desc(), Event.id.desc())
        .limit(most_past)
    )
    not_over = sa.or_(Event.last_day.is_(None), Event.last_day >= today)
    coming = sa.and_(Event.state != EventState.ARCHIVED, not_over)
    return _listed(now, sa.or_(coming, Event.id.in_(newest)))


def of_group(group: Series | Initiative, now: datetime) -> Listed:
    """The events of one series or one initiative, in any order."""
    key = Event.series_id if isinstance(group, Series) else Event.initiative_id
    return _listed(now, key == group.id)


def of_ids(ids: Sequence[int], now: datetime) -> Listed:
    """These events, in the order of the ids."""
    found = _listed(now, Event.id.in_(ids))
    return Listed(sorted(found.events, key=lambda event: ids.index(event.id)), found.doors)


def _listed(now: datetime, *where: sa.ColumnElement[bool]) -> Listed:
    """Public events with their days and doors, in one query."""
    query = sa.select(Event).where(_PUBLIC, *where).options(*_LEAN)
    rows = db.session.execute(registration.with_doors(query, now)).unique().all()
    doors = {event.id: registration.door(event, columns, now) for event, *columns in rows}
    return Listed([row[0] for row in rows], doors)


#: A line shows no long text.
_LEAN = (
    orm.joinedload(Event.days),
    orm.defer(Event.description, raiseload=True),
    orm.defer(Event.practical, raiseload=True),
    orm.defer(Event.outcome, raiseload=True),
)


class PublicCall(NamedTuple):
    """A call that has opened, with its event."""

    slug: str
    title: dict[str, str]
    summary: dict[str, str]
    hue: str
    zone: str
    closes: datetime
    event_slug: str
    event_title: dict[str, str]


def opened_calls(now: datetime) -> gathered.Query:
    """The columns of `PublicCall` for each that has opened, first to close first."""
    columns = (Call.slug, Call.title, Call.summary, Call.hue, Call.zone, Call.closes)
    return (
        sa.select(*columns, Event.slug.label("event_slug"), Event.title.label("event_title"))
        .join(Event, Event.id == Call.event_id)
        .where(Call.published.is_not(None), _PUBLIC, Call.opens <= now)
        .order_by(Call.closes, Call.id)
    )


def open_calls(now: datetime) -> list[PublicCall]:
    """Calls of the whole site that take entries now."""
    query = opened_calls(now).where(Event.state == EventState.PUBLISHED, Call.closes >= now)
    return [PublicCall(*row) for row in db.session.execute(query)]


def in_library() -> Sequence[Event]:
    """All public events with their days, newest first."""
    query = sa.select(Event).where(_PUBLIC).options(orm.joinedload(Event.days))
    return db.session.scalars(query.order_by(Event.first_day.desc(), Event.id)).unique().all()


def known() -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Every public event in the few columns by which events are found, soonest first."""
    return db.session.execute(
        sa.select(
            Event.id,
            Event.kind,
            Event.state,
            Event.first_day,
            Event.last_day,
            Event.country,
            Event.title,
            Event.summary,
            Event.city,
            Event.venue,
            Series.slug.label("series"),
            Series.title.label("series_title"),
            Initiative.slug.label("initiative"),
            Initiative.title.label("initiative_title"),
        )
        .where(_PUBLIC)
        .join(Event.series, isouter=True)
        .join(Event.initiative, isouter=True)
        .order_by(Event.first_day.is_(None), Event.first_day, Event.id)
    ).all()
