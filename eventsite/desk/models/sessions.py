"""Who was let into a session with limited places."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsite.core.db import Base
from eventsite.registration.models import Registration


class SessionCheckIn(Base):
    """A person went into a session; `undone` says that it was a mistake, or that they left."""

    __tablename__ = "session_check_ins"
    __table_args__ = (
        sa.Index(
            "uq_session_check_ins_live",
            "session_id",
            "registration_id",
            unique=True,
            sqlite_where=sa.text("undone IS NULL"),
            postgresql_where=sa.text("undone IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), index=True
    )
    session_id: Mapped[int] = mapped_column(
        sa.ForeignKey("agenda_sessions.id", ondelete="RESTRICT")
    )
    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="RESTRICT"), index=True
    )
    at: Mapped[datetime]
    desk: Mapped[str] = mapped_column(sa.String(40), default="")
    #: Who pressed, as a key such as `user:4`.
    by: Mapped[str] = mapped_column(sa.String(80))
    undone: Mapped[datetime | None]
    undone_by: Mapped[str] = mapped_column(sa.String(80), default="")

    registration: Mapped[Registration] = relationship(lazy="raise_on_sql")
