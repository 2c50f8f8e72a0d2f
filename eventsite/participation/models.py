"""What the database knows of participation: releases of protected statistics, frozen for good."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventsite.core.db import Base


class StatRelease(Base):
    """Protected tables of self-declared answers as they were on one day; never changed.

    It holds only what may be printed: the true counts are kept nowhere.
    """

    __tablename__ = "stat_releases"
    __table_args__ = (sa.UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id", ondelete="RESTRICT"))
    #: 1, 2, 3… within the event.
    number: Mapped[int]
    created: Mapped[datetime]
    #: Who froze it, as a key such as `user:7`.
    created_by: Mapped[str] = mapped_column(sa.String(80))
    #: Why it was made, in the organizer's words.
    reason: Mapped[str] = mapped_column(sa.String(300), default="")
    #: Name of each definition used to its version, such as `{"registered": "1"}`.
    definitions: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    #: The day whose country groups and regions hold, and the version of the lists.
    classification_day: Mapped[date]
    classification_version: Mapped[str] = mapped_column(sa.String(40))
    #: Tables by name, as `core.disclosure.as_stored` writes them.
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    schema_version: Mapped[int]
