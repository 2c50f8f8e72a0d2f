"""Fetches reminders, their days, and whom they are for now."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from eventsite.core import zones
from eventsite.core.db import db
from eventsite.events.models import Event, EventState, KeyDeadline
from eventsite.messages import timing
from eventsite.messages.models import Reminded, Reminder
from eventsite.messages.queries.messages import chosen, wants_none
from eventsite.messages.timing import Anchor
from eventsite.registration.models import Registration


def find_reminder(event_id: int, code: str) -> Reminder | None:
    """A reminder of an event by its code."""
    return db.session.scalar(
        sa.select(Reminder).where(Reminder.event_id == event_id, Reminder.code == code)
    )


def reminders(event_id: int) -> Sequence[Reminder]:
    """An event's reminders, the oldest first."""
    return db.session.scalars(
        sa.select(Reminder).where(Reminder.event_id == event_id).order_by(Reminder.id)
    ).all()


def reminders_count(event_id: int) -> int:
    """How many reminders an event has."""
    found = sa.select(sa.func.count()).where(Reminder.event_id == event_id)
    return db.session.scalar(found) or 0


def key_of(deadline: KeyDeadline) -> str:
    """What a reminder keeps of its deadline."""
    return f"{deadline.kind}:{deadline.label_key}"


def day_of(reminder: Reminder, event: Event) -> date | None:
    """The day on which it goes out; None while what it counts from has no day."""
    return timing.day_of(_anchor(reminder, event), reminder.days)


def _anchor(reminder: Reminder, event: Event) -> date | None:
    if reminder.anchor is Anchor.START:
        return event.first_day
    if reminder.anchor is Anchor.END:
        return event.last_day
    kind, _, label_key = reminder.deadline.partition(":")
    at = db.session.scalar(
        sa.select(KeyDeadline.at).where(
            KeyDeadline.event_id == event.id,
            KeyDeadline.kind == kind,
            KeyDeadline.label_key == label_key,
            KeyDeadline.cancelled.is_(None),
        )
    )
    return at.astimezone(zones.zone_of(event.zone)).date() if at else None


def switched_on() -> Sequence[tuple[Reminder, Event]]:
    """Reminders of published events that are switched on."""
    rows = db.session.execute(
        sa.select(Reminder, Event)
        .join(Event, Event.id == Reminder.event_id)
        .where(Reminder.is_on, Event.state == EventState.PUBLISHED)
        .order_by(Reminder.id)
    )
    return [(reminder, event) for reminder, event in rows]


def next_reminded(
    reminder: Reminder, event: Event, day: date, now: datetime, most: int
) -> list[tuple[Registration, bool]]:
    """Whose hour has come and who has not been reminded of the day, and whether they want none."""
    if event.state is not EventState.PUBLISHED:
        return []
    done = sa.select(Reminded.registration_id).where(
        Reminded.reminder_id == reminder.id, Reminded.day == day
    )
    there = _zones(reminder, event)
    query = (
        chosen(event, reminder.audience, Registration, wants_none(event.id))
        .where(
            Registration.id.not_in(done),
            Registration.zone.in_(timing.due(day, reminder.hour, there, now)),
        )
        .options(contains_eager(Registration.person))
        .order_by(None)
        .order_by(Registration.id)
        .limit(most)
    )
    return [(one, bool(stopped)) for one, stopped in db.session.execute(query)]


def _zones(reminder: Reminder, event: Event) -> list[str]:
    found = chosen(event, reminder.audience, Registration.zone).order_by(None).distinct()
    return [zone for zone in db.session.scalars(found) if zones.known(zone)]


def reminded_count(reminder: Reminder) -> int:
    """To how many people it came so far."""
    found = sa.select(sa.func.count()).where(Reminded.reminder_id == reminder.id)
    return db.session.scalar(found) or 0
