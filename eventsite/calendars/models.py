"""A person's own feeds, the sessions they want by mail, and how far each event's mails are."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventsite.core.db import Base
from eventsite.core.i18n import N_


class Part(StrEnum):
    """What a feed of one's own can hold; labels in `PART_LABELS`."""

    REGISTRATIONS = "registrations"
    SPEAKING = "speaking"
    STARS = "stars"
    DEADLINES = "deadlines"


PART_LABELS = {
    Part.REGISTRATIONS: N_("The days of events I registered for"),
    Part.SPEAKING: N_("The sessions I speak in, with the ways to join"),
    Part.STARS: N_("The sessions with my star"),
    Part.DEADLINES: N_("The deadlines of these events"),
}
#: Minutes before the start at which a program may ring.
ALARMS = (0, 10, 30, 60, 24 * 60)


class PersonalFeed(Base):
    """A calendar of one person, at an address that holds a secret; revoked, never deleted."""

    __tablename__ = "personal_feeds"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("persons.id", ondelete="RESTRICT"), index=True
    )
    #: Stands in the address, and in the one under which it is edited.
    code: Mapped[str] = mapped_column(sa.String(16), unique=True)
    #: Counted up to make earlier addresses useless.
    generation: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(sa.String(100), default="")
    hue: Mapped[str] = mapped_column(sa.String(8), default="plum")
    lang: Mapped[str] = mapped_column(sa.String(8), default="en")
    #: Of `Part`.
    parts: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    #: One of `ALARMS`; 0 is none.
    alarm: Mapped[int] = mapped_column(default=0)
    hides_cancelled: Mapped[bool] = mapped_column(default=False)
    created: Mapped[datetime]
    #: When what its entries say was last chosen anew; part of their revision.
    chosen: Mapped[datetime | None]
    revoked: Mapped[datetime | None]
    #: The bytes that were last given out, and since when they have been these: Last-Modified.
    etag: Mapped[str] = mapped_column(sa.String(64), default="")
    changed: Mapped[datetime | None]
    fetched: Mapped[datetime | None]
    #: A short word for the program that asked, never what it said of itself.
    fetched_by: Mapped[str] = mapped_column(sa.String(40), default="")


class SessionInvitation(Base):
    """That a person wants one session as an invitation by mail, and what becomes of it."""

    __tablename__ = "session_invitations"

    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("persons.id", ondelete="RESTRICT"), primary_key=True
    )
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), primary_key=True, index=True
    )
    #: The code of a released session.
    session: Mapped[str] = mapped_column(sa.String(16), primary_key=True)
    created: Mapped[datetime]


class CalendarTurn(Base):
    """How far the mailed entries of an event are: which state was last seen, and last told."""

    __tablename__ = "calendar_turns"

    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), primary_key=True
    )
    #: Changes whenever a mailed entry might.
    state: Mapped[str] = mapped_column(sa.String(80))
    #: Since when it has been this; mails wait until it has rested.
    since: Mapped[datetime]
    #: The state of which everybody was told.
    told: Mapped[str] = mapped_column(sa.String(80), default="")
