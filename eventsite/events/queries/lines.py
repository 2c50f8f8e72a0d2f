"""Lean lines of events for lists: one query each, no texts but title and summary."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from eventsite.core.db import db
from eventsite.events.models import (
    Duty,
    Event,
    EventDay,
    EventKind,
    EventState,
    Mode,
    Series,
    TeamMember,
)

#: The last place on earth where a day ends, UTC−12: no event counts as past while it may run.
_LAST_ZONE = timedelta(hours=12)


@dataclass(frozen=True)
class Line:
    """One event in a list."""

    id: int
    slug: str
    kind: EventKind
    state: EventState
    title: dict[str, str]
    summary: dict[str, str]
    zone: str
    first_day: date | None
    last_day: date | None
    dates_confirmed: bool
    mode: Mode
    venue: dict[str, str]
    city: dict[str, str]
    country: str
    languages: list[str]
    hue: str
    has_outcome: bool
    is_demo: bool
    cover_file_id: int | None
    revised: datetime
    series_slug: str | None
    series_title: dict[str, str] | None
    #: Wall times of the first day, None while unknown.
    starts: time | None
    ends: time | None
    #: The reader's duties, in lists of their own events only.
    duties: Sequence[str] = ()


def coming(now: datetime, limit: int | None = None, kind: EventKind | None = None) -> list[Line]:
    """Published events that are not over, and cancelled ones until their day; soonest first.

    Those without a day come last.
    """
    today = (now - _LAST_ZONE).date()
    found = (
        _lines()
        .where(
            Event.state.in_([EventState.PUBLISHED, EventState.CANCELLED]),
            sa.or_(Event.last_day.is_(None), Event.last_day >= today),
        )
        .order_by(Event.first_day.is_(None), Event.first_day, Event.id)
    )
    return _fetch(_of_kind(found, kind).limit(limit))


def past(now: datetime, limit: int | None = None, kind: EventKind | None = None) -> list[Line]:
    """Public events that are over or archived, latest first."""
    today = (now - _LAST_ZONE).date()
    found = (
        _lines()
        .where(
            Event.state != EventState.DRAFT,
            sa.or_(Event.last_day < today, Event.state == EventState.ARCHIVED),
        )
        .order_by(Event.last_day.is_(None), Event.last_day.desc(), Event.id.desc())
    )
    return _fetch(_of_kind(found, kind).limit(limit))


def in_series(series_id: int) -> list[Line]:
    """The public events of a series, latest first."""
    return _fetch(_public_latest().where(Event.series_id == series_id))


def in_initiative(initiative_id: int) -> list[Line]:
    """The public events of an initiative, latest first."""
    return _fetch(_public_latest().where(Event.initiative_id == initiative_id))


def of_team(user_id: int) -> list[Line]:
    """The events in whose team a user is, with the user's duties, latest first."""
    return _fetch(
        _lines(TeamMember.duties)
        .join(TeamMember, TeamMember.event_id == Event.id)
        .where(TeamMember.user_id == user_id)
        .order_by(*_LATEST)
    )


def of_everybody(limit: int = 200) -> list[Line]:
    """All events, drafts too, latest first; for staff, who hold every duty."""
    return [
        Line(**{**_facts(row), "duties": [Duty.OWNER.value]})
        for row in db.session.execute(_lines().order_by(*_LATEST).limit(limit))
    ]


_LATEST = (Event.first_day.is_not(None), Event.first_day.desc(), Event.id.desc())


#: The columns of a line, by the names of its fields.
_COLUMNS: tuple[Any, ...] = (
    Event.id,
    Event.slug,
    Event.kind,
    Event.state,
    Event.title,
    Event.summary,
    Event.zone,
    Event.first_day,
    Event.last_day,
    Event.dates_confirmed,
    Event.mode,
    Event.venue,
    Event.city,
    Event.country,
    Event.languages,
    Event.hue,
    Event.outcome,
    Event.is_demo,
    Event.cover_file_id,
    Event.revised,
    EventDay.starts,
    EventDay.ends,
    Series.slug.label("series_slug"),
    Series.title.label("series_title"),
)


def _lines(*more: Any) -> sa.Select[Any]:
    return (
        sa.select(*_COLUMNS, *more)
        .outerjoin(Series, Series.id == Event.series_id)
        .outerjoin(
            EventDay, sa.and_(EventDay.event_id == Event.id, EventDay.day == Event.first_day)
        )
    )


def _public_latest() -> sa.Select[Any]:
    return _lines().where(Event.state != EventState.DRAFT).order_by(*_LATEST)


def _of_kind(found: sa.Select[Any], kind: EventKind | None) -> sa.Select[Any]:
    return found.where(Event.kind == kind) if kind is not None else found


def _fetch(found: sa.Select[Any]) -> list[Line]:
    return [Line(**_facts(row)) for row in db.session.execute(found)]


def _facts(row: sa.Row[Any]) -> dict[str, Any]:
    facts = dict(row._mapping)
    facts["has_outcome"] = bool(facts.pop("outcome"))
    return facts
