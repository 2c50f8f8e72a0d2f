"""Writes reminders and lets each go once to everybody for whom its hour has come."""

from dataclasses import dataclass
from datetime import date, datetime

from eventsite.core import audit, clock, text
from eventsite.core.db import db, lock
from eventsite.core.errors import Refused, Stale
from eventsite.events.models import Event
from eventsite.messages import emails, queries, rules
from eventsite.messages.actions import wording
from eventsite.messages.models import Reminded, Reminder
from eventsite.messages.rules import Reason
from eventsite.messages.states import Skipped, skipped
from eventsite.messages.timing import Anchor
from eventsite.messages.verbs import Verb


@dataclass(frozen=True)
class When:
    """From which day a reminder counts, how many days, and the hour of each person's clock."""

    anchor: Anchor
    deadline: str
    days: int
    hour: int


def write(*, actor: str, event: Event, audience: str, words: wording.Words, when: When) -> Reminder:
    """Keep a new reminder, switched on."""
    wording.check(words)
    if queries.reminders_count(event.id) >= rules.MOST_REMINDERS:
        raise Refused(Reason.MANY_REMINDERS, most=rules.MOST_REMINDERS)
    reminder = Reminder(
        code=text.new_code(8),
        event_id=event.id,
        audience=audience,
        created_by=actor,
        created=clock.now(),
        **_facts(words, when),
    )
    db.session.add(reminder)
    db.session.flush()
    audit.record(actor, Verb.REMINDER_WRITTEN, _key(reminder), {}, _said(reminder))
    return reminder


def change(
    *, actor: str, reminder: Reminder, words: wording.Words, when: When, version: int
) -> None:
    """Change its words or its day; Stale when somebody changed it meanwhile."""
    wording.check(words)
    reminder = lock(Reminder, reminder.id)
    if reminder.version != version:
        raise Stale(
            wording.shown(words.subject, words.body),
            wording.shown(reminder.subject, reminder.body),
        )
    before = _said(reminder)
    for name, value in _facts(words, when).items():
        setattr(reminder, name, value)
    db.session.flush()
    audit.record(actor, Verb.REMINDER_CHANGED, _key(reminder), before, _said(reminder))


def switch(*, actor: str, reminder: Reminder, is_on: bool) -> None:
    """Let it go or not; what went out stays."""
    reminder = lock(Reminder, reminder.id)
    before = {"is_on": reminder.is_on}
    reminder.is_on = is_on
    db.session.flush()
    audit.record(actor, Verb.REMINDER_SWITCHED, _key(reminder), before, {"is_on": is_on})


def remind_batch(reminder_id: int, day: date, now: datetime) -> int:
    """Order the next mails of a reminder for a day; how many people it came to.

    Nobody is reminded twice of one day: their row and their mail are one transaction.
    """
    reminder = lock(Reminder, reminder_id)
    event = db.session.get_one(Event, reminder.event_id)
    if not reminder.is_on or queries.day_of(reminder, event) != day:
        return 0
    batch = queries.next_reminded(reminder, event, day, now, rules.BATCH)
    for registration, has_stopped in batch:
        why = skipped(
            address=registration.person.email,
            has_stopped=has_stopped,
            concerns_all=reminder.concerns_all,
        )
        if why is Skipped.NO:
            emails.send(reminder, f"reminder:{reminder.id}", event, registration)
        db.session.add(Reminded(reminder_id=reminder.id, registration_id=registration.id, day=day))
    db.session.flush()
    return len(batch)


def _facts(words: wording.Words, when: When) -> dict[str, object]:
    return {
        "subject": wording.written(words.subject),
        "body": wording.written(words.body),
        "concerns_all": words.concerns_all,
        "anchor": when.anchor,
        "deadline": when.deadline if when.anchor is Anchor.DEADLINE else "",
        "days": when.days,
        "hour": when.hour,
    }


def _said(reminder: Reminder) -> dict[str, object]:
    return {
        "anchor": reminder.anchor.value,
        "days": reminder.days,
        "languages": sorted(reminder.subject),
    }


def _key(reminder: Reminder) -> str:
    return f"event:{reminder.event_id}"
