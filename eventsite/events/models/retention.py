"""How long an event keeps what, where its owner chose, and counts of what was deleted."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventsite.core.db import Base


class RetentionRun(Base):
    """One kind of data of one event on one day."""

    __tablename__ = "retention_runs"
    __table_args__ = (sa.Index(None, "event_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    #: As the reviewed table of kinds has it.
    kind: Mapped[str] = mapped_column(sa.String(40))
    count: Mapped[int]
    at: Mapped[datetime]


class RetentionChoice(Base):
    """Another number of days than before for one kind of data; the latest of a kind counts."""

    __tablename__ = "retention_choices"
    __table_args__ = (sa.Index(None, "event_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="CASCADE"))
    #: As the reviewed table of kinds has it.
    kind: Mapped[str] = mapped_column(sa.String(40))
    days: Mapped[int]
    #: Nothing goes by it before.
    not_before: Mapped[date | None]
    reason: Mapped[str] = mapped_column(sa.String(500))
    #: Who chose it, as the audit trail names them.
    actor: Mapped[str] = mapped_column(sa.String(80))
    at: Mapped[datetime]
