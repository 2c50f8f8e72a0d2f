"""What messages keep about a person: to whom they went, and that somebody wants none."""

import re
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from eventsite.core import outbox
from eventsite.core.db import db
from eventsite.messages.models import Message, MessageStop, Recipient, Reminded, Reminder
from eventsite.people import names
from eventsite.people.models import Person
from eventsite.registration.models import Registration
from eventsite.registration.queries import addressed

#: What this room looks after.
TABLES = frozenset({Recipient.__tablename__, MessageStop.__tablename__, Reminded.__tablename__})


def export(person: Person) -> dict[str, Any]:
    """The messages that went to the person, and the events whose messages they stopped."""
    sent = db.session.execute(
        sa.select(Message.subject, Message.sent, Recipient.skipped)
        .join(Recipient, Recipient.message_id == Message.id)
        .join(Registration, Registration.id == Recipient.registration_id)
        .where(Registration.person_id == person.id)
        .order_by(Recipient.id)
    )
    reminded = db.session.execute(
        sa.select(Reminder.subject, Reminded.day)
        .join(Reminded, Reminded.reminder_id == Reminder.id)
        .join(Registration, Registration.id == Reminded.registration_id)
        .where(Registration.person_id == person.id)
        .order_by(Reminded.id)
    )
    stops = db.session.scalars(
        sa.select(MessageStop.since)
        .where(MessageStop.person_id == person.id)
        .order_by(MessageStop.id)
    )
    return {
        "messages": [
            {
                "subject": subject,
                "sent": at.isoformat() if at else None,
                "left_out": why.value,
            }
            for subject, at, why in sent
        ],
        "reminders": [{"subject": subject, "day": day.isoformat()} for subject, day in reminded],
        "stopped_messages": [since.isoformat() for since in stops],
    }


def erase(person: Person, now: datetime) -> None:  # noqa: ARG001  # every room takes it
    """Mails of messages lose address and text; the recipients' rows go with them.

    Others may share the address, so nothing else that was written to it is touched.
    """
    theirs = sa.select(Registration.id).where(Registration.person_id == person.id)
    mails = db.session.scalars(
        sa.select(Recipient.mail_id)
        .where(Recipient.registration_id.in_(theirs), Recipient.mail_id.is_not(None))
        .order_by(Recipient.id)
    )
    outbox.forget_mails([key for key in mails if key is not None])
    db.session.execute(sa.delete(Recipient).where(Recipient.registration_id.in_(theirs)))
    db.session.execute(sa.delete(Reminded).where(Reminded.registration_id.in_(theirs)))
    db.session.execute(sa.delete(MessageStop).where(MessageStop.person_id == person.id))
    _forget_search(person)
    db.session.flush()


def _forget_search(person: Person) -> None:
    """Filters that look for the person find nobody from now on, rather than everybody."""
    called = names.called(person.first_name, person.family_name, person.latin_name, person.email)
    messages = sa.select(Message).where(Message.audience.contains("text="))
    reminders = sa.select(Reminder).where(Reminder.audience.contains("text="))
    found: list[Message | Reminder] = [*db.session.scalars(messages)]
    for one in [*found, *db.session.scalars(reminders)]:
        if addressed.looks_for(one.audience, called):
            one.audience = re.sub(r"(^|&)text=[^&]*", r"\1text=erased", one.audience)


def expire(now: datetime) -> int:  # noqa: ARG001  # every room takes it
    """Nothing here ends by itself: what was written is kept with the event."""
    return 0
