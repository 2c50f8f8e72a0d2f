"""The people who answer a call together, and those they asked to join."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsite.calls.models.call import Call
from eventsite.core.db import Base
from eventsite.people.models import Person


class Team(Base):
    """One or several persons with one entry."""

    __tablename__ = "teams"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(16), unique=True)
    call_id: Mapped[int] = mapped_column(sa.ForeignKey("calls.id", ondelete="RESTRICT"), index=True)
    name: Mapped[str] = mapped_column(sa.String(80))
    created: Mapped[datetime]

    call: Mapped[Call] = relationship(lazy="raise_on_sql")
    members: Mapped[list["TeamMembership"]] = relationship(
        lazy="raise_on_sql", order_by="TeamMembership.id", cascade="all, delete-orphan"
    )


class TeamMembership(Base):
    """A person in a team; whoever leaves has no row."""

    __tablename__ = "team_memberships"
    __table_args__ = (sa.UniqueConstraint("team_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(sa.ForeignKey("teams.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(
        sa.ForeignKey("persons.id", ondelete="RESTRICT"), index=True
    )
    #: One member leads: the team's country in lists is theirs.
    is_lead: Mapped[bool] = mapped_column(default=False)
    since: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class TeamInvite(Base):
    """Somebody asked by mail to join a team; taken up once, through a secret link."""

    __tablename__ = "team_invites"
    __table_args__ = (sa.UniqueConstraint("team_id", "email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(sa.ForeignKey("teams.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(sa.String(254), index=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    created: Mapped[datetime]
    expires: Mapped[datetime] = mapped_column(index=True)
    accepted: Mapped[datetime | None]
