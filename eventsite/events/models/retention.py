"""What was deleted of an event because its time was over: counts, and nothing about anybody."""

from datetime import datetime

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
