"""Check-ins: one that counts for each registration and day, and those taken back."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsite.core.db import Base, enum_type
from eventsite.registration.models import Registration


class Source(StrEnum):
    """How the person was found."""

    #: The ticket's sealed address, opened by a camera or typed by a scanner.
    QR = "qr"
    #: A code or a name typed by hand.
    TYPED = "typed"


class CheckIn(Base):
    """A person came on a day of the event; `undone` says that it was a mistake."""

    __tablename__ = "check_ins"
    __table_args__ = (
        sa.Index(
            "uq_check_ins_live",
            "registration_id",
            "day",
            unique=True,
            sqlite_where=sa.text("undone IS NULL"),
            postgresql_where=sa.text("undone IS NULL"),
        ),
        sa.Index(None, "event_id", "day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="RESTRICT"))
    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="RESTRICT"), index=True
    )
    #: The day in the event's own zone.
    day: Mapped[date]
    at: Mapped[datetime]
    #: The desk's name as its staff chose it; may be empty.
    desk: Mapped[str] = mapped_column(sa.String(40), default="")
    #: Who pressed, as a key such as `user:4`.
    by: Mapped[str] = mapped_column(sa.String(80))
    source: Mapped[Source] = mapped_column(enum_type(Source))
    #: The badge was handed over against an identity document.
    has_badge: Mapped[bool] = mapped_column(default=False)
    undone: Mapped[datetime | None]
    undone_by: Mapped[str] = mapped_column(sa.String(80), default="")

    registration: Mapped[Registration] = relationship(lazy="raise_on_sql")
