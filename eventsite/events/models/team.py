"""The team of an event: who may do what there, and who was invited to."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventsite.core.db import Base
from eventsite.core.i18n import N_
from eventsite.people.models import User


class Duty(StrEnum):
    """What a member of the team may do; an owner may do all, a viewer may only look."""

    OWNER = "owner"
    AGENDA = "agenda"
    #: Only the sessions of the tracks that were given to the member.
    TRACK = "track"
    REGISTRATION = "registration"
    CALLS = "calls"
    COMMUNICATION = "communication"
    DESK = "desk"
    ACCESSIBILITY = "accessibility"
    VISAS = "visas"
    VIEWER = "viewer"


DUTY_LABELS = {
    Duty.OWNER: N_("Owner: may do everything"),
    Duty.AGENDA: N_("Programme"),
    Duty.TRACK: N_("Programme, only some tracks"),
    Duty.REGISTRATION: N_("Registration"),
    Duty.CALLS: N_("Calls and entries"),
    Duty.COMMUNICATION: N_("Messages"),
    Duty.DESK: N_("Check-in desk"),
    Duty.ACCESSIBILITY: N_("Accessibility needs"),
    Duty.VISAS: N_("Visa support"),
    Duty.VIEWER: N_("Viewer: may look only"),
}


class TeamMember(Base):
    """A user's duties in one event."""

    __tablename__ = "team_members"
    __table_args__ = (sa.UniqueConstraint("event_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id", ondelete="RESTRICT"), index=True)
    duties: Mapped[list[str]] = mapped_column(sa.JSON)
    since: Mapped[datetime]

    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)


class TeamInvitation(Base):
    """Somebody asked by mail to join the team; taken up once, through a secret link."""

    __tablename__ = "team_invitations"
    __table_args__ = (sa.UniqueConstraint("event_id", "email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(sa.String(254))
    duties: Mapped[list[str]] = mapped_column(sa.JSON)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    invited_by: Mapped[str] = mapped_column(sa.String(80))
    created: Mapped[datetime]
    expires: Mapped[datetime]
    accepted: Mapped[datetime | None]
