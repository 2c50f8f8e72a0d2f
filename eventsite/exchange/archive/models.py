"""Archives of events that lie here for a day: made to be fetched, or brought to be taken in."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventsite.core.db import Base, enum_type


class ArchiveState(StrEnum):
    """making → made; brought → checked → taken.

    What a job could not finish stays where it was; the job says why.
    """

    MAKING = "making"
    MADE = "made"
    BROUGHT = "brought"
    CHECKED = "checked"
    TAKEN = "taken"


class KeptArchive(Base):
    """One archive; its ZIP lies in the archives folder under its code until `expires`."""

    __tablename__ = "kept_archives"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: Stands in addresses.
    code: Mapped[str] = mapped_column(sa.String(16), unique=True)
    state: Mapped[ArchiveState] = mapped_column(enum_type(ArchiveState))
    #: The event it was made of, or that it became.
    event_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), index=True
    )
    #: Who made or brought it, and alone may fetch it: a key such as `user:7`.
    created_by: Mapped[str] = mapped_column(sa.String(80))
    created: Mapped[datetime]
    expires: Mapped[datetime] = mapped_column(index=True)
    #: What it is called when it is fetched, or was called when it was brought.
    name: Mapped[str] = mapped_column(sa.String(200))
    size: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    #: Of one that was brought: what is in it, as `checking.Found.dump` gives it.
    found: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    #: The last job that was ordered for it, by id.
    task_id: Mapped[int | None]
