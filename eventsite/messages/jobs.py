"""Lets messages and reminders go when their time has come, batch by batch."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from eventsite.core import clock, i18n, tasks
from eventsite.core.db import db
from eventsite.core.i18n import gettext
from eventsite.events.models import Event
from eventsite.messages import actions, queries, timing
from eventsite.messages.actions import reminding
from eventsite.messages.models import Message


@tasks.periodic("messages.release", every=timedelta(seconds=30))
def release() -> None:
    """Order the sending of what nobody stopped."""
    for message in queries.due(clock.now()):
        actions.begin(message)


@tasks.task("messages.send", again_after=timedelta(minutes=1))
def send(job: tasks.Job, message_id: int) -> dict[str, Any]:
    """Order one mail for each person; a job that is broken off goes on where it was.

    Each batch is a transaction of its own, in which its mails and its recipients stand together.
    """
    message = db.session.get_one(Message, message_id)
    event = db.session.get_one(Event, message.event_id)
    slug, code = event.slug, message.code
    total = queries.reach(event, message.audience, message.concerns_all).people
    done = sum(queries.outcome(message)[0].values())
    db.session.rollback()
    while count := actions.send_batch(message_id):
        db.session.commit()
        done += count
        job.progress(done, max(done, total), gettext("Writing the mails."))
    page = i18n.url_in(i18n.current_lang(), "messages.message", slug=slug, code=code)
    return {"href": urlsplit(page).path, "label": gettext("See the message")}


@tasks.periodic("messages.look_for_reminders", every=timedelta(minutes=5))
def look_for_reminders() -> None:
    """Order the sending of reminders that are due for somebody."""
    now = clock.now()
    for reminder, event in queries.switched_on():
        day = queries.day_of(reminder, event)
        if day is None or not timing.may_be_due(day, reminder.hour, now):
            continue
        if queries.next_reminded(reminder, event, day, now, 1):
            tasks.enqueue(
                "messages.remind",
                created_by=reminder.created_by,
                reminder_id=reminder.id,
                day=day.isoformat(),
            )


@tasks.task("messages.remind", again_after=timedelta(minutes=1))
def remind(job: tasks.Job, reminder_id: int, day: str) -> dict[str, Any]:
    """Remind everybody whose hour has come; safe to run twice."""
    done = 0
    db.session.rollback()
    while count := reminding.remind_batch(reminder_id, date.fromisoformat(day), clock.now()):
        db.session.commit()
        done += count
        job.progress(done, done, gettext("Writing the mails."))
    return {}
