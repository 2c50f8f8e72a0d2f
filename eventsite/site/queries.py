"""Fetches what lists of events show, and the revision that a kept page stands on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from eventsite.calls.models import Call
from eventsite.core.db import db
from eventsite.events.models import Event, EventState, Initiative, Series
from eventsite.reference import collation
from eventsite.registration.models import PlacePool, RegistrationTerms

_PUBLIC = Event.state != EventState.DRAFT


@dataclass(frozen=True, slots=True)
class Sought:
    """What a visitor filters events by; empty parts filter nothing."""

    kind: str = ""
    series: str = ""
    initiative: str = ""
    year: int | None = None
    country: str = ""
    text: str = ""


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


def _one(what: sa.ColumnElement[Any], *where: sa.ColumnElement[bool]) -> sa.ScalarSelect[Any]:
    return sa.select(what).where(*where).scalar_subquery()


def coming(today: date) -> Sequence[Event]:
    """Public events that are not over, by first day; those without days last."""
    return db.session.scalars(coming_query(today)).all()


def coming_query(today: date) -> sa.Select[Event]:
    """What `coming` fetches."""
    not_over = sa.or_(Event.last_day.is_(None), Event.last_day >= today)
    return (
        sa.select(Event)
        .where(_PUBLIC, Event.state != EventState.ARCHIVED, not_over)
        .order_by(Event.first_day.is_(None), Event.first_day, Event.id)
    )


def past(today: date) -> sa.Select[Event]:
    """Public events that are over, newest first."""
    return (
        sa.select(Event)
        .where(_PUBLIC, is_past(today))
        .order_by(Event.last_day.is_(None), Event.last_day.desc(), Event.id.desc())
    )


def newest_past(today: date, most: int) -> Sequence[Event]:
    """The last events that are over, newest first; only those with a day."""
    return db.session.scalars(past(today).where(Event.last_day.is_not(None)).limit(most)).all()


def is_past(today: date) -> sa.ColumnElement[bool]:
    """Whether an event is over: its last day has passed, or it is archived."""
    return sa.or_(Event.state == EventState.ARCHIVED, Event.last_day < today)


def narrowed(query: sa.Select[Any], sought: Sought) -> sa.Select[Any]:
    """The query for those events only that the visitor looks for."""
    if sought.kind:
        query = query.where(Event.kind == sought.kind)
    if sought.series:
        query = query.where(Event.series.has(Series.slug == sought.series))
    if sought.initiative:
        query = query.where(Event.initiative.has(Initiative.slug == sought.initiative))
    if sought.year:
        query = query.where(sa.extract("year", Event.first_day) == sought.year)
    if sought.country:
        query = query.where(Event.country == sought.country)
    if sought.text:
        query = query.where(Event.id.in_(_saying(sought.text)))
    return query


def _saying(words: str) -> list[int]:
    """Public events whose own words hold all these words, accents and case aside."""
    sought = collation.key(words, "").split()[:8]
    rows = db.session.execute(
        sa.select(Event.id, Event.title, Event.summary, Event.city, Event.venue).where(_PUBLIC)
    )
    said = {id_: collation.key(" ".join(_texts(maps)), "") for id_, *maps in rows}
    return [id_ for id_, text in said.items() if all(word in text for word in sought)]


def _texts(maps: Iterable[Mapping[str, str]]) -> Iterable[str]:
    return (text for localized in maps for text in (localized or {}).values())


@dataclass(frozen=True, slots=True)
class Choices:
    """What public events can be filtered by."""

    years: Sequence[int]
    countries: frozenset[str]
    #: Slug and title.
    series: Sequence[tuple[str, dict[str, str]]]
    initiatives: Sequence[tuple[str, dict[str, str]]]


def choices() -> Choices:
    """Years, countries, series and initiatives that some public event has."""
    seen = db.session.execute(
        sa.select(Event.first_day, Event.country, Series.slug, Initiative.slug)
        .where(_PUBLIC)
        .join(Event.series, isouter=True)
        .join(Event.initiative, isouter=True)
    ).all()
    used = {slug for row in seen for slug in row[2:] if slug}
    return Choices(
        years=sorted({row[0].year for row in seen if row[0]}, reverse=True),
        countries=frozenset(row[1] for row in seen if row[1]),
        series=_titles(Series, used),
        initiatives=_titles(Initiative, used),
    )


def _titles(
    model: type[Series] | type[Initiative], used: set[str]
) -> list[tuple[str, dict[str, str]]]:
    query = sa.select(model.slug, model.title).where(model.slug.in_(used)).order_by(model.id)
    return [(slug, title) for slug, title in db.session.execute(query)]


def count(query: sa.Select[Any]) -> int:
    """How many rows a query finds."""
    counted = sa.select(sa.func.count()).select_from(query.order_by(None).subquery())
    return db.session.scalar(counted) or 0


def with_outcome() -> Sequence[Event]:
    """Public events whose outcome is written, newest first."""
    query = sa.select(Event).where(_PUBLIC).order_by(Event.first_day.desc(), Event.id)
    return [event for event in db.session.scalars(query) if any((event.outcome or {}).values())]


def with_clauses() -> Sequence[Any]:
    """Slug, title and clauses of public events that serve some clause of Resolution 105."""
    query = sa.select(Event.slug, Event.title, Event.clauses).where(_PUBLIC)
    rows = db.session.execute(query.order_by(Event.first_day.desc(), Event.id))
    return [row for row in rows if row.clauses]
