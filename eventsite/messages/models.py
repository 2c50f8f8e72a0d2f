"""What the database knows of messages: what was written, to whom it went, and who wants none."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsite.core.db import Base, Versioned, enum_type
from eventsite.core.outbox import Mail
from eventsite.messages.states import MessageState, Skipped
from eventsite.messages.timing import Anchor
from eventsite.people.models import Person
from eventsite.registration.mail_kinds import Kind
from eventsite.registration.models import Registration


class Written(Versioned):
    """What messages and reminders have in common: the people, and the words for them."""

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(16), unique=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), index=True
    )
    #: The filter of the list of registrations, as its address says it.
    audience: Mapped[str] = mapped_column(sa.String(2000), default="")
    subject: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    body: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)
    #: Goes to people too who want no messages: it is about their own place, journey or safety.
    concerns_all: Mapped[bool] = mapped_column(default=False)
    created_by: Mapped[str] = mapped_column(sa.String(80))
    created: Mapped[datetime]


class Message(Written, Base):
    """What an organizer writes to the registered people that a filter finds."""

    __tablename__ = "messages"

    state: Mapped[MessageState] = mapped_column(
        enum_type(MessageState), default=MessageState.DRAFT, index=True
    )
    #: When the hold ends; null outside of it.
    release_at: Mapped[datetime | None]
    sent: Mapped[datetime | None]

    __mapper_args__ = {"version_id_col": Versioned.version}


class Recipient(Base):
    """One registration that a message went to, or was left out; never twice."""

    __tablename__ = "message_recipients"
    __table_args__ = (sa.UniqueConstraint("message_id", "registration_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(
        sa.ForeignKey("messages.id", ondelete="CASCADE"), index=True
    )
    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="RESTRICT"), index=True
    )
    skipped: Mapped[Skipped] = mapped_column(enum_type(Skipped), default=Skipped.NO)
    mail_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("outbox_mails.id", ondelete="SET NULL"), index=True
    )

    registration: Mapped[Registration] = relationship(lazy="raise_on_sql")
    mail: Mapped[Mail | None] = relationship(lazy="raise_on_sql")


class Reminder(Written, Base):
    """A message that goes out by itself, so many days before or after a day of the event."""

    __tablename__ = "reminders"

    anchor: Mapped[Anchor] = mapped_column(enum_type(Anchor))
    #: The kind and label key of the key deadline, where it is the anchor.
    deadline: Mapped[str] = mapped_column(sa.String(80), default="")
    #: Days from the anchor's day; below zero for before.
    days: Mapped[int]
    #: The hour at which it goes out, on the clock of each person's own zone.
    hour: Mapped[int] = mapped_column(default=9)
    is_on: Mapped[bool] = mapped_column(default=True)

    __mapper_args__ = {"version_id_col": Versioned.version}


class Reminded(Base):
    """A registration that a reminder came to for one day; a day that is moved is another one."""

    __tablename__ = "reminded"
    __table_args__ = (sa.UniqueConstraint("reminder_id", "registration_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reminder_id: Mapped[int] = mapped_column(
        sa.ForeignKey("reminders.id", ondelete="CASCADE"), index=True
    )
    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="RESTRICT"), index=True
    )
    #: The day on which it went out, by the calendar of the person's zone.
    day: Mapped[date]


class MailWords(Versioned, Base):
    """What an event says in a mail about registrations, beside the words of the site."""

    __tablename__ = "mail_words"
    __table_args__ = (sa.UniqueConstraint("event_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="RESTRICT"))
    kind: Mapped[Kind] = mapped_column(enum_type(Kind))
    body: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)

    __mapper_args__ = {"version_id_col": Versioned.version}


class MessageStop(Base):
    """A person who wants no more messages about an event."""

    __tablename__ = "message_stops"
    __table_args__ = (sa.UniqueConstraint("event_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="RESTRICT"))
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("persons.id", ondelete="RESTRICT"), index=True
    )
    since: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
