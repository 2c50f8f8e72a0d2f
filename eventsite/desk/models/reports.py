"""What devices without a network told later: each press once, whatever became of it."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsite.core.db import Base, enum_type
from eventsite.desk.reconciling import Outcome
from eventsite.registration.models import Registration


class DeskReport(Base):
    """A check-in pressed on a device and told when it had a network again."""

    __tablename__ = "desk_reports"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "key"),
        sa.Index(None, "registration_id", "day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="RESTRICT"))
    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="RESTRICT")
    )
    #: The device's own, one for a press, so that telling again changes nothing.
    key: Mapped[str] = mapped_column(sa.String(64))
    #: The day of the press in the event's own zone.
    day: Mapped[date]
    #: The press on the site's clock.
    at: Mapped[datetime]
    received: Mapped[datetime]
    desk: Mapped[str] = mapped_column(sa.String(40), default="")
    #: Who told it, as a key such as `user:4`.
    by: Mapped[str] = mapped_column(sa.String(80))
    outcome: Mapped[Outcome] = mapped_column(enum_type(Outcome))
    #: When somebody said that a report that did not count needs no more looking at.
    seen: Mapped[datetime | None]
    seen_by: Mapped[str] = mapped_column(sa.String(80), default="")

    registration: Mapped[Registration] = relationship(lazy="raise_on_sql")
