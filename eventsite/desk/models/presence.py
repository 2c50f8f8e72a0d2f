"""Who was online on a day and for how long, and the files that say so."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventsite.core.db import Base, enum_type
from eventsite.registration.models import BroughtState


class PresenceTerms(Base):
    """From how many minutes of a day somebody took part; without a row `presence.LEAST_MINUTES`."""

    __tablename__ = "presence_terms"

    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), primary_key=True
    )
    least_minutes: Mapped[int]


class PresenceImport(Base):
    """One file about one day; its table goes as soon as it is taken in, or after a week."""

    __tablename__ = "presence_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), index=True
    )
    #: The day in the event's own zone.
    day: Mapped[date]
    state: Mapped[BroughtState] = mapped_column(enum_type(BroughtState), default=BroughtState.SHOWN)
    #: Of the file, for the organizers' list.
    name: Mapped[str] = mapped_column(sa.String(200))
    #: The rows as CSV; empty once taken in.
    table: Mapped[str] = mapped_column(sa.Text)
    #: What each column holds, by hand; empty where the words of the header say it.
    columns: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    #: How many people it counted once it was taken in, and how many were left out.
    counted: Mapped[int] = mapped_column(default=0)
    left_out: Mapped[int] = mapped_column(default=0)
    created_by: Mapped[str] = mapped_column(sa.String(80))
    created: Mapped[datetime]


class OnlinePresence(Base):
    """That a registration was online for so long on a day, as one file says."""

    __tablename__ = "online_presences"
    __table_args__ = (
        sa.UniqueConstraint("import_id", "registration_id"),
        sa.CheckConstraint("minutes >= 0 AND minutes <= 1440", name="minutes"),
        sa.Index(None, "event_id", "registration_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="RESTRICT"))
    import_id: Mapped[int] = mapped_column(sa.ForeignKey("presence_imports.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="RESTRICT"), index=True
    )
    day: Mapped[date]
    minutes: Mapped[int]
