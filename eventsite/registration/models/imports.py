"""A table of people that organizers brought, until it is taken in or forgotten."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventsite.core.db import Base, enum_type
from eventsite.core.i18n import N_


class BroughtState(StrEnum):
    """Where an import of people stands; what may be done follows from it."""

    SHOWN = "shown"
    APPLIED = "applied"
    UNDONE = "undone"


BROUGHT_LABELS = {
    BroughtState.SHOWN: N_("Not taken in yet"),
    BroughtState.APPLIED: N_("Taken in"),
    BroughtState.UNDONE: N_("Undone"),
}


class RegistrantImport(Base):
    """One file; its table goes as soon as its people are registered, or after a week."""

    __tablename__ = "registrant_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), index=True
    )
    state: Mapped[BroughtState] = mapped_column(enum_type(BroughtState), default=BroughtState.SHOWN)
    #: Of the file, for the organizers' list.
    name: Mapped[str] = mapped_column(sa.String(200))
    #: The rows as CSV; empty once taken in.
    table: Mapped[str] = mapped_column(sa.Text)
    #: What each column holds, by hand; empty where the words of the header say it.
    columns: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    #: Whether each person gets the mail that asks to confirm.
    is_told: Mapped[bool] = mapped_column(default=True)
    #: Numbers of the rows that were chosen, while they are taken in.
    chosen: Mapped[list[int]] = mapped_column(sa.JSON, default=list)
    #: Registrations that came of it, each as id and version.
    made: Mapped[list[list[int]]] = mapped_column(sa.JSON, default=list)
    #: How many rows were refused by then, most often for a limit.
    refused: Mapped[int] = mapped_column(default=0)
    created_by: Mapped[str] = mapped_column(sa.String(80))
    created: Mapped[datetime]
