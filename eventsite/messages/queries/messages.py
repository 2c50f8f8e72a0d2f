"""Fetches messages, whom they are for, and what became of their mails."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from eventsite.core.db import db
from eventsite.core.outbox import Mail, MailState
from eventsite.events.models import Event
from eventsite.messages.models import Message, MessageStop, Recipient
from eventsite.messages.states import MessageState, Skipped, skipped
from eventsite.people.models import Person
from eventsite.registration import queries as registration_queries
from eventsite.registration.models import Registration
from eventsite.registration.queries import addressed
from eventsite.registration.queries.choosing import narrowed

#: Mails of which nobody can say that they arrived, which a person may send again.
FAILED = (MailState.FAILED, MailState.HELD)


@dataclass
class Reach:
    """Whom a message would reach now: mails by language, and people left out by reason."""

    languages: Counter[str] = field(default_factory=Counter)
    skipped: Counter[Skipped] = field(default_factory=Counter)

    @property
    def mails(self) -> int:
        """How many mails there would be."""
        return self.languages.total()

    @property
    def people(self) -> int:
        """How many people the filter finds."""
        return self.mails + self.skipped.total()


def filters_of(audience: str) -> dict[str, list[str]]:
    """The parameters that a kept filter stands for."""
    return addressed.parameters_of(audience)


def find(event_id: int, code: str) -> Message | None:
    """A message of an event by its code."""
    return db.session.scalar(
        sa.select(Message).where(Message.event_id == event_id, Message.code == code)
    )


def of_event(event_id: int) -> sa.Select[Message]:
    """Messages, the newest first."""
    return sa.select(Message).where(Message.event_id == event_id).order_by(Message.id.desc())


def reach(event: Event, audience: str, concerns_all: bool) -> Reach:
    """Whom the filter finds now, counted in one statement."""
    stopped = wants_none(event.id)
    found = Reach()
    query = chosen(event, audience, Registration.lang, Person.email != "", stopped)
    rows = query.order_by(None).subquery()
    counted = sa.select(*rows.c, sa.func.count()).group_by(*rows.c)
    for lang, has_address, has_stopped, number in _rows(counted):
        why = skipped(
            address="x" if has_address else "",
            has_stopped=bool(has_stopped),
            concerns_all=concerns_all,
        )
        if why is Skipped.NO:
            found.languages[lang] += number
        else:
            found.skipped[why] += number
    return found


def next_batch(message: Message, event: Event, most: int) -> list[tuple[Registration, bool]]:
    """Chosen registrations that the message has not come to yet, and whether each wants none."""
    done = sa.select(Recipient.registration_id).where(Recipient.message_id == message.id)
    query = (
        chosen(event, message.audience, Registration, wants_none(event.id))
        .where(Registration.id.not_in(done))
        .options(contains_eager(Registration.person))
        .order_by(None)
        .order_by(Registration.id)
        .limit(most)
    )
    return [(one, bool(stopped)) for one, stopped in db.session.execute(query)]


def chosen(event: Event, audience: str, *columns: Any) -> sa.Select[Any]:
    """A query over the registrations that a kept filter finds now; persons are joined."""
    found = registration_queries.of_address(event, filters_of(audience))
    return narrowed(sa.select(*columns), event.id, found)


def _rows(query: sa.Executable) -> Sequence[tuple[Any, ...]]:
    return [tuple(row) for row in db.session.execute(query)]


def wants_none(event_id: int) -> sa.ColumnElement[bool]:
    """Whether the person of a registration has stopped the messages of the event."""
    return (
        sa.exists()
        .where(MessageStop.event_id == event_id, MessageStop.person_id == Registration.person_id)
        .correlate(Registration)
    )


def outcome(message: Message) -> tuple[dict[MailState, int], dict[Skipped, int], int]:
    """Mails by state, people left out by reason, and mails that are not kept any more."""
    rows = _rows(
        sa.select(Recipient.skipped, Mail.state, sa.func.count())
        .outerjoin(Mail, Mail.id == Recipient.mail_id)
        .where(Recipient.message_id == message.id)
        .group_by(Recipient.skipped, Mail.state)
    )
    mails, left_out, gone = Counter[MailState](), Counter[Skipped](), 0
    for why, state, number in rows:
        if why is not Skipped.NO:
            left_out[why] += number
        elif state is None:
            gone += number
        else:
            mails[state] += number
    return dict(mails), dict(left_out), gone


def recipients(message: Message) -> sa.Select[Recipient]:
    """Everybody the message came to, in the order of names; person and mail are loaded."""
    return (
        sa.select(Recipient)
        .join(Recipient.registration)
        .join(Registration.person)
        .outerjoin(Recipient.mail)
        .options(
            contains_eager(Recipient.registration).contains_eager(Registration.person),
            contains_eager(Recipient.mail),
        )
        .where(Recipient.message_id == message.id)
        .order_by(Person.family_name, Person.first_name, Recipient.id)
    )


def failed(message: Message) -> Sequence[Mail]:
    """Mails that were refused or kept, oldest first; not to whoever has stopped them since."""
    wanted = sa.true() if message.concerns_all else ~wants_none(message.event_id)
    return db.session.scalars(
        sa.select(Mail)
        .join(Recipient, Recipient.mail_id == Mail.id)
        .join(Registration, Registration.id == Recipient.registration_id)
        .where(Recipient.message_id == message.id, Mail.state.in_(FAILED))
        .where(Mail.blanked_at.is_(None), wanted)
        .order_by(Mail.id)
    ).all()


def due(now: datetime) -> Sequence[Message]:
    """Messages whose hold has ended, oldest first."""
    return db.session.scalars(
        sa.select(Message)
        .where(Message.state == MessageState.HELD, Message.release_at <= now)
        .order_by(Message.id)
    ).all()


def has_stopped(registration: Registration) -> bool:
    """Whether this person wants no messages of this event."""
    return stop_of(registration) is not None


def stop_of(registration: Registration) -> MessageStop | None:
    """The person's stop for the event, if there is one."""
    return db.session.scalar(
        sa.select(MessageStop).where(
            MessageStop.event_id == registration.event_id,
            MessageStop.person_id == registration.person_id,
        )
    )


def find_registration(code: str) -> Registration | None:
    """A registration by its code, with its event and person."""
    return db.session.scalar(
        sa.select(Registration)
        .where(Registration.code == code)
        .options(joinedload(Registration.event), joinedload(Registration.person))
    )
