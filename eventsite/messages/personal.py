"""What messages keep about a person: to whom they went, and that somebody wants none."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from eventsite.core import outbox
from eventsite.core.db import db
from eventsite.messages.models import Message, MessageStop, Recipient, Reminded, Reminder
from eventsite.people.models import Person
from eventsite.registration.models import Registration

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
    """Mails of messages lose address and text; the recipients' rows go with them."""
    theirs = sa.select(Registration.id).where(Registration.person_id == person.id)
    found = db.session.scalars(
        sa.select(Recipient)
        .options(joinedload(Recipient.mail))
        .where(Recipient.registration_id.in_(theirs))
        .order_by(Recipient.id)
    )
    for one in found:
        if one.mail is not None:
            outbox.forget(one.mail.to_address)
    db.session.execute(sa.delete(Recipient).where(Recipient.registration_id.in_(theirs)))
    db.session.execute(sa.delete(Reminded).where(Reminded.registration_id.in_(theirs)))
    db.session.execute(sa.delete(MessageStop).where(MessageStop.person_id == person.id))
    db.session.flush()


def expire(now: datetime) -> int:  # noqa: ARG001  # every room takes it
    """Nothing here ends by itself: what was written is kept with the event."""
    return 0
