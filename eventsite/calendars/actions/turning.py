"""Looks at every event to come, and says whose changes have rested and are told now."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from eventsite.agenda.models import Release, ReleasePerson, Speaker
from eventsite.calendars import resting
from eventsite.calendars.models import CalendarTurn
from eventsite.core import text
from eventsite.core.db import db
from eventsite.events.models import Event, EventDay, EventState

#: How long after its last day somebody is told of changes.
ENDED = timedelta(days=2)

#: What mailed entries say of the event itself; other edits are no reason to look at everybody.
_SAID: tuple[Any, ...] = (
    Event.state,
    Event.title,
    Event.zone,
    Event.dates_confirmed,
    Event.mode,
    Event.venue,
    Event.city,
    Event.country,
    Event.moves,
)


def due(now: datetime) -> list[int]:
    """Ids of the events whose mailed entries are brought up to date now, each change once."""
    known = {row.event_id: row for row in db.session.scalars(sa.select(CalendarTurn))}
    found = []
    for event_id, state, is_live in _states(now):
        row = known.get(event_id)
        before = resting.Turn(row.state, row.since, row.told) if row else None
        turn, goes = resting.look(before, state, now, is_live)
        if turn != before:
            _keep(row, event_id, turn)
        if goes:
            found.append(event_id)
    db.session.flush()
    return found


def _keep(row: CalendarTurn | None, event_id: int, turn: resting.Turn) -> None:
    if row is None:
        row = CalendarTurn(event_id=event_id)
        db.session.add(row)
    row.state, row.since, row.told = turn.state, turn.since, turn.told


def _states(now: datetime) -> list[tuple[int, str, bool]]:
    """Each event that is not over, in three queries: its key, its state, and whether its newest
    version was made on the day."""
    going = sa.and_(
        sa.or_(Event.last_day.is_(None), Event.last_day >= (now - ENDED).date()),
        # Of what was never public here nobody was told here.
        sa.or_(Event.state != EventState.DRAFT, Event.withdrawn.is_not(None)),
    )
    newest = (
        sa.select(sa.func.max(Release.id))
        .where(Release.event_id == Event.id)
        .correlate(Event)
        .scalar_subquery()
    )
    query = (
        sa.select(Event.id, Release.id, Release.is_live, *_SAID)
        .outerjoin(Release, Release.id == newest)
        .where(going)
        .order_by(Event.id)
    )
    days, people = _days(), _people()
    return [
        (row[0], _key(row[1], *row[3:], days.get(row[0]), people.get(row[0])), bool(row[2]))
        for row in db.session.execute(query)
    ]


def _key(*facts: object) -> str:
    return text.hash_secret(repr(facts))


def _days() -> dict[int, Any]:
    query = sa.select(
        EventDay.event_id, sa.func.max(EventDay.revised), sa.func.sum(EventDay.sequence)
    ).group_by(EventDay.event_id)
    return {row[0]: (str(row[1]), int(row[2])) for row in db.session.execute(query)}


def _people() -> dict[int, Any]:
    """What counts of speakers: their answers, and who was erased."""
    erased = (
        sa.select(sa.func.max(ReleasePerson.redacted))
        .join(Release, Release.id == ReleasePerson.release_id)
        .where(Release.event_id == Speaker.event_id)
        .correlate(Speaker)
        .scalar_subquery()
    )
    answers = sa.select(
        Speaker.event_id,
        Speaker.answer,
        sa.func.count(),
        sa.func.max(Speaker.answered),
        sa.func.max(Speaker.invited),
        erased,
    ).group_by(Speaker.event_id, Speaker.answer)
    found: dict[int, list[str]] = {}
    for event_id, *facts in db.session.execute(answers.order_by(Speaker.event_id, Speaker.answer)):
        found.setdefault(event_id, []).append(repr([str(fact) for fact in facts]))
    return found
