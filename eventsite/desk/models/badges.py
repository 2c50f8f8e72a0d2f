"""Printed badges: how often each registration's was made, and files of many for a day."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsite.core.db import Base
from eventsite.registration.models import Registration


class BadgePrint(Base):
    """That the badge of a registration was given out for printing; one row a registration."""

    __tablename__ = "badge_prints"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), index=True
    )
    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="RESTRICT"), unique=True
    )
    first: Mapped[datetime]
    last: Mapped[datetime]
    #: 1 after the first time.
    times: Mapped[int] = mapped_column(default=1)
    #: Who printed it last, as a key such as `user:4`.
    by: Mapped[str] = mapped_column(sa.String(80))

    registration: Mapped[Registration] = relationship(lazy="raise_on_sql")
