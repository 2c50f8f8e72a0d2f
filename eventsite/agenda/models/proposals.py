"""Proposals for a whole programme, made in the background and accepted whole or in part."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from eventsite.core.db import Base, enum_type


class ProposalState(StrEnum):
    """working → ready → accepted or discarded; working → failed (cancelled or without answer)."""

    WORKING = "working"
    READY = "ready"
    ACCEPTED = "accepted"
    DISCARDED = "discarded"
    FAILED = "failed"


class Proposal(Base):
    """One proposal: what it was made from, and where it would put which session."""

    __tablename__ = "proposals"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(
        sa.ForeignKey("events.id", ondelete="RESTRICT"), index=True
    )
    #: The background job that makes it, by id.
    task_id: Mapped[int | None]
    state: Mapped[ProposalState] = mapped_column(
        enum_type(ProposalState), default=ProposalState.WORKING
    )
    actor: Mapped[str] = mapped_column(sa.String(80))
    created: Mapped[datetime]
    #: The agenda's revision and the seed that it was made from.
    revision: Mapped[int]
    seed: Mapped[int] = mapped_column(default=0)
    #: The moves, the objective's levels, and what could not be placed and why.
    content: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
