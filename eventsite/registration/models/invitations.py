"""Invitation codes and tracked links: by what somebody found the way to the form."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventsite.core.db import Base, Versioned


class InvitationCode(Versioned, Base):
    """Lets its holders register where others cannot, and may count them to a group."""

    __tablename__ = "invitation_codes"
    __table_args__ = (
        sa.CheckConstraint("used >= 0", name="used_not_negative"),
        sa.CheckConstraint("most_uses IS NULL OR used <= most_uses", name="used_within_uses"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), index=True
    )
    #: What people type or follow; shown again to organizers, without letters that look alike.
    code: Mapped[str] = mapped_column(sa.String(24), unique=True)
    #: For whom it was made, seen by organizers only.
    label: Mapped[str] = mapped_column(sa.String(200), default="")
    #: 1 for a single person; null for no limit.
    most_uses: Mapped[int | None] = mapped_column(default=1)
    #: Registrations that came with it and still take a place or wait.
    used: Mapped[int] = mapped_column(default=0)
    #: The group it counts its holders to, as `registration.groups` writes it; empty for none.
    group: Mapped[str] = mapped_column(sa.String(40), default="")
    #: Whether it opens the form outside the dates.
    opens_form: Mapped[bool] = mapped_column(default=False)
    expires: Mapped[datetime | None]
    revoked: Mapped[datetime | None]
    created: Mapped[datetime]

    __mapper_args__ = {"version_id_col": Versioned.version}


class TrackedLink(Base):
    """An address of the form that is counted: where an invitation was published or sent."""

    __tablename__ = "tracked_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), index=True
    )
    code: Mapped[str] = mapped_column(sa.String(24), unique=True)
    label: Mapped[str] = mapped_column(sa.String(200))
    #: How often the form was opened by it; nobody is told apart.
    visits: Mapped[int] = mapped_column(default=0)
    retired: Mapped[datetime | None]
    created: Mapped[datetime]
