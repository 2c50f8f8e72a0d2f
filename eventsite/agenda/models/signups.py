"""Sessions with limited places, and who has signed up for them or waits."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsite.agenda.models.programme import AgendaSession
from eventsite.agenda.signing import SignUpState
from eventsite.core.db import Base, enum_type
from eventsite.registration.models import Registration


class SessionPlaces(Base):
    """That a session has so many places; it holds at once, and is no part of the draft."""

    __tablename__ = "session_places"
    __table_args__ = (sa.CheckConstraint("taken >= 0 AND taken <= places", name="taken"),)

    session_id: Mapped[int] = mapped_column(
        sa.ForeignKey("agenda_sessions.id", ondelete="CASCADE"), primary_key=True
    )
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), index=True
    )
    places: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)

    session: Mapped[AgendaSession] = relationship(lazy="raise_on_sql")


class SignUp(Base):
    """A registration's place in a session, or on its waiting list; one that left keeps its row."""

    __tablename__ = "session_sign_ups"
    __table_args__ = (sa.UniqueConstraint("session_id", "registration_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(
        sa.ForeignKey("agenda_sessions.id", ondelete="RESTRICT")
    )
    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registrations.id", ondelete="RESTRICT"), index=True
    )
    state: Mapped[SignUpState] = mapped_column(enum_type(SignUpState))
    #: When they asked; who asked first is first in line.
    since: Mapped[datetime]

    session: Mapped[AgendaSession] = relationship(lazy="raise_on_sql")
    registration: Mapped[Registration] = relationship(lazy="raise_on_sql")
