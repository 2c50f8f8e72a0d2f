"""Filters of the organizers' list that somebody kept under a name."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventsite.core.db import Base


class RegistrationView(Base):
    """The list of an event as its address said it when it was kept."""

    __tablename__ = "registration_views"
    __table_args__ = (sa.UniqueConstraint("event_id", "user_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), index=True
    )
    #: Who kept it; null: somebody who was erased, of a view that the team shares.
    user_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("users.id", ondelete="RESTRICT"), index=True
    )
    name: Mapped[str] = mapped_column(sa.String(80))
    #: Parameters of the list's address, quoted.
    query: Mapped[str] = mapped_column(sa.String(4000))
    #: Seen, opened and removed by everybody of the team who sees the list.
    is_shared: Mapped[bool] = mapped_column(default=False)
    created: Mapped[datetime]
