"""Fetches what the score of time zones is made of: sessions, remote people, earlier editions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from eventsite.agenda import draft, fairness, planning, releases, times
from eventsite.agenda.fairness import Span
from eventsite.agenda.models import AgendaSession, Release, SessionState
from eventsite.core.db import db
from eventsite.events.models import Event, EventState, Mode
from eventsite.registration.models import PlaceMode, Registration
from eventsite.registration.states import REGISTERED


def placed_sessions(event: Event) -> list[planning.Candidate]:
    """The draft's placed sessions that take place, in one query."""
    rows = db.session.execute(
        sa.select(
            AgendaSession.code,
            AgendaSession.title,
            AgendaSession.day,
            AgendaSession.starts,
            AgendaSession.fold,
            AgendaSession.minutes,
            AgendaSession.kind,
            AgendaSession.online,
        ).where(
            AgendaSession.event_id == event.id,
            AgendaSession.day.is_not(None),
            AgendaSession.state == SessionState.SCHEDULED,
        )
    )
    hours = draft.hours_of(event)
    found = []
    for row in rows:
        wall = datetime.combine(row.day, row.starts)
        span = Span(*times.standing(wall, row.minutes, event.zone, row.fold))
        day = times.programme_day(wall, hours)
        followed = planning.Followed(row.code, row.title, day, span)
        found.append(planning.Candidate(followed, row.kind.value, row.online))
    return found


def remote_people(event_id: int) -> fairness.Remote:
    """The registered people who take part from afar, by country and zone."""
    rows = db.session.execute(
        sa.select(Registration.country, Registration.zone, sa.func.count())
        .where(
            Registration.event_id == event_id,
            Registration.mode == PlaceMode.ONLINE,
            Registration.state.in_(REGISTERED),
        )
        .group_by(Registration.country, Registration.zone)
        .order_by(Registration.country, Registration.zone)
    )
    return fairness.remote((row[0], row[1], row[2]) for row in rows)


@dataclass(frozen=True, slots=True)
class Edition:
    """An earlier event of a series with the time that could be followed, from its release."""

    slug: str
    title: dict[str, str]
    day: date
    spans: list[Span]


def editions(event: Event) -> list[Edition]:
    """The earlier events of its series that were held with a published programme, oldest first."""
    if event.series_id is None or event.first_day is None:
        return []
    newest = sa.select(sa.func.max(Release.number)).where(Release.event_id == Event.id)
    rows = db.session.execute(
        sa.select(Event.slug, Event.title, Event.first_day, Event.mode, Release.content)
        .join(Release, Release.event_id == Event.id)
        .where(
            Event.series_id == event.series_id,
            Event.id != event.id,
            Event.first_day < event.first_day,
            Event.state.in_((EventState.PUBLISHED, EventState.ARCHIVED)),
            Release.number == newest.correlate(Event).scalar_subquery(),
        )
        .order_by(Event.first_day, Event.id)
    )
    return [
        Edition(row.slug, row.title, row.first_day, _spans(row.content, row.mode == Mode.ONLINE))
        for row in rows
    ]


def _spans(content: dict[str, object], is_online: bool) -> list[Span]:
    sessions = releases.read(content).sessions
    chosen, _ = planning.counted(_released(sessions), is_online)
    return [session.span for session in chosen]


def _released(sessions: Iterable[releases.ReleasedSession]) -> list[planning.Candidate]:
    return [
        planning.Candidate(
            planning.Followed(s.code, s.title, s.wall.date(), Span(s.start, s.end)),
            s.kind,
            s.online,
        )
        for s in sessions
        if s.state == SessionState.SCHEDULED
    ]
