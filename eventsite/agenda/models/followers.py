"""Who wants to hear of changes: stars in an account, and addresses without one."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventsite.core.db import Base


class SessionStar(Base):
    """That a person starred a session."""

    __tablename__ = "session_stars"

    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("persons.id", ondelete="RESTRICT"), primary_key=True
    )
    session_id: Mapped[int] = mapped_column(
        sa.ForeignKey("agenda_sessions.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    created: Mapped[datetime]


class Follower(Base):
    """An address that asked for mails about changes; nothing is sent before it is confirmed.

    Stopping deletes the row.
    """

    __tablename__ = "followers"
    __table_args__ = (sa.UniqueConstraint("event_id", "email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="RESTRICT"))
    email: Mapped[str] = mapped_column(sa.String(254), index=True)
    lang: Mapped[str] = mapped_column(sa.String(8), default="en")
    #: The zone in which they read times.
    zone: Mapped[str] = mapped_column(sa.String(64), default="UTC")
    #: Of which sessions: those of these tracks (ids) or in these languages; empty means all.
    tracks: Mapped[list[int]] = mapped_column(sa.JSON, default=list)
    languages: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    #: Counted up to make earlier links useless.
    generation: Mapped[int] = mapped_column(default=1)
    created: Mapped[datetime]
    confirmed: Mapped[datetime | None]
